"""SQLite itself: connections, transactions, and its errors turned into StoreErrors.

Knows nothing of news; everything that opens the database file is here.
"""

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveMissing,
    BadRow,
    Interrupted,
    NotAnArchive,
    StoreError,
    Unstorable,
)

BUSY_TIMEOUT_SECONDS = 30.0
IN_MEMORY = ":memory:"  # an archive that is gone when it is closed
PAGE_SIZE_BYTES = 16384  # rows of 3 kB waste a third of pages of 4 KiB, a sixth of 8, a twelfth of these
CACHE_KIB = 48 * 1024
_STEPS = 1_000  # of SQLite between two looks at the clock: a step of the full-text index can take a millisecond


def connect_writer(path: Path, *, busy_timeout_seconds: float) -> sqlite3.Connection:
    """Return ``path`` opened for writing; it is created when absent, and nothing is written to it yet.

    Raises StoreError when no archive can be kept there, OSError, and sqlite3.Error.
    """
    if str(path) != IN_MEMORY:
        _create(path)
        path = path.absolute()  # some builds of SQLite take file:… for an address
    connection = sqlite3.connect(path, timeout=busy_timeout_seconds, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def _create(path: Path) -> None:
    """Make the file when there is none, for its owner alone: an archive tells what a person reads.

    SQLite gives the files beside it the same permissions.
    """
    if not path.exists():  # of one that is open, closing it once more would give up SQLite's locks
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    _must_be_regular(path)


def _must_be_regular(path: Path) -> None:
    """A pipe would be waited for, and what is written to a device is gone."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise StoreError(
            "opening", path, "the file cannot be opened (it is no regular file)", "give another path with --db"
        )


def must_exist(path: Path, advice: str) -> None:
    """Return None when there is a file; raises ArchiveMissing, and StoreError when that cannot be told."""
    with explained("opening", path):
        try:
            _must_be_regular(path)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise ArchiveMissing("opening", path, "there is no such file", advice) from error


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
    must_exist(path, "import something first, or check --db")
    try:
        return _leaving_nothing(path, _connect_readonly(path, busy_timeout_seconds, "mode=ro"))
    except sqlite3.OperationalError as error:
        if Path(f"{path}-wal").exists() or _primary(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        return _connect_readonly(path, busy_timeout_seconds, "mode=ro&immutable=1")


class _Reader(sqlite3.Connection):
    """A connection that only reads; ``beside`` is closed after it."""

    made_files = False  # whether reading made the files that SQLite has beside the archive
    beside: sqlite3.Connection | None = None

    def close(self) -> None:
        super().close()
        if self.beside is not None:
            self.beside.close()


def _leaving_nothing(path: Path, reader: _Reader) -> _Reader:
    """Have the files ``-wal`` and ``-shm`` removed that the reader made, in the end.

    SQLite removes them when the last connection is closed that may write, and only then is it safe. So
    one is opened that never writes, where there were no such files before: then there is nothing to fold in.
    """
    if reader.made_files and os.access(path, os.W_OK):
        reader.beside = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
        )
        reader.beside.execute("PRAGMA query_only = ON")
        reader.beside.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return reader


def connect_temporary() -> sqlite3.Connection:
    """Return an empty database that lies where temporary files do, and is gone when it is closed or its process ends.

    Raises sqlite3.Error.
    """
    connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def _connect_readonly(path: Path, timeout_seconds: float, options: str) -> _Reader:
    had_log = Path(f"{path.resolve()}-wal").exists()
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?{options}",
        uri=True,
        timeout=timeout_seconds,
        isolation_level=None,
        check_same_thread=False,
        factory=_Reader,
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the first look into the file
        connection.made_files = not had_log and Path(f"{path.resolve()}-wal").exists()
    except BaseException:
        connection.close()
        raise
    return connection


def end_after(connection: sqlite3.Connection, seconds: float) -> None:
    """Have SQLite end with SQLITE_INTERRUPT what still runs after so many seconds, counted from now. Returns None."""
    until = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)


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
    identity: tuple[int, int] | None = None  # of the file when it was opened; None: it is not looked after

    @contextmanager
    def writing(self, doing: str) -> Iterator[sqlite3.Connection]:
        """Return a context that is a transaction on the connection: all of the block is written, or nothing.

        ``doing`` stands before the path in errors. Raises ArchiveBusy when the write lock is not free in
        time, Unstorable, ArchiveDamaged, or another StoreError, also when the file is not at its path any more.
        """
        with explained(doing, self.path), transaction(self.connection):
            yield self.connection
        if self.identity is not None and identity(self.path) != self.identity:
            raise StoreError(
                doing, self.path, "the file was removed or replaced meanwhile, so what was stored since is lost",
                "run this again",
            )  # fmt: skip

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Return a context for asking the connection, without a transaction.

        Raises ArchiveBusy, ArchiveDamaged, Unstorable for a lone surrogate, Interrupted, or another StoreError.
        """
        with explained("reading", self.path):
            yield self.connection


def identity(path: Path) -> tuple[int, int] | None:
    """Return device and inode of what is at a path; None when nothing is."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
    except UnicodeDecodeError as error:  # sqlite3 tells of damage in the words of the file
        raise ArchiveDamaged(doing, path, f"the file is damaged ({error})", "restore it from a backup") from error
    except BadRow as error:
        raise ArchiveDamaged(doing, path, f"a row is damaged ({error})", "restore it from a backup") from error
    except OSError as error:  # of the path: a folder of somebody else, a name of 300 characters
        reason = f"the file cannot be opened ({_reason(error)})"
        raise StoreError(doing, path, reason, "check that the folder exists and is yours to write") from error


def _translate(error: sqlite3.Error, doing: str, path: Path) -> StoreError:
    code = _primary(error)
    text = str(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveBusy(doing, path, "another process is writing to it", "wait for it to end, then run this again")
    if code == sqlite3.SQLITE_NOTADB:
        return NotAnArchive(doing, path, "the file is not an SQLite database", "give another path with --db")
    if _is_damage(code, text):
        return ArchiveDamaged(doing, path, f"the file is damaged ({text})", "restore it from a backup")
    if code == sqlite3.SQLITE_FULL:
        return StoreError(doing, path, "the disk is full", "make room, then run this again; nothing stored is lost")
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(doing, path, text, "check that the disk is sound and has room, and that no limit is met")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return StoreError(doing, path, "no permission to write", "check the owner of the file and its folder")
    if code == sqlite3.SQLITE_CANTOPEN:
        return StoreError(
            doing, path, "the file cannot be opened", "check that the folder exists and is yours to write"
        )
    if code in (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH):
        return Unstorable(doing, path, text)
    if code == sqlite3.SQLITE_INTERRUPT:
        return Interrupted(doing, path, "it was interrupted")
    return StoreError(doing, path, text)


def _is_damage(code: int, text: str) -> bool:
    """Whether the file is malformed, lacks a table or column of its version, or holds bytes where text has to be."""
    is_missing = text.startswith(("no such table", "no such column")) or "UTF-8" in text
    return code == sqlite3.SQLITE_CORRUPT or (is_missing and code in (sqlite3.SQLITE_ERROR, 0))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _primary(error: sqlite3.Error) -> int:
    """The primary result code of an extended one; 0 when the error is not SQLite's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
