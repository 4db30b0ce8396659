"""Feeds in XML (RSS, Atom, RDF) into the entries that they list, repaired where that yields more of them."""

import io
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import feedparser

from ingest.core import urls
from ingest.core.errors import NothingFound
from ingest.core.model import Entry, Listing

from . import fields, repair

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)(?=[\s/>])", re.I)
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
_LONGEST_INTERVAL = 86400  # seconds; a feed that asks for less than one look a day loses entries
_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_AUTHOR = re.compile(
    r"(<(?:[\w-]{1,20}:)?(?:author|creator)(?:\s[^<>]{0,200})?>(?:<!\[CDATA\[)?)([^<>@]{0,200}@[^<>]{1,200}[<\]])", re.I
)
_NO_FEED = "it is no RSS, Atom or RDF"
_ADVICE = "check the address in a browser"
_NOTHING = Listing()


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What the parser made of a text."""

    listing: Listing = _NOTHING
    trouble: str | None = _NO_FEED
    is_well_formed: bool = False

    @property
    def worth(self) -> tuple[bool, int, bool]:
        """What is better in an attempt is greater: it succeeded, has more titles, is well-formed."""
        return not self.trouble, sum(1 for entry in self.listing.entries if entry.title), self.is_well_formed


def parse(text: str, url: str) -> Listing:
    """What the feed ``text``, found at ``url``, lists and says of itself; its entries as they come, also repeated ones.

    It is parsed as it is, and repaired where that yields more: judged by the entries, as most broken feeds
    are readable. Raises NothingFound when there is no feed in it.
    """
    begun = repair.begin(text, _ROOT)
    if begun is None:
        raise NothingFound("reading the feed", url, _NO_FEED, _ADVICE)
    best, faults = _parsed(begun.text, url), begun.reasons
    if not best.is_well_formed or not best.listing.entries:
        repaired = repair.repair(begun.text)
        best, faults = _best(best, repaired, begun, url), faults + repaired.reasons
    if best.trouble:
        raise NothingFound("reading the feed", url, best.trouble, _ADVICE)
    if not best.is_well_formed and faults == begun.reasons:
        faults += ("XML that is not well-formed",)
    return replace(best.listing, repaired=", ".join(faults) or None)


def _best(first: _Attempt, repaired: repair.Repaired, begun: repair.Repaired, url: str) -> _Attempt:
    second = first if repaired.text == begun.text else _parsed(repaired.text, url)
    best = max(first, second, key=lambda attempt: attempt.worth)
    return _parsed(repair.balanced(repaired.text), url) if best.trouble else best


def _parsed(text: str, url: str) -> _Attempt:
    # Addresses of mail out, which feedparser cuts off after four letters of a domain.
    text = _AUTHOR.sub(lambda found: found[1] + fields.without_mail(found[2]), text)
    # A stream of UTF-8 bytes with the headers handed in: in every other form feedparser may
    # open an address or a file that the body names, and one bad byte garbles all titles.
    # Without its sanitizer and link resolver it is 2.7 times as fast; nothing here is shown as HTML.
    try:
        parsed = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    # No characters, tags that end before they begin, chapters without a start: feedparser expects none of them.
    except (ValueError, LookupError, OverflowError, TypeError, AttributeError) as error:
        return _Attempt(trouble=f"it breaks the parser ({error})")
    trouble = None if parsed.get("version") else _NO_FEED
    return _Attempt(_listing(parsed, url), trouble, not parsed.bozo)


def _listing(parsed: Any, url: str) -> Listing:
    language = parsed.feed.get("language")
    return Listing(
        entries=tuple(_entry(item, url, language) for item in parsed.entries),
        title=fields.plain(parsed.feed.get("title")),
        site_url=urls.absolute(url, parsed.feed.get("link")),
        interval_seconds=_interval_seconds(parsed.feed),
    )


def _entry(item: Any, base: str, language: str | None) -> Entry:
    """An entry; its ``url`` is "" when it has no address of its own."""
    key = fields.text(item.get("id")) or ""
    recordings = [enclosure.get("href") for enclosure in item.get("enclosures", [])]
    named = item.get("feedburner_origlink") or item.get("link")
    guid = key if named and urls.is_web(key) else None  # alone it is in ``named`` when it is said to be a link
    link = fields.own_address(base, [named, guid, *recordings])
    url = urls.canonical(link)
    said = [_date(item, name, language, base) for name in ("published", "created", "updated")]
    published, offset = next((date for date in said if date[0]), (None, None))
    summary, content = _texts(item)
    return Entry(
        url=url,
        link=link if link != url else None,
        key=key,
        title=fields.plain(item.get("title")),
        published=published,
        published_offset=offset,
        modified=said[-1][0],
        summary=summary,
        authors=fields.people([author.get("name") for author in item.get("authors", [])] or [item.get("author")]),
        tags=fields.names([tag.get("term") for tag in item.get("tags", [])]),
        language=language,
        content=content,
    )


def _texts(item: Any) -> tuple[str | None, str | None]:
    """The summary, and the whole text where the feed carries it."""
    contents = [content for content in item.get("content", []) if fields.text(content.get("value"))]
    summary = fields.plain(item.get("summary"))
    content, description = max(map(_markup, contents), key=len, default=""), fields.markup(item.get("summary"))
    whole = fields.whole(content, description)
    # feedparser returns the content as the summary where there is none, and many feeds the whole text.
    is_copy = any(each.value == item.get("summary") for each in contents)
    return None if whole and (is_copy or whole in description) else summary, whole


def _markup(content: Any) -> str:
    if content.get("type") == "text/plain":
        return fields.paragraphs(content.value)
    return str(content.value) if content.get("type") in _HTML_TYPES else ""


def _interval_seconds(feed: Any) -> int:
    """How often the feed asks to be polled at most: ttl (minutes) of RSS 2.0, or the syndication module of RSS 1.0."""
    period = _PERIODS.get(str(feed.get("sy_updateperiod", "")).strip().lower(), 0)
    frequency = _number(feed.get("sy_updatefrequency", "1"))
    return min(max(_number(feed.get("ttl")) * 60, period // frequency if frequency else 0), _LONGEST_INTERVAL)


def _number(value: object) -> int:
    """A number above zero; 0 for what is none."""
    digits = str(value).strip()
    return int(digits) if len(digits) <= 9 and digits.isascii() and digits.isdigit() else 0


def _date(item: Any, name: str, language: str | None, base: str) -> tuple[datetime | None, int | None]:
    # dict.get, because feedparser's own get answers with the other date where one is missing.
    return fields.dated(dict.get(item, name), language, base)
