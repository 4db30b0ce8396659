"""Trafilatura's expressions for boxes by their names, answered from the names that were asked about before.

Each of them tests the attributes of every element anew, most with regular expressions of up to fifty words: a tenth of
the time that a page took. But boxes of one kind have one name, on a page and on all pages of a site.
"""

import re
from collections.abc import Iterable
from typing import cast

from lxml.etree import Element, SubElement, XPath
from lxml.html import HtmlElement
from trafilatura import xpaths

_LISTS = (
    xpaths.RAW_TREE_PRUNE_XPATH, xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH, xpaths.BODY_XPATH,
    xpaths.OVERALL_DISCARD_XPATH, xpaths.TEASER_DISCARD_XPATH, xpaths.DISCARD_IMAGE_ELEMENTS,
    xpaths.AUTHOR_DISCARD_XPATHS, xpaths.AUTHOR_XPATHS,
)  # fmt: skip
_BY_NAME = re.compile(r"\s*\(?\.?//\*\[(?!.*\]\s*\|)", re.S)  # one step to elements of any place, no union of such
_UNION = "|//author"  # in the one for authors
_BELOW = "(.//"  # in an expression that looks into elements too
_TAG, _ATTRIBUTE = re.compile(r"self::(\w+)"), re.compile(r"@([\w-]+)")
_MOST = 1 << 14  # names that are remembered
_MOST_CHARACTERS = 1 << 20  # of them: a style may hold a whole picture
_Key = tuple[str | None, ...]  # a tag, and the values of the attributes


class Remembered:
    """An expression for elements below another, of certain tags, by their attributes.

    Of elements with the same attributes in another order the first tells.
    """

    def __init__(self, expression: XPath) -> None:
        path = self.path = (
            str(expression.path).strip().removesuffix("[1]").strip("()")
        )  # all of them in place of the first
        self._expression = XPath(path, namespaces={"re": xpaths.REGEXP_NS}, smart_strings=False)
        self._looks_below = _BELOW in path
        self._tags = tuple(dict.fromkeys(_TAG.findall(path)))
        self._attributes = tuple(dict.fromkeys(_ATTRIBUTE.findall(path)))
        self._known: dict[_Key, bool] = {}
        self._characters = 0

    def __call__(self, tree: HtmlElement) -> list[HtmlElement]:
        """Return what the expression finds in a tree, in order. Raises nothing."""
        found = self._found(tree.iterdescendants(*self._tags or "*"))
        return cast(list[HtmlElement], self._expression(tree)) if found and self._looks_below else found

    def among(self, elements: Iterable[HtmlElement]) -> list[HtmlElement]:
        """Return those of some elements that the expression finds in their tree, in order. Raises nothing."""
        return self._found(element for element in elements if not self._tags or element.tag in self._tags)

    def _found(self, elements: Iterable[HtmlElement]) -> list[HtmlElement]:
        attributes = self._attributes
        if self._tags:
            keys: list[tuple[HtmlElement, _Key]] = [(one, (one.tag, *map(one.get, attributes))) for one in elements]
        else:
            keys = [(one, (None, *map(one.get, attributes))) for one in elements]
        try:
            found = [element for element, key in keys if self._known[key]]
        except KeyError:
            self._ask({key: element for element, key in keys if key not in self._known})
            found = [element for element, key in keys if self._known[key]]
        if len(self._known) > _MOST or self._characters > _MOST_CHARACTERS:
            self._known.clear()
            self._characters = 0
        return found

    def _ask(self, new: dict[_Key, HtmlElement]) -> None:
        """Ask the expression about empty elements that have the attributes of these."""
        box = Element("box")
        asked = [
            SubElement(box, tag or "div", {name: value for name, value in element.items() if name in self._attributes})
            for (tag, *_), element in new.items()
        ]
        found = {*cast(list[HtmlElement], self._expression(box))}
        self._known.update((key, element in found) for key, element in zip(new, asked, strict=True))
        self._characters += sum(len(value) for key in new for value in key if value)


def remember() -> None:
    """Have trafilatura go by expressions that remember, in this process. Raises nothing."""
    of_names, separator, _ = str(xpaths.AUTHOR_XPATHS[0].path).partition(_UNION)
    if separator:
        xpaths.AUTHOR_XPATHS[:1] = [XPath(path, namespaces={"re": xpaths.REGEXP_NS}) for path in (of_names, "//author")]
    for expressions in _LISTS:
        for place, known in enumerate(expressions):
            if _BY_NAME.match(known.path):
                expressions[place] = cast(XPath, Remembered(known))
