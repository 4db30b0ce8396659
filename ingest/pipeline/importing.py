"""An import: what the user named, read or fetched, down to single articles."""

import asyncio
import contextlib
import os
import re
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from ingest.core import urls
from ingest.core.errors import BadBody, BadSource, FetchError, IngestError, NoArticle, NothingFound
from ingest.core.model import Entry, Failed, Kind, Known, Page, Skipped
from ingest.formats import files, jsonl, sniff
from store import Sighting

from . import understand
from .crawl import Follower, Wanted
from .find import feeds_of
from .kit import Kit

_HOST = re.compile(r"(?:www\.\S|[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|id|co|info|news|tv)(?:/|$))", re.I)
_MOST_PARTS = 10  # sitemaps of an index: the newest


class Gatherer:
    """Hands on every page of an order's sources, and every failure to get one."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._order = kit.order
        self._follower = Follower(kit)
        self.read: list[str] = []  # sources that could be read, and what lay in them

    async def run(self) -> None:
        """Gather from all sources, those on the web side by side."""
        web = [source for source in self._order.sources if urls.is_web(source)]
        local = [source for source in self._order.sources if not urls.is_web(source)]
        async with asyncio.TaskGroup() as group:
            group.create_task(self._read_local(local))
            for url in web:
                group.create_task(self._read_address(url))

    async def _read_local(self, sources: list[str]) -> None:
        for source in sources:
            items = islice(_local(source, self._order.kind), self._order.limit)
            while (item := await _next(items)) is not None:
                if isinstance(item, IngestError):
                    await self._kit.hand(Failed(error=item))
                else:
                    await self._read_page(item)
            if self._order.limit is None:
                self.read += _places(source)

    async def _read_address(self, url: str) -> None:
        answer = await self._kit.fetch(url)
        if answer is None:
            return
        if answer.page is None and urls.canonical(url) in self._kit.archive.known_pages([urls.canonical(url)]):
            here = Sighting(kind="page", locator=urls.canonical(url))
            await self._kit.hand(Known(key=urls.canonical(url), sightings=(here,), validators=answer.validators))
            return
        # Not modified, but no article: a feed that is subscribed, whose entries are asked for now.
        page = answer.page or answer.remembered or await self._whole(url)
        if page is not None:
            kind = self._order.kind or sniff.tell(page.body)
            await self._read_kind(page, kind)

    async def _whole(self, url: str) -> Page | None:
        try:
            return (await self._kit.client.fetch(url, unconditional=True)).page
        except FetchError as error:
            await self._kit.hand(Failed(error=error))
            return None

    async def _read_kind(self, page: Page, kind: Kind | str) -> None:
        if kind is Kind.SITE or (kind is Kind.PAGE and not self._order.kind):
            await self._read_html(page, is_front=kind is Kind.SITE)
        elif kind is Kind.JSONL or kind is Kind.RECORD:
            lines = page.body.splitlines() if kind is Kind.JSONL else [page.body]
            for item in islice(jsonl.pages(lines, page.url), self._order.limit):
                await self._kit.hand(Failed(error=item) if isinstance(item, IngestError) else item)
        elif isinstance(kind, Kind):
            await self._read_page(replace(page, kind=kind))
        else:
            error = BadBody("reading", page.url, f"it is {kind}", "give a feed, an article or a front page")
            await self._kit.hand(Failed(error=error))

    async def _read_page(self, page: Page) -> None:
        """A page of a known kind: a list of articles is followed, anything else is an article."""
        if page.kind is Kind.FEED or page.kind is Kind.SITEMAP:
            await self._read_listing(page)
        elif page.kind is Kind.OPML:
            for outline in await self._kit.understood(understand.outlines, page, "reading", NothingFound) or ():
                await self._read_address(outline.url)
        else:
            await self._kit.hand(page)

    async def _read_html(self, page: Page, *, is_front: bool) -> None:
        """An article, or a front page whose feeds are read."""
        answer = await self._kit.understood(understand.front, page, "reading", NoArticle)
        if answer is None:
            return
        looks_so, declared = answer
        if not (is_front or looks_so):
            await self._kit.hand(await self._kit.in_one(page))
            return
        found = False
        async for listing in feeds_of(self._kit, page, declared):
            found = True
            await self._read_listing(listing)
        if not (found or declared):
            advice = "give the address of a feed or of an article"
            error = NothingFound("looking for feeds on", page.url, "the page offers none", advice)
            await self._kit.hand(Failed(error=error))

    async def _read_listing(self, page: Page) -> None:
        """What a feed or sitemap lists: new articles are fetched, known ones only noted as seen here."""
        listing = await self._kit.understood(understand.listing, page, "reading", NothingFound)
        if listing is None:
            return
        if not (listing.entries or listing.parts):
            self._kit.listener.noted(f"{page.url}: the {page.kind} lists no articles at present")
        self.read.append(page.url)
        if page.validators:  # the next import asks whether it was modified, and reads what is kept here when it was not
            self._kit.archive.subscriptions.note_validators([replace(page.validators, body=page.body)])
        for part in listing.parts[:_MOST_PARTS]:
            await self._read_address(part)
        sighting = Sighting(kind=page.kind, locator=page.url)
        await self._follower.follow([one async for one in self._fresh(listing.entries[: self._order.limit], sighting)])

    async def _fresh(self, entries: tuple[Entry, ...], sighting: Sighting) -> AsyncIterator[Wanted]:
        """The entries to fetch: inside the window, and not known or changed since they were."""
        known = self._kit.archive.known_pages(entry.url for entry in entries)
        for entry in entries:
            if not self._order.includes(entry.published):
                await self._kit.hand(Skipped(url=entry.url))
            elif entry.url in known and not _is_changed(entry, known[entry.url]):
                await self._kit.hand(Known(key=entry.url, sightings=(sighting,)))
            elif self._follower.take(entry.url):
                yield Wanted(entry=entry, sighting=sighting)
            else:
                await self._kit.hand(Known(key=entry.url, sightings=(sighting,), is_here=False))


def _is_changed(entry: Entry, last_seen: datetime) -> bool:
    """Whether the feed dates an entry later than its article was last seen; dates in the future count as now."""
    dates = [min(moment, datetime.now(UTC)) for moment in (entry.published, entry.modified) if moment]
    return max(dates, default=last_seen) > last_seen


async def _next(items: Iterator[Page | IngestError]) -> Page | IngestError | None:
    """The next item, read beside the event loop: a disk may be slow, and a pipe may never say more.

    The thread is a daemon, so that a signal can end the process while it waits.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Page | IngestError | None] = loop.create_future()

    def settle(item: Page | IngestError | None, error: Exception | None) -> None:
        if not future.done() and error:
            future.set_exception(error)
        elif not future.done():
            future.set_result(item)

    def read() -> None:
        item, trouble = None, None
        try:
            item = next(items, None)
        except Exception as error:  # to be raised where it is awaited
            trouble = error
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, item, trouble)

    threading.Thread(target=read, daemon=True).start()
    return await future


def _places(source: str) -> tuple[str, str]:
    """The two ways in which failures name a local source."""
    path = Path(os.path.abspath(source))
    return str(path), path.as_uri()


def _local(source: str, kind: Kind | None) -> Iterator[Page | IngestError]:
    if source == "-":
        yield from files.standard_input(kind)
    elif not source.strip():
        yield BadSource("importing", "''", "it is empty", "give an address, a file, a folder, or - for standard input")
    elif "://" in source:
        scheme = urlsplit(source).scheme
        reason = f"warta cannot fetch {scheme}:// addresses"
        yield BadSource("importing", source, reason, "give an http(s) address, a file or a folder")
    elif _HOST.match(source) and not Path(source).exists():
        yield BadSource("importing", source, "there is no such file", f"if it is a site, give https://{source}")
    else:
        yield from files.pages(Path(source), kind)
