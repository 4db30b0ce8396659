"""What grows and may be dropped one day: received pages, polls, runs. Articles and their versions stay.

``count`` and ``prune`` take an open connection and raise sqlite3.Error as it is, ValueError for a naive time: the
caller's ``File`` holds the transaction and turns the error into a StoreError.
"""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.articles.moments import to_text
from store.db import schema, sqlite
from store.db.errors import StoreError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Until when is dropped, each an aware datetime; None: nothing of that."""

    captures: datetime | None = None
    fetches: datetime | None = None
    runs: datetime | None = None  # with what had failed in them and was stored later


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """How many rows were dropped, or would be."""

    captures: int = 0
    capture_bytes: int = 0  # of their bodies, as they are stored
    fetches: int = 0
    runs: int = 0

    def __add__(self, other: "Pruned") -> "Pruned":
        return Pruned(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})

    def __bool__(self) -> bool:
        return bool(self.captures or self.fetches or self.runs)


# A run stays while something that failed in it is still missing.
_RUNS = (
    "SELECT id FROM runs WHERE started < :until AND finished IS NOT NULL"
    " AND id NOT IN (SELECT run_id FROM failures WHERE resolved IS NULL AND run_id IS NOT NULL)"
)
_TABLES = {
    "captures": "SELECT id FROM captures WHERE fetched < :until",
    "fetches": "SELECT id FROM fetches WHERE fetched < :until",
    "runs": _RUNS,
}


def count(connection: sqlite3.Connection, limits: Limits) -> Pruned:
    """Return what would be dropped. Raises sqlite3.Error and ValueError."""
    counts = {
        table: connection.execute(f"SELECT count(*) FROM ({rows})", {"until": _until(limits, table)}).fetchone()[0]
        for table, rows in _TABLES.items()
    }
    (size,) = connection.execute(
        "SELECT coalesce(sum(length(body)), 0) FROM captures WHERE fetched < :until",
        {"until": _until(limits, "captures")},
    ).fetchone()
    return Pruned(**counts, capture_bytes=size)


def prune(connection: sqlite3.Connection, limits: Limits, most: int) -> Pruned:
    """Drop at most so many rows of each table, the oldest first, and return what was dropped.

    Raises sqlite3.Error and ValueError.
    """
    counts, size = dict.fromkeys(_TABLES, 0), 0
    for table, rows in _TABLES.items():
        row = {"until": _until(limits, table), "most": most}
        some = f"({rows} ORDER BY id LIMIT :most)"
        if table == "captures":
            (size,) = connection.execute(
                f"SELECT coalesce(sum(length(body)), 0) FROM captures WHERE id IN {some}", row
            ).fetchone()
        if table == "runs":
            connection.execute(f"DELETE FROM failures WHERE run_id IN {some}", row)
            connection.execute(f"UPDATE fetches SET run_id = NULL WHERE run_id IN {some}", row)
        counts[table] = connection.execute(f"DELETE FROM {table} WHERE id IN {some}", row).rowcount
    return Pruned(**counts, capture_bytes=size)


def _until(limits: Limits, table: str) -> str | None:
    moment: datetime | None = getattr(limits, table)
    return None if moment is None else to_text(moment)


def shrink(path: Path) -> tuple[int, int]:
    """Write the archive anew without free pages, and return its size before and after, in bytes.

    Others can read meanwhile, and not write. Raises ArchiveMissing, NotAnArchive, ArchiveBusy, ArchiveDamaged,
    or another StoreError, as when there is not twice as much room as it needs.
    """
    sqlite.must_exist(path, "check --db")
    with sqlite.explained("shrinking", path):
        before = path.stat().st_size
        free = shutil.disk_usage(path.absolute().parent).free
        if free < 2 * before:  # once in a temporary file, once in the log
            reason = f"only {free >> 20} MiB are free on its disk, {(2 * before >> 20) + 1} MiB are needed"
            raise StoreError("shrinking", path, reason, "make room, or back it up to another disk with VACUUM INTO")
        with closing(sqlite.connect_writer(path, busy_timeout_seconds=sqlite.BUSY_TIMEOUT_SECONDS)) as connection:
            schema.check(connection, path)
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return before, path.stat().st_size
