"""What is in a page, noted on one walk: which element has which attribute, and which have names or labels of a kind.

Rooms that act on a few elements find those here, and walk over no tree to look for them.
"""

from collections import defaultdict
from collections.abc import Collection

from lxml.html import HtmlElement

from .naming import Kind, Names

LONGEST_LABEL = 200  # characters: what stands right in an element, where that is short
_READ = frozenset({  # of others there are as many, and rooms ask elements for them
    "aria-hidden", "aria-label", "class", "data-component", "data-module", "data-testid", "hidden", "href", "id",
    "itemprop", "itemtype", "pubdate", "rel", "role", "style",
})  # fmt: skip
_LABEL = "text()"  # beside the names of attributes
_NONE: dict[HtmlElement, str] = {}


class Survey:
    """The elements of a tree, with their attributes and labels as they were when it was made.

    It holds all elements: lxml makes one anew on each walk unless something does.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.elements: list[HtmlElement] = [*tree.iter("*")]
        self._noted: defaultdict[str, dict[HtmlElement, str]] = defaultdict(dict)
        self._names: dict[str, Names] = {}
        labels = self._noted[_LABEL]
        for element in self.elements:
            for name, value in element.items():
                if name in _READ:
                    self._noted[name][element] = value
            text = element.text
            if text and len(text) <= LONGEST_LABEL and not text.isspace():
                labels[element] = text

    def having(self, attribute: str) -> dict[HtmlElement, str]:
        """Return the elements that had an attribute, one of those above, in order, with its value. Raises nothing."""
        return self._noted.get(attribute, _NONE)

    def named(self, kind: Kind, *attributes: str) -> Collection[HtmlElement]:
        """Return the elements of which one of the attributes still is a name of a kind, each once. Raises nothing."""
        found: dict[HtmlElement, None] = {}
        for attribute in attributes:
            told = self._told(kind, attribute)
            found.update((element, None) for element, name in told if element.get(attribute) == name)
        return found

    def labelled(self, kind: Kind) -> Collection[HtmlElement]:
        """Return the elements whose text is of a kind, as far as it stands right in them and is short. Raises nothing.

        Of an element that holds others that is the text before the first of those.
        """
        return {element: None for element, text in self._told(kind, _LABEL) if element.text == text}

    def in_order(self, elements: Collection[HtmlElement]) -> list[HtmlElement]:
        """Return those of some elements that are still in the tree, in the order of the page. Raises nothing."""
        if not elements:
            return []
        return [element for element in self.elements if element in elements and self._holds(element)]

    def _told(self, kind: Kind, of: str) -> list[tuple[HtmlElement, str]]:
        noted = self.having(of)
        if of not in self._names:
            self._names[of] = Names(noted.values())
        told = kind.among(self._names[of])
        return [(element, name) for element, name in noted.items() if name in told] if told else []

    def _holds(self, element: HtmlElement) -> bool:
        return element is self.tree or any(around is self.tree for around in element.iterancestors())
