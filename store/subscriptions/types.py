"""What is polled again and again, and what each poll showed: the types.

Times are aware datetimes in UTC. Values never change once made.
"""

from dataclasses import dataclass
from datetime import datetime

OFFLINE_MARK = "offline: "  # begins the reason of a poll that was not counted against its source


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A subscription: an address that lists articles, and where polling it stands."""

    url: str
    kind: str = "feed"  # "feed" or "sitemap"
    id: int = 0  # 0 until it is stored
    title: str | None = None
    site_url: str | None = None
    tags: tuple[str, ...] = ()  # that a person gave it
    given: str | None = None  # the address that the person named, where that is not ``url``: a front page, a redirect
    every_minutes: int | None = None  # how often a person wants it polled; None: as its entries come
    paused: datetime | None = None  # since when a person wants it left alone; None: it is not
    enabled: bool = True
    disabled_why: str | None = None
    etag: str | None = None  # of the last answer, also when it had none
    last_modified: str | None = None
    next_due: datetime | None = None  # None: now
    failures: int = 0  # polls in a row that failed
    failing_since: datetime | None = None
    trouble: str | None = None  # why the last poll failed, or what had to be repaired in the feed; for a person
    trouble_code: str | None = None  # of the last failure, for programs; None when all is well or not known
    status: int | None = None  # HTTP status of the last poll
    body_hash: str | None = None  # sha256 of the last body that was read
    changed: datetime | None = None  # when that body was first received
    first_read: datetime | None = None  # when the first body was read
    asked_whole: datetime | None = None  # when it was last fetched without validators
    distrusted: bool = False  # it said "not modified" when it was: validators are not sent any more
    moved_to: str | None = None  # where permanent redirects lead
    moved_since: datetime | None = None
    moved_polls: int = 0  # polls since then that listed known entries
    gone_since: datetime | None = None  # of the first 410
    listed: int = 0  # entries at the last reading: the window of the feed
    newest: datetime | None = None  # latest date among them, by the source's own clock
    interval_seconds: int = 0  # between the last two polls that were planned

    @property
    def is_polled(self) -> bool:
        """Whether it is polled at all: switched on, and not paused by a person."""
        return self.enabled and self.paused is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One poll of a source, as the ledger keeps it."""

    source_id: int
    url: str
    fetched: datetime
    status: int | None = None  # None when there was no answer
    size_bytes: int | None = None
    seconds: float | None = None
    listed: int | None = None  # entries; None when the body was not read
    fresh: int | None = None  # of those, never listed before
    reason: str | None = None  # why it failed, or what had to be repaired


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """The last good answer of an address: what the next request is compared with."""

    url: str
    fetched: datetime
    status: int
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None  # of the body
    body: bytes | None = None  # of robots.txt, sitemap indexes and feeds that an import read; else not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry of a source: an article that it lists, fetched or still to be fetched."""

    source_id: int
    key: str  # what makes two entries of one source the same
    url: str
    said: str  # what the source said of it, as the caller's own JSON
    said_hash: str  # of what means a change when it differs
    arrived: datetime  # when it was published or first listed, whichever can be believed
    tries: int = 0  # fetches in a row that failed
    checks: int = 0  # fetches since it is stored
    stored: datetime | None = None  # when its article came into the archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """What became of an entry; ``due`` None: it is not asked for again unless its source says that it changed."""

    source_id: int
    key: str
    due: datetime | None
    tries: int = 0
    checks: int = 0
    is_stored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What a reading of a source showed beside the reading before."""

    fresh: frozenset[str]  # keys of entries never listed before
    known: int  # entries listed before
    is_first: bool  # the source was never read before


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Between two polls a source listed more than its window holds: entries were lost."""

    source_id: int
    since: datetime  # of the poll before
    seen: datetime
    filled: datetime | None = None
    found: int = 0  # entries that a sitemap listed again
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A domain or host that asked to be left alone for a while."""

    domain: str
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offline:
    """That it was this machine, and not the sources, when they were polled last."""

    since: datetime
    reason: str  # of one of the polls


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """One poll of a source with all that is to be written down of it, in one transaction."""

    source: Source  # as the poll left it
    poll: Poll | None = None
    listed: tuple[FeedEntry, ...] = ()
    validators: tuple[Validators, ...] = ()
