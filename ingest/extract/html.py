"""HTML into text and metadata: what the page declares, and trafilatura for the rest."""

import logging
import re
from datetime import time, timedelta

import trafilatura
from lxml.html import HtmlElement

from ingest.core import charset
from ingest.core.dates import Written
from ingest.core.model import Draft, Entry, Page

from . import dom, metadata
from .body import extractors, teasers
from .body.boilerplate import Surroundings
from .metadata import Metadata, head, jsonld
from .metadata.head import Head
from .metadata.jsonld import Declared

# They warn of every page without text; here that is an outcome with a name of its own.
for noisy in ("trafilatura", "htmldate", "readability"):
    logging.getLogger(noisy).setLevel(logging.CRITICAL)

# Character references to control characters: one "&#1;" makes libxml2 drop the whole article.
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])(?![0-9])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])(?![0-9a-fA-F]));?"
)

# "Soft 404": the page is not there, and the status says 200.
_MISSING = re.compile(
    r"^\W*(?:error )?404\b|\b404\W+(?:error|not found|page|halaman)"
    r"|\b(?:page|article|content|file) (?:was )?(?:not|cannot be|can't be|could not be) found"
    r"|^\W*(?:maaf\W+)?(?:halaman|artikel|berita|konten)\b.{0,30}\b(?:tidak|tak) (?:ditemukan|tersedia)\b",
    re.I,
)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.I)
_HEAD_BYTES = 20_000
_LONGEST_NOTICE = 600  # characters
_LONGEST_TITLE = 120


def draft(page: Page) -> Draft | None:
    """Return the article on a page; None when it has no text of its own, or says that there is no such page.

    Raises nothing of its own; trafilatura, htmldate and lxml may raise on odd pages.
    """
    source = _CONTROL_REFERENCE.sub(" ", charset.decode(page.body, page.content_type))
    tree = trafilatura.load_html(source)
    if tree is None:
        return None
    declared, page_head = jsonld.parse(tree), head.parse(tree)
    about = metadata.extract(tree, declared, page_head, page.url, in_feed=_in_feed(page.entry))
    around = _around(tree, declared, page_head, about)
    found = extractors.extract(tree, source, declared.body, around)
    if not found.text or _says_missing(about.title, found.text):
        return None
    return Draft(
        text=found.text,
        method=found.method,
        url=about.url,
        title=about.title,
        authors=about.bylines.authors(found.credit),
        editors=about.bylines.editors(found.credit),
        organizations=about.bylines.organizations,
        published=about.published,
        published_from=about.published_from,
        published_offset=about.published_offset,
        day=about.day,
        floating=about.floating,
        modified=about.modified,
        section=about.section,
        tags=about.tags,
        description=about.description,
        image=about.image,
        language=about.language,
    )


def _in_feed(entry: Entry | None) -> Written | None:
    """The date that a feed says, as it is written there."""
    if entry is None or entry.published is None:
        return None
    ahead = timedelta(minutes=entry.published_offset or 0)
    wall = (entry.published + ahead).replace(tzinfo=None)
    has_time = entry.published_offset is not None or wall.time() != time.min
    return Written(wall, has_time, ahead if has_time else None)


def is_missing(page: Page) -> bool:
    """Return whether a page says that there is no such page, although it was sent as if there were. Raises nothing."""
    found = _TITLE.search(charset.decode(page.body[:_HEAD_BYTES], page.content_type))
    return bool(found and _MISSING.search(found[1]))


def _around(tree: HtmlElement, declared: Declared, page_head: Head, about: Metadata) -> Surroundings:
    titles = (about.title, declared.headline, page_head.title, page_head.first("og:title", "twitter:title"))
    return Surroundings(
        headline=dom.fold(about.title),
        headlines=frozenset(dom.compact(title) for title in (*titles, *page_head.headings) if title),
        others=teasers.texts(tree, about.title),
        links=frozenset(dom.fold("".join(link.itertext())) for link in tree.iter("a")),
    )


def _says_missing(title: str | None, text: str) -> bool:
    """Whether it is a short text under such a title; a long one is an article about missing pages."""
    return len(text) < _LONGEST_NOTICE and bool(_MISSING.search(title or text[:_LONGEST_TITLE]))
