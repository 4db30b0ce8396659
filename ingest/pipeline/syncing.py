"""A sync: the sources that are due are polled, and what they list is followed."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from ingest.core.errors import IngestError, TimedOut, Unreachable
from ingest.core.model import Failed, Known
from ingest.core.report import Report
from ingest.sync import entries, gaps, schedule
from ingest.sync.poll import Poller
from store import FeedEntry, Poll, PollResult, Sighting, Source

from .crawl import Follower, Wanted
from .kit import Kit

_MOST_ENTRIES = 200  # of one source in one run; the rest stays due, newest first
_JUST = timedelta(seconds=90)
_LEDGER = timedelta(days=90)  # polls older than that are dropped


class Round:
    """One round over the subscriptions."""

    def __init__(self, kit: Kit, report: Report) -> None:
        self._kit = kit
        self._report = report
        self._subscriptions = kit.archive.subscriptions
        self._poller = Poller(kit, report.run_id)
        self._follower = Follower(kit)
        self._failed: list[tuple[Source, IngestError]] = []
        self.read: list[str] = []  # none: what is mended is resolved poll by poll

    async def run(self) -> None:
        """Poll what is due, hosts side by side, and fetch what is new; also what was listed before and still waits."""
        now, polled = datetime.now(UTC), 0
        try:
            async with asyncio.TaskGroup() as group:
                for source in self._subscriptions.every():
                    if self._is_due(source, now):
                        polled += 1
                        group.create_task(self._visit(source))
                    elif source.enabled and not schedule.is_barred(source, now):
                        group.create_task(self._follow(source))
        finally:
            await self._end(polled)

    def _is_due(self, source: Source, now: datetime) -> bool:
        """Whether to poll; ``everything`` shortens no pause that was asked for, nor the wait after a 410."""
        if self._kit.order.force and source.enabled:
            return not schedule.is_barred(source, now)
        return schedule.due(source, now)

    async def _visit(self, source: Source) -> None:
        try:
            polled = await self._poller.poll(source)
        except IngestError as error:
            self._failed.append((source, error))
        else:
            self._report.polls[polled.state] += 1
            if polled.listing and polled.is_lossy:
                self._report.gaps += 1
                await gaps.note(self._kit, source, polled.listing)
            if polled.state == "postponed":
                return
        await self._follow(source)

    async def _follow(self, source: Source) -> None:
        """Fetch the entries that are due, also those that an earlier run left."""
        due: Sequence[FeedEntry] = self._subscriptions.due(
            source, datetime.now(UTC), force=self._kit.order.force, limit=_MOST_ENTRIES
        )
        due = [entry for entry in due if not self._was_just_asked(entry)]
        here = self._kit.archive.known_pages(entry.url for entry in due if entry.stored is None)
        sighting = Sighting(kind=source.kind, locator=source.url)
        for entry in due:
            if entry.url in here:
                await self._kit.hand(Known(key=entry.url, sightings=(sighting,), listed=entry))
        await self._follower.follow(await self._taken([one for one in due if one.url not in here], sighting))

    def _was_just_asked(self, entry: FeedEntry) -> bool:
        """Whether a stored article was asked for so recently that not even ``everything`` asks again."""
        if entry.stored is None:
            return False
        said = entries.said(entry)
        last = self._subscriptions.validators(said.link or said.url)
        return last is not None and datetime.now(UTC) - last.fetched < _JUST

    async def _taken(self, due: list[FeedEntry], sighting: Sighting) -> list[Wanted]:
        """The entries that nobody else fetches in this run; the others are only seen here."""
        wanted = []
        for entry in due:
            if self._follower.take(entry.url):
                wanted.append(Wanted(entry=entries.said(entry), sighting=sighting, listed=entry))
            else:
                await self._kit.hand(Known(key=entry.url, sightings=(sighting,), is_here=False, listed=entry))
        return wanted

    async def _end(self, polled: int) -> None:
        """Write down the polls that failed, unless it was the connection that failed and not they."""
        unreachable = sum(isinstance(error, Unreachable | TimedOut) for _, error in self._failed)
        if schedule.is_offline(polled, unreachable):
            self._kit.listener.failed(_offline(polled, unreachable))
            self._report.polls["unreachable"] += unreachable
            self._report.tally.failed += unreachable
            self._report.exit_codes.add(4)
            for reading in self._ledger_only():
                self._poller.write(reading)
        else:
            for source, error in self._failed:
                self._report.polls["failed"] += 1
                reading = self._poller.failed(source, error)
                self._poller.write(reading)
                if reading.source.url != source.url:  # it goes on at the address where it moved to
                    continue
                is_known = source.failures > 0 or schedule.was_told_to_wait(source)
                is_news = not is_known or not reading.source.enabled
                await self._kit.hand(Failed(error=error, is_news=is_news))
        self._poller.flush()
        self._subscriptions.forget_polls(datetime.now(UTC) - _LEDGER)

    def _ledger_only(self) -> Iterator[PollResult]:
        for source, error in self._failed:
            poll = Poll(
                source_id=source.id, url=source.url, fetched=datetime.now(UTC), reason=f"offline: {error.reason}"
            )
            yield PollResult(source=source, poll=poll)


def _offline(polled: int, unreachable: int) -> Unreachable:
    reason = f"{unreachable} of {polled} sources could not be reached, so it is this machine that is offline"
    return Unreachable("polling", "the subscriptions", reason, "nothing was counted against them; check the connection")
