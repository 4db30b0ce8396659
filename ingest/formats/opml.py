"""OPML 2.0 (opml.org), the lists in which feed readers export their subscriptions: parsed and written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from ingest.core import charset, urls
from ingest.core.errors import NothingFound
from ingest.core.model import Kind, Page

from .feeds import repair

_ROOT = re.compile(r"<(?:[\w.-]+:)?opml(?=[\s/>])", re.I)
_FEED_SCHEME = re.compile(r"^feed:(?://)?(?=https?://)", re.I)  # what browsers once wrote before an address,
_FEED_ALONE = re.compile(r"^feed://", re.I)  # or in place of http


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed that somebody reads, or a sitemap."""

    url: str  # as listed, on the web
    title: str | None = None  # None when it has none but its address
    site_url: str | None = None  # canonical
    kind: Kind = Kind.FEED


def parse(page: Page) -> tuple[Outline, ...]:
    """The feeds that a list names, at any depth, in its order, each address once as it came first.

    Raises NothingFound when there are none.
    """
    begun = repair.begin(charset.decode(page.body, page.content_type), _ROOT)
    found = [] if begun is None else _outlines(repair.repair(begun.text).text)
    by_url: dict[str, Outline] = {}
    for outline in found:
        by_url.setdefault(urls.canonical(outline.url), outline)
    if not by_url:
        raise NothingFound("reading the list of feeds", page.url, "it names no feeds", "export it as OPML again")
    return tuple(by_url.values())


def write(outlines: Iterable[Outline], title: str) -> str:
    """The text of a list of feeds, in UTF-8 and in their order, for ``parse`` and other programs. Raises nothing."""
    lines = "\n".join(f"    <outline {_attributes(outline)}/>" for outline in outlines)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"  <head><title>{escape(_writable(title))}</title></head>\n  <body>\n{lines}\n  </body>\n</opml>\n"
    )


def _outlines(text: str) -> list[Outline]:
    root = repair.tree(text)
    return [] if root is None else [outline for element in root.iter(etree.Element) if (outline := _outline(element))]


def _outline(element: etree._Element) -> Outline | None:
    said = {str(name).lower(): " ".join(str(value).split()) for name, value in element.attrib.items()}
    url = _web(said.get("xmlurl"))
    if url is None:
        return None
    title = said.get("title") or said.get("text")
    kind = Kind.SITEMAP if said.get("type", "").lower() == Kind.SITEMAP else Kind.FEED
    return Outline(
        url,
        None if title in ("", url, said["xmlurl"]) else title,
        urls.absolute("", _web(said.get("htmlurl"))),
        kind,
    )


def _web(text: str | None) -> str | None:
    written = _FEED_ALONE.sub("http://", _FEED_SCHEME.sub("", text or ""))
    return urls.joined("", written) if urls.is_web(written) else None


def _attributes(outline: Outline) -> str:
    title = outline.title or outline.url  # the standard asks for a text
    kind = "rss" if outline.kind is Kind.FEED else outline.kind
    said = {"type": kind, "text": title, "title": title, "xmlUrl": outline.url, "htmlUrl": outline.site_url}
    return " ".join(f"{name}={quoteattr(_writable(value))}" for name, value in said.items() if value)


def _writable(text: str) -> str:
    return repair.without_forbidden(charset.whole(text))
