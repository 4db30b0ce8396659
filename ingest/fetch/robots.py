"""robots.txt (RFC 9309): what a site asks programs not to fetch."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ingest.core import charset
from ingest.core.errors import BadStatus, FetchError
from store import Validators

from . import responses
from .responses import Response

if TYPE_CHECKING:
    from protego import Protego

NAME = "warta"  # what robots.txt files call us
LIMIT_BYTES = 512 << 10
_FRESH = timedelta(hours=24)  # RFC 9309, 2.4
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\u200b\u200e\u200f\u2060\ufeff]")  # strays, in no rule on purpose
_AGENT = re.compile(r"^(\s*user-?agent\s*:\s*[a-z_-]+).*", re.I)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says to one user agent."""

    parsed: "Protego | None"  # None: everything is allowed, or nothing is
    user_agent: str
    denied_why: str | None = None  # set when nothing may be fetched

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be fetched."""
        if self.denied_why:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.user_agent))

    @property
    def crawl_delay_seconds(self) -> float | None:
        """The pause that the host asks for between two requests."""
        return None if self.parsed is None else self.parsed.crawl_delay(self.user_agent)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that it names."""
        return () if self.parsed is None else tuple(self.parsed.sitemaps)


class Robots:
    """The rules of each host: asked once a run, and remembered for a day."""

    def __init__(
        self,
        ask: Callable[[str, Validators | None], Awaitable[Response]],
        *,
        recall: Callable[[str], Validators | None],
        note: Callable[[Validators], None],
        now: Callable[[], datetime],
    ) -> None:
        self._ask = ask
        self._recall = recall
        self._note = note
        self._now = now
        self._hosts: dict[str, asyncio.Task[Rules | FetchError]] = {}

    async def rules(self, url: str) -> Rules:
        """Return the rules for the host of ``url``; raises a FetchError when it gives no answer at all."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}".lower()
        if origin not in self._hosts:
            self._hosts[origin] = asyncio.ensure_future(self._find(f"{origin}/robots.txt"))
        found = await asyncio.shield(self._hosts[origin])  # others of this host wait for it too
        if isinstance(found, FetchError):
            raise found
        return found

    async def close(self) -> None:
        """End what is still being asked: those who waited for it may have gone."""
        for asking in self._hosts.values():
            asking.cancel()
        await asyncio.gather(*self._hosts.values(), return_exceptions=True)

    async def _find(self, url: str) -> Rules | FetchError:
        now, last = self._now(), self._recall(url)
        if last and timedelta() <= now - last.fetched < _FRESH:
            return rules(last.status, last.body or b"", NAME)
        try:
            response = await self._ask(url, last)
        except BadStatus as error:  # RFC 9309, 2.3.1.2: what leads nowhere is missing
            return rules(error.status or HTTPStatus.NOT_FOUND, b"", NAME)
        except FetchError as error:
            return error
        if response.status == HTTPStatus.NOT_MODIFIED and last:
            self._note(replace(last, fetched=now))
            return rules(last.status, last.body or b"", NAME)
        if response.status != HTTPStatus.TOO_MANY_REQUESTS:
            self._note(replace(responses.validators(url, response, None, now), body=response.body[:LIMIT_BYTES]))
        return rules(response.status, response.body, NAME)


def rules(status: int, body: bytes, user_agent: str) -> Rules:
    """The rules after a response for /robots.txt.

    RFC 9309, 2.3.1: a missing file (4xx) allows everything; a server that fails
    (5xx, and 429, which says the same) denies everything for now.
    """
    if status == 429 or status >= 500:
        return Rules(None, user_agent, f"its robots.txt answers {status}")
    if status >= 300:
        return Rules(None, user_agent)
    from protego import Protego

    return Rules(Protego.parse(_plain(charset.decode(body))), user_agent)


def _plain(text: str) -> str:
    """A robots.txt in which programs go by their names alone (RFC 9309, 2.2.1): "warta/1.0 (news)" is warta."""
    return "\n".join(_AGENT.sub(r"\1", line) for line in _UNSEEN.sub("", text).splitlines())
