"""HTML into text and metadata: what the page declares, and trafilatura for the rest."""

import logging
import re
from collections.abc import Sequence
from datetime import time, timedelta
from functools import partial

from lxml.html import HtmlElement

from ingest.core import charset
from ingest.core.dates import Written
from ingest.core.model import Draft, Entry, Page

from . import dom, metadata, notices, parsing, sections
from .body import boxes, extractors, teasers
from .body.boilerplate import Folded, Surroundings
from .metadata import Metadata, head, jsonld, subjects
from .metadata.head import Head
from .metadata.jsonld import Declared
from .notices import Evidence, Notice
from .survey import Survey

# They warn of every page without text; here that is an outcome with a name of its own.
for noisy in ("trafilatura", "htmldate", "readability"):
    logging.getLogger(noisy).setLevel(logging.CRITICAL)

# Character references to control characters: one "&#1;" makes libxml2 drop the whole article.
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])(?![0-9])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])(?![0-9a-fA-F]));?"
)

_DECLARED_DATES = ("json-ld", "meta")
_LONGEST_NOTICE = 1500  # characters of a page in which no text was found


def draft(page: Page) -> Draft | Notice | None:
    """Return the article on a page; the notice that stands in its place; None when it has no text of its own.

    Raises nothing of its own; trafilatura, htmldate and lxml may raise on odd pages.
    """
    source = _decoded(page, parsing.without_programs(page.body))
    tree = parsing.parse(source)
    if tree is None:
        return None
    survey = Survey(tree)
    declared, page_head = jsonld.parse(tree), head.parse(survey)
    about = metadata.extract(
        survey, declared, page_head, page.url, whole=partial(_whole, page), in_feed=_in_feed(page.entry)
    )
    parsing.drop_unread(tree)
    is_section = sections.is_section(page, tree, page_head)
    links = [*map(dom.string, tree.iter("a"))]
    boxes.drop_menus(tree)
    around = _around(tree, declared, page_head, about, links)
    found = extractors.extract(survey, source, declared.body, around)
    if not found.text:
        return notices.find(_evidence(page, page_head, about, _all_text(parsing.parse(source))))
    evidence = _evidence(page, page_head, about, found.text)
    if notice := notices.find(evidence):
        return notice
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
        tags=subjects.of_article(about.tags, f"{about.title} {about.description} {found.text}"),
        description=about.description,
        image=about.image,
        language=about.language,
        locales=about.locales,
        alternates=about.alternates,
        next_part=about.next_part,
        is_section=is_section,
        is_doubtful=notices.is_doubtful(evidence),
        most_addresses=notices.most_addresses(evidence),
    )


def _decoded(page: Page, body: bytes) -> str:
    return _CONTROL_REFERENCE.sub(" ", charset.decode(body, page.content_type))


def _whole(page: Page) -> HtmlElement | None:
    """A tree of its own of the page with its programs, where some write its date."""
    return parsing.parse(_decoded(page, page.body))


def _in_feed(entry: Entry | None) -> Written | None:
    """The date that a feed says, as it is written there."""
    if entry is None or entry.published is None:
        return None
    ahead = timedelta(minutes=entry.published_offset or 0)
    wall = (entry.published + ahead).replace(tzinfo=None)
    has_time = entry.published_offset is not None or wall.time() != time.min
    return Written(wall, has_time, ahead if has_time else None)


def _evidence(page: Page, page_head: Head, about: Metadata, text: str) -> Evidence:
    titles = (about.title, page_head.title, *page_head.headings[:2], page_head.first("og:title"))
    return Evidence(
        titles=tuple(filter(None, titles)),
        text=text,
        promise=notices.promise(page),
        is_declared=about.published_from in _DECLARED_DATES,
    )


def _all_text(tree: HtmlElement) -> str:
    """What a browser without JavaScript shows of a short page; "" of a longer one."""
    pieces = tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::template)]")
    text = "\n".join(filter(None, (" ".join(piece.split()) for piece in pieces)))
    return text if len(text) <= _LONGEST_NOTICE else ""


def _around(
    tree: HtmlElement, declared: Declared, page_head: Head, about: Metadata, links: Sequence[str]
) -> Surroundings:
    titles = (about.title, declared.headline, page_head.title, page_head.first("og:title", "twitter:title"))
    return Surroundings(
        headline=dom.fold(about.title),
        headlines=frozenset(dom.compact(title) for title in (*titles, *page_head.headings) if title),
        others=teasers.texts(tree, about.title),
        links=Folded(links),
    )
