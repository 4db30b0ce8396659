"""Templates filled for one visitor: words, dates and numbers in their language, addresses that keep what they chose."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache, cached_property
from hashlib import sha256
from html import escape
from importlib import resources
from typing import Any
from urllib.parse import urlencode, urlsplit

import jinja2
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from store.articles.moments import is_day_alone

from . import words
from .responses import HTML, Response

_INDONESIAN_ZONES = {420: "WIB", 480: "WITA", 540: "WIT"}
_BREAKS_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


@dataclass(frozen=True)
class View:
    """How one request is answered in words."""

    root: str  # before every path of the room; "" where it is the whole site
    path: str  # of the page that is asked for
    query: Mapping[str, str]  # with which it is asked for
    language: str  # of the pages: "en" or "id"

    @cached_property
    def words(self) -> words.Words:
        """The words of the visitor's language."""
        return words.in_language(self.language)

    def page(self, template: str, **values: Any) -> Response:
        """Return a page."""
        return Response(body=self.filled(template, **values), content_type=HTML)

    def trouble(self, status: int, heading: str, reason: str, headers: Mapping[str, str] | None = None) -> Response:
        """Return a page that says what is wrong, in words of the visitor's language already."""
        body = self.filled("trouble.html", heading=heading, reason=reason)
        return Response(body=body, status=status, content_type=HTML, headers=headers or {})

    def filled(self, template: str, **values: Any) -> bytes:
        """Return a template filled in. Raises jinja2.TemplateError for a mistake in it."""
        text = _environment().get_template(template).render(
            t=self.words, ui=self.language, root=self.root, path=self.path, query=self.query,
            to=self.to, here=self.here, feed=self.feed, static=self.static,
            day=self.day, moment=self.moment, clock=self.clock,
            number=self.number, percent=self.percent, language_name=self.language_name, **values,
        )  # fmt: skip
        return text.encode("utf-8", "replace")

    def to(self, path: str, **query: object) -> str:
        """Return the address of another page; the language that was asked for goes with it."""
        return self._address(path, {"ui": self.query.get("ui"), **query})

    def here(self, **changes: object) -> str:
        """Return the address of this page with other parameters; None takes one out, and the page begins anew."""
        return self._address(self.path, {**self.query, "page": None, **changes})

    def feed(self, path: str) -> str:
        """Return the address of this search in another form: a feed, or data; the newest first."""
        return self._address(path, {**self.query, "page": None, "sort": None, "ui": None})

    def _address(self, path: str, query: Mapping[str, object]) -> str:
        pairs = {name: str(value) for name, value in query.items() if value not in (None, "")}
        asked = urlencode(pairs, errors="replace")
        return f"{self.root}{path}{'?' if asked else ''}{asked}"

    def static(self, name: str) -> str:
        """Return the address of a file that may be kept for ever: it changes with what is in it."""
        return f"{self.root}/static/{name}?v={fingerprint(name)}"

    def day(self, when: date | datetime | None) -> str:
        """Return a day in words."""
        return format_date(when, "d MMM y", locale=self._locale) if when else self.words("undated")

    def moment(self, when: datetime | None) -> str:
        """Return a time in UTC in words."""
        return self.clock(when, 0, None)

    def clock(self, when: datetime | None, offset_minutes: int | None, language: str | None) -> str:
        """Return a time as the outlet's clocks showed it, with their zone; in UTC where that is not known.

        Of what has no hour it is the day.
        """
        if when is None or is_day_alone(when, offset_minutes):
            return self.day(when)
        try:
            local = when.astimezone(timezone(timedelta(minutes=offset_minutes or 0)))
        except (OverflowError, ValueError):
            local, offset_minutes = when, None
        pattern = "d MMM y, HH.mm" if self.language == "id" else "d MMM y, HH:mm"
        return f"{format_datetime(local, pattern, locale=self._locale)} {_zone(offset_minutes, language)}"

    def number(self, value: float) -> str:
        """Return a number as it is written in the visitor's language."""
        return format_decimal(value, locale=self._locale)

    def percent(self, share: float) -> str:
        """Return a share of 1 in percent."""
        return format_percent(share if math.isfinite(share) else 0, locale=self._locale)

    def language_name(self, code: str | None) -> str:
        """Return what a language is called; its code where that has no name."""
        return str(self._locale.languages.get(code, code)) if code else self.words("no_language")

    @property
    def _locale(self) -> Locale:
        return _locale(self.language)


def _zone(offset_minutes: int | None, language: str | None) -> str:
    if not offset_minutes:
        return "UTC"
    if language == "id" and offset_minutes in _INDONESIAN_ZONES:
        return _INDONESIAN_ZONES[offset_minutes]
    hours, minutes = divmod(abs(offset_minutes), 60)
    return f"UTC{'+' if offset_minutes > 0 else '−'}{hours}{f':{minutes:02}' if minutes else ''}"


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> Markup:
    """Return a text with these stretches of it as <mark>, all of it escaped."""
    parts, at = [], 0
    for begin, end in spans:
        parts += [escape(text[at:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        at = end
    return Markup("".join([*parts, escape(text[at:])]))


def web_address(address: str | None) -> str | None:
    """Return an address that may be a link: http and https, as a browser reads it; None for any other."""
    try:
        parts = urlsplit(address or "")
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return address if is_web and not any(sign.isspace() or sign == "\\" for sign in address or "") else None


def stretches(shares: Mapping[str, float], width: float = 240) -> list[tuple[float, float]]:
    """Return where each share begins on a line so long, and how long it is there."""
    found, at = [], 0.0
    for share in shares.values():
        size = max(0.0, min(float(share), 1.0)) * width if isinstance(share, int | float) else 0.0
        found.append((round(at, 1), round(size, 1)))
        at += size
    return found


def xml_text(text: object) -> str:
    """Return a text without the characters that no XML may hold, not even escaped."""
    return str(text).translate(_BREAKS_XML)


@cache
def _locale(language: str) -> Locale:
    return Locale(language)


@cache
def file(name: str) -> bytes:
    """Return a file of the folder ``static``. Raises FileNotFoundError when there is none."""
    return (resources.files(__package__) / "static" / name).read_bytes()


@cache
def fingerprint(name: str) -> str:
    """Return twelve hex digits that change with a static file."""
    return sha256(file(name)).hexdigest()[:12]


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined, auto_reload=False,
    )  # fmt: skip
    made.filters |= {"marked": marked, "web_address": web_address, "xml": xml_text, "stretches": stretches}
    return made
