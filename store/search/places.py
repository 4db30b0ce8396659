"""Which articles a search finds, in order, before what is shown of them is read."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from . import newest as newest_first
from . import ranking
from .forms import LEAD, Forms
from .query import NO_QUERY, Query, Translate, parse
from .window import Window

# How far down bm25's order is looked at again, by the headline and the lead. News says there what it is about: of
# headlines as queries (titles not indexed) 85 of 100 find their article first with it, 76 without.
_LOOKED_AT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One article that matches; the fields are those of its hit."""

    id: int
    score: float | None  # None: by headline and lead alone, which is worked out when it is shown
    matched: Literal["all", "some"]
    is_translated: bool = False
    copies: int = 0


def read(text: str, window: Window, *, newest: bool, translate: Translate | None = None) -> Query:
    """Return what is asked for; nothing where a window, or the newest, are asked for alone.

    Raises BadQuery when ``text`` names nothing.
    """
    return NO_QUERY if not text.strip() and (newest or window != Window()) else parse(text, translate)


def find(connection: sqlite3.Connection, query: Query, window: Window, *, newest: bool, limit: int) -> list[Place]:
    """Return the first ``limit`` articles of the window that match: best first, or newest first.

    Best first, where fewer than ``limit`` have all the words, those with the most and the rarer ones follow. Filters
    without a word find the newest, and so does no query. Raises ValueError when the window has a naive datetime, and
    sqlite3.Error.
    """
    if not query.expression:
        return without_query(newest_first.ids(connection, window, query.filters, limit=limit))
    if newest:
        return of(ranking.newest(connection, query, window, limit=limit))
    search = _Search(connection, query, window)
    found = search.best(limit)
    if len(found) < limit and query.relaxed:
        known = {place.id for place in found}
        found += [place for place in search.best(limit, is_relaxed=True) if place.id not in known]
    return found[:limit]


def of(ids: Sequence[int]) -> list[Place]:
    """Return articles that match, in their order; their scores are of headline and lead."""
    return [Place(id=article_id, score=None, matched="all") for article_id in ids]


def without_query(ids: Sequence[int]) -> list[Place]:
    """Return these articles in this order."""
    return [Place(id=article_id, score=0.0, matched="all") for article_id in ids]


class _Search:
    """One search: what its steps share."""

    def __init__(self, connection: sqlite3.Connection, query: Query, window: Window) -> None:
        self._connection = connection
        self._query = query
        self._window = window
        self._counts: dict[str, int] = {}  # of the words
        self._forms: Callable[[str | None], Forms] = cache(lambda language: Forms(query.terms, language))

    def best(self, limit: int, *, is_relaxed: bool = False) -> list[Place]:
        """By bm25 without its sign, for the first ones times one to two by their headline and lead."""
        most = max(limit, _LOOKED_AT)
        found = ranking.best(
            self._connection, self._query, self._window, limit=most, enough=limit, is_relaxed=is_relaxed,
            counts=self._counts,
        )  # fmt: skip
        scores = [(article_id, -rank) for article_id, rank in found]
        shares = self.shares([article_id for article_id, _ in scores[:_LOOKED_AT]])
        first = [(article_id, score * (1 + shares[article_id])) for article_id, score in scores[:_LOOKED_AT]]
        order = [*sorted(first, key=lambda hit: -hit[1]), *scores[_LOOKED_AT:]][:limit]
        matched: Literal["all", "some"] = "some" if is_relaxed else "all"
        return [Place(id=article_id, score=score, matched=matched) for article_id, score in order]

    def shares(self, ids: Sequence[int]) -> dict[int, float]:
        """For each article the share of what was asked for that its headline and lead have in any form."""
        sql = (
            f"SELECT id, title, language, substr(text, 1, {LEAD}) AS lead FROM articles"
            " WHERE id IN (SELECT value FROM json_each(:ids))"
        )
        rows = self._connection.execute(sql, {"ids": str([*ids])})
        return {row["id"]: self._share(row) for row in rows}

    def _share(self, row: sqlite3.Row) -> float:
        return self._forms(row["language"]).share_of(row["title"], row["lead"])
