"""The types that pass by on the way from a source to an article. Values never change once made.

a SOURCE  →  Page  →  Listing of Entry …  →  Page  →  Draft + Language  →  store.Article

What is on the road to the archive is an Item: a Page to be read, or what became of one.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from store import Capture, FeedEntry, PollResult, Revisit, Sighting, Source, Tombstone, Validators

from .errors import IngestError

_SHORTEST_TEASER = 40  # characters


class Kind(StrEnum):
    """What a page is, told from its content."""

    PAGE = "page"  # HTML that holds one article
    SITE = "site"  # HTML that leads to articles: a front page
    FEED = "feed"  # RSS, Atom, RDF, JSON Feed
    TEXT = "text"  # plain text that is one article
    RECORD = "record"  # one JSON object that is one article
    JSONL = "jsonl"  # one JSON object a line
    SITEMAP = "sitemap"  # sitemaps.org, and indexes of sitemaps
    OPML = "opml"  # a list of feeds
    TABLE = "csv"  # a table (CSV, TSV) of articles or of addresses
    ADDRESSES = "addresses"  # a list of addresses, one a line
    WARC = "warc"  # a web archive, also ARC
    WORDPRESS = "wordpress"  # a site whose posts are had through its REST interface, when a person says so
    PARQUET = "parquet"  # a table of articles
    ARCHIVE = "warta"  # another archive of warta


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An address that a feed or sitemap lists as an article, with what it said about it."""

    url: str  # canonical
    link: str | None = None  # as listed, where that is not the canonical form: what is asked for
    key: str = ""  # what makes it the same entry at the next reading of the same feed
    title: str | None = None
    published: datetime | None = None  # UTC; None when undated
    published_offset: int | None = None  # minutes east of UTC; None where no clock but that of UTC is named
    modified: datetime | None = None
    summary: str | None = None  # plain text
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None  # as the feed declares it for all its entries
    content: str | None = None  # HTML of the whole text, where the feed carries it
    has_page: bool = True  # False: the feed alone has it, and ``url`` leads to the feed or what many entries share

    @property
    def address(self) -> str:
        """What is asked for: the link as listed."""
        return self.link or self.url

    @property
    def teaser(self) -> str | None:
        """What it says in short where it does not carry the text; None where that is hardly more than the title."""
        short = self.summary or ""
        says_more = len(short) >= _SHORTEST_TEASER and short.casefold() != (self.title or "").casefold()
        return short if says_more and self.content is None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a feed or sitemap says: the entries in its order, each once, and facts about itself."""

    entries: tuple[Entry, ...] = ()
    title: str | None = None
    site_url: str | None = None  # of the site that it belongs to
    parts: tuple[str, ...] = ()  # the sitemaps that an index names, news and newest first
    interval_seconds: int = 0  # how often it asks to be polled at most (ttl, sy:); 0 when it does not say
    repaired: str | None = None  # what was broken in it and had to be repaired
    left_out: str | None = None  # which of its items are no entries, and why
    broken: int = 0  # items that could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes that were received, from where, and what is known of them from outside."""

    url: str  # after redirects; file: for files, urn:sha256: where there is no address
    body: bytes
    kind: Kind
    fetched: datetime  # UTC
    status: int | None = None  # HTTP status; None for what did not come over HTTP
    content_type: str | None = None  # as declared
    headers: str | None = None  # status line and header lines, as sent
    wrong: str | None = None  # what was wrong with the response and could be read over
    link_header: str | None = None  # as sent
    refresh: str | None = None  # the header of this name, which leads on to another page
    sightings: tuple[Sighting, ...] = ()
    entry: Entry | None = None  # what a feed said of it
    place: str | None = None  # where it lay, in words, when the address does not tell
    validators: Validators | None = None  # what to compare the next response of its address with
    feed_entry: FeedEntry | None = None  # the entry of a subscription that it was fetched for
    captures: tuple[Capture, ...] = ()  # with a record of another archive: what that received for the article
    revisits: tuple[Revisit, ...] = ()  # of those
    refused: IngestError | None = None  # why it could not be had; the body is empty, and what its feed carries is all

    @classmethod
    def of(cls, capture: Capture, kind: Kind) -> Self:
        """A page out of the archive, as it was received."""
        return cls(
            url=capture.url, body=capture.body, kind=kind, fetched=capture.fetched, status=capture.status,
            content_type=capture.content_type, headers=capture.headers,
        )  # fmt: skip

    @property
    def name(self) -> str:
        """What to call it in front of a person."""
        return self.place or self.url

    @property
    def size_bytes(self) -> int:
        """Of all that it carries."""
        return len(self.body) + sum(len(capture.body) for capture in self.captures)

    @property
    def feed_url(self) -> str | None:
        """The address of the feed that listed it; None when none did."""
        return next((sighting.locator for sighting in self.sightings if sighting.kind == Kind.FEED), None)

    @property
    def is_of_archive(self) -> bool:
        """Whether it is an article of another archive."""
        return self.kind is Kind.RECORD and self.body.startswith(b'{"warta":')

    @property
    def is_teaser(self) -> bool:
        """Whether all that is had of the article is what its feed says of it in short."""
        return self.refused is not None and self.entry is not None and self.entry.teaser is not None

    @property
    def capture(self) -> Capture:
        """What is kept of it."""
        return Capture(
            url=self.url, fetched=self.fetched, status=self.status, content_type=self.content_type,
            headers=self.headers, body=self.body,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What became of a fetch that went well."""

    page: Page | None  # None: it was not modified, or it leads to a page that somebody else fetches
    leads_to: str | None = None  # that page
    validators: Validators | None = None  # of the last response
    status: int = 200  # of the last response
    moved_to: str | None = None  # where the permanent redirects before any other lead
    max_age_seconds: int = 0  # how long the site says that the response stays good
    seconds: float = 0.0

    @property
    def size_bytes(self) -> int:
        """Of the body, unpacked; 0 when none came."""
        return len(self.page.body) if self.page else 0

    @property
    def revisit(self) -> Revisit | None:
        """That an address answered what it did before; None where nothing tells what that was."""
        last = self.validators
        if last is None or last.sha256 is None:
            return None
        return Revisit(url=last.url, sha256=last.sha256, fetched=last.fetched, status=self.status)

    @property
    def remembered(self) -> Page | None:
        """The page received before, of which the response says that it was not modified, where it was kept."""
        last = self.validators
        if self.page is not None or last is None or last.body is None:
            return None
        return Page(
            url=last.url, body=last.body, kind=Kind.FEED, fetched=last.fetched, status=last.status, validators=last
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """An item that could not be had."""

    error: IngestError
    page: Page | None = None  # what was received of it
    feed_entry: FeedEntry | None = None  # the entry of a subscription that it was wanted for
    validators: Validators | None = None  # when asking again makes no sense before it is another page
    is_news: bool = True  # whether it failed for the first time, so that a person wants to hear of it
    is_kept: bool = True  # whether the ledger keeps it; False for a slip of the hand, which was told
    is_in_short: bool = False  # what its feed says in short is stored in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article that was met again: in the archive already, or fetched by somebody else in this run."""

    key: int | str  # its id, or the address of its page
    sightings: tuple[Sighting, ...]
    is_here: bool = True  # False: only when the run is over can it be told whether it is
    feed_entry: FeedEntry | None = None
    validators: Validators | None = None
    revisit: Revisit | None = None  # when its page was asked for, and was the one from before


@dataclass(frozen=True, slots=True)
class Records:
    """Records of a file that come together: to hand over one alone costs half of what is done with it."""

    pages: tuple[Page, ...]

    @property
    def size_bytes(self) -> int:
        """Of all of them."""
        return sum(page.size_bytes for page in self.pages)


@dataclass(frozen=True, slots=True)
class KnownRecords:
    """Records that are here as they are: the ids of their articles, and where they were seen. They come together."""

    seen: tuple[tuple[int, tuple[Sighting, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoAt:
    """Places at which an article was seen too, if it is here: an address that led to it, or it had not changed."""

    key: str  # the address of its page
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True)
class Buried:
    """What another archive deleted for good, which is not to come back here either."""

    tombstones: tuple[Tombstone, ...]
    origin: str  # that archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An entry outside the dates that were asked for."""

    url: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A line that a person may want to read although nothing failed."""

    text: str
    is_warning: bool = False  # it is told also where only failures are


@dataclass(frozen=True, slots=True)
class SourceRead:
    """A source that an import read to its end: what failed of it before, and not now, is resolved."""

    locators: tuple[str, ...]  # the ways in which failures name it


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """A subscription that was polled."""

    state: str  # "read", "unchanged" or "postponed"
    result: PollResult | None = None  # to be written down; None when it is already, or there is nothing
    listing: Listing | None = None  # what was read
    has_gap: bool = False  # it lost entries since the poll before


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFailed:
    """A poll that failed; what follows for the source is decided when all have been polled."""

    source: Source
    error: IngestError
    validators: Validators | None = None  # of a response that came, but could not be read


@dataclass(frozen=True, slots=True)
class Stopped:
    """The run was told to stop, and nothing more comes."""


Item = Page | Records | Failed | Known | KnownRecords | AlsoAt | Buried | Skipped | Noted | SourceRead | Stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a page says of itself; nothing of it is checked against other sources yet."""

    text: str
    method: str  # what found the text
    url: str | None = None  # the address the page gives as its own
    title: str | None = None
    authors: tuple[str, ...] = ()  # people
    organizations: tuple[str, ...] = ()  # that are called the author
    editors: tuple[str, ...] = ()  # people
    published: datetime | None = None
    published_from: str | None = None  # what gave the date
    published_offset: int | None = None  # minutes east of UTC, of the outlet's clock
    day: date | None = None  # of the outlet's calendar
    unread_date: str | None = None  # what a record says of when it was published, which is no date
    floating: tuple[str, ...] = ()  # times that name no zone and nothing told one: read as UTC
    modified: datetime | None = None
    site: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    image: str | None = None
    language: str | None = None  # as declared
    locales: tuple[str, ...] = ()  # all that it declares: ms_MY, en-US
    alternates: tuple[tuple[str, str], ...] = ()  # language and canonical address of the same in others
    next_part: str | None = None  # where the article goes on; its text here is a part
    is_section: bool = False  # a front page, a section or the like, by its shape
    is_doubtful: bool = False  # short, undated, and without a word of the title in the feed: it may be a notice
    most_addresses: int | None = None  # of a site that an article may have its text at; None: as many as they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The language that a text was found to be in."""

    code: str | None  # ISO 639-1; None when it cannot be told
    confidence: float | None = None  # 0 to 1
    reason: str | None = None  # why ``code`` is None
    shares: dict[str, float] = field(default_factory=dict)  # of the text, by language
