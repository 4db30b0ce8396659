"""Local files, folders and standard input into Pages: the one door to what lies on this machine.

A Page for each file (for each object of a JSONL file), and an Unreadable for each that
cannot be read, in the order of their names.
"""

import gzip
import hashlib
import os
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BufferedIOBase, BufferedReader, RawIOBase
from pathlib import Path
from stat import S_ISDIR
from typing import cast

from ingest.core import charset, compression
from ingest.core.errors import NO_FILE, Unreadable
from ingest.core.model import AlsoAt, Buried, Entry, Kind, Noted, Page
from store import Sighting

from . import archives, jsonl, left_out, parquet, saved, sniff, tables, warc

Clock = Callable[[], datetime]  # in UTC
Names = Mapping[str, str]  # of fields: warta's own, and theirs
LIMIT_BYTES = 20 << 20  # of one page or text; a JSONL file may be of any size
Told = Callable[[str, int], None]  # hears of each file up to which byte it is read
Found = Page | Entry | Unreadable | Noted | AlsoAt | Buried
_TROUBLES = (OSError, EOFError, zlib.error)  # a disk, a truncated and a broken gzip file

# What a folder is searched for. Plain text only under its own names: folders hold notes too.
_SUFFIXES = frozenset(
    {
        ".html", ".htm", ".xhtml", ".mhtml", ".shtml", ".txt", ".text", ".json", ".jsonl", ".ndjson",
        ".xml", ".rss", ".atom", ".rdf", ".opml", ".warc", ".arc", ".csv", ".tsv", ".mht", ".parquet", ".webarchive",
    }
)  # fmt: skip


_PACKED_SUFFIXES = frozenset({".gz", ".zst", ".bz2", ".xz"})
_PEEK_BYTES = 8192
_PARQUET = ".parquet"
_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_TABLE_SUFFIXES = frozenset({".csv", ".tsv"})
_JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
# What browsers call the folder of what belongs to a page, in the languages of their users.
_COMPANION = re.compile(
    r"(?:_files|\.files|-files|_archivos|_fichiers|_dateien|-dateien|_bestanden|_arquivos|_file|_berkas|-berkas)$", re.I
)


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where bytes came from: what to call it, and its address where it has one."""

    name: str
    url: str | None = None


def size_bytes(path: Path) -> int:
    """The size of the files that ``pages`` reads, packed as they are; 0 of what is not there."""
    try:
        if not path.is_dir():
            return path.stat().st_size
        return sum(
            inside.stat().st_size for inside in _walk(path, Counter()) if isinstance(inside, Path) and inside.exists()
        )
    except (OSError, ValueError):  # a NUL in the name
        return 0


def pages(
    path: Path, kind: Kind | None = None, *, now: Clock, names: Names | None = None, told: Told | None = None
) -> Iterator[Found]:
    """The pages of a file, or of all files in a folder and its folders, in the order of their names.

    An Unreadable stands in the place of what is missing, broken, empty or too large. ``kind``
    overrides what the content says; ``now`` dates the pages; ``told`` hears how far each file
    is read. Raises nothing else.
    """
    for each in found(path):
        if isinstance(each, Path):
            yield from _file(each, kind, now, names or {}, told or _nobody)
        else:
            yield each


def found(path: Path) -> Iterator[Path | Unreadable | Noted]:
    """The file at a path, or the files of a folder and its folders that may hold articles, in the order of their names.

    An Unreadable stands for what is not there, and for a folder without any. Raises nothing.
    """
    try:
        path = Path(os.path.abspath(path))
        is_folder = S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:  # not there, a loop of links; a NUL in the name
        code = NO_FILE if isinstance(error, FileNotFoundError) else None
        yield Unreadable("reading", path, _why(error), code=code)
        return
    yield from _folder(path) if is_folder else (path,)


def web_archive(path: Path, begin: int, end: int | None, *, now: Clock, told: Told) -> Iterator[Found]:
    """The pages of a web archive, or of a slice of one, as ``pages`` returns those of a file. Raises nothing else."""
    name = _name(path)
    try:
        with open(path, "rb") as stream:
            stream.seek(begin)
            for each in warc.pages(stream, name, now=now, begin=begin, end=end):
                told(name, stream.tell())
                yield each
    except _TROUBLES as error:
        yield Unreadable("reading", path, _why(error))


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
        yield Unreadable("reading", "standard input", _why(error))


def _nobody(name: str, position: int) -> None:
    """Hear of nothing."""


def _folder(folder: Path) -> Iterator[Path | Unreadable | Noted]:
    is_empty, without = True, Counter[str]()
    for inside in _walk(folder, without):
        is_empty = False
        yield inside
    said = left_out.said(without)
    if is_empty:
        advice = "it needs .html, .txt, .json, .jsonl, .xml or .warc files (also .gz)"
        beside = f", but {said}" if said else ""
        yield Unreadable("reading", folder, f"no articles in this folder{beside}", advice)
    elif said:
        yield Noted(f"{_name(folder)}: left out: {said}")


def _walk(folder: Path, without: Counter[str]) -> Iterator[Path | Unreadable]:
    """The files to read; what is left out, such as pipes, which may never end, is counted in ``without``."""
    troubles: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=troubles.append):
        saved = {Path(name).stem for name in names if Path(name).suffix.lower() in _PAGE_SUFFIXES}
        aside = _aside(names)
        kinds = {name: aside(name) or _kind_of_folder(Path(here, name), saved) for name in folders}
        without.update(filter(None, kinds.values()))
        folders[:] = sorted(name for name, kind in kinds.items() if kind is None)
        for name in sorted(names):
            if (kind := aside(name) or _kind_of_file(Path(here, name))) is None:
                yield Path(here, name)
            else:
                without[kind] += 1
    for trouble in troubles:
        yield Unreadable("reading", trouble.filename, _why(trouble))


def _aside(names: list[str]) -> Callable[[str], str | None]:
    """What is beside the data in a folder of Parquet, by its name: what came of the work, as readers of it agree."""
    if not any(_suffix(name) == _PARQUET for name in names):
        return lambda name: None
    return lambda name: left_out.ABOUT if name.startswith("_") else None


def _kind_of_folder(path: Path, saved: set[str]) -> str | None:
    """What a folder is that is not gone into; None of one that is."""
    if path.name.startswith("."):
        return left_out.HIDDEN
    if _is_companion(path.name, saved):
        return left_out.COMPANIONS
    return left_out.LINKS if path.is_symlink() else None


def _kind_of_file(path: Path) -> str | None:
    """What a file is that is not read; None of one that is."""
    if path.name.startswith("."):
        return left_out.HIDDEN
    if _suffix(path.name) not in _SUFFIXES:
        return left_out.kind(path.name)
    # A link that leads nowhere is told when it is read.
    return None if path.is_file() or not path.exists() else left_out.SPECIAL


def _suffix(name: str) -> str:
    """What the name of a file says that it is, packed or not."""
    path = Path(name)
    return Path(path.stem if path.suffix.lower() in _PACKED_SUFFIXES else path.name).suffix.lower()


def _is_companion(folder: str, saved: set[str]) -> bool:
    """Whether a folder holds the images and frames of a page that was saved beside it."""
    stem = _COMPANION.sub("", folder)
    return stem != folder and stem in saved


def _file(path: Path, kind: Kind | None, now: Clock, names: Names, told: Told) -> Iterator[Found]:
    origin = _Origin(_name(path), path.as_uri())
    try:
        with open(path, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            found_kind = kind or sniff.file_kind(stream.peek(_PEEK_BYTES))
            if found_kind not in (Kind.ARCHIVE, Kind.PARQUET):
                for found in _contents(stream, origin, kind, now, names):
                    told(origin.name, stream.tell())
                    yield found
        if found_kind is Kind.ARCHIVE:  # closed before: closing a file gives up the locks that SQLite has on it
            yield from archives.pages(path, _name(path), now=now)
        elif found_kind is Kind.PARQUET:
            yield from parquet.pages(path, _name(path), now=now, names=names)
        told(origin.name, size)
    except _TROUBLES as error:
        yield Unreadable("reading", path, _why(error))


def _contents(raw: BufferedReader, origin: _Origin, kind: Kind | None, now: Clock, names: Names) -> Iterator[Found]:
    if kind is Kind.WARC or (kind is None and warc.begins(raw.peek(_PEEK_BYTES))):
        return warc.pages(raw, origin.name, now=now)
    return _of_others(raw, origin, kind, now, names)


def _of_others(raw: BufferedReader, origin: _Origin, kind: Kind | None, now: Clock, names: Names) -> Iterator[Found]:
    packed = compression.is_gzip(raw.peek(2)[:2])
    stream = gzip.GzipFile(fileobj=raw) if packed else raw
    head, trouble = _beginning(stream)
    is_json = _suffix(origin.name) in _JSON_SUFFIXES
    told = kind or sniff.kind(head, "application/json" if is_json else None)
    told = Kind.TABLE if kind is None and told is Kind.TEXT and _suffix(origin.name) in _TABLE_SUFFIXES else told
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
        advice = "give a page, a text, JSONL or a feed" if told != "empty" else ""
        advice = "save a spreadsheet as CSV (UTF-8), and import that" if "office" in told else advice
        yield Unreadable("reading", origin.name, f"it is {told}", advice)
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


def _name(path: Path) -> str:
    """The path as text that can be stored, also when the file system's name is no UTF-8."""
    return charset.readable(str(path))


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, EOFError):
        return "its gzip stream breaks off in the middle"
    if isinstance(error, zlib.error | gzip.BadGzipFile):
        return f"its gzip stream is broken ({error})"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
