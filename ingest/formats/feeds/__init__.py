"""Feeds (RSS, Atom, RDF, JSON Feed) into the entries that they list."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urljoin

from ingest.core import charset
from ingest.core.model import Entry, Listing, Page

from . import json

_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.I)
_UTF_8_LABELS = {"utf-8", "utf8", "us-ascii", "ascii"}
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LIST = 3  # entries at least, before their guids can be told to be but their places


def parse(page: Page) -> Listing:
    """What a feed lists and says of itself: its entries in their order, each address once, no two under one key.

    ``repaired`` names what was broken in it. Raises NothingFound when it is no feed.
    """
    text = charset.decode(page.body, page.content_type)
    listing = _listing(text, page.url)
    faults = [*(["bytes that are no UTF-8"] if _is_misread(page, text) else []), *filter(None, [listing.repaired])]
    return replace(listing, entries=_once(_identified(listing.entries, page.url)), repaired=", ".join(faults) or None)


def _listing(text: str, url: str) -> Listing:
    if text.lstrip("\ufeff \t\r\n")[:1] == "{":
        return json.parse(text.lstrip("\ufeff"), url)
    from . import xml  # a tenth of a second for feedparser, which those who only repair or write XML do without

    return xml.parse(text, url)


def _identified(listed: tuple[Entry, ...], base: str) -> tuple[Entry, ...]:
    """The entries, without guids that only count them (1, 2, 3 at tempo.co): tomorrow they stand on others."""
    keys = [entry.key for entry in listed]
    counted = [[str(number) for number in range(start, start + len(keys))] for start in (0, 1)]
    counted += [[urljoin(base, number) for number in numbers] for numbers in counted]  # as permanent links
    return tuple(replace(entry, key="") for entry in listed) if len(keys) >= _LIST and keys in counted else listed


def _once(listed: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each address once, as it came first, under a key that no other entry of the feed has."""
    by_url: dict[str, Entry] = {}
    for entry in listed:
        by_url.setdefault(entry.url, replace(entry, key=charset.whole(entry.key or entry.url).replace("\x00", "")))
    claims = Counter(entry.key for entry in by_url.values())
    return tuple(
        entry if claims[entry.key] == 1 else replace(entry, key=f"{entry.key} {entry.url}") for entry in by_url.values()
    )


def _is_misread(page: Page, text: str) -> bool:
    """Whether the bytes should be UTF-8 and are not, or are not what they say."""
    try:
        page.body.decode("utf-8")
    except UnicodeDecodeError:
        in_header = re.search(r"charset=[\"']?([\w.:-]+)", page.content_type or "", re.I)
        in_page = _ENCODING.search(page.body[:400])
        label = in_header[1] if in_header else in_page[1].decode("ascii") if in_page else "utf-8"
        is_declared = label.lower() not in _UTF_8_LABELS or page.body[:2] in _UTF_16_MARKS
        return "\ufffd" in text or not is_declared
    return False
