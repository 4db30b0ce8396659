"""What is written of the keys of articles is what was added and not taken out again, in whatever order."""

import sqlite3
from random import Random
from struct import iter_unpack

import pytest

from store.db.migrations import m023_postings
from store.stories.postings import PART, Postings

FIRST, KEY, WEIGHT = 1_700_000_000 << 20, 1 << 20, 9


def table() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY)")
    connection.execute("CREATE TRIGGER articles_unlink AFTER DELETE ON articles BEGIN SELECT 1; END")
    connection.execute("CREATE TABLE story_keys (key INTEGER, article_id INTEGER, side INTEGER, weight INTEGER)")
    connection.executescript(m023_postings.SCRIPT)
    return connection


def written(connection: sqlite3.Connection) -> list[int]:
    parts = [row[0] for row in connection.execute("SELECT postings FROM story_keys ORDER BY key, part")]
    assert all(len(part) == PART * 8 for part in parts[:-1])
    return [posting >> 8 for part in parts for (posting,) in iter_unpack("<q", part)]


def test_one_that_is_taken_out_of_a_part_that_the_batch_filled_is_not_written() -> None:
    connection = table()
    postings = Postings(connection)
    for article_id in range(FIRST, FIRST + PART):
        postings.add(article_id, [(KEY, WEIGHT + (article_id == FIRST))])
    postings.take(FIRST, [KEY])
    postings.add(FIRST + PART, [(KEY, WEIGHT)])
    postings.write()
    assert written(connection) == [*range(FIRST + 1, FIRST + PART + 1)]


@pytest.mark.parametrize("seed", range(6))
def test_batches_that_add_and_take_out(seed: int) -> None:
    """Each number is an article, which is put in where it is not there, else taken out."""
    connection, chance = table(), Random(seed)
    batches = [[chance.randrange(3 * PART) for _ in range(chance.randrange(3 * PART))] for _ in range(6)]
    postings, there = Postings(connection), set[int]()
    for batch in batches:
        for article_id in (FIRST + number for number in batch):
            if article_id in there:
                assert postings.take(article_id, [KEY, KEY + 4]) == [KEY]
            else:
                postings.add(article_id, [(KEY, article_id % 255 + 1)])
            there ^= {article_id}
        postings.write()
        if seed % 2:
            postings.clear()
        assert sorted(written(connection)) == sorted(there)
