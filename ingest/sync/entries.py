"""Entries of a listing as the archive keeps them for a subscription, and back."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

from ingest.core import charset
from ingest.core.model import Entry, Listing
from store import FeedEntry, Source

HABIT = timedelta(days=28)  # of arrivals that the next poll is planned by


def to_feed_entries(source: Source, listing: Listing, now: datetime) -> Iterator[FeedEntry]:
    """The entries of a listing, in its order, as they are kept."""
    for entry in listing.entries:
        yield FeedEntry(
            source_id=source.id,
            key=charset.whole(entry.key or entry.url),
            url=charset.whole(entry.url),
            said=charset.whole(json.dumps(asdict(entry), ensure_ascii=False, default=str)),
            said_hash=_said_hash(entry),
            arrived=_arrived(source, entry, now),
        )


def to_entry(feed_entry: FeedEntry) -> Entry:
    """What the source said of an entry that is kept."""
    fields = json.loads(feed_entry.said)
    for name in ("published", "modified"):
        fields[name] = fields[name] and datetime.fromisoformat(fields[name])
    for name in ("authors", "tags"):
        fields[name] = tuple(fields[name])
    return Entry(**fields)


def _said_hash(entry: Entry) -> str:
    """Of what means that the article may have changed; summaries count minutes and comments."""
    facts = (entry.url, entry.title, entry.published, entry.modified)
    return hashlib.blake2b("\x00".join(map(str, facts)).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _arrived(source: Source, entry: Entry, now: datetime) -> datetime:
    """When an entry came: its own date where that can be believed, else between the two readings."""
    last = source.changed
    if last is None or last > now:  # the first reading, or one under a fast clock: an old date is as good as any
        return min(entry.published or now, now)
    if entry.published and last <= entry.published <= now:
        return entry.published
    return last + (now - last) / 2
