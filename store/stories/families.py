"""Copies of one text in the tables: ``articles.duplicate_of`` names the earliest of them.

Runs inside the transaction of the batch, and raises sqlite3.Error as it is.
"""

import json
import sqlite3
from collections.abc import Sequence

from .copies import is_copy
from .matching import Match

CANDIDATE = 0.4  # score of the keys from which two texts of one language are compared
_MOST_COMPARED = 4
# A day of which no hour is known is after all that is known to be of it; of what has no date, and of equals, the one
# that came first.
_EARLIEST = """
SELECT id FROM articles WHERE {condition}
ORDER BY CASE
  WHEN published IS NULL THEN first_seen
  WHEN published_offset IS NULL AND published LIKE '%T00:00:00Z' THEN replace(published, 'T00:00:00Z', 'T24')
  ELSE published
END, first_seen, id LIMIT 1
"""
_EARLIER = _EARLIEST.format(condition="id IN (:one, :other)")
_HEIR = _EARLIEST.format(condition="duplicate_of = :id")
_EXACT = """
SELECT (
  SELECT id FROM articles
  WHERE content_hash = json_extract(value, '$[1]') AND id <> json_extract(value, '$[0]') AND words >= 20
  ORDER BY id LIMIT 1
) FROM json_each(:texts) ORDER BY key
"""


def exact(connection: sqlite3.Connection, texts: Sequence[tuple[int, str]]) -> list[int | None]:
    """Return for each article, by its id and the hash of its text, the first other one with that very text."""
    return [row[0] for row in connection.execute(_EXACT, {"texts": json.dumps(texts)})]


def join(
    connection: sqlite3.Connection, article_id: int, text: str, same: int | None, alike: Sequence[Match]
) -> int | None:
    """Note whose copy an article is, or that others are copies of it; return an article of its family, None without.

    ``same`` is another one with its very text.
    """
    copied = _copied(connection, text, alike) if same is None else same
    if copied is None:
        return None
    root = _root(connection, copied)
    first = connection.execute(_EARLIER, {"one": article_id, "other": root}).fetchone()[0]
    values = {"id": article_id, "copied": copied, "root": root, "first": first}
    if first == root:  # no article is a copy of one that has just come
        connection.execute("UPDATE articles SET duplicate_of = :root WHERE id = :id", values)
        return copied
    connection.execute(
        "UPDATE articles SET duplicate_of = :first"
        " WHERE (id IN (:copied, :root) OR duplicate_of = :root) AND id <> :first",
        values,
    )
    return copied


def leave(connection: sqlite3.Connection, article_id: int) -> None:
    """Take an article that has another text out of its family, of which the next earliest is then the first."""
    values = {"id": article_id}
    connection.execute("UPDATE articles SET duplicate_of = NULL WHERE id = :id AND duplicate_of IS NOT NULL", values)
    if heir := connection.execute(_HEIR, values).fetchone():
        connection.execute(
            "UPDATE articles SET duplicate_of = nullif(:heir, id) WHERE duplicate_of = :id", values | {"heir": heir[0]}
        )


def _copied(connection: sqlite3.Connection, text: str, alike: Sequence[Match]) -> int | None:
    """Of the earliest texts that this one has the same words as."""
    best = [match.id for match in alike if match.score >= CANDIDATE][:_MOST_COMPARED]
    if not best:
        return None
    rows = connection.execute(
        "SELECT id, text FROM articles WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id",
        {"ids": json.dumps(best)},
    )
    return next((row[0] for row in rows if is_copy(text, row[1])), None)


def _root(connection: sqlite3.Connection, article_id: int) -> int:
    row = connection.execute("SELECT coalesce(duplicate_of, id) FROM articles WHERE id = :id", {"id": article_id})
    return int(row.fetchone()[0])
