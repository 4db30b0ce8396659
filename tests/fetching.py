"""The real client as tests use it: one call, what became of the addresses."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from ingest.errors import (
    FetchError,
)
from ingest.fetch import client
from ingest.fetch.client import Client, Deadlines
from ingest.fetch.guard import Policy
from ingest.fetch.pace import Pace
from ingest.model import Page

LOOPBACK = Policy.allowing(["127.0.0.0/8"])
PUBLIC = Policy.allowing(["127.0.0.2/32"])
HTML = b"<html><body><p>Perahu merapat di dermaga.</p></body></html>" * 20
ALLOW_ALL = "User-agent: *\nAllow: /"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None] | None]


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
