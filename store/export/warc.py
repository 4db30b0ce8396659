"""WARC (ISO 28500) of what was received: a record an answer, and one for each time that it came again.

Bodies are kept as they are after unpacking, so that the headers about packing and length are renamed as web
archives do. Of answers that an earlier version stored no headers are known but the type.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from store.articles import rows
from store.articles.moments import to_text
from store.articles.selection import Selection
from store.articles.types import Capture

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

_PACKING = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_RENAMED = "X-Archive-Orig-"
_ASCII = "".join(map(chr, range(0x21, 0x7F)))  # what may stand in an address as it is


@dataclass(frozen=True, slots=True)
class Received:
    """An answer, and when and how it came again."""

    capture: Capture
    again: tuple[tuple[str, int], ...]  # times as text of the database, status codes


def received(connection: sqlite3.Connection, selection: Selection) -> Iterator[Received]:
    """Yield what was received for the selected articles; of all articles also what gave none. In order of arrival.

    Raises sqlite3.Error, BadRow where a row is damaged.
    """
    where = f"c.article_id IN (SELECT a.id FROM articles a WHERE {selection.condition})"
    if selection.condition == "TRUE":
        where = "TRUE"
    for row in connection.execute(f"SELECT c.* FROM captures c WHERE {where} ORDER BY c.id", selection.values):
        again = connection.execute(
            "SELECT fetched, status FROM revisits WHERE capture_id = :id ORDER BY fetched", {"id": row["id"]}
        )
        yield Received(rows.to_capture(row), tuple(map(tuple, again)))


def write(found: Iterator[Received], output: BinaryIO, *, software: str, is_packed: bool) -> int:
    """Write a warcinfo record and what was received; return how many records of it there are.

    ``is_packed``: each record is a gzip member of its own. Raises what ``output`` and ``found`` raise.
    """
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(output, gzip=is_packed)
    writer.write_record(
        writer.create_warcinfo_record(
            None,
            {
                "software": software,
                "format": "WARC File Format 1.0",
                "description": "answers as they were stored, unpacked",
            },
        )
    )
    number = 0
    for each in found:
        record = _record(writer, each.capture)
        writer.write_record(record)
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        for fetched, status in each.again:
            writer.write_record(_again(writer, each.capture, digest, fetched, status))
        number += 1 + len(each.again)
    return number


def _record(writer: "WARCWriter", capture: Capture) -> "ArcWarcRecord":
    """A response; for what did not come over HTTP a resource."""
    is_response = capture.status is not None
    return writer.create_warc_record(
        _address(capture.url),
        "response" if is_response else "resource",
        payload=BytesIO(capture.body),
        length=len(capture.body),
        warc_content_type="" if is_response else _type(capture),
        warc_headers_dict={"WARC-Date": to_text(capture.fetched)},
        http_headers=_headers(capture) if is_response else None,
    )


def _again(writer: "WARCWriter", capture: Capture, digest: str, fetched: str, status: int) -> "ArcWarcRecord":
    from warcio.statusandheaders import StatusAndHeaders

    address = _address(capture.url)
    return writer.create_revisit_record(
        address, digest, address, to_text(capture.fetched),
        http_headers=StatusAndHeaders(f"{status}", [], protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": fetched},
    )  # fmt: skip


def _headers(capture: Capture) -> "StatusAndHeaders":
    """As they came, with the length of the body that is here."""
    from warcio.statusandheaders import StatusAndHeaders

    first, *lines = (capture.headers or f"HTTP/1.1 {capture.status}").splitlines()
    protocol, _, status = first.partition(" ")
    pairs = [(name, value) for name, is_pair, value in (line.partition(": ") for line in lines) if is_pair]
    if capture.headers is None and capture.content_type:
        pairs = [("Content-Type", capture.content_type)]
    pairs = [pair for pair in pairs if (pair[0].lower(), pair[1]) != ("content-length", str(len(capture.body)))]
    named = [(_RENAMED + name if name.lower() in _PACKING else name, value) for name, value in pairs]
    return StatusAndHeaders(status, [*named, ("Content-Length", str(len(capture.body)))], protocol=protocol)


def _type(capture: Capture) -> str:
    """The type of what was a file."""
    if capture.content_type:
        return capture.content_type
    begin = capture.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return {b"<": "text/html", b"{": "application/json"}.get(begin, "text/plain")


def _address(url: str) -> str:
    """An address in one line of ASCII."""
    return quote(url, safe=_ASCII)
