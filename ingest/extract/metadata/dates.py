"""When an article was published: what the page declares, and where it is silent, what it shows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

import htmldate
from lxml.html import HtmlElement, tostring

from ingest.core import dates, urls, zones
from ingest.core.dates import Written
from ingest.core.zones import JAKARTA
from ingest.extract import clocks, dom
from ingest.extract.clocks import Dated

from . import headline_area
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
    "citation_online_date", "citation_date", "datecreated", "publish_date", "created",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "article:modified",
    "article_modified_time", "article_date_updated", "og:article:modified_time", "og:modified_time", "date.modified",
    "article.updated", "dc.date.modified",
)  # fmt: skip
_OLDER = timedelta(hours=36)  # a day without a time may be meant up to a day and a zone later
# Names that of the languages below only Indonesian (and Malay) has: such a date is meant in Jakarta's time.
_INDONESIAN = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|januari|februari|maret|mei|juni|juli|agustus|oktober"
    r"|desember)\b",
    re.I,
)
_WITHOUT_SUCH_NAMES = ("en", "id", "in", "ms", "jv", "su")
_MOST_LINES = 4  # that are looked through; the next are of other articles
_MOST_TIMES = 20  # time elements that are read until one names a date
_MOST_SEARCHED = 1_000_000  # characters of a page that htmldate searches, for up to a second; real ones have less
_SENTENCE = 60  # characters of a paragraph whose dates are what it tells of
_SAYS_PUBLISHED = re.compile(r"publi[sc]|created", re.I)
_VAGUE = ("date", "dc.date", "dcterms.date")  # of the article or of the page


# A day in an address: /2026/01/05/, /2026-01-05-, /05-01-2026/
_IN_ADDRESS = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)(?P<mark>[/-])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?=[/_.-]|$)"
    r"|/(?P<day_>\d\d)-(?P<month_>\d\d)-(?P<year_>(?:19|20)\d\d)(?=[/_.-]|$)"
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a page and its feed say of its date, and how it is to be read."""

    declared: Declared
    page_head: Head
    lines: DatedLines  # near the headline
    url: str  # the page's own address, in which its date may stand
    language: str | None  # decides on the order of day and month
    feed: Written | None = None  # what the feed says

    @cached_property
    def shown(self) -> tuple[Written, ...]:
        """The dates that readers see."""
        return tuple(filter(None, map(self.read, self.lines.dates[:_MOST_LINES])))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The day in the address."""
        day = _in_address(self.url)
        return (day,) if day else ()

    @cached_property
    def is_indonesian(self) -> bool:
        """Whether dates on the page have names that only Indonesian has; German and Dutch have some of them too."""
        if (self.language or "en").lower()[:2] not in _WITHOUT_SUCH_NAMES:
            return False
        return any(map(_INDONESIAN.search, (*self.lines.dates, *self.lines.updates)))

    def read(self, text: str) -> Written | None:
        """Return a date, or the first in a line, as written; None when there is none. Raises nothing."""
        return dates.read(text, self.language) or dates.read_first(text, self.language)

    def zone(self, wall: datetime) -> timedelta | None:
        """Return how far the outlet's clock is ahead of UTC; None where that is not certain. Raises nothing."""
        zone = zones.of_outlet(urls.host(self.url), self.language, wall)
        return JAKARTA if zone is None and self.is_indonesian else zone

    def moment(self, text: str | None) -> datetime | None:
        """Return a date in UTC; None when there is none. Raises nothing."""
        written = self.read(text) if text else None
        return written.at(self.zone(written.wall) or timedelta()) if written else None

    def dated(self, written: Written) -> Dated | None:
        """Return a date of publication in the reading in which the page agrees. Raises nothing."""
        in_feed = (self.feed,) if self.feed and self.feed.offset else ()  # many feeds call the wall's time GMT
        return clocks.read(written, (*self.shown, *in_feed), self.zone(written.wall), self.days)


@dataclass(frozen=True, slots=True)
class Published:
    """When the article was published, and what says so; all None when there is no date."""

    dated: Dated | None = None
    source: str | None = None  # "json-ld", "meta", "time", "feed" or "guess"
    written: Written | None = None


def published(whole: Callable[[], HtmlElement | None], said: Said) -> Published:
    """Return when the article was published, and what says so.

    ``whole`` makes a tree of the page, which may be changed: it is searched where nothing is declared or shown.
    A date that only stands near the headline, or that htmldate finds in the page or its address, is a "guess".
    Raises nothing of its own; htmldate may raise on odd pages.
    """
    shown = next((dated for one in said.shown if (dated := said.dated(one))), None)
    for source, name, written in _declared(said):
        dated = said.dated(written)
        if dated and (shown is None or not _is_of_page(name, dated.moment, shown.moment, said)):
            return Published(dated, source, written)
    if shown:
        return Published(shown, "guess", said.shown[0])
    guess = _searched(whole(), said)
    return Published(Dated(guess, None, guess.date()), "guess") if guess else Published()


def modified(said: Said, of: Published | None = None) -> Dated | None:
    """Return when it was last changed: as declared, else as shown near the headline; None when unknown.

    A date that the same program wrote is read as that of publication (``of``) is. Raises nothing.
    """
    values = (said.declared.modified, *map(said.page_head.first, _MODIFIED))
    shown = [one for one in map(said.read, said.lines.updates[:_MOST_LINES]) if one]
    own = of.dated.offset if of and of.dated else None
    for written in filter(None, (*map(said.read, filter(None, values)), *shown)):
        dated = clocks.read(written, shown, said.zone(written.wall) if own is None else own)
        if dated:
            return replace(dated, moment=dated.moment + _same_mistake(written, dated, of))
    return None


def _same_mistake(written: Written, dated: Dated, of: Published | None) -> timedelta:
    """What the date of publication was set right by, where this one has its offset and stands as it is written."""
    if not (of and of.dated and of.written) or written.offset != of.written.offset or clocks.shift(written, dated):
        return timedelta()
    return clocks.shift(of.written, of.dated)


def _declared(said: Said) -> Iterator[tuple[str, str, Written]]:
    """The first date of each source that declares one, and how it is called there."""
    meta = [(name, said.page_head.first(name)) for name in _META]
    for source, values in (
        ("json-ld", [("datePublished", said.declared.published)]),
        ("meta", meta),
        ("time", [("time", value) for value in said.page_head.times[:_MOST_TIMES]]),
    ):
        for name, value in values:
            written = said.read(value) if value else None
            if written is not None:
                yield source, name, written
                break
    if said.feed:
        yield "feed", "feed", said.feed


def _searched(tree: HtmlElement | None, said: Said) -> datetime | None:
    """What htmldate finds in the address and the page, unless it is when the page was changed.

    Not by its extensive search: that takes years out of copyright lines and numbers of telephones.
    """
    url = said.url if urls.is_web(said.url) else None  # folders are named after the day on which pages were saved
    found = None
    if tree is not None:
        _leave_article(tree)
        found = htmldate.find_date(_beginning(tree), url=url, original_date=True, extensive_search=False)
    moment = dates.parse(found or "") or next((dates.parse(day.isoformat()) for day in said.days), None)
    changed = modified(said)
    return None if moment and changed and moment.date() == changed.moment.date() else moment


def _leave_article(tree: HtmlElement) -> None:
    """Take sentences, menus, what programs count and other articles out, in place: all of these hold dates."""
    for element in [*tree.iterdescendants("*")]:
        is_other = _is_program(element) or _is_sentence(element) or headline_area.is_of_others(element)
        if is_other and element.getparent() is not None and next(element.iterdescendants("h1"), None) is None:
            element.drop_tree()


def _is_program(element: HtmlElement) -> bool:
    """Whether an element is a program or style, and no data in which a date of publication is named."""
    if element.tag not in ("script", "style"):
        return False
    return not (element.get("type") or "").endswith("json") and not _SAYS_PUBLISHED.search(element.text or "")


def _is_sentence(element: HtmlElement) -> bool:
    text = dom.text(element) if element.tag == "p" else ""
    return len(text) >= _SENTENCE and text.endswith((".", "!", "?"))


def _beginning(tree: HtmlElement) -> HtmlElement | str:
    """The tree, or the first million characters of a page that has more: dates stand above the text."""
    written = tostring(tree, encoding="unicode")
    return tree if len(written) <= _MOST_SEARCHED else written[:_MOST_SEARCHED]


def _in_address(url: str) -> date | None:
    found = _IN_ADDRESS.search(url) if urls.is_web(url) else None
    if found is None:
        return None
    year, month, day = (int(found[name] or found[f"{name}_"]) for name in ("year", "month", "day"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_of_page(name: str, moment: datetime, shown: datetime, said: Said) -> bool:
    """Whether a declared date tells when the page was built: an older one is shown, and it is vague.

    JSON-LD's is when the article was changed before that.
    """
    if moment - shown <= _OLDER:
        return False
    changed = said.moment(said.declared.modified) if name == "datePublished" else None
    return name in _VAGUE or (changed is not None and changed < moment)
