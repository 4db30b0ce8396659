"""What is printed around the headline, for readers only: who wrote the article, and when."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from ingest import dates

from . import people, signed, words

# The neighbours of a headline in document order; a byline is nearer on every page seen.
_FOLLOWING = XPath("following::*[position() <= 400]")
_PRECEDING = XPath("preceding::*[position() <= 120]")
_HOLDING = XPath("(.//body//*[self::div or self::p or self::span or self::td][text()[contains(., $headline)]])[1]")
_MOST_BEHIND, _MOST_BEFORE = 4000, 1500  # characters between
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "path", "option", "iframe", "img", "br", "input"}
)
_BYLINE = re.compile(
    r"(?<![a-z])(?:author|byline|byl|penulis|reporter|pewarta|wartawan|redakteur|autor|writer|posted-?by|created-?by"
    r"|credit-?name)(?!i[tz])|(?<=[a-z])(?:Author|Byline|Autor|Writer)(?!i[tz])"
)
_PROFILE = re.compile(
    r"/(?:authors?|autor(?:en)?|penulis|reporter|profiles?|people|staff|contributors?|byline|by)/[^/]+/?$", re.I
)
_NAME_ONLY = re.compile(r"(?:^|\s)(?:author|fn|author-?_?name|authorName)(?:\s|$)")
# Parts of a page in which names and dates are of something else: other articles, readers, the site.
_WHOLE = frozenset({"html", "body", "main", "article"})  # their classes say nothing of what is in them
_OTHER_TAG = frozenset({"nav", "form", "figure", "figcaption", "blockquote"})
_OWN_OR_OTHER = frozenset({"footer", "aside"})  # by their names
_OTHER = re.compile(
    r"comment(?!ary)|related|terkait|recommend|popular|teaser|(?<!elementor-)widget(?!-container)|sidebar|caption"
    r"|(?<!entry-)(?<!article-)(?<!story-)(?<!post-)footer|carousel|trending|most-?read|latest|read-?more"
    r"|(?<![a-z])card|query",
    re.I,
)
_OWN = re.compile(r"entry|article|post|author|story|meta", re.I)
_JOINS = re.compile(r"(?:^|\W)(?:and|dan|und|&|,|;|by|oleh|:)\s*$", re.I)
_JOINED = re.compile(r"(?:and|dan|und|&)(?:\W|$)", re.I)
_NAMES_DATE = re.compile(r"date|publi[sc]|tanggal|byline", re.I)
_UPDATED = re.compile(r"updat|modifi|revis|diperbarui|diubah|aktualisiert|terakhir|last", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BY = re.compile(r"^\W*(?:(?:written |words |posted )?by|(?:ditulis )?oleh|von|par|por|door|av)(?:\W+|$)", re.I)
_LINES = ("a", "div", "li", "p", "span", "strong")
_LONGEST = 200  # characters of a byline
_MOST_PIECES = 3  # of a longer one
_LONGEST_DATE = 80
_LONGEST_LABEL = 30  # before a date: "Last updated on"
_MOST_AROUND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Names and lines with dates near the headline, those behind it first, in their order."""

    people: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()  # of publication, and of nothing said
    updates: tuple[str, ...] = ()


def read(tree: HtmlElement, headline: str | None) -> Printed:
    """What stands around the headline of a page."""
    heading = _heading(tree, headline or "")
    if heading is None:
        return Printed()
    behind, before = (cast(list[HtmlElement], axis(heading)) for axis in (_FOLLOWING, _PRECEDING))
    near = [*_within(behind, _MOST_BEHIND), *_within(reversed(before), _MOST_BEFORE)]
    dated = [element for element in near if _is_dated(element) and not _is_elsewhere(element)]
    lines = dict(line for element in reversed(dated) for line in _dates(element))
    return Printed(
        people=next(filter(None, _people(tree, near)), ()),
        dates=tuple(line for line in reversed(lines) if not lines[line]),
        updates=tuple(line for line in reversed(lines) if lines[line]),
    )


def _people(tree: HtmlElement, near: list[HtmlElement]) -> Iterator[tuple[str, ...]]:
    """The names in bylines near the headline, in lines there that begin with "By" or name a role, in the only
    byline elsewhere.
    """
    yield from (_named(element) for element in near if _is_byline(element) and not _is_elsewhere(element))
    yield from (_signed(element) for element in near if _says_by(element) and not _is_elsewhere(element))
    yield from (_credited(element) for element in near if _names_role(element) and not _is_elsewhere(element))
    anywhere = (_named(element) for element in tree.iter(*_LINES) if _is_byline(element) and not _is_elsewhere(element))
    distinct = {*filter(None, anywhere)}
    if len(distinct) == 1:  # of several, most are of other articles
        yield from distinct


def _heading(tree: HtmlElement, headline: str) -> HtmlElement | None:
    """The heading that is the headline, another element that holds it, or else the first h1."""
    headings = [*tree.iter("h1", "h2", "h3")]
    folded = words.fold(headline)
    if folded:
        for element in headings:
            if words.fold(words.of(element)) == folded:
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


def _is_byline(element: HtmlElement) -> bool:
    if element.get("itemprop") == "author" or _is_profile(element):
        return True
    return _names_byline(element.get("class") or "", element.get("id") or "", element.get("data-testid") or "")


@lru_cache(maxsize=4096)
def _names_byline(*named: str) -> bool:
    return any(_BYLINE.search(name) for name in named)


def _says_by(element: HtmlElement) -> bool:
    return bool(element.text and len(element.text) < _LONGEST and _BY.match(element.text))


def _signed(element: HtmlElement) -> tuple[str, ...]:
    """The names in a line that begins with "By", which may be an element of its own."""
    is_alone = not _BY.sub("", words.of(element)).strip()
    line = element.getparent() if is_alone else element
    return tuple(name for name in _named(line) if people.looks_personal(name)) if line is not None else ()


def _names_role(element: HtmlElement) -> bool:
    return any(text and len(text) < _LONGEST and signed.find(text) for text in (element.text, element.tail))


def _credited(element: HtmlElement) -> tuple[str, ...]:
    """The names in a line such as "Rep: … Red: …", in the element or behind it."""
    credit = signed.find(words.of(element)) or signed.find(" ".join((element.tail or "").split()))
    return () if credit is None else credit.writers or credit.editors


def _is_profile(element: HtmlElement) -> bool:
    """Whether it is a link to what somebody wrote."""
    if element.get("rel") == "author":
        return True
    return element.tag == "a" and bool(_PROFILE.search(element.get("href") or ""))


def _is_dated(element: HtmlElement) -> bool:
    text = element.text
    return element.tag == "time" or bool(text and len(text) < _LONGEST and _YEAR.search(text))


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(map(_is_other, (element, *element.iterancestors())))


def _is_other(element: HtmlElement) -> bool:
    """Whether a part of the page is not the article's."""
    if element.tag in _WHOLE:
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag in _OWN_OR_OTHER and not _OWN.search(named):
        return True
    return element.tag in _OTHER_TAG or bool(_OTHER.search(named))


def _named(element: HtmlElement) -> tuple[str, ...]:
    """The names in a byline: those of its links to profiles, else the first, and others that "and" joins to it."""
    links = [link for link in element.iter("a") if _is_profile(link)]
    if links:
        return people.names(map(words.of, links))
    texts = [text for piece in element.itertext() if (text := " ".join(piece.split()))]
    if sum(map(len, texts)) > _LONGEST:
        texts = texts[:_MOST_PIECES]  # who that is comes behind
    found: tuple[str, ...] = ()
    for before, text in pairwise(("", *texts)):
        if found and not _JOINS.search(before) and not _JOINED.match(text):
            break
        found += people.names([text])
    is_name = element.get("itemprop") == "author" or bool(_NAME_ONLY.search(element.get("class") or ""))
    return tuple(name for name in dict.fromkeys(found) if is_name or people.looks_personal(name))


def _dates(element: HtmlElement) -> Iterator[tuple[str, bool]]:
    """The dates in an element and before it in its line, each with whether it is of a change."""
    shown, value = words.of(element), element.get("datetime")
    line = value or shown
    if len(line) > _LONGEST_DATE and _NAMES_DATE.search(element.get("class") or ""):
        line = line[:_LONGEST_DATE]  # Dec. 19, 2025 · by somebody on behalf of …
    start = dates.start(line)
    if start is not None and len(line) <= _LONGEST_DATE:
        before = _before(element, shown)
        yield line, _is_updated(f"{before} {shown[:start]}")
        if (earlier := dates.start(before)) is not None:
            yield before[earlier:], _is_updated(before[:earlier])


def _is_updated(label: str) -> bool:
    """Whether what stands before a date calls it that of a change."""
    return bool(_UPDATED.search(label[-_LONGEST_LABEL:]))


def _before(element: HtmlElement, shown: str) -> str:
    """What is printed before an element in the same line, in one of the elements around it."""
    for around in islice(element.iterancestors(), _MOST_AROUND):
        line = words.of(around)
        if len(line) > _LONGEST:
            return ""
        if before := line[: line.find(shown)].strip():
            return before
    return ""
