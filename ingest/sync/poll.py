"""One poll of one subscription: what its answer means, what it lists, when it is asked again.

What each kind of answer does to the subscription is a pure function in ``fetch.schedule``.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from ingest.core import charset
from ingest.core.errors import FetchError, IngestError, NoArticle, NothingFound, OverLimit, Postponed
from ingest.core.model import Answer, Kind, Listing, Page
from ingest.formats import sniff as kinds
from ingest.pipeline import understand
from ingest.pipeline.find import SITEMAP_LIMIT_BYTES, SITEMAP_SECONDS
from ingest.pipeline.kit import Kit
from store import Poll, Reading, Source, Visit

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
        self._waiting: list[Reading] = []
        self._unusable: dict[int, Visit] = {}  # by source: answers that could not be read

    async def poll(self, source: Source) -> Polled:
        """Poll a source; raises an IngestError when it gives nothing usable, ``failed`` says what follows."""
        is_whole = self._wants_whole(source)
        try:
            answer = await self._fetch(source.url, source.kind, wants_whole=is_whole)
        except Postponed as error:
            if error.retry_after is not None:  # asked for in the answer of another address of the site
                until = datetime.now(UTC) + error.retry_after
                self.write(Reading(source=replace(source, next_due=until, trouble=error.reason)))
            return Polled("postponed")
        return await self.take(source, answer, is_whole=is_whole)

    async def take(self, source: Source, answer: Answer, *, is_whole: bool) -> Polled:
        """What an answer of a source means."""
        if answer.visit:
            self._unusable[source.id] = answer.visit  # until it is read
        page = answer.page or answer.remembered  # of an index the parts may have changed all the same
        is_same = answer.visit is not None and answer.visit.sha256 == source.body_hash
        if page is None and not is_same:  # not modified since an answer that could not be read
            reason = source.trouble or "it could not be read"
            raise NothingFound("polling", source.url, reason, "it was not modified since; it is tried again")
        if page is None or (is_same and source.kind == Kind.FEED):
            self.write(self._unchanged(source, answer, is_whole=is_whole))
            return Polled("unchanged")
        listing, visits = await self._listing(source, page)
        if listing.parts and answer.visit:
            answer = replace(answer, visit=replace(answer.visit, body=page.body))
        return self._record(source, answer, listing, visits, is_whole=is_whole)

    def failed(self, source: Source, error: IngestError) -> Reading:
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
        visit = None if is_over_limit else self._unusable.get(source.id)
        if visit is not None:  # there was an answer, but no feed in it
            after = replace(after, status=visit.status)
        poll = Poll(source_id=source.id, url=source.url, fetched=now, status=after.status, reason=reason)
        return Reading(source=after, poll=poll, visits=(visit,) if visit else ())

    def write(self, reading: Reading) -> None:
        """Have a poll written down, together with others."""
        self._waiting.append(reading)
        if len(self._waiting) >= _TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Write down the polls that are waiting."""
        self._kit.archive.subscriptions.record(self._waiting, datetime.now(UTC), run_id=self._run_id)
        self._waiting.clear()

    def _wants_whole(self, source: Source) -> bool:
        now = datetime.now(UTC)
        came = self._came(source, now)
        usual_gap = (now - min(came)) / len(came) if came else timedelta()
        # Broken and "not modified" for a day: it may be the server.
        is_stuck = source.failing_since is not None and now - source.failing_since > _LONG_BROKEN
        return is_stuck or schedule.wants_whole(source, now=now, usual_gap=usual_gap)

    async def _fetch(self, url: str, kind: str, *, wants_whole: bool = False) -> Answer:
        if kind == Kind.SITEMAP:
            return await self._kit.client.fetch(
                url, limit_bytes=SITEMAP_LIMIT_BYTES, seconds=SITEMAP_SECONDS, wants_whole=wants_whole
            )
        return await self._kit.client.fetch(url, limit_bytes=FEED_LIMIT_BYTES, wants_whole=wants_whole)

    def _unchanged(self, source: Source, answer: Answer, *, is_whole: bool) -> Reading:
        now, visit = datetime.now(UTC), answer.visit
        habit = _habit(source, self._came(source, now), now, answer.max_age_seconds)
        interval = next_interval(habit, now)
        after = schedule.unchanged(source, _good(answer, now, is_whole=is_whole), interval)
        after = schedule.redirected(after, now=now, moved_to=answer.moved_to, overlaps=True)
        return Reading(source=after, poll=_poll(source, answer, now), visits=(visit,) if visit else ())

    async def _listing(self, source: Source, page: Page) -> tuple[Listing, list[Visit]]:
        """The entries of a body; of an index those of its parts, with what to compare them with next time."""
        if kinds.tell(page.body) is Kind.PAGE:
            raise await self._is_a_page(page)
        page = replace(page, kind=Kind(source.kind))
        listing = await self._kit.read(understand.listing, page, "reading", NothingFound)
        found, visits = list(listing.entries), []
        for url in listing.parts[:_MOST_PARTS]:
            answer = await self._fetch(url, Kind.SITEMAP)
            visits += [answer.visit] if answer.visit else []
            if answer.page:
                part = replace(answer.page, kind=Kind.SITEMAP)
                found += (await self._kit.read(understand.listing, part, "reading", NothingFound)).entries
        return replace(listing, entries=tuple({entry.key: entry for entry in found}.values())), visits

    async def _is_a_page(self, page: Page) -> NothingFound:
        """A web page where a feed was: say which feeds it offers, never switch."""
        declared: tuple[str, ...] = ()
        with contextlib.suppress(IngestError):  # then there is nothing to suggest
            _, declared = await self._kit.read(understand.front, page, "reading", NoArticle)
        reason = "it answers with a web page in place of a feed"
        advice = f"the page offers {', '.join(declared[:3])}" if declared else "it is tried again"
        return NothingFound("polling", page.url, reason, advice)

    def _record(
        self, source: Source, answer: Answer, listing: Listing, visits: list[Visit], *, is_whole: bool
    ) -> Polled:
        """Write a reading down at once: its entries have to be there before they are fetched."""
        now, visit, subscriptions = datetime.now(UTC), answer.visit, self._kit.archive.subscriptions
        arrivals = subscriptions.compare(source, [entry.key for entry in listing.entries])
        listed = tuple(entries.listed(source, listing, now))
        fresh = [entry.arrived for entry in listed if entry.key in arrivals.fresh]
        habit = _habit(
            source, [*self._came(source, now), *fresh], now, answer.max_age_seconds, listing.interval_seconds
        )
        overlaps = arrivals.known > 0 or arrivals.is_first
        habit = replace(habit, window=len(listed), fresh=len(fresh), overlaps=overlaps)
        body = schedule.Body(
            body_hash=(visit and visit.sha256) or "", listed=len(listed), mended=listing.mended,
            title=listing.title, site_url=listing.site_url,
        )  # fmt: skip
        after = schedule.read(source, _good(answer, now, is_whole=is_whole), body, next_interval(habit, now))
        if is_whole and _has_lied(source, visit):
            after = schedule.caught_lying(after)
        after = schedule.redirected(after, now=now, moved_to=answer.moved_to, overlaps=arrivals.known > 0)
        dates = [entry.published for entry in listing.entries if entry.published]
        poll = replace(_poll(source, answer, now), listed=len(listed), fresh=len(fresh), reason=listing.mended)
        reading = Reading(
            source=replace(after, newest=max(dates, default=source.newest)),
            poll=poll,
            listed=listed,
            visits=(*visits, *([visit] if visit else [])),
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


def _good(answer: Answer, now: datetime, *, is_whole: bool) -> schedule.Success:
    """The answer as the schedule knows it."""
    visit = answer.visit or Visit(url="", fetched=now, status=answer.status)
    return schedule.Success(
        fetched=now, status=answer.status, etag=visit.etag, last_modified=visit.last_modified, was_whole=is_whole
    )


def _poll(source: Source, answer: Answer, now: datetime) -> Poll:
    size = len(answer.page.body) if answer.page else 0
    return Poll(
        source_id=source.id, url=source.url, fetched=now, status=answer.status, size_bytes=size, seconds=answer.seconds
    )


def _has_lied(source: Source, visit: Visit | None) -> bool:
    """Whether a changed body comes with the very validators that were answered with "not modified"."""
    if visit is None or source.distrusted or visit.sha256 == source.body_hash or source.body_hash is None:
        return False
    return (visit.etag, visit.last_modified) == (source.etag, source.last_modified)
