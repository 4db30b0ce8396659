"""The door for browsers on a real socket: who is let in, and what every answer says."""

import asyncio
import base64
import http.client
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from store.web import Room
from store.web.server import CannotListen, Listen, is_served, serve

Answer = tuple[int, dict[str, str], bytes]


def ask(address: str, method: str, path: str, headers: dict[str, str]) -> Answer:
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
    try:
        connection.request(method, path, headers=headers)
        got = connection.getresponse()
        return got.status, dict(got.getheaders()), got.read()
    finally:
        connection.close()


def during(path: Path, work: Callable[[Callable[..., Awaitable[Answer]], str], Awaitable[Any]], **listen: Any) -> Any:
    """Serve the archive while ``work`` asks."""

    async def run() -> Any:
        complaints: list[str] = []
        ready = asyncio.get_running_loop().create_future()
        place = Listen(port=0, **listen)
        task = asyncio.create_task(serve(Room(path=path), place, ready=ready.set_result, complain=complaints.append))
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        address = ready.result()

        async def asking(where: str, method: str = "GET", **headers: str) -> Answer:
            return await asyncio.to_thread(ask, address, method, where, headers)

        try:
            return await work(asking, address)
        finally:
            task.cancel()
            await task
            assert complaints == []

    return asyncio.run(run())


def test_every_answer_forbids_what_is_not_ours(path: Path, stored: dict[str, int]) -> None:
    async def work(asking: Callable[..., Awaitable[Answer]], address: str) -> None:
        for where in ("/", "/nothing", f"/article/{stored['trap']}", "/static/room.css", "/?since=x"):
            _, headers, _ = await asking(where)
            assert headers["Content-Security-Policy"].startswith("default-src 'none'"), where
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"

    during(path, work)


def test_a_head_is_a_get_without_its_body(path: Path, stored: dict[str, int]) -> None:
    async def work(asking: Callable[..., Awaitable[Answer]], address: str) -> None:
        status, headers, body = await asking("/?q=garam", "HEAD")
        got = await asking("/?q=garam")
        assert (status, body, headers["Content-Length"]) == (200, b"", str(len(got[2])))

    during(path, work)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_but_reading_is_answered(path: Path, stored: dict[str, int], method: str) -> None:
    async def work(asking: Callable[..., Awaitable[Answer]], address: str) -> None:
        status, headers, _ = await asking("/", method)
        assert (status, headers["Allow"]) == (405, "GET, HEAD")

    during(path, work)


def test_a_foreign_host_gets_nothing(path: Path, stored: dict[str, int]) -> None:
    async def work(asking: Callable[..., Awaitable[Answer]], address: str) -> None:
        assert (await asking("/?q=garam", Host="evil.example"))[0] == 421
        assert (await asking("/?q=garam", Host="localhost:1"))[0] == 200

    during(path, work)


ALL = Listen(host="0.0.0.0", names=frozenset({"berita.example"}))


@pytest.mark.parametrize(
    ("host", "listen", "served"),
    [
        ("localhost", Listen(), True), ("LOCALHOST:8042", Listen(), True), ("127.0.0.1:8042", Listen(), True),
        ("127.1.2.3", Listen(), True), ("[::1]:8042", Listen(), True), ("[::1]", Listen(), True),
        ("", Listen(), False), ("evil.example", Listen(), False), ("127.0.0.1.evil.example", Listen(), False),
        ("localhost.evil.example", Listen(), False), ("192.0.2.7", Listen(), False), ("[", Listen(), False),
        ("192.0.2.7:8042", ALL, True), ("[2001:db8::1]", ALL, True), ("Berita.example", ALL, True),
        ("evil.example", ALL, False), ("0x7f.1", ALL, False), ("2130706433", ALL, False),
        ("[::1", Listen(), False), ("::1]", Listen(), False), ("[::1]]", Listen(), False), ("[[::1]]", Listen(), False),
        ("[localhost]", Listen(), False), ("[127.0.0.1]", Listen(), False), ("[::1]evil.example", Listen(), False),
        ("localhost:x", Listen(), False), ("localhost:80:80", Listen(), False), ("x@localhost", Listen(), False),
        ("[::1%25lo]", Listen(), False), ("localhost:", Listen(), True), ("[::1]:", Listen(host="::1"), True),
        ("192.0.2.7", Listen(host="192.0.2.7"), True), ("192.0.2.8", Listen(host="192.0.2.7"), False),
    ],
)  # fmt: skip
def test_which_hosts_are_ours(host: str, listen: Listen, served: bool) -> None:
    assert is_served(host, listen) is served


def test_a_password_is_asked_of_everybody(path: Path, stored: dict[str, int]) -> None:
    async def work(asking: Callable[..., Awaitable[Answer]], address: str) -> None:
        for given in ("", "Basic", "Basic ====", "Basic !", "Bearer rahasia-sekali", "Basic " + encoded("x:salah")):
            status, headers, body = await asking("/?q=garam", Authorization=given)
            assert (status, headers["WWW-Authenticate"][:5], b"Garam" in body) == (401, "Basic", False)
        right = encoded("siapa saja:rahasia:sekali")
        assert (await asking("/?q=garam", Authorization=f"basic {right}"))[0] == 200
        assert (await asking("/static/room.css"))[0] == 401

    during(path, work, password="rahasia:sekali")


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%00", "page=1&page=2", "&&=&", "q=%", "x" * 20_000, "ui=%0d%0a"])
def test_odd_queries_are_answered(path: Path, stored: dict[str, int], query: str) -> None:
    async def work(asking: Callable[..., Awaitable[Answer]], address: str) -> None:
        assert (await asking(f"/?{query}"))[0] in (200, 400)

    during(path, work)


def test_a_client_that_leaves_leaves_the_others(path: Path, stored: dict[str, int]) -> None:
    async def work(asking: Callable[..., Awaitable[Answer]], address: str) -> None:
        place = urlsplit(address)
        with socket.create_connection((place.hostname, place.port)) as gone:
            gone.sendall(b"GET /?q=garam HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert (await asking("/?q=garam"))[0] == 200

    during(path, work)


def test_a_port_in_use_is_said(path: Path, stored: dict[str, int]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = Listen(port=taken.getsockname()[1])
        with pytest.raises(CannotListen, match="the port is in use; give another with --port"):
            asyncio.run(serve(Room(path=path), place, ready=print, complain=print))


@pytest.mark.parametrize("host", ["192.0.2.7", "nowhere.invalid", "x" * 300])
def test_a_host_that_is_not_ours_cannot_be_listened_on(path: Path, host: str) -> None:
    with pytest.raises(CannotListen, match="give an address of this machine"):
        asyncio.run(serve(Room(path=path), Listen(host=host, port=0), ready=print, complain=print))
