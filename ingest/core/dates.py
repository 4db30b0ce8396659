"""Dates as Indonesian and English newsrooms write them, as aware datetimes in UTC."""

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache

# Western, Central and Eastern Indonesian Time; no parser tried knows all three
# (feedparser reads WIB as UTC, seven hours off).
_ZONES = {
    "WIB": "+0700",
    "WITA": "+0800",
    "WIT": "+0900",
    "ASIA/JAKARTA": "+0700",
    "ASIA/PONTIANAK": "+0700",
    "ASIA/MAKASSAR": "+0800",
    "ASIA/JAYAPURA": "+0900",
}
_ZONE = re.compile(rf"\b(?:pukul\s+|jam\s+)?(\d{{1,2}})[.:](\d{{2}})((?:[.:]\d{{2}})?)\s*({'|'.join(_ZONES)})\b", re.I)
# An offset that parsedate_to_datetime ignores or reads as minutes.
_OFFSET = re.compile(r"(?<=:\d\d)\s*(?:GMT|UTC?)?\s*([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)", re.I)
# dateparser knows "Mon" and "Okt", but not together.
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun|sen|sel|rab|kam|jum|sab|min|aha)[a-z]*\.?,?\s+(?=\d)", re.I)
# A date inside a line: day and month in either order, or digits; then perhaps a time and its zone.
_DATE_INSIDE = re.compile(
    r"(?<![\w.,/-])(?:\d{1,2}(?:st|nd|rd|th)?\.?\s{1,3}(?:de\s)?[^\W\d_]{3,12}\.?,?\s{1,3}(?:de\s)?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\s{1,3}\d{1,2}(?:st|nd|rd|th)?,?\s{1,3}(?:19|20)\d\d"
    r"|\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2})(?!\d)"
)
_SPAN = re.compile(r"\s?[-–—]\s?\d{1,2}[./]\d")
_TIME_AFTER = re.compile(
    r"(?:T|[\s,|•·–—-]{1,5}(?:(?:pukul|jam|at|um)\s{1,3})?)(\d{1,2}[.:]\d\d(?:[.:]\d\d)?(?:\s?[ap]\.?m\b\.?)?"
    rf"(?:\s?(?:{'|'.join(_ZONES)}|GMT|UTC|Z|[+-]\d\d:?\d\d)\b)?)",
    re.I,
)
_NEVER = "-0001"  # the year that PHP makes of 0000-00-00
_FIRST_YEAR = 1600  # of newspapers; 0001-01-01 is what .NET makes of nothing
_FRIDAY = re.compile(r"\bjum['’`]at\b", re.I)  # dateparser knows it without the apostrophe only
_LONGEST = 80  # characters; a date is shorter, and dateparser is slow on prose
WESTERN_INDONESIA = timezone(timedelta(hours=7), "WIB")


def utc_now() -> datetime:
    """The time of day by this machine's clock: an aware datetime in UTC."""
    return datetime.now(UTC)


@lru_cache(maxsize=4096)
def parse(text: str, language: str | None = None, zone: tzinfo = UTC) -> datetime | None:
    """The moment that ``text`` names, in UTC; None when it names none, or one before 1600. Raises nothing.

    A date without a time (or at midnight without a zone) is midnight UTC, any other time
    without a zone is of ``zone``. ``language`` decides whether 05/01 is the fifth of January
    (all but "en-us").
    """
    written = _FRIDAY.sub("Jumat", " ".join(text.split()))
    if not written or len(written) > _LONGEST or _NEVER in written:
        return None
    written = _ZONE.sub(
        lambda found: f"{found[1]}:{found[2]}{found[3].replace('.', ':')} {_ZONES[found[4].upper()]}", written
    )
    moment = _iso(written) or _rfc(written) or _spoken(written, language)
    if moment is None or moment.year < _FIRST_YEAR:
        return None
    try:
        return _aware(moment, zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def find(text: str, language: str | None = None, zone: tzinfo = UTC) -> datetime | None:
    """The moment that the first date in a line names, with the time after it, in UTC; None when there is none.

    ``language`` and ``zone`` as in ``parse``. Raises nothing.
    """
    for found in _DATE_INSIDE.finditer(text):
        after = _TIME_AFTER.match(text, found.end())
        for written in (f"{found[0]} {after[1]}" if after else "", found[0]):
            moment = parse(written, language, zone)
            if moment is not None:
                return moment
    return None


def start(text: str) -> int | None:
    """The index at which the first date of a line begins; None when there is none, or a span of two. Raises nothing."""
    found = _DATE_INSIDE.search(text)
    return None if found is None or _SPAN.match(text, found.end()) else found.start()


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(_OFFSET.sub(_offset, text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _offset(found: re.Match[str]) -> str:
    return f" {found[1]}{found[2]:0>2}{found[3] or '00'}"


def _spoken(text: str, language: str | None) -> datetime | None:
    if not any(character.isdigit() for character in text):
        return None
    import dateparser  # a tenth of a second that dates in a standard form can do without

    declared = (language or "")[:2].lower()
    return dateparser.parse(
        _WEEKDAY.sub("", text),
        languages=list(dict.fromkeys([*({declared} & _spoken_languages()), "id", "en"])),
        settings={
            "DATE_ORDER": "MDY" if (language or "").lower().replace("_", "-") == "en-us" else "DMY",
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )


@cache
def _spoken_languages() -> frozenset[str]:
    """The languages that dateparser knows."""
    from dateparser.data.languages_info import language_order

    return frozenset(language_order)


def _aware(moment: datetime, zone: tzinfo) -> datetime:
    if moment.tzinfo:
        return moment
    return moment.replace(tzinfo=UTC if moment.time() == time.min else zone)
