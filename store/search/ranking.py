"""Which articles match, ranked by bm25 or newest first."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from .query import Filter, Query
from .window import Window

_NEWEST = "min(coalesce(a.published, a.first_seen), a.first_seen)"  # a date in the future is nobody's newest
_MATCHING = "articles_fts f JOIN articles a ON a.id = f.rowid"
# Articles whose date is not in their id: corrected later, before 1970, in the future.
# The same expression as that of the index articles_redated, so that the index is used.
_REDATED = "a.id >> 20 <> CAST(strftime('%s', a.published) AS INTEGER)"
_REDATED_IDS = f"SELECT a.id FROM articles a INDEXED BY articles_redated WHERE {_REDATED}"


def best(
    connection: sqlite3.Connection, expression: str, query: Query, window: Window, *, limit: int
) -> list[tuple[int, float]]:
    """Return ids and bm25 ranks (lower for a better match) of the first ``limit`` that match, best first.

    FTS5 walks rowids, so a date window is a walk over a range of ids; the few articles whose date is not
    in their id are looked for apart, to stay exact. Raises ValueError when the window has a naive
    datetime, and sqlite3.Error.
    """
    find = _Finder(connection, expression, query, window)
    if not window.is_of_time:
        return [(article_id, float(rank)) for article_id, rank in find("f.rank", "TRUE", limit)]
    found = find("f.rank", find.in_order, limit) + find("f.rank", find.redated(window.first), limit)
    return sorted(((article_id, float(rank)) for article_id, rank in found), key=lambda hit: hit[1])[:limit]


def newest(connection: sqlite3.Connection, query: Query, window: Window, *, limit: int) -> list[int]:
    """Return the ids of the first ``limit`` that match, newest first.

    The range of ids is walked from its end until there are enough; then of those whose date is not in
    their id only the ones that are newer than the last of these. Raises as ``best``.
    """
    find = _Finder(connection, query.expression, query, window)
    found = find(f"{_NEWEST} DESC", find.in_order, limit, walk="f.rowid DESC")
    last = str(found[-1][1]) if found and len(found) == limit else window.first
    found += find(f"{_NEWEST} DESC", find.redated(last), limit)
    return [article_id for article_id, _ in sorted(found, key=lambda hit: (hit[1], hit[0]), reverse=True)[:limit]]


class _Finder:
    """One search in its window: the conditions and the values that its statements share."""

    in_order = f"({_REDATED}) IS NOT TRUE AND f.rowid >= :low AND f.rowid < :high"

    def __init__(self, connection: sqlite3.Connection, expression: str, query: Query, window: Window) -> None:
        self._connection = connection
        self._window = window
        wanted, values = conditions(query.filters, window)
        self._conditions = ["articles_fts MATCH :query", *wanted]
        self._values = {
            **values, "query": expression, "first": window.first, "end": window.end,
            "low": _id_at(window.first, 0), "high": _id_at(window.end, 1 << 62),
        }  # fmt: skip

    def __call__(
        self, order: str, condition: str, limit: int, walk: str | None = None
    ) -> list[tuple[int, float | str]]:
        """Return ids, and the values by which they are ordered, of the first that match and meet the condition."""
        value = order.removesuffix(" DESC")
        sql = (
            f"SELECT a.id, {value} FROM {_MATCHING} WHERE {' AND '.join([*self._conditions, condition])}"
            f" ORDER BY {walk or order} LIMIT :limit"
        )
        return [tuple(row) for row in self._connection.execute(sql, {**self._values, "limit": limit})]

    def redated(self, since: str | None) -> str:
        """Return the condition of those whose date is not in their id, published at ``since`` or later.

        To ask FTS5 for each of them anew costs up to a millisecond each; it walks past a thousand rows in that time.
        So it walks from the first to the last of them. The plus keeps it from asking for each.
        """
        self._values["since"] = since
        published = "".join(
            f" AND a.published {sign} :{name}"
            for sign, name, value in ((">=", "since", since), ("<", "end", self._window.end))
            if value
        )
        ids = f"{_REDATED_IDS}{published}"
        return (
            f"f.rowid >= (SELECT min(id) FROM ({ids})) AND f.rowid <= (SELECT max(id) FROM ({ids}))"
            f" AND +f.rowid IN ({ids})"
        )


def conditions(filters: Sequence[Filter], window: Window) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions on columns beside the text, and their values but those of ``window.first`` and ``end``."""
    wanted: list[str] = []
    values: dict[str, Any] = {}
    if window.language:
        wanted.append("a.language = :language")
        values["language"] = window.language
    if window.site:
        wanted.append(_of_site("site"))
        values["site"] = window.site
    if window.is_of_time:
        wanted.append("a.published IS NOT NULL")
    if window.first:
        wanted.append("a.published >= :first")
    if window.end:
        wanted.append("a.published < :end")
    for condition, name, value in window.exactly():
        wanted.append(condition)
        values[name] = value
    for column, written in (("site", _of_site), ("author", _by_author)):
        for is_wanted in (True, False):
            chosen = [item.value for item in filters if (item.column, item.is_wanted) == (column, is_wanted)]
            names = {f"{column}_{'is' if is_wanted else 'not'}_{number}": value for number, value in enumerate(chosen)}
            if names:
                either = " OR ".join(map(written, names))
                wanted.append(f"({either})" if is_wanted else f"({either}) IS NOT TRUE")
                values |= names
    return wanted, values


def _of_site(name: str) -> str:
    return (
        f"(a.domain = :{name} COLLATE NOCASE"
        f" OR substr('.' || a.site, -length(:{name}) - 1) = '.' || :{name} COLLATE NOCASE)"
    )


def _by_author(name: str) -> str:
    """Whether an author's name holds the words."""
    return f"EXISTS (SELECT 1 FROM json_each(a.authors) WHERE instr(lower(value), lower(:{name})))"


def _id_at(moment: str | None, otherwise: int) -> int:
    """The lowest id that an article of this time can have."""
    if moment is None:
        return otherwise
    return int(datetime.fromisoformat(moment).timestamp()) << 20
