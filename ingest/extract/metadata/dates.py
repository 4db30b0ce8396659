"""When an article was published: what the page declares, and where it is silent, what it shows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

import htmldate
from lxml.html import HtmlElement

from ingest.core import dates, urls

from .head import Head
from .headline_area import DatedLines
from .jsonld import Declared

_META = (
    "article:published_time", "article:published", "og:article:published_time", "datepublished", "date_published",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date",
    "dcterms.date", "publishdate", "publish-date", "published_at", "pubdate", "pub_date", "ptime",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "content_publisheddate", "content_publishdate",
    "og:published_time", "date", "dtk:publishdate", "originalpublicationdate", "displaydate",
    "citation_publication_date", "bt:pubdate", "iso-8601-publish-date", "rbpubdate", "date.available",
    "date.created", "article_date_original", "article_published_time", "article.published", "published",
    "publisheddate", "og:pubdate", "og:datepublished", "og:release_date", "prism.publicationdate",
    "citation_online_date", "citation_date", "datecreated",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "article:modified",
    "article_modified_time", "article_date_updated", "og:article:modified_time", "og:modified_time", "date.modified",
    "article.updated", "dc.date.modified",
)  # fmt: skip
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_OLDER = timedelta(hours=36)  # a day without a time may be meant up to a day and a zone later
# Names that only Indonesian (and Malay) has: such a date is meant in Jakarta's time.
_INDONESIAN = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|januari|februari|maret|mei|juni|juli|agustus|oktober"
    r"|desember)\b",
    re.I,
)
_INDONESIAN_ZONE = re.compile(r"\b(?:WIB|WITA|WIT)\b")
_MOST_LINES = 4  # that are looked through; the next are of other articles
_VAGUE = ("date", "dc.date", "dcterms.date")  # of the article or of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a page says of its date, and how it is to be read."""

    declared: Declared
    page_head: Head
    lines: DatedLines  # near the headline
    url: str  # the page's own address, in which its date may stand
    language: str | None  # decides on the order of day and month
    zone: tzinfo  # of times without one


def published(tree: HtmlElement, said: Said) -> tuple[datetime | None, str | None]:
    """Return when the article was published, in UTC, and what says so: "json-ld", "meta", "time" or "guess".

    A date that only stands near the headline, or that htmldate finds in the page or its address, is a "guess"; both are
    None when there is no date. Raises nothing of its own; htmldate may raise on odd pages.
    """
    shown = _first(said.lines.dates[:_MOST_LINES], said)
    for source, name, moment in _declared(said):
        if shown is None or not _is_of_page(name, moment, shown, said):
            return _as_shown(moment, said), source
    guess = shown or _searched(tree, said)
    return guess, "guess" if guess else None


def modified(said: Said) -> datetime | None:
    """Return when it was last changed, in UTC: as declared, else as shown near the headline; None when unknown.

    Raises nothing.
    """
    declared = (said.declared.modified, *map(said.page_head.first, _MODIFIED))
    return _first((*declared, *said.lines.updates[:_MOST_LINES]), said)


def _declared(said: Said) -> Iterator[tuple[str, str, datetime]]:
    """The first date of each source that declares one, and how it is called there."""
    meta = [(name, said.page_head.first(name)) for name in _META]
    for source, values in (
        ("json-ld", [("datePublished", said.declared.published)]),
        ("meta", meta),
        ("time", [("time", value) for value in said.page_head.times]),
    ):
        for name, value in values:
            moment = _first((value,), said)
            if moment is not None:
                yield source, name, moment
                break


def _searched(tree: HtmlElement, said: Said) -> datetime | None:
    """What htmldate finds in the address and the page, unless it is when the page was changed.

    Not by its extensive search: that takes years out of copyright lines and numbers of telephones.
    """
    url = said.url if urls.is_web(said.url) else None  # folders are named after the day on which pages were saved
    found = htmldate.find_date(tree, url=url, original_date=True, extensive_search=False)
    moment = dates.parse(found or "")
    changed = modified(said)
    return None if moment and changed and moment.date() == changed.date() else moment


def _is_of_page(name: str, moment: datetime, shown: datetime, said: Said) -> bool:
    """Whether a declared date tells when the page was built: an older one is shown, and it is vague.

    JSON-LD's is when the article was changed before that.
    """
    if moment - shown <= _OLDER:
        return False
    changed = _first((said.declared.modified,), said) if name == "datePublished" else None
    return name in _VAGUE or (changed is not None and changed < moment)


def _first(values: Iterable[str | None], said: Said) -> datetime | None:
    for value in filter(None, values):
        zone = dates.WESTERN_INDONESIA if _INDONESIAN.search(value) else said.zone
        moment = dates.parse(value, said.language, zone) or dates.find(value, said.language, zone)
        if moment is not None:
            return moment
    return None


def _as_shown(moment: datetime, said: Said) -> datetime:
    """A moment, set right where the same time is shown with an Indonesian zone: some programs call theirs Z."""
    for line in filter(_INDONESIAN_ZONE.search, said.lines.dates):
        shown = dates.find(line, said.language)
        ahead = moment - shown if shown else timedelta()
        hours = round(ahead / _HOUR)
        if 7 <= hours <= 9 and abs(ahead - hours * _HOUR) < _MINUTE:
            return moment - hours * _HOUR
    return moment
