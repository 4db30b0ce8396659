"""Get an address politely: an Answer, or a FetchError.

Every request, redirects included, passes the address policy, robots.txt and the pace of
its host, and is compared with the last visit; what fails for a moment is tried again.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from importlib.metadata import version
from itertools import count
from typing import TypeVar
from urllib.parse import urlsplit

from ingest.core import urls
from ingest.core.errors import BadStatus, FetchError, Postponed, RobotsDenied, TimedOut
from ingest.core.model import Fetched
from ingest.sync import schedule
from store import Pause, Validators

from . import responses, retry, robots
from .pace import Pace, TooLong
from .policy import Policy
from .robots import Robots
from .transport import AT_ONCE, REDIRECT, Deadlines, Request, Response, Transport

Made = TypeVar("Made")

HOMEPAGE = "https://warta.example"
FEED_LIMIT_BYTES = 10 << 20
REDIRECTS = 5
_PERMANENT = frozenset({301, 308})


def _nobody(url: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the client asks and tells about earlier visits and pauses; the default remembers nothing."""

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
    is_taken: Callable[[str], bool]
    moved_to: str | None = None
    taken: set[str] = field(default_factory=set)  # addresses that this trip has claimed
    cookies: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))  # by host


class Client:
    """Fetches pages; made inside a running event loop, closed with ``close``.

    ``contact`` is what a site sees in the User-Agent: an address where it can complain.
    """

    def __init__(
        self,
        *,
        policy: Policy | None = None,
        pace: Pace | None = None,
        deadlines: Deadlines | None = None,
        contact: str = HOMEPAGE,
        memory: Memory | None = None,
    ) -> None:
        self._policy = policy or Policy()
        self._pace = pace or Pace()
        self._deadlines = deadlines or Deadlines()
        self._memory = memory or Memory()
        agent = f"warta/{version('warta')} (+{contact})"
        self._transport = Transport(policy=self._policy, deadlines=self._deadlines, user_agent=agent)
        self._robots = Robots(self._ask_robots, recall=self._memory.validators, note=self._memory.note)
        self._failures: Counter[str] = Counter()  # in a row, by host
        self._slots = asyncio.Semaphore(AT_ONCE)  # the time of a request begins when it has its slot
        for pause in self._memory.pauses:
            self._pace.pause(pause.domain, (pause.until - datetime.now(UTC)).total_seconds())

    async def close(self) -> None:
        """Close all connections; the hosts that were just asked get their pause from the next run too."""
        await self._transport.close()
        now = datetime.now(UTC)
        for host, seconds in self._pace.owed().items():
            # Kept in whole seconds.
            until = now + timedelta(seconds=seconds + 1)
            self._memory.pause(Pause(domain=host, until=until, reason="it was asked a moment ago"))

    async def fetch(
        self,
        url: str,
        *,
        limit_bytes: int = FEED_LIMIT_BYTES,
        seconds: float | None = None,
        unconditional: bool = False,
        is_taken: Callable[[str], bool] = _nobody,
    ) -> Fetched:
        """What ``url`` answers, redirects followed; raises a FetchError that names ``url``.

        ``seconds`` bounds it in place of the usual total. ``wants_whole`` asks for the page
        also when it was not modified. ``is_taken`` claims the address of a redirect: when
        somebody else has it, it is not fetched again and the answer only says where it leads.
        """
        trip = _Trip(url, limit_bytes, seconds or self._deadlines.total, unconditional, is_taken)
        trip.taken.add(urls.canonical(url))
        try:
            return await self._tried(self._follow, trip)
        except FetchError as error:
            error.moved_to = trip.moved_to
            error.asked_as(url)
            raise

    async def robots_sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of an address's host names; raises a FetchError."""
        self._policy.check(url)
        return (await self._robots.rules(url)).sitemaps

    async def _tried(self, step: Callable[[_Trip], Awaitable[Made]], trip: _Trip) -> Made:
        """What a step gives, repeated while it fails in a way that may pass, and time is left."""
        for tries in count(1):
            try:
                return await step(trip)
            except FetchError as error:
                wait = retry.wait_seconds(error, tries)
                if wait is None or wait >= trip.seconds or isinstance(error, Postponed):
                    self._count(error)
                    raise
                trip.seconds -= wait
                await self._pace.wait(wait)
        raise AssertionError("count never ends")

    async def _follow(self, trip: _Trip) -> Fetched:
        at, trip.moved_to, been = trip.url, None, set[tuple[str, int]]()
        is_permanent = True
        for _ in range(REDIRECTS + 1):
            if at != trip.url and self._is_taken(trip, at):
                return Fetched(page=None, leads_to=urls.canonical(at), moved_to=trip.moved_to)
            been.add((at, len(trip.cookies[urls.host(at)])))
            await self._check(at)
            reply, validators = await self._ask(at, trip)
            if reply.status not in REDIRECT:
                return self._answer(trip, at, reply, validators)
            is_permanent = is_permanent and reply.status in _PERMANENT
            at = responses.target(at, reply)
            if is_permanent:
                trip.moved_to = at
            if (at, len(trip.cookies[urls.host(at)])) in been:
                raise BadStatus("fetching", trip.url, "it redirects in a circle", "check the address in a browser")
        raise BadStatus("fetching", trip.url, f"more than {REDIRECTS} redirects", "check the address in a browser")

    def _is_taken(self, trip: _Trip, at: str) -> bool:
        where = urls.canonical(at)
        if where in trip.taken:
            return False
        if trip.is_taken(where):
            return True
        trip.taken.add(where)
        return False

    async def _check(self, url: str) -> None:
        """Whether the policy and robots.txt let it be fetched."""
        self._policy.check(url)
        try:
            rules = await self._robots.rules(url)
        except FetchError as error:
            # It was tried often enough already.
            raise type(error)(
                "fetching", url, error.reason, error.advice, is_passing=False, retry_after=error.retry_after
            ) from error
        self._pace.slow_down(urlsplit(url).netloc.lower(), rules.crawl_delay_seconds)
        if not rules.allows(url):
            why = rules.denied_why or "its robots.txt asks programs not to fetch it"
            advice = "try again later" if rules.denied_why else "save the page in a browser and import the file"
            raise RobotsDenied("fetching", url, why, advice)

    async def _ask(self, url: str, trip: _Trip) -> tuple[Response, Validators | None]:
        """One request of a trip, and the visit that it was compared with."""
        host = urls.host(url)
        validators = None if trip.unconditional else self._memory.validators(url)
        headers = responses.conditions(validators)
        if cookies := trip.cookies[host]:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        reply = await self._send(
            Request(url=url, limit_bytes=trip.limit_bytes, seconds=trip.seconds, headers=headers), trip
        )
        trip.cookies[host] |= reply.cookies
        return reply, validators

    async def _ask_robots(self, url: str, last: Validators | None) -> Response:
        """The answer for robots.txt, redirects followed; what is over the limit is cut off."""
        trip = _Trip(url, robots.LIMIT_BYTES, self._deadlines.total, unconditional=True, is_taken=_nobody)

        async def follow(trip: _Trip) -> Response:
            at = url
            for _ in range(REDIRECTS + 1):
                self._policy.check(at)
                # Unpacked, so that it can be cut off at the limit.
                headers = {"Accept-Encoding": "identity"} | (responses.conditions(last) if at == url else {})
                demand = Request(
                    url=at, limit_bytes=trip.limit_bytes, seconds=trip.seconds, headers=headers, only_beginning=True
                )
                reply = await self._send(demand, trip)
                if reply.status not in REDIRECT:
                    return _unless_failing(url, reply)
                at = responses.target(at, reply)
            raise BadStatus("fetching", url, f"more than {REDIRECTS} redirects")

        return await self._tried(follow, trip)

    async def _send(self, demand: Request, trip: _Trip) -> Response:
        """Send a request when its host's turn comes; note what it takes and what pause the answer asks for."""
        url, netloc = demand.url, urlsplit(demand.url).netloc.lower()
        self._leave_failing(url)
        try:
            async with self._pace.turn(netloc), self._slots:
                self._leave_failing(url)  # others may have failed while this one waited
                if trip.seconds <= 0:
                    raise TimedOut("fetching", url, "its time is used up", "try again later", is_passing=False)
                reply = await self._timed(demand, trip)
                if not retry.is_trouble(reply.status):
                    self._failures[urls.host(url)] = 0
                self._heed(url, reply)
                return reply
        except TooLong as error:
            wait = self._pace.pause_seconds(netloc)
            until = f"{datetime.now(UTC) + timedelta(seconds=wait):%Y-%m-%d %H:%M} UTC"
            raise Postponed(
                "fetching", url, f"its site asked to be left alone until {until}", "it is tried again after that",
                retry_after=timedelta(seconds=wait),
            ) from error  # fmt: skip

    async def _timed(self, demand: Request, trip: _Trip) -> Response:
        began = self._pace.now()
        try:
            return await self._transport.send(demand)
        finally:
            trip.seconds -= self._pace.now() - began

    def _heed(self, url: str, reply: Response) -> None:
        """Pause the domain that answers 429, the host that answers 503, for as long as it asks."""
        asked = schedule.retry_after(reply.headers.get("Retry-After"), datetime.now(UTC))
        pause = retry.pause(reply.status, asked)
        if pause is None:
            return
        host = urls.host(url)
        name = urls.domain(host) if reply.status == HTTPStatus.TOO_MANY_REQUESTS else host
        self._pace.pause(name, pause.total_seconds())
        reason = f"{url} answered {reply.status}"
        self._memory.pause(Pause(domain=name, until=datetime.now(UTC) + pause, reason=reason))

    def _count(self, error: FetchError) -> None:
        """Note that a host does not answer as it should."""
        if retry.is_of_host(error):
            self._failures[urls.host(error.target)] += 1

    def _leave_failing(self, url: str) -> None:
        if self._failures[urls.host(url)] >= retry.MOST_FAILURES:
            reason = f"the host failed {retry.MOST_FAILURES} times in a row and is left alone for this run"
            raise Postponed("fetching", url, reason, "it is tried again at the next run")

    def _answer(self, trip: _Trip, at: str, reply: Response, compared: Validators | None) -> Fetched:
        was_compared = bool(responses.conditions(compared))
        if reply.status != HTTPStatus.OK and not (reply.status == HTTPStatus.NOT_MODIFIED and was_compared):
            raise responses.refusal(at, reply)
        validators = responses.validators(at, reply, compared)
        return Fetched(
            page=responses.page(trip.url, at, reply, validators) if reply.status == HTTPStatus.OK else None,
            validators=validators,
            status=reply.status,
            moved_to=trip.moved_to,
            max_age_seconds=int(schedule.max_age(reply.headers.get("Cache-Control")).total_seconds()),
            seconds=reply.seconds,
        )


def _unless_failing(url: str, reply: Response) -> Response:
    """Raise what may pass, so that it is tried again."""
    if reply.status >= 500:
        raise responses.refusal(url, reply)
    return reply
