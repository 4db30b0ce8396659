"""What a search returns: the articles that match, in order, each with the piece of text that shows why."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Literal

from store.articles.moments import to_moment

from . import snippets
from .forms import Forms
from .places import Place
from .query import NO_QUERY, Query

_SHOWN = (
    "SELECT id, url, title, published, coalesce(day, date(published)) AS day, language, site, description, text"
    " FROM articles WHERE id IN (SELECT value FROM json_each(:ids))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article that matches."""

    id: int
    url: str
    title: str | None
    published: datetime | None  # UTC; None when undated
    day: date | None  # of the outlet's calendar
    language: str | None
    site: str | None
    snippet: str  # from the text, in one line
    marks: tuple[tuple[int, int], ...]  # where in the snippet what was asked for begins and ends
    matched: Literal["all", "some"]  # of the words that were asked for
    is_translated: bool = False  # found by what the query is in the other language
    copies: int = 0  # articles with the same text that are not shown, where copies are folded
    score: float  # higher for a better match; of newest first only headline and lead; not comparable between queries


def shown(
    connection: sqlite3.Connection, places: Sequence[Place], query: Query, translated: Query = NO_QUERY
) -> list[Hit]:
    """Return what was found as hits, in its order; ``translated`` is what the query is in the other language.

    Raises sqlite3.Error.
    """
    rows = {row["id"]: row for row in connection.execute(_SHOWN, {"ids": str([place.id for place in places])})}
    forms: Callable[[bool, str | None], Forms] = cache(
        lambda is_translated, language: Forms((translated if is_translated else query).terms, language)
    )
    return [_hit(rows[place.id], place, forms(place.is_translated, rows[place.id]["language"])) for place in places]


def _hit(row: sqlite3.Row, place: Place, forms: Forms) -> Hit:
    snippet, marks = snippets.excerpt([row["text"], row["description"] or ""], forms)
    return Hit(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        published=row["published"] and to_moment(row["published"]),
        day=row["day"] and date.fromisoformat(row["day"]),
        language=row["language"],
        site=row["site"],
        snippet=snippet,
        marks=marks,
        matched=place.matched,
        is_translated=place.is_translated,
        copies=place.copies,
        score=forms.share_of(row["title"], row["text"]) if place.score is None else place.score,
    )
