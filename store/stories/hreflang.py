"""Counterparts that two pages name each other: believed unless their texts contradict.

The functions run inside the transaction of the batch, and raise sqlite3.Error as it is.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from .matching import Alike

_LEAST = 0.08  # score of two texts that say the same, in two languages; of two by chance it is half of it
_WORDS = 60  # a shorter text has too few keys to contradict
_NAMED = """
WITH places AS (
  SELECT url FROM articles WHERE id = :id UNION SELECT locator FROM sightings WHERE article_id = :id AND kind = 'page'
), named AS (
  SELECT o.language, a.id FROM alternates o JOIN articles a ON a.url = o.url WHERE o.article_id = :id
  UNION SELECT o.language, s.article_id FROM alternates o JOIN sightings s ON s.locator = o.url AND s.kind = 'page'
    WHERE o.article_id = :id
)
SELECT DISTINCT b.id, b.language, min(a.words, b.words) AS words
FROM named n JOIN articles a ON a.id = :id JOIN articles b ON b.id = n.id AND b.id <> a.id
JOIN alternates back ON back.article_id = b.id AND back.url IN (SELECT url FROM places)
WHERE b.language = n.language AND a.language = back.language AND a.language <> b.language
"""


def link(connection: sqlite3.Connection, ids: Iterable[int], pair: Sequence[str], likeness: Alike) -> None:
    """Link articles with those that they name, and that name them. Returns None.

    Each has to be in the language that the other says. ``likeness`` tells how alike an article is to others.
    """
    for article_id in ids:
        named = connection.execute(_NAMED, {"id": article_id}).fetchall()
        alike = likeness(article_id, [row["id"] for row in named if row["words"] >= _WORDS]) if named else {}
        found = [
            row["id"]
            for row in named
            if row["words"] < _WORDS or row["language"] not in pair or alike.get(row["id"], 0.0) >= _LEAST
        ]
        _write(connection, article_id, found)


def _write(connection: sqlite3.Connection, article_id: int, found: Sequence[int]) -> None:
    for column in ("article_id", "counterpart_id"):
        connection.execute(f"DELETE FROM counterparts WHERE {column} = :id AND kind = 'hreflang'", {"id": article_id})
    connection.executemany(
        "INSERT OR REPLACE INTO counterparts (article_id, counterpart_id, kind, score) VALUES (?, ?, 'hreflang', 1)",
        [pair for other in found for pair in ((article_id, other), (other, article_id))],
    )


def naming(connection: sqlite3.Connection, first: int, last: int) -> list[int]:
    """Return those articles from one id to another that name others."""
    rows = connection.execute(
        "SELECT DISTINCT article_id FROM alternates WHERE article_id BETWEEN :first AND :last",
        {"first": first, "last": last},
    )
    return [row[0] for row in rows]
