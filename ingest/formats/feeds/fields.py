"""Values of the fields of feeds and sitemaps: plain text, names, and the HTML of whole articles. None of it raises."""

import html
import re
from datetime import datetime, timedelta
from typing import Any

from ingest.core import dates, urls, zones

_BREAK = re.compile(r"</?(?:br|p|div|li|h\d|tr|td)\b[^<>]*>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--[^<>]*-->", re.I)
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_SHORTEST_WHOLE = 300  # visible characters; less is a teaser, also where the feed calls it content
_LONGEST_WHOLE = 1_000_000


def plain(value: object) -> str | None:
    """The text of a value, without markup and on one line; None when nothing is left."""
    return " ".join(html.unescape(_TAG.sub("", _BREAK.sub(" ", text(value) or ""))).split()) or None


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


def whole(markup: str | None, summary: str | None) -> str | None:
    """The HTML, at most a million characters of it, when it holds an article; None when it is only a teaser.

    A teaser has fewer than 300 visible characters, or no more than the summary.
    """
    visible = len(plain(_HIDDEN.sub(" ", markup or "")) or "")
    is_whole = visible >= _SHORTEST_WHOLE and visible > len(summary or "")
    return markup[:_LONGEST_WHOLE] if markup and is_whole else None


def paragraphs(words: str) -> str:
    """The HTML of plain text: blank lines divide paragraphs; where there are none, every line is one."""
    lines = "\n".join(line.strip() for line in words.splitlines()).strip("\n")
    parts = lines.split("\n\n") if "\n\n" in lines else lines.split("\n")
    return "".join(f"<p>{html.escape(part.strip(), quote=False)}</p>" for part in parts if part.strip())
