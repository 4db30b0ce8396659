"""The newest articles of a window, without words that are looked for."""

import sqlite3
from collections.abc import Sequence

from . import finder
from .conditions import conditions
from .query import Filter
from .window import Window


def ids(connection: sqlite3.Connection, window: Window, filters: Sequence[Filter] = (), *, limit: int) -> list[int]:
    """Return the ids of the first ``limit`` articles of the window, newest first.

    Ids are in the order of time: they are walked from the last one until there are enough. Of the few articles whose
    date is not in their id only those are looked at that are newer than the last of these.
    Raises ValueError for a naive datetime, and sqlite3.Error.
    """
    wanted, values = conditions(filters, window)
    values |= {"first": window.first, "end": window.end, "limit": limit}
    values |= {"low": finder.id_at(window.first, 0), "high": finder.id_at(window.end, 1 << 62)}

    def find(condition: str, index: str, order: str) -> list[tuple[str, int]]:
        sql = (
            f"SELECT {finder.NEWEST}, a.id FROM articles a {index} WHERE {' AND '.join([condition, *wanted])}"
            f" ORDER BY {order} LIMIT :limit"
        )
        return [tuple(row) for row in connection.execute(sql, values)]

    in_order = "NOT EXISTS (SELECT 1 FROM redated r WHERE r.article_id = a.id)"
    found = find(f"{in_order} AND a.id >= :low AND a.id < :high", "NOT INDEXED", "a.id DESC")
    values["since"] = found[-1][0] if len(found) == limit else ""
    newer = "a.id IN (SELECT article_id FROM redated WHERE published >= :since)"
    found += find(newer, "", f"{finder.NEWEST} DESC, a.id DESC")
    return [article_id for _, article_id in sorted(found, reverse=True)[:limit]]
