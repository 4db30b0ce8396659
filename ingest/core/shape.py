"""What shape a page has: how much of it is links, and whether it declares to be an article."""

import re
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

_SEEN = "[not(parent::script or parent::style or ancestor::noscript)]"
_TEXTS, _LINKED = (XPath(f"{place}//text(){_SEEN}", smart_strings=False) for place in (".", ".//a"))
_STRING = XPath("string()", smart_strings=False)
_UNSEEN = ("script", "style", "noscript")
_ARTICLE_TYPE = re.compile(r'"@type"[\s:\[]{1,20}"\w{0,30}(?:Article|BlogPosting)"')


def link_share(tree: HtmlElement) -> float:
    """Return how much of the visible text stands in links, 0 to 1. Raises nothing."""
    total, linked = (_length("".join(cast(list[str], texts(tree)))) for texts in (_TEXTS, _LINKED))
    return linked / total if total else 0.0


def may_be_mostly_links(tree: HtmlElement, share: float) -> bool:
    """Return whether so much of the text may stand in links: a third of the time of working it out. Raises nothing."""
    total = _length(_string(tree)) - sum(_length(_string(element)) for element in tree.iter(*_UNSEEN))
    return sum(_length(_string(link)) for link in tree.iter("a")) > share * total


def declares_article(tree: HtmlElement) -> bool:
    """Return whether the meta elements or the JSON-LD of a page say that it is an article. Raises nothing."""
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        is_article = name == "og:type" and (element.get("content") or "").lower().startswith("article")
        if is_article or name == "article:published_time":
            return True
    return any(_ARTICLE_TYPE.search(script.text or "") for script in tree.iter("script"))


def _string(element: HtmlElement) -> str:
    return cast(str, _STRING(element)) if len(element) else element.text or ""


def _length(text: str) -> int:
    """How many characters there are but white space."""
    return len("".join(text.split()))
