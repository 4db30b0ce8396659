"""Rows of keys: what is in the table is what was put in, whatever came between."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from struct import iter_unpack

import pytest

from store import Archive
from store.stories import postings
from store.stories.postings import PART, Postings

DAY = 86_400 << 20
Kept = set[tuple[int, int, int]]  # slot, key, article << 8 | weight


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened, Archive(":memory:") as archive:
        for table in ("story_keys", "story_terms"):
            [sql] = archive._connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
            opened.execute(sql)
        yield opened


def kept(connection: sqlite3.Connection) -> Kept:
    rows = connection.execute("SELECT key, part, postings FROM story_keys").fetchall()
    assert all(0 < len(packed) <= 8 * PART for *_, packed in rows)
    found = [
        (place >> 32, place & 0xFFFFFFFF, one) for place, _, packed in rows for (one,) in iter_unpack("<q", packed)
    ]
    assert len(found) == len({*found})
    return {*found}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("most", [30, 80_000])
def test_the_table_has_what_was_put_in(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, seed: int, most: int
) -> None:
    """Articles come, go and come again, in one batch or several, remembered or read anew."""
    monkeypatch.setattr(postings, "_MOST", most)
    chance, rows = random.Random(seed), Postings(connection)
    there: dict[int, dict[int, int]] = {}
    for _ in range(900):
        number = chance.randrange(250)
        article = 20_000 * DAY + number * DAY // 20
        if article in there:
            keys = there.pop(article)
            if chance.random() < 0.5:
                assert {*rows.forget([article])[article]} == {*keys}
            else:
                assert {*rows.take(article, [*keys, 77])} == {*keys}
        else:
            there[article] = {key: chance.randrange(1, 256) for key in chance.sample(range(6), 3)}
            rows.add(article, [*there[article].items()])
        if chance.random() < 0.1:
            rows.write()
        if chance.random() < 0.02:
            rows.write()
            rows.clear()
    rows.write()
    assert kept(connection) == {
        (postings.slot_of(article), key, article << 8 | weight)
        for article, keys in there.items()
        for key, weight in keys.items()
    }


def test_what_is_read_is_what_was_written(connection: sqlite3.Connection) -> None:
    one = Postings(connection)
    for number in range(PART + 5):
        one.add(DAY + number, [(4, number + 1), (8, 7)])
    one.write()
    read = Postings(connection).read(0, [4, 12])
    assert read[4] == {DAY + number: number + 1 for number in range(PART + 5)}
    assert not read[12]


def test_an_article_that_another_program_put_in_is_there_once(connection: sqlite3.Connection) -> None:
    one = Postings(connection)
    one.add(DAY, [(4, 1)])
    one.write()
    other = Postings(connection)
    other.add(DAY, [(4, 9)])
    other.write()
    assert kept(connection) == {(0, 4, DAY << 8 | 9)}
