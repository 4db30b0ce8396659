"""Which articles match, ranked by bm25 or newest first."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from store.articles.rows import to_moment
from store.articles.types import to_text

from . import snippets
from .query import Query, parse
from .snippets import Terms

_NEWEST = "min(coalesce(a.published, a.first_seen), a.first_seen)"  # a date in the future is nobody's newest
# Articles whose date is not in their id: corrected later, before 1970, in the future.
# The same expression as that of the index articles_redated, so that the index is used.
_BY_WORD = "articles_fts f JOIN articles a ON a.id = f.rowid"
_BY_REDATED = "articles a INDEXED BY articles_redated CROSS JOIN articles_fts f ON f.rowid = a.id"
_REDATED = "a.id >> 20 <> CAST(strftime('%s', a.published) AS INTEGER)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article that matches."""

    id: int
    url: str
    title: str | None
    published: datetime | None  # UTC; None when undated
    language: str | None
    site: str | None
    snippet: str  # from the text, with each hit in [brackets]
    score: float  # bm25 without its sign: higher for a better match; not comparable between queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which articles are looked at; None sets no bound."""

    language: str | None = None  # ISO 639-1
    since: date | None = None  # a day in UTC, or an aware datetime; it is inside
    until: date | None = None  # likewise: of a day all of it is inside, of a datetime its second
    site: str | None = None  # a host with its subdomains, or the site's own name; in any case

    @property
    def first(self) -> str | None:
        """The earliest time inside, as text of the database; None without ``since``. ValueError when that is naive."""
        return None if self.since is None else to_text(_start(self.since))

    @property
    def end(self) -> str | None:
        """The earliest time after it, as text of the database; None without an end.

        ValueError when ``until`` is naive.
        """
        if self.until is None:
            return None
        is_day = not isinstance(self.until, datetime)
        try:
            return to_text(_start(self.until) + (timedelta(days=1) if is_day else timedelta(seconds=1)))
        except OverflowError:  # the last day that there is
            return None


def hits(connection: sqlite3.Connection, text: str, window: Window, *, newest: bool, limit: int) -> list[Hit]:
    """Return the first ``limit`` articles of the window that match ``text``: best first, or newest first.

    Raises BadQuery when ``text`` names no word, ValueError when the window has a naive datetime, and sqlite3.Error.
    """
    query = parse(text)
    found = ids(connection, query, window, newest=newest, limit=limit)
    rows = {
        row["id"]: row
        for row in connection.execute(
            "SELECT id, url, title, published, language, site, description, text FROM articles"
            " WHERE id IN (SELECT value FROM json_each(:ids))",
            {"ids": str([article_id for article_id, _ in found])},
        )
    }
    return [_hit(rows[article_id], rank, query.terms) for article_id, rank in found]


def ids(
    connection: sqlite3.Connection, query: Query, window: Window, *, newest: bool, limit: int
) -> list[tuple[int, float]]:
    """Return ids and bm25 ranks (lower for a better match) of the first ``limit``: best first, or newest first.

    FTS5 walks rowids, so a date window or "newest" is a walk over a range of ids; the few articles
    whose date is not in their id are looked up apart, to stay exact. Raises ValueError when the
    window has a naive datetime, and sqlite3.Error.
    """
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
        published=row["published"] and to_moment(row["published"]),
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
