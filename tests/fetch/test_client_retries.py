"""What fails for a moment is tried again, within one deadline and after a pause."""

import asyncio
import gzip
import random
from datetime import timedelta

import pytest
import zstandard

from ingest.core.errors import BadBody, BadStatus, FetchError, RobotsDenied, TimedOut, Unreachable
from ingest.fetch import retry
from tests.fetch.fetching import HTML, Clock, answer, body, fetch_raw, one_by_one, times
from tests.web import Answer as Sent
from tests.web import Web

PACKED = {"Content-Encoding": "gzip"}
PASSING = {
    "500": Sent(status=500),
    "502": Sent(status=502),
    "503": Sent(status=503),
    "504": Sent(status=504),
    "reset": Sent(reset=True),
    "cut-off": Sent(HTML, length=len(HTML) + 1),
    "half-a-gzip": Sent(gzip.compress(HTML)[:-1], headers=PACKED),
    "wrong-checksum": Sent(gzip.compress(HTML)[:-8] + bytes(8), headers=PACKED),
}


@pytest.mark.parametrize("first", PASSING.values(), ids=PASSING)
def test_what_fails_for_a_moment_is_had_at_the_second_try_after_a_pause(web: Web, first: Sent) -> None:
    clock = Clock()
    asked = times(web, clock)
    found = answer(web.turns("/a", first, Sent(HTML)), pace=clock.pace(1.0))
    assert body(found) == HTML
    before, after = asked
    assert after >= before + 1.0


@pytest.mark.parametrize("always", PASSING.values(), ids=PASSING)
def test_there_are_three_tries_and_the_waits_between_them_grow(web: Web, always: Sent) -> None:
    clock = Clock()
    with pytest.raises(FetchError):
        answer(web.turns("/a", always), pace=clock.pace())
    assert web.paths == ["/a"] * 3
    short, long = clock.waits
    assert 0.75 <= short <= 1.25
    assert 1.5 <= long <= 2.5


def greedy_zstd() -> bytes:
    """A small body that asks for 16 MiB of memory to unpack it."""
    parameters = zstandard.ZstdCompressionParameters(window_log=24, write_content_size=0)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    return packer.compress(b"Kabar") + packer.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK) + packer.flush()


LASTING = {
    "401": Sent(status=401),
    "403": Sent(status=403),
    "404": Sent(status=404),
    "410": Sent(status=410),
    "429": Sent(status=429),  # for how long is not said: longer than a run waits
    "501": Sent(status=501),
    "304": Sent(status=304),
    "too-large": Sent(bytes(2001)),
    "bomb": Sent(gzip.compress(bytes(2001)), headers=PACKED),
    "unknown-packing": Sent(HTML, headers={"Content-Encoding": "compress"}),
    "greedy-zstd": Sent(greedy_zstd(), headers={"Content-Encoding": "zstd"}),
    "long-header": Sent(HTML, headers={"X-Panjang": "a" * (70 << 10)}),
    "nowhere": Sent(status=302),
    "private": Sent(status=302, headers={"Location": "http://10.0.0.1/"}),
}


@pytest.mark.parametrize("always", LASTING.values(), ids=LASTING)
def test_what_will_not_pass_is_asked_for_once(web: Web, always: Sent) -> None:
    with pytest.raises(FetchError):
        answer(web.turns("/a", always), limit_bytes=2000)
    assert web.paths == ["/a"]


def test_what_robots_txt_denies_is_not_tried_again(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /")
    with pytest.raises(RobotsDenied):
        answer(f"{web.url}/a")
    assert len(web.asked) == 1


def test_a_second_try_begins_at_the_address_that_was_asked_for(web: Web) -> None:
    url = web.turns("/a", *(Sent(status=302, headers={"Location": path}) for path in ("/b", "/c")))
    web.page("/b", status=500)
    web.page("/c", HTML)
    assert body(answer(url)) == HTML
    assert web.paths == ["/a", "/b", "/a", "/c"]


def takes(web: Web, clock: Clock, seconds: float) -> None:
    """Let each request for a page last so long."""

    def when_asked(path: str) -> None:
        if not path.endswith("/robots.txt"):
            clock.seconds += seconds

    web.when_asked = when_asked


def test_all_hops_share_one_deadline(web: Web) -> None:
    clock = Clock()
    takes(web, clock, 12.0)
    for hop in range(4):
        web.page(f"/{hop}", status=302, headers={"Location": f"/{hop + 1}"})
    with pytest.raises(TimedOut, match="its time is used up") as error:
        answer(f"{web.url}/0", pace=clock.pace(), total=30.0)
    assert error.value.target == f"{web.url}/0"
    assert web.paths == ["/0", "/1", "/2"]


def test_all_tries_share_one_deadline(web: Web) -> None:
    clock = Clock()
    takes(web, clock, 14.0)
    with pytest.raises(BadStatus) as error:
        answer(web.page("/a", status=500), pace=clock.pace(), total=30.0)
    assert error.value.status == 500
    assert web.paths == ["/a"] * 2


def test_the_waits_between_tries_are_taken_from_the_deadline(web: Web) -> None:
    random.seed(7)
    short, long = random.uniform(0.75, 1.25), 2 * random.uniform(0.75, 1.25)
    random.seed(7)
    clock = Clock()
    with pytest.raises(BadStatus):
        answer(web.page("/a", status=500), pace=clock.pace(), total=short + long - 0.1)
    assert clock.waits == [short]
    assert web.paths == ["/a"] * 2


def test_a_fetch_may_have_a_deadline_of_its_own(web: Web) -> None:
    clock = Clock()
    takes(web, clock, 14.0)
    with pytest.raises(BadStatus):
        answer(web.page("/a", status=500), pace=clock.pace(), total=30.0, seconds=60.0)
    assert web.paths == ["/a"] * 3


def test_waiting_for_ones_turn_takes_nothing_from_the_deadline(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nCrawl-delay: 60")
    web.page("/a", status=302, headers={"Location": "/b"})
    web.turns("/b", Sent(status=503, headers={"Retry-After": "25"}), Sent(HTML))
    clock = Clock()
    assert body(answer(f"{web.url}/a", pace=clock.pace(), total=20.0)) == HTML
    assert clock.seconds >= 180.0


NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nKabar"


@pytest.mark.parametrize("is_reset", [False, True], ids=["closed", "reset"])
def test_a_kept_connection_that_breaks_is_not_asked_again_without_a_pause(is_reset: bool) -> None:
    clock = Clock()
    asked: list[tuple[int, bytes, float]] = []  # connection, path, when
    connections: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        number = len(connections)
        while head := await reader.readuntil(b"\r\n\r\n"):
            asked.append((number, head.split()[1], clock.seconds))
            if len(asked) == 2:
                writer.transport.abort() if is_reset else writer.close()
                return
            writer.write(NO_ROBOTS if len(asked) == 1 else GOOD)

    assert fetch_raw(serve, pace=clock.pace()).body == b"Kabar"
    robots, broken, again = asked
    assert [(number, path) for number, path, _ in asked] == [(1, b"/robots.txt"), (1, b"/a"), (2, b"/a")]
    assert again[2] >= broken[2] + 0.75
    assert broken[2] == robots[2]


def test_connections_that_are_closed_unannounced_are_no_obstacle() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(NO_ROBOTS if b"/robots.txt" in head else GOOD)
        writer.close()

    assert fetch_raw(serve).body == b"Kabar"


@pytest.mark.parametrize(
    ("error", "tries", "least", "most"),
    [
        (Unreachable("fetching", "", ""), 1, 0.75, 1.25),
        (Unreachable("fetching", "", ""), 2, 1.5, 2.5),
        (TimedOut("fetching", "", ""), 1, 0.75, 1.25),
        (BadStatus("fetching", "", "", status=503, retry_after=timedelta(seconds=30)), 1, 0.0, 0.0),
        (BadStatus("fetching", "", "", status=429, retry_after=timedelta(0)), 2, 0.0, 0.0),
    ],
)
def test_a_wait_is_of_its_try_unless_the_site_says_how_long(
    error: FetchError, tries: int, least: float, most: float
) -> None:
    for _ in range(50):
        wait = retry.wait_seconds(error, tries)
        assert wait is not None
        assert least <= wait <= most


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (Unreachable("fetching", "", ""), 3),
        (Unreachable("fetching", "", "", is_passing=False), 1),
        (BadBody("fetching", "", ""), 1),
        (BadStatus("fetching", "", "", status=404), 1),
        (BadStatus("fetching", "", "", status=429), 1),
        (BadStatus("fetching", "", "", status=503, retry_after=timedelta(seconds=31)), 1),
        (BadStatus("fetching", "", "", status=503, retry_after=timedelta(seconds=1)), 3),
    ],
)
def test_there_is_no_further_try(error: FetchError, tries: int) -> None:
    assert retry.wait_seconds(error, tries) is None


@pytest.mark.parametrize("kind", ["application/rss+xml", "text/xml; charset=utf-8", "application/atom+xml"])
def test_a_list_that_breaks_off_waits_for_the_next_run(web: Web, kind: str) -> None:
    url = web.page("/a", b"<rss>", length=999, headers={"Content-Type": kind})
    (error,) = one_by_one(url)
    assert isinstance(error, BadBody)
    assert web.paths == ["/a"]


def test_a_page_that_breaks_off_is_asked_for_again(web: Web) -> None:
    headers = {"Content-Type": "application/xhtml+xml"}
    url = web.turns("/a", Sent(HTML, length=9999, headers=headers), Sent(HTML, headers=headers))
    assert body(one_by_one(url)[0]) == HTML


def test_a_robots_txt_that_breaks_off_is_asked_for_once(web: Web) -> None:
    web.page("/robots.txt", b"User-agent: *\n", length=9999)
    (error,) = one_by_one(web.page("/a", HTML))
    assert isinstance(error, FetchError)
    assert [path for path, _ in web.asked] == ["/robots.txt"]
