"""What an answer becomes, redirects included, and what is sent."""

import gzip
import zlib
from datetime import UTC, datetime
from importlib.metadata import version

import brotli
import pytest
import zstandard

from ingest.errors import (
    AddressRefused,
    BadBody,
    BadStatus,
)
from ingest.fetch import client
from ingest.model import Kind
from store import Sighting

from .fetching import HTML, fetch, fetch_all
from .web import Web


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
        ("gzip", gzip.compress(HTML)),
        ("deflate", zlib.compress(HTML)),
        ("br", brotli.compress(HTML)),
        ("zstd", zstandard.compress(HTML)),
        ("gzip, br", brotli.compress(gzip.compress(HTML))),
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
        (206, "check the address"),
        (304, "check the address"),
        (401, "check the address"),
        (404, "check the address"),
        (410, "check the address"),
        (429, "try again later"),
        (500, "try again later"),
        (599, "try again later"),
    ],
)
def test_any_status_but_200_is_an_error_that_carries_it(web: Web, status: int, advice: str) -> None:
    url = web.page("/a", status=status)
    with pytest.raises(BadStatus, match=f"it answers {status}") as error:
        fetch(url)
    assert (error.value.status, error.value.target, error.value.stage) == (status, url, "fetch")
    assert advice in error.value.advice


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_both_addresses_are_seen(web: Web, status: int) -> None:
    asked = web.page("/lama", status=status, headers={"Location": "/baru?utm_source=x"})
    landed = web.page("/baru?utm_source=x", HTML)
    page = fetch(asked)
    assert (page.url, page.body, page.status) == (landed, HTML, 200)
    assert page.sightings == (Sighting(kind="page", locator=asked), Sighting(kind="page", locator=f"{web.url}/baru"))


def chain(web: Web, hops: int) -> str:
    for hop in range(hops):
        web.page(f"/{hop}", status=302, headers={"Location": f"{hop + 1}"})
    web.page(f"/{hops}", HTML)
    return f"{web.url}/0"


def test_five_redirects_are_followed(web: Web) -> None:
    assert fetch(chain(web, 5)).url == f"{web.url}/5"


def test_a_sixth_redirect_is_refused(web: Web) -> None:
    url = chain(web, 6)
    with pytest.raises(BadStatus, match="more than 5 redirects") as error:
        fetch(url)
    assert error.value.target == url
    assert "/6" not in web.paths


def test_a_redirect_in_a_circle_ends(web: Web) -> None:
    url = web.page("/a", status=301, headers={"Location": "/b"})
    web.page("/b", status=301, headers={"Location": "/a"})
    with pytest.raises(BadStatus, match="redirects"):
        fetch(url)
    assert len(web.paths) == 6


def test_a_redirect_to_nowhere_is_refused(web: Web) -> None:
    with pytest.raises(BadStatus, match="names no address") as error:
        fetch(web.page("/a", status=302))
    assert error.value.status == 302


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://muara.test/",
        "javascript:alert(1)",
        "http://user:secret@127.0.0.1/",
        "http:\\\\127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://a b/",
        "http:///a",
        "http://[muara",
        "//[::1",
    ],
)
def test_a_redirect_to_what_is_no_web_address_is_refused(web: Web, location: str) -> None:
    with pytest.raises((AddressRefused, BadStatus)):
        fetch(web.page("/a", status=302, headers={"Location": location}))


def test_a_redirect_from_https_to_http_is_refused() -> None:
    answer = client._Answer(301, {"Location": "http://muara.test/a"}, b"")
    with pytest.raises(BadStatus, match="from https to http") as error:
        client._target("https://muara.test/a", answer)
    assert error.value.status == 301
    assert client._target("http://muara.test/a", answer) == "http://muara.test/a"


def test_a_request_says_who_asks_and_where_to_complain(web: Web) -> None:
    fetch(web.page("/a", HTML), contact="mailto:arsip@muara.test")
    for _, headers in web.asked:
        assert headers["User-Agent"] == f"warta/{version('warta')} (+mailto:arsip@muara.test)"
        assert headers["Accept-Encoding"] == "gzip, deflate, br, zstd"


def test_cookies_are_not_sent_back(web: Web) -> None:
    web.page("/a", status=302, headers={"Set-Cookie": "id=7; Path=/", "Location": "/b"})
    web.page("/b", HTML, headers={"Set-Cookie": "id=8"})
    named = web.url.replace("127.0.0.1", "localhost")  # no cookie jar takes cookies from an IP address
    fetch_all(f"{named}/a", f"{named}/b")
    assert len(web.paths) == 3
    assert [headers for _, headers in web.asked if "Cookie" in headers] == []
