"""Who wins among what a page declares: JSON-LD, meta elements, h1; guesses only when all are silent."""

import html
import re
from datetime import datetime

import htmldate
from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from ingest import address, dates
from ingest.model import Draft

from . import head, jsonld
from .head import Head
from .jsonld import Declared

_PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished", "date_published",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date",
    "dcterms.date", "publishdate", "publish-date", "published_at", "pubdate", "pub_date", "ptime",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "content_publisheddate", "content_publishdate",
    "og:published_time", "date", "dtk:publishdate", "originalpublicationdate", "displaydate",
    "citation_publication_date", "bt:pubdate", "iso-8601-publish-date", "rbpubdate",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_AUTHORS = (
    "article:author_name", "parsely-author", "sailthru.author", "author", "dc.creator", "dcterms.creator", "byl",
    "article:author", "article.author", "content_author", "dtk:author", "cxenseparse:author", "citation_author",
    "og:article:author",
)  # fmt: skip
_BYLINE = re.compile(r"^(?:by|von|oleh|por|par|penulis|reporter|editor)\s*:?\s+", re.I)
_BETWEEN_NAMES = re.compile(r"\s*[;,|/]\s*|\s+(?:and|und|dan|&)\s+")
_BEFORE_SITE = re.compile(r"\s+[-|–—:»·•]\s+|\s*\|\s*")
_NO_NAME = re.compile(r"\s*(?:https?:|www\.|@)|.*\d{3}")


def read(tree: HtmlElement, url: str) -> Draft:
    """All that a page says but its text; nothing is fetched, ``url`` only resolves links."""
    declared, page_head = jsonld.read(tree), head.read(tree)
    language = declared.language or page_head.first("og:locale", "content-language", "language") or page_head.language
    published, published_from = _published(declared, page_head, tree, language)
    site_name = page_head.first("og:site_name", "application-name")
    return Draft(
        text="",
        method="",
        url=_own_url(declared, page_head, url),
        title=_title(declared, page_head, site_name),
        authors=_authors(declared, page_head, tree, site_name),
        published=published,
        published_from=published_from,
        modified=dates.parse(declared.modified or page_head.first(*_MODIFIED) or "", language),
        section=declared.section or page_head.first("article:section"),
        tags=declared.tags or _split(page_head.all("article:tag", "keywords", "news_keywords")),
        description=_plain(
            declared.description or page_head.first("og:description", "description", "twitter:description")
        ),
        image=address.absolute(url, declared.image or page_head.first("og:image", "twitter:image")),
        language=language,
    )


def _own_url(declared: Declared, page_head: Head, url: str) -> str | None:
    for candidate in (page_head.canonical, page_head.first("og:url"), declared.url):
        own = address.absolute(url, candidate)
        if own is not None:
            return own
    return None


def _published(
    declared: Declared, page_head: Head, tree: HtmlElement, language: str | None
) -> tuple[datetime | None, str | None]:
    """The date of publication and what gave it; "guess" is htmldate's reading of text and address."""
    for source, values in (
        ("json-ld", (declared.published,)),
        ("meta", tuple(page_head.first(name) for name in _PUBLISHED)),
        ("time", page_head.times),
    ):
        for value in filter(None, values):
            moment = dates.parse(value, language)
            if moment is not None:
                return moment, source
    guess = htmldate.find_date(tree, original_date=True, extensive_search=True)
    moment = dates.parse(guess or "")
    return moment, "guess" if moment else None


def _title(declared: Declared, page_head: Head, site_name: str | None) -> str | None:
    """The headline as it is printed: an h1 that the declared titles agree with comes first."""
    titles = [declared.headline, page_head.first("og:title", "twitter:title")]
    declared_titles = [plain for title in titles if (plain := _plain(title))]
    folded = [_fold(title) for title in [*declared_titles, page_head.title or ""] if _fold(title)]
    for heading in page_head.headings:
        own = _fold(heading)
        if len(own) > 8 and any(own == title or (own in title and len(own) > len(title) / 2) for title in folded):
            return heading
    if declared_titles:
        return _without_site(declared_titles[0], site_name)
    if len(page_head.headings) == 1:
        return page_head.headings[0]
    if page_head.title:
        return max(_BEFORE_SITE.split(page_head.title), key=len) or None
    return next(iter(page_head.headings), None)


def _without_site(title: str, site_name: str | None) -> str:
    """A title without the site's name behind its last dash."""
    *before, last = _BEFORE_SITE.split(title)
    own, site = _fold(last), _fold(site_name or "")
    if before and own and site and (own in site or site in own):
        return title[: title.rfind(last)].rstrip(" -|–—:»·•")
    return title


def _authors(declared: Declared, page_head: Head, tree: HtmlElement, site_name: str | None) -> tuple[str, ...]:
    authors = _people(declared.authors) or _people(page_head.all(*_AUTHORS))
    if len(authors) == 1 and site_name and _fold(authors[0]) == _fold(site_name):
        authors = ()
    if authors:
        return authors
    found = extract_author(tree)
    return _people(tuple(found.split(";"))) if found else ()


def _people(values: tuple[str, ...]) -> tuple[str, ...]:
    names = [
        name.strip(" .-–")
        for value in values
        if not address.is_web(value.strip())
        for name in _BETWEEN_NAMES.split(_BYLINE.sub("", html.unescape(value).strip()))
    ]
    return tuple(dict.fromkeys(name for name in names if 2 <= len(name) < 60 and not _NO_NAME.match(name)))


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for value in values for part in value.split(",") if part.strip()))


def _plain(text: str | None) -> str | None:
    return " ".join(html.unescape(text).split()) or None if text else None


def _fold(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
