"""A sync: the sources that are due are polled, and the articles that they list are fetched and stored."""

import contextlib
import time
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta

from ingest.core.dates import utc_now
from ingest.core.errors import FetchError, IngestError, NothingFound, Postponed
from ingest.core.model import Fetched, Item, Kind, Known, Listing, Noted, Page, Polled, PollFailed
from ingest.core.progress import Progress
from ingest.core.report import Listener, Report, SyncOptions, nobody, tell
from ingest.formats import sniff
from ingest.sync import entries, gaps, poll, schedule
from ingest.sync.poll import Conclusion
from store import Archive, FeedEntry, PollResult, Sighting, Source, Validators

from . import crawl, process, readings, redating, repeats, steps
from .crawl import Claims, Wanted
from .run import Clock, Network, Run, opened, told_of_killed
from .streams import Stream, side_by_side
from .writer import Writer

_MOST_PARTS = 3  # sitemaps of an index: those of the news, or the newest
_MOST_ENTRIES = 200  # of one source in one run; the rest stays due, newest first
_JUST = timedelta(seconds=90)
_TOGETHER = 50  # polls without anything new are written down together
_LEDGER = timedelta(days=90)  # polls older than that are dropped


async def sync(
    archive: Archive,
    options: SyncOptions | None = None,
    *,
    network: Network | None = None,
    listener: Listener = nobody,
    now: Clock = utc_now,
    progress: Progress | None = None,
) -> Report:
    """Poll the subscriptions that are due, hosts side by side, and store what is new; return what came of it.

    Also what was listed before and still waits. Every failure is in the report and the
    ledger; only a StoreError is raised. Cancelled, it stores what it has received and
    returns early.
    """
    options, began = options or SyncOptions(), time.monotonic()
    async with opened(
        archive, "sync", jobs=options.jobs, network=network or Network(), now=now, progress=progress
    ) as run:
        with Writer(run) as writer:
            tell(listener, told_of_killed(run.killed))
            polls, claims = _Polls(run, writer.report), Claims()
            streams = [*_streams(run, polls, claims, force=options.force)]
            run.progress.expect(len(streams))
            outcomes = process.processed(
                side_by_side(streams),
                run.workers,
                jobs=options.jobs,
                max_seconds=options.max_seconds,
                readers=run.readers,
                progress=run.progress,
            )
            outcomes = readings.checked(repeats.told(outcomes, archive), writer, run.workers)
            try:
                async with aclosing(outcomes):
                    async for outcome in outcomes:
                        tell(listener, writer.add(outcome))
            finally:  # however the run ends, what was asked is written down
                tell(listener, writer.conclude(polls.conclude()))
            tell(listener, writer.finish())
            if not writer.report.is_stopped:
                left = options.max_seconds and options.max_seconds - (time.monotonic() - began)
                await redating.redate(run, listener, jobs=options.jobs, max_seconds=left)
            writer.forget_captures(options.keep_captures)
            archive.subscriptions.forget_polls(now() - _LEDGER)
    return writer.report


def _streams(run: Run, polls: "_Polls", claims: Claims, *, force: bool) -> Iterator[Stream[Item]]:
    """The articles of each source, those that are due polled before; of others only what waits is fetched."""
    now, sources = run.now(), run.archive.subscriptions.every()
    misplanned = sum(schedule.is_misplanned(source, now) for source in sources)
    if misplanned or run.forgotten_pauses:
        yield _wrong_clock(misplanned, run.forgotten_pauses)
    for source in sources:
        if poll.is_due(source, now, force=force):
            yield _poll_and_follow(run, polls, claims, source, force=force)
        elif poll.follows_entries(source, now):
            yield _waiting(run, claims, source, force=force)


async def _wrong_clock(sources: int, hosts: int) -> Stream[Item]:
    plans = f"the next polls of {sources} sources and the pauses of {hosts} hosts"
    reason = "reach further ahead than any is planned: the clock was wrong then, or is now; they do not count"
    yield Noted(f"{plans} {reason}", is_warning=True)


async def _poll_and_follow(run: Run, polls: "_Polls", claims: Claims, source: Source, *, force: bool) -> Stream[Item]:
    polls.begun += 1
    run.progress.current = source.url
    outcome = await _poll(run, source)
    run.progress.advance()
    polls.note(outcome)
    if isinstance(outcome, Polled) and outcome.state == "postponed":
        return
    if isinstance(outcome, Polled) and outcome.listing and outcome.has_gap:
        await fill_gap(run, source, outcome.listing)
    async with aclosing(_follow(run, claims, source, force=force)) as items:
        async for item in items:
            yield item


class _Polls:
    """What became of the polls of a run, noted where they end: on the road they would wait for pages before them."""

    def __init__(self, run: Run, report: Report) -> None:
        self.begun = 0
        self._run = run
        self._report = report
        self._results: list[PollResult] = []
        self._failures: list[PollFailed] = []

    def note(self, outcome: Polled | PollFailed) -> None:
        """Note what became of a poll; of polls without anything new some are written down together."""
        if isinstance(outcome, PollFailed):
            self._failures.append(outcome)
            return
        self._report.count_poll(outcome)
        self._results += [outcome.result] if outcome.result else []
        if len(self._results) >= _TOGETHER:
            self._write()

    def conclude(self) -> Conclusion:
        """Write down what is waiting, and what follows from the polls that failed."""
        was_offline = self._run.archive.subscriptions.offline() is not None
        conclusion = poll.conclude(self.begun, self._failures, self._run.now(), was_offline=was_offline)
        self._results += conclusion.results
        self._write()
        return conclusion

    def _write(self) -> None:
        self._run.archive.subscriptions.record(self._results, self._run.now(), run_id=self._run.id)
        self._results.clear()


# -- one poll


async def _poll(run: Run, source: Source) -> Polled | PollFailed:
    """Ask a source, and write down what it lists before anything of it is fetched."""
    came = run.archive.subscriptions.arrivals(source, run.now() - entries.HABIT)
    attempt = poll.begin(source, came, run.now())
    try:
        fetched = await crawl.fetch_source(run, source.url, source.kind, unconditional=attempt.unconditional)
    except Postponed as error:  # in the response of another address of the site
        return Polled(state="postponed", result=poll.postponed(source, error, run.now()))
    except FetchError as error:
        return PollFailed(source=source, error=error)
    return await read_source(run, attempt.answered(run.now()), fetched)


async def read_source(run: Run, attempt: poll.Attempt, fetched: Fetched) -> Polled | PollFailed:
    """Return what a response of a source means; what it lists is written down."""
    source, subscriptions = attempt.source, run.archive.subscriptions
    try:
        page = poll.to_parse(source, fetched)
        if page is None:
            return Polled(state="unchanged", result=poll.unchanged(attempt, fetched))
        listing, parts = await _listing(run, source, page)
    except IngestError as error:
        return PollFailed(source=source, error=error, validators=fetched.validators)
    if listing.parts and fetched.validators:
        fetched = replace(fetched, validators=replace(fetched.validators, body=page.body))
    arrivals = subscriptions.compare(source, [entry.key for entry in listing.entries])
    result = poll.read(attempt, fetched, listing, arrivals, parts)
    subscriptions.record([result], attempt.now, run_id=run.id)
    return Polled(state="read", listing=listing, has_gap=poll.has_gap(arrivals))


async def _listing(run: Run, source: Source, page: Page) -> tuple[Listing, list[Validators]]:
    """The entries of a body; of an index those of its parts, with what to compare them with next time."""
    if sniff.kind(page.body) is Kind.PAGE:
        raise await _is_a_page(run, page)
    listing = await process.parse(run.workers, steps.listing, replace(page, kind=Kind(source.kind)))
    found, validators = list(listing.entries), []
    for url in listing.parts[:_MOST_PARTS]:
        fetched = await crawl.fetch_source(run, url, Kind.SITEMAP)
        validators += [fetched.validators] if fetched.validators else []
        if fetched.page:
            part = replace(fetched.page, kind=Kind.SITEMAP)
            found += (await process.parse(run.workers, steps.listing, part)).entries
    return replace(listing, entries=tuple({entry.key: entry for entry in found}.values())), validators


async def _is_a_page(run: Run, page: Page) -> NothingFound:
    """A web page where a feed was: say which feeds it offers, never switch."""
    declared: tuple[str, ...] = ()
    with contextlib.suppress(IngestError):  # then there is nothing to suggest
        declared = (await process.parse(run.workers, steps.links, page)).feeds
    reason = "it answers with a web page in place of a feed"
    advice = f"the page offers {', '.join(declared[:3])}" if declared else "it is tried again"
    return NothingFound("polling", page.url, reason, advice)


async def fill_gap(run: Run, source: Source, listing: Listing) -> None:
    """Write down that a source lost entries, and list those again that a sitemap of the site still has.

    ``source`` is as it was before the reading that showed the gap.
    """
    now, subscriptions = run.now(), run.archive.subscriptions
    gap_id = subscriptions.add_gap(gaps.gap(source, now))
    site = gaps.site(listing)
    if site is None:
        return
    async with aclosing(crawl.news_sitemaps(run, site)) as sitemaps:
        async for page, sitemap in sitemaps:
            lost = gaps.lost(source, listing, sitemap)
            found = gaps.unknown(lost, run.archive.known_pages(entry.url for entry in lost))
            validators = [page.validators] if page.validators else []
            subscriptions.add_entries(source, [*entries.to_feed_entries(source, found, now)], validators, now)
            subscriptions.fill_gap(gap_id, len(found.entries), now)
            return


# -- the entries of one source


async def _waiting(run: Run, claims: Claims, source: Source, *, force: bool) -> Stream[Item]:
    """The articles of a source that is not polled now."""
    run.progress.advance()
    async with aclosing(_follow(run, claims, source, force=force)) as items:
        async for item in items:
            yield item


async def _follow(run: Run, claims: Claims, source: Source, *, force: bool) -> Stream[Item]:
    """The articles of entries that are due, also of those that an earlier run left."""
    due: Sequence[FeedEntry] = run.archive.subscriptions.due(source, run.now(), force=force, limit=_MOST_ENTRIES)
    due = [entry for entry in due if not _was_just_asked(run, entry)]
    here = run.archive.known_pages(entry.url for entry in due if entry.stored is None)
    sighting = Sighting(kind=source.kind, locator=source.url)
    run.progress.expect(len(due))
    wanted = []
    for entry in due:
        if entry.url in here:
            yield Known(key=entry.url, sightings=(sighting,), feed_entry=entry)
        elif claims.claim(entry.url):
            wanted.append(Wanted(entry=entries.to_entry(entry), sighting=sighting, feed_entry=entry))
        else:  # somebody else fetches it in this run
            yield Known(key=entry.url, sightings=(sighting,), is_here=False, feed_entry=entry)
    run.progress.advance(len(due) - len(wanted))
    async with aclosing(crawl.articles(run, claims, wanted)) as items:
        async for item in items:
            run.progress.advance(not isinstance(item, Noted))
            yield item


def _was_just_asked(run: Run, entry: FeedEntry) -> bool:
    """Whether a stored article was asked for so recently that not even ``force`` asks again."""
    if entry.stored is None:
        return False
    last = run.archive.subscriptions.validators(entries.to_entry(entry).address)
    return last is not None and timedelta() <= run.now() - last.fetched < _JUST
