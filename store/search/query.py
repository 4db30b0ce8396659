"""Words into an FTS5 query, and what matches into hits, ranked by bm25 or newest first."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from store.articles.stems import fold, stem
from store.articles.types import to_text
from store.db.errors import BadQuery

from . import snippets
from .snippets import Terms

STEM_LANGUAGES = ("id", "en")  # whose word forms a query word stands for

# [-]"a phrase" or [-]word or [-]word*; a quote that is never closed runs to the end
_TOKEN = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"\w+")
_NEWEST = "min(coalesce(a.published, a.first_seen), a.first_seen)"  # a date in the future is nobody's newest
# Articles whose date is not in their id: corrected later, before 1970, in the future.
# The same expression as that of the index articles_redated, so that the index is used.
_BY_WORD = "articles_fts f JOIN articles a ON a.id = f.rowid"
_BY_REDATED = "articles a INDEXED BY articles_redated CROSS JOIN articles_fts f ON f.rowid = a.id"
_REDATED = "a.id >> 20 <> CAST(strftime('%s', a.published) AS INTEGER)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article that matches; ``score`` is higher for a better match."""

    id: int
    url: str
    title: str | None
    published: str | None  # as in the database
    language: str | None
    site: str | None
    snippet: str  # from the text, with each hit in [brackets]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which articles are looked at; a date stands for its whole day in UTC."""

    language: str | None = None
    since: date | None = None
    until: date | None = None
    site: str | None = None

    @property
    def first(self) -> str | None:
        """The earliest time inside, as in the database."""
        return None if self.since is None else to_text(_start(self.since))

    @property
    def end(self) -> str | None:
        """The earliest time after it, as in the database."""
        if self.until is None:
            return None
        is_day = not isinstance(self.until, datetime)
        try:
            return to_text(_start(self.until) + (timedelta(days=1) if is_day else timedelta(seconds=1)))
        except OverflowError:  # the last day that there is
            return None


@dataclass(frozen=True, slots=True)
class Query:
    """What a person asked for: an FTS5 expression, and the terms to mark in the texts."""

    expression: str
    terms: Terms


def parse(text: str) -> Query:
    """Read ``words "a phrase" -without prefix*``; BadQuery when nothing is asked for.

    Every token ends up inside quotes, so no input is a syntax error.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    words: set[str] = set()
    prefixes: set[str] = set()
    for token in _TOKEN.finditer(unicodedata.normalize("NFC", text)):
        raw = token["word"] if token["phrase"] is None else token["phrase"]
        parts = _WORD.findall(raw)
        if not parts:
            continue
        is_prefix = token["phrase"] is None and raw.endswith("*")
        expression = _expression(parts, is_prefix=is_prefix, is_exact=token["phrase"] is not None)
        (unwanted if token["minus"] else wanted).append(expression)
        if not token["minus"]:
            folded = [fold(part) for part in parts]
            words.update(folded[:-1] if is_prefix else folded)
            prefixes.update(folded[-1:] if is_prefix else ())
    if not wanted:
        raise BadQuery(
            "searching for", repr(text), "it names no word to look for", "give at least one word without a minus"
        )
    expression = " AND ".join(wanted)
    if unwanted:
        expression = f"({expression}) NOT ({' OR '.join(unwanted)})"
    return Query(expression, Terms(frozenset(words), frozenset(prefixes), frozenset(_stems(words))))


def hits(connection: sqlite3.Connection, text: str, window: Window, *, newest: bool, limit: int) -> list[Hit]:
    """The first ``limit`` articles of the window that match."""
    query = parse(text)
    found = _ids(connection, query, window, newest=newest, limit=limit)
    rows = {
        row["id"]: row
        for row in connection.execute(
            "SELECT id, url, title, published, language, site, description, text FROM articles"
            " WHERE id IN (SELECT value FROM json_each(:ids))",
            {"ids": str([article_id for article_id, _ in found])},
        )
    }
    return [_hit(rows[article_id], rank, query.terms) for article_id, rank in found]


def _expression(parts: list[str], *, is_prefix: bool, is_exact: bool) -> str:
    quoted = f'"{" ".join(parts)}"'
    if is_prefix:
        return f"{quoted}*"
    if is_exact or len(parts) > 1:
        return quoted
    word = fold(parts[0])
    forms = [quoted, *(f'"{form}"' for form in sorted(_stems([word])) if form != word)]
    return forms[0] if len(forms) == 1 else f"({' OR '.join(forms)})"


def _stems(words: Iterable[str]) -> set[str]:
    return {stem(word, language) for word in words for language in STEM_LANGUAGES}


def _ids(
    connection: sqlite3.Connection, query: Query, window: Window, *, newest: bool, limit: int
) -> list[tuple[int, float]]:
    """Ids and bm25 ranks. FTS5 walks rowids, so a date window or "newest" is a walk over a range of
    ids; the few articles whose date is not in their id are looked up apart, to stay exact."""
    order = "newest DESC" if newest else "rank"
    if newest or window.since or window.until:
        in_order = _arm(window, f"({_REDATED}) IS NOT TRUE AND f.rowid >= :low AND f.rowid < :high")
        redated = _arm(window, _REDATED, source=_BY_REDATED)
        walk = "ORDER BY f.rowid DESC" if newest else "ORDER BY f.rank"
        sql = f"SELECT * FROM ({in_order} {walk} LIMIT :limit) UNION ALL {redated} ORDER BY {order} LIMIT :limit"
    else:
        sql = f"{_arm(window, 'TRUE')} ORDER BY f.rank LIMIT :limit"
    found = connection.execute(
        sql,
        {
            "query": query.expression, "language": window.language, "site": window.site, "limit": limit,
            "first": window.first, "end": window.end,
            "low": _id_at(window.first, 0), "high": _id_at(window.end, 1 << 62),
        },
    )  # fmt: skip
    return [(row["id"], row["rank"]) for row in found]


def _arm(window: Window, condition: str, source: str = _BY_WORD) -> str:
    conditions = ["articles_fts MATCH :query", condition]
    if window.language:
        conditions.append("a.language = :language")
    if window.site:
        conditions.append("substr('.' || a.site, -length(:site) - 1) = '.' || :site COLLATE NOCASE")
    if window.since or window.until:
        conditions.append("a.published IS NOT NULL")
    if window.first:
        conditions.append("a.published >= :first")
    if window.end:
        conditions.append("a.published < :end")
    return f"SELECT a.id AS id, f.rank AS rank, {_NEWEST} AS newest FROM {source} WHERE {' AND '.join(conditions)}"


def _hit(row: sqlite3.Row, rank: float, terms: Terms) -> Hit:
    return Hit(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        published=row["published"],
        language=row["language"],
        site=row["site"],
        snippet=snippets.excerpt([row["text"], row["description"] or ""], terms, row["language"]),
        score=-rank,
    )


def _start(day: date) -> datetime:
    if isinstance(day, datetime):
        return day
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _id_at(moment: str | None, otherwise: int) -> int:
    """The lowest id that an article of this time can have."""
    if moment is None:
        return otherwise
    return int(datetime.fromisoformat(moment).timestamp()) << 20
