"""What lists articles is fetched, and so are the articles that it lists, each address once in a run."""

from collections.abc import Iterable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from ingest.core import urls
from ingest.core.errors import AddressRefused, FetchError, IngestError, NoArticle, NothingFound, Postponed, RobotsDenied
from ingest.core.model import Entry, Failed, Fetched, Item, Kind, Known, Listing, Noted, Page
from ingest.formats import parts, sniff
from store import FeedEntry, Sighting, Validators

from . import process, steps
from .run import Run
from .streams import Stream, side_by_side

if TYPE_CHECKING:
    from ingest.formats.links import Links

_ARTICLE_LIMIT_BYTES = 5 << 20
_FEED_LIMIT_BYTES = 10 << 20
_SITEMAP_LIMIT_BYTES = 50 << 20  # as the protocol has it
_SITEMAP_SECONDS = 60.0
_AT_ONCE = 16  # entries of one source; a host still gets one request at a time
_PATIENCE = 3  # times that the parts of an article are waited for
_SHORTENED = 0.5  # all parts may lack some of what stands around the first, and are no shorter than this share of it
_USUAL_FEEDS = (
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/index.rdf",
    "/feeds/posts/default",
)  # fmt: skip
_USUAL_SITEMAPS = (
    "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap/news.xml", "/googlenews.xml",
)  # fmt: skip
_MISSING = (404, 410)
_MISSING_FOR = timedelta(days=7)
_NEWS = ("news", "berita")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An entry whose article is to be fetched."""

    entry: Entry
    sighting: Sighting  # of the source that lists it
    feed_entry: FeedEntry | None = None  # in a subscription


@dataclass(frozen=True, slots=True)
class Claims:
    """The addresses that somebody fetches in this run, in canonical form."""

    _taken: set[str] = field(default_factory=set)

    def claim(self, url: str) -> bool:
        """Claim an address; False when somebody has it already."""
        if url in self._taken:
            return False
        self._taken.add(url)
        return True


# -- articles


async def articles(run: Run, claims: Claims, wanted: Iterable[Wanted]) -> Stream[Item]:
    """Yield the pages of articles, some of them fetched side by side, or what became of them."""
    async with aclosing(side_by_side((_article(run, claims, each) for each in wanted), at_once=_AT_ONCE)) as items:
        async for item in items:
            yield item


async def in_one(run: Run, page: Page) -> tuple[Page, Noted | None]:
    """Return a page with all parts of its article; its first part, and a note, where the site does not send the others.

    Raises a FetchError that may pass when the page is of an entry, which is then asked for again.
    """
    url = parts.all_parts(page)
    if url is None:
        return page, None
    try:
        name = page.entry.url if page.entry else None
        whole = (await run.client.fetch(url, name=name, limit_bytes=_ARTICLE_LIMIT_BYTES, unconditional=True)).page
    except FetchError as error:
        if page.feed_entry is not None and page.feed_entry.tries < _PATIENCE and not _is_final(error):
            raise
        return page, Noted(f"{page.url}: only its first part is stored ({error.reason})")
    if whole is None or not _is_whole(whole, page):
        return page, Noted(f"{page.url}: only its first part is stored ({url} leads to something else)")
    # What the next response is compared with stays that of the address that is listed.
    return replace(
        page, url=whole.url, body=whole.body, fetched=whole.fetched, content_type=whole.content_type,
        headers=whole.headers,
    ), None  # fmt: skip


# -- what lists articles


async def declared_feed(run: Run, url: str) -> Page:
    """Return the feed at an address that a page declares; raises a FetchError, or NothingFound when it is none.

    An empty answer is a feed that lists nothing at present.
    """
    fetched = await run.client.fetch(url, limit_bytes=_FEED_LIMIT_BYTES)
    page = fetched.page or fetched.remembered or (await run.client.fetch(url, unconditional=True)).page
    kind = sniff.kind(page.body) if page else "empty"
    if page is None or kind not in (Kind.FEED, Kind.SITEMAP, "empty"):
        raise NothingFound("reading the feed", url, f"it is {kind}, not a feed", "its site declares it as one")
    return replace(page, kind=Kind.SITEMAP if kind is Kind.SITEMAP else Kind.FEED)


async def other_feed(run: Run, url: str, links: "Links") -> Page | None:
    """Return the first feed that a page links to in its text, or in the usual places of its site; None without one."""
    usual = (urljoin(url, path) for path in _USUAL_FEEDS)
    for address in dict.fromkeys((*links.likely, *usual)):
        found = await _guess(run, address)
        page = found and (found.page or found.remembered)
        if page and sniff.kind(page.body) is Kind.FEED:
            return replace(page, kind=Kind.FEED)
    return None


async def news_sitemaps(run: Run, url: str) -> Stream[tuple[Page, Listing]]:
    """Yield the sitemaps of the host of ``url`` that list its latest articles.

    News sitemaps, else what robots.txt names. An index is opened at its first part, which is
    the one of the news, or the newest.
    """
    try:
        named = await run.client.robots_sitemaps(url)
    except FetchError:
        return
    is_news = [name for name in named if any(word in name.lower() for word in _NEWS)]
    usual = () if is_news else tuple(urljoin(url, path) for path in _USUAL_SITEMAPS)
    for address in dict.fromkeys((*is_news, *usual, *named)):
        found = await _sitemap(run, address)
        if found and found[1].parts and not found[1].entries:
            found = await _sitemap(run, found[1].parts[0])
        if found:
            yield found


async def fetch_source(run: Run, url: str, kind: str, *, unconditional: bool = False) -> Fetched:
    """Return what a feed or sitemap answers, within the bounds of its kind; raises a FetchError."""
    if kind == Kind.SITEMAP:
        return await run.client.fetch(
            url, limit_bytes=_SITEMAP_LIMIT_BYTES, seconds=_SITEMAP_SECONDS, unconditional=unconditional
        )
    return await run.client.fetch(url, limit_bytes=_FEED_LIMIT_BYTES, unconditional=unconditional)


async def _sitemap(run: Run, url: str) -> tuple[Page, Listing] | None:
    fetched = await _guess(run, url, Kind.SITEMAP)
    if fetched is None or fetched.page is None or sniff.kind(fetched.page.body) is not Kind.SITEMAP:
        return None
    page = replace(fetched.page, kind=Kind.SITEMAP)
    try:
        return page, await process.parse(run.workers, steps.listing, page)
    except IngestError:
        return None


async def _guess(run: Run, url: str, kind: Kind = Kind.FEED) -> Fetched | None:
    """What an address answers that may not exist: no failure when it does not, and not asked again for a week."""
    now, last = run.now(), run.archive.subscriptions.validators(url)
    if last and last.status in _MISSING and timedelta() <= now - last.fetched < _MISSING_FOR:
        return None
    try:
        return await fetch_source(run, url, kind)
    except FetchError as error:
        if error.status in _MISSING:
            run.archive.subscriptions.note_validators([Validators(url=url, fetched=now, status=error.status)])
        return None


# -- one article


async def _article(run: Run, claims: Claims, wanted: Wanted) -> Stream[Item]:
    """The page of one entry, or what became of it."""
    entry = wanted.entry
    if not entry.has_page:
        yield _in_feed(run, wanted)
        return
    try:
        fetched = await run.client.fetch(
            entry.address, name=entry.url, limit_bytes=_ARTICLE_LIMIT_BYTES, claim=claims.claim
        )
        item = _item(run, wanted, fetched)
        if not isinstance(item, Page):
            yield _had(run, wanted, item) if isinstance(item, Failed) else item
            return
        page, note = await in_one(run, item)
        if note:
            yield note
        yield page
    except Postponed as error:
        if wanted.feed_entry is None:  # nobody will remember it
            yield Failed(error=error)
    except FetchError as error:
        yield _had(run, wanted, Failed(error=error, feed_entry=wanted.feed_entry))


def _had(run: Run, wanted: Wanted, failed: Failed) -> Page | Failed:
    """What the feed carries of an article whose page cannot be had; one that may come is asked for again first."""
    entry, error = wanted.feed_entry, failed.error
    if isinstance(error, AddressRefused):
        return failed
    if wanted.entry.content is None:
        is_said = wanted.sighting.kind == Kind.FEED and wanted.entry.teaser and not (entry and entry.stored)
        return _in_feed(run, wanted, failed) if is_said else failed
    if isinstance(error, FetchError) and entry is not None:
        is_gone = entry.stored is not None and error.status in _MISSING
        if is_gone or (entry.tries < _PATIENCE and not _is_final(error)):
            return failed
    return _in_feed(run, wanted, failed)


def _in_feed(run: Run, wanted: Wanted, failed: Failed | None = None) -> Page:
    """An article of which only the feed is read."""
    return Page(
        url=wanted.entry.url, body=b"", kind=Kind.PAGE, fetched=run.now(), entry=wanted.entry,
        feed_entry=wanted.feed_entry, sightings=(wanted.sighting,), refused=failed.error if failed else None,
        validators=failed.validators if failed else None,
    )  # fmt: skip


def _item(run: Run, wanted: Wanted, fetched: Fetched) -> Page | Failed | Known:
    url, page = wanted.entry.url, fetched.page
    if fetched.leads_to is not None:
        here = Sighting(kind="page", locator=url)
        sightings = (wanted.sighting, here)
        return Known(key=fetched.leads_to, sightings=sightings, is_here=False, feed_entry=wanted.feed_entry)
    if page is None or _is_unchanged(run, page):
        return _unchanged(run, wanted, fetched)
    kind = sniff.kind(page.body, page.content_type)
    if urls.is_root(page.url) and not urls.is_root(url):
        return _no_article(wanted, fetched, "it leads to the site's front page")
    if kind is not Kind.PAGE and kind is not Kind.TEXT:
        return _no_article(wanted, fetched, f"it is {kind}, not an article")
    return replace(
        page, kind=Kind(kind), entry=wanted.entry, feed_entry=wanted.feed_entry,
        sightings=(wanted.sighting, *page.sightings),
    )  # fmt: skip


def _unchanged(run: Run, wanted: Wanted, fetched: Fetched) -> Failed | Known:
    """It is the page that was received before: its article is here, or it had none then either."""
    url = wanted.entry.url
    at = urls.canonical(fetched.validators.url) if fetched.validators else url
    known = run.archive.known_pages([url, at])
    if wanted.feed_entry and wanted.feed_entry.stored is None and not known:
        return _no_article(wanted, fetched, "it is still the page in which no article was found")
    # Without validators nobody looks after it any more: the site sends all of it again although nothing changed.
    validators = fetched.validators if fetched.page is None else None
    key = at if at in known else url
    here = [Sighting(kind="page", locator=url)] if key != url else []
    return Known(
        key=key, sightings=(wanted.sighting, *here), feed_entry=wanted.feed_entry, validators=validators,
        revisit=fetched.revisit,
    )  # fmt: skip


def _is_unchanged(run: Run, page: Page) -> bool:
    """Whether a site sent the same bytes again instead of saying that nothing was modified."""
    last = run.archive.subscriptions.validators(page.validators.url) if page.validators else None
    return bool(last and page.validators and last.sha256 == page.validators.sha256)


def _no_article(wanted: Wanted, fetched: Fetched, reason: str) -> Failed:
    error = NoArticle("reading", wanted.entry.url, reason, "it may be gone")
    return Failed(error=error, feed_entry=wanted.feed_entry, validators=fetched.validators)


def _is_final(error: FetchError) -> bool:
    """Whether the site refuses, and will refuse again."""
    status = error.status or 0
    return isinstance(error, RobotsDenied) or (400 <= status < 500 and status != HTTPStatus.TOO_MANY_REQUESTS)


def _is_whole(whole: Page, first: Page) -> bool:
    """Whether what was sent may be all of an article: of the same address, a page, and no notice in its place."""
    is_there = urls.canonical(whole.url) == urls.canonical(first.url)
    return is_there and sniff.kind(whole.body) is Kind.PAGE and len(whole.body) > len(first.body) * _SHORTENED
