"""Local files, folders and standard input into Pages: the one door to what lies on this machine.

A Page for each file (for each object of a JSONL file), and an Unreadable for each that
cannot be read, in the order of their names.
"""

import gzip
import hashlib
import os
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BufferedIOBase, BufferedReader, RawIOBase
from pathlib import Path
from typing import cast

from ingest.core import charset, compression
from ingest.core.errors import Unreadable
from ingest.core.model import AlsoAt, Buried, Entry, Kind, Noted, Page
from store import Sighting

from . import folders, jsonl, parquet, saved, sniff, tables, warc

Clock = Callable[[], datetime]  # in UTC
Names = Mapping[str, str]  # of fields: warta's own, and theirs
LIMIT_BYTES = 20 << 20  # of one page or text; a JSONL file may be of any size
Told = Callable[[str, int], None]  # hears of each file up to which byte it is read
Found = Page | Entry | Unreadable | Noted | AlsoAt | Buried
_TROUBLES = (OSError, EOFError, zlib.error)  # a disk, a truncated and a broken gzip file

_PEEK_BYTES = 8192
_TOLD_EVERY = 20  # items: to ask a file for its position takes as long as a tenth of a record
_ADVICE = {
    "empty": "",
    "a ZIP or office file": "unpack a ZIP; save a document as HTML or .txt, a spreadsheet as CSV (UTF-8): import that",
    "a PDF file": "save its text as HTML or .txt, and import that",
    "an RTF file": "save it as HTML or .txt, and import that",
}
_READABLE = "give a page, a text, JSONL or a feed"
_TABLE_SUFFIXES = frozenset({".csv", ".tsv"})
_JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where bytes came from: what to call it, and its address where it has one."""

    name: str
    url: str | None = None


def pages(
    path: Path, kind: Kind | None = None, *, now: Clock, names: Names | None = None, told: Told | None = None
) -> Iterator[Found]:
    """The pages of a file, or of all files in a folder and its folders, in the order of their names.

    An Unreadable stands in the place of what is missing, broken, empty or too large. ``kind``
    overrides what the content says; ``now`` dates the pages; ``told`` hears how far each file
    is read. Raises nothing else.
    """
    for each in folders.found(path):
        if isinstance(each, Path):
            yield from _file(each, kind, now, names or {}, told or _nobody)
        else:
            yield each


def web_archive(path: Path, begin: int, end: int | None, *, now: Clock, told: Told) -> Iterator[Found]:
    """The pages of a web archive, or of a slice of one, as ``pages`` returns those of a file. Raises nothing else."""
    from .warc import pages as web_archives

    name = folders.name(path)
    try:
        with open(path, "rb") as stream:
            stream.seek(begin)
            for each in web_archives.pages(stream, name, now=now, begin=begin, end=end):
                told(name, stream.tell())
                yield each
    except _TROUBLES as error:
        yield Unreadable("reading", path, folders.why(error))


def standard_input(kind: Kind | None = None, *, now: Clock, names: Names | None = None) -> Iterator[Found]:
    """The pages of what is piped in, as ``pages`` returns those of a file; an Unreadable also when it is closed.

    Raises nothing else.
    """
    try:
        if sys.stdin is None:
            raise OSError("it is closed")
        piped = cast(RawIOBase, sys.stdin.buffer)
        yield from _contents(BufferedReader(piped), _Origin("standard input"), kind, now, names or {})
    except _TROUBLES as error:
        yield Unreadable("reading", "standard input", folders.why(error))


def _nobody(name: str, position: int) -> None:
    """Hear of nothing."""


def _file(path: Path, kind: Kind | None, now: Clock, names: Names, told: Told) -> Iterator[Found]:
    origin = _Origin(folders.name(path), path.as_uri())
    try:
        with open(path, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            found_kind = kind or sniff.file_kind(stream.peek(_PEEK_BYTES))
            if found_kind not in (Kind.ARCHIVE, Kind.PARQUET):
                for number, found in enumerate(_contents(stream, origin, kind, now, names)):
                    if number % _TOLD_EVERY == 0:
                        told(origin.name, stream.tell())
                    yield found
        if found_kind is Kind.ARCHIVE:  # closed before: closing a file gives up the locks that SQLite has on it
            from . import archives

            yield from archives.pages(path, folders.name(path), now=now)
        elif found_kind is Kind.PARQUET:
            yield from parquet.pages(path, folders.name(path), now=now, names=names)
        told(origin.name, size)
    except _TROUBLES as error:
        yield Unreadable("reading", path, folders.why(error))


def _contents(raw: BufferedReader, origin: _Origin, kind: Kind | None, now: Clock, names: Names) -> Iterator[Found]:
    if kind is Kind.WARC or (kind is None and warc.begins(raw.peek(_PEEK_BYTES))):
        from .warc import pages as web_archives

        return web_archives.pages(raw, origin.name, now=now)
    return _of_others(raw, origin, kind, now, names)


def _of_others(raw: BufferedReader, origin: _Origin, kind: Kind | None, now: Clock, names: Names) -> Iterator[Found]:
    packed = compression.is_gzip(raw.peek(2)[:2])
    stream = gzip.GzipFile(fileobj=raw) if packed else raw
    head, trouble = _beginning(stream)
    is_json = folders.suffix(origin.name) in _JSON_SUFFIXES
    told = kind or sniff.kind(head, "application/json" if is_json else None)
    told = Kind.TABLE if kind is None and told is Kind.TEXT and folders.suffix(origin.name) in _TABLE_SUFFIXES else told
    if told is Kind.JSONL and jsonl.is_utf_16(head) and not trouble:
        head += stream.read(max(LIMIT_BYTES - len(head), 0) + 1)
        if len(head) <= LIMIT_BYTES:
            yield from jsonl.pages(jsonl.lines(head), origin.name, now=now, names=names)
            return
        told = "UTF-16 of more than 20 MiB"
    if told is Kind.JSONL and not trouble:
        yield from jsonl.pages(_lines(head, stream), origin.name, now=now, names=names)
    elif told is Kind.JSONL:  # the lines before the break are whole
        yield from jsonl.pages(head.split(b"\n")[:-1], origin.name, now=now, names=names)
    elif told in (Kind.TABLE, Kind.ADDRESSES):
        yield from _of_rows(told, head, None if trouble else stream, origin, names, now)
    if trouble:
        raise trouble
    if told not in (Kind.JSONL, Kind.TABLE, Kind.ADDRESSES):
        yield from _of_whole(head, told, origin, now, names)


def _of_whole(head: bytes, told: Kind | str, origin: _Origin, now: Clock, names: Names) -> Iterator[Found]:
    """What is one page, text or list, or cannot be read."""
    if not isinstance(told, Kind):
        yield Unreadable("reading", origin.name, f"it is {told}", _ADVICE.get(told, _READABLE))
    elif told in (Kind.ARCHIVE, Kind.PARQUET):
        what = "an SQLite database" if told is Kind.ARCHIVE else "Parquet"
        reason = f"it is {what}, which can only be read where it lies in a file"
        yield Unreadable("reading", origin.name, reason, "save it unpacked, and give its name")
    elif len(head) > LIMIT_BYTES:
        reason = f"it is larger than {LIMIT_BYTES >> 20} MiB"
        yield Unreadable("reading", origin.name, reason, "split it, or give it as JSONL")
    elif told is Kind.PAGE and saved.is_webarchive(head) and saved.from_webarchive(head) is None:
        yield Unreadable("reading", origin.name, "it is a web archive that is broken, or of no page", "save it again")
    elif told is Kind.RECORD:
        yield from jsonl.pages(jsonl.lines(head), origin.name, now=now, names=names)
    else:
        yield _page(head, told, origin, now())


def _of_rows(
    kind: Kind | str, head: bytes, rest: BufferedIOBase | None, origin: _Origin, names: Names, now: Clock
) -> Iterator[Found]:
    """The rows of a table or list; of a file that breaks off those before the break."""
    if jsonl.is_utf_16(head):
        head = charset.decode(head + (rest.read(LIMIT_BYTES) if rest else b"")).encode("utf-8", "replace")
        rest = None
    lines: Iterator[bytes] = _lines(head, rest) if rest else iter(head.split(b"\n"))
    if kind is Kind.ADDRESSES:
        yield from tables.addresses(lines)
    else:
        yield from tables.pages(lines, head[: 1 << 20], origin.name, names=names, now=now)


def _beginning(stream: BufferedIOBase) -> tuple[bytes, Exception | None]:
    """The first LIMIT_BYTES and a little more, and what broke off the reading of them."""
    head = bytearray()
    try:
        while len(head) <= LIMIT_BYTES and (piece := stream.read1(1 << 20)):  # what there is before a break
            head += piece
    except _TROUBLES as error:
        return bytes(head), error
    return bytes(head), None


def _lines(head: bytes, rest: BufferedIOBase) -> Iterator[bytes]:
    """The lines of what was read already and of what is still to come; one without end comes in pieces."""
    *whole, last = head.split(b"\n")
    yield from whole
    while line := rest.readline(jsonl.LIMIT_BYTES + 1):
        yield last + line
        last = b""
    yield last


def _page(body: bytes, kind: Kind, origin: _Origin, fetched: datetime) -> Page:
    where = None
    if kind is Kind.PAGE:
        body, where = saved.unpacked(body) or (body, saved.address(body))
    return Page(
        url=where or origin.url or f"urn:sha256:{hashlib.sha256(body).hexdigest()}",
        body=body,
        kind=kind,
        fetched=fetched,
        sightings=(Sighting(kind="file", locator=origin.name),),
    )
