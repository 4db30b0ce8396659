"""A copy of an archive, made while others write to it, and looked at before it gets its name.

A file that was there before stays until the new one is whole: a full disk or a kill leaves at most a file
that ends in ``.partial``, which the next backup to the same place writes over.
"""

import fcntl
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from store.db import schema, sqlite
from store.db.disk import sync_folder
from store.db.errors import ArchiveBusy, ArchiveDamaged, StoreError

_DOING = "backing up to"
_PAGES = 2048  # 32 MiB a step, so that a signal is heard
_HEADER_BYTES = 100
_ID_AT = 68  # of the application's mark in the header: https://www.sqlite.org/fileformat2.html


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was made."""

    path: Path
    size_bytes: int
    articles: int
    removed: tuple[Path, ...] = ()  # older ones that gave way


def backup(source: Path, destination: Path, *, keep: int | None = None, now: datetime) -> Backup:
    """Copy the archive at ``source`` as it is at this moment, whoever writes to it, and return what was made.

    In a folder the copy is named after the archive and ``now``, aware; else ``destination`` is the file, and one
    that is there is replaced. With ``keep`` the last so many copies stay: in a folder by their names, of a file as
    ``.1``, ``.2`` and so on. Also an archive of an earlier version is copied. Raises ArchiveMissing,
    NotAnArchive, ArchiveDamaged (then nothing at the destination changes), ArchiveBusy when another
    backup to the same file is under way, or another StoreError, as on a full disk.
    """
    with sqlite.explained(_DOING, destination):
        is_folder = destination.is_dir()
        target = destination / _dated(source, now) if is_folder else destination
        _check_target(source, target)
        with _partial(source, target) as partial:
            _copy(source, partial)
            articles = _verify(source, partial)
            removed = [*_rotated(source, target, keep, is_folder=is_folder)]
            os.replace(partial, target)
            sync_folder(target.parent)
        removed += [*_surplus(source, target.parent, keep)] if is_folder and keep else []
        return Backup(path=target, size_bytes=target.stat().st_size, articles=articles, removed=tuple(removed))


def _dated(source: Path, now: datetime) -> str:
    return f"{source.stem}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{source.suffix}"


def _check_target(source: Path, target: Path) -> None:
    """Raise a StoreError where a copy would write over what is no backup, or is in use."""
    sqlite.must_exist(source, "check --db")
    if not target.parent.is_dir():
        raise StoreError(_DOING, target, "there is no such folder", "make it, or mount its disk")
    if not target.exists():
        return
    if target.samefile(source):
        raise StoreError(_DOING, target, "that is the archive itself", "give another path")
    if not target.is_file():
        raise StoreError(_DOING, target, "it is no regular file", "give another path")
    head = _head(target)
    if head and int.from_bytes(head[_ID_AT : _ID_AT + 4]) != schema.APPLICATION_ID:
        raise StoreError(_DOING, target, "a file is there that is no archive of warta", "give another path")
    for beside in ("-wal", "-journal"):
        log = Path(f"{target}{beside}")
        if log.exists() and log.stat().st_size:
            reason = f"{log.name} lies beside it, so a program has it open, or was killed while it had"
            raise StoreError(_DOING, target, reason, "give another path")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADER_BYTES)


@contextmanager
def _partial(source: Path, target: Path) -> Iterator[Path]:
    """An empty file beside the target that no other backup has; removed unless it was renamed."""
    path = target.with_name(f"{target.name}.partial")
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, source.stat().st_mode & 0o666)
    try:
        _lock(number, path, target)
        os.ftruncate(number, 0)
        with suppress(FileNotFoundError):
            Path(f"{path}-journal").unlink()
        try:
            yield path
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    finally:
        os.close(number)


def _lock(number: int, path: Path, target: Path) -> None:
    busy = ArchiveBusy(_DOING, target, "another backup to it is under way", "let it end")
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise busy from error
    except OSError:  # a network file system without locks
        return
    found = os.fstat(number)
    if sqlite.identity(path) != (found.st_dev, found.st_ino):  # it was given its name meanwhile
        raise busy


def _copy(source: Path, partial: Path) -> None:
    """One state of the archive, page by page: the transaction keeps to it, however long that takes."""
    with sqlite.explained("backing up", source):
        reader = sqlite.connect_reader(source, busy_timeout_seconds=sqlite.BUSY_TIMEOUT_SECONDS)
    with closing(reader):
        with sqlite.explained("backing up", source):
            schema.check(reader, source, is_migrated_next=True)
            reader.execute("BEGIN")
            pages, page_bytes = (reader.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        _check_room(partial, pages * page_bytes)
        with closing(sqlite3.connect(partial, isolation_level=None)) as writer:
            writer.execute("PRAGMA synchronous = OFF")  # it is brought to the disk as a whole, before it is named
            reader.backup(writer, pages=_PAGES, sleep=0)
        reader.execute("COMMIT")
    with partial.open("rb") as file:
        os.fsync(file.fileno())


def _check_room(partial: Path, size_bytes: int) -> None:
    free = shutil.disk_usage(partial.parent).free
    if free < size_bytes:
        reason = f"only {free >> 20} MiB are free on its disk, {(size_bytes >> 20) + 1} MiB are needed"
        raise StoreError(_DOING, partial.with_suffix(""), reason, "make room, or lower --keep")


def _verify(source: Path, partial: Path) -> int:
    """The number of articles in the copy; raises ArchiveDamaged when it is not sound."""
    with sqlite.explained("checking the copy of", source):
        address = f"{partial.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as copy:
            [(verdict,), *_] = copy.execute("PRAGMA integrity_check(1)").fetchall()
            if verdict != "ok":
                advice = "it was not kept, and earlier backups stay; `warta check` looks at the archive"
                raise ArchiveDamaged("checking the copy of", source, " ".join(str(verdict).split()), advice)
            return int(copy.execute("SELECT count(*) FROM articles").fetchone()[0])


def _rotated(source: Path, target: Path, keep: int | None, *, is_folder: bool) -> Iterator[Path]:
    """Move the copies of a file on by one number, the last ones that are kept; yield what is removed."""
    if is_folder or keep is None or not target.exists():
        return
    last = 1
    while _numbered(target, last).exists():
        last += 1
    for number in range(last, 0, -1):  # the last is free
        before = target if number == 1 else _numbered(target, number - 1)
        if number >= keep:
            if before != target:
                before.unlink()
                yield before
        elif before == target:
            _link(target, _numbered(target, 1))
        else:
            os.replace(before, _numbered(target, number))


def _numbered(target: Path, number: int) -> Path:
    return target.with_name(f"{target.name}.{number}")


def _link(target: Path, other: Path) -> None:
    """Give a file another name, so that at any moment one is there; where there are no links, in place of it."""
    try:
        os.link(target, other)
    except OSError:
        os.replace(target, other)


def _surplus(source: Path, folder: Path, keep: int) -> Iterator[Path]:
    """Remove the oldest copies in a folder beyond those that are kept, by their names; yield each."""
    is_ours = re.compile(rf"{re.escape(source.stem)}-\d{{8}}T\d{{6}}Z{re.escape(source.suffix)}").fullmatch
    for path in sorted(path for path in folder.iterdir() if is_ours(path.name))[:-keep]:
        path.unlink()
        yield path
