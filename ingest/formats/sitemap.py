"""Sitemaps (sitemaps.org, Google News, plain lists) and indexes of them into the addresses that they list."""

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from ingest.core import charset, compression, dates, urls
from ingest.core.errors import BodyError, NothingFound
from ingest.core.model import Entry, Listing, Page

from .feeds import fields, repair

_LIMIT_BYTES = 50 << 20  # unpacked, and
_MOST_ADDRESSES = 50_000  # both are the protocol's own limits
_MOST_PARTS = 50
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:urlset|sitemapindex)(?=[\s/>])", re.I)
_PREFIX = re.compile(r"</?([a-z][\w-]{0,20}):[a-z]", re.I)
_DECLARED = re.compile(r"\sxmlns:([a-z][\w-]{0,20})\s*=", re.I)
_PREFIX_HEAD = 20_000  # characters in which prefixes are looked for
# The home page, also of a language; lists by their usual names, but not an article below one of them, which has
# a date, a number or several words in its address.
_OVERVIEW = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?|index\.\w+|home/?|beranda/?)?"
    r"|(?:/[a-z]{2})?/(?:tags?|topi[ck]s?|topik|categor(?:y|ies)|kategori|author|authors|penulis|search|cari|indeks?"
    r"|rubrik|kanal|archives?|arsip|label)(?:/(?:[a-z]+(?:-[a-z]+){0,2}))*(?:/page/\d+)?/?"
    r"|.*/page/\d+/?",
    re.I,
)
_ABOUT_NEWS = re.compile(r"news|berita", re.I)
# W3C Datetime to the day or nearer, as the protocol has it. Anything else, 50,000 times,
# would cost 15 seconds to be found to be no date.
_W3C = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_NEVER = datetime.min.replace(tzinfo=UTC)


def parse(page: Page) -> Listing:
    """The articles that a sitemap lists, in its order and each address once, and the parts that an index names.

    At most 50,000 addresses are read. ``parts`` are those named after news first, then the newest, at most 50.
    ``repaired`` names what was broken. Raises NothingFound when it is neither, or its gzip file is broken
    or unpacks to more than 50 MiB.
    """
    text = charset.decode(_unpacked(page), page.content_type)
    begun = repair.begin(text, _ROOT)
    if begun is None:
        return Listing(entries=_each_once(_lines(text, page.url)))
    repaired = repair.repair(begun.text)
    listed, parts = _listed(_with_prefixes(repaired.text))
    entries = [entry for entry in listed if entry.title or not _is_overview(entry.url)]
    overviews = len(listed) - len(entries)
    return Listing(
        entries=_each_once(entries),
        left_out=f"fronts, sections and tags left out: {overviews}" if overviews else None,
        parts=_in_order_of_use(parts),
        repaired=", ".join(begun.reasons + repaired.reasons) or None,
    )


def _unpacked(page: Page) -> bytes:
    """The body, out of its gzip file where it is one."""
    if not compression.is_gzip(page.body):
        return page.body
    try:
        return compression.unpack(page.body, "gzip", _LIMIT_BYTES)
    except BodyError as error:
        raise NothingFound("reading the sitemap", page.url, str(error)) from error


def _lines(text: str, source: str) -> list[Entry]:
    """A list in plain text, one address a line."""
    lines = [line for line in map(str.strip, text.splitlines()) if line][:_MOST_ADDRESSES]
    found = [url for line in lines if len(line.split()) == 1 and (url := _web(line))]
    if len(found) <= len(lines) // 2:
        raise NothingFound("reading the sitemap", source, "it is no sitemap", "check the address in a browser")
    return [_named(url) for url in found]


def _listed(text: str) -> tuple[list[Entry], list[Entry]]:
    """The articles and the further sitemaps that are listed."""
    entries: list[Entry] = []
    parts: list[Entry] = []
    with suppress(etree.XMLSyntaxError):  # what came before it counts
        for element in _elements(text):
            if link := _web(element.findtext("{*}loc")):
                listed = parts if _local_name(element) == "sitemap" else entries
                listed.append(_entry(element, link))
    return entries, parts


def _elements(text: str) -> Iterator[etree._Element]:
    """One item after the other, each forgotten before the next."""
    items = etree.iterparse(
        io.BytesIO(text.encode("utf-8", "replace")),
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        recover=True,
    )
    for _, element in islice(items, _MOST_ADDRESSES):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _with_prefixes(text: str) -> str:
    """The text with the prefixes declared that it uses and forgets to declare: news: and image: of Google."""
    used = set(_PREFIX.findall(text[:_PREFIX_HEAD])) - set(_DECLARED.findall(text[:_PREFIX_HEAD])) - {"xml"}
    declared = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in sorted(used))
    return _ROOT.sub(lambda found: found[0] + declared, text, count=1) if declared else text


def _is_overview(url: str) -> bool:
    """Whether an address is of a front page, a tag, a category, an author: what leads to articles."""
    parts = urlsplit(url)
    return not parts.query and bool(_OVERVIEW.fullmatch(parts.path))


def _local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; QName refuses namespaces with braces, which anyone may write."""
    return str(element.tag).rpartition("}")[2]


def _named(link: str) -> Entry:
    """An entry of which nothing but its address is known."""
    url = urls.canonical(link)
    return Entry(url=url, key=url, link=link if link != url else None)


def _entry(element: etree._Element, link: str) -> Entry:
    language = fields.text(element.findtext("{*}news/{*}publication/{*}language"))
    modified = (element.findtext("{*}lastmod") or "").strip()
    published, offset = fields.dated(element.findtext("{*}news/{*}publication_date"), language, link)
    return replace(
        _named(link),
        title=fields.plain(element.findtext("{*}news/{*}title")),
        published=published,
        published_offset=offset,
        modified=dates.parse(modified) if _W3C.fullmatch(modified) else None,
        tags=fields.names((element.findtext("{*}news/{*}keywords") or "").split(",")),
        language=language,
    )


def _in_order_of_use(parts: list[Entry]) -> tuple[str, ...]:
    """Those named after news first, then the newest; the oldest beyond fifty are left out."""
    ordered = sorted(parts, key=lambda part: (_is_about_news(part.url), part.modified or _NEVER), reverse=True)
    return tuple(dict.fromkeys(part.link or part.url for part in ordered))[:_MOST_PARTS]


def _is_about_news(url: str) -> bool:
    return bool(_ABOUT_NEWS.search(urlsplit(url).path))


def _each_once(entries: list[Entry]) -> tuple[Entry, ...]:
    by_url: dict[str, Entry] = {}
    for entry in entries:
        by_url.setdefault(entry.url, entry)
    return tuple(by_url.values())


def _web(text: str | None) -> str | None:
    """A whole web address; None for what is none, or only part of one."""
    written = (text or "").strip()
    return urls.joined("", written) if urls.is_web(written) else None
