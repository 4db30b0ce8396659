"""What it costs to link an article into an archive as large as one is, in processor time.

    python benchmarks/linking.py ARCHIVE [--articles 1000] [--batch 100]

ARCHIVE is copied, and must be linked. The newest articles, and some from the middle, of which twice as many days lie
around, are taken out of its links and linked again as if they arrived: what working out their keys takes (with their
words met before, as in a worker), and look-up, comparing and writing with the commit of each batch. The machine's own
speed is told beside it: milliseconds of a loop that is always the same.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from records import loop

from store import Archive
from store.articles.keys import weigh
from store.lexicon import Lexicon
from store.stories import linking

_COLUMNS = "id, language, title, text, content_hash, published"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", metavar="ARCHIVE", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy.db")
        shutil.copy(asked.archive, copy)
        with Archive(copy) as archive:
            [(count,)] = archive.query("SELECT count(*) FROM articles").rows
            print(f"{count} articles; milliseconds of an article")
            for place, first in (("newest", count - asked.articles), ("middle", count // 2)):
                measure(archive, place, max(0, first), asked.articles, asked.batch)


def measure(archive: Archive, place: str, first: int, count: int, batch: int) -> None:
    connection = archive._connection
    known, pair = linking.lexicon_of(connection, archive.path), linking.languages(connection)
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM articles ORDER BY id LIMIT ? OFFSET ?", (count, first)
    ).fetchall()
    for row in rows:  # their words are met
        weighed(row, known)
    arrivals = []
    keys = spent(lambda: arrivals.extend(arrival(row, known) for row in rows))
    batches = [arrivals[at : at + batch] for at in range(0, len(arrivals), batch)]
    for each in batches:
        with archive._file.writing("linking in"):
            linking.forget(archive._index, [one.id for one in each])
    archive._index.clear()

    def link() -> None:
        for each in batches:
            with archive._file.writing("linking in"):
                linking.link_all(archive._index, each, pair, known)

    linked = spent(link)
    per = 1000 / max(1, len(rows))
    told = f"keys {keys * per:.2f}, linking {linked * per:.2f}, together {(keys + linked) * per:.2f}"
    print(f"{place}: {told}; loop {loop():.1f} ms", flush=True)


def weighed(row, known: Lexicon | None):
    return weigh(row["title"], row["text"], row["language"], known)


def arrival(row, known: Lexicon | None) -> linking.Arrival:
    return linking.Arrival(
        id=row["id"], language=row["language"] or "", text=row["text"], content_hash=row["content_hash"],
        keys=weighed(row, known), published=row["published"], known="no",
    )  # fmt: skip


def spent(work: Callable[[], None]) -> float:
    """Seconds of processor time."""
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    main()
