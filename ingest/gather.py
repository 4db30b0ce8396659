"""From sources to pages: what the user named, read or fetched, down to single articles."""

import asyncio
import contextlib
import os
import re
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin, urlsplit

from store import Archive, Outcome, Sighting

from . import address, understand
from .errors import BadBody, BadSource, FetchError, IngestError, NoArticle, NothingFound, OverLimit
from .model import Entry, Kind, Page
from .report import Listener, Order, Report
from .sources import files, jsonl, kinds
from .workers import Workers

if TYPE_CHECKING:
    from .fetch.client import Client

_AT_ONCE = 16  # entries of one feed; a host still gets one request at a time
_ENTRY_LIMIT_BYTES = 5 << 20

_USUAL = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/posts/default")

_HOST = re.compile(r"(?:www\.\S|[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|id|co|info|news|tv)(?:/|$))", re.I)

Made = TypeVar("Made")
Hand = Callable[[Page | IngestError], Awaitable[None]]


class Gatherer:
    """Hands on every page of an order's sources, and every failure to get one."""

    def __init__(
        self,
        archive: Archive,
        order: Order,
        report: Report,
        listener: Listener,
        workers: Workers,
        *,
        open_client: "Callable[[], Client]",
        hand: Hand,
    ) -> None:
        self._archive = archive
        self._order = order
        self._report = report
        self._listener = listener
        self._workers = workers
        self._open_client = open_client
        self._hand = hand
        self._asked: set[str] = set()  # entries fetched in this run
        self.seen: list[tuple[int | str, Sighting]] = []  # articles that a feed listed and nobody had to fetch
        self.read: list[str] = []  # sources that could be read, and what lay in them

    async def run(self) -> None:
        """Gather from all sources, those on the web side by side."""
        web = [source for source in self._order.sources if address.is_web(source)]
        local = [source for source in self._order.sources if not address.is_web(source)]
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._read_local(local))
                for url in web:
                    group.create_task(self._read_address(url))
        finally:
            if "_client" in self.__dict__:
                await self._client.close()

    @cached_property
    def _client(self) -> "Client":
        return self._open_client()

    async def _read_local(self, sources: list[str]) -> None:
        for source in sources:
            items = islice(_local(source, self._order.kind), self._order.limit)
            while (item := await _next(items)) is not None:
                if isinstance(item, Page) and item.kind is Kind.FEED:
                    await self._read_feed(item)
                else:
                    await self._hand(item)
            if self._order.limit is None:
                self.read += _places(source)

    async def _read_address(self, url: str) -> None:
        page = await self._fetch(url)
        if page is None:
            return
        kind = self._order.kind or kinds.tell(page.body)
        if kind is Kind.SITE or (kind is Kind.PAGE and not self._order.kind):
            await self._read_html(page, is_front=kind is Kind.SITE)
        elif kind is Kind.FEED:
            await self._read_feed(page)
        elif kind is Kind.JSONL or kind is Kind.RECORD:
            lines = page.body.splitlines() if kind is Kind.JSONL else [page.body]
            for item in islice(jsonl.pages(lines, url), self._order.limit):
                await self._hand(item)
        elif isinstance(kind, Kind):
            await self._hand(replace(page, kind=kind))
        else:
            await self._hand(BadBody("reading", url, f"it is {kind}", "give a feed, an article or a front page"))

    async def _read_html(self, page: Page, *, is_front: bool) -> None:
        """An article, or a front page: its declared feeds, else the first of the usual addresses that is one."""
        answer = await self._understood(understand.front, page, "reading", NoArticle)
        if answer is None:
            return
        looks_so, declared = answer
        if not (is_front or looks_so):
            await self._hand(page)
            return
        for url in declared:
            if (found := await self._fetch(url)) is not None:
                await self._read_feed(found)
        if not (declared or await self._read_usual_feed(page)):
            advice = "give the address of a feed or of an article"
            await self._hand(NothingFound("looking for feeds on", page.url, "the page offers none", advice))

    async def _read_usual_feed(self, page: Page) -> bool:
        for url in usual_feeds(page.url):
            with contextlib.suppress(FetchError):  # these addresses are guesses
                found = await self._client.fetch(url)
                if kinds.tell(found.body) is Kind.FEED:
                    await self._read_feed(found)
                    return True
        return False

    async def _read_feed(self, page: Page) -> None:
        """The entries of a feed: new ones are fetched, known ones only noted as seen here."""
        entries = await self._understood(understand.entries, page, "reading the feed", NothingFound)
        if entries is None:
            return
        listed = entries[: self._order.limit]
        if not listed:
            self._listener.noted(f"{page.url}: the feed lists no articles at present")
        self.read.append(page.url)
        sighting = Sighting(kind="feed", locator=page.url)
        slots = asyncio.Semaphore(_AT_ONCE)

        async def read(entry: Entry) -> None:
            async with slots:
                await self._read_entry(entry, sighting)

        async with asyncio.TaskGroup() as group:
            for entry in list(self._fresh(listed, sighting)):
                group.create_task(read(entry))

    def _fresh(self, entries: tuple[Entry, ...], sighting: Sighting) -> Iterator[Entry]:
        """The entries to fetch: inside the window, and not known or changed since they were."""
        known, now = self._archive.known_pages(entry.url for entry in entries), datetime.now(UTC)
        for entry in entries:
            dates = [min(moment, now) for moment in (entry.published, entry.modified) if moment]
            is_changed = entry.url in known and max(dates, default=known[entry.url]) > known[entry.url]
            if not self._order.includes(entry.published):
                self._report.outside += 1
            elif entry.url in self._asked:
                self.seen.append((entry.url, sighting))
            elif entry.url in known and not is_changed:
                self.seen.append((entry.url, sighting))
                self._report.tally.outcomes[Outcome.SAME] += 1
            else:
                self._asked.add(entry.url)
                yield entry

    async def _read_entry(self, entry: Entry, sighting: Sighting) -> None:
        page = await self._fetch(entry.url, limit_bytes=_ENTRY_LIMIT_BYTES)
        if page is None:
            return
        kind = kinds.tell(page.body)
        if urlsplit(page.url).path in ("", "/") and urlsplit(entry.url).path not in ("", "/"):
            await self._hand(NoArticle("reading", entry.url, "it leads to the site's front page", "it may be gone"))
        elif kind is Kind.PAGE or kind is Kind.TEXT:
            await self._hand(replace(page, kind=kind, entry=entry, sightings=(sighting, *page.sightings)))
        else:
            await self._hand(NoArticle("reading", page.url, f"it is {kind}, not an article"))

    async def _understood(
        self, step: Callable[[Page], Made], page: Page, doing: str, outcome: type[IngestError]
    ) -> Made | None:
        """What a worker makes of a page; None when it failed, which is handed on."""
        try:
            return await self._workers.do(step, page)
        except IngestError as error:
            await self._hand(error)
        except OverLimit as error:
            await self._hand(outcome(doing, page.url, str(error)))
        return None

    async def _fetch(self, url: str, **limits: int) -> Page | None:
        try:
            return await self._client.fetch(url, **limits)
        except FetchError as error:
            await self._hand(error)
            return None


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


def usual_feeds(url: str) -> tuple[str, ...]:
    """Where feeds usually are, for a site that declares none."""
    return tuple(urljoin(url, path) for path in _USUAL)


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
