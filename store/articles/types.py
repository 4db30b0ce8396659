"""The types that are kept."""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from store import outlets
from store.words import letters

FROM_FEED = "feed"  # the method of a text that the feed of an article carries
_FULLER = 1.5  # times as long; what a page lacks is seldom less than a third, what stands around its text seldom more


def is_fuller(in_feed: str, on_page: str) -> bool:
    """Return whether what a feed carries of an article is clearly longer than what its page shows. Raises nothing."""
    return len(in_feed) >= _FULLER * len(on_page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article as it is put into the archive.

    ``None`` and ``()`` mean not known, ``""`` known to be empty. Times are aware.
    """

    url: str  # canonical; what makes two arrivals the same article
    text: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    published: datetime | None = None
    published_from: str | None = None  # "json-ld", "meta", "feed", "time", "guess", …
    published_offset: int | None = None  # minutes east of UTC, as the outlet keeps its time
    day: date | None = None  # of publication, in the outlet's own calendar; None: by its offset, else by UTC
    modified: datetime | None = None
    site: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    image: str | None = None
    language: str | None = None  # ISO 639-1
    language_confidence: float | None = None  # 0 to 1
    languages: Mapping[str, float] = field(default_factory=dict)  # share of the text by language
    method: str | None = None  # what found the text: "trafilatura", "text", "record", …
    notes: Mapping[str, str] = field(default_factory=dict)  # why something is NULL or was doubted

    @property
    def domain(self) -> str | None:
        """The registrable domain of its address, else of its site where that is a host: kompas.com; None without."""
        return outlets.of(self.url, self.site)

    @property
    def words(self) -> int:
        """How many words the text has: runs of letters, digits and underscores."""
        return letters.count(unicodedata.normalize("NFC", self.text))

    @property
    def content_hash(self) -> str:
        """32 hex digits over title and text; Unicode composition and white space do not count.

        Raises UnicodeEncodeError when one of them holds a lone surrogate.
        """
        both = "\x00".join(" ".join(part.split()) for part in (self.title or "", self.text))
        return hashlib.blake2b(unicodedata.normalize("NFC", both).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedArticle(Article):
    """An article as the archive returns it."""

    id: int  # time-ordered: seconds since 1970 << 20 | 20 bits of the address's hash
    duplicate_of: int | None
    first_seen: datetime
    last_seen: datetime  # when it last arrived from somewhere new or with a new text


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The bytes that were received for an address, as they came."""

    url: str
    fetched: datetime
    body: bytes
    status: int | None = None  # HTTP status; None for what did not come over HTTP
    content_type: str | None = None
    headers: str | None = None  # of the answer: status line and header lines as they came; None where not known

    @property
    def sha256(self) -> str:
        """64 hex digits of the body."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisit:
    """That an address answered once more what is here already."""

    url: str
    sha256: str  # of the body
    fetched: datetime
    status: int  # 304 where the site said so itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One place where an article was seen."""

    kind: str  # "feed", "sitemap", "page", "warc", "file", "jsonl"
    locator: str  # the address or the absolute path of that place


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedSighting:
    """A place where an article was seen, and when it was first seen there."""

    sighting: Sighting
    seen: datetime  # UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """Where a page says that it is in another language."""

    language: str  # ISO 639-1
    url: str  # canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """What one arrival brings: an article, the bytes it was read from, where it was seen."""

    article: Article
    capture: Capture | None = None
    sightings: tuple[Sighting, ...] = ()
    found: str | None = None  # where it was found on the web: its address when another article claims ``article.url``
    aliases: tuple[str, ...] = ()  # other forms of that address: the same title and text there is the same article
    alternates: tuple[Alternate, ...] = ()  # the same in other languages, as its page says
    history: "History | None" = None  # when it comes out of another archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What an arrival of another text meets: the text that is there, and the bytes from which it was read."""

    id: int | None  # of the article; None before it is written
    title: str | None
    text: str
    method: str | None
    content_hash: str
    capture: Capture
    has_hidden: bool = False  # of the text a part is kept from a version before, which those bytes hide


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An earlier version of an article."""

    seen: datetime  # when the archive last saw this version
    title: str | None
    text: str
    content_hash: str
    replaced: datetime | None = None  # when the archive first saw the version that came after it; None: not known

    @property
    def until(self) -> datetime:
        """When it gave way to the next version; where that is not known, when it was last seen."""
        return self.replaced or self.seen


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What another archive knew of an article beside the article, which this one knows then too."""

    first_seen: datetime
    last_seen: datetime
    id: int | None = None  # that it had there; it gets the same where that is free
    revisions: tuple[Revision, ...] = ()
    sightings: tuple[DatedSighting, ...] = ()
    captures: tuple[Capture, ...] = ()  # oldest first
    revisits: tuple[Revisit, ...] = ()  # of those captures


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """That an article was deleted for good: one of its addresses, or the hash of one of its texts."""

    key: str
    kind: str  # "address" or "text"
    article_id: int
    deleted: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An item that could not be stored."""

    locator: str  # the address or path of the item
    stage: str  # "read", "fetch", "parse", "extract", "store"
    reason: str  # for a person
    code: str  # the kind of failure, for programs: "robots_denied", "unreachable", …


class Outcome(StrEnum):
    """What storing an article did: a new article, a new text of a known one, no new text, or nothing.

    Nothing is stored of an article that was deleted for good.
    """

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article ended up in the archive."""

    id: int
    outcome: Outcome
