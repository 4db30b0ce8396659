"""What a search returns: the articles that match, in order, each with the piece of text that shows why."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Literal

from store.articles.rows import to_moment

from . import newest as newest_first
from . import ranking, snippets
from .forms import Forms
from .query import NO_QUERY, Query, Translate, parse
from .window import Window

# How far down bm25's order is looked at again, by the headline and the lead. News says there what it is about: of
# headlines as queries (titles not indexed) 85 of 100 find their article first with it, 76 without.
_LOOKED_AT = 50
_LEAD = 300  # characters


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


def search(
    connection: sqlite3.Connection,
    text: str,
    window: Window,
    *,
    newest: bool,
    limit: int,
    translate: Translate | None = None,
) -> list[Hit]:
    """Return the first ``limit`` articles of the window that match ``text``: best first, or newest first.

    Best first, where fewer than ``limit`` have all the words, those with the most and the rarer ones follow. Filters
    without a word find the newest, and so do a window and ``newest`` without any text.
    Raises BadQuery when ``text`` names nothing, ValueError when the window has a naive datetime, and sqlite3.Error.
    """
    is_listing = not text.strip() and (newest or window != Window())
    query = NO_QUERY if is_listing else parse(text, translate)
    if not query.expression:
        return without_query(connection, newest_first.ids(connection, window, query.filters, limit=limit))
    search = _Search(connection, query, window)
    if newest:
        ids = ranking.newest(connection, query, window, limit=limit)
        return search.hits(list(search.shares(ids).items()), "all")
    having_all = search.best(limit)
    having_some: list[tuple[int, float]] = []
    if len(having_all) < limit and query.relaxed:
        known = {article_id for article_id, _ in having_all}
        found = search.best(limit, is_relaxed=True)
        having_some = [hit for hit in found if hit[0] not in known][: limit - len(known)]
    return search.hits(having_all, "all") + search.hits(having_some, "some")


def of(connection: sqlite3.Connection, query: Query, window: Window, ids: list[int]) -> list[Hit]:
    """Return articles that match as hits, in their order. Raises sqlite3.Error."""
    search = _Search(connection, query, window)
    return search.hits(list(search.shares(ids).items()), "all")


def in_other_language(
    connection: sqlite3.Connection, query: Query, found: list[tuple[int, float, Literal["all", "some"]]]
) -> dict[int, Hit]:
    """Return articles, of which id, score and what they have of the query are known, as hits. Raises sqlite3.Error."""
    search = _Search(connection, query, Window())
    shown = [search.hits([(number, score)], matched)[0] for number, score, matched in found]
    return {hit.id: replace(hit, is_translated=True) for hit in shown}


def without_query(connection: sqlite3.Connection, ids: list[int]) -> list[Hit]:
    """Return these articles in this order, each with its description or beginning. Raises sqlite3.Error."""
    return _Search(connection, NO_QUERY, Window()).hits([(article_id, 0.0) for article_id in ids], "all")


class _Search:
    """One search: what its steps share."""

    def __init__(self, connection: sqlite3.Connection, query: Query, window: Window) -> None:
        self._connection = connection
        self._query = query
        self._window = window
        self._counts: dict[str, int] = {}  # of the words
        self._forms: Callable[[str | None], Forms] = cache(lambda language: Forms(query.terms, language))

    def best(self, limit: int, *, is_relaxed: bool = False) -> list[tuple[int, float]]:
        """Ids and scores: bm25 without its sign, for the first ones times one to two by their headline and lead."""
        most = max(limit, _LOOKED_AT)
        found = ranking.best(
            self._connection, self._query, self._window, limit=most, enough=limit, is_relaxed=is_relaxed,
            counts=self._counts,
        )  # fmt: skip
        scores = [(article_id, -rank) for article_id, rank in found]
        shares = self.shares([article_id for article_id, _ in scores[:_LOOKED_AT]])
        first = [(article_id, score * (1 + shares[article_id])) for article_id, score in scores[:_LOOKED_AT]]
        return [*sorted(first, key=lambda hit: -hit[1]), *scores[_LOOKED_AT:]][:limit]

    def shares(self, ids: list[int]) -> dict[int, float]:
        """For each article, in order, the share of what was asked for that its headline and lead have in any form."""
        rows = self._rows(ids, f"title, language, substr(text, 1, {_LEAD}) AS lead")
        return {article_id: self._share(rows[article_id]) for article_id in ids}

    def _share(self, row: sqlite3.Row) -> float:
        return self._forms(row["language"]).share(f"{row['title'] or ''}\n{row['lead']}")

    def hits(self, found: list[tuple[int, float]], matched: Literal["all", "some"]) -> list[Hit]:
        """What was found, by id and score, with what is shown of it."""
        columns = "url, title, published, coalesce(day, date(published)) AS day, language, site, description, text"
        rows = self._rows([article_id for article_id, _ in found], columns)
        return [self._hit(rows[article_id], score, matched) for article_id, score in found]

    def _hit(self, row: sqlite3.Row, score: float, matched: Literal["all", "some"]) -> Hit:
        snippet, marks = snippets.excerpt([row["text"], row["description"] or ""], self._forms(row["language"]))
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
            matched=matched,
            score=score,
        )

    def _rows(self, ids: list[int], columns: str) -> dict[int, sqlite3.Row]:
        sql = f"SELECT id, {columns} FROM articles WHERE id IN (SELECT value FROM json_each(:ids))"
        return {row["id"]: row for row in self._connection.execute(sql, {"ids": str(ids)})}
