"""Links of a page: whether it is a front page, and which feeds it declares."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.html import HtmlElement

from ingest.core import shape, urls
from ingest.core.model import Page

from . import tree as trees
from .feeds import fields

_FEED_TYPES = {
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
    "application/x-rss+xml", "application/x-atom+xml", "application/rss", "text/rss", "text/rss+xml", "text/atom+xml",
}  # fmt: skip
_VAGUE_TYPES = {"", "text/xml", "application/xml", "application/json"}
_XML_TYPES = {"text/xml", "application/xml"}
_XML_FILE = re.compile(r"^(?!.*(?:sitemap|opensearch|manifest)).*\.xml$", re.I)  # index.xml of Hugo
_FEED_NAME = re.compile(
    r"(?:^|/)(?:feeds?|rss|atom|rdf)(?:[/_.-]|\d|$)|[/_.-](?:rss|atom|rdf|feed)(?:\.(?:xml|php|aspx?|json))?/?$|\.rss$"
    r"|(?:^|[?&])(?:feed|format|type|output)=(?:rss2?|atom|rdf|feed)\b",
    re.I,
)
_FEED_WORDS = re.compile(
    r"^\W*(?:(?:langganan |berlangganan |subscribe (?:to |via )?)?(?:rss|atom|xml|umpan|(?:rss )?feeds?))\b.{0,20}$",
    re.I,
)
_FEED_TITLE = re.compile(r"\b(?:rss|atom|feeds?|umpan)\b", re.I)
_HEADER_LINK = re.compile(
    r"<([^<>]{1,2000})>((?:\s{0,9};\s{0,9}[\w*-]{1,20}\s?=\s?(?:\"[^\"]{0,200}\"|[^\",;\s]{1,200})){1,20})"
)
_PARAMETER = re.compile(r";\s*([\w*-]+)\s?=\s?\"?([^\";]*)")
_HALF = 0.5
_MOST_LIKELY = 8  # links that are asked whether they lead to a feed
_COMMENTS = re.compile(r"\b(?:comments?|komentar)\b", re.I)


@dataclass(frozen=True, slots=True)
class Links:
    """Whether an HTML page leads to articles more than it is one, and the feeds that it declares."""

    is_front: bool
    feeds: tuple[str, ...] = ()  # addresses of the feeds that it declares, canonical, without those of comments
    likely: tuple[str, ...] = ()  # and of its own site's links in the text that are called so


def parse(page: Page) -> Links:
    """Whether an HTML page is a front page, and the feeds that it declares, in its order and each once.

    They stand in ``link`` elements and in the Link header (RFC 8288); in place of a type the name may tell.

    The root of a host is a front page; any other page is one when it declares no article, offers a feed,
    and most of its words stand in links [right on 100 of 101 saved articles]. What is no HTML declares no
    feeds. Raises ValueError when the page's own address is malformed.
    """
    tree, is_root = trees.parse(page), urls.is_front(page.url)
    if tree is None:
        return Links(is_root)
    base = trees.base(page, tree)
    feeds = tuple(dict.fromkeys((*_in_header(page), *_feeds(tree, base))))
    likely = tuple(url for url in _likely(tree, base) if url not in feeds)[:_MOST_LIKELY]
    is_front = is_root or (bool(feeds) and not shape.declares_article(tree) and shape.link_share(tree) > _HALF)
    return Links(is_front, feeds, likely)


def _feeds(tree: HtmlElement, base: str) -> Iterator[str]:
    for link in tree.iter("link"):
        said = {name: link.get(name) or "" for name in ("rel", "type", "title", "hreflang", "media")}
        if feed := _declared(base, link.get("href"), said):
            yield feed


def _in_header(page: Page) -> Iterator[str]:
    """The feeds of the Link header."""
    for target, written in _HEADER_LINK.findall(page.link_header or ""):
        said = {name.lower(): value for name, value in _PARAMETER.findall(written)}
        if feed := _declared(page.url, target, said):
            yield feed


def _declared(base: str, href: str | None, said: Mapping[str, str]) -> str | None:
    """The feed that a link declares; None when it declares something else."""
    relations = said.get("rel", "").lower().split()
    kind = said.get("type", "").split(";")[0].strip().lower()
    feed = urls.absolute(base, fields.web(href))
    if feed is None or _is_of_comments(feed, said.get("title")):
        return None
    if "feed" in relations and kind not in ("text/html", "text/css"):
        return feed
    is_titled = bool(_FEED_TITLE.search(said.get("title") or "")) and "json" not in kind
    is_file = kind in _XML_TYPES and _XML_FILE.match(_path(feed))
    is_named = is_titled or bool(is_file) or bool(_FEED_NAME.search(_path(feed)) or fields.is_feed_scheme(href))
    is_other = bool(said.get("hreflang") or said.get("media")) and not kind  # of the page in another form
    is_told = kind in _FEED_TYPES or (kind in _VAGUE_TYPES and is_named and not is_other)
    return feed if "alternate" in relations and is_told else None


def _likely(tree: HtmlElement, base: str) -> Iterator[str]:
    """Links in the text that are called feeds, of the same site."""
    for link in tree.iter("a"):
        href = link.get("href")
        url = urls.absolute(base, fields.web(href))
        if url is None or not urls.same_site(url, base) or _is_of_comments(url, link.get("title")):
            continue
        words = " ".join(link.text_content().split()) if len(link) < 5 else ""
        if fields.is_feed_scheme(href) or _FEED_NAME.search(_path(url)) or _FEED_WORDS.match(words):
            yield url


def _path(url: str) -> str:
    """What an address says beside its host."""
    return url.partition("://")[2].partition("/")[2]


def _is_of_comments(feed: str, title: str | None) -> bool:
    return bool(_COMMENTS.search(feed.removeprefix(urljoin(feed, "/"))) or _COMMENTS.search(title or ""))
