"""The real client as tests use it: one call, what became of the addresses."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from ingest.errors import (
    FetchError,
)
from ingest.fetch import client
from ingest.fetch.client import Client
from ingest.fetch.guard import Policy
from ingest.fetch.pace import Pace
from ingest.fetch.transport import Deadlines
from ingest.model import Answer, Page

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


def at_once(pause_seconds: float = 0.0) -> Pace:
    """A pace that waits for nothing."""
    clock = Clock()
    return Pace(pause_seconds=pause_seconds, clock=clock.now, wait=clock.wait)


async def answers(it: Client, *urls: str, **given: Any) -> list[Answer | FetchError]:
    """What a client answers for addresses that it is given all at once; then it is closed."""
    try:
        found = await asyncio.gather(*(it.fetch(url, **given) for url in urls), return_exceptions=True)
    finally:
        await it.close()
    for one in found:
        if not isinstance(one, Answer | FetchError):
            raise one
    return [one for one in found if isinstance(one, Answer | FetchError)]


def fetch_all(
    *urls: str,
    policy: Policy = LOOPBACK,
    total: float = 20.0,
    contact: str = client.HOMEPAGE,
    limit_bytes: int = client.FEED_LIMIT_BYTES,
) -> list[Page | FetchError]:
    """What one client makes of addresses that it is given all at once."""

    async def run() -> list[Answer | FetchError]:
        it = Client(policy=policy, pace=at_once(), deadlines=Deadlines(total=total), contact=contact)
        return await answers(it, *urls, limit_bytes=limit_bytes)

    found: list[Page | FetchError] = []
    for one in asyncio.run(run()):
        page = one.page if isinstance(one, Answer) else one
        assert page is not None
        found.append(page)
    return found


def fetch(url: str, **given: Any) -> Page:
    (found,) = fetch_all(url, **given)
    if isinstance(found, FetchError):
        raise found
    return found
