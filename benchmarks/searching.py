"""What storing and searching many articles costs, in processor time, and how large the file becomes.

    python ../shared/corpus/real/make_load.py 60000 | python benchmarks/searching.py load /tmp/news.db
    python benchmarks/searching.py ask /tmp/news.db

    python ../shared/corpus/real/make_load.py 60000 | python benchmarks/searching.py load /tmp/million.db --copies 17

``load`` reads JSON objects with url, outlet, lang, title, date and text from standard input, works their rows out
(stems: not counted as storing), stores them in batches, and then corrects the dates of three in a hundred; with
``--copies 17`` it stores them seventeen times, each time later, at other addresses and with a word of its own. ``ask``
puts each kind of question many times, with other words, to ``Archive.search``, warm, and prints the median and the
95th percentile. A common word is in 3 to 10 of a hundred articles, any other in 1 in 10,000 or more.
"""

import argparse
import json
import random
import re
import sqlite3
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from store import Archive, Article, Deposit, Prepared, Sighting, prepare

BATCH = 500
CORRECTED = 0.03
_WORD = re.compile(r"[a-z]{4,}")
_LETTERS = "ghijklmnoprstuvw"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["load", "ask", "size"])
    parser.add_argument("db", type=Path)
    parser.add_argument("--times", type=int, default=40, help="of each kind of question")
    parser.add_argument("--copies", type=int, default=1, help="how many times each article is stored, as others")
    parser.add_argument("--only", default="", help="kinds of question whose name holds this")
    asked = parser.parse_args()
    match asked.what:
        case "load":
            load(asked.db, sys.stdin, asked.copies)
        case "ask":
            ask(asked.db, asked.times, asked.only)
    size(asked.db)


# -- storing


def load(path: Path, lines: Iterable[str], copies: int) -> None:
    now = datetime.now(UTC)
    begun = time.process_time()
    ready = [replace(prepare(deposit(record), now), keys=()) for record in map(json.loads, lines)]
    preparing = time.process_time() - begun
    print(f"{len(ready)} articles, {preparing / len(ready) * 1000:.2f} ms to prepare each", flush=True)
    speeds, spent = [], 0.0
    with Archive(path) as archive:
        archive.links = False
        for number in range(copies):
            for batch in batches(ready, BATCH):
                stored = [again(each, number, ready[-1].second - ready[0].second) for each in batch]
                begun = time.process_time()
                archive.put_all(stored)
                speeds.append(len(batch) / (time.process_time() - begun))
                spent += len(batch) / speeds[-1]
            print(f"{len(ready) * (number + 1)}: {len(ready) * (number + 1) / spent:.0f} a second", flush=True)
    first, last = (statistics.mean(part) for part in (speeds[:100], speeds[-100:]))
    print(f"the first {100 * BATCH}: {first:.0f} a second, the last: {last:.0f}")
    correct(path)


def again(item: Prepared, number: int, span: int) -> Prepared:
    """The same as another article, ``number`` spans of seconds later."""
    if not number:
        return item
    later, mark = timedelta(seconds=number * span), f"{number:x}".translate(str.maketrans("0123456789abcdef", _LETTERS))
    published = item.published + later  # type: ignore[operator]
    row = item.article | {
        "url": f"{item.url}/{number}", "published": f"{published:%Y-%m-%dT%H:%M:%SZ}", "day": f"{published:%Y-%m-%d}",
        "content_hash": f"{item.article['content_hash'][:-4]}{number:04x}", "text": f"{item.article['text']} q{mark}.",
    }  # fmt: skip
    sightings = (Sighting(kind="page", locator=row["url"]),)
    return replace(item, url=row["url"], article=row, sightings=sightings, second=item.second + number * span)


def deposit(record: dict[str, str]) -> Deposit:
    """As an import of a page makes it."""
    article = Article(
        url=record["url"],
        title=record["title"],
        text=record["text"],
        site=f"{record['outlet']}-{record['lang']}.test",
        language=record["lang"],
        language_confidence=0.99,
        languages={record["lang"]: 1.0},
        published=datetime.fromisoformat(record["date"]),
        published_from="json-ld",
        published_offset=0,
        day=datetime.fromisoformat(record["date"]).date(),
        method="trafilatura",
    )
    return Deposit(article=article, sightings=(Sighting(kind="page", locator=record["url"]),))


def correct(path: Path) -> None:
    """Date three in a hundred articles anew, anywhere between the first and the last."""
    chance = random.Random(3)
    with sqlite3.connect(path) as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY id")]
        first, last = ids[0] >> 20, ids[-1] >> 20
        chosen = chance.sample(ids, int(len(ids) * CORRECTED))
        moments = [datetime.fromtimestamp(chance.randint(first, last), UTC) for _ in chosen]
        connection.executemany(
            "UPDATE articles SET published = ?, day = ? WHERE id = ?",
            [
                (f"{moment:%Y-%m-%dT%H:%M:%SZ}", f"{moment:%Y-%m-%d}", key)
                for moment, key in zip(moments, chosen, strict=True)
            ],
        )
    connection.close()


def batches(items: Iterable[Prepared], count: int) -> Iterator[list[Prepared]]:
    iterator = iter(items)
    while batch := list(islice(iterator, count)):
        yield batch


# -- searching


def ask(path: Path, times: int, only: str) -> None:
    common, others = words(path)
    chance = random.Random(5)
    with Archive(path, readonly=True) as archive:
        last = max(filter(None, (hit.published for hit in archive.search(common[0], newest=True))))
        begin = last - timedelta(days=400)

        def window() -> dict[str, object]:
            start = begin + timedelta(days=chance.randrange(360))
            return {"since": start.date(), "until": (start + timedelta(days=29)).date()}

        kinds: dict[str, Callable[[], tuple[str, dict[str, object]]]] = {
            "newest, a common word": lambda: (chance.choice(common), {"newest": True}),
            "newest, any word": lambda: (chance.choice(others), {"newest": True}),
            "newest, a common word in one language": lambda: (
                chance.choice(common), {"newest": True, "language": chance.choice(["id", "en"])}),
            "two or three words by rank": lambda: (
                " ".join(chance.sample(others, chance.choice([2, 3]))), {}),
            "a common word by rank, 30 days": lambda: (chance.choice(common), window()),
            "any word by rank, 30 days": lambda: (chance.choice(others), window()),
            "newest, a common word, 30 days": lambda: (chance.choice(common), {"newest": True, **window()}),
            "a common word by rank": lambda: (chance.choice(common), {}),
            "any word by rank": lambda: (chance.choice(others), {}),
            "eight words with OR": lambda: (" OR ".join(chance.sample(others, 8)), {}),
        }  # fmt: skip
        print(f"{'processor time of':40} median      p95")
        for name, kind in kinds.items():
            if only in name:
                spent = sorted(timed(archive, *kind()) for _ in range(times))
                middle, high = statistics.median(spent), spent[int(len(spent) * 0.95)]
                print(f"{name:40} {middle:6.1f} ms {high:6.1f} ms")


def timed(archive: Archive, query: str, options: dict[str, object]) -> float:
    """Milliseconds of the second time that something is asked: warm."""
    for _ in range(2):
        start = time.process_time()
        archive.search(query, **options)  # type: ignore[arg-type]
        spent = time.process_time() - start
    return spent * 1000


def words(path: Path) -> tuple[list[str], list[str]]:
    """Common words, and others, of articles anywhere in the archive."""
    with sqlite3.connect(path) as connection:
        lowest, highest = connection.execute("SELECT min(id), max(id) FROM articles").fetchone()
        chance = random.Random(7)
        counts: Counter[str] = Counter()
        size = 3000
        for _ in range(size):
            key = chance.randint(lowest, highest)
            (text,) = connection.execute("SELECT text FROM articles WHERE id >= ? LIMIT 1", (key,)).fetchone()
            counts.update(set(_WORD.findall(text.lower())))
    connection.close()
    common = sorted(word for word, count in counts.items() if 0.03 <= count / size <= 0.10)
    return common, sorted(word for word, count in counts.items() if count >= 2 and count / size < 0.03)


# -- the size of the file


def size(path: Path) -> None:
    """Every part of the file beside the text."""
    with sqlite3.connect(path) as connection:
        articles, text = connection.execute(
            "SELECT count(*), sum(length(CAST(text AS BLOB)) + length(CAST(coalesce(title, '') AS BLOB))) FROM articles"
        ).fetchone()
        print(f"{articles} articles, {text / 1e6:.0f} MB of text, the file {path.stat().st_size / text:.2f}x")
        try:
            parts = connection.execute(
                "SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name HAVING bytes > :least ORDER BY 2 DESC",
                {"least": text / 100},
            ).fetchall()
        except sqlite3.OperationalError:  # a build without dbstat
            return
        for name, taken in parts:
            print(f"  {name:32} {taken / text:5.2f}x")
    connection.close()


if __name__ == "__main__":
    main()
