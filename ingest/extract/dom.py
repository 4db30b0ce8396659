"""The text of an element, and the form in which texts are compared."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

_SOFT_HYPHEN = "\u00ad"
_MOST_PIECES = 1000  # of a line, empty ones included
_APART = re.compile(r"[\W_]+")
_ASCII = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128))  # the same, in C
_SIGNS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026"  # those of texts in English and Indonesian
_BYTES = bytes(ord(_ASCII[code]) if code < 128 else code for code in range(256))
_STRING = XPath("string()", smart_strings=False)  # in C: a third of the time of itertext()
_LONG = 1000  # characters of a text that is worth no place in memory


def text(element: HtmlElement) -> str:
    """Return what a reader sees of an element, on one line; "" when that is nothing. Raises nothing."""
    if not len(element):
        return _on_one_line(element.text or "")
    return _on_one_line(string(element) if next(element.iter("br"), None) is None else "".join(_pieces(element)))


def string(element: HtmlElement) -> str:
    """Return all text in an element as it is written. Raises nothing."""
    return cast(str, _STRING(element)) if len(element) else element.text or ""


def line(element: HtmlElement, most: int) -> str | None:
    """Return what a reader sees of an element, on one line; None when it has more than ``most`` characters.

    Of an element in more than a thousand pieces it is None too. Raises nothing.
    """
    if not len(element):
        whole = _on_one_line(element.text or "")
        return whole if len(whole) <= most else None
    pieces = element.itertext() if next(element.iter("br"), None) is None else _pieces(element)
    found, length = [], 0
    for number, piece in enumerate(pieces):
        length += len(piece.strip())
        if length > most or number > _MOST_PIECES:
            return None
        found.append(piece)
    whole = _on_one_line("".join(found))
    return whole if len(whole) <= most else None


def _on_one_line(text: str) -> str:
    return _joined(text) if len(text) < _LONG else _joined.__wrapped__(text)


@lru_cache(4096)  # as of ``_folded``
def _joined(text: str) -> str:
    return " ".join(text.replace(_SOFT_HYPHEN, "").split())


def following(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that begin after the end of one, in the order of the page. Raises nothing."""
    for inner in (element, *element.iterancestors()):
        for sibling in inner.itersiblings("*"):
            yield from sibling.iter("*")


def preceding(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that end before the start of one, the nearest first. Raises nothing."""
    for inner in (element, *element.iterancestors()):
        for sibling in inner.itersiblings("*", preceding=True):
            yield from reversed([*sibling.iter("*")])


def fold(text: str | None) -> str:
    """Return a text's letters and digits in lower case, with single spaces; "" of None. Raises nothing."""
    return _folded(text) if text and len(text) < _LONG else _folded.__wrapped__(text or "")


def compact(text: str | None) -> str:
    """Return a text's letters and digits in lower case, and nothing else; "" of None. Raises nothing."""
    return fold(text).replace(" ", "")


@lru_cache(4096)  # of one page, where several rooms ask for the same
def _folded(text: str) -> str:
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    text = text.replace(_SOFT_HYPHEN, "")
    for sign in _SIGNS:
        text = text.replace(sign, " ")
    words = text.encode("utf-8", "surrogatepass").translate(_BYTES).decode("utf-8", "surrogatepass").split()
    if all(map(str.isalnum, words)):
        return " ".join(words).casefold()
    return _APART.sub(" ", text).strip().casefold()


def _pieces(element: HtmlElement) -> Iterator[str]:
    """The strings in an element, with a space for each line break."""
    yield element.text or ""
    for child in element:
        yield from [" "] if child.tag == "br" else _pieces(child)
        yield child.tail or ""
