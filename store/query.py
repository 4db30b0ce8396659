"""SQL from a person, run so that it can read everything and change nothing."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import sqlite
from .errors import BadQuery

_ADVICE = "give one statement that only reads; `SELECT name, sql FROM sqlite_schema` lists the tables"

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


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a query; ``rows`` can be gone through once."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


def run(path: Path, sql: str) -> Table:
    """Run one statement on a connection of its own; BadQuery when it is wrong or would write."""
    connection = sqlite.connect_reader(path, busy_timeout_seconds=sqlite.BUSY_TIMEOUT_SECONDS)
    connection.row_factory = None
    try:
        _open_virtual_tables(connection)
        connection.set_authorizer(_authorize)
        cursor = connection.execute(sql)
        if cursor.description is None:
            raise sqlite3.ProgrammingError("there is no statement that gives rows")
    except (sqlite3.Error, sqlite3.Warning) as error:
        connection.close()
        is_denied = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_AUTH
        reason = "it would change the archive or open another file" if is_denied else str(error)
        raise BadQuery("running SQL on", path, reason, _ADVICE) from error
    return Table(tuple(column for column, *_ in cursor.description), _rows(connection, cursor, path))


def _open_virtual_tables(connection: sqlite3.Connection) -> None:
    """Have FTS5 set itself up before the authorizer forbids it the statements it does so with."""
    for (name,) in connection.execute(
        "SELECT replace(name, '\"', '\"\"') FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%'"
    ).fetchall():
        connection.execute(f'SELECT 1 FROM "{name}" LIMIT 0')


def _rows(connection: sqlite3.Connection, cursor: sqlite3.Cursor, path: Path) -> Iterator[tuple[object, ...]]:
    with sqlite.explained("running SQL on", path):
        try:
            yield from cursor
        finally:
            connection.close()


def _authorize(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    if action in _READS:
        return sqlite3.SQLITE_DENY if second == "load_extension" else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and (first in _LISTINGS or (first in _FIGURES and second is None)):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
