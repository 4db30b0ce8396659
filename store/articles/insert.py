"""New articles into their table, each under an id that tells its time.

Runs inside the caller's transaction.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from .prepared import Prepared, first_id


def insert(connection: sqlite3.Connection, fresh: Sequence[Prepared]) -> dict[str, int]:
    """Insert articles whose addresses are not here, and return their ids by address. Raises sqlite3.Error."""
    if not fresh:
        return {}
    ids = _free_ids(connection, fresh)
    columns = fresh[0].article
    connection.executemany(
        f"INSERT INTO articles (id, {', '.join(columns)}) VALUES (:id, {', '.join(f':{name}' for name in columns)})",
        [item.article | {"id": ids[item.url]} for item in fresh],
    )
    return ids


def _free_ids(connection: sqlite3.Connection, fresh: Sequence[Prepared]) -> dict[str, int]:
    """Time-ordered ids; the next free number where two addresses fall on the same one."""
    ids: dict[str, int] = {}
    wanted = {item.url: (item.history and item.history.id) or first_id(item.url, item.second) for item in fresh}
    taken = _taken(connection, wanted.values())
    for url, number in wanted.items():
        while number in taken:
            number += 1
            taken |= _taken(connection, [number])
        taken.add(number)
        ids[url] = number
    return ids


def _taken(connection: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """Those of some ids that articles have."""
    rows = connection.execute(
        "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(:ids))", {"ids": json.dumps([*numbers])}
    )
    return {row[0] for row in rows}
