"""Bodies unpacked, never beyond a limit, and only when they are whole."""

import gzip
import random
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core import compression
from ingest.core.errors import BodyError

LIMIT_BYTES = 1 << 20
TEXT = b"".join(b"Perahu nomor %d merapat di dermaga %d. " % (number, number**3 % 101) for number in range(40))


def _raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def _zstd_without_size(body: bytes) -> bytes:
    packer = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    return packer.compress(body) + packer.flush()


Packer = Callable[[bytes], bytes]
PACKERS: list[tuple[str, Packer]] = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", _raw_deflate),  # against the RFC but usual
    ("br", lambda body: brotli.compress(body, quality=4)),
    ("zstd", zstandard.compress),
    ("zstd", _zstd_without_size),
]
every_coding = pytest.mark.parametrize(
    ("coding", "pack"), PACKERS, ids=["gzip", "x-gzip", "deflate", "raw-deflate", "br", "zstd", "zstd-stream"]
)


@every_coding
@settings(deadline=None)
@given(body=st.binary())
def test_what_was_packed_comes_out_again(coding: str, pack: Packer, body: bytes) -> None:
    assert compression.unpack(pack(body), coding, LIMIT_BYTES) == body


@every_coding
def test_a_body_of_many_pieces_comes_out_whole(coding: str, pack: Packer) -> None:
    body = TEXT * 300
    assert compression.unpack(pack(body), coding, len(body)) == body


@every_coding
def test_a_body_that_breaks_off_anywhere_is_refused(coding: str, pack: Packer) -> None:
    packed = pack(TEXT)
    for cut in range(1, len(packed)):
        with pytest.raises(BodyError):
            compression.unpack(packed[:cut], coding, LIMIT_BYTES)


@every_coding
def test_a_body_may_be_as_large_as_the_limit_and_no_larger(coding: str, pack: Packer) -> None:
    for size in (1, 1 << 16, (1 << 16) + 1, 200_000):
        packed = pack(bytes(size))
        assert compression.unpack(packed, coding, size) == bytes(size)
        with pytest.raises(BodyError, match="more than"):
            compression.unpack(packed, coding, size - 1)


@every_coding
def test_a_bomb_is_refused(coding: str, pack: Packer) -> None:
    with pytest.raises(BodyError, match="more than the 1 MiB allowed"):
        compression.unpack(pack(bytes(16 << 20)), coding, LIMIT_BYTES)


@every_coding
def test_beyond_a_mebibyte_a_body_may_unpack_to_200_times_its_size_and_no_more(coding: str, pack: Packer) -> None:
    assert compression.unpack(pack(bytes(1 << 20)), coding, 16 << 20) == bytes(1 << 20)
    with pytest.raises(BodyError, match="more than the 1 MiB allowed") as error:
        compression.unpack(pack(bytes((1 << 20) + 1)), coding, 16 << 20)
    assert not error.value.is_passing
    noise = random.Random(7).randbytes(10_000)
    for zeros in (1_000_000, 1_900_000):  # two thirds of the ratio, and nearly all of it
        assert compression.unpack(pack(noise + bytes(zeros)), coding, 16 << 20) == noise + bytes(zeros)
    with pytest.raises(BodyError, match="more than"):
        compression.unpack(pack(noise + bytes(3_000_000)), coding, 16 << 20)


def test_each_of_several_codings_has_its_own_ratio() -> None:
    packed = brotli.compress(gzip.compress(bytes(16 << 20)))
    with pytest.raises(BodyError, match="more than the 3"):
        compression.unpack(packed, "gzip, br", 64 << 20)


def zstd_with_window(log: int, body: bytes) -> bytes:
    """A frame that asks its reader to keep so many (two to the power of ``log``) bytes in memory."""
    parameters = zstandard.ZstdCompressionParameters(window_log=log, write_content_size=0)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    return packer.compress(body) + packer.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK) + packer.flush()


def test_zstd_may_ask_for_8_mib_of_memory_and_no_more() -> None:
    assert compression.unpack(zstd_with_window(23, TEXT), "zstd", LIMIT_BYTES) == TEXT
    for body in (zstd_with_window(24, TEXT), zstandard.compress(TEXT) + zstd_with_window(24, TEXT)):
        with pytest.raises(BodyError, match="more than 8 MiB of memory") as error:
            compression.unpack(body, "zstd", LIMIT_BYTES)
        assert not error.value.is_passing


@pytest.mark.parametrize(
    ("body", "coding", "is_passing"),
    [
        (gzip.compress(TEXT)[:-1], "gzip", True),
        (gzip.compress(TEXT)[:-8] + bytes(8), "gzip", True),
        (zlib.compress(TEXT)[:-1], "deflate", True),
        (brotli.compress(TEXT)[:-1], "br", True),
        (zstandard.compress(TEXT)[:-1], "zstd", True),
        (zstandard.compress(TEXT)[:3], "zstd", True),
        (TEXT, "compress", False),
        (gzip.compress(bytes(2 << 20)), "gzip", False),
        (gzip.compress(b"") * 101, "gzip", False),
    ],
)
def test_what_broke_on_its_way_may_be_whole_the_next_time(body: bytes, coding: str, is_passing: bool) -> None:
    with pytest.raises(BodyError) as error:
        compression.unpack(body, coding, LIMIT_BYTES)
    assert error.value.is_passing is is_passing


@pytest.mark.parametrize("coding", ["deflate", "br", "zstd"])
def test_a_body_that_is_not_what_its_label_says_is_refused(coding: str) -> None:
    with pytest.raises(BodyError):
        compression.unpack(b"<html>Kabar dari muara</html>", coding, LIMIT_BYTES)


def test_a_body_labelled_gzip_that_is_none_stays_as_it_is() -> None:
    assert compression.unpack(TEXT, "gzip", LIMIT_BYTES) == TEXT


def test_a_gzip_body_with_a_wrong_checksum_is_refused() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-8] ^= 1
    with pytest.raises(BodyError, match="broken"):
        compression.unpack(bytes(packed), "gzip", LIMIT_BYTES)


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("zstd", zstandard.compress)])
def test_a_stream_of_several_members_is_read_to_its_end(coding: str, pack: Packer) -> None:
    assert (
        compression.unpack(pack(b"Kabar ") + pack(b"dari ") + pack(b"muara"), coding, LIMIT_BYTES)
        == b"Kabar dari muara"
    )


def test_the_limit_holds_over_all_members() -> None:
    with pytest.raises(BodyError):
        compression.unpack(gzip.compress(bytes(600)) * 2, "gzip", 1000)


@pytest.mark.parametrize("encoding", ["", "identity", " , ", "Identity, identity"])
def test_a_body_that_is_not_packed_stays_as_it_is(encoding: str) -> None:
    assert compression.unpack(TEXT, encoding, LIMIT_BYTES) == TEXT


def test_codings_are_undone_from_the_last_to_the_first() -> None:
    packed = brotli.compress(gzip.compress(TEXT))
    assert compression.unpack(packed, " GZIP,identity ,br", LIMIT_BYTES) == TEXT
    with pytest.raises(BodyError):
        compression.unpack(packed, "br, gzip, deflate", LIMIT_BYTES)


@pytest.mark.parametrize("encoding", ["compress", "gzip, exi"])
def test_a_coding_that_cannot_be_undone_is_refused_by_its_name(encoding: str) -> None:
    with pytest.raises(BodyError, match=encoding.split()[-1]):
        compression.unpack(TEXT, encoding, LIMIT_BYTES)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "UTF8", "none", "binary", "aws-chunked", "8bit", "kopi, none", "caf\ufffd"]
)
def test_what_names_no_coding_changes_nothing(encoding: str) -> None:
    assert compression.unpack(TEXT, encoding, LIMIT_BYTES) == TEXT
    assert compression.unpack(gzip.compress(TEXT), f"gzip, {encoding}", LIMIT_BYTES) == TEXT


@pytest.mark.parametrize("coding", compression.ACCEPTED.split(", "))
def test_an_empty_body_is_empty_in_every_coding(coding: str) -> None:
    assert compression.unpack(b"", coding, LIMIT_BYTES) == b""


@settings(deadline=None)
@given(st.binary(), st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]))
def test_no_bytes_make_it_fail_in_another_way(body: bytes, encoding: str) -> None:
    try:
        unpacked = compression.unpack(b"\x1f\x8b\x08" + body, encoding, 2000)
    except BodyError:
        return
    assert len(unpacked) <= 2000


@pytest.mark.parametrize("piece", [gzip.compress(b""), zstandard.compress(b"")], ids=["gzip", "zstd"])
def test_thousands_of_empty_pieces_are_refused_at_once(no_hang: None, piece: bytes) -> None:
    coding = "gzip" if piece[:1] == b"\x1f" else "zstd"
    with pytest.raises(BodyError, match="more than 100 pieces"):
        compression.unpack(piece * 100_000, coding, 1 << 20)


LONG = b"".join(b"Disallow: /%x\n" % (number * 2654435761 % (1 << 40)) for number in range(60_000))


@pytest.mark.parametrize("limit", [1000, 100_000])
@every_coding
def test_of_what_is_over_the_limit_the_beginning_can_be_had(coding: str, pack: Packer, limit: int) -> None:
    packed = pack(LONG)
    assert compression.unpack(packed, coding, limit, only_beginning=True) == LONG[:limit]


@every_coding
def test_of_what_was_cut_at_the_limit_the_beginning_can_be_had(coding: str, pack: Packer) -> None:
    packed, limit = pack(LONG), 200_000
    assert len(packed) > limit
    cut = compression.unpack(packed[:limit], coding, limit, only_beginning=True)
    assert LONG.startswith(cut)
    assert cut


def test_what_is_broken_below_the_limit_is_no_beginning() -> None:
    with pytest.raises(BodyError, match="breaks off"):
        compression.unpack(gzip.compress(LONG)[:-9], "gzip", len(LONG), only_beginning=True)


def test_what_is_not_packed_is_cut_at_the_limit() -> None:
    assert compression.unpack(LONG, "", 1000, only_beginning=True) == LONG[:1000]
