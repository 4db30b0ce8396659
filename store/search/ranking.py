"""Which articles match, ranked by bm25 or newest first."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from .conditions import asks_of_rows, conditions
from .query import Query
from .window import Window

# A date in the future is nobody's newest.
NEWEST = "min(coalesce(a.published, a.day, a.first_seen), a.first_seen)"
_MATCHING = "articles_fts f CROSS JOIN articles a ON a.id = f.rowid"
# The same by way of the index that holds what most filters ask for: the rows are long, and each lies elsewhere.
_COVERED = "articles_fts f CROSS JOIN articles a INDEXED BY articles_facets ON a.id = f.rowid"
_Ranked = tuple[int, float | str]  # an article, and its rank or date
_FEW = 4  # words, of which the rarest tell whether any article has all
_MOST_RANKED = 1_000  # of those with some of the words, at 2 µs each
_MOST_COUNTED = 6_000  # to tell which word is the rarer, and whether not all of a search are ranked
_MOST_WALKED = 20_000  # articles that match; FTS5 walks past ten in a microsecond, and ranks one in two


def best(
    connection: sqlite3.Connection,
    query: Query,
    window: Window,
    *,
    limit: int,
    enough: int = 0,
    is_relaxed: bool = False,
    counts: dict[str, int] | None = None,
) -> list[tuple[int, float]]:
    """Return ids and bm25 ranks (lower for a better match) of the first ``limit`` that match, best first.

    Of very many those with a word in the headline come first, and of the others the latest are ranked. ``is_relaxed``
    looks for articles with any of what is wanted; of very many only those with the rarer words are ranked, where these
    are ``enough``. ``counts`` is filled with how many articles have which part of the query, for the next one.

    FTS5 walks rowids, so a window of time is a walk over a range of ids; those whose date is not in their id are
    looked for apart, to stay exact. Where very many match, the ranks of these are by how frequent the words are
    among them alone: a difference of a hundredth, where to go through all would take ten times as long.
    Raises ValueError when the window has a naive datetime, and sqlite3.Error.
    """
    expression = query.relaxed if is_relaxed and query.relaxed else query.expression
    find = _Finder(connection, expression, query, window, counts)
    if not is_relaxed and find.has_many(query):
        return _titled_first(find, query, limit)
    found = _some(find, query, limit, enough) if is_relaxed else find.having_all(query, limit)
    return _by_rank(found + find.outside_range())[:limit]


def _some(find: "_Finder", query: Query, limit: int, enough: int) -> list[_Ranked]:
    among = find.rarer(query, limit)
    found = find.among(*among, limit) if among else []
    return found if among and len(found) >= enough else find.ranked(limit)


def _titled_first(find: "_Finder", query: Query, limit: int) -> list[tuple[int, float]]:
    """Of very many: those with a word of the query in the headline, the best of the latest others, then the rest."""
    titled = _by_rank(find.titled(query, limit))
    if len(titled) == limit:
        return titled
    since = find.since()
    others = _by_rank(find.ranked(limit, since=since) + find.outside_range())
    if since and len(others) < limit:
        others += [(article_id, float(rank)) for article_id, rank in find.earlier(limit, since)]
    known = {article_id for article_id, _ in titled}
    return [*titled, *(hit for hit in others if hit[0] not in known)][:limit]


def _by_rank(found: list[_Ranked]) -> list[tuple[int, float]]:
    return sorted(((article_id, float(rank)) for article_id, rank in found), key=lambda hit: hit[1])


def newest(connection: sqlite3.Connection, query: Query, window: Window, *, limit: int) -> list[int]:
    """Return the ids of the first ``limit`` that match, newest first.

    The range of ids is walked from its end until there are enough; then of those whose date is not in
    their id only the ones that are newer than the last of these. Raises as ``best``.
    """
    find = _Finder(connection, query.expression, query, window)
    found = find.latest(limit)
    last = str(found[-1][1]) if found and len(found) == limit else None
    found += find.redated(NEWEST, last)
    return [article_id for article_id, _ in sorted(found, key=lambda hit: (hit[1], hit[0]), reverse=True)[:limit]]


def arrived(connection: sqlite3.Connection, query: Query, window: Window, *, since: str, limit: int = -1) -> list[int]:
    """Return the ids of what matches and arrived at ``since``, text of the database, or later; earliest first.

    With a ``limit`` the latest so many. Raises as ``best``.
    """
    find = _Finder(connection, query.expression, query, window)
    return [article_id for article_id, _ in find.arrived(since, limit)][::-1]


class _Finder:
    """One search in its window: the conditions and the values that its statements share."""

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
        self._matching = _MATCHING if asks_of_rows(query.filters, window) else _COVERED
        self._source = self._matching if wanted else "articles_fts f"  # of the articles nothing else may be asked
        self._values = {
            **values, "query": expression, "first": window.first, "end": window.end,
            "low": id_at(window.first, 0), "high": id_at(window.end, 1 << 62),
        }  # fmt: skip

    def ranked(self, limit: int, *, since: int = 0) -> list[_Ranked]:
        """Return ids and ranks of the first in the range of ids that match, and are not before ``since``."""
        found = self._found(self.in_range, "f.rowid >= :since")
        return self._rows(f"SELECT f.rowid, f.rank {found} ORDER BY +f.rank LIMIT :limit", limit=limit, since=since)

    def earlier(self, limit: int, since: int) -> list[_Ranked]:
        """Return ids and ranks of the latest in the range of ids that match and are before ``since``, latest first."""
        found = self._found(self.in_range, "f.rowid < :since")
        sql = f"SELECT f.rowid, f.rank {found} ORDER BY f.rowid DESC LIMIT :limit"
        return self._rows(sql, limit=limit, since=since)

    def having_all(self, query: Query, limit: int) -> list[_Ranked]:
        """Return ids and ranks of the first with all words; the ranks of a long query are by its less common words."""
        if len(query.parts) <= _FEW:
            return self.ranked(limit)
        rarest = sorted(query.parts, key=self._about)
        sql = f"SELECT 1 FROM articles_fts f WHERE articles_fts MATCH :query AND {self.in_range} LIMIT 1"
        if not self._rows(sql, query=_every(rarest[:_FEW])):
            return []
        telling = [part for part in rarest if self._about(part) < _MOST_COUNTED]
        return self.among(query.expression, _every(telling or rarest[:1]), limit)

    def has_many(self, query: Query) -> bool:
        """Whether so many in the range of ids match that not all of them are ranked."""
        if any(self._about(part) < _MOST_COUNTED for part in query.parts):
            return False
        sql = f"SELECT 1 FROM articles_fts f WHERE articles_fts MATCH :query AND {self.in_range}"
        return bool(self._rows(f"{sql} LIMIT 1 OFFSET {_MOST_COUNTED - 1}"))

    def since(self) -> int:
        """Return the id at which the latest of those that match begin, of whom the ranks are worked out."""
        sql = f"SELECT f.rowid {self._found(self.in_range)} ORDER BY f.rowid DESC LIMIT 1 OFFSET {_MOST_WALKED}"
        return next((int(row[0]) for row in self._rows(sql)), 0)

    def latest(self, limit: int) -> list[_Ranked]:
        """Return ids, and the dates by which they are the newest, of the last whose date is in their id."""
        found = self._found(self.in_range, self.in_order, source=self._matching)
        last = f"SELECT f.rowid {found} ORDER BY f.rowid DESC LIMIT :limit"
        return self._rows(
            f"SELECT a.id, {NEWEST} FROM articles a WHERE a.id IN ({last}) ORDER BY a.id DESC", limit=limit
        )

    def _found(self, *conditions: str, source: str | None = None) -> str:
        wanted = " AND ".join(["articles_fts MATCH :query", *self._conditions, *conditions])
        return f"FROM {source or self._source} WHERE {wanted}"

    def rarer(self, query: Query, limit: int) -> tuple[str, str] | None:
        """Return the rarest parts of a query, which enough to rank have, and those by which these are ranked.

        A third of the words is enough: an article without any of these is nobody's answer. And very common ones tell
        nothing of its rank. None where not too many articles have any of the parts.
        """
        counts = sorted((self._about(part), -len(part), part) for part in query.parts)  # of very common ones the longer
        together = 0
        for number, (count, _, _) in enumerate(counts):
            if number * 3 >= len(counts) and together >= 2 * limit and together + count > _MOST_RANKED:
                chosen = [part for _, _, part in counts[:number]]
                others = [part for many, _, part in counts[number:] if many < _MOST_COUNTED]
                return _any(chosen), f"({_any([*chosen, *others])}){query.refusal}"
            together += count
        return None

    def _about(self, expression: str) -> int:
        """How many match, whatever else is asked for; of many by how close together the latest are."""
        if expression not in self._counts:
            self._counts[expression] = self._counted(expression)
        return self._counts[expression]

    def _counted(self, expression: str) -> int:
        sql = (
            "SELECT count(*), min(rowid) FROM (SELECT rowid FROM articles_fts f WHERE articles_fts MATCH :query"
            f" AND {self.in_range} ORDER BY rowid DESC LIMIT {_MOST_RANKED})"
        )
        [(count, reached)] = self._rows(sql, query=expression)
        if int(count) < _MOST_RANKED:
            return int(count)
        first, last = self._ends
        return int(count) * (last - first) // max(1, last - int(reached))

    @cached_property
    def _ends(self) -> tuple[int, int]:
        """The first and the last id in the range."""
        sql = "SELECT (SELECT min(id) FROM articles), (SELECT max(id) FROM articles)"  # both in one walk all articles
        [(first, last)] = self._connection.execute(sql).fetchall()
        return max(first, self._values["low"]), min(last, self._values["high"])

    def among(self, expression: str, by: str, limit: int) -> list[_Ranked]:
        """Return ids and ranks, by another expression, of the first of those that match; no others are ranked."""
        return self._among("SELECT rowid FROM articles_fts WHERE articles_fts MATCH :among", expression, by, limit)

    def titled(self, query: Query, limit: int) -> list[_Ranked]:
        """Return ids and ranks of the first with a word of the query in the headline; of many the latest are ranked."""
        latest = (
            f"SELECT f.rowid FROM articles_fts f WHERE articles_fts MATCH :among AND {self.in_range}"
            f" ORDER BY f.rowid DESC LIMIT {_MOST_COUNTED}"
        )
        parts = query.parts or (query.expression,)
        return self._among(latest, f"title : ({_any(parts)})", query.expression, limit)

    def _among(self, chosen: str, expression: str, by: str, limit: int) -> list[_Ranked]:
        found = self._found(f"+f.rowid IN ({chosen})", self.in_range)
        sql = f"SELECT f.rowid, f.rank {found} ORDER BY +f.rank LIMIT :limit"
        return self._rows(sql, query=by, among=expression, limit=limit)

    def redated(self, value: str, since: str | None, condition: str = "TRUE") -> list[_Ranked]:
        """Return ids, and the value, of those in the window whose date is not in their id and not before ``since``."""
        bounds = {">= :first": self._window.first, "< :end": self._window.end, ">= :since": since}
        dated = " AND ".join(["TRUE", *(f"published {bound}" for bound, given in bounds.items() if given)])
        sql = (
            f"SELECT f.rowid, {value} FROM redated_fts f CROSS JOIN articles a ON a.id = f.rowid"
            f" WHERE redated_fts MATCH :query AND +f.rowid IN (SELECT article_id FROM redated WHERE {dated})"
            f" AND {' AND '.join([*self._conditions, condition])}"
        )
        return self._rows(sql, since=since)

    def outside_range(self) -> list[_Ranked]:
        """Return ids and ranks of those in the window that are not in its range of ids."""
        if not self._window.is_of_time:
            return []
        found = self.redated("f.rank", None, f"NOT ({self.in_range})")
        if not found or self._are_many():
            return found
        return self._rows(  # without an order only these are ranked
            "SELECT f.rowid, f.rank FROM articles_fts f WHERE articles_fts MATCH :query"
            " AND +f.rowid IN (SELECT value FROM json_each(:ids))",
            ids=str([article_id for article_id, _ in found]),
        )

    def _are_many(self) -> bool:
        sql = "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH :query LIMIT :most)"
        (count,) = self._connection.execute(sql, {**self._values, "most": _MOST_WALKED + 1}).fetchone()
        return bool(count > _MOST_WALKED)

    def arrived(self, since: str, limit: int) -> list[_Ranked]:
        """Return ids, and when each arrived, of the ``limit`` latest that match, not before ``since``."""
        matching = (_MATCHING, "articles_fts MATCH :query") if self._values["query"] else ("articles a", "TRUE")
        sql = (
            f"SELECT a.id, a.first_seen FROM {matching[0]} WHERE {matching[1]} AND a.first_seen >= :since"
            f" AND {' AND '.join(self._conditions)} ORDER BY a.first_seen DESC, a.id DESC LIMIT :limit"
        )
        return self._rows(sql, since=since, limit=limit)

    def _rows(self, sql: str, **values: object) -> list[_Ranked]:
        return [tuple(row) for row in self._connection.execute(sql, {**self._values, **values})]


def _any(parts: Sequence[str]) -> str:
    return " OR ".join(f"({part})" for part in parts)


def _every(parts: Sequence[str]) -> str:
    return " AND ".join(f"({part})" for part in parts)


def id_at(moment: str | None, otherwise: int) -> int:
    """The lowest id that an article of this time can have."""
    if moment is None:
        return otherwise
    return int(datetime.fromisoformat(moment).timestamp()) << 20
