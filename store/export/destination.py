"""A file that is there whole, under its name, or not at all."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from store.db.errors import ExportBusy, ExportFailed


@contextmanager
def whole(path: Path, mode: int) -> Iterator[BinaryIO]:
    """Return a context with a file to be written, which takes its name when all of it is on the disk.

    Before that it lies beside it as ``.NAME.part``; what an export that was killed left there is written over. A
    file that is there already is replaced and its permissions are kept; a new one gets ``mode``. What is no file (a
    pipe, /dev/stdout) is written to as it is. Raises ExportBusy when another export is writing there, ExportFailed.
    """
    with explained(path):
        target = path.resolve()
        there = _stat(target)
        if there is not None and not stat.S_ISREG(there.st_mode):
            with target.open("wb") as output:
                yield output
            return
        part = target.with_name(f".{target.name}.part")
        with _claimed(part, path, stat.S_IMODE(there.st_mode) if there else mode) as output:
            try:
                yield output
                output.flush()
                os.fsync(output.fileno())
                part.replace(target)
            except BaseException:
                with suppress(OSError):
                    part.unlink()
                raise
        sync_folder(target.parent)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Return a context in which an error of the system is an ExportFailed."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExportFailed("exporting to", path, reason, "give it a place with room that is yours to write") from error


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk too. Returns None; raises OSError."""
    number = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


@contextmanager
def _claimed(part: Path, path: Path, mode: int) -> Iterator[BinaryIO]:
    """The file beside, empty, and locked for as long as it is written."""
    while True:
        number = os.open(part, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(number, "wb") as output:
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ExportBusy("exporting to", path, "another export is writing it", "let it end") from error
            there = _stat(part)
            if there is None or there.st_ino != os.fstat(number).st_ino:  # it has just taken its name
                continue
            os.ftruncate(number, 0)
            os.fchmod(number, mode)
            yield output
            return
