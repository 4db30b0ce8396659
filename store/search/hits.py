"""What a search returns: the articles that match, in order, each with the piece of text that shows why."""

import re
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from store.articles.rows import to_moment
from store.articles.stems import fold

from . import ranking, snippets
from .query import Query, parse
from .snippets import is_form
from .window import Window

# How far down bm25's order is looked at again, by the headline and the lead. News says there what it is about: of
# headlines as queries (titles not indexed) 85 of 100 find their article first with it, 76 without.
_LOOKED_AT = 50
_LEAD = 300  # characters
_WORD = re.compile(r"\w+")


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
    score: float  # higher for a better match; of newest first only headline and lead; not comparable between queries


def search(connection: sqlite3.Connection, text: str, window: Window, *, newest: bool, limit: int) -> list[Hit]:
    """Return the first ``limit`` articles of the window that match ``text``: best first, or newest first.

    Best first, where fewer than ``limit`` have all the words, those with the most and the rarer ones follow.
    Raises BadQuery when ``text`` names no word, ValueError when the window has a naive datetime, and sqlite3.Error.
    """
    query = parse(text)
    if newest:
        ids = ranking.newest(connection, query, window, limit=limit)
        return _hits(connection, query, list(_shares(connection, query, ids).items()), "all")
    having_all = _best(connection, query.expression, query, window, limit)
    having_some: list[tuple[int, float]] = []
    if len(having_all) < limit and query.relaxed:
        known = {article_id for article_id, _ in having_all}
        found = _best(connection, query.relaxed, query, window, limit)
        having_some = [hit for hit in found if hit[0] not in known][: limit - len(known)]
    return _hits(connection, query, having_all, "all") + _hits(connection, query, having_some, "some")


def _best(
    connection: sqlite3.Connection, expression: str, query: Query, window: Window, limit: int
) -> list[tuple[int, float]]:
    """Ids and scores: bm25 without its sign, for the first ones times one to two by their headline and lead."""
    found = ranking.best(connection, expression, query, window, limit=max(limit, _LOOKED_AT))
    scores = [(article_id, -rank) for article_id, rank in found]
    shares = _shares(connection, query, [article_id for article_id, _ in scores[:_LOOKED_AT]])
    first = [(article_id, score * (1 + shares[article_id])) for article_id, score in scores[:_LOOKED_AT]]
    return [*sorted(first, key=lambda hit: -hit[1]), *scores[_LOOKED_AT:]][:limit]


def _shares(connection: sqlite3.Connection, query: Query, ids: list[int]) -> dict[int, float]:
    """For each article, in order, the share of the query's words that its headline and lead have in any form."""
    rows = _rows(connection, ids, f"title, language, substr(text, 1, {_LEAD}) AS lead")
    return {article_id: _share(query, rows[article_id]) for article_id in ids}


def _share(query: Query, row: sqlite3.Row) -> float:
    if not query.wanted:
        return 0.0
    words = {fold(word) for word in _WORD.findall(f"{row['title'] or ''}\n{row['lead']}")}
    answered = frozenset[int]().union(*(_answered(word, query.wanted, row["language"]) for word in words))
    return len(answered) / len(query.wanted)


@lru_cache(maxsize=100_000)  # leads share most of their words
def _answered(word: str, wanted: tuple[frozenset[str], ...], language: str | None) -> frozenset[int]:
    """Which of the words that are wanted, by their number, a folded word is a form of."""
    every = frozenset[str]().union(*wanted)
    if not is_form(word, every, every, language):  # as most words
        return frozenset()
    return frozenset(number for number, forms in enumerate(wanted) if is_form(word, forms, forms, language))


def _hits(
    connection: sqlite3.Connection, query: Query, found: list[tuple[int, float]], matched: Literal["all", "some"]
) -> list[Hit]:
    columns = "url, title, published, coalesce(day, date(published)) AS day, language, site, description, text"
    rows = _rows(connection, [article_id for article_id, _ in found], columns)
    return [_hit(rows[article_id], score, query, matched) for article_id, score in found]


def _hit(row: sqlite3.Row, score: float, query: Query, matched: Literal["all", "some"]) -> Hit:
    snippet, marks = snippets.excerpt([row["text"], row["description"] or ""], query.terms, row["language"])
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


def _rows(connection: sqlite3.Connection, ids: list[int], columns: str) -> dict[int, sqlite3.Row]:
    sql = f"SELECT id, {columns} FROM articles WHERE id IN (SELECT value FROM json_each(:ids))"
    return {row["id"]: row for row in connection.execute(sql, {"ids": str(ids)})}
