"""How long an archive of the first version takes to come up to date: python benchmarks/migrating.py [ARTICLES]

Processor time, user and system, of the whole migration, and the size of the archive.
"""

import os
import random
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store import Archive, Article, Capture, Deposit, Sighting
from store.db import migrations

WORDS = [f"kata{number}" for number in range(4000)]
FEED = Sighting(kind="feed", locator="https://muara.example/rss")
TOGETHER = 500


def fill(path: Path, articles: int) -> None:
    """An archive whose rows the first version could have written, with a page and two places for each article."""

    chance, first = random.Random(7), datetime(2024, 1, 1, tzinfo=UTC)
    with Archive(path) as archive:
        for start in range(0, articles, TOGETHER):
            deposits = []
            for number in range(start, min(start + TOGETHER, articles)):
                url, text = f"https://muara.example/{number}", " ".join(chance.choices(WORDS, k=300))
                moment = first + timedelta(minutes=9 * number)
                deposits.append(
                    Deposit(
                        article=Article(
                            url=url, title=text[:60], text=text, published=moment, published_from="json-ld"
                        ),
                        capture=Capture(url=url, fetched=moment, body=text.encode(), status=200),
                        sightings=(Sighting(kind="page", locator=url), FEED),
                    )
                )
            archive.put_all(deposits)


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        fill(path, articles)
        as_of_the_first_version(path)
        before = os.times()
        Archive(path).close()
        after = os.times()
        seconds = after.user + after.system - before.user - before.system
        print(f"{articles} articles, {path.stat().st_size / 1e6:.0f} MB: {seconds:.2f} s of processor time")


def as_of_the_first_version(path: Path) -> None:
    """Copy what the first version had into an archive as it made them."""
    old = path.with_name("old.db")
    steps, version = migrations.STEPS, migrations.VERSION
    migrations.STEPS, migrations.VERSION = steps[:1], 1
    Archive(old).close()
    migrations.STEPS, migrations.VERSION = steps, version
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("ATTACH ? AS new", (str(path),))
        for table in ("articles", "revisions", "captures", "sightings"):
            columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
            connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}")
    path.unlink()
    old.rename(path)


if __name__ == "__main__":
    main()
