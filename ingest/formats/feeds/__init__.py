"""Feeds (RSS, Atom, RDF, JSON Feed) into the entries that they list."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import quote, urljoin

from ingest.core import charset
from ingest.core.model import Entry, Listing, Page

from . import json, wordpress

_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.I)
_UTF_8_LABELS = {"utf-8", "utf8", "us-ascii", "ascii"}
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_NAME = 200  # characters of a guid that become part of an address
_HEAD = 4096  # characters in which posts of WordPress are told
_LIST = 3  # entries at least, before their guids can be told to be but their places


def parse(page: Page) -> Listing:
    """What a feed lists and says of itself: its entries in their order, each address once, no two under one key.

    An item without an address of its own is kept, under the feed's, where the feed carries its text; ``left_out``
    counts the others. ``repaired`` names what was broken in it. Raises NothingFound when it is no feed.
    """
    return _parsed(page, _listing)


def posts(page: Page) -> Listing:
    """What a page of a list of WordPress holds, as ``parse`` returns it. Raises NothingFound without posts."""
    return _parsed(page, wordpress.parse)


def _parsed(page: Page, read: Callable[[str, str], Listing]) -> Listing:
    text = charset.decode(page.body, page.content_type).lstrip("\ufeff")
    listing = read(text, page.url)
    faults = [*(["bytes that are no UTF-8"] if _is_misread(page, text) else []), *filter(None, [listing.repaired])]
    entries, left_out = _at_their_own(_identified(listing.entries, page.url), page.url)
    return replace(listing, entries=_once(entries), repaired=", ".join(faults) or None, left_out=_said(left_out))


def _listing(text: str, url: str) -> Listing:
    if wordpress.begins(text[:_HEAD]):
        return wordpress.parse(text, url)
    if text.lstrip(" \t\r\n")[:1] == "{":
        return json.parse(text, url)
    from . import xml  # a tenth of a second for feedparser, which those who only repair or write XML do without

    return xml.parse(text, url)


def _identified(listed: tuple[Entry, ...], base: str) -> tuple[Entry, ...]:
    """The entries, without guids that only count them (1, 2, 3 at tempo.co): tomorrow they stand on others."""
    keys = [entry.key for entry in listed]
    counted = [[str(number) for number in range(start, start + len(keys))] for start in (0, 1)]
    counted += [[urljoin(base, number) for number in numbers] for numbers in counted]  # as permanent links
    return tuple(replace(entry, key="") for entry in listed) if len(keys) >= _LIST and keys in counted else listed


def _at_their_own(listed: Iterable[Entry], feed_url: str) -> tuple[list[Entry], int]:
    """The entries, each address once, as it came first; and how many have neither an address of their own nor a text.

    Of several items with one link the first has the link, the others are kept apart under it when the feed carries
    their text. An item that is repeated has the same guid or the same title.
    """
    by_url: dict[str, Entry] = {}
    left_out = 0
    for entry in listed:
        first = by_url.get(entry.url)
        if entry.url and first is None:
            by_url[entry.url] = entry
        elif first and _is_repeated(entry, first):
            continue
        elif entry.content and (entry.key or entry.title):
            alone = _alone(entry, feed_url)
            by_url.setdefault(alone.url, alone)
        else:
            left_out += 1
    return [*by_url.values()], left_out


def _is_repeated(entry: Entry, first: Entry) -> bool:
    is_same = entry.key == first.key if entry.key else entry.published == first.published
    return is_same or (entry.title or "").casefold() == (first.title or "").casefold()


def _alone(entry: Entry, feed_url: str) -> Entry:
    """An entry that only the feed has, at a place in what it shares with others."""
    name = quote((entry.key or entry.title or "")[:_LONGEST_NAME], safe="", errors="replace")
    return replace(entry, url=f"{(entry.url or feed_url).partition('#')[0]}#{name}", link=None, has_page=False)


def _said(left_out: int) -> str | None:
    return f"items without an address or a text of their own left out: {left_out}" if left_out else None


def _once(listed: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, each under a key that no other has."""
    keyed = [replace(entry, key=charset.whole(entry.key or entry.url).replace("\x00", "")) for entry in listed]
    claims = Counter(entry.key for entry in keyed)
    return tuple(entry if claims[entry.key] == 1 else replace(entry, key=f"{entry.key} {entry.url}") for entry in keyed)


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
