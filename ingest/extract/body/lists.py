"""The lists of a text, put back where an extractor lost them.

Where trafilatura does not recognise the container of a text it takes paragraphs alone: items of lists and terms of
definitions fall out between two of them, before the first and after the last. Short points between the headline and
the first paragraph are of the text where the page names them so; there stand names, dates and buttons too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from ingest.extract import dom, naming

from . import lines, related_links

_LISTS = ("ul", "ol", "dl")
_ITEMS = ("li", "dt", "dd")
_CARDS = ("figure", "h2", "h3", "h4", "h5", "button", "input")  # in items that present something
_PARAGRAPHS = ("p", "blockquote")
_HEADINGS = ("h2", "h3", "h4")
_WRAPPERS = ("div", "section")  # in which a list, and maybe its heading, stands alone between paragraphs
_NOT_OF_TEXT = re.compile(
    r"share|social|relat|terkait|tags?(?![a-z])|newsletter|promo|author|subscri|nav|menu|crumb|toc|comment|komentar|widget"
    r"|sidebar|popul",
    re.I,
)
_HIGHEST = 2  # wrappers around a list
_BESIDE = frozenset({"nav", "header", "footer", "aside", "form", "menu"})  # no list in them is of the text
_MOST = 100  # items
_LONGEST = 3000  # characters of an item
_LINKED = 1 / 3  # of a list's characters: above, it leads elsewhere
_SENTENCES = 20  # characters of an item on average, from which a list at either end is of the text
_TOLD_BY = 60  # characters
_POINTS = re.compile(
    r"(?:key|main|bullet)[-_ ]?(?:point|takeaway|fact|finding)|takeaways?\b|highlights?\b|at[-_ ]?a[-_ ]?glance"
    r"|\b(?:poin|ringkasan|intisari|rangkuman|sorotan|summary|tldr)",
    re.I,
)
_CERTAIN = 12  # characters of an item, folded: shorter ones may stand in any sentence
_MARK = "- "  # as trafilatura marks items


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A list of the text; before and after are what stands next to it, folded: a heading, a paragraph, or both.

    One of them may be empty.
    """

    items: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def find(tree: HtmlElement) -> tuple[List, ...]:
    """Return the lists beside paragraphs of the same container, in order, without menus and lists of links.

    Raises nothing.
    """
    folded: dict[HtmlElement, str] = {}  # of paragraphs, which may stand beside many lists
    return tuple(filter(None, (_list(element, folded) for element in tree.iter(*_LISTS))))


def put_back(lists: Sequence[List], text: str) -> str:
    """Return a text with each list that it lacks, where a paragraph beside it stands in the text. Raises nothing."""
    if not lists:
        return text
    own = text.split("\n")
    places = lines.places(own)
    whole = "\n".join(["", *map(dom.fold, own), ""])
    lost: dict[int, list[str]] = {}
    for found in lists:
        if not _has(whole, found) and (place := _place(found, places)) is not None:
            lost.setdefault(place, []).extend(_MARK + item for item in found.items)
    return lines.joined(own, lost)


def _has(text: str, found: List) -> bool:
    """Whether a text, its lines folded, has one of the longer items, or where there are none all of them."""
    longer = [item for item in found.items if len(item) >= _CERTAIN]
    return any(_stands(item, text) for item in longer) if longer else all(_stands(item, text) for item in found.items)


def _stands(item: str, text: str) -> bool:
    """Whether a line of a text begins or ends as an item does; its paragraphs may stand on lines of their own."""
    words = dom.fold(item)
    return f"\n{words[:_TOLD_BY]}" in text or f"{words[-_TOLD_BY:]}\n" in text


def _place(found: List, places: dict[str, int]) -> int | None:
    """The number of the line before which a list stands."""
    before, after = (next((places[one] for one in side if one in places), None) for side in (found.before, found.after))
    if after is not None:
        return after if before is not None or after == 0 else None
    return before + 1 if before is not None and not found.after else None


def _list(element: HtmlElement, folded: dict[HtmlElement, str]) -> List | None:
    parent = element.getparent()
    if parent is None or any(ancestor.tag in _BESIDE or ancestor.tag in _LISTS for ancestor in element.iterancestors()):
        return None
    before, after = (_around(element, folded, preceding=side) for side in (True, False))
    if not (before or after):
        return None
    items = tuple(_items(element))
    length = sum(map(len, items))
    linked = sum(len(dom.text(link)) for link in element.iter("a"))
    is_text = (
        items
        and next(element.iter(*_CARDS), None) is None
        and len(items) <= _MOST
        and max(map(len, items)) <= _LONGEST
        and linked <= _LINKED * length
    )
    is_between = before and after
    if not is_text or not (
        is_between or _is_points(parent) or _is_points(element) or length >= _SENTENCES * len(items)
    ):
        return None
    return List(items=items, before=before, after=after)


def _is_points(element: HtmlElement) -> bool:
    """Whether a page names a list, or the box around it, as the points of its article."""
    return bool(_POINTS.search(naming.of(element)))


def _items(element: HtmlElement) -> Iterator[str]:
    """The text of each item, of nested lists too; one that leads to other articles ends the list."""
    for item in element.iter(*_ITEMS):
        inner = next(item.iterdescendants(*_LISTS), None)
        text = dom.text(item) if inner is None else " ".join((item.text or "").split())
        if related_links.leads_away(text[:200]):
            return
        if text:
            yield text


def _around(element: HtmlElement, folded: dict[HtmlElement, str], *, preceding: bool) -> tuple[str, ...]:
    """The heading and the paragraph next to a list on one side, also of a wrapper in which it is alone."""
    found: list[str] = []
    for _ in range(_HIGHEST + 1):
        for sibling in element.itersiblings(*_PARAGRAPHS, *_HEADINGS, preceding=preceding):
            if text := _folded(sibling, folded):
                found.append(text)
                if sibling.tag in _PARAGRAPHS:
                    return tuple(found)
        around = element.getparent()
        if around is None or not _is_wrapper(around, element):
            break
        element = around
    return tuple(found)


def _is_wrapper(box: HtmlElement, inner: HtmlElement) -> bool:
    """Whether a box holds what a list is in without text beside it, and is not named as something else."""
    holds_text = any(child is not inner for child in box.iterchildren(*_PARAGRAPHS, *_WRAPPERS, "h1"))
    return box.tag in _WRAPPERS and not holds_text and not _NOT_OF_TEXT.search(naming.of(box))


def _folded(element: HtmlElement, folded: dict[HtmlElement, str]) -> str:
    if element not in folded:
        folded[element] = dom.fold(dom.text(element))
    return folded[element]
