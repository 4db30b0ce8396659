"""What shape a page has: how much of it is links, and whether it declares to be an article."""

import re
from collections.abc import Iterable
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

_LINKS = XPath(".//a[not(ancestor::a or ancestor::noscript)]")
_STRING = XPath("string()", smart_strings=False)
_NO_CHARACTER = b" \t\n\r\f\v" + bytes(range(0x80, 0xC0))  # white space, and what continues a character
_UNSEEN = ("script", "style", "noscript")
_ARTICLE_TYPE = re.compile(r'"@type"[\s:\[]{1,20}"\w{0,30}(?:Article|BlogPosting)"')


def link_share(tree: HtmlElement) -> float:
    """Return how much of the visible text stands in links, 0 to 1. Raises nothing.

    Each link is looked at once: to XPath ``.//a//text()`` is a set that it merges for each link anew.
    """
    unseen = [inner for inner in tree.iterdescendants(*_UNSEEN) if next(inner.iterancestors("noscript"), None) is None]
    links = cast(list[HtmlElement], _LINKS(tree))
    in_links = (inner for inner in unseen if next(inner.iterancestors("a"), None) is not None)
    total = _length((tree,)) - _length(unseen)
    return (_length(links) - _length(in_links)) / total if total else 0.0


def declares_article(tree: HtmlElement) -> bool:
    """Return whether the meta elements or the JSON-LD of a page say that it is an article. Raises nothing."""
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        is_article = name == "og:type" and (element.get("content") or "").lower().startswith("article")
        if is_article or name == "article:published_time":
            return True
    return any(_ARTICLE_TYPE.search(script.text or "") for script in tree.iter("script"))


def _length(elements: Iterable[HtmlElement]) -> int:
    """How many characters there are in elements but white space, of which bytes tell at once."""
    texts = (cast(str, _STRING(element)) if len(element) else element.text or "" for element in elements)
    return len("".join(texts).encode("utf-8", "surrogatepass").translate(None, _NO_CHARACTER))
