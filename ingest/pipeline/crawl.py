"""From entries to pages: an address that a feed or sitemap lists is fetched once in a run."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.core import urls
from ingest.core.errors import FetchError, NoArticle, Postponed
from ingest.core.model import Entry, Failed, Fetched, Kind, Known, Page
from ingest.formats import sniff
from store import FeedEntry, Sighting

from .kit import ARTICLE_LIMIT_BYTES, Kit

_AT_ONCE = 16  # entries of one source; a host still gets one request at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An entry whose article is to be fetched."""

    entry: Entry
    sighting: Sighting  # of the source that lists it
    listed: FeedEntry | None = None  # in a subscription


class Follower:
    """Fetches the articles behind entries, each address once in a run however many sources list it."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._taken: set[str] = set()

    def take(self, url: str) -> bool:
        """Claim an address, in canonical form; False when somebody has it already."""
        if url in self._taken:
            return False
        self._taken.add(url)
        return True

    async def follow(self, wanted: Iterable[Wanted]) -> None:
        """Fetch the articles of one source, some of them side by side, and hand them on."""
        slots = asyncio.Semaphore(_AT_ONCE)

        async def get(one: Wanted) -> None:
            async with slots:
                await self._get(one)

        async with asyncio.TaskGroup() as group:
            for one in wanted:
                group.create_task(get(one))

    async def _get(self, wanted: Wanted) -> None:
        entry = wanted.entry
        try:
            answer = await self._kit.client.fetch(
                entry.link or entry.url, limit_bytes=ARTICLE_LIMIT_BYTES, is_taken=lambda url: not self.take(url)
            )
            item = self._item(wanted, answer)
            if isinstance(item, Page):
                item = await self._kit.in_one(item)
        except Postponed as error:
            if wanted.listed is None:  # nobody will remember it
                await self._kit.hand(Failed(error=error))
        except FetchError as error:
            error.target = entry.url  # under this form it is resolved when it is mended
            await self._kit.hand(Failed(error=error, listed=wanted.listed))
        else:
            await self._kit.hand(item)

    def _item(self, wanted: Wanted, answer: Fetched) -> Page | Failed | Known:
        url, page = wanted.entry.url, answer.page
        if answer.leads_to is not None:
            here = Sighting(kind="page", locator=url)
            return Known(key=answer.leads_to, sightings=(wanted.sighting, here), is_here=False, listed=wanted.listed)
        if page is None or self._is_unchanged(page):
            return self._unchanged(wanted, answer)
        kind = sniff.kind(page.body)
        reason = None
        if urls.is_root(page.url) and not urls.is_root(url):
            reason = "it leads to the site's front page"
        elif kind is not Kind.PAGE and kind is not Kind.TEXT:
            reason = f"it is {kind}, not an article"
        if reason or not isinstance(kind, Kind):
            return _no_article(wanted, answer, reason or "")
        return replace(
            page, kind=kind, entry=wanted.entry, listed=wanted.listed, sightings=(wanted.sighting, *page.sightings)
        )

    def _unchanged(self, wanted: Wanted, answer: Fetched) -> Failed | Known:
        """It is the page of the last visit: its article is here, or it had none then either."""
        url = wanted.entry.url
        at = urls.canonical(answer.validators.url) if answer.validators else url
        known = self._kit.archive.known_pages([url, at])
        if wanted.listed and wanted.listed.stored is None and not known:
            return _no_article(wanted, answer, "it is still the page in which no article was found")
        # Without a visit nobody looks after it any more: the site sends all of it again although nothing changed.
        validators = answer.validators if answer.page is None else None
        key = at if at in known else url
        here = [Sighting(kind="page", locator=url)] if key != url else []
        return Known(key=key, sightings=(wanted.sighting, *here), listed=wanted.listed, validators=validators)

    def _is_unchanged(self, page: Page) -> bool:
        """Whether a site sent the same bytes again instead of saying that nothing was modified."""
        last = self._kit.archive.subscriptions.validators(page.validators.url) if page.validators else None
        return bool(last and page.validators and last.sha256 == page.validators.sha256)


def _no_article(wanted: Wanted, answer: Fetched, reason: str) -> Failed:
    error = NoArticle("reading", wanted.entry.url, reason, "it may be gone")
    return Failed(error=error, listed=wanted.listed, validators=answer.validators)
