"""From what a person names to subscriptions; what a source lists is noted at once, for the next sync to fetch."""

from collections.abc import Iterable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.core import urls
from ingest.core.dates import utc_now
from ingest.core.errors import BadSource, FetchError, IngestError, NothingFound, Postponed
from ingest.core.model import Failed, Fetched, Kind, Noted, Page, Polled, PollFailed
from ingest.core.report import Listener, nobody
from ingest.formats import files, sniff
from ingest.sync import entries, poll
from store import Archive, Source

from . import crawl, process
from .run import Clock, Network, Run, opened
from .streams import Stream, until_cancelled
from .syncing import read_source


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A source that sync polls from now on."""

    source: Source
    is_new: bool


@dataclass(slots=True)
class SubscribeReport:
    """What came of subscribing."""

    sources: list[Subscribed] = field(default_factory=list)
    errors: list[IngestError] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 all well, 3 some failed, else the failures' own code, 4 when they differ."""
        codes = {error.exit_code for error in self.errors}
        if not codes or self.sources:
            return 3 if codes else 0
        return codes.pop() if len(codes) == 1 else 4


async def subscribe(
    archive: Archive,
    wanted: Iterable[str],
    kind: str | None = None,
    *,
    network: Network | None = None,
    listener: Listener = nobody,
    now: Clock = utc_now,
) -> SubscribeReport:
    """Add sources for ``sync`` to poll; return which. ``kind`` ("feed", "sitemap") is taken where nothing can be told.

    Every failure is in the result; only a StoreError is raised. Cancelled, it returns early.
    """
    result = SubscribeReport()
    async with opened(archive, None, jobs=1, network=network or Network(), now=now) as run:
        streams = (_add(run, given, kind) for given in dict.fromkeys(wanted))
        async with aclosing(until_cancelled(streams, Noted("stopped; what was found is subscribed"))) as items:
            async for found in items:
                match found:
                    case Subscribed():
                        result.sources.append(found)
                    case Failed():
                        result.errors.append(found.error)
                        listener(found)
                    case Noted():
                        listener(found)
    read = {source.id: source for source in archive.subscriptions.every()}  # with what their responses said
    result.sources = [replace(each, source=read.get(each.source.id, each.source)) for each in result.sources]
    return result


Found = Subscribed | Failed | Noted


async def _add(run: Run, given: str, kind: str | None) -> Stream[Found]:
    """Subscribe to what was named."""
    try:
        async for found in (
            _address(run, urls.asked(given) or urls.escaped(given), kind) if urls.is_web(given) else _file(run, given)
        ):
            yield found
    except IngestError as error:
        yield Failed(error=error)


async def _address(run: Run, url: str, kind: str | None) -> Stream[Found]:
    known = {source.url: source for source in run.archive.subscriptions.every()}
    if url in known and known[url].enabled:
        yield Subscribed(known[url], is_new=False)
        return
    try:
        fetched = await run.client.fetch(url, unconditional=True)
    except FetchError as error:
        if not (kind or error.is_passing or isinstance(error, Postponed) or (error.status or 0) >= 429):
            raise
        yield Noted(f"{error}; it is subscribed all the same")
        yield _subscribed(run, Source(url=url, kind=kind or Kind.FEED))
        return
    if fetched.page is not None:
        async for found in _page(run, url, fetched, fetched.page, kind):
            yield found


async def _page(run: Run, url: str, fetched: Fetched, page: Page, kind: str | None) -> Stream[Found]:
    """What an address answers: a source itself, a list of them, or a page that leads to some."""
    told = sniff.kind(page.body)
    if told is Kind.OPML:
        found = _outlines(run, replace(page, kind=Kind.OPML))
    elif told is Kind.PAGE and not kind:
        found = _front(run, page)
    elif kind or told in (Kind.FEED, Kind.SITEMAP) or not page.body.strip():
        found = _source(run, Source(url=url, kind=str(kind or (told if told is Kind.SITEMAP else Kind.FEED))), fetched)
    else:
        advice = "give a feed, a front page, a sitemap, or a list of feeds in OPML"
        raise NothingFound("subscribing to", url, f"it is {told}", advice)
    async for each in found:
        yield each


async def _front(run: Run, page: Page) -> Stream[Found]:
    """The feeds of a site, or its news sitemap."""
    is_found = False
    async with aclosing(_offered(run, page)) as offered:
        async for one in offered:
            if isinstance(one, Failed):
                yield one
                continue
            is_found = True
            asked = one.sightings[0].locator if one.sightings else one.url
            fetched = Fetched(page=one, validators=one.validators)
            async for found in _source(run, Source(url=asked, kind=str(one.kind), site_url=page.url), fetched):
                yield found
    if not is_found:
        reason = "the page offers no feed, and there is no news sitemap in the usual places"
        raise NothingFound("subscribing to", page.url, reason, "give the address of a feed or a sitemap")


async def _offered(run: Run, page: Page) -> Stream[Page | Failed]:
    """The feeds that a page declares, else one in a usual place, else a news sitemap."""
    links = await process.parse(run.workers, process.links, page)
    is_found = False
    for url in links.feeds:
        try:
            fetched = await run.client.fetch(url)
        except FetchError as error:
            yield Failed(error=error)
            continue
        if fetched.page:
            is_found = True
            yield replace(fetched.page, kind=Kind.FEED)
    if not links.feeds and (feed := await crawl.usual_feed(run, page.url)):
        is_found = True
        yield feed
    if is_found:
        return
    async with aclosing(crawl.news_sitemaps(run, page.url)) as sitemaps:
        async for sitemap, _ in sitemaps:
            yield sitemap
            return


async def _file(run: Run, given: str) -> Stream[Found]:
    if "://" in given:
        advice = "give an http(s) address or an OPML file"
        raise BadSource("subscribing to", given, "it is no web address", advice)
    for page in files.pages(Path(given), now=run.now):
        if isinstance(page, IngestError):
            raise page
        if page.kind is not Kind.OPML:
            advice = "a saved page can be imported: `warta import`"
            raise BadSource("subscribing to", given, f"it is {page.kind}, not a list of feeds in OPML", advice)
        async for found in _outlines(run, page):
            yield found


async def _outlines(run: Run, page: Page) -> Stream[Found]:
    """Feeds of a list; they are not asked now, the next sync reads them."""
    outlines = await process.parse(run.workers, process.outlines, page)
    wanted = [
        Source(url=one.url, kind=str(one.kind), title=one.title or None, site_url=one.site_url) for one in outlines
    ]
    for source, is_new in run.archive.subscriptions.add(wanted):
        yield Subscribed(source, is_new)


async def _source(run: Run, wanted: Source, fetched: Fetched) -> Stream[Found]:
    """Subscribe, and note what the source lists; one that is empty or broken today is one all the same."""
    subscribed = _subscribed(run, wanted)
    yield subscribed
    source, subscriptions = subscribed.source, run.archive.subscriptions
    came = subscriptions.arrivals(source, run.now() - entries.HABIT)
    attempt = poll.Attempt(source=source, came=came, now=run.now(), unconditional=True)
    outcome = await read_source(run, attempt, fetched)
    if isinstance(outcome, PollFailed):
        yield Noted(f"{outcome.error}; it is subscribed all the same")
        result = poll.failed(source, outcome.error, run.now(), outcome.validators)
        subscriptions.record([result], run.now(), run_id=None)
    elif isinstance(outcome, Polled) and outcome.result:
        subscriptions.record([outcome.result], run.now(), run_id=None)


def _subscribed(run: Run, source: Source) -> Subscribed:
    ((stored, is_new),) = run.archive.subscriptions.add([source])
    return Subscribed(stored, is_new)
