"""The words in an element, and the form in which words are compared."""

import re

from lxml.html import HtmlElement

_SOFT_HYPHEN = "\u00ad"
_APART = re.compile(r"[\W_]+")


def of(element: HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join("".join(element.itertext()).replace(_SOFT_HYPHEN, "").split())


def line(element: HtmlElement, most: int) -> str | None:
    """What a reader sees of an element, when that is no longer than so many characters."""
    text = ""
    for piece in element.itertext():
        text = " ".join(f"{text}{piece}".split()) + (" " if piece[-1:].isspace() else "")
        if len(text) > most:
            return None
    return text.replace(_SOFT_HYPHEN, "").strip()


def fold(text: str | None) -> str:
    """Letters and digits in lower case, with single spaces."""
    return _APART.sub(" ", (text or "").replace(_SOFT_HYPHEN, "")).strip().casefold()


def compact(text: str | None) -> str:
    """Letters and digits in lower case, and nothing else."""
    return _APART.sub("", text or "").casefold()
