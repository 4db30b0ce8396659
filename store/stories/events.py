"""Stories as they are shown: the largest first, each with its outlets, languages, headlines and who reported first.

The functions raise sqlite3.Error as it is.
"""

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from store.articles.moments import is_day_alone, to_moment, to_text
from store.articles.rows import checked

_TRUSTED = ("json-ld", "meta", "time", "feed", "record")  # what gave a date that can be relied on; a guess cannot
_LARGEST = """
SELECT story_id FROM articles INDEXED BY {index}
WHERE story_id IS NOT NULL AND {dated} AND (:language IS NULL OR language = :language)
GROUP BY story_id ORDER BY count(*) DESC, max(published) DESC, story_id DESC LIMIT :limit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article of a story."""

    id: int
    url: str
    title: str | None
    published: datetime | None
    published_offset: int | None  # minutes east of UTC, of the outlet's clock
    day: date | None  # of the outlet's calendar
    has_hour: bool  # False: the day alone is known, and ``published`` its midnight in UTC
    published_from: str | None
    language: str | None
    site: str | None
    duplicate_of: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event."""

    id: int
    articles: tuple[Member, ...]  # earliest first, a day alone after all that is known to be of that day

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
        """Who reported first, by dates that can be relied on; None when there is none.

        One of which the day alone is known is first where all others are of later days.
        """
        return next((member for member in self.articles if member.published_from in _TRUSTED), None)

    @property
    def leads(self) -> dict[str, Member]:
        """By language the earliest article that has a headline."""
        found: dict[str, Member] = {}
        for member in self.articles:
            if member.title:
                found.setdefault(member.language or "", member)
        return found

    @property
    def headlines(self) -> dict[str, str]:
        """By language the headline of the earliest article that has one."""
        return {language: member.title or "" for language, member in self.leads.items()}


def load(connection: sqlite3.Connection, *, since: date | None, language: str | None, limit: int) -> list[Story]:
    """Return the stories with most articles since a day, of two of a size the later one first."""
    start = since and (to_text(since) if isinstance(since, datetime) else f"{since.isoformat()}T00:00:00Z")
    by = ("articles_published", "published >= :since") if start else ("articles_story", "TRUE")
    largest = _LARGEST.format(index=by[0], dated=by[1])
    found = connection.execute(largest, {"since": start, "language": language, "limit": limit}).fetchall()
    return [told for row in found if (told := story(connection, row[0]))]


def of_article(connection: sqlite3.Connection, article_id: int) -> Story | None:
    """Return the story of an article; None where it tells none with others."""
    row = connection.execute("SELECT story_id FROM articles WHERE id = ?", (article_id,)).fetchone()
    return story(connection, row[0]) if row and row[0] is not None else None


def story(connection: sqlite3.Connection, story_id: int) -> Story | None:
    """Return a story with all its articles; None where not several tell it."""
    rows = connection.execute(
        "SELECT id, url, title, published, day, published_offset, published_from, language, site, duplicate_of"
        " FROM articles WHERE story_id = :id ORDER BY published IS NULL, published, id",
        {"id": story_id},
    )
    members = _in_order([_member(row) for row in rows])
    return Story(id=story_id, articles=tuple(members)) if len(members) > 1 else None  # others may be deleted


def _in_order(members: list[Member]) -> list[Member]:
    """Those with an hour in its order, before each the days alone that are earlier than its own."""
    days = [member for member in members if member.published and not member.has_hour]
    found: list[Member] = []
    for member in members:
        if member.has_hour:
            earlier = [each for each in days if each.day and member.day and each.day < member.day]
            found += [*earlier, member]
            days = [each for each in days if each not in earlier]
    return [*found, *days, *(member for member in members if not member.published)]


@checked
def _member(row: sqlite3.Row) -> Member:
    values = dict(row)
    published, offset = row["published"] and to_moment(row["published"]), row["published_offset"]
    has_hour = published is not None and not is_day_alone(published, offset)
    day = date.fromisoformat(row["day"]) if row["day"] else published and published.date()
    return Member(**values | {"published": published, "day": day, "has_hour": has_hour})
