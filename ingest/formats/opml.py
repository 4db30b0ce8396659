"""OPML 2.0 (opml.org), the lists in which feed readers export their subscriptions: parsed and written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from ingest.core import charset, urls
from ingest.core.errors import NothingFound
from ingest.core.model import Kind, Page

from .feeds import fields, repair

_ROOT = re.compile(r"<(?:[\w.-]+:)?opml(?=[\s/>])", re.I)
_NO_SCHEME = re.compile(r"(?://)?(?=[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?(?:/|$))", re.I)
_FEED_KINDS = {"rss", "atom", "feed", "rdf"}


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed that somebody reads, or a sitemap."""

    url: str  # as listed, on the web
    title: str | None = None  # None when it has none but its address
    site_url: str | None = None  # canonical
    kind: Kind = Kind.FEED
    tags: tuple[str, ...] = ()  # the folders that it lies in, and its categories


def parse(page: Page) -> tuple[Outline, ...]:
    """The feeds that a list names, at any depth, in its order, each address once as it came first.

    Raises NothingFound when there are none.
    """
    begun = repair.begin(charset.decode(page.body, page.content_type), _ROOT)
    found = [] if begun is None else _outlines(repair.repair(begun.text).text)
    by_url: dict[str, Outline] = {}
    for outline in found:
        first = by_url.setdefault(urls.canonical(outline.url), outline)
        tags = tuple(dict.fromkeys((*first.tags, *outline.tags)))
        by_url[urls.canonical(outline.url)] = replace(first, tags=tags)  # it may lie in two folders
    if not by_url:
        raise NothingFound("reading the list of feeds", page.url, "it names no feeds", "export it as OPML again")
    return tuple(by_url.values())


def write(outlines: Iterable[Outline], title: str) -> str:
    """The text of a list of feeds, in UTF-8, for ``parse`` and other programs. Raises nothing.

    In their order; those with tags lie in the folder of the first one, behind those without.
    """
    folders: dict[str, list[Outline]] = {"": []}
    for outline in outlines:
        folders.setdefault(next(iter(outline.tags), ""), []).append(outline)
    lines = "\n".join(line for tag, inside in folders.items() for line in _folder(tag, inside))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        f"  <head><title>{escape(_writable(title))}</title></head>\n  <body>\n{lines}\n  </body>\n</opml>\n"
    )


def _folder(tag: str, outlines: Iterable[Outline]) -> Iterator[str]:
    """The lines of what lies in a folder; "" is none."""
    indent = "      " if tag else "    "
    if tag:
        yield f"    <outline text={quoteattr(_writable(tag))}>"
    yield from (f"{indent}<outline {_attributes(outline)}/>" for outline in outlines)
    if tag:
        yield "    </outline>"


def _outlines(text: str) -> list[Outline]:
    root = repair.tree(text)
    return [] if root is None else [outline for element in root.iter(etree.Element) if (outline := _outline(element))]


def _outline(element: etree._Element) -> Outline | None:
    said = {str(name).lower(): " ".join(str(value).split()) for name, value in element.attrib.items()}
    written = said.get("xmlurl") or (said.get("url") if _is_feed(said) else None)
    url = _web(written)
    if url is None:
        return None
    title = said.get("title") or said.get("text")
    kind = Kind.SITEMAP if said.get("type", "").lower() == Kind.SITEMAP else Kind.FEED
    return Outline(
        url,
        None if title in ("", url, written) else title,
        urls.absolute("", _web(said.get("htmlurl"))),
        kind,
        tuple(dict.fromkeys((*_folders(element), *_categories(said.get("category", ""))))),
    )


def _folders(element: etree._Element) -> list[str]:
    """The titles of the outlines around one, outermost first."""
    around = [parent for parent in element.iterancestors() if str(parent.tag).lower() == "outline"]
    titles = [" ".join((each.get("title") or each.get("text") or "").split()) for each in reversed(around)]
    return [title for title in titles if title]


def _categories(written: str) -> list[str]:
    """The tags of "tag, other tag", and the parts of "/place/in/a/tree"."""
    parts = [each.strip().split("/") if each.strip().startswith("/") else [each] for each in written.split(",")]
    return [name.strip() for part in parts for name in part if name.strip()]


def _is_feed(said: dict[str, str]) -> bool:
    """Whether an outline with a plain address says that it is one of a feed."""
    return said.get("type", "").lower() in _FEED_KINDS


def _web(text: str | None) -> str | None:
    written = fields.web(text) or ""
    written = f"http://{written.lstrip('/')}" if _NO_SCHEME.match(written) else written
    return urls.joined("", written) if urls.is_web(written) else None


def _attributes(outline: Outline) -> str:
    title = outline.title or outline.url  # the standard asks for a text
    kind = "rss" if outline.kind is Kind.FEED else outline.kind
    said = {
        "type": kind, "text": title, "title": title, "xmlUrl": outline.url, "htmlUrl": outline.site_url,
        "category": ",".join(tag.replace(",", " ") for tag in outline.tags),
    }  # fmt: skip
    return " ".join(f"{name}={quoteattr(_writable(value))}" for name, value in said.items() if value)


def _writable(text: str) -> str:
    return repair.without_forbidden(charset.whole(text))
