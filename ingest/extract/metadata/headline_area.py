"""The elements of a page near its headline, without those of other articles, of readers and of the site."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from ingest.extract import dom

# The neighbours of a headline in document order; a byline is nearer on every page seen.
_FOLLOWING = XPath("following::*[position() <= 400]")
_PRECEDING = XPath("preceding::*[position() <= 120]")
_HOLDING = XPath("(.//body//*[self::div or self::p or self::span or self::td][text()[contains(., $headline)]])[1]")
_MOST_BEHIND, _MOST_BEFORE = 4000, 1500  # characters between
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "path", "option", "iframe", "img", "br", "input"}
)
# Parts of a page in which names and dates are of something else.
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


def find(tree: HtmlElement, headline: str | None) -> tuple[HtmlElement, ...]:
    """Those behind the headline in their order, then those before it, the nearest first; none without a headline."""
    heading = _heading(tree, headline or "")
    if heading is None:
        return ()
    behind, before = (cast(list[HtmlElement], axis(heading)) for axis in (_FOLLOWING, _PRECEDING))
    near = [*_within(behind, _MOST_BEHIND), *_within(reversed(before), _MOST_BEFORE)]
    return tuple(own(near))


def own(elements: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """The elements that are not, and do not stand in, a part of the page that is of something else."""
    known: dict[HtmlElement, bool] = {}

    def is_own(element: HtmlElement) -> bool:
        if element not in known:
            around = element.getparent()
            known[element] = not _is_other(element) and (around is None or is_own(around))
        return known[element]

    yield from filter(is_own, elements)


def _heading(tree: HtmlElement, headline: str) -> HtmlElement | None:
    """The heading that is the headline, another element that holds it, or else the first h1."""
    headings = [*tree.iter("h1", "h2", "h3")]
    folded = dom.fold(headline)
    if folded:
        for element in headings:
            if dom.fold(dom.of(element)) == folded:
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


def _is_other(element: HtmlElement) -> bool:
    """Whether a part of the page is not the article's."""
    if element.tag in _WHOLE:
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag in _OWN_OR_OTHER and not _OWN.search(named):
        return True
    return element.tag in _OTHER_TAG or _names_other(named)


@lru_cache(maxsize=4096)
def _names_other(named: str) -> bool:
    return bool(_OTHER.search(named))
