"""How long each page of the reading room takes, and how large it is: processor time of the pure function, warm.

    python benchmarks/reading_room.py ARCHIVE [--new | --first]

With --new an article is written between any two pages, into a copy of the archive (which is not measured); with --first
nothing that was counted is remembered, as after a start of the server.

ARCHIVE is one of many articles, such as make_load.py's 60,000: see benchmarks/README.md.
"""

import itertools
import random
import re
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from store import Archive, Article
from store.web import Request, Room, memory

Write = Callable[[], None]
ROUNDS = 5
WORDS = 40


def main(path: Path) -> None:
    write: Write | None = None
    if "--new" in sys.argv:
        path = Path(shutil.copy(path, path.with_suffix(".new")))
        write = partial(write_one, path, itertools.count())
    room = Room(path=path, max_seconds=60.0)  # what is asked for the first time is not measured
    with Archive(path, readonly=True) as archive:
        articles = archive.summary().articles
        sql = "SELECT id, title FROM articles WHERE id % 97 = 0 LIMIT 40"
        sample = [(int(str(key)), str(title)) for key, title in archive.query(sql).rows]
        changed = [int(str(key)) for (key,) in archive.query("SELECT DISTINCT article_id FROM revisions LIMIT 40").rows]
    drawn = random.Random(1)
    words = [drawn.choice(re.findall(r"\w{4,}", title) or ["berita"]) for _, title in sample]
    two = [" ".join(re.findall(r"\w{4,}", title)[:2]) or "berita" for _, title in sample]
    kinds: dict[str, list[tuple[str, dict[str, str]]]] = {
        "first page": [("/", {})],
        "first page, one language": [("/", {"language": "id"}), ("/", {"language": "en"})],
        "search, a word": [("/", {"q": word}) for word in words],
        "search, two words": [("/", {"q": text}) for text in two],
        "search, newest": [("/", {"q": word, "sort": "newest"}) for word in words],
        "search, in a language": [("/", {"q": word, "language": "id"}) for word in words],
        "search, third page": [("/", {"q": word, "page": "3"}) for word in words],
        "article": [(f"/article/{key}", {"q": word}) for (key, _), word in zip(sample, words, strict=True)],
        "article, its change": [(f"/article/{key}", {"version": "0"}) for key in changed],
        "stories": [("/stories", {}), ("/stories", {"language": "id"})],
        "changes": [("/changes", {}), ("/changes", {"kind": "headlines"})],
        "trends": [("/trends", {}), ("/trends", {"by": "site"})],
        "trends, two words": [("/trends", {"words": f"{one},{other}"}) for one, other in itertools.pairwise(words)],
        "sources": [("/sources", {})],
        "feed": [("/feed.atom", {"q": word}) for word in words],
    }
    print(f"{articles} articles in {path.stat().st_size / 1e6:.0f} MB; processor time in ms, warm\n")
    print("| page | median | p95 | largest kB |\n| --- | --- | --- | --- |")
    for kind, requests in kinds.items():
        times, sizes = measured(room, requests, write)
        p95 = sorted(times)[int(len(times) * 0.95) - (len(times) < 20)]
        print(f"| {kind} | {statistics.median(times):.1f} | {p95:.1f} | {max(sizes) / 1000:.0f} |")


def write_one(path: Path, numbers: Iterator[int]) -> None:
    """Add an article of the latest day with the words of another one."""
    with Archive(path) as archive:
        archive.links = False
        [(last,)] = archive.query("SELECT max(id) FROM articles").rows
        number = next(numbers)
        sql = "SELECT text, language FROM articles ORDER BY id DESC LIMIT 1 OFFSET :number"
        [(text, language)] = archive.query(sql, parameters={"number": number % 500}).rows
        moment = datetime.fromtimestamp((int(str(last)) >> 20) + 60, UTC)
        url = f"https://baru.test/{number}"
        archive.put(Article(url=url, text=f"{text} {number}", language=language, published=moment))  # type: ignore[arg-type]


def measured(
    room: Room, requests: list[tuple[str, dict[str, str]]], write: Write | None
) -> tuple[list[float], list[int]]:
    times, sizes = [], []
    for number in range(ROUNDS + 1):
        for path, query in requests:
            if "--first" in sys.argv:
                memory._answers.clear()
            if write:
                write()
            begun = time.process_time()
            got = room.answer(Request(path=path, query=query))
            if number:  # the first round warms up
                times.append((time.process_time() - begun) * 1000)
            if got.status != 200:
                raise SystemExit(f"{path} {query}: {got.status}")
            sizes.append(len(got.body))
    return times, sizes


if __name__ == "__main__":
    main(Path(sys.argv[1]))
