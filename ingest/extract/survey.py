"""What is in a page, noted on one walk: which element has which attribute, and which have names or labels of a kind.

Rooms that act on a few elements find those here, and walk over no tree to look for them.
"""

from collections import defaultdict
from collections.abc import Collection
from functools import cached_property

from lxml.html import HtmlElement

from . import naming
from .naming import Kind, Wording

LONGEST_LABEL = 200  # characters: what stands right in an element, where that is short
_NAMES = frozenset({"class", "data-component", "data-module", "data-testid", "id", "itemprop", "rel"})
_NOTED = frozenset({"aria-hidden", "aria-label", "hidden", "itemprop", "itemtype", "pubdate", "rel", "role", "style"})
_BETWEEN = "\0"  # in no text of a page
_NONE: dict[HtmlElement, str] = {}


class Survey:
    """The elements of a tree, with their attributes and labels as they were when it was made.

    It holds all elements: lxml makes one anew on each walk unless something does.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.elements: list[HtmlElement] = [*tree.iter("*")]
        self._noted: defaultdict[str, dict[HtmlElement, str]] = defaultdict(dict)
        self._named: list[tuple[HtmlElement, str, str, int]] = []
        self._labels: dict[HtmlElement, str] = {}
        for element in self.elements:
            for attribute in element.keys():  # noqa: SIM118 -- an element is a list of its children
                if attribute in _NOTED:
                    self._noted[attribute][element] = element.get(attribute, "")
                if attribute in _NAMES and (kinds := naming.kinds(name := element.get(attribute, ""))):
                    self._named.append((element, attribute, name, kinds))
            text = element.text
            if text and len(text) <= LONGEST_LABEL and not text.isspace():
                self._labels[element] = text
        self._all_labels = _BETWEEN.join(self._labels.values()).lower()

    def having(self, attribute: str) -> dict[HtmlElement, str]:
        """Return the elements that had an attribute, one of those noted, in order, with its value. Raises nothing."""
        return self._noted.get(attribute, _NONE)

    def named(self, kind: Kind, *attributes: str) -> Collection[HtmlElement]:
        """Return the elements of which one of the attributes still is a name of a kind, each once. Raises nothing."""
        return {
            element: None
            for element, attribute, name, kinds in self._named
            if kinds & kind.bit and attribute in attributes and element.get(attribute) == name
        }

    def labelled(self, wording: Wording) -> Collection[HtmlElement]:
        """Return the elements whose text still is worded so, as far as it stands right in them and is short.

        Of an element that holds others that is the text before the first of those. Raises nothing.
        """
        words = [word for word in wording.words if word in self._all_labels]
        if not words:  # nearly always
            return ()
        return {
            element: None
            for (element, label), low in zip(self._labels.items(), self._all_labels.split(_BETWEEN), strict=True)
            if any(word in low for word in words) and wording.pattern.search(label) and element.text == label
        }

    def in_order(self, elements: Collection[HtmlElement]) -> list[HtmlElement]:
        """Return those of some elements that are still in the tree, in the order of the page. Raises nothing."""
        if not elements:
            return []
        return sorted(filter(self._holds, elements), key=self._places.__getitem__)

    @cached_property
    def _places(self) -> dict[HtmlElement, int]:
        return {element: place for place, element in enumerate(self.elements)}

    def _holds(self, element: HtmlElement) -> bool:
        return element is self.tree or any(around is self.tree for around in element.iterancestors())
