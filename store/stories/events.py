"""Stories as they are shown: the largest first, each with its outlets, languages, headlines and who reported first.

The functions raise sqlite3.Error as it is.
"""

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from store.articles.rows import checked, to_moment
from store.articles.types import to_text

_TRUSTED = ("json-ld", "meta", "time", "feed", "record")  # what gave a date that can be relied on; a guess cannot
_LARGEST = """
SELECT story_id FROM articles INDEXED BY articles_story
WHERE story_id IS NOT NULL AND (:since IS NULL OR published >= :since) AND (:language IS NULL OR language = :language)
GROUP BY story_id ORDER BY count(*) DESC, max(published) DESC, story_id DESC LIMIT :limit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article of a story."""

    id: int
    url: str
    title: str | None
    published: datetime | None
    published_from: str | None
    language: str | None
    site: str | None
    duplicate_of: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event."""

    id: int
    articles: tuple[Member, ...]  # earliest first

    @property
    def outlets(self) -> dict[str, int]:
        """Articles by outlet, most first."""
        return dict(Counter(member.site or "" for member in self.articles).most_common())

    @property
    def languages(self) -> dict[str, int]:
        """Articles by language, most first."""
        return dict(Counter(member.language or "" for member in self.articles).most_common())

    @property
    def first(self) -> Member | None:
        """Who reported first, by dates that can be relied on; None when there is none."""
        return next((member for member in self.articles if member.published_from in _TRUSTED), None)

    @property
    def headlines(self) -> dict[str, str]:
        """By language the headline of the earliest article that has one."""
        found: dict[str, str] = {}
        for member in self.articles:
            if member.title:
                found.setdefault(member.language or "", member.title)
        return found


def load(connection: sqlite3.Connection, *, since: date | None, language: str | None, limit: int) -> list[Story]:
    """Return the stories with most articles since a day, of two of a size the later one first."""
    start = since and (to_text(since) if isinstance(since, datetime) else f"{since.isoformat()}T00:00:00Z")
    found = connection.execute(_LARGEST, {"since": start, "language": language, "limit": limit}).fetchall()
    return [story(connection, row[0]) for row in found]


def story(connection: sqlite3.Connection, story_id: int) -> Story:
    """Return a story with all its articles."""
    rows = connection.execute(
        "SELECT id, url, title, published, published_from, language, site, duplicate_of FROM articles"
        " WHERE story_id = :id ORDER BY published IS NULL, published, id",
        {"id": story_id},
    )
    return Story(id=story_id, articles=tuple(_member(row) for row in rows))


@checked
def _member(row: sqlite3.Row) -> Member:
    values = dict(row) | {"published": row["published"] and to_moment(row["published"])}
    return Member(**values)
