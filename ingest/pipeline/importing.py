"""An import: what the user named, read or fetched, down to single articles.

Lists may lead to lists (an index of sitemaps, OPML, a front page with its feeds); ``Worklist``
bounds how deep and how many.
"""

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from ingest.core import hosts, urls
from ingest.core.dates import utc_now
from ingest.core.errors import BadBody, BadSource, FetchError, IngestError, NothingFound, names_nothing
from ingest.core.model import (
    AlsoAt,
    Buried,
    Entry,
    Failed,
    Fetched,
    Item,
    Kind,
    Known,
    Noted,
    Page,
    Skipped,
    SourceRead,
)
from ingest.core.progress import Progress
from ingest.core.report import ImportOptions, Listener, Report, nobody, tell
from ingest.formats import files, jsonl, sniff
from ingest.formats.feeds import wordpress
from store import Archive, Sighting

from . import crawl, posts, process, readings, redating, repeats
from .crawl import Claims, Wanted
from .run import Clock, Network, Run, opened, told_of_killed
from .streams import Stream, beside, side_by_side
from .worklist import Part, Worklist
from .writer import Writer, naming

_MOST_PARTS = 10  # sitemaps of an index: the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What all sources of an import share."""

    run: Run
    options: ImportOptions
    claims: Claims
    worklist: Worklist
    depth: int = 0  # of the list that is read


async def import_(
    archive: Archive,
    sources: Iterable[str],
    options: ImportOptions | None = None,
    *,
    network: Network | None = None,
    listener: Listener = nobody,
    now: Clock = utc_now,
    progress: Progress | None = None,
) -> Report:
    """Import what is named: addresses, files, folders, ``-``; return what came of it.

    Every failure is in the report and the ledger; only a StoreError is raised. Cancelled, it
    stores what it has received and returns early.
    """
    options = options or ImportOptions()
    async with opened(
        archive,
        "import",
        jobs=options.jobs,
        network=network or Network(),
        now=now,
        scheduler=options.scheduler,
        progress=progress,
    ) as run:
        with Writer(run, options.window) as writer:
            tell(listener, told_of_killed(run.killed))
            named = tuple(dict.fromkeys(sources))
            web = [urls.named(source) for source in named if urls.is_web(source)]
            job = _Job(run=run, options=options, claims=Claims(), worklist=Worklist(web))
            local = [source for source in named if not urls.is_web(source)]
            _measure(run.progress, local)
            items = _items(job, local, web)
            outcomes = process.processed(
                items, run.workers, jobs=run.workers.count, max_seconds=None, readers=run.readers, progress=run.progress
            )
            outcomes = readings.checked(repeats.told(outcomes, archive), writer, run.workers)
            async with aclosing(outcomes):
                async for outcome in outcomes:
                    tell(listener, writer.add(outcome))
            tell(listener, writer.finish())
            if not writer.report.is_stopped:
                await redating.redate(run, listener, jobs=run.workers.count)
            writer.forget_captures(options.keep_captures)
    return writer.report


def _measure(progress: Progress, local: Sequence[str]) -> None:
    """Find out how much lies in files, for who looks on; in a thread, for folders may be large, and disks far."""

    def measure() -> None:
        for source in local:
            progress.expect_bytes(0 if source == "-" else files.size_bytes(Path(source)))

    if progress.is_wanted and local:
        threading.Thread(target=measure, daemon=True).start()


async def _items(job: _Job, local: Sequence[str], web: Sequence[str]) -> Stream[Item]:
    """What lies in all sources: the local ones in their order, those on the web side by side."""
    streams = deque([_local(job, local)])
    streams += [_address(job, Part(url=url, depth=0)) for url in web]
    async with aclosing(side_by_side(streams)) as found:
        async for item in found:
            match job.worklist.add(item) if isinstance(item, Part) else item:
                case None:  # it is read already, or beyond the bounds
                    pass
                case Part() as part:
                    streams.append(_address(job, part))
                case other:
                    yield other


# -- local sources


async def _local(job: _Job, sources: Sequence[str]) -> Stream[Item | Part]:
    for source in sources:
        pages = islice(_pages(source, job), job.options.limit)
        async with aclosing(beside(pages)) as found:
            async for page in found:
                if isinstance(page, IngestError):
                    yield Failed(error=page, is_kept=not names_nothing(page))
                    continue
                if isinstance(page, Noted | AlsoAt | Buried):
                    yield page
                    continue
                if isinstance(page, Entry) and page.title is None:  # it may be a feed or a front page as well
                    yield Part(url=page.address, is_chosen=True)
                    continue
                items = _listed(job, source, page) if isinstance(page, Entry) else _page(job, page)
                async with aclosing(items):
                    async for item in items:
                        yield item
        if job.options.limit is None:
            yield SourceRead(_places(source))


def _listed(job: _Job, source: str, entry: Entry) -> Stream[Item | Part]:
    """The article of a row of a table."""
    return _entries(job, Sighting(kind="file", locator=_places(source)[0]), (entry,))


def _pages(source: str, job: _Job) -> Iterator[Page | Entry | IngestError | Noted | AlsoAt | Buried]:
    options, now = job.options, job.run.now
    kind = Kind.FEED if options.kind is Kind.WORDPRESS else options.kind
    if source == "-":
        yield from files.standard_input(kind, now=now, names=options.names)
    elif not source.strip():
        yield BadSource("importing", "''", "it is empty", "give an address, a file, a folder, or - for standard input")
    elif "://" in source:
        reason = f"warta cannot fetch {source.partition('://')[0]}:// addresses"
        yield BadSource("importing", source, reason, "give an http(s) address, a file or a folder")
    elif hosts.is_bare(source):
        yield BadSource("importing", source, "there is no such file", hosts.advice(source))
    elif _is_itself(source, job.run.archive):
        yield BadSource("importing", source, "it is the archive itself", "give another one, or another --db")
    else:
        told = job.run.progress.read_to
        yield from files.pages(Path(source), kind, now=now, names=options.names, told=told)


def _is_itself(source: str, archive: Archive) -> bool:
    """Whether a source is the file that is written to, under whatever name."""
    try:
        return archive.path.samefile(source)
    except (OSError, ValueError):  # one of them is not there; a NUL in the name
        return False


def _places(source: str) -> tuple[str, str]:
    """The two ways in which failures name a local source."""
    path = Path(os.path.abspath(source))
    return str(path), path.as_uri()


# -- addresses


async def _address(job: _Job, part: Part) -> Stream[Item | Part]:
    """What is at an address: an article, or what a list there leads to."""
    job.run.progress.expect(1)
    if part.depth == 0 and (job.options.kind is Kind.WORDPRESS or wordpress.is_interface(part.url)):
        async with aclosing(_posts(job, part.url)) as items:
            async for item in items:
                yield item
        return
    try:
        fetched = await job.run.client.fetch(part.url)
        here = urls.canonical(part.url)
        if fetched.page is None and here in job.run.archive.known_pages([here]):
            seen = (Sighting(kind="page", locator=here),)
            yield Known(key=here, sightings=seen, validators=fetched.validators, revisit=fetched.revisit)
            return
        page = await _whole(job, part.url, fetched)
    except FetchError as error:
        yield Failed(error=error, is_kept=part.depth > 0 or not names_nothing(error))
        return
    finally:
        job.run.progress.advance()
    if page is not None:
        named = job.options.kind if part.depth == 0 else None
        below = replace(job, depth=part.depth)
        async with aclosing(
            _of_kind(below, page, part.kind or named or sniff.kind(page.body, page.content_type))
        ) as items:
            async for item in items:
                yield replace(item, depth=item.depth + part.depth) if isinstance(item, Part) else item


async def _posts(job: _Job, url: str) -> Stream[Item | Part]:
    """All posts of a site that runs WordPress, and what could not be had of them."""
    base, is_whole = url, True
    async with aclosing(posts.listings(job.run, url, job.options.window, job.options.limit)) as found:
        async for each in found:
            if not isinstance(each, posts.Some):
                is_whole = is_whole and not isinstance(each, Failed)
                yield each
                continue
            base = each.base
            async with aclosing(_entries(job, Sighting(kind=Kind.FEED, locator=base), each.listing.entries)) as items:
                async for item in items:
                    yield item
    if is_whole and job.options.limit is None:
        yield SourceRead((base,))


async def _whole(job: _Job, url: str, fetched: Fetched) -> Page | None:
    """The page of a response, also where it was not modified and gave no article.

    That is a feed that is subscribed, whose articles are asked for now.
    """
    return fetched.page or fetched.remembered or (await job.run.client.fetch(url, unconditional=True)).page


async def _of_kind(job: _Job, page: Page, kind: Kind | str) -> Stream[Item | Part]:
    """What a page from the web holds, by its kind."""
    match kind:
        case Kind.SITE:
            items = _front(job, page, is_front=True)
        case Kind.PAGE if not job.options.kind:
            items = _front(job, page, is_front=False)
        case Kind.JSONL:
            items = _records(job, page, jsonl.lines(page.body))
        case Kind.RECORD:
            items = _records(job, page, jsonl.lines(page.body))
        case Kind.WARC | Kind.TABLE | Kind.ADDRESSES | Kind.ARCHIVE | Kind.PARQUET:
            reason = "archives, tables and lists of addresses are read from this machine only"
            yield Failed(error=BadBody("reading", page.url, reason, "download it, and import the file"))
            return
        case Kind():
            items = _page(job, replace(page, kind=kind))
        case _:
            error = BadBody("reading", page.url, f"it is {kind}", "give a feed, an article or a front page")
            yield Failed(error=error)
            return
    async with aclosing(items):
        async for item in items:
            yield item


async def _records(job: _Job, page: Page, lines: list[bytes]) -> Stream[Item | Part]:
    for found in islice(jsonl.pages(lines, page.url, now=job.run.now), job.options.limit):
        yield Failed(error=found) if isinstance(found, IngestError) else _unless_held(job, found)


async def _front(job: _Job, page: Page, *, is_front: bool) -> Stream[Item | Part]:
    """An article, or a front page whose feeds are read."""
    try:
        links = await process.parse(job.run.workers, process.links, page)
    except IngestError as error:
        yield Failed(error=error)
        return
    if not (is_front or links.is_front):
        whole, note = await crawl.in_one(job.run, page)
        if note:
            yield note
        yield whole
        return
    is_found = False
    async with aclosing(_declared(job, links.feeds)) as items:
        async for item in items:
            is_found = is_found or not isinstance(item, Failed | Noted)
            yield item
    if is_found:
        return
    if feed := await crawl.other_feed(job.run, page.url, links):
        async with aclosing(_listing(job, feed)) as items:
            async for item in items:
                yield item
    else:
        advice = "give the address of a feed or of an article"
        yield Failed(error=NothingFound("looking for feeds on", page.url, "the page offers none", advice))


async def _declared(job: _Job, feeds: Sequence[str]) -> Stream[Item | Part]:
    """What the feeds that a page declares lead to: the first one that is alive, and the others beside it."""
    for number, url in enumerate(feeds, 1):
        match job.worklist.add(Part(url=url, kind=Kind.FEED, depth=job.depth + 1)):
            case Noted() as note:
                yield note
                return
            case None:  # somebody else reads it
                yield SourceRead(())
                continue
        try:
            feed = await crawl.declared_feed(job.run, url)
        except IngestError as error:
            yield Failed(error=error)
            continue
        for other in feeds[number:]:
            yield Part(url=other, kind=Kind.FEED)
        async with aclosing(_listing(job, feed)) as items:
            async for item in items:
                yield item
        return


# -- pages of a known kind


async def _page(job: _Job, page: Page) -> Stream[Item | Part]:
    """A list of articles is followed, anything else is an article."""
    if page.kind is Kind.FEED or page.kind is Kind.SITEMAP:
        items = _listing(job, page)
    elif page.kind is Kind.OPML:
        items = _outlines(job, page)
    else:
        yield _unless_held(job, page)
        return
    async with aclosing(items):
        async for item in items:
            yield item


def _unless_held(job: _Job, page: Page) -> Page | Known | Failed:
    """A page, unless exactly these bytes were read before: then only where they were seen is noted."""
    in_warc = next((sighting for sighting in page.sightings if sighting.kind == Kind.WARC), None)
    if page.status is not None and in_warc is None:
        return page
    try:
        with naming(page.url):
            if page.is_of_archive:
                article_id = job.run.archive.knows(page.body, page.captures, page.revisits)
            elif in_warc:
                article_id = job.run.archive.seen_at(in_warc, page.fetched)
            else:
                article_id = job.run.archive.holds(page.capture)
    except IngestError as error:
        return Failed(error=error)
    seen = () if page.is_of_archive else page.sightings  # that archive is no place where it was seen
    return page if article_id is None else Known(key=article_id, sightings=seen)


async def _outlines(job: _Job, page: Page) -> Stream[Item | Part]:
    try:
        outlines = await process.parse(job.run.workers, process.outlines, page)
    except IngestError as error:
        yield Failed(error=error)
        return
    for outline in outlines:
        yield Part(url=outline.url, is_chosen=True)


async def _listing(job: _Job, page: Page) -> Stream[Item | Part]:
    """What a feed or sitemap lists: new articles are fetched, known ones only noted as seen here."""
    try:
        listing = await process.parse(job.run.workers, process.listing, page)
    except IngestError as error:
        yield Failed(error=error)
        return
    if not (listing.entries or listing.parts):
        yield Noted(f"{page.url}: the {page.kind} lists no articles at present")
    if listing.left_out:
        yield Noted(f"{page.url}: {listing.left_out}")
    if listing.broken:
        reason = f"{listing.broken} of its items are broken and lost"
        yield Failed(error=NothingFound("reading", page.url, reason, "the others are read"))
    yield SourceRead((page.url,))
    job.run.progress.current = page.url
    if page.validators:  # the next import asks whether it was modified, and reads what is kept here when it was not
        job.run.archive.subscriptions.note_validators([replace(page.validators, body=page.body)])
    for url in listing.parts[:_MOST_PARTS]:
        yield Part(url=url)
    sighting = Sighting(kind=page.kind, locator=page.url)
    async with aclosing(_entries(job, sighting, listing.entries[: job.options.limit])) as items:
        async for item in items:
            yield item


async def _entries(job: _Job, sighting: Sighting, listed: tuple[Entry, ...]) -> Stream[Item | Part]:
    """The articles of a listing: inside the window, and not known or changed since they were."""
    known = job.run.archive.known_pages(entry.url for entry in listed)
    job.run.progress.expect(len(listed))
    wanted = []
    for entry in listed:
        if not job.options.window.may_include(entry.published):
            yield Skipped(url=entry.url)
        elif entry.url in known and not _is_changed(entry, known[entry.url], job.run.now()):
            yield Known(key=entry.url, sightings=(sighting,))
        elif job.claims.claim(entry.url):
            wanted.append(Wanted(entry=entry, sighting=sighting))
        else:  # somebody else fetches it in this run
            yield Known(key=entry.url, sightings=(sighting,), is_here=False)
    job.run.progress.advance(len(listed) - len(wanted))
    async with aclosing(crawl.articles(job.run, job.claims, wanted)) as items:
        async for item in items:
            job.run.progress.advance(not isinstance(item, Noted))
            yield item


def _is_changed(entry: Entry, last_seen: datetime, now: datetime) -> bool:
    """Whether the feed dates an entry later than its article was last seen; dates in the future count as now."""
    dates = [min(moment, now) for moment in (entry.published, entry.modified) if moment]
    return max(dates, default=last_seen) > last_seen
