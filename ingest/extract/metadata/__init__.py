"""All that a page says but its text: who wins among JSON-LD, meta elements, headings and what is printed."""

import html
from datetime import UTC, tzinfo

from lxml.html import HtmlElement

from ingest.core import urls
from ingest.core.dates import WESTERN_INDONESIA
from ingest.core.model import Draft

from . import authors, dates, printed, title
from .authors import Bylines
from .dates import Said
from .head import Head
from .jsonld import Declared


def read(tree: HtmlElement, declared: Declared, page_head: Head, url: str) -> tuple[Draft, Bylines]:
    """All that a page says but its text, and the names it gives; nothing is fetched, ``url`` only resolves links."""
    language = declared.language or page_head.first("og:locale", "content-language", "language") or page_head.language
    own_url = _own_url(declared, page_head, url)
    host = urls.host(own_url or url)
    zone = _zone(language, host)
    headline = title.choose(_plain(declared.headline), page_head, host)
    around = printed.read(tree, headline)
    said = Said(
        declared=declared, page_head=page_head, printed=around, url=own_url or url, language=language, zone=zone
    )
    moment, source = dates.read(tree, said)
    names = authors.read(tree, declared, page_head, around.people, host)
    about = Draft(
        text="",
        method="",
        url=own_url,
        title=headline,
        published=moment,
        published_from=source,
        modified=dates.modified(said),
        section=declared.section or page_head.first("article:section"),
        tags=declared.tags or _split(page_head.all("article:tag", "keywords", "news_keywords")),
        description=_plain(
            declared.description or page_head.first("og:description", "description", "twitter:description")
        ),
        image=urls.absolute(url, declared.image or page_head.first("og:image", "twitter:image")),
        language=language,
    )
    return about, names


def _zone(language: str | None, host: str) -> tzinfo:
    """Where a time without a zone is meant: Indonesian pages keep Jakarta's."""
    is_indonesian = (language or "").lower()[:2] in ("id", "in") or host.endswith(".id")
    return WESTERN_INDONESIA if is_indonesian else UTC


def _own_url(declared: Declared, page_head: Head, url: str) -> str | None:
    for candidate in (page_head.canonical, page_head.first("og:url"), declared.url):
        own = urls.absolute(url, candidate)
        if own is not None:
            return own
    return None


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for value in values for part in value.split(",") if part.strip()))


def _plain(text: str | None) -> str | None:
    return " ".join(html.unescape(text).split()) or None if text else None
