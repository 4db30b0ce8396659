"""Trafilatura's question whether a box is hardly more than links, answered at once where it plainly is not.

It asks that of every box twice, and reads all the text in each, for which a look at the beginning mostly does.
"""

from lxml.html import HtmlElement
from trafilatura import htmlprocessing

from ingest.extract import dom

_asked = htmlprocessing.link_density_test
_BEGINNING = 1000  # characters
_LONG = 300  # from which a box is not measured against its links, unless those are
_MANY = 5  # links
_LONG_LINK = 100  # characters of one that may be all there is


def quicken() -> None:
    """Have trafilatura ask this in its place, in this process. Raises nothing."""
    htmlprocessing.link_density_test = is_dense


def is_dense(element: HtmlElement, favor_precision: bool = False) -> tuple[bool, bool]:
    """Return whether an element is hardly more than links, and whether it is short and has some. Raises nothing."""
    links = [*element.iterdescendants("ref")]
    if not links or (len(links) < _MANY and not favor_precision and _is_long(element, links)):
        return False, False
    found: tuple[bool, bool] = _asked(element, favor_precision)
    return found


def _is_long(element: HtmlElement, links: list[HtmlElement]) -> bool:
    """Whether there is so much text that few links make no difference."""
    if len(links) == 1 and len(dom.string(links[0])) > _LONG_LINK:
        return False
    return len(" ".join(dom.string(element)[:_BEGINNING].split())) >= _LONG
