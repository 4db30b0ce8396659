"""A text in several containers of one article: newsrooms cut it where advertisements go in.

An extractor that looks for the container of the text may take the first of them for all of it.
"""

from collections import defaultdict
from collections.abc import Collection

from lxml.html import HtmlElement

from ingest.extract import dom

_BOXES = ("div", "section")
_LEAST = 150  # characters in paragraphs of a container's own
Group = tuple[str, ...]  # the longest paragraph of each container, folded


def find(tree: HtmlElement) -> tuple[Group, ...]:
    """Return the groups of containers that may hold one text; the tree is not changed. Raises nothing."""
    return tuple(tuple(map(_longest, boxes)) for boxes in _groups(tree))


def is_cut(groups: Collection[Group], text: str) -> bool:
    """Return whether a text has what is in the first container of a group, and lacks another's. Raises nothing."""
    folded = dom.fold(text) if groups else ""
    return any(first in folded and any(later not in folded for later in others) for first, *others in groups)


def join(tree: HtmlElement) -> None:
    """Move what stands in later containers of a group into the first, in place. Raises nothing."""
    for first, *others in _groups(tree):
        for box in others:
            first.extend([*box])


def _groups(tree: HtmlElement) -> list[list[HtmlElement]]:
    """Containers of the same class in an article with one headline, none inside another."""
    found = []
    for article in tree.iter("article", "main"):
        if len([*article.iter("h1")]) > 1 or next(article.iterdescendants("article"), None) is not None:
            continue
        groups: defaultdict[str, dict[HtmlElement, None]] = defaultdict(dict)
        for box in article.iter(*_BOXES):
            name = box.get("class")
            if name and len(_text(box)) >= _LEAST and not any(other in groups[name] for other in box.iterancestors()):
                groups[name][box] = None
        found += [[*boxes] for boxes in groups.values() if len(boxes) > 1]
    return found


def _text(box: HtmlElement) -> str:
    return "".join(dom.text(child) for child in box if child.tag == "p")


def _longest(box: HtmlElement) -> str:
    return max((dom.fold(dom.text(child)) for child in box if child.tag == "p"), key=len)
