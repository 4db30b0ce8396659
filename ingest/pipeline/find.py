"""What lists a site's articles: feeds that its front page declares, feeds and sitemaps in the usual places."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

from ingest.core.errors import FetchError, IngestError, NothingFound
from ingest.core.model import Fetched, Kind, Listing, Page
from ingest.formats import sniff
from store import Validators

from .kit import Kit
from .understand import listing

_USUAL_FEEDS = (
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/index.rdf",
    "/feeds/posts/default",
)  # fmt: skip
_USUAL_SITEMAPS = (
    "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap/news.xml", "/googlenews.xml",
)  # fmt: skip
SITEMAP_LIMIT_BYTES = 50 << 20  # as the protocol has it
SITEMAP_SECONDS = 60.0
_MISSING = (404, 410)
_MISSING_FOR = timedelta(days=7)
_NEWS = ("news", "berita")


async def feeds_of(kit: Kit, page: Page, declared: Iterable[str]) -> AsyncIterator[Page]:
    """The feeds of a front page: those that it declares, else the first of the usual addresses that is one."""
    urls = tuple(declared)
    for url in urls:
        answer = await kit.fetch(url)
        if answer and answer.page:
            yield replace(answer.page, kind=Kind.FEED)
    if urls:
        return
    for path in _USUAL_FEEDS:
        found = await _guess(kit, urljoin(page.url, path))
        if found and found.page and sniff.tell(found.page.body) is Kind.FEED:
            yield replace(found.page, kind=Kind.FEED)
            return


async def news_sitemaps(kit: Kit, url: str) -> AsyncIterator[tuple[Page, Listing]]:
    """The sitemaps of the host of ``url`` that list its latest articles: news sitemaps, else what robots.txt names.

    An index is opened at its first part, which is the one of the news, or the newest.
    """
    try:
        named = await kit.client.robots_sitemaps(url)
    except FetchError:
        return
    is_news = [name for name in named if any(word in name.lower() for word in _NEWS)]
    usual = () if is_news else tuple(urljoin(url, path) for path in _USUAL_SITEMAPS)
    for address in dict.fromkeys((*is_news, *usual, *named)):
        found = await _sitemap(kit, address)
        if found and found[1].parts and not found[1].entries:
            found = await _sitemap(kit, found[1].parts[0])
        if found:
            yield found


async def _sitemap(kit: Kit, url: str) -> tuple[Page, Listing] | None:
    answer = await _guess(kit, url, limit_bytes=SITEMAP_LIMIT_BYTES, seconds=SITEMAP_SECONDS)
    if answer is None or answer.page is None or sniff.tell(answer.page.body) is not Kind.SITEMAP:
        return None
    page = replace(answer.page, kind=Kind.SITEMAP)
    try:
        return page, await kit.read(listing, page, "reading the sitemap", NothingFound)
    except IngestError:
        return None


async def _guess(kit: Kit, url: str, limit_bytes: int = 10 << 20, seconds: float | None = None) -> Fetched | None:
    """The answer of an address that may not exist: no failure when it does not, and not asked again for a week."""
    now, last = datetime.now(UTC), kit.archive.subscriptions.validators(url)
    if last and last.status in _MISSING and now - last.fetched < _MISSING_FOR:
        return None
    try:
        return await kit.client.fetch(url, limit_bytes=limit_bytes, seconds=seconds)
    except FetchError as error:
        if error.status in _MISSING:
            kit.archive.subscriptions.note_validators([Validators(url=url, fetched=now, status=error.status)])
        return None
