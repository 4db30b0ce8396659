"""Parquet, for pandas, DuckDB and the like: one file, or a folder of files by month.

Times are timestamps in UTC, days are dates, names are lists; ``languages`` and ``notes`` are JSON.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from store.articles.moments import to_moment
from store.articles.selection import Selection
from store.db.errors import ExportFailed

from .records import LISTS, OBJECTS, Record

_TIMES = frozenset({"published", "modified", "first_seen", "last_seen"})
_GROUP_ROWS = 1000  # of a row group
_GROUP_CHARACTERS = 16 << 20  # of the texts that wait to be written, in all files together
# Ranges, so that the indexes are used.
_OF_MONTH = (
    "(a.day >= :month AND a.day < :month || '~')"
    " OR (a.day IS NULL AND a.published >= :month AND a.published < :month || '~')"
)
_NOBODY = "__HIVE_DEFAULT_PARTITION__"  # what is not known, as Hive, DuckDB and Arrow write it


def arrow() -> Any:
    """Return pyarrow with its part for Parquet loaded. Raises ExportFailed when it is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ExportFailed(
            "exporting to", "Parquet", "it needs pyarrow, which is not installed", "install warta[parquet]"
        ) from error
    return pyarrow


def columns(connection: sqlite3.Connection, names: Sequence[str]) -> dict[str, str]:
    """Return the columns with what SQLite calls their types. Raises sqlite3.Error."""
    types = {row["name"]: row["type"] for row in connection.execute("PRAGMA table_info(articles)")}
    return {name: types[name] for name in names}


def months(connection: sqlite3.Connection, selection: Selection) -> Iterator[tuple[str, Selection]]:
    """Yield the months of publication, and the selected articles of each; first those without a date.

    Raises sqlite3.Error.
    """
    month_of = "substr(coalesce(a.day, a.published), 1, 7)"
    sql = f"SELECT DISTINCT {month_of} FROM articles a WHERE {selection.condition} ORDER BY 1"
    for (month,) in connection.execute(sql, selection.values).fetchall():
        if month is None:
            yield "undated", selection.and_("a.day IS NULL AND a.published IS NULL")
        else:
            yield month, selection.and_(_OF_MONTH, month=month)


def write(records: Iterable[Record], types: dict[str, str], output: BinaryIO) -> None:
    """Write records into one file. Returns None; raises what ``output`` and ``records`` raise."""
    with closing(Files(types, ())) as files:
        files.open((), output)
        for record in records:
            files.add((), record)


def write_shard(
    records: Iterable[Record], types: dict[str, str], folder: Path, name: str, partition: Sequence[str]
) -> None:
    """Write records into a file of this name, in a folder for each value of what they are parted by.

    Returns None; raises OSError and what ``records`` raises.
    """
    with ExitStack() as opened, closing(Files(types, partition)) as files:
        for record in records:
            key = tuple(record[column] for column in partition)
            if key not in files:
                values = (_NOBODY if value is None else quote(str(value), safe="") for value in key)
                place = folder.joinpath(*map("=".join, zip(partition, values, strict=True)))
                place.mkdir(parents=True, exist_ok=True)
                files.open(key, opened.enter_context((place / f"{name}.parquet").open("wb")))
            files.add(key, record)


class Files:
    """Open files by what their rows share; ``close`` completes them."""

    def __init__(self, types: dict[str, str], partition: Sequence[str]) -> None:
        self._arrow = arrow()
        self._schema = self._arrow.schema(
            [(name, self._type(name, kind)) for name, kind in types.items() if name not in partition]
        )
        self._writers: dict[tuple[Any, ...], Any] = {}
        self._waiting: dict[tuple[Any, ...], list[Record]] = {}
        self._characters = 0

    def __contains__(self, key: tuple[Any, ...]) -> bool:
        return key in self._writers

    def open(self, key: tuple[Any, ...], output: BinaryIO) -> None:
        """Begin a file. Returns None; raises what ``output`` raises."""
        self._writers[key] = self._arrow.parquet.ParquetWriter(output, self._schema, compression="zstd")
        self._waiting[key] = []

    def add(self, key: tuple[Any, ...], record: Record) -> None:
        """Take a row of a file that is open. Returns None; raises what ``output`` raises."""
        waiting = self._waiting[key]
        waiting.append(record)
        self._characters += len(record["text"])
        if self._characters >= _GROUP_CHARACTERS:
            for each in self._writers:
                self._flush(each)
            self._characters = 0
        elif len(waiting) >= _GROUP_ROWS:
            self._flush(key)

    def close(self) -> None:
        """Complete all files. Returns None; raises what ``output`` raises."""
        for key, writer in self._writers.items():
            self._flush(key)
            writer.close()

    def _flush(self, key: tuple[Any, ...]) -> None:
        if waiting := self._waiting[key]:
            values = {name: [_value(name, record[name]) for record in waiting] for name in self._schema.names}
            self._writers[key].write_table(self._arrow.table(values, schema=self._schema))
            waiting.clear()

    def _type(self, name: str, kind: str) -> Any:
        if name in _TIMES:
            return self._arrow.timestamp("ms", tz="UTC")
        if name in LISTS:
            return self._arrow.list_(self._arrow.string())
        if name == "day":
            return self._arrow.date32()
        return {"INTEGER": self._arrow.int64(), "REAL": self._arrow.float64()}.get(kind, self._arrow.string())


def _value(name: str, value: Any) -> datetime | date | Any:
    if name in OBJECTS:
        return json.dumps(value, ensure_ascii=False)
    if value is None or name in LISTS:
        return value
    if name in _TIMES:
        return to_moment(value)
    return date.fromisoformat(value) if name == "day" else value
