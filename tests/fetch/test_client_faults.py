"""What the other side may get wrong; each ends in a FetchError."""

import asyncio
import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest

from ingest.core.errors import BadStatus, FetchError, TimedOut, Unreachable
from ingest.core.model import Page
from ingest.fetch.client import Client
from ingest.fetch.responses import Deadlines
from tests.fetch.fetching import HTML, LOOPBACK, at_once, fetch, fetch_all, fetch_raw
from tests.web import Web


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
        it = Client(policy=LOOPBACK, pace=at_once(), deadlines=Deadlines(total=0.3))
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
    [
        {"X-Panjang": "a" * (70 << 10)},
        {f"X-{number}": "a" for number in range(5000)},
        {f"X-{number}": "a" * 1000 for number in range(66)},
    ],
    ids=["one", "many", "many-long"],
)
@pytest.mark.parametrize("status", [200, 302, 404])
def test_a_flood_of_headers_is_refused_at_the_first_try(web: Web, headers: dict[str, str], status: int) -> None:
    url = web.page("/a", HTML, status=status, headers=headers | {"Location": "/b"})
    with pytest.raises(FetchError) as error:
        fetch(url)
    assert not isinstance(error.value, BadStatus)
    assert web.paths == ["/a"]


def test_headers_may_be_64_kib_all_together(web: Web) -> None:
    headers = {f"X-{number}": "a" * 1000 for number in range(64)}
    assert fetch(web.page("/a", HTML, headers=headers)).body == HTML


NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


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
