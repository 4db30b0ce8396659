"""What is at an address: an article, or what a list there leads to."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace

from ingest.core import urls
from ingest.core.errors import BadBody, FetchError, IngestError, NothingFound, names_nothing
from ingest.core.model import (
    Failed,
    Fetched,
    Item,
    Kind,
    Known,
    Noted,
    Page,
    SourceRead,
)
from ingest.formats import jsonl, sniff
from ingest.formats.feeds import wordpress
from store import Sighting

from . import crawl, listings, posts, process, records, steps
from .job import Job
from .streams import Stream
from .worklist import Part


async def read(job: Job, part: Part) -> Stream[Item | Part]:
    """Yield what is at an address: an article, or what a list there leads to."""
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


async def _posts(job: Job, url: str) -> Stream[Item | Part]:
    """All posts of a site that runs WordPress, and what could not be had of them."""
    base, is_whole = url, True
    async with aclosing(posts.listings(job.run, url, job.options.window, job.options.limit)) as found:
        async for each in found:
            if not isinstance(each, posts.Some):
                is_whole = is_whole and not isinstance(each, Failed)
                yield each
                continue
            base = each.base
            async with aclosing(
                listings.articles(job, Sighting(kind=Kind.FEED, locator=base), each.listing.entries)
            ) as items:
                async for item in items:
                    yield item
    if is_whole and job.options.limit is None:
        yield SourceRead((base,))


async def _whole(job: Job, url: str, fetched: Fetched) -> Page | None:
    """The page of a response, also where it was not modified and gave no article.

    That is a feed that is subscribed, whose articles are asked for now.
    """
    return fetched.page or fetched.remembered or (await job.run.client.fetch(url, unconditional=True)).page


async def _of_kind(job: Job, page: Page, kind: Kind | str) -> Stream[Item | Part]:
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
            items = listings.followed(job, replace(page, kind=kind))
        case _:
            error = BadBody("reading", page.url, f"it is {kind}", "give a feed, an article or a front page")
            yield Failed(error=error)
            return
    async with aclosing(items):
        async for item in items:
            yield item


async def _records(job: Job, page: Page, lines: list[bytes]) -> Stream[Item | Part]:
    for found in records.first(jsonl.pages(lines, page.url, now=job.run.now), job.options.limit):
        match found:
            case IngestError():
                yield Failed(error=found)
            case Page():
                yield listings.unless_held(job, found)
            case _:
                yield found


async def _front(job: Job, page: Page, *, is_front: bool) -> Stream[Item | Part]:
    """An article, or a front page whose feeds are read."""
    try:
        links = await process.parse(job.run.workers, steps.links, page)
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
        async with aclosing(listings.read(job, feed)) as items:
            async for item in items:
                yield item
    else:
        advice = "give the address of a feed or of an article"
        yield Failed(error=NothingFound("looking for feeds on", page.url, "the page offers none", advice))


async def _declared(job: Job, feeds: Sequence[str]) -> Stream[Item | Part]:
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
        async with aclosing(listings.read(job, feed)) as items:
            async for item in items:
                yield item
        return
