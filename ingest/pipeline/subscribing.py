"""From what a person names to subscriptions; what a source lists is noted at once, for the next sync to fetch."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest.core import urls
from ingest.core.errors import BadSource, FetchError, IngestError, NoArticle, NothingFound, Postponed
from ingest.core.model import Fetched, Kind, Page
from ingest.formats import files, sniff
from ingest.formats.opml import Outline
from ingest.sync.poll import Poller
from store import Source

from . import understand
from .find import feeds_of, news_sitemaps
from .kit import Kit


@dataclass(slots=True)
class Subscribed:
    """What came of it."""

    sources: list[tuple[Source, bool]] = field(default_factory=list)  # and whether each is new
    errors: list[IngestError] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 all well, 3 some failed, else the failures' own code, 4 when they differ."""
        codes = {error.exit_code for error in self.errors}
        if not codes or self.sources:
            return 3 if codes else 0
        return codes.pop() if len(codes) == 1 else 4


class Subscriber:
    """Adds sources, one after the other."""

    def __init__(self, kit: Kit, kind: str | None, result: Subscribed) -> None:
        self._kit = kit
        self._kind = kind
        self._result = result
        self._poller = Poller(kit, run_id=None)
        self._subscriptions = kit.archive.subscriptions

    async def add(self, given: str) -> None:
        """Subscribe to what was named; what fails is among the result's errors."""
        try:
            if urls.is_web(given):
                await self._add_address(given)
            else:
                await self._add_file(given)
        except IngestError as error:
            self._fail(error)

    async def _add_address(self, url: str) -> None:
        known = {source.url: source for source in self._subscriptions.every()}
        if url in known and known[url].enabled:
            self._result.sources.append((known[url], False))
            return
        try:
            answer = await self._kit.client.fetch(url, unconditional=True)
        except FetchError as error:
            if not (self._kind or error.is_passing or isinstance(error, Postponed) or (error.status or 0) >= 429):
                raise
            self._kit.listener.noted(f"{error}; it is subscribed all the same")
            self._keep(Source(url=url, kind=self._kind or Kind.FEED))
            return
        if answer.page is not None:
            await self._add_page(url, answer, answer.page)

    async def _add_page(self, url: str, answer: Fetched, page: Page) -> None:
        """What an address answers: a source itself, a list of them, or a page that leads to some."""
        told = sniff.kind(page.body)
        if told is Kind.OPML:
            await self._add_outlines(replace(page, kind=Kind.OPML))
        elif told is Kind.PAGE and not self._kind:
            await self._add_front(page)
        elif self._kind or told in (Kind.FEED, Kind.SITEMAP) or not page.body.strip():
            kind = self._kind or (told if told is Kind.SITEMAP else Kind.FEED)
            await self._read(self._keep(Source(url=url, kind=str(kind))), answer)
        else:
            advice = "give a feed, a front page, a sitemap, or a list of feeds in OPML"
            raise NothingFound("subscribing to", url, f"it is {told}", advice)

    async def _add_front(self, page: Page) -> None:
        """The feeds of a site, or its news sitemap."""
        found = False
        async for one in self._offered(page):
            found = True
            answer = Fetched(page=one, validators=one.validators)
            asked = one.sightings[0].locator if one.sightings else one.url
            await self._read(self._keep(Source(url=asked, kind=str(one.kind), site_url=page.url)), answer)
        if not found:
            reason = "the page offers no feed, and there is no news sitemap in the usual places"
            raise NothingFound("subscribing to", page.url, reason, "give the address of a feed or a sitemap")

    async def _offered(self, page: Page) -> AsyncIterator[Page]:
        _, declared = await self._kit.read(understand.front, page, "reading", NoArticle)
        is_found = False
        async for feed in feeds_of(self._kit, page, declared):
            is_found = True
            yield feed
        if is_found:
            return
        async for sitemap, _ in news_sitemaps(self._kit, page.url):
            yield sitemap
            return

    async def _add_file(self, given: str) -> None:
        if "://" in given:
            advice = "give an http(s) address or an OPML file"
            raise BadSource("subscribing to", given, "it is no web address", advice)
        for page in files.pages(Path(given), now=lambda: datetime.now(UTC)):
            if isinstance(page, IngestError):
                raise page
            if page.kind is not Kind.OPML:
                advice = "a saved page can be imported: `warta import`"
                raise BadSource("subscribing to", given, f"it is {page.kind}, not a list of feeds in OPML", advice)
            await self._add_outlines(page)

    async def _add_outlines(self, page: Page) -> None:
        """Feeds of a list; they are not asked now, the next sync reads them."""
        outlines: tuple[Outline, ...] = await self._kit.read(understand.outlines, page, "reading", NothingFound)
        wanted = [
            Source(url=one.url, kind=str(one.kind), title=one.title or None, site_url=one.site_url) for one in outlines
        ]
        self._result.sources += self._subscriptions.add(wanted)

    def _keep(self, source: Source) -> Source:
        ((kept, is_new),) = self._subscriptions.add([source])
        self._result.sources.append((kept, is_new))
        return kept

    async def _read(self, source: Source, answer: Fetched) -> None:
        """Note what a source lists; a source that is empty or broken today is one all the same."""
        try:
            await self._poller.take(source, answer, is_whole=True)
        except IngestError as error:
            self._kit.listener.noted(f"{error}; it is subscribed all the same")
            self._poller.write(self._poller.failed(source, error))
        self._poller.flush()

    def _fail(self, error: IngestError) -> None:
        self._result.errors.append(error)
        self._kit.listener.failed(error)
