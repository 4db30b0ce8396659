"""What an answer becomes, and what is sent."""

import gzip
import zlib
from datetime import UTC, datetime
from importlib.metadata import version

import brotli
import pytest
import zstandard

from ingest.core.errors import BadBody, BadStatus, FetchError
from ingest.core.model import Fetched, Kind
from store import Sighting
from tests.fetch.fetching import HTML, fetch, one_by_one
from tests.web import Web


def test_a_page_says_what_was_received_from_where(web: Web) -> None:
    before = datetime.now(UTC)
    url = web.page("/a?b=1", HTML, headers={"Content-Type": "text/html; charset=utf-8"})
    page = fetch(url)
    assert (page.url, page.body, page.kind, page.status) == (url, HTML, Kind.PAGE, 200)
    assert page.content_type == "text/html; charset=utf-8"
    assert page.sightings == (Sighting(kind="page", locator=url),)
    assert before <= page.fetched <= datetime.now(UTC)


def test_an_undeclared_type_is_not_known(web: Web) -> None:
    assert fetch(web.page("/a", HTML)).content_type is None


def test_a_sighting_has_the_canonical_address(web: Web) -> None:
    url = web.page("/a?utm_source=feed", HTML)
    page = fetch(url)
    assert page.url == url
    assert page.sightings == (Sighting(kind="page", locator=f"{web.url}/a"),)


def test_the_fragment_is_not_sent(web: Web) -> None:
    url = web.page("/a", HTML)
    assert fetch(f"{url}#komentar").body == HTML
    assert web.paths == ["/a"]


def test_an_empty_page_is_a_page(web: Web) -> None:
    assert fetch(web.page("/a")).body == b""


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(HTML, mtime=0)),
        ("deflate", zlib.compress(HTML)),
        ("br", brotli.compress(HTML)),
        ("zstd", zstandard.compress(HTML)),
        ("gzip, br", brotli.compress(gzip.compress(HTML, mtime=0))),
        ("GZIP", HTML),
        ("identity", HTML),
    ],
)
def test_a_packed_body_is_unpacked(web: Web, coding: str, packed: bytes) -> None:
    assert fetch(web.page("/a", packed, headers={"Content-Encoding": coding})).body == HTML


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(HTML)[:-1]),
        ("gzip", gzip.compress(HTML)[:12]),
        ("deflate", zlib.compress(HTML)[:-5]),
        ("br", brotli.compress(HTML)[:-1]),
        ("zstd", zstandard.compress(HTML)[:-1]),
        ("br", HTML),
        ("compress", HTML),
        ("gzip", gzip.compress(bytes(20 << 20))),
        ("br", brotli.compress(bytes(20 << 20), quality=1)),
    ],
    ids=["gzip", "gzip-head", "deflate", "br", "zstd", "no-br", "unknown", "gzip-bomb", "br-bomb"],
)
def test_a_broken_body_or_a_bomb_is_refused(web: Web, coding: str, packed: bytes) -> None:
    url = web.page("/a", packed, headers={"Content-Encoding": coding})
    with pytest.raises(BadBody) as error:
        fetch(url)
    assert error.value.target == url


def test_a_body_shorter_than_announced_is_refused(web: Web) -> None:
    with pytest.raises(BadBody, match="broke off"):
        fetch(web.page("/a", HTML, length=len(HTML) + 1))


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_a_body_may_be_as_large_as_the_limit_and_no_larger(web: Web, coding: str) -> None:
    body = gzip.compress(HTML) if coding == "gzip" else HTML
    url = web.page("/a", body, headers={"Content-Encoding": coding})
    assert fetch(url, limit_bytes=len(HTML)).body == HTML
    with pytest.raises(BadBody, match=r"larger|more than"):
        fetch(url, limit_bytes=len(HTML) - 1)


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (204, "check the address"),
        (205, "check the address"),
        (304, "check the address"),
        (401, "check the address"),
        (404, "check the address"),
        (410, "check the address"),
        (429, "try again later"),
        (500, "try again later"),
        (599, "try again later"),
    ],
)
def test_a_status_without_a_page_is_an_error_that_carries_it(web: Web, status: int, advice: str) -> None:
    url = web.page("/a", status=status)
    with pytest.raises(BadStatus, match=f"it answers {status}") as error:
        fetch(url)
    assert (error.value.status, error.value.target, error.value.stage) == (status, url, "fetch")
    assert advice in error.value.advice


@pytest.mark.parametrize("status", [200, 201, 202, 203, 206, 226])
def test_what_browsers_show_is_a_page(web: Web, status: int) -> None:
    page = fetch(web.page("/a", HTML, status=status))
    assert (page.body, page.status) == (HTML, status)


@pytest.mark.parametrize(
    ("said", "is_whole"),
    [("bytes 0-99/100", True), ("bytes 0-98/100", False), ("bytes 1-99/100", False), ("bytes 0-99/*", False)],
)
def test_a_part_is_a_page_when_it_is_all_of_it(web: Web, said: str, is_whole: bool) -> None:
    url = web.page("/a", HTML[:100], status=206, headers={"Content-Range": said})
    assert isinstance(one_by_one(url)[0], Fetched) is is_whole


def test_hundreds_of_headers_are_read(web: Web) -> None:
    assert fetch(web.page("/a", HTML, headers={f"X-{number}": "y" * 100 for number in range(300)})).body == HTML


def test_a_reason_is_one_short_line_and_never_the_page(web: Web) -> None:
    (error,) = one_by_one(web.page("/a", HTML, headers={"X-A": "x" * 70_000}))
    assert isinstance(error, FetchError)
    assert "xxxx" not in error.reason
    reason = FetchError("fetching", "http://muara.test/", "satu\ndua " * 4000).reason
    assert (len(reason), reason[:13]) == (200, "satu dua satu")


def test_a_request_says_who_asks_and_where_to_complain(web: Web) -> None:
    fetch(web.page("/a", HTML), contact="mailto:arsip@muara.test")
    for _, headers in web.asked:
        assert headers["User-Agent"] == f"warta/{version('warta')} (+mailto:arsip@muara.test)"


def test_pages_may_come_packed_and_robots_txt_may_not(web: Web) -> None:
    fetch(web.page("/a", HTML))
    robots, page = (headers["Accept-Encoding"] for _, headers in web.asked)
    assert (robots, page) == ("identity", "gzip, deflate, br, zstd")
