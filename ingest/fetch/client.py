"""Fetch an address politely: a Fetched, or a FetchError.

Every request, redirects included, passes the address policy, robots.txt and the pace of its
host, and is compared with the last response; what fails for a moment is tried again.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from importlib.metadata import version
from itertools import count
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from ingest.core import urls
from ingest.core.dates import utc_now
from ingest.core.errors import AddressRefused, BadAddress, BadStatus, FetchError, Postponed, RobotsDenied, TimedOut
from ingest.core.model import Fetched, Page
from store import Pause, Validators

from . import responses, retry, robots
from .pace import LONGEST_PAUSE_SECONDS, Pace, TooLong
from .policy import Policy
from .responses import AT_ONCE, REDIRECT, Deadlines, Request, Response
from .robots import Robots

if TYPE_CHECKING:
    from .transport import Transport

Made = TypeVar("Made")

HOMEPAGE = "https://warta.example"
FEED_LIMIT_BYTES = 10 << 20
REDIRECTS = 20  # as browsers do (Fetch, 4.4)
JUST_ASKED = "it was asked a moment ago"  # the reason of a pause that no site asked for
_LATE = timedelta(minutes=1)
_PERMANENT = frozenset({301, 308})


def is_impossible(pause: Pause, now: datetime) -> bool:
    """Whether a pause reaches further ahead than any that is noted: it was noted under a wrong clock."""
    longest = timedelta(seconds=LONGEST_PAUSE_SECONDS) if pause.reason == JUST_ASKED else responses.LONGEST_PAUSE
    return pause.until > now + longest + _LATE


def _unclaimed(url: str) -> bool:
    return True


async def _nowhere(page: Page) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the client asks and tells about earlier responses and pauses; the default remembers nothing."""

    validators: Callable[[str], Validators | None] = lambda url: None
    note: Callable[[Validators], None] = lambda validators: None  # of robots.txt; pages carry their own
    pause: Callable[[Pause], None] = lambda pause: None
    pauses: Sequence[Pause] = ()  # that earlier runs were asked for


@dataclass(slots=True)
class _Trip:
    """One fetch on its way: what it may still use, and what it met."""

    url: str
    limit_bytes: int
    seconds: float  # left
    unconditional: bool
    claim: Callable[[str], bool]
    moved_to: str | None = None
    claimed: set[str] = field(default_factory=set)  # addresses that this trip has
    cookies: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))  # by host


class Client:
    """Fetches pages; used inside a running event loop, closed with ``close``.

    ``contact`` is what a site sees in the User-Agent: an address where it can complain.
    ``now`` is the clock by which pauses and ages are told. ``onward`` is asked where a page leads
    by itself (meta refresh): that counts as a redirect. Nothing of the network is loaded before
    the first request.
    """

    def __init__(
        self,
        *,
        policy: Policy | None = None,
        pace: Pace | None = None,
        deadlines: Deadlines | None = None,
        contact: str = HOMEPAGE,
        memory: Memory | None = None,
        now: Callable[[], datetime] = utc_now,
        onward: Callable[[Page], Awaitable[str | None]] = _nowhere,
    ) -> None:
        self._policy = policy or Policy()
        self._onward = onward
        self._pace = pace or Pace()
        self._deadlines = deadlines or Deadlines()
        self._memory = memory or Memory()
        self._now = now
        self._user_agent = f"warta/{version('warta')} (+{contact})"
        self._robots = Robots(self._ask_robots, recall=self._memory.validators, note=self._memory.note, now=now)
        self._hosts = retry.Hosts()
        self._slots = asyncio.Semaphore(AT_ONCE)  # the time of a request begins when it has its slot
        for pause in self._memory.pauses:
            self._pace.pause(pause.domain, (pause.until - now()).total_seconds())

    @cached_property
    def _transport(self) -> "Transport":
        from .transport import Transport  # a quarter of a second that an import of files can do without

        return Transport(policy=self._policy, deadlines=self._deadlines, user_agent=self._user_agent)

    async def close(self) -> None:
        """Close all connections; the hosts that were just asked get their pause from the next run too."""
        await self._robots.close()
        if "_transport" in self.__dict__:
            await self._transport.close()
        now = self._now()
        for host, seconds in self._pace.owed().items():
            # Kept in whole seconds.
            until = now + timedelta(seconds=seconds + 1)
            self._memory.pause(Pause(domain=host, until=until, reason=JUST_ASKED))

    async def fetch(
        self,
        url: str,
        *,
        name: str | None = None,
        limit_bytes: int = FEED_LIMIT_BYTES,
        seconds: float | None = None,
        unconditional: bool = False,
        claim: Callable[[str], bool] = _unclaimed,
    ) -> Fetched:
        """Return what ``url`` answers, redirects followed; raises a FetchError that names ``name`` or ``url``.

        ``seconds`` bounds it in place of the usual total. ``unconditional`` asks for the page
        also when it was not modified. ``claim`` is asked for the address of a redirect: False
        says that somebody else has it; then it is not fetched again, and ``leads_to`` names it.
        """
        asked = urls.asked(url) or url  # what is no address is refused by the policy
        trip = _Trip(asked, limit_bytes, seconds or self._deadlines.total, unconditional, claim)
        trip.claimed.add(urls.canonical(asked))
        try:
            return await self._retried(self._follow, trip)
        except FetchError as error:
            raise error.named(name or url, asked=asked) from error

    async def robots_sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the robots.txt of an address's host names; raises a FetchError."""
        self._policy.check(url)
        return (await self._robots.rules(url)).sitemaps

    async def _retried(self, step: Callable[[_Trip], Awaitable[Made]], trip: _Trip) -> Made:
        """What a step returns, repeated while it fails in a way that may pass, and time is left."""
        for tries in count(1):
            try:
                return await step(trip)
            except FetchError as error:
                self._hosts.missed(error)
                wait = None if self._hosts.is_offline else retry.wait_seconds(error, tries)
                if wait is None or wait >= trip.seconds or isinstance(error, Postponed):
                    self._hosts.count(error)
                    raise
                trip.seconds -= wait
                await self._pace.wait(wait)
        raise AssertionError("count never ends")

    async def _follow(self, trip: _Trip) -> Fetched:
        at, trip.moved_to, been = trip.url, None, set[tuple[str, int]]()
        is_permanent = True
        for _ in range(REDIRECTS + 1):
            if at != trip.url and not _claimed(trip, at):
                return Fetched(page=None, leads_to=urls.canonical(at), moved_to=trip.moved_to)
            been.add((at, len(trip.cookies[urls.host(at)])))
            await self._check(at, is_named=at == trip.url)
            response, compared = await self._ask(at, trip)
            if response.status not in REDIRECT:
                result = self._result(trip, at, response, compared)
                next_at = await self._onward(result.page) if result.page else None
                if next_at is None or (next_at, len(trip.cookies[urls.host(next_at)])) in been:  # it reloads itself
                    return result
                at, is_permanent = responses.not_downgraded(at, next_at, response.status), False
                continue
            is_permanent = is_permanent and response.status in _PERMANENT
            at = responses.target(at, response)
            if is_permanent:
                trip.moved_to = at
            if (at, len(trip.cookies[urls.host(at)])) in been:
                raise BadStatus("fetching", trip.url, "it redirects in a circle", "check the address in a browser")
        raise BadStatus("fetching", trip.url, f"more than {REDIRECTS} redirects", "check the address in a browser")

    def _permit(self, url: str, *, is_named: bool) -> None:
        """Ask the policy; what a server named is no fault of the user's argument. Raises AddressRefused."""
        try:
            self._policy.check(url)
        except BadAddress as error:
            if is_named:
                raise
            raise AddressRefused("fetching", url, error.reason, error.advice) from error

    async def _check(self, url: str, *, is_named: bool) -> None:
        """Whether the policy and robots.txt let it be fetched."""
        self._permit(url, is_named=is_named)
        try:
            rules = await self._robots.rules(url)
        except FetchError as error:
            # It was tried often enough already.
            raise type(error)(
                "fetching",
                url,
                error.reason,
                error.advice,
                is_passing=False,
                retry_after=error.retry_after,
                code=error.code,
            ) from error
        self._pace.slow_down(urlsplit(url).netloc.lower(), rules.crawl_delay_seconds)
        if not rules.allows(url):
            why = rules.denied_why or "its robots.txt asks programs not to fetch it"
            advice = "try again later" if rules.denied_why else "save the page in a browser and import the file"
            raise RobotsDenied("fetching", url, why, advice)

    async def _ask(self, url: str, trip: _Trip) -> tuple[Response, Validators | None]:
        """The response to one request of a trip, and the validators that it was compared with."""
        host = urls.host(url)
        validators = None if trip.unconditional else self._memory.validators(url)
        headers = responses.conditions(validators)
        if cookies := trip.cookies[host]:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        response = await self._send(
            Request(url=url, limit_bytes=trip.limit_bytes, seconds=trip.seconds, headers=headers), trip
        )
        trip.cookies[host] |= response.cookies
        return response, validators

    async def _ask_robots(self, url: str, last: Validators | None) -> Response:
        """The response for robots.txt, redirects followed; what is over the limit is cut off (RFC 9309, 2.5)."""
        trip = _Trip(url, robots.LIMIT_BYTES, self._deadlines.total, unconditional=True, claim=_unclaimed)

        async def follow(trip: _Trip) -> Response:
            at = url
            for _ in range(REDIRECTS + 1):
                self._permit(at, is_named=at == url)
                # Unpacked, so that it can be cut off at the limit.
                headers = {"Accept-Encoding": "identity"} | (responses.conditions(last) if at == url else {})
                request = Request(
                    url=at, limit_bytes=trip.limit_bytes, seconds=trip.seconds, headers=headers, only_beginning=True
                )
                response = await self._send(request, trip)
                if response.status not in REDIRECT:
                    return self._unless_failing(url, response)
                at = responses.target(at, response)
            raise BadStatus("fetching", url, f"more than {REDIRECTS} redirects")

        return await self._retried(follow, trip)

    async def _send(self, request: Request, trip: _Trip) -> Response:
        """Send a request when its host's turn comes; note what it takes and what pause the response asks for."""
        url, netloc = request.url, urlsplit(request.url).netloc.lower()
        self._hosts.check(url)
        try:
            async with self._pace.turn(netloc), self._slots:
                self._hosts.check(url)  # others may have failed while this one waited
                if trip.seconds <= 0:
                    raise TimedOut("fetching", url, "its time is used up", "try again later", is_passing=False)
                response = await self._timed(request, trip)
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

    async def _timed(self, request: Request, trip: _Trip) -> Response:
        began = self._pace.now()
        try:
            return await self._transport.send(request)
        finally:
            trip.seconds -= self._pace.now() - began

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

    def _unless_failing(self, url: str, response: Response) -> Response:
        """Raise what may pass, so that it is tried again."""
        if response.status >= 500:
            raise responses.refusal(url, response, self._now())
        return response

    def _result(self, trip: _Trip, at: str, response: Response, compared: Validators | None) -> Fetched:
        was_compared = bool(responses.conditions(compared))
        is_page = responses.is_page(response)
        if not is_page and not (response.status == HTTPStatus.NOT_MODIFIED and was_compared):
            raise responses.refusal(at, response, self._now())
        validators = responses.validators(at, response, compared, self._now())
        return Fetched(
            page=responses.page(trip.url, at, response, validators) if is_page else None,
            validators=validators,
            status=response.status,
            moved_to=trip.moved_to,
            max_age_seconds=int(responses.max_age(response.headers.get("Cache-Control")).total_seconds()),
            seconds=response.seconds,
        )


def _claimed(trip: _Trip, at: str) -> bool:
    """Claim the address of a redirect for a trip; False when somebody else has it."""
    where = urls.canonical(at)
    if where not in trip.claimed and not trip.claim(where):
        return False
    trip.claimed.add(where)
    return True
