"""One poll of one subscription: what its answer means, what it lists, when it is asked again.

What each kind of answer does to the subscription is a pure function in ``fetch.schedule``.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from ingest.core import charset
from ingest.core.errors import FetchError, IngestError, NoArticle, NothingFound, OverLimit, Postponed
from ingest.core.model import Fetched, Kind, Listing, Page
from ingest.formats import sniff
from ingest.pipeline import understand
from ingest.pipeline.find import SITEMAP_LIMIT_BYTES, SITEMAP_SECONDS
from ingest.pipeline.kit import Kit
from store import Poll, PollResult, Source, Validators

from . import entries, schedule
from .interval import Habit, next_interval

FEED_LIMIT_BYTES = 10 << 20
_MOST_PARTS = 3  # sitemaps of an index: those of the news, or the newest
_LONG_BROKEN = timedelta(days=1)
_TOGETHER = 50  # polls without anything new are written down together


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll showed."""

    state: str  # "unchanged", "read", "postponed"
    listing: Listing | None = None  # when it was read
    is_lossy: bool = False  # nothing of the reading before is listed any more


class Poller:
    """Polls sources and writes down what they answer."""

    def __init__(self, kit: Kit, run_id: int | None) -> None:
        self._kit = kit
        self._run_id = run_id
        self._waiting: list[PollResult] = []
        self._unusable: dict[int, Validators] = {}  # by source: answers that could not be read

    async def poll(self, source: Source) -> Polled:
        """Poll a source; raises an IngestError when it gives nothing usable, ``failed`` says what follows."""
        is_whole = self._is_unconditional(source)
        try:
            answer = await self._fetch(source.url, source.kind, unconditional=is_whole)
        except Postponed as error:
            if error.retry_after is not None:  # asked for in the answer of another address of the site
                until = datetime.now(UTC) + error.retry_after
                self.write(PollResult(source=replace(source, next_due=until, trouble=error.reason)))
            return Polled("postponed")
        return await self.take(source, answer, is_whole=is_whole)

    async def take(self, source: Source, answer: Fetched, *, is_whole: bool) -> Polled:
        """What an answer of a source means."""
        if answer.validators:
            self._unusable[source.id] = answer.validators  # until it is read
        page = answer.page or answer.remembered  # of an index the parts may have changed all the same
        is_same = answer.validators is not None and answer.validators.sha256 == source.body_hash
        if page is None and not is_same:  # not modified since an answer that could not be read
            reason = source.trouble or "it could not be read"
            raise NothingFound("polling", source.url, reason, "it was not modified since; it is tried again")
        if page is None or (is_same and source.kind == Kind.FEED):
            self.write(self._unchanged(source, answer, is_whole=is_whole))
            return Polled("unchanged")
        listing, noted = await self._listing(source, page)
        if listing.parts and answer.validators:
            answer = replace(answer, validators=replace(answer.validators, body=page.body))
        return self._record(source, answer, listing, noted, is_whole=is_whole)

    def failed(self, source: Source, error: IngestError) -> PollResult:
        """What a failed poll makes of its source."""
        now, status = datetime.now(UTC), error.status if isinstance(error, FetchError) else None
        wait = error.retry_after if isinstance(error, FetchError) else None
        reason = charset.readable(error.reason)
        adopted = schedule.replaced(source, now=now) if status in (404, 410) else None
        if adopted:
            after = adopted
        elif status == 410:
            after = schedule.gone(source, now=now)
        elif wait is not None and status is not None:
            after = schedule.paused(source, until=now + wait, status=status, reason=reason)
        else:
            after = schedule.failed(source, now=now, status=status, reason=reason)
        is_over_limit = isinstance(error.__cause__, OverLimit)  # of time: the next try may be quicker
        validators = None if is_over_limit else self._unusable.get(source.id)
        if validators is not None:  # there was an answer, but no feed in it
            after = replace(after, status=validators.status)
        poll = Poll(source_id=source.id, url=source.url, fetched=now, status=after.status, reason=reason)
        return PollResult(source=after, poll=poll, validators=(validators,) if validators else ())

    def write(self, reading: PollResult) -> None:
        """Have a poll written down, together with others."""
        self._waiting.append(reading)
        if len(self._waiting) >= _TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Write down the polls that are waiting."""
        self._kit.archive.subscriptions.record(self._waiting, datetime.now(UTC), run_id=self._run_id)
        self._waiting.clear()

    def _is_unconditional(self, source: Source) -> bool:
        now = datetime.now(UTC)
        came = self._came(source, now)
        usual_gap = (now - min(came)) / len(came) if came else timedelta()
        # Broken and "not modified" for a day: it may be the server.
        is_stuck = source.failing_since is not None and now - source.failing_since > _LONG_BROKEN
        return is_stuck or schedule.unconditional(source, now=now, usual_gap=usual_gap)

    async def _fetch(self, url: str, kind: str, *, unconditional: bool = False) -> Fetched:
        if kind == Kind.SITEMAP:
            return await self._kit.client.fetch(
                url, limit_bytes=SITEMAP_LIMIT_BYTES, seconds=SITEMAP_SECONDS, unconditional=unconditional
            )
        return await self._kit.client.fetch(url, limit_bytes=FEED_LIMIT_BYTES, unconditional=unconditional)

    def _unchanged(self, source: Source, answer: Fetched, *, is_whole: bool) -> PollResult:
        now, validators = datetime.now(UTC), answer.validators
        habit = _habit(source, self._came(source, now), now, answer.max_age_seconds)
        interval = next_interval(habit, now)
        after = schedule.unchanged(source, _good(answer, now, is_whole=is_whole), interval)
        after = schedule.redirected(after, now=now, moved_to=answer.moved_to, overlaps=True)
        return PollResult(source=after, poll=_poll(source, answer, now), validators=(validators,) if validators else ())

    async def _listing(self, source: Source, page: Page) -> tuple[Listing, list[Validators]]:
        """The entries of a body; of an index those of its parts, with what to compare them with next time."""
        if sniff.kind(page.body) is Kind.PAGE:
            raise await self._is_a_page(page)
        page = replace(page, kind=Kind(source.kind))
        listing = await self._kit.read(understand.listing, page, "reading", NothingFound)
        found, noted = list(listing.entries), []
        for url in listing.parts[:_MOST_PARTS]:
            answer = await self._fetch(url, Kind.SITEMAP)
            noted += [answer.validators] if answer.validators else []
            if answer.page:
                part = replace(answer.page, kind=Kind.SITEMAP)
                found += (await self._kit.read(understand.listing, part, "reading", NothingFound)).entries
        return replace(listing, entries=tuple({entry.key: entry for entry in found}.values())), noted

    async def _is_a_page(self, page: Page) -> NothingFound:
        """A web page where a feed was: say which feeds it offers, never switch."""
        declared: tuple[str, ...] = ()
        with contextlib.suppress(IngestError):  # then there is nothing to suggest
            _, declared = await self._kit.read(understand.front, page, "reading", NoArticle)
        reason = "it answers with a web page in place of a feed"
        advice = f"the page offers {', '.join(declared[:3])}" if declared else "it is tried again"
        return NothingFound("polling", page.url, reason, advice)

    def _record(
        self, source: Source, answer: Fetched, listing: Listing, noted: list[Validators], *, is_whole: bool
    ) -> Polled:
        """Write a reading down at once: its entries have to be there before they are fetched."""
        now, validators, subscriptions = datetime.now(UTC), answer.validators, self._kit.archive.subscriptions
        arrivals = subscriptions.compare(source, [entry.key for entry in listing.entries])
        listed = tuple(entries.listed(source, listing, now))
        fresh = [entry.arrived for entry in listed if entry.key in arrivals.fresh]
        habit = _habit(
            source, [*self._came(source, now), *fresh], now, answer.max_age_seconds, listing.interval_seconds
        )
        overlaps = arrivals.known > 0 or arrivals.is_first
        habit = replace(habit, window=len(listed), fresh=len(fresh), overlaps=overlaps)
        body = schedule.Body(
            body_hash=(validators and validators.sha256) or "", listed=len(listed), repaired=listing.repaired,
            title=listing.title, site_url=listing.site_url,
        )  # fmt: skip
        after = schedule.read(source, _good(answer, now, is_whole=is_whole), body, next_interval(habit, now))
        if is_whole and _has_lied(source, validators):
            after = schedule.caught_lying(after)
        after = schedule.redirected(after, now=now, moved_to=answer.moved_to, overlaps=arrivals.known > 0)
        dates = [entry.published for entry in listing.entries if entry.published]
        poll = replace(_poll(source, answer, now), listed=len(listed), fresh=len(fresh), reason=listing.repaired)
        reading = PollResult(
            source=replace(after, newest=max(dates, default=source.newest)),
            poll=poll,
            listed=listed,
            validators=(*noted, *([validators] if validators else [])),
        )
        subscriptions.record([reading], now, run_id=self._run_id)
        return Polled("read", listing, is_lossy=bool(fresh) and not overlaps)

    def _came(self, source: Source, now: datetime) -> Sequence[datetime]:
        return self._kit.archive.subscriptions.arrivals(source, now - entries.HABIT)


def _habit(source: Source, came: Sequence[datetime], now: datetime, *floors_seconds: int) -> Habit:
    """How a source behaved until now; the poll that showed nothing new changes nothing in it."""
    return Habit(
        arrivals=came,
        window=source.listed,
        fresh=0,
        overlaps=True,
        first_read=source.first_read or now,
        floor=timedelta(seconds=max(floors_seconds)),
        previous=timedelta(seconds=source.interval_seconds),
    )


def _good(answer: Fetched, now: datetime, *, is_whole: bool) -> schedule.Success:
    """The answer as the schedule knows it."""
    validators = answer.validators or Validators(url="", fetched=now, status=answer.status)
    return schedule.Success(
        fetched=now,
        status=answer.status,
        etag=validators.etag,
        last_modified=validators.last_modified,
        was_whole=is_whole,
    )


def _poll(source: Source, answer: Fetched, now: datetime) -> Poll:
    size = len(answer.page.body) if answer.page else 0
    return Poll(
        source_id=source.id, url=source.url, fetched=now, status=answer.status, size_bytes=size, seconds=answer.seconds
    )


def _has_lied(source: Source, validators: Validators | None) -> bool:
    """Whether a changed body comes with the very validators that were answered with "not modified"."""
    if validators is None or source.distrusted or validators.sha256 == source.body_hash or source.body_hash is None:
        return False
    return (validators.etag, validators.last_modified) == (source.etag, source.last_modified)
