"""What a web archive holds, unpacked as it is read; after damage it goes on at the next part that is whole.

An archive is compressed a record at a time, all at once, in blocks, or not at all; with gzip, zstd (also
with its dictionary in front), bzip2 or xz. Libraries hand over what comes before damage and then say
nothing, or that all is lost; here each break is said, and is gone over.
"""

import bz2
import lzma
import re
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BufferedIOBase
from typing import Protocol

import zstandard

_PIECE_BYTES = 4 << 10  # unpacked at a time, so that a bomb stays small
_CHUNK_BYTES = 64 << 10  # read at a time
_MOST_KEPT_BYTES = 8 << 20  # of a part that is being unpacked, to look for the next one in it
_LONGEST_LINE = 64 << 10
_ZSTD_WINDOW_BYTES = 128 << 20  # of zstd --long=27
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_DICTIONARY_MAGIC = b"\x5d\x2a\x4d\x18"  # a skippable frame with the dictionary of a .warc.zst
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
_BEGINNING = re.compile(rb"WARC/[01]\.\d|filedesc://")
_RECORD = re.compile(  # of WARC, or of ARC: address, IP address, date, type, length
    rb"(?:\A|(?<=\n))(?:WARC/[01]\.\d+\r?\n"
    rb"|[a-z]{2,12}:[^\r\n]{1,4000} [\d.:a-f]{7,39} \d{12,17} [\w./+-]{1,200} \d{1,12}\n)",
    re.I,
)


class _Decoder(Protocol):
    """One part: a gzip member, a zstd frame, a stream of bzip2 or xz."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Packing:
    name: str
    magic: bytes
    decoder: Callable[[bytes | None], _Decoder]  # given the dictionary


def _zstd(dictionary: bytes | None) -> _Decoder:
    known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    return zstandard.ZstdDecompressor(dict_data=known, max_window_size=_ZSTD_WINDOW_BYTES).decompressobj()


_PACKINGS = (
    _Packing("gzip", b"\x1f\x8b\x08", lambda _: zlib.decompressobj(zlib.MAX_WBITS | 16)),
    _Packing("zstd", _ZSTD_MAGIC, _zstd),
    _Packing("bzip2", b"BZh", lambda _: bz2.BZ2Decompressor()),
    _Packing("xz", b"\xfd7zXZ\x00", lambda _: lzma.LZMADecompressor()),
)
_BROKEN = (zlib.error, zstandard.ZstdError, OSError, lzma.LZMAError, ValueError, EOFError)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a file could not be read on."""

    offset: int  # in the file, of the part that is damaged
    reason: str
    is_cut: bool = False  # the file ends there


def begins(head: bytes) -> bool:
    """Return whether the first bytes of a file are those of a web archive, packed or not. Raises nothing."""
    packing = _packing(head)
    if head[:4] == _DICTIONARY_MAGIC:
        return True
    if packing is None:
        return bool(_BEGINNING.match(head.lstrip(b"\r\n")))
    try:
        return bool(_BEGINNING.match(packing.decoder(None).decompress(head)[:100].lstrip(b"\r\n")))
    except _BROKEN:
        return False


def _packing(head: bytes) -> _Packing | None:
    if _SKIPPABLE.match(head):
        return next(each for each in _PACKINGS if each.magic == _ZSTD_MAGIC)
    return next((each for each in _PACKINGS if head.startswith(each.magic)), None)


@dataclass(slots=True)
class _Part:
    """The part that is being unpacked."""

    offset: int
    decoder: _Decoder
    kept: bytearray = field(default_factory=bytearray)  # of the file, from its beginning or what was read last
    kept_offset: int = 0


class Unpacked:
    """A file as it reads unpacked, up to the next break; ``resume`` goes over it.

    Reading raises nothing but what the file raises on its first read.
    """

    def __init__(self, raw: BufferedIOBase, begin: int = 0) -> None:
        """``raw`` stands at ``begin`` in the file, where a record begins."""
        self._raw = raw
        self._packed = bytearray(raw.read(_CHUNK_BYTES))
        self._packed_offset = begin  # in the file, of what waits to be unpacked
        self._packing = _packing(bytes(self._packed))
        self._dictionary: bytes | None = None
        self._part: _Part | None = None
        self._parts: deque[tuple[int, int]] = deque()  # where parts begin: unpacked, and in the file
        self._waiting = bytearray()  # unpacked
        self.position = begin  # of the next byte, in all that was unpacked
        self._is_over = False
        self.broken: Break | None = None

    @property
    def offset(self) -> int:
        """Where the next byte is: in the file when it begins a part, else in what was unpacked."""
        part = self.part
        return part if self._parts and self._parts[0][0] == self.position else self.position

    @property
    def part(self) -> int:
        """Where in the file the part begins of which the next byte is."""
        self.peek(1)
        while len(self._parts) > 1 and self._parts[1][0] <= self.position:
            self._parts.popleft()
        return self._parts[0][1] if self._parts else 0

    def is_past(self, end: int) -> bool:
        """Whether what comes next, a record, begins at this offset of the file or later, by itself or in its part."""
        return (self.position if self._packing is None else self.part) >= end

    def peek(self, size: int) -> bytes:
        """Return the next bytes without reading them; fewer before a break or the end."""
        while len(self._waiting) < size and self._fill():
            pass
        return bytes(self._waiting[:size])

    def read(self, size: int) -> bytes:
        """Return the next bytes; fewer before a break or the end."""
        found = self.peek(size)
        self._drop(len(found))
        return found

    def readline(self, size: int | None = None) -> bytes:
        """Return the next line with its end, or the first 64 KiB of it."""
        most = _LONGEST_LINE if size is None else size
        at = 0
        while (end := self._waiting.find(b"\n", at, most)) < 0:
            at = len(self._waiting)
            if at >= most or not self._fill():
                break
        return self.read(end + 1 if end >= 0 else min(most, len(self._waiting)))

    def push(self, back: bytes) -> None:
        """Put back the last bytes that were read."""
        self._waiting[:0] = back
        self.position -= len(back)

    def skip(self, size: int) -> int:
        """Go over bytes without keeping them; return how many there were."""
        left = size
        while left and (piece := self.read(min(left, _CHUNK_BYTES))):
            left -= len(piece)
        return size - left

    def skip_to_record(self) -> None:
        """Go over what is no record, up to the line that begins one, or to a break."""
        while not (found := _RECORD.search(self._waiting)):
            self._drop(max(len(self._waiting) - _LONGEST_LINE, 0))  # the line may go on in what is still to come
            if not self._fill():
                self._drop(len(self._waiting))
                return
        self._drop(found.start())

    def resume(self) -> bool:
        """Go on after a break, at the next part of the file that is whole; return whether there may be one."""
        if self.broken is None:
            return False
        self._waiting.clear()
        self.broken, part, self._part = None, self._part, None
        if self._packing is None:
            return False
        if part and len(part.kept) > 1:  # look inside what was taken for the part, after its beginning
            self._packed[:0] = part.kept[1:]
            self._packed_offset = part.kept_offset + 1
        return self._find_part()

    # -- unpacking

    def _drop(self, size: int) -> None:
        del self._waiting[:size]
        self.position += size

    def _fill(self) -> bool:
        """Unpack some more; False at a break or the end."""
        before = len(self._waiting)
        while len(self._waiting) == before:
            if self.broken or (not self._packed and not self._more()):
                self._end()
                return False
            if self._packing is None:
                self._waiting += self._packed
                self._packed.clear()
            else:
                self._unpack(self._packing)
        return True

    def _more(self) -> bool:
        if self._is_over:
            return False
        try:
            piece = self._raw.read(_CHUNK_BYTES)
        except OSError as error:
            self._is_over, self.broken = True, Break(self._packed_offset, f"it cannot be read on ({error.strerror})")
            return False
        self._packed += piece
        self._is_over = not piece
        return bool(piece)

    def _end(self) -> None:
        if self.broken is None and self._part is not None:
            self.broken = Break(self._part.offset, "it breaks off in the middle", is_cut=True)

    def _unpack(self, packing: _Packing) -> None:
        part = self._part or self._begin(packing)
        if part is None:
            return
        piece = bytes(self._packed[:_PIECE_BYTES])
        try:
            made = part.decoder.decompress(piece)
        except _BROKEN as error:
            self._keep(part, piece)
            self.broken = Break(part.offset, f"its {packing.name} is damaged ({error})")
            return
        unused = len(part.decoder.unused_data) if part.decoder.eof else 0
        self._keep(part, piece[: len(piece) - unused])
        self._waiting += made
        if part.decoder.eof:
            self._part = None

    def _keep(self, part: _Part, piece: bytes) -> None:
        del self._packed[: len(piece)]
        self._packed_offset += len(piece)
        part.kept += piece
        if (over := len(part.kept) - _MOST_KEPT_BYTES) > 0:
            half = over + _MOST_KEPT_BYTES // 2
            del part.kept[:half]
            part.kept_offset += half

    def _begin(self, packing: _Packing) -> _Part | None:
        """The next part; None before it is found."""
        while len(self._packed) < len(packing.magic) + 4 and self._more():
            pass
        if self._packing is packing and packing.magic == _ZSTD_MAGIC and _SKIPPABLE.match(self._packed):
            self._skip_frame()
            return None
        if not self._packed.startswith(packing.magic):
            self._skip_padding(packing)
            return None
        offset = self._packed_offset
        self._part = _Part(offset, packing.decoder(self._dictionary), kept_offset=offset)
        self._parts.append((self.position + len(self._waiting), offset))
        return self._part

    def _skip_frame(self) -> None:
        """A frame that holds no data; the first of a .warc.zst may be its dictionary, packed itself or not."""
        size = int.from_bytes(self._packed[4:8], "little")
        while len(self._packed) < 8 + size and self._more():
            pass
        body = bytes(self._packed[8 : 8 + size])
        if self._packed[:4] == _DICTIONARY_MAGIC:
            self._dictionary = _plain_dictionary(body)
        self._packed_offset += min(8 + size, len(self._packed))
        del self._packed[: 8 + size]

    def _skip_padding(self, packing: _Packing) -> None:
        """Zeros, which tapes and file systems put behind; anything else there is damage."""
        offset, padding = self._packed_offset, len(self._packed) - len(self._packed.lstrip(b"\x00"))
        self._packed_offset += padding
        del self._packed[:padding]
        if self._packed and not padding:
            self.broken = Break(offset, f"what stands there is no {packing.name}")

    def _find_part(self) -> bool:
        """Go to the next place where a part seems to begin; a false one breaks again."""
        magic = self._packing.magic if self._packing else b""
        while (found := self._packed.find(magic)) < 0:
            most = max(len(self._packed) - len(magic) + 1, 0)
            del self._packed[:most]
            self._packed_offset += most
            if not self._more():
                return False
        del self._packed[:found]
        self._packed_offset += found
        return True


def _plain_dictionary(body: bytes) -> bytes | None:
    try:
        return zstandard.decompress(body, max_output_size=_MOST_KEPT_BYTES) if body[:4] == _ZSTD_MAGIC else body
    except zstandard.ZstdError:
        return None
