"""The text of an element, and the form in which texts are compared."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_SOFT_HYPHEN = "\u00ad"
_MOST_PIECES = 1000  # of a line, empty ones included
_APART = re.compile(r"[\W_]+")


def text(element: HtmlElement) -> str:
    """Return what a reader sees of an element, on one line; "" when that is nothing. Raises nothing."""
    pieces = element.itertext() if element.find(".//br") is None else _pieces(element)
    return " ".join("".join(pieces).replace(_SOFT_HYPHEN, "").split())


def line(element: HtmlElement, most: int) -> str | None:
    """Return what a reader sees of an element, on one line; None when it has more than ``most`` characters.

    Of an element in more than a thousand pieces it is None too. Raises nothing.
    """
    found, length = [], 0
    for number, piece in enumerate(_pieces(element)):
        length += len(piece.strip())
        if length > most or number > _MOST_PIECES:
            return None
        found.append(piece)
    whole = " ".join("".join(found).replace(_SOFT_HYPHEN, "").split())
    return whole if len(whole) <= most else None


def fold(text: str | None) -> str:
    """Return a text's letters and digits in lower case, with single spaces; "" of None. Raises nothing."""
    return _APART.sub(" ", (text or "").replace(_SOFT_HYPHEN, "")).strip().casefold()


def compact(text: str | None) -> str:
    """Return a text's letters and digits in lower case, and nothing else; "" of None. Raises nothing."""
    return _APART.sub("", text or "").casefold()


def _pieces(element: HtmlElement) -> Iterator[str]:
    """The strings in an element, with a space for each line break."""
    yield element.text or ""
    for child in element:
        yield from [" "] if child.tag == "br" else _pieces(child)
        yield child.tail or ""
