"""Fetch an address politely: a Fetched, or a FetchError.

Every request, redirects included, passes the address policy, robots.txt and the pace of its
host (``sending``), and is compared with the last response; what fails for a moment is tried again.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

from ingest.core import urls
from ingest.core.dates import utc_now
from ingest.core.errors import AddressRefused, BadAddress, BadStatus, FetchError, RobotsDenied
from ingest.core.model import Fetched, Page
from store import Validators

from . import responses, robots
from .pace import Pace
from .policy import Policy
from .responses import REDIRECT, Deadlines, Request, Response
from .robots import Robots
from .sending import Budget, Memory, Sender

HOMEPAGE = "https://warta.example"
FEED_LIMIT_BYTES = 10 << 20
REDIRECTS = 20  # as browsers do (Fetch, 4.4)
_PERMANENT = frozenset({301, 308})


def _unclaimed(url: str) -> bool:
    return True


async def _nowhere(page: Page) -> str | None:
    return None


@dataclass(slots=True)
class _Trip:
    """One fetch on its way: what it may still use, and what it met."""

    url: str
    limit_bytes: int
    budget: Budget
    unconditional: bool
    claim: Callable[[str], bool]
    moved_to: str | None = None
    claimed: set[str] = field(default_factory=set)  # addresses that this trip has
    cookies: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))  # by host


class Client:
    """Fetches pages; used inside a running event loop, closed with ``close``.

    ``contact`` is what a site sees in the User-Agent: an address where it can complain.
    ``now`` is the clock by which pauses and ages are told. ``onward`` is asked where a page leads
    by itself (meta refresh): that counts as a redirect.
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
        self._deadlines = deadlines or Deadlines()
        self._memory = memory or Memory()
        self._now = now
        self._sender = Sender(
            policy=self._policy, pace=pace or Pace(), deadlines=self._deadlines, memory=self._memory, now=now,
            contact=contact,
        )  # fmt: skip
        self._robots = Robots(self._ask_robots, recall=self._memory.validators, note=self._memory.note, now=now)

    async def close(self) -> None:
        """Close all connections; the hosts that were just asked get their pause from the next run too."""
        await self._robots.close()
        await self._sender.close()

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
        trip = _Trip(asked, limit_bytes, Budget(seconds or self._deadlines.total), unconditional, claim)
        trip.claimed.add(urls.canonical(asked))
        try:
            return await self._sender.retried(lambda: self._follow(trip), trip.budget)
        except FetchError as error:
            raise error.named(name or url, asked=asked) from error

    async def robots_sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the robots.txt of an address's host names; raises a FetchError."""
        self._policy.check(url)
        return (await self._robots.rules(url)).sitemaps

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
        self._sender.slow_down(url, rules.crawl_delay_seconds)
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
        request = Request(url=url, limit_bytes=trip.limit_bytes, seconds=trip.budget.seconds, headers=headers)
        response = await self._sender.send(request, trip.budget)
        trip.cookies[host] |= response.cookies
        return response, validators

    async def _ask_robots(self, url: str, last: Validators | None) -> Response:
        """The response for robots.txt, redirects followed; what is over the limit is cut off (RFC 9309, 2.5)."""
        budget = Budget(self._deadlines.total)

        async def follow() -> Response:
            at = url
            for _ in range(REDIRECTS + 1):
                self._permit(at, is_named=at == url)
                # Unpacked, so that it can be cut off at the limit.
                headers = {"Accept-Encoding": "identity"} | (responses.conditions(last) if at == url else {})
                request = Request(
                    url=at, limit_bytes=robots.LIMIT_BYTES, seconds=budget.seconds, headers=headers, only_beginning=True
                )
                response = await self._sender.send(request, budget)
                if response.status not in REDIRECT:
                    return self._unless_failing(url, response)
                at = responses.target(at, response)
            raise BadStatus("fetching", url, f"more than {REDIRECTS} redirects")

        return await self._sender.retried(follow, budget)

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
