"""What lies on this machine, divided into pieces of work that any machine can do which sees the same files."""

import errno
import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from ingest.core import charset, urls
from ingest.core.errors import BadSource, IngestError, Unreadable
from ingest.core.model import Noted

from . import files, folders, warc

SLICE_BYTES = 256 << 20  # of a web archive: some thousand pages, some minutes of work
_DOCUMENTS = 500  # a piece of work; a hundred thousand files shall not become as many shards
_DOCUMENTS_BYTES = 64 << 20
_NAME = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60
_PEEK_BYTES = 8192
CHANGED = "changed"  # a file, between the look at it and the reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file as it was when it was looked at, or a slice of it."""

    path: str
    size: int
    mtime_ns: int
    begin: int = 0
    end: int | None = None  # where the next slice begins; None: read to the end of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A web archive or a slice of it, or some other documents."""

    parts: tuple[Part, ...]
    is_warc: bool = False

    @property
    def size_bytes(self) -> int:
        """How much there is to read."""
        return sum((part.size if part.end is None else part.end) - part.begin for part in self.parts)

    @property
    def name(self) -> str:
        """Of its shard: for a person the name of its first file, for programs a hash of what it is."""
        first = _NAME.sub("-", charset.readable(Path(self.parts[0].path).name))[:_LONGEST_NAME].strip("-.")
        told = repr([tuple(asdict(part).values()) for part in self.parts]).encode("utf-8", "surrogateescape")
        return f"{first or 'shard'}-{hashlib.blake2b(told, digest_size=6).hexdigest()}"


def planned(
    sources: Iterable[str], done: Collection[Part] = (), *, slice_bytes: int = SLICE_BYTES
) -> Iterator[Task | IngestError | Noted]:
    """Yield the work that is in files and folders, but for what is done; an error for what cannot be read.

    Raises nothing.
    """
    batch: list[Part] = []
    for found in _files(sources):
        if not isinstance(found, Path):
            yield found
            continue
        try:
            parts, is_warc = _parts(found, slice_bytes)
        except OSError as error:
            yield Unreadable("reading", charset.readable(str(found)), (error.strerror or str(error)).lower())
            continue
        new = [part for part in parts if part not in done]
        if is_warc:
            yield from (Task(parts=(part,), is_warc=True) for part in new)
            continue
        if batch and sum(part.size for part in (*batch, *new)) > _DOCUMENTS_BYTES:
            yield Task(parts=tuple(batch))
            batch = []
        batch += new
        if len(batch) >= _DOCUMENTS:
            yield Task(parts=tuple(batch))
            batch = []
    if batch:
        yield Task(parts=tuple(batch))


def pages(task: Task, *, now: Callable[[], datetime], told: files.Told | None = None) -> Iterator[files.Found]:
    """Yield what is in the files of a task, as ``files.pages`` does of one; ``told`` hears how much more was read.

    Raises nothing.
    """
    for part in task.parts:
        reading = _Reading(part.begin, told)
        path = Path(part.path)
        if look(part.path) != (part.size, part.mtime_ns):
            yield Unreadable(
                "reading", charset.readable(part.path), "it is not what it was when it was looked at, or not to be seen"
                " on this machine", "see that all machines have the same files, and run this again", code=CHANGED,
            )  # fmt: skip
        elif task.is_warc:
            yield from files.web_archive(path, part.begin, part.end, now=now, told=reading)
        else:
            yield from files.pages(path, now=now, told=reading)
        reading(part.path, part.size if part.end is None else part.end)


@dataclass(slots=True)
class _Reading:
    """Tells how much further a file is read, each time it is told how far."""

    at: int
    told: files.Told | None

    def __call__(self, name: str, position: int) -> None:
        if self.told:
            self.told(name, position - self.at)
        self.at = position


def _files(sources: Iterable[str]) -> Iterator[Path | IngestError | Noted]:
    seen: set[Path] = set()  # a folder and a file in it may both be named
    for source in sources:
        if not source.strip() or source == "-" or urls.is_web(source) or "://" in source:
            advice = "give files or folders; `warta import` reads standard input and the web"
            yield BadSource("extracting", source or "''", "it is no file", advice)
        else:
            for found in folders.found(Path(source)):
                if found not in seen:
                    yield found
                if isinstance(found, Path):
                    seen.add(found)


def look(path: str) -> tuple[int, int] | None:
    """Return size and time of change, in ns, of a file; None when it is not to be seen. Raises nothing."""
    try:
        seen = os.stat(path)
    except OSError:
        return None
    return seen.st_size, seen.st_mtime_ns


def _parts(path: Path, slice_bytes: int) -> tuple[list[Part], bool]:
    if not path.is_file():  # a pipe has no size, and can be read once
        raise OSError(errno.EINVAL, "it is no regular file" if path.exists() else "there is no such file")
    with path.open("rb") as stream:
        seen = os.fstat(stream.fileno())
        is_warc = warc.begins(stream.peek(_PEEK_BYTES))
        begins = warc.boundaries(stream, seen.st_size, slice_bytes) if is_warc else [0]
    ends = [*begins[1:], None]
    return [
        Part(path=str(path), size=seen.st_size, mtime_ns=seen.st_mtime_ns, begin=begin, end=end)
        for begin, end in zip(begins, ends, strict=True)
    ], is_warc
