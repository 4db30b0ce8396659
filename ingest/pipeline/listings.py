"""Pages of a known kind: a list leads to articles, and to further lists; anything else is an article."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime

from ingest.core.errors import IngestError, NothingFound
from ingest.core.model import (
    Entry,
    Failed,
    Item,
    Kind,
    Known,
    Noted,
    Page,
    Skipped,
    SourceRead,
)
from store import Sighting

from . import crawl, process, records, steps
from .crawl import Wanted
from .job import Job
from .streams import Stream
from .worklist import Part
from .writer import naming

_MOST_PARTS = 10  # sitemaps of an index: the newest


async def followed(job: Job, page: Page) -> Stream[Item | Part]:
    """Yield what a page leads to when it lists articles, else the page."""
    if page.kind is Kind.FEED or page.kind is Kind.SITEMAP:
        items = read(job, page)
    elif page.kind is Kind.OPML:
        items = _outlines(job, page)
    else:
        yield unless_held(job, page)
        return
    async with aclosing(items):
        async for item in items:
            yield item


def unless_held(job: Job, page: Page) -> Page | Known | Failed:
    """Return a page, unless exactly these bytes were read before: then only where they were seen is noted."""
    in_warc = next((sighting for sighting in page.sightings if sighting.kind == Kind.WARC), None)
    if page.status is not None and in_warc is None:
        return page
    try:
        with naming(page.url):
            if in_warc:
                article_id = job.run.archive.seen_at(in_warc, page.fetched)
            else:
                article_id = job.run.archive.holds(page.capture)
    except IngestError as error:
        return Failed(error=error)
    return page if article_id is None else Known(key=article_id, sightings=page.sightings)


def known_records(job: Job, chunk: Sequence[object]) -> dict[int, tuple[int, tuple[Sighting, ...]]]:
    """Return the articles of records in a chunk that say nothing new, with where they are seen now, by their places."""
    archive = job.run.archive
    found = [(at, page) for at, page in enumerate(chunk) if records.is_record(page)]
    asked = [(at, page) for at, page in found if not page.is_of_archive]
    ids = archive.holding([page.capture for _, page in asked])
    known = {at: (number, page.sightings) for (at, page), number in zip(asked, ids, strict=True) if number is not None}
    for at, page in found:
        number = archive.knows(page.body, page.captures, page.revisits) if page.is_of_archive else None
        if number is not None:
            known[at] = (number, ())  # that archive is no place where it was seen
    return known


async def _outlines(job: Job, page: Page) -> Stream[Item | Part]:
    try:
        outlines = await process.parse(job.run.workers, steps.outlines, page)
    except IngestError as error:
        yield Failed(error=error)
        return
    for outline in outlines:
        yield Part(url=outline.url, is_chosen=True)


async def read(job: Job, page: Page) -> Stream[Item | Part]:
    """Yield what a feed or sitemap lists: new articles are fetched, known ones only noted as seen here."""
    try:
        listing = await process.parse(job.run.workers, steps.listing, page)
    except IngestError as error:
        yield Failed(error=error)
        return
    if not (listing.entries or listing.parts or listing.left_out or listing.broken):
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
    async with aclosing(articles(job, sighting, listing.entries[: job.options.limit])) as items:
        async for item in items:
            yield item


async def articles(job: Job, sighting: Sighting, listed: tuple[Entry, ...]) -> Stream[Item | Part]:
    """Yield the articles of a listing: inside the window, and not known or changed since they were."""
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
