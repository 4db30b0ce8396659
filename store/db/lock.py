"""One run at a time: a lock beside the database, and room on its disk."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import ArchiveBusy, StoreError

LEAST_FREE_BYTES = 100 << 20  # a run of some hundred articles, with what SQLite needs beside them


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Return a context in which the lock of the archive at ``path`` is held; the archive need not exist.

    The lock is of the open file, so it is free again when the process ends, also by kill -9. Raises
    ArchiveBusy at once when another run has it, StoreError when the file beside the archive cannot be
    made or locked.
    """
    archive = path.resolve()  # so that it is one lock by whatever link the archive is named
    beside = archive.with_name(f"{archive.name}.lock")
    try:
        number = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreError("locking", path, f"{beside.name} cannot be made ({error.strerror})", _ADVICE) from error
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveBusy("locking", path, "another run holds it", "let it end, or end it") from error
        except OSError as error:  # a network file system without locks
            raise StoreError("locking", path, f"locks do not work here ({error.strerror})", _ADVICE) from error
        yield
    finally:
        os.close(number)


def check_room(path: Path, least_bytes: int = LEAST_FREE_BYTES) -> None:
    """Return None when the disk of ``path`` has so much room, or cannot be asked.

    Raises StoreError when it is nearly full: better before fetching than after.
    """
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError:  # opening the database will say it better
        return
    if free < least_bytes:
        reason = f"only {free >> 20} MiB are free on its disk, {least_bytes >> 20} MiB are needed"
        raise StoreError("preparing a run of", path, reason, "make room, then run this again")


_ADVICE = "check that its folder exists and is yours to write"
