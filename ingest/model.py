"""The types that pass by on the way from a source to an article. Values never change once made.

a SOURCE  →  Page  →  Entry …  →  Page  →  Draft + Language  →  store.Article
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from store import Sighting


class Kind(StrEnum):
    """What a page is, told from its content."""

    PAGE = "page"  # HTML that holds one article
    SITE = "site"  # HTML that leads to articles: a front page
    FEED = "feed"  # RSS, Atom, RDF, JSON Feed
    TEXT = "text"  # plain text that is one article
    RECORD = "record"  # one JSON object that is one article
    JSONL = "jsonl"  # one JSON object a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An address that a feed lists as an article, with what it said about it."""

    url: str
    title: str | None = None
    published: datetime | None = None  # UTC; None when undated
    modified: datetime | None = None
    summary: str | None = None  # plain text
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None  # as the feed declares it for all its entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes that were received, from where, and what is known of them from outside."""

    url: str  # after redirects; file: for files, urn:sha256: where there is no address
    body: bytes
    kind: Kind
    fetched: datetime  # UTC
    status: int | None = None  # HTTP status; None for what did not come over HTTP
    content_type: str | None = None  # as declared
    sightings: tuple[Sighting, ...] = ()
    entry: Entry | None = None  # what a feed said of it
    place: str | None = None  # where it lay, in words, when the address does not tell

    @property
    def name(self) -> str:
        """What to call it in front of a person."""
        return self.place or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a page says of itself; nothing of it is checked against other sources yet."""

    text: str
    method: str  # what found the text
    url: str | None = None  # the address the page gives as its own
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    published_from: str | None = None  # what gave the date
    modified: datetime | None = None
    site: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    image: str | None = None
    language: str | None = None  # as declared


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The language that a text was found to be in."""

    code: str | None  # ISO 639-1; None when it cannot be told
    confidence: float | None = None  # 0 to 1
    reason: str | None = None  # why ``code`` is None
    shares: dict[str, float] = field(default_factory=dict)  # of the text, by language
