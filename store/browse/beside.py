"""What lies beside articles: earlier versions, copies, and the same story in the other language."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from store.articles.moments import to_moment
from store.articles.rows import checked

_COLUMNS = "a.id, a.url, a.title, a.site, a.language, a.published, coalesce(a.day, date(a.published)) AS day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A copy of another article."""

    id: int
    url: str
    title: str | None
    site: str | None
    language: str | None
    published: datetime | None  # UTC
    day: date | None  # of the outlet's calendar


@dataclass(frozen=True, slots=True)
class Beside:
    """How much lies beside one article."""

    versions: int = 0
    languages: tuple[str, ...] = ()  # in which the same story is told


def count(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Beside]:
    """Return what lies beside each of these articles. Raises sqlite3.Error."""
    asked = {"ids": json.dumps(list(ids))}
    versions = dict(
        connection.execute(
            "SELECT article_id, count(*) FROM revisions WHERE article_id IN (SELECT value FROM json_each(:ids))"
            " GROUP BY 1",
            asked,
        ).fetchall()
    )
    languages = defaultdict[int, list[str]](list)
    for article_id, language in connection.execute(
        "SELECT DISTINCT c.article_id, a.language FROM counterparts c JOIN articles a ON a.id = c.counterpart_id"
        " WHERE c.article_id IN (SELECT value FROM json_each(:ids)) AND a.language IS NOT NULL ORDER BY a.language",
        asked,
    ):
        languages[article_id].append(language)
    return {each: Beside(versions.get(each, 0), tuple(languages[each])) for each in ids}


def copies(connection: sqlite3.Connection, article_id: int) -> list[Neighbour]:
    """Return the articles that say the same in the same words: the original first, then the others.

    Raises sqlite3.Error, BadRow.
    """
    found = connection.execute(
        f"WITH family AS (SELECT coalesce(duplicate_of, id) AS first FROM articles WHERE id = :id)"
        f" SELECT {_COLUMNS} FROM articles a WHERE a.id <> :id AND a.id IN"
        " (SELECT first FROM family UNION SELECT b.id FROM family JOIN articles b ON b.duplicate_of = first)"
        " ORDER BY a.duplicate_of IS NOT NULL, a.id LIMIT 50",
        {"id": article_id},
    )
    return [_neighbour(row) for row in found]


@checked
def _neighbour(row: sqlite3.Row) -> Neighbour:
    day = row["day"] and date.fromisoformat(row["day"])
    return Neighbour(**dict(row) | {"published": row["published"] and to_moment(row["published"]), "day": day})
