"""Dates as Indonesian and English newsrooms write them, as aware datetimes in UTC."""

import re
from datetime import UTC, datetime
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
# An offset that parsedate_to_datetime passes over or takes for minutes.
_OFFSET = re.compile(r"(?<=:\d\d)\s*(?:GMT|UTC?)?\s*([+-])(\d{1,2})(?::?(\d{2}))?(?!\d)", re.I)
# dateparser knows "Mon" and "Okt", but not together.
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun|sen|sel|rab|kam|jum|sab|min|aha)[a-z]*\.?,?\s+(?=\d)", re.I)
_NEVER = "-0001"  # the year that PHP makes of 0000-00-00
_FRIDAY = re.compile(r"\bjum['’`]at\b", re.I)  # dateparser knows it without the apostrophe only
_LONGEST = 80  # characters; a date is shorter, and dateparser is slow on prose


@lru_cache(maxsize=4096)
def parse(text: str, language: str | None = None) -> datetime | None:
    """The moment that ``text`` names; None when it names none.

    A date without a time is midnight UTC, a time without a zone is taken as UTC.
    ``language`` decides whether 05/01 is the fifth of January (all but "en-us").
    """
    written = _FRIDAY.sub("Jumat", " ".join(text.split()))
    if not written or len(written) > _LONGEST or _NEVER in written:
        return None
    written = _ZONE.sub(
        lambda found: f"{found[1]}:{found[2]}{found[3].replace('.', ':')} {_ZONES[found[4].upper()]}", written
    )
    moment = _iso(written) or _rfc(written) or _spoken(written, language)
    try:
        return None if moment is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        return _aware(datetime.fromisoformat(text))
    except ValueError:
        return None


def _rfc(text: str) -> datetime | None:
    try:
        return _aware(parsedate_to_datetime(_OFFSET.sub(_offset, text)))
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
            "TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )


@cache
def _spoken_languages() -> frozenset[str]:
    """The languages that dateparser knows."""
    from dateparser.data.languages_info import language_order

    return frozenset(language_order)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
