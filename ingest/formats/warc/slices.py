"""Where a large web archive can be cut, so that several processes read it."""

import re
import zlib
from contextlib import suppress
from io import BufferedIOBase

_GZIP = b"\x1f\x8b\x08"
_CHUNK_BYTES = 256 << 10
_HEAD_BYTES = 200  # unpacked, in which a record shows itself
_HEADER_BYTES = 64 << 10
_RECORD = re.compile(rb"WARC/[01]\.\d+\r?\n|filedesc://|[a-z]{2,12}:[^\r\n]{1,180} ", re.I)
_WARC = re.compile(rb"\s*WARC/[01]\.\d+\r?\n(?:[^\r\n]+\r?\n)*?Content-Length:\s*(\d{1,15})\r?\n", re.I)
_HEAD_END = re.compile(rb"\r?\n\r?\n")


def boundaries(raw: BufferedIOBase, size_bytes: int, step_bytes: int) -> list[int]:
    """Return the offsets at which slices of about ``step_bytes`` begin, each where a record does; the first is 0.

    A file in one piece of gzip, or packed with anything else, has no other. Raises what the file raises.
    """
    raw.seek(0)
    head = raw.read(len(_GZIP))
    if size_bytes <= step_bytes:
        return [0]
    if head == _GZIP:
        return _of_members(raw, size_bytes, step_bytes)
    return _of_records(raw, size_bytes, step_bytes) if head.startswith(b"WAR") else [0]


def _of_members(raw: BufferedIOBase, size_bytes: int, step_bytes: int) -> list[int]:
    found = [0]
    while (at := _member(raw, found[-1] + step_bytes, size_bytes)) is not None:
        found.append(at)
    return found


def _member(raw: BufferedIOBase, begin: int, size_bytes: int) -> int | None:
    """The first offset from ``begin`` on at which something packed begins that is a record when it is unpacked."""
    while begin < size_bytes:
        raw.seek(begin)
        piece = raw.read(_CHUNK_BYTES)
        at = piece.find(_GZIP)
        while at >= 0:
            raw.seek(begin + at)
            if _is_record(raw.read(4 * _HEAD_BYTES)):
                return begin + at
            at = piece.find(_GZIP, at + 1)
        if len(piece) < _CHUNK_BYTES:
            return None
        begin += len(piece) - len(_GZIP) + 1
    return None


def _is_record(packed: bytes) -> bool:
    with suppress(zlib.error):
        return _RECORD.match(zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, _HEAD_BYTES)) is not None
    return False


def _of_records(raw: BufferedIOBase, size_bytes: int, step_bytes: int) -> list[int]:
    """Of a WARC that is not packed: from head to head, up to one that is damaged."""
    found, at = [0], 0
    while at < size_bytes:
        raw.seek(at)
        head = raw.read(_HEADER_BYTES)
        length, end = _WARC.match(head), _HEAD_END.search(head.lstrip())
        if length is None or end is None:
            break
        blank = len(head) - len(head.lstrip())
        if at + blank >= found[-1] + step_bytes:
            found.append(at + blank)
        at += blank + end.end() + int(length[1])
    return found
