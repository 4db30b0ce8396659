"""The lists of a text, put back where an extractor lost them.

Where trafilatura does not recognise the container of a text it takes paragraphs alone: items of lists and terms of
definitions fall out between two of them, before the first and after the last. Short points between the headline and
the first paragraph are of the text where the page names them so; there stand names, dates and buttons too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from ingest.extract import dom

from . import lines, related_links

_LISTS = ("ul", "ol", "dl")
_ITEMS = ("li", "dt", "dd")
_CARDS = ("figure", "h2", "h3", "h4", "h5", "button", "input")  # in items that present something
_PARAGRAPHS = ("p", "blockquote", "h2", "h3", "h4")
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
_MARK = "- "  # as trafilatura marks items


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A list of the text; before and after are folded paragraphs of the same container, one of them may be ""."""

    items: tuple[str, ...]
    before: str
    after: str


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
        if not any(_stands(item, whole) for item in found.items) and (place := _place(found, places)) is not None:
            lost.setdefault(place, []).extend(_MARK + item for item in found.items)
    return lines.joined(own, lost)


def _stands(item: str, text: str) -> bool:
    """Whether a line of a text begins or ends as an item does; its paragraphs may stand on lines of their own."""
    words = dom.fold(item)
    return f"\n{words[:_TOLD_BY]}" in text or f"{words[-_TOLD_BY:]}\n" in text


def _place(found: List, places: dict[str, int]) -> int | None:
    """The number of the line before which a list stands."""
    if found.after in places:
        return places[found.after] if found.before in places or places[found.after] == 0 else None
    return places[found.before] + 1 if found.before in places and not found.after else None


def _list(element: HtmlElement, folded: dict[HtmlElement, str]) -> List | None:
    parent = element.getparent()
    if parent is None or any(ancestor.tag in _BESIDE or ancestor.tag in _LISTS for ancestor in element.iterancestors()):
        return None
    points = next(filter(_is_points, (parent, element)), None)
    outer = element if points is None else points
    before, after = (_beside(outer.itersiblings(preceding=side), folded) for side in (True, False))
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
    if not is_text or not (is_between or points is not None or length >= _SENTENCES * len(items)):
        return None
    return List(items=items, before=before, after=after)


def _is_points(element: HtmlElement) -> bool:
    """Whether a page names a list, or the box around it, as the points of its article."""
    return bool(_POINTS.search(f"{element.get('class')} {element.get('id')}"))


def _items(element: HtmlElement) -> Iterator[str]:
    """The text of each item, of nested lists too; one that leads to other articles ends the list."""
    for item in element.iter(*_ITEMS):
        inner = next(item.iterdescendants(*_LISTS), None)
        text = dom.text(item) if inner is None else " ".join((item.text or "").split())
        if related_links.leads_away(text[:200]):
            return
        if text:
            yield text


def _beside(siblings: Iterator[HtmlElement], folded: dict[HtmlElement, str]) -> str:
    """The paragraph next to a list, folded; "" when the container has none on that side."""
    for sibling in siblings:
        if sibling.tag in _PARAGRAPHS:
            if sibling not in folded:
                folded[sibling] = dom.fold(dom.text(sibling))
            if folded[sibling]:
                return folded[sibling]
    return ""
