"""The statements of a search: what matches in a window, with its rank or its date."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from .conditions import asks_of_rows, conditions
from .query import Query
from .window import Window

# A date in the future is nobody's newest.
NEWEST = "min(coalesce(a.published, a.day, a.first_seen), a.first_seen)"
_MATCHING = "articles_fts f CROSS JOIN articles a ON a.id = f.rowid"
# The same by way of the index that holds what most filters ask for: the rows are long, and each lies elsewhere.
_BY_FACETS = "INDEXED BY articles_facets"
_COVERED = f"articles_fts f CROSS JOIN articles a {_BY_FACETS} ON a.id = f.rowid"
Ranked = tuple[int, float | str]  # an article, and its rank or date
_COUNTED = 500  # matches that are counted; of more it is told how many there are by how close together these are
_ALL_RANKED = 20_000  # articles that match; FTS5 walks past twenty in a microsecond, and ranks one in 1.3
_ONE_BY_ONE = 3  # articles that are ranked by their ids: each time FTS5 counts all that match


class Finder:
    """One search in its window: the conditions and the values that its statements share.

    Every method can raise sqlite3.Error. Ranks are lower for a better match, by what is looked for or ``expression``.
    """

    in_range = "f.rowid >= :low AND f.rowid < :high"
    # Of the article: asked of the index of words it would be looked for before the language, which leaves more out.
    in_order = "NOT EXISTS (SELECT 1 FROM redated r WHERE r.article_id = a.id)"

    def __init__(
        self,
        connection: sqlite3.Connection,
        expression: str,
        query: Query,
        window: Window,
        counts: dict[str, int] | None = None,
    ) -> None:
        self._connection = connection
        self._counts: dict[str, int] = {} if counts is None else counts
        self._window = window
        wanted, values = conditions(query.filters, window)
        self._conditions = ["TRUE", *wanted]
        self._is_of_time_alone = window.is_of_time and not query.filters and _of_time(window) == window
        self._is_covered = not asks_of_rows(query.filters, window)
        self._matching = _COVERED if self._is_covered else _MATCHING
        self._source = self._matching if wanted else "articles_fts f"  # of the articles nothing else may be asked
        self._values = {
            **values, "query": expression, "first": window.first, "end": window.end,
            "low": id_at(window.first, 0), "high": id_at(window.end, 1 << 62),
        }  # fmt: skip

    # -- by rank

    def ranked(self, limit: int, *, since: int = 0, expression: str | None = None) -> list[Ranked]:
        """Return ids and ranks of the first in the range of ids that match, and are not before ``since``."""
        values = {"query": expression or self._values["query"], "limit": limit, "since": since}
        if self._is_of_time_alone:
            first = self._ranked_before_asked(limit, values)
            if first is not None:
                return first
        found = self._found(self.in_range, "f.rowid >= :since")
        return self._rows(f"SELECT f.rowid, f.rank {found} ORDER BY +f.rank LIMIT :limit", **values)

    def _ranked_before_asked(self, limit: int, values: dict[str, object]) -> list[Ranked] | None:
        """The same, where nearly all in the range are of the time: it is asked of the best alone.

        None where too few of these are of the time.
        """
        best = (
            f"SELECT f.rowid AS id, f.rank AS score FROM articles_fts f WHERE articles_fts MATCH :query"
            f" AND {self.in_range} AND f.rowid >= :since ORDER BY +f.rank LIMIT :more"
        )
        sql = (
            f"SELECT b.id, b.score, {' AND '.join(self._conditions)} FROM ({best}) b"
            f" CROSS JOIN articles a {_BY_FACETS} ON a.id = b.id ORDER BY b.score"
        )
        more = 2 * limit + 20
        rows = self._connection.execute(sql, {**self._values, **values, "more": more}).fetchall()
        inside: list[Ranked] = [(int(row[0]), float(row[1])) for row in rows if row[2]]
        return inside[:limit] if len(inside) >= limit or len(rows) < more else None

    def earlier(self, limit: int, since: int) -> list[Ranked]:
        """Return ids and ranks of the latest in the range of ids that match and are before ``since``, latest first."""
        found = self._found(self.in_range, "f.rowid < :since")
        sql = f"SELECT f.rowid, f.rank {found} ORDER BY f.rowid DESC LIMIT :limit"
        return self._rows(sql, limit=limit, since=since)

    def among(self, expression: str, by: str, limit: int, *, since: int = 0, most: int = -1) -> list[Ranked]:
        """Return ids and ranks, by another expression, of the first of those that match; no others are ranked.

        With ``most`` of the latest so many.
        """
        chosen = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH :among AND rowid >= :since AND rowid < :high"
        latest = "" if most < 0 else " ORDER BY rowid DESC LIMIT :most"
        found = self._found(f"+f.rowid IN ({chosen}{latest})", self.in_range, "f.rowid >= :since")
        sql = f"SELECT f.rowid, f.rank {found} ORDER BY +f.rank LIMIT :limit"
        return self._rows(sql, query=by, among=expression, limit=limit, since=since, most=most)

    def since(self, expression: str, most: int) -> int:
        """Return the id at which the latest so many that match begin, whatever else is asked for; 0 for all."""
        sql = (
            f"SELECT f.rowid FROM articles_fts f WHERE articles_fts MATCH :query AND {self.in_range}"
            " ORDER BY f.rowid DESC LIMIT 1 OFFSET :most"
        )
        return next((int(row[0]) for row in self._rows(sql, query=expression, most=most - 1)), 0)

    # -- how many

    def has(self, expression: str, many: int = 1) -> bool:
        """Whether so many in the range of ids match, whatever else is asked for."""
        sql = f"SELECT 1 FROM articles_fts f WHERE articles_fts MATCH :query AND {self.in_range} LIMIT 1 OFFSET :most"
        return bool(self._rows(sql, query=expression, most=many - 1))

    def about(self, expression: str) -> int:
        """How many match, whatever else is asked for; of many by how close together the latest are."""
        if expression not in self._counts:
            self._counts[expression] = self._counted(expression)
        return self._counts[expression]

    def _counted(self, expression: str) -> int:
        sql = (
            "SELECT count(*), min(rowid) FROM (SELECT rowid FROM articles_fts f WHERE articles_fts MATCH :query"
            f" AND {self.in_range} ORDER BY rowid DESC LIMIT {_COUNTED})"
        )
        [(count, reached)] = self._rows(sql, query=expression)
        if int(count) < _COUNTED:
            return int(count)
        first, last = self._ends
        return int(count) * (last - first) // max(1, last - int(reached))

    @cached_property
    def _ends(self) -> tuple[int, int]:
        """The first and the last id in the range."""
        sql = "SELECT (SELECT min(id) FROM articles), (SELECT max(id) FROM articles)"  # both in one walk all articles
        [(first, last)] = self._connection.execute(sql).fetchall()
        return max(first, self._values["low"]), min(last, self._values["high"])

    # -- by date

    def latest(self, limit: int) -> list[Ranked]:
        """Return ids, and the dates by which they are the newest, of the last whose date is in their id."""
        found = self._found(self.in_range, self.in_order, source=self._matching)
        last = f"SELECT f.rowid {found} ORDER BY f.rowid DESC LIMIT :limit"
        return self._rows(
            f"SELECT a.id, {NEWEST} FROM articles a WHERE a.id IN ({last}) ORDER BY a.id DESC", limit=limit
        )

    def redated(self, since: str | None) -> list[Ranked]:
        """Return ids and dates of those in the window whose date is not in their id and not before ``since``."""
        found, values = self._redated(since)
        newest = f"SELECT a.id, {NEWEST} FROM articles a WHERE a.id IN (SELECT f.rowid {found})"
        return self._rows(newest, **values)

    def outside_range(self) -> list[Ranked]:
        """Return ids and ranks of those in the window that are not in its range of ids."""
        if not self._window.is_of_time:
            return []
        found, values = self._redated(None, f"NOT ({self.in_range})")
        ranked = self._rows(f"SELECT f.rowid, f.rank {found}", **values)
        if not ranked or self._are_many():
            return ranked
        sql = "SELECT f.rowid, f.rank FROM articles_fts f WHERE articles_fts MATCH :query"
        ids = [article_id for article_id, _ in ranked]
        if len(ids) <= _ONE_BY_ONE:
            return [row for one in ids for row in self._rows(f"{sql} AND f.rowid = :one", one=one)]
        # without an order only these are ranked
        return self._rows(f"{sql} AND +f.rowid IN (SELECT value FROM json_each(:ids))", ids=str(ids))

    def _redated(self, since: str | None, condition: str = "TRUE") -> tuple[str, dict[str, object]]:
        """Where those are whose date is not in their id; where there are none, no word is looked for."""
        bounds = {">= :first": self._window.first, "< :end": self._window.end, ">= :since": since}
        dated = " AND ".join(f"published {bound}" for bound, given in bounds.items() if given)
        ids = f"+f.rowid IN (SELECT article_id FROM redated WHERE {dated})" if dated else "TRUE"
        index = _BY_FACETS if self._is_covered else ""
        found = (
            f"FROM (SELECT 1 FROM redated WHERE {dated or 'TRUE'} LIMIT 1) CROSS JOIN redated_fts f"
            f" CROSS JOIN articles a {index} ON a.id = f.rowid"
            f" WHERE redated_fts MATCH :query AND {ids} AND {' AND '.join([*self._conditions, condition])}"
        )
        return found, {"since": since}

    def _are_many(self) -> bool:
        sql = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH :query LIMIT 1 OFFSET :most"
        return bool(self._rows(sql, most=_ALL_RANKED))

    def arrived(self, since: str, limit: int) -> list[Ranked]:
        """Return ids, and when each arrived, of the ``limit`` latest that match, not before ``since``."""
        matching = (_MATCHING, "articles_fts MATCH :query") if self._values["query"] else ("articles a", "TRUE")
        sql = (
            f"SELECT a.id, a.first_seen FROM {matching[0]} WHERE {matching[1]} AND a.first_seen >= :since"
            f" AND {' AND '.join(self._conditions)} ORDER BY a.first_seen DESC, a.id DESC LIMIT :limit"
        )
        return self._rows(sql, since=since, limit=limit)

    def _found(self, *conditions: str, source: str | None = None) -> str:
        wanted = " AND ".join(["articles_fts MATCH :query", *self._conditions, *conditions])
        return f"FROM {source or self._source} WHERE {wanted}"

    def _rows(self, sql: str, **values: object) -> list[Ranked]:
        return [tuple(row) for row in self._connection.execute(sql, {**self._values, **values})]


def _of_time(window: Window) -> Window:
    """The same window of time, with nothing else that is asked for."""
    return replace(Window(), since=window.since, until=window.until)


def either(parts: Sequence[str]) -> str:
    """Return the expression that any of the parts match."""
    return " OR ".join(f"({part})" for part in parts)


def every(parts: Sequence[str]) -> str:
    """Return the expression that all of the parts match."""
    return " AND ".join(f"({part})" for part in parts)


def id_at(moment: str | None, otherwise: int) -> int:
    """Return the lowest id that an article of this time can have."""
    if moment is None:
        return otherwise
    return int(datetime.fromisoformat(moment).timestamp()) << 20
