"""Counterparts in the tables: the same story in the other language, in both directions.

The functions raise sqlite3.Error as it is.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from store.articles.moments import to_moment
from store.articles.rows import checked

from .matching import Match

AT_MOST = 5  # counterparts of one article, the best


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """An article that tells the same in the other language."""

    id: int
    url: str
    title: str | None
    published: datetime | None  # UTC; None when undated
    day: date | None  # of the outlet's calendar
    language: str | None
    site: str | None
    kind: Literal["hreflang", "story"]  # named by both pages, or found by what they say
    score: float  # 0 to 1; 1 of what pages name


def write(connection: sqlite3.Connection, article_id: int, found: Sequence[Match]) -> None:
    """Keep what was found for an article, in both directions; of each only the best stay. Returns None."""
    both = [(article_id, match.id, round(match.score, 3), match.names) for match in found[:AT_MOST]]
    connection.executemany(
        "INSERT OR REPLACE INTO counterparts (article_id, counterpart_id, kind, score, names)"
        " VALUES (?, ?, 'story', ?, ?)",
        [*both, *((far, near, *rest) for near, far, *rest in both)],
    )
    connection.executemany(_DROP, [{"id": far, "most": AT_MOST} for _, far, *_ in both])


_DROP = """
WITH worst AS (
  SELECT counterpart_id FROM counterparts WHERE article_id = :id AND kind = 'story'
  ORDER BY score DESC, counterpart_id LIMIT -1 OFFSET :most
)
DELETE FROM counterparts WHERE kind = 'story' AND (
  (article_id = :id AND counterpart_id IN worst) OR (counterpart_id = :id AND article_id IN worst))
"""


def unlink(connection: sqlite3.Connection, gone: Sequence[tuple[int, int]]) -> None:
    """Take out links that were found before, in both directions. Returns None."""
    connection.executemany(
        "DELETE FROM counterparts WHERE kind = 'story' AND article_id = ? AND counterpart_id = ?",
        [*gone, *((far, near) for near, far in gone)],
    )


def forget(connection: sqlite3.Connection, article_id: int) -> None:
    """Take out what was found for an article that has another text now. Returns None."""
    for column in ("article_id", "counterpart_id"):
        connection.execute(f"DELETE FROM counterparts WHERE {column} = :id AND kind = 'story'", {"id": article_id})


def load(connection: sqlite3.Connection, article_id: int) -> list[Counterpart]:
    """Return the counterparts of an article, what its page names first, then the best first; [] of an unknown id."""
    rows = connection.execute(
        "SELECT a.id, a.url, a.title, a.published, coalesce(a.day, date(a.published)) AS day, a.language, a.site,"
        " min(c.kind) AS kind, max(c.score) AS score"
        " FROM counterparts c JOIN articles a ON a.id = c.counterpart_id WHERE c.article_id = :id"
        " GROUP BY a.id ORDER BY kind, score DESC, a.id LIMIT :most",
        {"id": article_id, "most": AT_MOST},
    )
    return [_counterpart(row) for row in rows]


@checked
def _counterpart(row: sqlite3.Row) -> Counterpart:
    day = row["day"] and date.fromisoformat(row["day"])
    return Counterpart(**dict(row) | {"published": row["published"] and to_moment(row["published"]), "day": day})
