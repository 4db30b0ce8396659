"""Feeds (RSS, Atom, RDF, JSON Feed) into the entries that they list."""

import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from ingest.core import charset, dates, urls
from ingest.core.errors import NothingFound
from ingest.core.model import Entry, Listing, Page

from . import fields, json, repair

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)(?=[\s/>])", re.I)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.I)
_UTF_8_LABELS = {"utf-8", "utf8", "us-ascii", "ascii"}
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
_LONGEST_INTERVAL = 86400  # seconds; a feed that asks for less than one look a day loses entries
_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_LIST = 3  # entries at least, before their guids can be told to be but their places
_NO_FEED = "it is no RSS, Atom or RDF"
_ADVICE = "check the address in a browser"
_NOTHING = Listing()


@dataclass(frozen=True, slots=True)
class _Reading:
    """What came of handing a text to the parser."""

    listing: Listing = _NOTHING
    trouble: str | None = _NO_FEED
    is_well_formed: bool = False

    @property
    def worth(self) -> tuple[bool, int, bool]:
        return not self.trouble, sum(1 for entry in self.listing.entries if entry.title), self.is_well_formed


def read(page: Page) -> Listing:
    """What a feed says, its entries in their order, each address once; NothingFound when it is no feed."""
    text = charset.decode(page.body, page.content_type)
    is_json = text.lstrip("\ufeff \t\r\n")[:1] == "{"
    listing = json.read(text.lstrip("\ufeff"), page.url) if is_json else _xml(text, page.url)
    faults = [*(["bytes that are no UTF-8"] if _is_misread(page, text) else []), *filter(None, [listing.mended])]
    return replace(listing, entries=_once(_identified(listing.entries, page.url)), mended=", ".join(faults) or None)


def _xml(text: str, url: str) -> Listing:
    """As the feed is, or mended where that gives more: judged by the entries, as most broken feeds are readable."""
    begun = repair.begin(text, _ROOT)
    if begun is None:
        raise NothingFound("reading the feed", url, _NO_FEED, _ADVICE)
    best, faults = _parsed(begun.text, url), begun.reasons
    if not best.is_well_formed or not best.listing.entries:
        mended = repair.mend(begun.text)
        best, faults = _best(best, mended, begun, url), faults + mended.reasons
    if best.trouble:
        raise NothingFound("reading the feed", url, best.trouble, _ADVICE)
    if not best.is_well_formed and faults == begun.reasons:
        faults += ("XML that is not well-formed",)
    return replace(best.listing, mended=", ".join(faults) or None)


def _best(first: _Reading, mended: repair.Mended, begun: repair.Mended, url: str) -> _Reading:
    second = first if mended.text == begun.text else _parsed(mended.text, url)
    best = max(first, second, key=lambda reading: reading.worth)
    return _parsed(repair.balanced(mended.text), url) if best.trouble else best


def _parsed(text: str, url: str) -> _Reading:
    # A stream of UTF-8 bytes with the headers given: in every other form feedparser may
    # open an address or a file that the body names, and one bad byte garbles all titles.
    # Without its sanitizer and link resolver it is 2.7 times as fast; nothing here is shown as HTML.
    try:
        parsed = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, OverflowError) as error:  # no characters, tags that end before they begin
        return _Reading(trouble=f"it breaks the parser ({error})")
    trouble = None if parsed.get("version") else _NO_FEED
    return _Reading(_listing(parsed, url), trouble, not parsed.bozo)


def _listing(parsed: Any, url: str) -> Listing:
    language = parsed.feed.get("language")
    return Listing(
        entries=tuple(entry for item in parsed.entries if (entry := _entry(item, url, language))),
        title=fields.plain(parsed.feed.get("title")),
        site_url=urls.absolute(url, parsed.feed.get("link")),
        interval_seconds=_interval_seconds(parsed.feed),
    )


def _entry(item: Any, base: str, language: str | None) -> Entry | None:
    link = urls.joined(base, item.get("feedburner_origlink") or item.get("link"))
    if link is None:
        return None
    url = urls.canonical(link)
    published, modified = _date(item, "published", language), _date(item, "updated", language)
    summary, content = _texts(item)
    return Entry(
        url=url,
        link=link if link != url else None,
        key=fields.text(item.get("id")) or "",
        title=fields.plain(item.get("title")),
        published=published or _date(item, "created", language) or modified,
        modified=modified,
        summary=summary,
        authors=fields.names([author.get("name") for author in item.get("authors", [])] or [item.get("author")]),
        tags=fields.names([tag.get("term") for tag in item.get("tags", [])]),
        language=language,
        content=content,
    )


def _texts(item: Any) -> tuple[str | None, str | None]:
    """The summary, and the whole text where the feed carries it."""
    contents = [content for content in item.get("content", []) if fields.text(content.get("value"))]
    summary = fields.plain(item.get("summary"))
    # feedparser gives the content out as the summary where there is none.
    is_copy = any(content.value == item.get("summary") for content in contents)
    whole = fields.whole(max(map(_markup, contents), key=len, default=None), None if is_copy else summary)
    return None if whole and is_copy else summary, whole


def _markup(content: Any) -> str:
    if content.get("type") == "text/plain":
        return fields.paragraphs(content.value)
    return str(content.value) if content.get("type") in _HTML_TYPES else ""


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


def _interval_seconds(feed: Any) -> int:
    """How often the feed asks to be polled at most: ttl of RSS 2.0 in minutes, or the syndication module of RSS 1.0."""
    period = _PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().lower(), 0)
    frequency = _number(feed.get("sy_updatefrequency", "1"))
    return min(max(_number(feed.get("ttl")) * 60, period // frequency if frequency else 0), _LONGEST_INTERVAL)


def _number(value: object) -> int:
    """A number above zero; 0 for what is none."""
    digits = str(value).strip()
    return int(digits) if len(digits) <= 9 and digits.isascii() and digits.isdigit() else 0


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


def _date(item: Any, name: str, language: str | None) -> datetime | None:
    # dict.get, because feedparser's own get answers with the other date where one is missing.
    return dates.parse(dict.get(item, name) or "", language)
