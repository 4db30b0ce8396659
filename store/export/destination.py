"""A file that is there whole, under its name, or not at all."""

import fcntl
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from store.db.disk import sync_folder
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
def whole_folder(path: Path, mode: int) -> Iterator[Path]:
    """Return a context with a folder to be filled, which takes its name when all of it is on the disk.

    Before that it lies beside it as ``.NAME.part``. Files in it get ``mode``. Raises ExportFailed, also when there is
    something at ``path`` but an empty folder, and ExportBusy when another export is writing there.
    """
    with explained(path):
        target = path.resolve()
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise ExportFailed("exporting to", path, "it is there, and is no empty folder", "give it another name")
        part = target.with_name(f".{target.name}.part")
        part.mkdir(mode=0o700, exist_ok=True)
        number = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            _lock(number, path)
            _clear(part)
            try:
                yield part
                _sync_all(part, mode)
                part.replace(target)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
        finally:
            os.close(number)
        sync_folder(target.parent)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Return a context in which nobody else writes into a folder that is there. Raises ExportBusy, OSError."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _lock(number, folder)
        yield
    finally:
        os.close(number)


def remove_left(part: Path) -> None:
    """Remove what one that was killed left unfinished; what somebody is writing still stays.

    Returns None; raises OSError.
    """
    number = os.open(part, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        part.unlink()
    except BlockingIOError:
        pass
    finally:
        os.close(number)


def _clear(folder: Path) -> None:
    for inside in folder.iterdir():
        shutil.rmtree(inside) if inside.is_dir() else inside.unlink()


def _sync_all(folder: Path, mode: int) -> None:
    """Have all of a folder on the disk; who may read its files may open its folders."""
    for here, _, names in os.walk(folder):
        for name in names:
            number = os.open(Path(here, name), os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fchmod(number, mode)
                os.fsync(number)
            finally:
                os.close(number)
        os.chmod(here, mode | (mode & 0o444) >> 2)
        sync_folder(Path(here))


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Return a context in which an error of the system is an ExportFailed."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExportFailed("exporting to", path, reason, "give it a place with room that is yours to write") from error


def _lock(number: int, path: Path) -> None:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise ExportBusy("exporting to", path, "another export is writing it", "let it end") from error


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
            _lock(number, path)
            there = _stat(part)
            if there is None or there.st_ino != os.fstat(number).st_ino:  # it has just taken its name
                continue
            os.ftruncate(number, 0)
            os.fchmod(number, mode)
            yield output
            return
