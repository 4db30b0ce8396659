"""Values of the fields of feeds and sitemaps: plain text, names, and the HTML of whole articles. None of it raises."""

import html
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from ingest.core import dates, urls, zones

_BREAK = re.compile(r"</?(?:br|p|div|li|h\d|tr|td)\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!doctype\b[^<>]*>", re.I)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.S)
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_HIDDEN_END = re.compile(r"</(?:script|style)\s*>", re.I)
_SHORTEST_WHOLE = 300  # visible characters; less is a teaser, also where the feed calls it content
_SHORTEST_STORY = 400  # of a description, which most feeds use for a teaser
_MAIL = re.compile(r"(?:&lt;|<)?[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63}(?:&gt;|>)?")
_IN_BRACKETS = re.compile(r"\s*[(\[].*", re.S)
_LONGEST_CUT = 1500  # more of a text that is cut off is more than a teaser
_CUT = re.compile(
    r"(?:[\[(]\s?(?:\.\.\.|…)\s?[\])]|\.\.\.|…|(?:read|see) (?:more|the full \w+)|continue reading|view original"
    r"|(?:baca )?selengkapnya|lanjut(?:kan)? (?:baca|membaca))[\W_]{0,9}(?:\S{1,60})?$",
    re.I,
)
_APPENDED = re.compile(
    r"(?:<p>)?\s*(?:The post|Artikel)\s+<a\b(?:(?!</p>).){1,900}?(?:appeared first on|first appeared on"
    r"|pertama kali (?:tampil|muncul) (?:pada|di))\s+<a\b(?:(?!</p>).){1,400}?</a>\s*\.?\s*(?:</p>)?\s*$",
    re.I | re.S,
)
_FEED_SCHEME = re.compile(r"^feed:(?://)?(?=https?:)", re.I)  # what browsers once wrote before an address,
_FEED_ALONE = re.compile(r"^feed:(?://)?", re.I)  # or in place of http
_ANY_FEED_SCHEME = re.compile(r"\s*feed:", re.I)
_LONGEST_WHOLE = 1_000_000
_END, _APPENDIX = 150, 1500  # characters, in which the two are looked for


def plain(value: object) -> str | None:
    """The text of a value, without markup and on one line; None when nothing is left."""
    words = _COMMENT.sub("", text(value) or "")
    words = _HIDDEN.sub("", words) if _HIDDEN_END.search(words) else words  # "how <script> works" hides nothing
    return " ".join(html.unescape(_TAG.sub("", _BREAK.sub(" ", words))).split()) or None


def dated(value: object, language: str | None, url: str) -> tuple[datetime | None, int | None]:
    """The moment that a value names, in UTC, and how many minutes east of UTC the clock is that it is written by.

    A time without a zone is of the outlet, as far as the address of its list and the language tell its zone; UTC
    is the clock of no outlet. Each is None where it is not known.
    """
    written = dates.read(text(value) or "", language)
    if written is None:
        return None, None
    zone = zones.of_outlet(urls.host(url), language, written.wall)
    moment = written.at(zone or timedelta())
    if moment is None or not written.has_time:
        return moment, None
    ahead = zone if written.offset is None else written.offset
    return moment, round(ahead / timedelta(minutes=1)) if ahead else None


def names(values: Any) -> tuple[str, ...]:
    """The values as plain text, in their order and each once."""
    return tuple(dict.fromkeys(name for value in values if (name := plain(value))))


def text(value: object) -> str | None:
    """The value when it is text that is not blank; else None."""
    return value if isinstance(value, str) and value.strip() else None


def whole(content: str | None, description: str | None) -> str | None:
    """The HTML of the longer text, a million characters at most, when it is an article; None for teasers.

    A teaser has fewer than 300 visible characters, as a description fewer than 400, or breaks off ("[…]", "Read
    more") before its 1500th. What blog programs write under a text is left out.
    """
    found = [_without_appended(markup) for markup in (content or "", description or "")]
    shown = [plain(_HIDDEN.sub(" ", markup)) or "" for markup in found]
    stories = [
        (len(words), markup)
        for markup, words, shortest in zip(found, shown, (_SHORTEST_WHOLE, _SHORTEST_STORY), strict=True)
        if len(words) >= shortest and not _is_cut_off(words)
    ]
    best = max(stories, key=lambda story: story[0], default=None)
    return best[1][:_LONGEST_WHOLE] if best else None


def markup(value: object) -> str:
    """The HTML of a text that may be plain; "" when there is none."""
    words = text(value) or ""
    return words if _TAG.search(words) else paragraphs(words)


def people(values: Any) -> tuple[str, ...]:
    """The names that a feed gives as authors: of "mail (Name)", "Name <mail>" and "Name (post)" the name alone."""
    return names(_IN_BRACKETS.sub("", without_mail(value).strip(" ()<>[]")) for value in values if text(value))


def without_mail(value: str) -> str:
    """The text without addresses of mail."""
    return _MAIL.sub(" ", value)


def web(link: str | None) -> str | None:
    """A link without the scheme that browsers once gave feeds: feed:https://…, feed://…"""
    return None if link is None else _FEED_ALONE.sub("http://", _FEED_SCHEME.sub("", link.strip()))


def is_feed_scheme(link: str | None) -> bool:
    """Whether a link says by its scheme that it leads to a feed."""
    return bool(link and _ANY_FEED_SCHEME.match(link))


def own_address(base: str, links: Iterable[str | None]) -> str:
    """The first of the links that leads to more than a front page, as it is to be asked for; "" without one."""
    found = (urls.joined(base, link) for link in links)
    return next((link for link in found if link and not urls.is_root(link)), "")


def paragraphs(words: str) -> str:
    """The HTML of plain text: blank lines divide paragraphs; where there are none, every line is one."""
    lines = "\n".join(line.strip() for line in words.splitlines()).strip("\n")
    parts = lines.split("\n\n") if "\n\n" in lines else lines.split("\n")
    return "".join(f"<p>{html.escape(part.strip(), quote=False)}</p>" for part in parts if part.strip())


def _is_cut_off(words: str) -> bool:
    """Whether a text breaks off, as a teaser does that leads to the rest."""
    return len(words) < _LONGEST_CUT and bool(_CUT.search(words[-_END:]))


def _without_appended(markup: str) -> str:
    """The HTML without "The post … appeared first on …"."""
    return markup[:-_APPENDIX] + _APPENDED.sub("", markup[-_APPENDIX:])
