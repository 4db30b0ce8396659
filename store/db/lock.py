"""One run at a time: a lock beside the database, and room on its disk."""

import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from . import sqlite
from .errors import ArchiveBusy, StoreError

LEAST_FREE_BYTES = 100 << 20  # a run of some hundred articles, with what SQLite needs beside them

_LAST_BYTE = (1 << 62) - 1


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Return a context in which the lock of the archive at ``path`` is held; the archive need not exist.

    The lock is of an open file, so it is free again when the process ends, also by kill -9. It is one lock by
    whatever link the archive is named. Raises ArchiveBusy at once when another run has it, StoreError when
    the file beside the archive cannot be made or locked.
    """
    with sqlite.explained("locking", path):
        archive = path.resolve()
        is_there = archive.exists()
    with _beside(archive, path), _of_file(archive, path) if is_there else nullcontext():
        yield


@contextmanager
def _beside(archive: Path, path: Path) -> Iterator[None]:
    """The lock of a file beside the archive, which may be read and written by whom the archive may be."""
    beside = archive.with_name(f"{archive.name}.lock")
    try:
        mode = archive.stat().st_mode & 0o666 if archive.exists() else 0o600
        number = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, mode)
    except OSError as error:
        raise StoreError("locking", path, f"{beside.name} cannot be made ({error.strerror})", _ADVICE) from error
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _busy(path) from error
        except OSError as error:  # a network file system without locks
            raise StoreError("locking", path, f"locks do not work here ({error.strerror})", _ADVICE) from error
        yield
    finally:
        os.close(number)


@contextmanager
def _of_file(archive: Path, path: Path) -> Iterator[None]:
    """The lock of a byte of the archive itself that SQLite never reaches: for another name of the same file.

    Where the system has no locks of open files, or the archive may not be written, there is none.
    """
    command = getattr(fcntl, "F_OFD_SETLK", None)
    number = descriptor(archive) if command is not None else None
    if command is None or number is None:
        yield
        return
    try:
        fcntl.fcntl(number, command, byte_range(fcntl.F_WRLCK))
    except BlockingIOError as error:
        raise _busy(path) from error
    except OSError:
        yield
        return
    try:
        yield
    finally:
        fcntl.fcntl(number, command, byte_range(fcntl.F_UNLCK))


_files: dict[tuple[int, int], int] = {}  # descriptors by device and inode


def descriptor(archive: Path) -> int | None:
    """Return a descriptor of the archive, None when it cannot be opened for writing.

    It stays open: to close any of a file gives up SQLite's locks of it.
    """
    with suppress(OSError):
        found = archive.stat()
        key = (found.st_dev, found.st_ino)
        if key not in _files:
            _files[key] = os.open(archive, os.O_RDWR | os.O_CLOEXEC)
        return _files[key]
    return None


def byte_range(kind: int, before_last: int = 0) -> bytes:
    """Return a ``struct flock`` for the last byte that a file can have, or one so many before it."""
    return struct.pack("hhqqi", kind, os.SEEK_SET, _LAST_BYTE - before_last, 1, 0)


def _busy(path: Path) -> ArchiveBusy:
    return ArchiveBusy("locking", path, "another run holds it", "let it end, or end it")


def check_room(path: Path, least_bytes: int = LEAST_FREE_BYTES) -> None:
    """Return None when the disk of ``path`` has so much room, or cannot be asked.

    Raises StoreError when it is nearly full: better before fetching than after.
    """
    try:
        disk = os.statvfs(path.parent)
    except OSError:  # opening the database will say it better
        return
    free = disk.f_bavail * disk.f_frsize
    if free < least_bytes:
        reason = f"only {free >> 20} MiB are free on its disk, {least_bytes >> 20} MiB are needed"
        raise StoreError("preparing a run of", path, reason, "make room, then run this again")


_ADVICE = "check that its folder exists and is yours to write"
