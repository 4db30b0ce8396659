"""SQL from a person, run so that it can read everything and change nothing."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import sqlite
from .errors import BadQuery, StoreError

_ADVICE = "give one statement that only reads"
_TABLES = "`SELECT name, sql FROM sqlite_schema` lists the tables and their columns"
_UNKNOWN = ("no such table", "no such column")

# What a statement may do. Everything else is refused while it is compiled: ATTACH and
# VACUUM INTO would write other files even through a connection that is read-only.
_READS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_LISTINGS = frozenset(  # pragmas that take the name of what they describe
    {
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
        "foreign_key_check", "integrity_check", "quick_check",
    }
)  # fmt: skip
_FIGURES = frozenset(  # pragmas that would set something if they were given a value
    {
        "database_list", "page_count", "page_size", "freelist_count", "user_version", "application_id",
        "schema_version", "data_version", "encoding", "journal_mode", "compile_options",
    }
)  # fmt: skip
_FUNCTIONS = ("json_each", "json_tree", *(f"pragma_{name}" for name in sorted(_LISTINGS)))  # read like tables
_MISTAKES = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_RANGE})
LARGEST_VALUE_BYTES = 100 << 20  # twice the largest body that is stored


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a query.

    ``rows`` can be gone through once, and keeps the file open until then; each next row can raise
    BadQuery when a mistake shows only there, ArchiveBusy, ArchiveDamaged, or another StoreError.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


def run(
    path: Path, sql: str, *, max_seconds: float | None = None, parameters: Mapping[str, str] | None = None
) -> Table:
    """Run one statement on a connection of its own, with values for its ``:names``, and return its answer.

    Raises BadQuery when it is wrong, several, would write or leave the file, or takes longer than
    ``max_seconds`` (None: as long as it will); ArchiveMissing, NotAnArchive, ArchiveDamaged, ArchiveBusy, or
    another StoreError as opening for reading does.
    """
    with sqlite.explained("opening", path):
        connection = sqlite.connect_reader(path, busy_timeout_seconds=sqlite.BUSY_TIMEOUT_SECONDS)
        _open_virtual_tables(connection)
    connection.row_factory = None
    connection.text_factory = _text
    connection.set_authorizer(_authorize)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE_BYTES)
    if max_seconds is not None:
        sqlite.end_after(connection, max_seconds)
    try:
        with _explained(path, max_seconds):
            cursor = connection.execute(sql, parameters or {})
            if cursor.description is None:
                raise sqlite3.ProgrammingError("there is no statement that returns rows")
    except BaseException:
        connection.close()
        raise
    return Table(tuple(column for column, *_ in cursor.description), _rows(connection, cursor, path, max_seconds))


def _text(value: bytes) -> str:
    """Text that another program, or a CAST, left as no UTF-8 is shown all the same."""
    return value.decode("utf-8", "replace")


def _open_virtual_tables(connection: sqlite3.Connection) -> None:
    """Have virtual tables set themselves up before the authorizer forbids them to."""
    stored = connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%'").fetchall()
    for name in [*_FUNCTIONS, *(name.replace('"', '""') for (name,) in stored)]:
        connection.execute(f'SELECT 1 FROM "{name}" LIMIT 0')


def _rows(
    connection: sqlite3.Connection, cursor: sqlite3.Cursor, path: Path, max_seconds: float | None
) -> Iterator[tuple[object, ...]]:
    try:
        with _explained(path, max_seconds):
            yield from cursor
    finally:
        connection.close()


@contextmanager
def _explained(path: Path, max_seconds: float | None) -> Iterator[None]:
    """Turn a mistake in the statement into a BadQuery; what is wrong with the file is said as elsewhere."""
    try:
        with sqlite.explained("running SQL on", path):
            yield
    except StoreError as error:
        cause = error.__cause__
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_AUTH:
            reason = "it would change the archive or open another file"
        elif code == sqlite3.SQLITE_TOOBIG:
            reason = f"{cause}; no value may be larger than {LARGEST_VALUE_BYTES >> 20} MiB"
        elif code == sqlite3.SQLITE_INTERRUPT and max_seconds is not None:
            slow = f"it took longer than {max_seconds:g} s"
            raise BadQuery(error.doing, path, slow, "allow it more time, or ask for less") from cause
        elif code in _MISTAKES:
            reason = str(cause)
        else:
            raise
        raise BadQuery(error.doing, path, reason, _TABLES if reason.startswith(_UNKNOWN) else _ADVICE) from cause
    except (sqlite3.Warning, ValueError) as error:  # several statements; a character that is no text
        raise BadQuery("running SQL on", path, str(error), _ADVICE) from error


def _authorize(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    if action in _READS:
        return sqlite3.SQLITE_DENY if second == "load_extension" else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and (first in _LISTINGS or (first in _FIGURES and second is None)):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
