"""Text between blocks that is in no paragraph is put into one.

Editors of many newsrooms put the first paragraphs into a container without an element of their
own, and an extractor that looks for paragraphs passes them over.
"""

from lxml.etree import Element
from lxml.html import HtmlElement

from ingest.extract import dom

_BOXES = ("div", "td", "section", "article", "main", "center")
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "nobr", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
})  # fmt: skip
_LEAST = 80  # characters that are no label or caption; 30 to 80 measured the same on corpus/extract


def wrap(tree: HtmlElement) -> None:
    """Put each run of text that stands beside blocks in a container into a paragraph, in place.

    A run of fewer than 80 characters stays as it is. Raises nothing.
    """
    for box in [*tree.iter(*_BOXES)]:
        if any(not is_inline(child) for child in box):
            _wrap_in(box)


def open_details(tree: HtmlElement) -> None:
    """Make paragraphs of boxes of plain text in what readers unfold, in place. Raises nothing."""
    for box in [box for details in tree.iter("details") for box in details.iterchildren("div")]:
        if all(map(is_inline, box)) and dom.text(box):
            box.tag = "p"


def _wrap_in(box: HtmlElement) -> None:
    block: HtmlElement | None = None
    run: list[HtmlElement] = []
    for child in [*box]:
        if is_inline(child):
            run.append(child)
        else:
            _close(box, block, run)
            block, run = child, []
    _close(box, block, run)


def _close(box: HtmlElement, block: HtmlElement | None, run: list[HtmlElement]) -> None:
    """Make a paragraph of the text after ``block`` (None: at the start) and the inline elements that follow."""
    text = (box.text if block is None else block.tail) or ""
    if len(text.strip()) + sum(len((element.tail or "").strip()) for element in run) < _LEAST:
        return
    paragraph = Element("p")
    paragraph.text = text
    if block is None:
        box.text = None
        box.insert(0, paragraph)
    else:
        block.tail = None
        block.addnext(paragraph)
    paragraph.extend(run)


def is_inline(element: HtmlElement) -> bool:
    """Return whether an element stands in a line of text; comments do. Raises nothing."""
    return not isinstance(element.tag, str) or element.tag in _INLINE
