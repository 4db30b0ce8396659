"""The pages in a web archive, and a line that says what else is in it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedIOBase, BytesIO

from warcio.bufferedreaders import ChunkedDataReader
from warcio.statusandheaders import StatusAndHeaders

from ingest.core import charset, compression, urls
from ingest.core.errors import BodyError, Unreadable
from ingest.core.model import AlsoAt, Kind, Noted, Page
from ingest.formats import sniff
from store import Sighting

from .records import Loss, Record, parse_http, records
from .unpacking import Unpacked

_LIMIT_BYTES = 20 << 20  # of a page
_MOST_TOLD = 20  # losses of a file that are told one by one
_MOST_REDIRECTS = 100_000  # of a file that are remembered
_MOST_HOPS = 10
_END, _END_BYTES = re.compile(rb"</html>", re.I), 1000
_TYPES = {  # what is left out, by the beginning of its declared type
    "image/": "images", "video/": "videos", "audio/": "sounds", "font/": "fonts", "text/css": "style sheets",
    "text/javascript": "scripts", "application/javascript": "scripts", "application/x-javascript": "scripts",
    "application/pdf": "PDF files", "application/font": "fonts", "application/x-font": "fonts",
}  # fmt: skip
_NOT_RESPONSES = {
    "request": "requests", "warcinfo": "descriptions of the file", "metadata": "records of metadata",
    "conversion": "converted records", "continuation": "parts of records",
}  # fmt: skip

_SAVED = "file:///"
_NO_ADDRESSES = "records of other things than web addresses"
_BESIDE = frozenset({*_NOT_RESPONSES.values(), _NO_ADDRESSES})  # a file of only these was never meant to hold pages

Found = Page | Unreadable | Noted | AlsoAt


@dataclass(slots=True)
class _Reading:
    """What was met in a file so far."""

    name: str
    now: Callable[[], datetime]
    taken: int = 0
    lost: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    redirects: dict[str, str] = field(default_factory=dict)
    cut: int = 0  # by the crawler
    is_slice: bool = False  # there may be pages in the others


def pages(
    raw: BufferedIOBase, name: str, *, now: Callable[[], datetime], begin: int = 0, end: int | None = None
) -> Iterator[Found]:
    """Yield the pages of a web archive in its order, as they were received: status, headers, body unpacked, date.

    An Unreadable stands for each part that is damaged or missing; at the end it is said where redirects
    inside the file led, and a note counts what is left out. ``now`` dates records without a date. Of a slice
    ``raw`` stands at ``begin``, and the next one begins at ``end``. Raises only what the file raises.
    """
    reading = _Reading(name, now, is_slice=begin > 0 or end is not None)
    for found in records(Unpacked(raw, begin), limit_bytes=_LIMIT_BYTES, end=end):
        if isinstance(found, Loss):
            yield from _lost(reading, found)
        else:
            yield from _of_record(reading, found)
    yield from _led(reading)
    yield from _summary(reading)


def _lost(reading: _Reading, loss: Loss) -> Iterator[Found]:
    reading.lost += 1
    if reading.lost <= _MOST_TOLD:
        yield Unreadable("reading", _place(reading.name, loss.offset), loss.reason, "what comes after it is read")


def _of_record(reading: _Reading, record: Record) -> Iterator[Found]:
    """The page of a record, if it is one."""
    url = urls.asked(record.url) or (record.url if _is_saved(record) else None)
    if record.kind in _NOT_RESPONSES or record.kind not in ("response", "resource", "revisit"):
        reading.left_out[_NOT_RESPONSES.get(record.kind, "records of other kinds")] += 1
    elif url is None:
        reading.left_out[_NO_ADDRESSES] += 1
    elif record.block is None:
        reading.left_out[f"pages larger than {_LIMIT_BYTES >> 20} MiB"] += 1
    elif record.header("warc-segment-number"):
        reading.left_out["pages in several parts"] += 1
    elif record.kind == "revisit":
        yield from _revisit(reading, record, url)
    elif record.kind == "resource":
        yield from _page(reading, record, url, None, record.block)
    else:
        yield from _response(reading, record, url, record.block)


def _is_saved(record: Record) -> bool:
    """Whether it holds a file that somebody saved, as warta itself exports those that it read."""
    return record.kind == "resource" and record.url.startswith(_SAVED)


def _response(reading: _Reading, record: Record, url: str, block: bytes) -> Iterator[Found]:
    http = parse_http(block)
    if http is None:
        reading.left_out["responses that are no HTTP"] += 1
        return
    head, body = http
    status = _status(head)
    if 300 <= status < 400 and (target := urls.asked(head.get_header("Location", ""), url)):
        reading.left_out["redirects"] += 1
        if len(reading.redirects) < _MOST_REDIRECTS:
            reading.redirects[urls.canonical(url)] = urls.canonical(target)
    elif not 200 <= status < 300 or status in (204, 205, 206):
        reading.left_out[f"responses with status {status}"] += 1
    else:
        yield from _page(reading, record, url, head, body)


def _status(head: StatusAndHeaders) -> int:
    code = head.get_statuscode()
    return int(code) if code.isdecimal() and len(code) == 3 else 0


def _revisit(reading: _Reading, record: Record, url: str) -> Iterator[Found]:
    """The page was as it was before: another place and time at which its article was seen."""
    reading.left_out["records of pages that had not changed"] += 1
    before = urls.asked(record.header("warc-refers-to-target-uri")) or url
    seen = [Sighting(kind="warc", locator=_place(reading.name, record.offset))]
    here = urls.canonical(url)
    seen += [Sighting(kind="page", locator=here)] if here != urls.canonical(before) else []
    yield AlsoAt(key=urls.canonical(before), sightings=tuple(seen))


def _page(
    reading: _Reading, record: Record, url: str, head: StatusAndHeaders | None, body: bytes
) -> Iterator[Page | Unreadable]:
    declared = (head.get_header("Content-Type") if head else record.header("content-type")) or ""
    if name := next((name for start, name in _TYPES.items() if declared.lower().startswith(start)), None):
        reading.left_out[name] += 1
        return
    place = _place(reading.name, record.offset)
    try:
        plain = _unpacked(head, body)
    except BodyError as error:
        yield Unreadable("reading", f"{place} ({url})", str(error), "the page is damaged or was cut off")
        return
    kind = sniff.kind(plain, declared)
    if record.is_cut and not _END.search(plain[-_END_BYTES:]):
        return  # that it is cut off was told
    if kind is not Kind.PAGE and not (kind is Kind.TEXT and _is_saved(record)):
        reading.left_out[_NAMES.get(kind, str(kind))] += 1
        return
    reading.taken += 1
    reading.cut += bool(record.header("warc-truncated"))
    yield Page(
        url=url, body=plain, kind=kind, fetched=record.date or reading.now(),
        status=_status(head) if head else None, content_type=declared or None,
        headers=_as_sent(head) if head else None, link_header=head.get_header("Link") if head else None,
        refresh=head.get_header("Refresh") if head else None, place=f"{place} ({url})",
        sightings=(Sighting(kind="warc", locator=place), *_at(url)),
    )  # fmt: skip


def _at(url: str) -> tuple[Sighting, ...]:
    """The address as a place where the article was seen; a file is none that others could look at."""
    return () if url.startswith(_SAVED) else (Sighting(kind="page", locator=urls.canonical(url)),)


_NAMES: dict[Kind | str, str] = {
    Kind.TEXT: "plain texts", Kind.FEED: "feeds", Kind.SITEMAP: "sitemaps", Kind.OPML: "lists of feeds",
    Kind.JSONL: "JSON files", Kind.RECORD: "JSON files", "empty": "empty pages", "JavaScript": "scripts",
    "broken JSON": "JSON files", "a binary file": "binary files", "XML of another kind": "XML files",
    "a PDF file": "PDF files", "a ZIP or office file": "ZIP or office files",
    Kind.TABLE: "tables", Kind.ADDRESSES: "lists of addresses",
}  # fmt: skip


def _as_sent(head: StatusAndHeaders) -> str:
    """Status line and header lines, each in one line."""
    lines = (f"{head.protocol} {head.statusline}", *(f"{name}: {value}" for name, value in head.headers))
    return charset.whole("".join(f"{' '.join(line.split())}\n" for line in lines))


def _unpacked(head: StatusAndHeaders | None, body: bytes) -> bytes:
    """A body without its chunks and its coding, also where a crawler undid them and left the headers."""
    if head is None:
        return body
    if "chunked" in (head.get_header("Transfer-Encoding") or "").lower():
        body = ChunkedDataReader(BytesIO(body)).read()
    coding = head.get_header("Content-Encoding") or ""
    try:
        return compression.unpack(body, coding, _LIMIT_BYTES) if coding else body
    except BodyError:
        if isinstance(sniff.kind(body), Kind):
            return body
        raise


def _led(reading: _Reading) -> Iterator[AlsoAt]:
    """The addresses that redirects in the file lead to an article."""
    for start in reading.redirects:
        end = start
        for _ in range(_MOST_HOPS):
            if end not in reading.redirects:
                yield AlsoAt(key=end, sightings=(Sighting(kind="page", locator=start),))
                break
            end = reading.redirects[end]


def _summary(reading: _Reading) -> Iterator[Found]:
    said = ", ".join(f"{what} {count}" for what, count in reading.left_out.most_common())
    if reading.lost > _MOST_TOLD:
        yield Noted(
            f"{reading.name}: {reading.lost} parts are damaged, the first {_MOST_TOLD} are named", is_warning=True
        )
    cut = f", {reading.cut} of them cut short by the crawler" if reading.cut else ""
    if reading.taken or reading.is_slice or (reading.left_out and reading.left_out.keys() <= _BESIDE):
        yield Noted(f"{reading.name}: {reading.taken} pages{cut}" + (f"; left out: {said}" if said else ""))
    elif said or not reading.lost:  # else nothing could be read, which is told
        yield Unreadable("reading", reading.name, "it holds no pages" + (f", only {said}" if said else ""))


def _place(name: str, offset: int) -> str:
    return f"{name}, offset {offset}"
