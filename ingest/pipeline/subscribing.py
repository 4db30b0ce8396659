"""From what a person names to subscriptions; what a source lists is noted at once, for the next sync to fetch."""

import asyncio
from collections.abc import Iterable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from itertools import takewhile
from operator import itemgetter
from pathlib import Path

from ingest.core import hosts, urls
from ingest.core.dates import utc_now
from ingest.core.errors import BadSource, FetchError, IngestError, NothingFound, Postponed
from ingest.core.model import Entry, Failed, Fetched, Kind, Noted, Page, PollFailed
from ingest.core.report import Listener, nobody
from ingest.formats import files, sniff
from ingest.sync import entries, poll, same
from store import Archive, Source

from . import beforehand, crawl, process, steps
from .run import Clock, Network, Run, opened
from .streams import Stream, side_by_side, until_cancelled
from .syncing import read_source

_AT_ONCE = 16  # of what is named; a host still gets one request at a time


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
    tags: tuple[str, ...] = (),
    every_minutes: int | None = None,
    network: Network | None = None,
    listener: Listener = nobody,
    now: Clock = utc_now,
) -> SubscribeReport:
    """Add sources for ``sync`` to poll; return which. ``kind`` ("feed", "sitemap") is taken where nothing can be told.

    Each gets the ``tags``, and ``every_minutes`` that it is polled (0: as its entries come), also one that is
    subscribed already, which stays as it is else.

    Every failure is in the result; only a StoreError is raised. Cancelled, it returns early.
    """
    result = SubscribeReport()
    async with opened(archive, None, jobs=1, network=network or Network(), now=now) as run:
        turn = asyncio.Lock()
        named = dict.fromkeys(each for given in wanted for each in _addresses(given, now) or (given,))
        streams = side_by_side(
            [_numbered(number, _add(run, Asked(given, kind, tags, every_minutes, turn)))
             for number, given in enumerate(named)],
            at_once=_AT_ONCE,
        )  # fmt: skip
        order: list[tuple[int, Subscribed]] = []
        async with aclosing(until_cancelled([streams], (0, Noted("stopped; what was found is subscribed")))) as items:
            async for number, found in items:
                match found:
                    case Subscribed():
                        order.append((number, found))
                    case Failed():
                        result.errors.append(found.error)
                        listener(found)
                    case Noted():
                        listener(found)
    read = {source.id: source for source in archive.subscriptions.every()}  # with what their responses said
    in_order = (each for _, each in sorted(order, key=itemgetter(0)))
    result.sources = [replace(each, source=read.get(each.source.id, each.source)) for each in in_order]
    return result


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person names, and what they say of it."""

    given: str
    kind: str | None
    tags: tuple[str, ...]
    every_minutes: int | None  # 0: as its entries come
    turn: asyncio.Lock  # one at a time is compared with those that are subscribed, and added


Found = Subscribed | Failed | Noted


def _addresses(given: str, now: Clock) -> list[str]:
    """The addresses in a file that is a list of them; none of anything else."""
    if urls.is_web(given) or not Path(given).is_file():
        return []
    entries = takewhile(lambda each: isinstance(each, Entry), files.pages(Path(given), now=now))
    return [each.address for each in entries if isinstance(each, Entry)]


async def _numbered(number: int, found: "Stream[Found]") -> "Stream[tuple[int, Found]]":
    async with aclosing(found):
        async for each in found:
            yield number, each


async def _add(run: Run, asked: Asked) -> Stream[Found]:
    """Subscribe to what was named."""
    given = asked.given
    try:
        url = urls.named(given)
        async for found in _address(run, url, asked) if urls.is_web(given) else _file(run, asked):
            yield found
    except IngestError as error:
        yield Failed(error=error)


async def _address(run: Run, url: str, asked: Asked) -> Stream[Found]:
    known = same.like(run.archive.subscriptions.every(), url)
    if known and known.enabled:
        yield _subscribed(run, asked, known)
        return
    beforehand.begin()  # what comes will be read
    try:
        fetched = await run.client.fetch(url, unconditional=True)
    except FetchError as error:
        if not (asked.kind or error.is_passing or isinstance(error, Postponed) or (error.status or 0) >= 429):
            raise
        yield Noted(f"{error}; it is subscribed all the same")
        yield _subscribed(run, asked, Source(url=url, kind=asked.kind or Kind.FEED))
        return
    if fetched.page is not None:
        async for found in _page(run, url, fetched, fetched.page, asked):
            yield found


async def _page(run: Run, url: str, fetched: Fetched, page: Page, asked: Asked) -> Stream[Found]:
    """What an address answers: a source itself, a list of them, or a page that leads to some."""
    told, kind = sniff.kind(page.body), asked.kind
    if told is Kind.OPML:
        found = _outlines(run, replace(page, kind=Kind.OPML), asked)
    elif told is Kind.PAGE and not kind:
        found = _front(run, page, asked)
    elif kind or told in (Kind.FEED, Kind.SITEMAP) or not page.body.strip():
        wanted = Source(url=url, kind=str(kind or (told if told is Kind.SITEMAP else Kind.FEED)))
        found = _source(run, asked, wanted, fetched)
    else:
        advice = "give a feed, a front page, a sitemap, or a list of feeds in OPML"
        raise NothingFound("subscribing to", url, f"it is {told}", advice)
    async for each in found:
        yield each


async def _front(run: Run, page: Page, asked: Asked) -> Stream[Found]:
    """The feeds of a site, or its news sitemap."""
    is_found = False
    async with aclosing(_offered(run, page)) as offered:
        async for one in offered:
            if isinstance(one, Failed):
                yield one
                continue
            is_found = True
            here = one.sightings[0].locator if one.sightings else one.url
            fetched = Fetched(page=one, validators=one.validators)
            wanted = Source(url=here, kind=str(one.kind), site_url=page.url)
            async for found in _source(run, asked, wanted, fetched):
                yield found
    if not is_found:
        reason = "the page offers no feed, and there is no news sitemap in the usual places"
        raise NothingFound("subscribing to", page.url, reason, "give the address of a feed or a sitemap")


async def _offered(run: Run, page: Page) -> Stream[Page | Failed]:
    """The feeds that a page declares, else one in a usual place, else a news sitemap."""
    links = await process.parse(run.workers, steps.links, page)
    is_found = False
    for url in links.feeds:
        try:
            yield await crawl.declared_feed(run, url)
            is_found = True
        except IngestError as error:
            yield Failed(error=error)
    if not is_found and (feed := await crawl.other_feed(run, page.url, links)):
        is_found = True
        yield feed
    if is_found:
        return
    async with aclosing(crawl.news_sitemaps(run, page.url)) as sitemaps:
        async for sitemap, _ in sitemaps:
            yield sitemap
            return


async def _file(run: Run, asked: Asked) -> Stream[Found]:
    """The feeds that a file lists in OPML."""
    _check_file(asked.given)
    for inside in files.pages(Path(asked.given), now=run.now):
        match inside:
            case IngestError():
                raise inside
            case Noted():
                yield inside
            case Page(kind=Kind.OPML):
                async for found in _outlines(run, inside, asked):
                    yield found
            case Page(kind=kind):
                advice = "a saved page can be imported: `warta import`"
                raise BadSource("subscribing to", asked.given, f"it is {kind}, not a list of feeds in OPML", advice)


def _check_file(given: str) -> None:
    """Raise BadSource for what is no name of a file."""
    if "://" in given:
        advice = "give an http(s) address, an OPML file or a list of addresses"
        raise BadSource("subscribing to", given, "it is no web address", advice)
    if hosts.is_bare(given):
        raise BadSource("subscribing to", given, "there is no such file", hosts.advice(given))


async def _outlines(run: Run, page: Page, asked: Asked) -> Stream[Found]:
    """Feeds of a list; they are not asked now, the next sync reads them. The folders that they lie in are tags."""
    outlines = await process.parse(run.workers, steps.outlines, page)
    known = run.archive.subscriptions.every()
    wanted = []
    for one in outlines:
        tags = tuple(dict.fromkeys((*asked.tags, *one.tags)))
        source = Source(
            url=one.url, kind=str(one.kind), title=one.title or None, site_url=one.site_url, tags=tags,
            every_minutes=asked.every_minutes,
        )  # fmt: skip
        here = same.like(known, one.url)
        wanted.append(replace(source, url=here.url) if here else source)
    for source, is_new in run.archive.subscriptions.add(wanted):
        yield Subscribed(source, is_new)


async def _source(run: Run, asked: Asked, wanted: Source, fetched: Fetched) -> Stream[Found]:
    """Subscribe, and note what the source lists; one that is empty or broken today is one all the same."""
    async with asked.turn:
        found = [each async for each in _added(run, asked, wanted, fetched)]
    for each in found:
        yield each


async def _added(run: Run, asked: Asked, wanted: Source, fetched: Fetched) -> Stream[Found]:
    known = run.archive.subscriptions.every()
    here = same.like(known, wanted.url) or same.twin(known, fetched)
    subscribed = _subscribed(run, asked, here or wanted)
    yield subscribed
    if here and here.enabled:
        return
    source, subscriptions = subscribed.source, run.archive.subscriptions
    came = subscriptions.arrivals(source, run.now() - entries.HABIT)
    attempt = poll.Attempt(source=source, came=came, now=run.now(), unconditional=True)
    outcome = await read_source(run, attempt, fetched)
    if isinstance(outcome, PollFailed):
        yield Noted(f"{outcome.error}; it is subscribed all the same")
        result = poll.failed(source, outcome.error, run.now(), outcome.validators)
        subscriptions.record([result], run.now(), run_id=None)
        return
    if outcome.result:
        subscriptions.record([outcome.result], run.now(), run_id=None)
    if outcome.listing and outcome.listing.left_out:
        yield Noted(f"{source.url}: {outcome.listing.left_out}")


def _subscribed(run: Run, asked: Asked, source: Source) -> Subscribed:
    given = asked.given if urls.is_web(asked.given) and asked.given != source.url else None
    ((stored, is_new),) = run.archive.subscriptions.add(
        [replace(source, tags=asked.tags, given=given, every_minutes=asked.every_minutes)]
    )
    return Subscribed(stored, is_new)
