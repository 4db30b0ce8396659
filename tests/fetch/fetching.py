"""The real client as tests use it: one call, what became of the addresses."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from ingest.core.errors import FetchError
from ingest.core.model import Fetched, Page
from ingest.fetch import client
from ingest.fetch.client import Client
from ingest.fetch.pace import Pace
from ingest.fetch.policy import Policy
from ingest.fetch.responses import Deadlines
from ingest.fetch.sending import Memory
from tests.web import Web

LOOPBACK = Policy.allowing(["127.0.0.0/8"])
PUBLIC = Policy.allowing(["127.0.0.2/32"])
HTML = b"<html><body><p>Perahu merapat di dermaga.</p></body></html>" * 20
ALLOW_ALL = "User-agent: *\nAllow: /"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None] | None]


class Clock:
    """Time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.seconds

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)

    def pace(self, pause_seconds: float = 0.0) -> Pace:
        """A pace by this clock."""
        return Pace(pause_seconds=pause_seconds, clock=self.now, wait=self.wait)


def at_once(pause_seconds: float = 0.0) -> Pace:
    """A pace that waits for nothing."""
    return Clock().pace(pause_seconds)


async def answers(it: Client, *urls: str, **given: Any) -> list[Fetched | FetchError]:
    """What a client answers for addresses that it is given all at once; then it is closed."""
    try:
        found = await asyncio.gather(*(it.fetch(url, **given) for url in urls), return_exceptions=True)
    finally:
        await it.close()
    for one in found:
        if not isinstance(one, Fetched | FetchError):
            raise one
    return [one for one in found if isinstance(one, Fetched | FetchError)]


def one_by_one(
    *urls: str,
    pace: Pace | None = None,
    memory: Memory | None = None,
    policy: Policy = LOOPBACK,
    total: float = 20.0,
    **given: Any,
) -> list[Fetched | FetchError]:
    """What one client answers for addresses that it is given one after the other."""

    async def run() -> list[Fetched | FetchError]:
        it = Client(policy=policy, pace=pace or at_once(), deadlines=Deadlines(total=total), memory=memory)
        found: list[Fetched | FetchError] = []
        try:
            for url in urls:
                try:
                    found.append(await it.fetch(url, **given))
                except FetchError as error:
                    found.append(error)
        finally:
            await it.close()
        return found

    return asyncio.run(run())


def answer(url: str, **given: Any) -> Fetched:
    """What a client answers for one address."""
    (found,) = one_by_one(url, **given)
    if isinstance(found, FetchError):
        raise found
    return found


def body(found: Fetched | FetchError) -> bytes:
    """The page of an answer."""
    assert isinstance(found, Fetched), found
    assert found.page
    return found.page.body


def times(web: Web, clock: Clock) -> list[float]:
    """When the pages of a web are asked for, by a clock; filled while that happens."""
    asked: list[float] = []

    def when_asked(path: str) -> None:
        if not path.endswith("/robots.txt"):
            asked.append(clock.seconds)

    web.when_asked = when_asked
    return asked


def fetch_all(
    *urls: str,
    policy: Policy = LOOPBACK,
    total: float = 20.0,
    contact: str = client.HOMEPAGE,
    limit_bytes: int = client.FEED_LIMIT_BYTES,
) -> list[Page | FetchError]:
    """What one client makes of addresses that it is given all at once."""

    async def run() -> list[Fetched | FetchError]:
        it = Client(policy=policy, pace=at_once(), deadlines=Deadlines(total=total), contact=contact)
        return await answers(it, *urls, limit_bytes=limit_bytes)

    found: list[Page | FetchError] = []
    for one in asyncio.run(run()):
        page = one.page if isinstance(one, Fetched) else one
        assert page is not None
        found.append(page)
    return found


def fetch(url: str, **given: Any) -> Page:
    (found,) = fetch_all(url, **given)
    if isinstance(found, FetchError):
        raise found
    return found


def fetch_raw(
    serve: Serve,
    *,
    scheme: str = "http",
    total: float = 20.0,
    tls: ssl.SSLContext | None = None,
    pace: Pace | None = None,
) -> Page:
    """A page from a server that writes the bytes of its answers itself."""

    async def run() -> Fetched:
        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
        it = Client(policy=LOOPBACK, pace=pace or at_once(), deadlines=Deadlines(total=total))
        try:
            return await it.fetch(f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}/a")
        finally:
            await it.close()
            server.close()

    page = asyncio.run(run()).page
    assert page is not None
    return page


def resolve(monkeypatch: pytest.MonkeyPatch, *ips: str) -> None:
    """Let every name lead to these addresses; what is a literal stays one."""
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        return [found for ip in ips for found in real(ip, port, type=socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
