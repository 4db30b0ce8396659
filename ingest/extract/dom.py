"""The words in an element, and the form in which words are compared."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_SOFT_HYPHEN = "\u00ad"
_MOST_PIECES = 1000  # of a line, empty ones included
_APART = re.compile(r"[\W_]+")


def of(element: HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    pieces = element.itertext() if element.find(".//br") is None else _pieces(element)
    return " ".join("".join(pieces).replace(_SOFT_HYPHEN, "").split())


def _pieces(element: HtmlElement) -> Iterator[str]:
    """The strings in an element, with a space for each line break."""
    yield element.text or ""
    for child in element:
        yield from [" "] if child.tag == "br" else _pieces(child)
        yield child.tail or ""


def line(element: HtmlElement, most: int) -> str | None:
    """What a reader sees of an element, when that is no longer than so many characters."""
    found, length = [], 0
    for number, piece in enumerate(_pieces(element)):
        length += len(piece.strip())
        if length > most or number > _MOST_PIECES:
            return None
        found.append(piece)
    text = " ".join("".join(found).replace(_SOFT_HYPHEN, "").split())
    return text if len(text) <= most else None


def fold(text: str | None) -> str:
    """Letters and digits in lower case, with single spaces."""
    return _APART.sub(" ", (text or "").replace(_SOFT_HYPHEN, "")).strip().casefold()


def compact(text: str | None) -> str:
    """Letters and digits in lower case, and nothing else."""
    return _APART.sub("", text or "").casefold()
