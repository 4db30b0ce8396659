"""What stands near the headline: the elements that are of the article, and the lines with dates among them.

Parts of the page that are of other articles, of readers or of the site are left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, takewhile
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from ingest.core import dates
from ingest.extract import dom, naming
from ingest.extract.survey import Survey

# The neighbours of a headline in document order; a byline is nearer on every page seen.
_FOLLOWING, _PRECEDING = 400, 120
_HOLDING = XPath("(.//body//*[self::div or self::p or self::span or self::td][text()[contains(., $headline)]])[1]")
_MOST_AFTER, _MOST_BEFORE = 4000, 1500  # characters between
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "path", "option", "iframe", "img", "br", "input"}
)
# Parts of a page in which names and dates are of something else.
_WHOLE = frozenset({"html", "body", "main", "article"})  # their classes say nothing of what is in them
_OTHER_TAG = frozenset({"nav", "form", "figure", "figcaption", "blockquote"})
_OWN_OR_OTHER = frozenset({"footer", "aside"})  # by their names
_OF_OTHERS = re.compile(
    r"comment(?!ary)|related|terkait|recommend|popular|trending|most-?read|latest|prev-?next|post-navigation", re.I
)
_OTHER = re.compile(
    _OF_OTHERS.pattern + r"|teaser|(?<!elementor-)widget(?!-container)|sidebar|caption|carousel|read-?more|query"
    r"|(?<!entry-)(?<!article-)(?<!story-)(?<!post-)footer|(?<![a-z])card|(?<![a-z])menu(?![a-z])",
    re.I,
)
_OTHERS = naming.Kind(
    _OTHER, "comment", "related", "terkait", "recommend", "popular", "teaser", "widget", "sidebar", "caption", "footer",
    "carousel", "trending", "most", "latest", "more", "card", "query", "menu",
    "prev", "navigation",
)  # fmt: skip
_CERTAINLY_OF_OTHERS = naming.Kind(
    _OF_OTHERS, "comment", "related", "terkait", "recommend", "popular", "trending", "most", "latest", "prev", "post",
)  # fmt: skip
_OWN = re.compile(r"entry|article|post|author|story|meta", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAMES_DATE = re.compile(r"date|publi[sc]|tanggal|byline", re.I)
_NAMES_UPDATE = re.compile(r"(?:^|[\s_-])(?:updated|modified)(?=[\s_-]|$)|dateModified")
_NAMES_PUBLISHED = re.compile(r"publish|datePublished|created")
_STANDARD = re.compile(r"\s*(?:19|20)\d\d-\d\d-\d\d")
_UPDATED = re.compile(
    r"\b(?:updat|modifi|(?:di)?revis|edited|chang|diperbarui|diperbaharui|diubah|disunting|aktualisiert)\w*"
    r"|\b(?:terakhir|last)\b",
    re.I,
)
_LONGEST = 200  # characters of a line
_LONGEST_DATE = 80
_LONGEST_LABEL = 30  # before a date: "Last updated on"
_MOST_AROUND = 3  # elements around a date in which its line may begin


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedLines:
    """Lines with dates, each once, in the order of the elements that they stand in."""

    dates: tuple[str, ...] = ()  # of publication, or of what is not said
    updates: tuple[str, ...] = ()  # of a change


class Area:
    """What of a page is the article's, as long as the page stays as it was surveyed."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self._others = survey.named(_OTHERS, "class", "id")
        self._known: dict[HtmlElement, bool] = {}

    def near(self, headline: str | None) -> tuple[HtmlElement, ...]:
        """Return the elements of the article near its headline; none where there is neither headline nor h1.

        Those after it come first, in their order: 400 elements or 4000 characters of them. Then come those before it,
        the nearest first: 120 elements or 1500 characters. Raises nothing.
        """
        heading = _heading(self.survey.tree, headline or "")
        if heading is None:
            return ()
        after, before = islice(dom.following(heading), _FOLLOWING), islice(dom.preceding(heading), _PRECEDING)
        return tuple(self.own(chain(_within(after, _MOST_AFTER), _within(before, _MOST_BEFORE))))

    def own(self, elements: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
        """Yield the elements that neither are nor stand in a part of the page that is of something else.

        Raises nothing.
        """
        return filter(self._is_own, elements)

    def _is_own(self, element: HtmlElement) -> bool:
        known = self._known.get(element)
        if known is None:
            parent = element.getparent()
            known = (parent is None or self._is_own(parent)) and not self._is_other(element)
            self._known[element] = known
        return known

    def _is_other(self, element: HtmlElement) -> bool:
        """Whether a part of the page is not the article's."""
        if element.tag in _OTHER_TAG or (element.tag in _OWN_OR_OTHER and _is_beside(element, naming.of(element))):
            return True
        return element in self._others and element.tag not in _WHOLE and not self._holds_article(element)

    def _holds_article(self, element: HtmlElement) -> bool:
        """Whether it is around all of an article: themes call that "content-sidebar-wrap", Blogger "widget Blog"."""
        return element in self._around_texts or next(element.iterdescendants("h1"), None) is not None

    @cached_property
    def _around_texts(self) -> set[HtmlElement]:
        """What is around the elements that are declared to be an article's text."""
        found = set[HtmlElement]()
        for element, name in self.survey.having("itemprop").items():
            if name == "articleBody":
                found.update(takewhile(lambda around: around not in found, element.iterancestors()))
        return found


def dated_lines(near: Iterable[HtmlElement]) -> DatedLines:
    """Return the lines with dates in these elements; a line is 80 characters long at most. Raises nothing."""
    lines: dict[str, bool] = {}
    for element in near:
        unseen = (child for child in element if child.tag in _UNSEEN)  # a break, a picture of a calendar
        for line, is_update in (*_dated(element), *chain.from_iterable(map(_behind, (element, *unseen)))):
            lines.setdefault(line, is_update)
    return DatedLines(
        dates=tuple(line for line in lines if not lines[line]), updates=tuple(line for line in lines if lines[line])
    )


def _heading(tree: HtmlElement, headline: str) -> HtmlElement | None:
    """The heading that is the headline, another element that holds it, or else the first h1."""
    headings = [*tree.iter("h1", "h2", "h3")]
    folded = dom.fold(headline)
    if folded:
        for element in headings:
            if dom.fold(dom.text(element)) == folded:
                return element
        for element in cast(list[HtmlElement], _HOLDING(tree, headline=headline)):
            return element
    return next((element for element in headings if element.tag == "h1"), None)


def _within(elements: Iterable[HtmlElement], most: int) -> Iterator[HtmlElement]:
    """The elements that readers see before more than so many characters have passed."""
    passed = 0
    for element in elements:
        if element.tag in _UNSEEN:
            continue
        if passed > most:
            return
        yield element
        passed += len(element.text or "") + len(element.tail or "")


def is_of_others(element: HtmlElement) -> bool:
    """Return whether a part of the page is certainly a menu, of readers or of other articles. Raises nothing."""
    named = naming.of(element)
    is_named = bool(naming.kinds(named) & _CERTAINLY_OF_OTHERS.bit)
    return is_named or _is_beside(element, named) or element.tag == "nav" or _is_form(element)


def _is_beside(element: HtmlElement, named: str) -> bool:
    """Whether an element is one of those that may be the article's own, and no name says that it is."""
    return element.tag in _OWN_OR_OTHER and not _OWN.search(named)


def _is_form(element: HtmlElement) -> bool:
    """Whether an element is a form, and not the one that ASP.NET puts around all that a page shows."""
    parent = element.getparent()
    return element.tag == "form" and parent is not None and parent.tag != "body"


def _is_dated(element: HtmlElement) -> bool:
    text = element.text
    is_machines = element.tag == "time" or (element.tag == "abbr" and _YEAR.search(element.get("title") or ""))
    return bool(is_machines or (text and len(text) < _LONGEST and _YEAR.search(text)))


def _dated(element: HtmlElement) -> Iterator[tuple[str, bool]]:
    """The dates in an element and before it in its line, each with whether it is of a change."""
    if not _is_dated(element):
        return
    shown, value = dom.text(element), element.get("datetime") or _title(element)
    line = value or shown
    if len(line) > _LONGEST_DATE and _NAMES_DATE.search(element.get("class") or ""):
        line = line[:_LONGEST_DATE]  # Dec. 19, 2025 · by somebody on behalf of …
    start = dates.start(line) if len(line) <= _LONGEST_DATE else None
    if start is not None:
        before = _before(element, shown)
        is_update = _is_update(f"{before} {shown[:start]}") or _is_named_update(element)
        if not value and (whole := _with_time(element, shown[start:])):
            yield whole, is_update
        yield line, is_update
        if (earlier := dates.start(before)) is not None:
            yield before[earlier:], _is_update(before[:earlier])


def _behind(element: HtmlElement) -> Iterator[tuple[str, bool]]:
    """The date that stands behind an element in its line, with whether it is of a change."""
    tail = element.tail or ""
    if len(tail) > _LONGEST or not _YEAR.search(tail):
        return
    line = " ".join(tail.split())
    start = dates.start(line)
    if start is not None and len(line) <= _LONGEST_DATE:
        whole = _with_time(element, line[start:])
        label = f"{dom.line(element, _LONGEST) or ''} {line[:start]}"
        if whole:
            yield whole, _is_update(label)
        yield line, _is_update(label)


def _with_time(element: HtmlElement, shown: str) -> str | None:
    """A date with the time that stands in another element of its line; None where it has one, or there is none."""
    if dates.has_time(shown):
        return None
    for around in islice(element.iterancestors(), _MOST_AROUND):
        line = dom.line(around, _LONGEST_DATE)
        if line is None:
            return None
        _, found, after = line.partition(shown)
        if found and dates.has_time(after):
            return f"{shown} {after.strip()}" if dates.start(after) is None else None
    return None


def _is_update(label: str) -> bool:
    """Whether what stands before a date calls it that of a change."""
    return bool(_UPDATED.search(label[-_LONGEST_LABEL:]))


def _title(element: HtmlElement) -> str:
    """What the title of an abbreviation says to machines, or that of a time in a standard form."""
    title = element.get("title") or ""
    return title if element.tag == "abbr" or (element.tag == "time" and _STANDARD.match(title)) else ""


def _is_named_update(element: HtmlElement) -> bool:
    """Whether the name of a time calls it that of a change, beside one that is named that of publication.

    Alone, or in one name with that, it is of publication: themes of WordPress write "entry-date updated".
    """
    parent = element.getparent()
    if element.tag != "time" or parent is None or not _names(element, _NAMES_UPDATE):
        return False
    if _names(element, _NAMES_PUBLISHED):
        return False
    further = parent.getparent()
    around = parent if further is None else further
    return any(_names(other, _NAMES_PUBLISHED) for other in around.iter("time"))


def _names(element: HtmlElement, kind: re.Pattern[str]) -> bool:
    return bool(kind.search(f"{element.get('class') or ''} {element.get('itemprop') or ''}"))


def _before(element: HtmlElement, shown: str) -> str:
    """What stands before an element in the same line, in one of the elements around it."""
    for around in islice(element.iterancestors(), _MOST_AROUND):
        line = dom.line(around, _LONGEST)
        if line is None:
            return ""
        place = line.find(shown) if shown else len(line)
        if before := line[: max(place, 0)].strip():
            return before
    return ""
