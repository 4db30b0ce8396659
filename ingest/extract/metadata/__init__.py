"""All that a page says but its text: who wins among JSON-LD, meta elements, headings and what stands near them."""

import html
import re
from dataclasses import dataclass
from datetime import date, datetime

from lxml.html import HtmlElement

from ingest.core import urls
from ingest.core.dates import Written

from .. import clocks
from . import authors, bylines, credits, dates, headline_area, roles, title
from .authors import Bylines, Shown
from .dates import Said
from .head import Head
from .jsonld import Declared


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of its article; None where it says nothing."""

    bylines: Bylines  # who wrote it depends on the credits beside its text as well
    url: str | None = None  # the address that the page calls its own, canonical
    title: str | None = None
    published: datetime | None = None  # UTC
    published_from: str | None = None  # "json-ld", "meta", "time", "feed" or "guess"
    published_offset: int | None = None  # minutes east of UTC, of the outlet's clock
    day: date | None = None  # of the outlet's calendar
    floating: tuple[str, ...] = ()  # times that name no zone and nothing told one: read as UTC
    modified: datetime | None = None  # UTC
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    image: str | None = None  # a web address
    language: str | None = None  # as declared


def extract(
    tree: HtmlElement, declared: Declared, page_head: Head, url: str, *, in_feed: Written | None = None
) -> Metadata:
    """Return all that a parsed page says but its text; nothing is fetched, ``url`` only resolves links.

    ``in_feed`` is the date that its feed says.
    ``declared`` and ``page_head`` are parsed from the same tree. Raises nothing of its own; htmldate and trafilatura,
    which guess where nothing is declared, may raise on odd pages.
    """
    language = declared.language or page_head.first("og:locale", "content-language", "language") or page_head.language
    own_url = _own_url(declared, page_head, url)
    host = urls.host(own_url or url)
    headline = title.choose(_plain(declared.headline), page_head, host)
    near = headline_area.find(tree, headline)
    printed = credits.merged(
        (bylines.credit(near), roles.find(tree))
    )  # before htmldate has the tree, which it may change
    shown = Shown(bylines.people(tree, near), printed)
    said = Said(
        declared=declared,
        page_head=page_head,
        lines=headline_area.dated_lines(near),
        url=own_url or url,
        language=language,
        feed=in_feed,
    )
    published = dates.published(tree, said)
    dated, changed = published.dated, dates.modified(said, published)
    return Metadata(
        bylines=authors.bylines(tree, declared, page_head, shown, host),
        url=own_url,
        title=headline,
        published=dated.moment if dated else None,
        published_from=published.source,
        published_offset=dated.minutes if dated else None,
        day=dated.day if dated else None,
        floating=clocks.floating(published=dated, modified=changed),
        modified=changed.moment if changed else None,
        section=next(iter(declared.sections), None) or page_head.first("article:section"),
        tags=_split(declared.tags or page_head.all("article:tag", "keywords", "news_keywords")),
        description=_plain(
            declared.description or page_head.first("og:description", "description", "twitter:description")
        ),
        image=urls.absolute(url, declared.image or page_head.first("og:image", "twitter:image")),
        language=language,
    )


def _own_url(declared: Declared, page_head: Head, url: str) -> str | None:
    for candidate in (page_head.canonical, page_head.first("og:url"), declared.url):
        own = urls.absolute(url, candidate)
        if own is not None:
            return own
    return None


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    parts = (part.strip() for value in values for part in re.split("[,;]", html.unescape(value)))
    return tuple(dict.fromkeys(filter(None, parts)))


def _plain(text: str | None) -> str | None:
    return " ".join(html.unescape(text).split()) or None if text else None
