"""Counts that go on from the last ones: after a write only the latest articles are counted again.

What is written is mostly of the last days, and ids are in the order of time. So it is remembered how many there were
before three weeks ago, and how often something was written about those; while that stays, only the others are counted.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_PART = 345_600 << 20  # of ids: four days, as the table has them
_LATEST = 4  # parts that are counted again; articles are asked for again for seven days
_MOST = 8  # from so many on all are counted anew, and it is remembered of more how many there were
_WRITTEN = "SELECT coalesce(sum(times), 0) FROM written WHERE part < :part"
_END = 1 << 62
_NEVER = -1  # it was written to meanwhile


@dataclass(frozen=True, slots=True)
class Counted:
    """How many articles there are of each kind; and what is known of those with a lower id than the latest."""

    counts: Counter[Any]
    before: Counter[Any]
    part: int  # at which the latest begin
    written: int  # how often something was written about those before


def counted(connection: sqlite3.Connection, known: Counted | None, count: Callable[[int], Counter[Any]]) -> Counted:
    """Return what ``count`` returns for all articles; ``known`` is what was returned for the same earlier.

    ``count`` takes the id from which on it counts. Raises sqlite3.Error, and what ``count`` raises.
    """
    last = (connection.execute("SELECT max(id) FROM articles").fetchone()[0] or 0) // _PART
    if known and last - known.part <= _MOST and _written(connection, known.part) == known.written:
        return Counted(known.before + count(known.part * _PART), known.before, known.part, known.written)
    part = max(0, last - _LATEST)
    written, in_all = _written(connection, part), _written(connection, _END)
    latest, every = count(part * _PART), count(0)
    is_of_one_time = _written(connection, _END) == in_all
    return Counted(every, every - latest, part, written if is_of_one_time else _NEVER)


def _written(connection: sqlite3.Connection, part: int) -> int:
    return int(connection.execute(_WRITTEN, {"part": part}).fetchone()[0])
