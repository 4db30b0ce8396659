"""Entries that a feed listed and dropped again between two polls, found again in the site's sitemap."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from ingest.core import urls
from ingest.core.model import Entry, Listing
from ingest.pipeline.find import news_sitemaps
from ingest.pipeline.kit import Kit
from store import Gap, Source

from . import entries

_BEFORE = timedelta(days=2)  # what a news sitemap holds: with the lost entries come those that the feed never listed
_AFTER = timedelta(days=1)  # newsrooms date by hand, and sitemaps by the last change
_MOST_SECTIONS = 3  # of addresses: a feed with more is of the whole site


async def note(kit: Kit, source: Source, listing: Listing) -> None:
    """Write down that a source lost entries, and list those again that a sitemap still has.

    ``source`` is as it was before the reading that showed the gap.
    """
    now, subscriptions = datetime.now(UTC), kit.archive.subscriptions
    gap_id = subscriptions.add_gap(Gap(source_id=source.id, since=source.changed or now, seen=now))
    if not listing.entries:
        return
    async for page, sitemap in news_sitemaps(kit, _site(listing)):
        lost = _lost(source, listing, sitemap)
        known = kit.archive.known_pages(entry.url for entry in lost)
        found = Listing(entries=tuple(entry for entry in lost if entry.url not in known))
        validators = [page.validators] if page.validators else []
        subscriptions.add_entries(source, list(entries.listed(source, found, now)), validators, now)
        subscriptions.fill_gap(gap_id, len(found.entries), now)
        return


def _lost(source: Source, listing: Listing, sitemap: Listing) -> list[Entry]:
    """Entries of a sitemap that fall between two readings of a feed, by the feed's own dates and sections."""
    listed = {entry.url for entry in listing.entries}
    dates = [entry.published for entry in listing.entries if entry.published]
    until = min(dates) + _AFTER if dates else None
    since = source.newest - _BEFORE if source.newest else None
    sections = {_section(entry.url) for entry in listing.entries}
    is_of_sections = len(sections) <= _MOST_SECTIONS
    site = _site(listing)
    return [
        entry
        for entry in sitemap.entries
        if entry.url not in listed
        and urls.same_site(entry.url, site)
        and _is_between(entry.published or entry.modified, since, until)
        and (not is_of_sections or _section(entry.url) in sections)
    ]


def _is_between(moment: datetime | None, since: datetime | None, until: datetime | None) -> bool:
    """Whether a date lies in a window; one that is not known does not, or an archive of years would come."""
    return moment is not None and (since is None or moment >= since) and (until is None or moment <= until)


def _section(url: str) -> tuple[str, str]:
    """The host and the first part of the path."""
    return urls.host(url), urlsplit(url).path.partition("/")[2].partition("/")[0]


def _site(listing: Listing) -> str:
    """An address of the host that most entries are of."""
    ((host, _),) = Counter(urls.host(entry.url) for entry in listing.entries).most_common(1)
    return next(entry.url for entry in listing.entries if urls.host(entry.url) == host)
