"""Articles whose date is not the one in their id are in a table and an index of their own, whatever is done to them."""

import random
import sqlite3
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from store import Archive, Article
from tests.store.search.searching import found

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
CHANGES = (
    "UPDATE articles SET published = '2020-02-02T00:00:00Z' WHERE url = :url",
    "UPDATE articles SET published = strftime('%Y-%m-%dT%H:%M:%SZ', id >> 20, 'unixepoch') WHERE url = :url",
    "UPDATE articles SET published = NULL, day = '2020-02-02' WHERE url = :url",
    "UPDATE articles SET published = NULL, day = NULL WHERE url = :url",
    "UPDATE articles SET text = 'garam ' || abs(random()) WHERE url = :url",
    "UPDATE articles SET id = id + (1 << 30) WHERE url = :url",
    "DELETE FROM articles WHERE url = :url",
    "INSERT OR IGNORE INTO articles (id, url, text, words, content_hash, first_seen, last_seen, published)"
    " VALUES (abs(random() % (1 << 50)), :url, 'garam', 1, '', '2026', '2026', '2026-03-03T00:00:00Z')",
)


def check(connection: sqlite3.Connection) -> None:
    expected = connection.execute(
        "SELECT id, coalesce(published, day) FROM articles"
        " WHERE id >> 20 <> CAST(strftime('%s', coalesce(published, day)) AS INTEGER) ORDER BY 1"
    ).fetchall()
    kept = connection.execute("SELECT article_id, published FROM redated ORDER BY 1").fetchall()
    assert [*map(tuple, kept)] == [*map(tuple, expected)]
    indexed = connection.execute("SELECT rowid FROM redated_fts('garam') ORDER BY 1").fetchall()
    assert [tuple(row) for row in indexed] == [(article_id,) for article_id, _ in expected]
    connection.execute("INSERT INTO redated_fts(redated_fts) VALUES ('integrity-check')")


def test_what_is_redated_follows_every_change(archive: Archive) -> None:
    chance = random.Random(4)
    for n in range(12):
        archive.put(Article(url=str(n), text="Garam.", published=FIRST + timedelta(hours=n)))
    connection = archive._connection
    for _ in range(150):
        connection.execute(chance.choice(CHANGES), {"url": str(chance.randrange(12))})
        check(connection)
    connection.execute("DELETE FROM articles")
    check(connection)


def test_an_article_with_a_day_alone_is_as_new_as_its_day(archive: Archive) -> None:
    for n in (1, 2, 3):
        archive.put(Article(url=str(n), text="Garam.", published=FIRST + timedelta(days=n)))
    archive._connection.execute("UPDATE articles SET published = NULL, day = '2026-01-03' WHERE url = '3'")
    archive._connection.execute("UPDATE articles SET published = NULL, day = '2026-01-05' WHERE url = '1'")
    archive._connection.execute("UPDATE articles SET first_seen = '2026-02-02T00:00:00Z'")
    assert found(archive, "garam", newest=True) == ["1", "2", "3"]
    assert found(archive, "garam", newest=True, limit=1) == ["1"]


def test_ranks_of_redated_articles_are_those_of_the_large_index(archive: Archive) -> None:
    for n in range(30):
        archive.put(Article(url=str(n), text=f"Garam {'laut ' * n}", published=FIRST + timedelta(days=n)))
    before = {hit.url: hit.score for hit in archive.search("garam", limit=50)}
    archive._connection.execute("UPDATE articles SET published = '2026-01-15T00:00:00Z' WHERE id % 3")
    window = {"since": FIRST.date(), "until": FIRST.date() + timedelta(days=20)}
    hits = archive.search("garam", limit=50, **window)
    assert {hit.url: hit.score for hit in hits} == {hit.url: before[hit.url] for hit in hits}
    assert 20 <= len(hits) < 30


def test_sqlite_utils_transforms_the_table(archive: Archive) -> None:
    archive.put(Article(url="1", text="Garam.", published=FIRST))
    table = Database(archive._connection).table("articles")
    table.transform(types={"words": int}, rename={"section": "rubric"})
    assert "rubric" in table.columns_dict
