"""Web archives: every packing, every kind of record, damage said and gone over."""

import bz2
import gzip
import io
import lzma
import random
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.errors import Unreadable
from ingest.core.model import AlsoAt, Kind, Noted, Page
from ingest.formats import warc
from ingest.formats.warc.pages import pages as pages_of
from store import Sighting

from .writing import arc, http, packed, page, record, response

URL = "https://muara.test/{}.html"
FILE = "/arsip/a.warc"
PAGES = [page(f"Bakau {number}", random.Random(number).randbytes(600).hex()) for number in range(5)]
RECORDS = [response(URL.format(number), body) for number, body in enumerate(PAGES)]
WHOLE = b"".join(RECORDS)


def now() -> datetime:
    return datetime(2026, 2, 1, tzinfo=UTC)


def read(body: bytes) -> list[object]:
    return list(pages_of(io.BytesIO(body), FILE, now=now))


def pages(body: bytes) -> list[Page]:
    return [found for found in read(body) if isinstance(found, Page)]


def troubles(body: bytes) -> list[Unreadable]:
    return [found for found in read(body) if isinstance(found, Unreadable)]


def note(body: bytes) -> str:
    (found,) = (found for found in read(body) if isinstance(found, Noted))
    return found.text


def urls(body: bytes) -> list[str]:
    return [found.url for found in pages(body)]


def dictionary_frame(dictionary: bytes) -> bytes:
    return b"\x5d\x2a\x4d\x18" + len(dictionary).to_bytes(4, "little") + dictionary


def with_dictionary(records: list[bytes]) -> bytes:
    known = zstandard.ZstdCompressionDict(WHOLE)
    compressor = zstandard.ZstdCompressor(dict_data=known)
    return dictionary_frame(zstandard.compress(WHOLE)) + b"".join(map(compressor.compress, records))


PACKINGS: dict[str, Callable[[list[bytes]], bytes]] = {
    "not packed": b"".join,
    "gzip, each": packed,
    "gzip, all": lambda records: gzip.compress(b"".join(records)),
    "gzip, in blocks": lambda records: packed([b"".join(records)[:900], b"".join(records)[900:]]),
    "gzip, padded": lambda records: packed(records) + bytes(1000),
    "zstd, each": lambda records: b"".join(map(zstandard.compress, records)),
    "zstd, all": lambda records: zstandard.compress(b"".join(records)),
    "zstd with a dictionary": with_dictionary,
    "bzip2": lambda records: bz2.compress(b"".join(records)),
    "xz": lambda records: lzma.compress(b"".join(records)),
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_every_packing_holds_the_same_pages(packing: str) -> None:
    body = PACKINGS[packing](RECORDS)
    assert warc.begins(body[:8192])
    assert [found.body for found in pages(body)] == PAGES
    assert troubles(body) == []


def test_a_page_is_as_it_was_received() -> None:
    head = ("Server: muara", "X-Two: 1", "X-Two: 2")
    (found,) = pages(response("https://Muara.test/a.html?utm_source=x#b", page("Bakau"), *head))
    assert (found.url, found.kind, found.status) == ("https://muara.test/a.html?utm_source=x", Kind.PAGE, 200)
    assert (found.fetched, found.content_type) == (datetime(2026, 1, 5, 8, 30, tzinfo=UTC), "text/html; charset=utf-8")
    assert (found.headers or "").splitlines()[0] == "HTTP/1.1 200 OK"
    assert (found.headers or "").splitlines()[2:] == ["Server: muara", "X-Two: 1", "X-Two: 2"]
    assert found.sightings == (
        Sighting(kind="warc", locator=f"{FILE}, offset 0"),
        Sighting(kind="page", locator="https://muara.test/a.html"),
    )


def test_offsets_are_those_of_the_packed_file() -> None:
    starts = [0]
    for each in RECORDS[:-1]:
        starts.append(starts[-1] + len(packed([each])))
    places = [found.sightings[0].locator for found in pages(packed(RECORDS))]
    assert places == [f"{FILE}, offset {start}" for start in starts]
    assert len({found.sightings[0].locator for found in pages(gzip.compress(WHOLE))}) == 5


CODINGS = {
    "gzip": gzip.compress(page("Bakau")),
    "br": brotli.compress(page("Bakau")),
    "zstd": zstandard.compress(page("Bakau")),
    "deflate": zlib.compress(page("Bakau")),
}


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("is_chunked", [False, True])
def test_codings_and_chunks_are_undone(coding: str, is_chunked: bool) -> None:
    body, headers = CODINGS[coding], [f"Content-Encoding: {coding}"]
    if is_chunked:
        body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:100], body[100:])) + b"0\r\n\r\n"
        headers.append("Transfer-Encoding: chunked")
    assert [found.body for found in pages(response(URL, body, *headers))] == [page("Bakau")]


@pytest.mark.parametrize("header", ["Transfer-Encoding: chunked", "Content-Encoding: gzip", "Content-Encoding: br"])
def test_headers_of_codings_that_a_crawler_undid_do_no_harm(header: str) -> None:
    assert [found.body for found in pages(response(URL, page("Bakau"), header))] == [page("Bakau")]


def test_a_coding_that_is_broken_is_a_failure_with_its_address() -> None:
    body = response(URL.format(1), gzip.compress(page("Bakau"))[:200], "Content-Encoding: gzip") + RECORDS[2]
    (trouble,) = troubles(body)
    assert trouble.target == f"{FILE}, offset 0 ({URL.format(1)})"
    assert urls(body) == [URL.format(2)]


def test_a_resource_is_a_page_without_a_status() -> None:
    (found,) = pages(record("resource", URL.format(1), page("Bakau"), "Content-Type: text/html"))
    assert (found.url, found.status, found.body) == (URL.format(1), None, page("Bakau"))


def test_arc_files_are_read_too() -> None:
    for body in (arc(URL.format(1), page("Bakau")), gzip.compress(arc(URL.format(1), page("Bakau")))):
        assert warc.begins(body)
        (found,) = pages(body)
        assert (found.url, found.status, found.body) == (URL.format(1), 200, page("Bakau"))
        assert found.fetched == datetime(2014, 2, 16, 5, 2, 21, tzinfo=UTC)
        assert troubles(body) == []


def moved(start: str, end: str) -> bytes:
    return record("response", start, http(b"", f"Location: {end}", status="301 Moved"))


def test_redirects_lead_to_the_article_inside_the_file() -> None:
    body = moved("https://muara.test/p/1", "/q/1") + moved("https://muara.test/q/1", URL.format(1)) + RECORDS[1]
    led = [(found.key, found.sightings[0].locator) for found in read(body) if isinstance(found, AlsoAt)]
    assert led == [(URL.format(1), "https://muara.test/p/1"), (URL.format(1), "https://muara.test/q/1")]


def test_redirects_in_a_circle_lead_nowhere() -> None:
    body = moved("https://muara.test/a", "/b") + moved("https://muara.test/b", "/a") + RECORDS[1]
    assert [found for found in read(body) if isinstance(found, AlsoAt)] == []


def test_a_revisit_is_another_place_where_its_page_was_seen() -> None:
    again = record("revisit", "https://muara.test/lain", http(b""), f"WARC-Refers-To-Target-URI: {URL.format(1)}")
    (found,) = [found for found in read(RECORDS[1] + again) if isinstance(found, AlsoAt)]
    assert found.key == URL.format(1)
    assert found.sightings == (
        Sighting(kind="warc", locator=f"{FILE}, offset {len(RECORDS[1])}"),
        Sighting(kind="page", locator="https://muara.test/lain"),
    )


def test_what_is_no_page_is_left_out_and_counted_by_kind() -> None:
    body = b"".join(
        (
            record("warcinfo", "", b"software: muara"), RECORDS[1], record("request", URL, b"GET / HTTP/1.1\r\n\r\n"),
            record("response", URL, http(b"\xff\xd8\xff", kind="image/jpeg")), record("response", URL, http(b"%PDF-1")),
            record("response", URL, http(b"", status="404 Not Found")), record("response", "dns:muara.test", b"x"),
            record("response", URL, http(b"<rss/>")), record("response", URL, http(b"a {}", kind="text/css")),
        )
    )  # fmt: skip
    said = note(body).partition("; left out: ")[2].split(", ")
    assert sorted(said) == [
        "PDF files 1", "descriptions of the file 1", "feeds 1", "images 1",
        "records of other things than web addresses 1", "requests 1", "responses with status 404 1", "style sheets 1",
    ]  # fmt: skip
    assert note(body).startswith(f"{FILE}: 1 pages")


def test_a_file_without_pages_is_unreadable_unless_it_was_never_meant_to_hold_any() -> None:
    (trouble,) = troubles(record("response", URL, http(b"\xff\xd8", kind="image/jpeg")))
    assert trouble.reason == "it holds no pages, only images 1"
    assert note(record("warcinfo", "", b"x")) == f"{FILE}: 0 pages; left out: descriptions of the file 1"
    assert len(troubles(b"WARC/1.0\r\n")) == 1


def test_a_page_that_the_crawler_cut_short_is_said() -> None:
    body = record("response", URL.format(1), http(page("Bakau")), "WARC-Truncated: length")
    assert note(body) == f"{FILE}: 1 pages, 1 of them cut short by the crawler"


# -- damage


def flipped(body: bytes, at: int) -> bytes:
    return body[:at] + bytes([body[at] ^ 0x55]) + body[at + 1 :]


def checked(records: list[bytes]) -> bytes:
    return b"".join(map(zstandard.ZstdCompressor(write_checksum=True).compress, records))


@pytest.mark.parametrize("pack", [packed, checked])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_damaged_record_costs_itself_alone(pack: Callable[[list[bytes]], bytes], share: float) -> None:
    start, second = len(pack(RECORDS[:1])), len(pack(RECORDS[1:2]))
    body = pack(RECORDS)
    body = body[: start + int(second * share)] + b"\x00" * 40 + body[start + int(second * share) + 40 :]
    assert [url for url in (URL.format(0), *map(URL.format, (3, 4))) if url not in urls(body)] == []
    assert URL.format(1) not in urls(body)
    assert troubles(body)[0].target == f"{FILE}, offset {start}"


def test_a_checksum_that_does_not_fit_is_damage() -> None:
    body = packed(RECORDS[:1])
    body = flipped(body, len(body) - 6) + packed(RECORDS[1:])
    assert urls(body) == [URL.format(number) for number in range(1, 5)]
    assert "incorrect data check" in troubles(body)[0].reason


@pytest.mark.parametrize("missing", [5, 40, 500, 1100])
def test_a_hole_in_a_plain_file_costs_one_record(missing: int) -> None:
    start = len(RECORDS[0]) + 300
    body = WHOLE[:start] + WHOLE[start + missing :]
    (trouble,) = troubles(body)[:1]
    assert "shorter than it says" in trouble.reason or "no whole record begins" in trouble.reason
    assert len(urls(body)) == 4 if missing < len(RECORDS[1]) - 300 else 3


def test_what_stands_between_records_is_said_and_gone_over() -> None:
    body = RECORDS[0] + b"\x00\x01 sampah\n" * 50_000 + b"".join(RECORDS[1:])
    assert urls(body) == urls(WHOLE)
    assert troubles(body)[0].reason == "no whole record begins there: 500000 bytes are left out"


@pytest.mark.parametrize("pack", [packed, PACKINGS["gzip, all"], PACKINGS["zstd, all"], PACKINGS["not packed"]])
def test_a_file_that_was_cut_is_read_to_its_end_and_that_is_said(pack: Callable[[list[bytes]], bytes]) -> None:
    body = pack(RECORDS)[:-150]
    assert urls(body) == [URL.format(number) for number in range(len(urls(body)))]
    assert len(urls(body)) >= 4 or pack is PACKINGS["zstd, all"]  # which packs 128 KiB at a time
    assert "breaks off" in troubles(body)[0].reason


def test_a_last_page_that_lacks_nothing_of_its_own_is_taken() -> None:
    body = RECORDS[0].replace(b"Content-Length: ", b"Content-Length: 9")
    assert urls(body) == [URL.format(0)]
    assert "breaks off" in troubles(body)[0].reason


@pytest.mark.parametrize("length", ["", "-5", "banyak", "1e3"])
def test_a_record_without_a_length_is_gone_over(length: str) -> None:
    bad = RECORDS[0].replace(b"Content-Length: ", f"Content-Length: {length}\r\nX: ".encode())
    assert urls(bad + RECORDS[1]) == [URL.format(1)]
    assert troubles(bad + RECORDS[1])[0].reason.startswith("no whole record begins there")


def test_of_thousands_of_losses_twenty_are_told() -> None:
    body = (RECORDS[0] + b"sampah\n") * 100
    assert len(troubles(body)) == 20
    assert any("100 parts are damaged" in found.text for found in read(body) if isinstance(found, Noted))


@given(st.binary(max_size=300), st.integers(0, 4000))
def test_whatever_stands_in_a_file_reading_ends_without_an_error(junk: bytes, at: int) -> None:
    for body in (WHOLE, packed(RECORDS)):
        assert read(body[:at] + junk + body[at:])


# -- size


class Endless(io.RawIOBase):
    """A file that is made while it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._piece, self._at = pieces, b"", 0

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]
        if self._at >= len(self._piece):
            self._piece, self._at = next(self._pieces, b""), 0
        taken = self._piece[self._at : self._at + len(into)]
        into[: len(taken)] = taken
        self._at += len(taken)
        return len(taken)


@pytest.mark.parametrize("pack", [packed, b"".join])
def test_memory_does_not_grow_with_the_file(pack: Callable[[list[bytes]], bytes]) -> None:
    piece = pack([response(URL.format(1), page("Bakau", "Air pasang. " * 8000))] * 20)
    huge = pack([response(URL.format(1), b"x" * (21 << 20))])
    tracemalloc.start()
    raw = io.BufferedReader(Endless(iter([piece] * 10 + [huge])))
    count = sum(isinstance(found, Page) for found in pages_of(raw, FILE, now=now))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200
    assert peak < 12 << 20
