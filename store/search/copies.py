"""Of articles with the same text one is shown, with the number of the others."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace

from .places import Place

_FAMILIES = """
SELECT a.id, coalesce(a.duplicate_of, a.id) AS family,
  (SELECT count(*) FROM articles b WHERE b.duplicate_of = coalesce(a.duplicate_of, a.id)) AS copies
FROM articles a WHERE a.id IN (SELECT value FROM json_each(:ids))
"""
_TIMES = 3  # so often more is asked for, where copies leave too few


def folded(connection: sqlite3.Connection, find: Callable[[int], list[Place]], limit: int) -> list[Place]:
    """Return the first ``limit`` that ``find(limit)`` gives, the best one of each family. Raises sqlite3.Error."""
    for times in range(1, _TIMES + 1):
        asked = limit * 2**times if times > 1 else limit + limit // 2
        found = find(asked)
        one_of_each = _one_of_each(connection, found)
        if len(one_of_each) >= limit or len(found) < asked:
            break
    return one_of_each[:limit]


def _one_of_each(connection: sqlite3.Connection, found: list[Place]) -> list[Place]:
    rows = connection.execute(_FAMILIES, {"ids": json.dumps([place.id for place in found])})
    families = {row[0]: (row[1], row[2]) for row in rows}
    shown: dict[int, Place] = {}
    for place in found:
        family, copies = families[place.id]
        shown.setdefault(family, replace(place, copies=copies))
    return list(shown.values())
