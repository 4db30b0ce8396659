"""One request at a time: when its host's turn comes, again where that may help, and with the pauses it asks for."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from itertools import count
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from ingest.core import urls
from ingest.core.errors import FetchError, Postponed, TimedOut
from store import Pause, Validators

from . import responses, retry
from .pace import LONGEST_PAUSE_SECONDS, Pace, TooLong
from .policy import Policy
from .responses import AT_ONCE, Deadlines, Request, Response

if TYPE_CHECKING:
    from .transport import Transport

Made = TypeVar("Made")

JUST_ASKED = "it was asked a moment ago"  # the reason of a pause that no site asked for
_LATE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the client asks and tells about earlier responses and pauses; the default remembers nothing."""

    validators: Callable[[str], Validators | None] = lambda url: None
    note: Callable[[Validators], None] = lambda validators: None  # of robots.txt; pages carry their own
    pause: Callable[[Pause], None] = lambda pause: None
    pauses: Sequence[Pause] = ()  # that earlier runs were asked for


@dataclass(slots=True)
class Budget:
    """What is left to the requests that belong together."""

    seconds: float


def is_impossible(pause: Pause, now: datetime) -> bool:
    """Whether a pause reaches further ahead than any that is noted: it was noted under a wrong clock."""
    longest = timedelta(seconds=LONGEST_PAUSE_SECONDS) if pause.reason == JUST_ASKED else responses.LONGEST_PAUSE
    return pause.until > now + longest + _LATE


class Sender:
    """Sends requests; used inside a running event loop, closed with ``close``.

    Nothing of the network is loaded before the first request.
    """

    def __init__(
        self, *, policy: Policy, pace: Pace, deadlines: Deadlines, memory: Memory, contact: str,
        now: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._policy = policy
        self._pace = pace
        self._deadlines = deadlines
        self._memory = memory
        self._contact = contact
        self._now = now
        self._hosts = retry.Hosts()
        self._slots = asyncio.Semaphore(AT_ONCE)  # the time of a request begins when it has its slot
        for pause in memory.pauses:
            pace.pause(pause.domain, (pause.until - now()).total_seconds())

    @cached_property
    def _transport(self) -> "Transport":
        from importlib.metadata import version

        from .transport import Transport  # a quarter of a second that an import of files can do without

        user_agent = f"warta/{version('warta')} (+{self._contact})"
        return Transport(policy=self._policy, deadlines=self._deadlines, user_agent=user_agent)

    async def close(self) -> None:
        """Close all connections; the hosts that were just asked get their pause from the next run too."""
        if "_transport" in self.__dict__:
            await self._transport.close()
        now = self._now()
        for host, seconds in self._pace.owed().items():
            # Kept in whole seconds.
            until = now + timedelta(seconds=seconds + 1)
            self._memory.pause(Pause(domain=host, until=until, reason=JUST_ASKED))

    def slow_down(self, url: str, seconds: float | None) -> None:
        """Leave at least so much between requests to the host of an address. Returns None."""
        self._pace.slow_down(urlsplit(url).netloc.lower(), seconds)

    async def retried(self, step: Callable[[], Awaitable[Made]], budget: Budget) -> Made:
        """Return what a step returns, repeated while it may pass and time is left; raises its last FetchError."""
        for tries in count(1):
            try:
                return await step()
            except FetchError as error:
                self._hosts.missed(error)
                wait = None if self._hosts.is_offline else retry.wait_seconds(error, tries)
                if wait is None or wait >= budget.seconds or isinstance(error, Postponed):
                    self._hosts.count(error)
                    raise
                budget.seconds -= wait
                await self._pace.wait(wait)
        raise AssertionError("count never ends")

    async def send(self, request: Request, budget: Budget) -> Response:
        """Return the response to a request, sent when its host's turn comes; raises a FetchError.

        What it takes is taken from the budget, and the pause that the response asks for is kept.
        """
        url, netloc = request.url, urlsplit(request.url).netloc.lower()
        self._hosts.check(url)
        try:
            async with self._pace.turn(netloc), self._slots:
                self._hosts.check(url)  # others may have failed while this one waited
                if budget.seconds <= 0:
                    raise TimedOut("fetching", url, "its time is used up", "try again later", is_passing=False)
                response = await self._timed(request, budget)
                self._hosts.answered(url, response.status)
                self._heed(url, response)
                return response
        except TooLong as error:
            wait = self._pace.pause_seconds(netloc)
            until = f"{self._now() + timedelta(seconds=wait):%Y-%m-%d %H:%M} UTC"
            raise Postponed(
                "fetching", url, f"its site asked to be left alone until {until}", "it is tried again after that",
                retry_after=timedelta(seconds=wait),
            ) from error  # fmt: skip

    async def _timed(self, request: Request, budget: Budget) -> Response:
        began = self._pace.now()
        try:
            return await self._transport.send(request)
        finally:
            budget.seconds -= self._pace.now() - began

    def _heed(self, url: str, response: Response) -> None:
        """Pause the domain that answers 429, the host that answers 503, for as long as it asks."""
        asked = responses.retry_after(response.headers.get("Retry-After"), self._now())
        pause = retry.pause(response.status, asked)
        if pause is None:
            return
        host = urls.host(url)
        name = urls.domain(host) if response.status == HTTPStatus.TOO_MANY_REQUESTS else host
        self._pace.pause(name, pause.total_seconds())
        reason = f"{url} answered {response.status}"
        self._memory.pause(Pause(domain=name, until=self._now() + pause, reason=reason))
