"""Bodies unpacked, never beyond a limit, and only when they are whole.

HTTP clients accept a gzip body that breaks off as an empty page; here the end of the
stream is checked (RFC 1952, RFC 7932, RFC 8878), and a small body that unpacks to a
huge one is stopped at the limit.
"""

import io
import zlib
from collections.abc import Callable

import brotli
import zstandard

from .errors import BodyError

_CHUNK_BYTES = 1 << 16
_MOST_MEMBERS = 100  # of a gzip or zstd stream; servers send one
_SMALL_BYTES = 1 << 20  # up to here any ratio is fine
_MOST_RATIO = 200  # beyond it a body is a bomb; markup of real pages reaches 30
_ZSTD_WINDOW_BYTES = 8 << 20  # the most that a server may ask of a client (RFC 9659)


class _TooLarge(BodyError):
    """It unpacks to more than is allowed."""


def unpack(body: bytes, encoding: str, limit_bytes: int, *, only_beginning: bool = False) -> bytes:
    """The body with its HTTP content coding undone (also several, "gzip, br"), at most ``limit_bytes`` long.

    What names no coding (``utf-8``, ``none``, ``aws-chunked``) changes nothing.

    ``only_beginning`` cuts off what is over the limit; ``body`` may then be cut off at the limit
    itself. Raises BodyError when a coding is one that cannot be undone here, the body is broken or breaks off, or it
    unpacks to more than ``limit_bytes``, or to more than 200 times its size and a mebibyte.
    """
    is_cut = only_beginning and len(body) >= limit_bytes
    codings = [name for name in (part.strip().lower() for part in encoding.split(",")) if name]
    for coding in reversed([name for name in codings if name in _UNPACKERS or name in _UNKNOWN]):
        if coding in _UNKNOWN:
            raise BodyError(f"it is packed in a way that is not known ({coding})")
        most = min(limit_bytes, max(_SMALL_BYTES, _MOST_RATIO * len(body)))
        unpacked = io.BytesIO()
        try:
            if body:
                _UNPACKERS[coding](body, unpacked, most)
        except BodyError as error:
            if not (only_beginning and (is_cut or isinstance(error, _TooLarge)) and unpacked.tell()):
                raise
        body = unpacked.getvalue()
    return body[:limit_bytes] if only_beginning else body


def is_gzip(body: bytes) -> bool:
    """Whether a body begins as a gzip stream. Raises nothing."""
    return body[:2] == b"\x1f\x8b"


def _gzip(body: bytes, unpacked: io.BytesIO, limit_bytes: int) -> None:
    if body[:1] != b"\x1f":
        unpacked.write(body)  # labelled gzip but sent as it is; browsers accept it too
        return
    members = 0
    while body[:1] == b"\x1f":  # a stream may have several members
        members = _counted(members)
        body = _inflate(zlib.decompressobj(zlib.MAX_WBITS | 16), body, unpacked, limit_bytes)


def _deflate(body: bytes, unpacked: io.BytesIO, limit_bytes: int) -> None:
    try:
        _inflate(zlib.decompressobj(), body, unpacked, limit_bytes)
    except BodyError as wrapped:
        if unpacked.tell() or not isinstance(wrapped.__cause__, zlib.error):
            raise
        _inflate(zlib.decompressobj(-zlib.MAX_WBITS), body, unpacked, limit_bytes)  # raw, against the RFC but usual


def _inflate(stream: "zlib._Decompress", body: bytes, unpacked: io.BytesIO, limit_bytes: int) -> bytes:
    """Unpack one zlib stream into ``unpacked``; returns what follows it."""
    try:
        while body and not stream.eof:
            unpacked.write(stream.decompress(body, _CHUNK_BYTES))
            _check(unpacked, limit_bytes)
            body = stream.unconsumed_tail
        unpacked.write(stream.flush())
        _check(unpacked, limit_bytes)
    except zlib.error as error:
        raise BodyError(f"its compression is broken ({error})", is_passing=True) from error
    if not stream.eof:
        raise BodyError("it breaks off in the middle", is_passing=True)
    return stream.unused_data


def _brotli(body: bytes, unpacked: io.BytesIO, limit_bytes: int) -> None:
    stream = brotli.Decompressor()
    try:
        unpacked.write(stream.process(body, output_buffer_limit=_CHUNK_BYTES))
        while not stream.is_finished():
            _check(unpacked, limit_bytes)
            piece = stream.process(b"", output_buffer_limit=_CHUNK_BYTES)
            if not piece and not stream.is_finished():
                raise BodyError("it breaks off in the middle", is_passing=True)
            unpacked.write(piece)
    except brotli.error as error:
        raise BodyError(f"its compression is broken ({error})", is_passing=True) from error
    _check(unpacked, limit_bytes)


def _zstd(body: bytes, unpacked: io.BytesIO, limit_bytes: int) -> None:
    frames = 0
    while body:  # a stream may have several frames
        frames = _counted(frames)
        body = _zstd_frame(body, unpacked, limit_bytes)


def _zstd_frame(body: bytes, unpacked: io.BytesIO, limit_bytes: int) -> bytes:
    """Unpack one frame into ``unpacked``; returns what follows it."""
    stream, step = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES).decompressobj(), _CHUNK_BYTES // 64
    try:
        if zstandard.get_frame_parameters(body).window_size > _ZSTD_WINDOW_BYTES:
            raise BodyError(f"it takes more than {_ZSTD_WINDOW_BYTES >> 20} MiB of memory to unpack")
        for start in range(0, len(body), step):  # small pieces, so that the limit holds early
            unpacked.write(stream.decompress(body[start : start + step]))
            _check(unpacked, limit_bytes)
            if stream.eof:
                return stream.unused_data + body[start + step :]
    except zstandard.ZstdError as error:
        raise BodyError(f"its compression is broken ({error})", is_passing=True) from error
    raise BodyError("it breaks off in the middle", is_passing=True)


def _counted(members: int) -> int:
    """One more; thousands of empty ones would only cost time, as each copies what follows it."""
    if members == _MOST_MEMBERS:
        raise BodyError(f"it is packed in more than {_MOST_MEMBERS} pieces")
    return members + 1


def _check(unpacked: io.BytesIO, limit_bytes: int) -> None:
    if unpacked.tell() > limit_bytes:
        raise _TooLarge(f"it unpacks to more than the {limit_bytes / (1 << 20):g} MiB allowed")


_UNPACKERS: dict[str, Callable[[bytes, io.BytesIO, int], None]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
# The codings of the IANA registry that are not undone here; any other name is a mistake of the server.
_UNKNOWN = frozenset({"compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip", "aes128gcm"})
ACCEPTED = "gzip, deflate, br, zstd"  # for Accept-Encoding
