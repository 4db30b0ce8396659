"""SQLite itself: connections, transactions, and its errors turned into StoreErrors.

Knows nothing of news; everything that opens the database file is here.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .errors import ArchiveBusy, ArchiveDamaged, ArchiveMissing, NotAnArchive, StoreError, Unstorable

BUSY_TIMEOUT_SECONDS = 30.0
PAGE_SIZE_BYTES = 8192  # 4 to 16 KiB measured within 10 % of each other on article-sized rows
CACHE_KIB = 64 * 1024


def connect_writer(path: Path, *, busy_timeout_seconds: float) -> sqlite3.Connection:
    """Return ``path`` opened for writing; it is created when absent, and nothing is written to it yet.

    Raises sqlite3.Error.
    """
    connection = sqlite3.connect(path, timeout=busy_timeout_seconds, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def prepare_writer(connection: sqlite3.Connection) -> None:
    """Set what the archive relies on; of a new file the page size, of any file WAL, stays in it.

    Returns None, raises sqlite3.Error.
    """
    # The page size counts only before the first table and before WAL.
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE_BYTES}")
    _set_wal(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def _set_wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging, which fails at once, without the busy timeout, under another writer."""
    for attempt in range(10, 0, -1):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if _primary(error) != sqlite3.SQLITE_BUSY or attempt == 1:
                raise
            with transaction(connection):  # wait for one's turn, which the timeout does bound
                pass


def connect_reader(path: Path, *, busy_timeout_seconds: float) -> sqlite3.Connection:
    """Return ``path`` opened so that nothing can be written through it.

    Works on read-only media too: without permission to make the ``-shm`` file SQLite
    cannot read a WAL database unless it is told that nobody else writes. Raises
    ArchiveMissing when there is no file, and sqlite3.Error.
    """
    if not path.exists():
        raise ArchiveMissing("opening", path, "there is no such file", "import something first, or check --db")
    try:
        return _connect_readonly(path, busy_timeout_seconds, "mode=ro")
    except sqlite3.OperationalError as error:
        if Path(f"{path}-wal").exists() or _primary(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        return _connect_readonly(path, busy_timeout_seconds, "mode=ro&immutable=1")


def _connect_readonly(path: Path, timeout_seconds: float, options: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?{options}",
        uri=True,
        timeout=timeout_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the first look into the file
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Return a context of which all is written or nothing, with the write lock taken at the start.

    A deferred transaction that reads before it writes fails at once under another
    writer, whatever the busy timeout (47 % of them did when measured). Raises sqlite3.Error;
    what the block raises goes on after the rollback.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")  # interrupted, it may have begun all the same
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@dataclass(frozen=True, slots=True)
class File:
    """An open database file, whose errors are StoreErrors."""

    connection: sqlite3.Connection
    path: Path

    @contextmanager
    def writing(self, doing: str) -> Iterator[sqlite3.Connection]:
        """Return a context that is a transaction on the connection: all of the block is written, or nothing.

        ``doing`` stands before the path in errors. Raises ArchiveBusy when the write lock is not free in
        time, Unstorable, ArchiveDamaged, or another StoreError.
        """
        with explained(doing, self.path), transaction(self.connection):
            yield self.connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Return a context for asking the connection, without a transaction.

        Raises ArchiveBusy, ArchiveDamaged, Unstorable for a lone surrogate, or another StoreError.
        """
        with explained("reading", self.path):
            yield self.connection


def user_version(connection: sqlite3.Connection) -> int:
    """Return the number kept in the file header; 0 in a new database. Raises sqlite3.Error."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def explained(doing: str, path: Path) -> Iterator[None]:
    """Return a context that turns what sqlite3 raises inside it into a StoreError that says what to do.

    Raises ArchiveBusy, NotAnArchive, ArchiveDamaged, Unstorable, or StoreError itself.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(error, doing, path) from error
    except UnicodeEncodeError as error:
        raise Unstorable(doing, path, str(error)) from error


def _translate(error: sqlite3.Error, doing: str, path: Path) -> StoreError:
    code = _primary(error)
    text = str(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveBusy(doing, path, "another process is writing to it", "wait for it to end, then run this again")
    if code == sqlite3.SQLITE_NOTADB:
        return NotAnArchive(doing, path, "the file is not an SQLite database", "give another path with --db")
    if code == sqlite3.SQLITE_CORRUPT:
        return ArchiveDamaged(doing, path, f"the file is damaged ({text})", "restore it from a backup")
    if code == sqlite3.SQLITE_FULL:
        return StoreError(doing, path, "the disk is full", "make room, then run this again; nothing stored is lost")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return StoreError(doing, path, "no permission to write", "check the owner of the file and its folder")
    if code == sqlite3.SQLITE_CANTOPEN:
        return StoreError(
            doing, path, "the file cannot be opened", "check that the folder exists and is yours to write"
        )
    if code in (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH):
        return Unstorable(doing, path, text)
    if code == sqlite3.SQLITE_INTERRUPT:
        return StoreError(doing, path, "it was interrupted")
    return StoreError(doing, path, text)


def _primary(error: sqlite3.Error) -> int:
    """The primary result code of an extended one; 0 when the error is not SQLite's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
