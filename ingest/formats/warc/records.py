"""The records of an unpacked web archive, in their order, and what of it could not be read."""

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from warcio.recordloader import ARCHeadersParser
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from .unpacking import Unpacked

_OF_ARC = ARCHeadersParser()
_OF_WARC = _OF_HTTP = StatusAndHeadersParser([], verify=False)  # the versions are looked at here
_NOT_WELL_FORMED = (StatusAndHeadersParserException, EOFError, ValueError)
_IS_WARC = re.compile(rb"WARC/[01]\.\d+\s*$")
_IS_ARC = re.compile(rb"(?:filedesc|[a-z][a-z\d+.-]{1,20}):.{0,8000} \d{8,18} \S{1,200} -?\w{1,12}\s*$", re.I)
_SWALLOWED = re.compile(rb"\r?\n\r?\n(?=WARC/[01]\.\d+\r?\n[\w-]+:)")
_MOST_HEADER_BYTES = 1 << 20
_BLANK = (b"\r", b"\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record; its block is as it lies in the file."""

    offset: int
    kind: str  # response, resource, revisit, request, warcinfo …
    url: str  # of its target; "" where it has none
    date: datetime | None  # UTC
    headers: tuple[tuple[str, str], ...]
    block: bytes | None  # None: longer than wanted, and gone over
    length: int  # of the block
    is_cut: bool = False  # the file ends in its block

    def header(self, name: str) -> str:
        """Return the first header of a name in lower case; "" when there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Loss:
    """A part of the file that could not be read."""

    offset: int
    reason: str


def records(unpacked: Unpacked, *, limit_bytes: int, end: int | None = None) -> Iterator[Record | Loss]:
    """Yield the records of a file and what was lost of it; blocks of more than ``limit_bytes`` are left out.

    Of a slice of a file ``end`` is where the next one begins.

    Raises only what the file raises.
    """
    while True:
        _skip_blank(unpacked)
        if end is not None and unpacked.peek(1) and unpacked.is_past(end):
            return
        if not unpacked.peek(1):
            if broken := unpacked.broken:
                yield Loss(broken.offset, broken.reason)
            if not unpacked.resume():
                return
            continue
        yield from _next(unpacked, limit_bytes)


def _next(unpacked: Unpacked, limit_bytes: int) -> Iterator[Record | Loss]:
    offset, part, begin = unpacked.offset, unpacked.part, unpacked.position
    headers = _headers(unpacked)
    length = _length(headers) if headers else None
    if headers is None or length is None:
        yield from _no_record(unpacked, offset, begin)
        return
    block, had = _block(unpacked, length, limit_bytes)
    if had < length:
        yield from _cut(unpacked, _record(offset, headers, block, length, is_cut=True), length - had)
        return
    if block is not None and unpacked.peek(1) not in (b"", *_BLANK):
        block = _without_swallowed(unpacked, block)
        if len(block) < length:
            yield Loss(offset, "the record there is shorter than it says, and left out")
            return
    _skip_blank(unpacked)  # what is packed is checked at its end: only then is the block known to be whole
    if (broken := unpacked.broken) and not broken.is_cut and broken.offset == part and not unpacked.peek(1):
        return
    yield _record(offset, headers, block, length)


def _no_record(unpacked: Unpacked, offset: int, begin: int) -> Iterator[Loss]:
    unpacked.skip_to_record()
    if unpacked.peek(1) or unpacked.broken is None:  # else the break is told next
        yield Loss(offset, f"no whole record begins there: {unpacked.position - begin} bytes are left out")


def _cut(unpacked: Unpacked, record: Record, missing_bytes: int) -> Iterator[Record | Loss]:
    """What there is of a record that is not all there; of one in a damaged part nothing."""
    broken = unpacked.broken
    if broken is None:  # else that is told next
        reason = f"the file breaks off there in the middle of a record, {missing_bytes} bytes are missing"
        yield Loss(record.offset, reason)
    if broken is None or broken.is_cut:
        yield record


def _skip_blank(unpacked: Unpacked) -> None:
    while unpacked.peek(1) in _BLANK:
        unpacked.read(1)


def _headers(unpacked: Unpacked) -> StatusAndHeaders | None:
    """The headers of the record that begins here; None when none does."""
    line = unpacked.readline()
    if not (_IS_WARC.match(line) or _IS_ARC.match(line)):
        return None
    parser = _OF_WARC if line.startswith(b"WARC/") else _OF_ARC
    try:
        found: StatusAndHeaders = parser.parse(_Bounded(unpacked), line)
    except _NOT_WELL_FORMED:
        return None
    return found


class _Bounded:
    """Lines of headers, which end somewhere."""

    def __init__(self, unpacked: Unpacked) -> None:
        self._unpacked = unpacked
        self._left = _MOST_HEADER_BYTES

    def readline(self) -> bytes:
        """Return the next line; nothing once there were too many."""
        line = self._unpacked.readline() if self._left > 0 else b""
        self._left -= len(line)
        return line


def _is_arc(headers: StatusAndHeaders) -> bool:
    return headers.get_header("archive-date") is not None


def _length(headers: StatusAndHeaders) -> int | None:
    """The length of the block that is still to come; None where it is not said."""
    is_arc = _is_arc(headers)
    said = headers.get_header("length" if is_arc else "Content-Length", "")
    with suppress(ValueError):
        length = int(said) - (headers.total_len if is_arc else 0)  # what describes an ARC file is read with its head
        return max(length, 0) if _describes_arc(headers) else length if length >= 0 else None
    return None


def _describes_arc(headers: StatusAndHeaders) -> bool:
    return (headers.get_header("uri") or "").startswith("filedesc:")


def _block(unpacked: Unpacked, length: int, limit_bytes: int) -> tuple[bytes | None, int]:
    if length > limit_bytes:
        return None, unpacked.skip(length)
    block = unpacked.read(length)
    return block, len(block)


def _without_swallowed(unpacked: Unpacked, block: bytes) -> bytes:
    """A block that does not end where it says: where another record begins in it, that is put back."""
    if found := _SWALLOWED.search(block):
        unpacked.push(block[found.end() :])
        return block[: found.start()]
    return block


def _record(
    offset: int, headers: StatusAndHeaders, block: bytes | None, length: int, *, is_cut: bool = False
) -> Record:
    if _is_arc(headers):
        url = headers.get_header("uri", "")
        kind = "warcinfo" if _describes_arc(headers) else "response"
        date = _compact_date(headers.get_header("archive-date", ""))
    else:
        url = headers.get_header("WARC-Target-URI", "").strip().removeprefix("<").removesuffix(">")
        kind = headers.get_header("WARC-Type", "").strip().lower()
        date = _date(headers.get_header("WARC-Date", ""))
    return Record(
        offset=offset,
        kind=kind,
        url=url,
        date=date,
        headers=tuple(headers.headers),
        block=block,
        length=length,
        is_cut=is_cut,
    )


def _date(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return _compact_date(re.sub(r"\D", "", text))
    return _in_utc(moment)


def _compact_date(digits: str) -> datetime | None:
    """A date of ARC files: ``20140216050221``, its end left out where it is not known."""
    with suppress(ValueError):
        whole = (digits + "00000101000000"[len(digits) :])[:14]
        return datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return None


def _in_utc(moment: datetime) -> datetime | None:
    with suppress(OverflowError):
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    return None


def parse_http(block: bytes) -> tuple[StatusAndHeaders, bytes] | None:
    """Return the head of an HTTP response and what follows it; None when a block is none."""
    stream = io.BytesIO(block)
    try:
        head = _OF_HTTP.parse(stream)
    except _NOT_WELL_FORMED:
        return None
    is_http = head.protocol.upper().startswith(("HTTP", "ICY"))
    return (head, stream.read()) if is_http else None
