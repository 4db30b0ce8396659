"""How long each page of the reading room takes, and how large it is: processor time of the pure function, warm.

    python benchmarks/reading_room.py ARCHIVE [--new]

With --new nothing that was counted is remembered, as when the archive is written to between any two pages.

ARCHIVE is one of many articles, such as make_load.py's 60,000: see benchmarks/README.md.
"""

import itertools
import random
import re
import statistics
import sys
import time
from pathlib import Path

from store import Archive
from store.web import Request, Room, memory

ROUNDS = 5
WORDS = 40


def main(path: Path) -> None:
    room = Room(path=path)
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
        "changes": [("/changes", {}), ("/changes", {"kind": "headlines"})],
        "trends": [("/trends", {}), ("/trends", {"by": "site"})],
        "trends, two words": [("/trends", {"words": f"{one},{other}"}) for one, other in itertools.pairwise(words)],
        "sources": [("/sources", {})],
        "feed": [("/feed.atom", {"q": word}) for word in words],
    }
    print(f"{articles} articles in {path.stat().st_size / 1e6:.0f} MB; processor time in ms, warm\n")
    print("| page | median | p95 | largest kB |\n| --- | --- | --- | --- |")
    for kind, requests in kinds.items():
        times, sizes = measured(room, requests)
        p95 = sorted(times)[int(len(times) * 0.95) - (len(times) < 20)]
        print(f"| {kind} | {statistics.median(times):.1f} | {p95:.1f} | {max(sizes) / 1000:.0f} |")


def measured(room: Room, requests: list[tuple[str, dict[str, str]]]) -> tuple[list[float], list[int]]:
    times, sizes = [], []
    for number in range(ROUNDS + 1):
        for path, query in requests:
            if "--new" in sys.argv:
                memory._answers.clear()
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
