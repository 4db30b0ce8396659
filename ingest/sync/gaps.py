"""Entries that a feed listed and dropped again between two polls, picked out of the site's sitemap."""

from collections import Counter
from collections.abc import Container
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from ingest.core import urls
from ingest.core.model import Entry, Listing
from store import Gap, Source

_BEFORE = timedelta(days=2)  # what a news sitemap holds: with the lost entries come those that the feed never listed
_AFTER = timedelta(days=1)  # newsrooms date by hand, and sitemaps by the last change
_MOST_SECTIONS = 3  # of addresses: a feed with more is of the whole site


def gap(source: Source, now: datetime) -> Gap:
    """The gap that a poll found; ``source`` is as it was before that poll."""
    return Gap(source_id=source.id, since=source.changed or now, seen=now)


def site(listing: Listing) -> str | None:
    """An address of the host that most entries are of; None when nothing is listed."""
    if not listing.entries:
        return None
    ((host, _),) = Counter(urls.host(entry.url) for entry in listing.entries).most_common(1)
    return next(entry.url for entry in listing.entries if urls.host(entry.url) == host)


def lost(source: Source, listing: Listing, sitemap: Listing) -> list[Entry]:
    """Entries of a sitemap that fall between two readings of a feed, by the feed's own dates and sections."""
    here = site(listing)
    if here is None:
        return []
    window = _window(source, listing)
    listed = {entry.url for entry in listing.entries}
    sections = {_section(entry.url) for entry in listing.entries}
    is_of_sections = len(sections) <= _MOST_SECTIONS
    return [
        entry
        for entry in sitemap.entries
        if entry.url not in listed
        and urls.same_site(entry.url, here)
        and _is_between(entry.published or entry.modified, *window)
        and (not is_of_sections or _section(entry.url) in sections)
    ]


def unknown(entries: list[Entry], known: Container[str]) -> Listing:
    """Those of the entries whose article is not in the archive, to be listed again."""
    return Listing(entries=tuple(entry for entry in entries if entry.url not in known))


def _window(source: Source, listing: Listing) -> tuple[datetime | None, datetime | None]:
    """From the newest entry of the reading before to the oldest of this one, with some room; None: open."""
    dates = [entry.published for entry in listing.entries if entry.published]
    return source.newest - _BEFORE if source.newest else None, min(dates) + _AFTER if dates else None


def _is_between(moment: datetime | None, since: datetime | None, until: datetime | None) -> bool:
    """Whether a date lies in a window; one that is not known does not, or an archive of years would come."""
    return moment is not None and (since is None or moment >= since) and (until is None or moment <= until)


def _section(url: str) -> tuple[str, str]:
    """The host and the first part of the path."""
    return urls.host(url), urlsplit(url).path.partition("/")[2].partition("/")[0]
