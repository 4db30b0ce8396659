"""The one door to the network: an address becomes a Page, or a FetchError.

127.0.0.1 stands for a private network, and where a test needs a public one beside it,
127.0.0.2 is allowed and stands for that.
"""

import asyncio
import gzip
import shutil
import socket
import ssl
import subprocess
import zlib
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard

from ingest.errors import (
    AddressRefused,
    BadBody,
    BadStatus,
    FetchError,
    RobotsDenied,
    TimedOut,
    Unreachable,
)
from ingest.fetch import client
from ingest.fetch.client import Client, Deadlines
from ingest.fetch.guard import Policy
from ingest.fetch.pace import Pace
from ingest.model import Kind, Page
from store import Sighting

from .web import Web

LOOPBACK = Policy.allowing(["127.0.0.0/8"])
PUBLIC = Policy.allowing(["127.0.0.2/32"])
HTML = b"<html><body><p>Perahu merapat di dermaga.</p></body></html>" * 20
ALLOW_ALL = "User-agent: *\nAllow: /"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None] | None]


@pytest.fixture
def public() -> Iterator[Web]:
    """A site on 127.0.0.2, which the policy PUBLIC lets through."""
    with Web("127.0.0.2") as site:
        yield site


def fetch_all(
    *urls: str,
    policy: Policy = LOOPBACK,
    total: float = 20.0,
    contact: str = client.HOMEPAGE,
    limit_bytes: int = client.FEED_LIMIT_BYTES,
) -> list[Page | FetchError]:
    """What one client makes of addresses that it is given all at once."""

    async def run() -> list[Page | BaseException]:
        deadlines = Deadlines(total=total)
        it = Client(policy=policy, pace=Pace(pause_seconds=0.0), deadlines=deadlines, contact=contact)
        try:
            fetches = (it.fetch(url, limit_bytes=limit_bytes) for url in urls)
            return await asyncio.gather(*fetches, return_exceptions=True)
        finally:
            await it.close()

    found = []
    for one in asyncio.run(run()):
        if not isinstance(one, Page | FetchError):
            raise one
        found.append(one)
    return found


def fetch(url: str, **given: Any) -> Page:
    (found,) = fetch_all(url, **given)
    if isinstance(found, FetchError):
        raise found
    return found


# What an answer becomes.


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


# Redirects.


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


# robots.txt.


def test_a_page_that_robots_txt_denies_is_never_asked_for(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /arsip")
    with pytest.raises(RobotsDenied) as error:
        fetch(web.page("/arsip/a", HTML))
    assert web.paths == []
    assert "import the file" in error.value.advice
    assert fetch(web.page("/kabar", HTML)).body == HTML


def test_robots_txt_is_asked_before_the_page(web: Web) -> None:
    fetch(web.page("/a", HTML))
    assert [path for path, _ in web.asked] == ["/robots.txt", "/a"]


def test_a_redirect_target_passes_robots_txt_too(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /arsip")
    web.page("/arsip", HTML)
    with pytest.raises(RobotsDenied):
        fetch(web.page("/a", status=302, headers={"Location": "/arsip"}))
    assert web.paths == ["/a"]


def test_rules_for_warta_outweigh_those_for_all(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: warta\nDisallow: /arsip")
    assert fetch(web.page("/a", HTML)).body == HTML
    with pytest.raises(RobotsDenied):
        fetch(web.page("/arsip", HTML))


def test_rules_for_a_name_in_the_contact_address_are_not_for_warta(web: Web) -> None:
    web.page("/robots.txt", "User-agent: kabarbot\nDisallow: /")
    assert fetch(web.page("/a", HTML), contact="https://kabarbot.test").body == HTML


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_missing_robots_txt_allows_all(web: Web, status: int) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /", status=status)
    assert fetch(web.page("/a", HTML)).body == HTML


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_failing_robots_txt_denies_all_for_now(web: Web, status: int) -> None:
    web.page("/robots.txt", ALLOW_ALL, status=status)
    with pytest.raises(RobotsDenied, match=f"robots.txt answers {status}") as error:
        fetch(web.page("/a", HTML))
    assert web.paths == []
    assert error.value.advice == "try again later"


def test_robots_txt_is_asked_for_once_however_many_pages_are_wanted(web: Web) -> None:
    pages = fetch_all(*(web.page(f"/{number}", HTML) for number in range(8)))
    assert [type(page) for page in pages] == [Page] * 8
    assert [path for path, _ in web.asked].count("/robots.txt") == 1


def test_each_host_has_its_own_robots_txt(web: Web, public: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /")
    denied, allowed = fetch_all(web.page("/a", HTML), public.page("/a", HTML))
    assert (type(denied), type(allowed)) == (RobotsDenied, Page)


def test_a_redirected_robots_txt_is_followed(web: Web, public: Web) -> None:
    web.page("/robots.txt", status=301, headers={"Location": public.page("/aturan.txt", "User-agent: *\nDisallow: /b")})
    allowed, denied = fetch_all(web.page("/a", HTML), web.page("/b", HTML))
    assert (type(allowed), type(denied)) == (Page, RobotsDenied)


@pytest.mark.parametrize("location", ["/robots.txt", "http://[muara", ""])
def test_a_robots_txt_that_leads_nowhere_is_missing(web: Web, location: str) -> None:
    web.page("/robots.txt", status=302, headers={"Location": location})
    assert fetch(web.page("/a", HTML)).body == HTML


def test_only_the_first_part_of_an_endless_robots_txt_counts(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nDisallow: /b\n" + "# panjang\n" * 60_000)
    allowed, denied = fetch_all(web.page("/a", HTML), web.page("/b", HTML))
    assert (type(allowed), type(denied)) == (Page, RobotsDenied)


def test_a_crawl_delay_slows_its_host_down(web: Web) -> None:
    web.page("/robots.txt", "User-agent: *\nCrawl-delay: 7")
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    async def run() -> None:
        it = Client(policy=LOOPBACK, pace=Pace(pause_seconds=0.0, clock=lambda: 0.0, wait=wait))
        try:
            for path in ("/a", "/b"):
                await it.fetch(web.page(path, HTML))
        finally:
            await it.close()

    asyncio.run(run())
    assert waits[-1] == 7.0


# What the other side may get wrong.


def test_a_closed_port_is_unreachable() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/a"
        with pytest.raises(Unreachable) as error:
            fetch(url)
    assert error.value.target == url


def test_a_silent_server_times_out(web: Web) -> None:
    url = web.page("/a", silent=True)
    with pytest.raises(TimedOut) as error:
        fetch(url, total=0.3)
    assert error.value.target == url
    assert "0.3 s in all" in error.value.reason


def test_a_silent_robots_txt_times_out_for_the_page(web: Web) -> None:
    web.page("/robots.txt", silent=True)
    url = web.page("/a", HTML)
    with pytest.raises(TimedOut) as error:
        fetch(url, total=0.3)
    assert error.value.target == url
    assert web.paths == []


def test_a_silent_host_does_not_hold_up_another(web: Web, public: Web) -> None:
    silent, answered = fetch_all(web.page("/a", silent=True), public.page("/a", HTML), total=1.0)
    assert (type(silent), type(answered)) == (TimedOut, Page)


def test_giving_up_one_page_leaves_the_others_of_its_host(web: Web) -> None:
    web.page("/robots.txt", silent=True)
    urls = [web.page(path, HTML) for path in ("/a", "/b")]

    async def run() -> object:
        it = Client(policy=LOOPBACK, pace=Pace(pause_seconds=0.0), deadlines=Deadlines(total=0.3))
        try:
            given_up, waiting = (asyncio.ensure_future(it.fetch(url)) for url in urls)
            await asyncio.to_thread(web.wait_until_asked)
            given_up.cancel()
            (outcome,) = await asyncio.gather(waiting, return_exceptions=True)
            return outcome
        finally:
            await it.close()

    assert isinstance(asyncio.run(run()), TimedOut)


@pytest.mark.parametrize(
    "headers",
    [{"X-Panjang": "a" * (70 << 10)}, {f"X-{number}": "a" for number in range(5000)}],
    ids=["one", "many"],
)
def test_a_flood_of_headers_is_refused(web: Web, headers: dict[str, str]) -> None:
    with pytest.raises(FetchError):
        fetch(web.page("/a", HTML, headers=headers))


NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def fetch_raw(serve: Serve, *, scheme: str = "http", total: float = 20.0, tls: ssl.SSLContext | None = None) -> Page:
    """A page from a server that writes the bytes of its answers itself."""

    async def run() -> Page:
        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
        it = Client(policy=LOOPBACK, pace=Pace(pause_seconds=0.0), deadlines=Deadlines(total=total))
        try:
            return await it.fetch(f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}/a")
        finally:
            await it.close()
            server.close()

    return asyncio.run(run())


def test_a_server_that_drips_is_left_when_the_time_is_up() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await reader.readuntil(b"\r\n\r\n")
        if asked.startswith(b"GET /robots.txt"):
            writer.write(NO_ROBOTS)
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")
            for _ in range(99):
                writer.write(b"x")
                await asyncio.sleep(0.02)
        writer.close()

    with pytest.raises(TimedOut):
        fetch_raw(drip, total=0.3)


RAW = {
    "nothing": b"",
    "words": b"Perahu merapat di dermaga.\r\n\r\n",
    "binary": bytes(range(256)),
    "half-a-head": b"HTTP/1.1 200 OK\r\nContent-Type: text/ht",
    "bad-status": b"HTTP/1.1 abc OK\r\n\r\n",
    "bad-length": b"HTTP/1.1 200 OK\r\nContent-Length: banyak\r\n\r\nx",
    "two-lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "bad-chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n",
    "half-a-chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nx",
    "no-last-chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
    "bad-header": b"HTTP/1.1 200 OK\r\n: x\r\n\r\n",
    "odd-status": b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
}


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW)
def test_whatever_a_server_sends_only_our_errors_come_out(raw: bytes) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = await reader.readuntil(b"\r\n\r\n")
        writer.write(NO_ROBOTS if asked.startswith(b"GET /robots.txt") else raw)
        await writer.drain()
        writer.close()

    with pytest.raises(FetchError):
        fetch_raw(serve)


def test_https_that_is_none_is_unreachable(web: Web) -> None:
    with pytest.raises(Unreachable):
        fetch(web.url.replace("http:", "https:"))


def test_a_certificate_that_nobody_signed_is_not_trusted(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    with pytest.raises(Unreachable, match="certificate"):
        fetch_raw(lambda *_: None, scheme="https", tls=context)


# What is sent.


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


# Addresses that are not to be reached.


def test_the_default_policy_reaches_no_loopback(web: Web) -> None:
    with pytest.raises(AddressRefused, match="not on the public internet") as error:
        fetch(web.page("/a", HTML), policy=Policy())
    assert "--allow-private" in error.value.advice
    assert web.asked == []


def test_a_redirect_to_a_private_address_is_refused(web: Web, public: Web) -> None:
    private = web.page("/rahasia", HTML)
    url = public.page("/a", status=302, headers={"Location": private})
    with pytest.raises(AddressRefused) as error:
        fetch(url, policy=PUBLIC)
    assert error.value.target == private
    assert web.asked == []


def test_a_robots_txt_that_leads_to_a_private_address_is_not_followed(web: Web, public: Web) -> None:
    public.page("/robots.txt", status=302, headers={"Location": web.page("/rahasia", ALLOW_ALL)})
    fetch_all(public.page("/a", HTML), policy=PUBLIC)
    assert web.asked == []


def test_a_name_that_leads_to_a_private_address_is_refused_at_the_socket(web: Web) -> None:
    with pytest.raises(AddressRefused, match="not on the public internet") as error:
        fetch(web.page("/a", HTML).replace("127.0.0.1", "localhost"), policy=PUBLIC)
    assert "--allow-private" in error.value.advice
    assert web.asked == []


def resolve(monkeypatch: pytest.MonkeyPatch, *ips: str) -> None:
    """Let every name lead to these addresses; what is a literal stays one."""
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        return [found for ip in ips for found in real(ip, port, type=socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


@pytest.mark.parametrize("ips", [("127.0.0.1",), ("127.0.0.1", "10.0.0.1"), ("::1", "127.0.0.1")])
def test_a_name_with_several_private_addresses_is_refused_too(
    web: Web, monkeypatch: pytest.MonkeyPatch, ips: tuple[str, ...]
) -> None:
    resolve(monkeypatch, *ips)
    with pytest.raises(AddressRefused, match="not on the public internet"):
        fetch(web.page("/a", HTML).replace("127.0.0.1", "kabar.test"), policy=PUBLIC)
    assert web.asked == []


def test_a_name_with_a_public_and_a_private_address_reaches_the_public_one(
    public: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, "10.0.0.1", "127.0.0.2")
    url = public.page("/a", HTML).replace("127.0.0.2", "kabar.test")
    assert fetch(url, policy=PUBLIC).url == url


ODD_FORMS = [
    "http://127.1/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://017700000001/",
    "http://127.0.0.1./",
    "http://[::ffff:127.0.0.1]/",
    "http://[::1]/",
    "http://0/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
]


@pytest.mark.parametrize("url", ODD_FORMS)
def test_a_private_literal_is_refused_in_every_form(url: str) -> None:
    with pytest.raises(AddressRefused):
        fetch(url, policy=PUBLIC)


@pytest.mark.parametrize("url", ODD_FORMS)
def test_a_proxy_is_not_asked_for_a_private_literal(web: Web, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    with pytest.raises(AddressRefused):
        fetch(url, policy=PUBLIC)
    assert web.asked == []


@pytest.mark.parametrize(
    "path",
    [
        "//user:secret@{}/a",
        "//user@{}/a",
        "//{}/a\\b",
        "\\\\{}/a",
        "//{}/a b",
        "//{}/a\x00",
        "//{}/a\r\nX: y",
        " //{}/",
    ],
)
def test_a_malformed_address_is_refused_unasked(web: Web, path: str) -> None:
    with pytest.raises(AddressRefused) as error:
        fetch("http:" + path.format(web.url.removeprefix("http://")))
    assert error.value.advice == "check the address"
    assert web.asked == []


# Proxies.


def test_a_proxy_of_the_environment_is_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    web.page("http://kabar.test/robots.txt", ALLOW_ALL)
    web.page("http://kabar.test/a", HTML)
    page = fetch("http://kabar.test/a", policy=Policy())
    assert (page.url, page.body) == ("http://kabar.test/a", HTML)
    assert [path for path, _ in web.asked] == ["http://kabar.test/robots.txt", "http://kabar.test/a"]


def test_a_host_that_needs_no_proxy_is_asked_directly(web: Web, public: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    monkeypatch.setenv("no_proxy", "127.0.0.2,bukit.test")
    assert fetch(public.page("/a", HTML), policy=PUBLIC).body == HTML
    assert web.asked == []


def test_a_redirect_to_a_private_literal_is_refused_behind_a_proxy(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    web.page("http://kabar.test/a", status=302, headers={"Location": "http://127.1/rahasia"})
    with pytest.raises(AddressRefused):
        fetch("http://kabar.test/a", policy=Policy())
    assert web.paths == ["http://kabar.test/a"]


def test_a_robots_txt_that_leads_to_a_private_literal_is_not_followed_behind_a_proxy(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", web.url)
    web.page("http://kabar.test/robots.txt", status=302, headers={"Location": "http://127.1/rahasia"})
    fetch_all("http://kabar.test/a", policy=Policy())
    assert "http://127.1/rahasia" not in web.paths


def test_a_dead_proxy_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed.getsockname()[1]}")
        with pytest.raises(Unreachable):
            fetch("http://kabar.test/a", policy=Policy())


def test_a_proxy_may_be_written_without_its_scheme(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", web.url.removeprefix("http://"))
    web.page("http://kabar.test/a", HTML)
    assert fetch("http://kabar.test/a", policy=Policy()).body == HTML
