"""Dates as Indonesian and English newsrooms write them, as aware datetimes in UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache

from . import zones

_TIME = (
    r"(?<![\d.:/-])(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d)(?:[.:](?P<second>\d\d)(?:[.,]\d{1,9})?)?)"
    r"(?!\d|[.:/-]\d)(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?"
)
_HOUR = r"(?<![\d.:/-])(?P<hour>\d{1,2})\s?(?P<half>[ap])\.?\s?m\b\.?"
# "WIB", "(UTC+8)", "GMT +0700", "-05:00", "Asia/Jakarta"; a name is in capitals, or one that is no word in any case.
_ZONE = (
    r"(?:\s{0,3}[\[(]?(?:(?:(?:GMT|UTC?)\s?)?(?P<sign>[+−-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)"
    r"|(?P<name>(?:WIB|WITA|WIT|GMT|UTC?|Z)\b|(?-i:[A-Z]{2,5}\b(?!/))|Asia/[A-Z]\w+|(?-i:[A-Z][a-z]+/[A-Z]\w+(?:/[A-Z]\w+)?)))"
    r"[\])]?)?"
)
_CLOCK = re.compile(_TIME + _ZONE, re.I)
_CLOCKS = (_CLOCK, re.compile(_HOUR + _ZONE, re.I))
_COMMENT = re.compile(r"\s*\([^()]*\)\s*$")  # (Western Indonesia Time), behind a zone
_BESIDE_TIME = re.compile(r"\b(?:pukul|jam|at|um|kl|uhr)\b\.?", re.I)
# dateparser knows "Mon" and "Okt", but not together.
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun|sen|sel|rab|kam|jum|sab|min|aha)[a-z]*\.?,?\s+(?=\d)", re.I)
# A date inside a line: day and month in either order, or digits.
_DATE_INSIDE = re.compile(
    r"(?<![\w./-])(?<!\d,)(?:\d{1,2}(?:st|nd|rd|th)?\.?(?:\s{1,3}(?:(?:de|of)\s)?|-)[^\W\d_]{3,12}\.?,?(?:\s{1,3}(?:de\s)?|-)(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\s{1,3}\d{1,2}(?:st|nd|rd|th)?,?\s{1,3}(?:19|20)\d\d"
    r"|\d{1,2}([./-])\s?\d{1,2}\1\s?(?:19|20)\d\d|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2})(?!\d)"
)
_SPAN = re.compile(r"\s?[-–—]\s?\d{1,2}[./]\d")
# Between a date and the time after it, or before it: "5 Januari 2026 pukul 10.00", "10.00 WIB, Senin 5 Januari 2026".
_TO_TIME = re.compile(r"(?:T|[\s,|•·–—/-]{1,5}(?:(?:pukul|jam|at|um)\s{1,3})?)", re.I)
_FROM_TIME = re.compile(r"[\s,|•·–—-]{1,5}(?:(?:on|pada)\s{1,3})?(?:(?:hari\s)?[^\W\d_]{3,9}\.?,?\s{1,3})?", re.I)
_LONGEST_BEFORE = 40  # characters in which a time before a date is looked for
_NEVER = re.compile(r"-0001|(?<![\w+:.-])00\d\d(?=[-/\s]|$)")  # years that PHP and .NET make of nothing
_CENTURY = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
_FIRST_YEAR, _LAST_YEAR = 1600, 9998  # the first newspapers; before the end of all calendars
AHEAD = timedelta(days=1)  # clocks and time zones err by hours; more than a day is a mistake
_CLOCKS_ZERO = datetime(1970, 1, 1, tzinfo=UTC)  # what programs make of nothing
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d{1,9})?")  # seconds or milliseconds since 1970, from 2001 on
# What dateparser and the standards know in another form only.
_FORMS = (
    (re.compile(r"\bjum['’`]at\b", re.I), "Jumat"),
    (re.compile(r"\b(?:ags|agust|agts)\b\.?", re.I), "Agt"),
    (re.compile(r"^((?:19|20)\d{6})(\d{6})$"), r"\1T\2"),
    (re.compile(r"^\\?/Date\((1\d{12})(?:[+-]\d{4})?\)\\?/$"), r"\1"),  # .NET's JSON
    (re.compile(r"(?<=\dT)(\d\d)-(\d\d)-(\d\d)(?=Z|$)"), r"\1:\2:\3"),  # of detik.com
    (re.compile(r"(?<=\dT)(\d\d:\d\d:\d\d) (\d\d:\d\d)$"), r"\1+\2"),  # the plus was taken for a space in an address
)
# Day and month in digits, either of which may be first, beside the name of the day.
_IN_DIGITS = re.compile(
    r"^(?P<day>[^\W\d_]{3})[^\W\d_]*\.?,?\s+(?P<first>\d{1,2})([./-])(?P<second>\d{1,2})\3(?P<year>(?:19|20)\d\d)$"
)
_DAYS = ("mon sen", "tue sel", "wed rab", "thu kam", "fri jum", "sat sab", "sun min aha")
_IN_FULL = re.compile(r"(?:1[6-9]|20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_LONGEST = 80  # characters; a date is shorter, and dateparser is slow on prose
_LONGEST_WRITTEN = 1000  # of what is read at all, white space included; a page may declare megabytes


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it is written."""

    wall: datetime  # naive: what the clock on the wall showed
    has_time: bool = True
    offset: timedelta | None = None  # of that clock from UTC, east is positive; None where no zone is written

    def at(self, zone: tzinfo | timedelta) -> datetime | None:
        """Return the moment in UTC, read in ``zone`` where none is written; a date without a time is midnight UTC.

        None of what is before 1600, the zero of computers' clocks, or beyond all calendars. Raises nothing.
        """
        try:
            ahead = zone if isinstance(zone, timedelta) else zone.utcoffset(self.wall) or timedelta()
            ahead = self.offset if self.offset is not None else ahead if self.has_time else timedelta()
            moment = (self.wall - ahead).replace(tzinfo=UTC)
        except OverflowError:
            return None
        return None if _is_nothing(moment) else moment


def is_believed(moment: datetime, now: datetime) -> bool:
    """Whether a date can be that of an article which is there now: none of the future, and none that means nothing."""
    return moment <= now + AHEAD and not _is_nothing(moment)


def _is_nothing(moment: datetime) -> bool:
    return not _FIRST_YEAR <= moment.year <= _LAST_YEAR or abs(moment - _CLOCKS_ZERO) < timedelta(days=1)


def utc_now() -> datetime:
    """The time of day by this machine's clock: an aware datetime in UTC."""
    return datetime.now(UTC)


def parse(text: str, language: str | None = None, zone: tzinfo = UTC) -> datetime | None:
    """The moment that ``text`` names, in UTC; None when it names none. Raises nothing.

    As ``read``; a date without a time (or at midnight without a zone) is midnight UTC, any other time without a
    zone is of ``zone``.
    """
    written = read(text, language)
    return written.at(zone) if written else None


def find(text: str, language: str | None = None, zone: tzinfo = UTC) -> datetime | None:
    """The moment that the first date in a line names, in UTC; None when there is none.

    As ``read_first``; ``zone`` as in ``parse``. Raises nothing.
    """
    written = read_first(text, language)
    return written.at(zone) if written else None


def read(text: str, language: str | None = None) -> Written | None:
    """The date that ``text`` is, as written; None when it is none, or one before 1600 or of a zero clock.

    ``language`` decides whether 05/01 is the fifth of January (all but "en-us"), and which zone some names mean.
    Ten or thirteen digits are seconds or milliseconds since 1970. Raises nothing.
    """
    return _read(text, language) if len(text) <= _LONGEST_WRITTEN else None


@lru_cache(maxsize=4096)
def _read(text: str, language: str | None) -> Written | None:
    if _IN_FULL.fullmatch(text) and (written := _standard(text)):  # as programs write it
        return written if written.at(UTC) else None
    line = " ".join(text.split())
    for form, known in _FORMS:
        line = form.sub(known, line)
    if not line or len(line) > _LONGEST or (_NEVER.search(line) and not _CENTURY.search(line)):
        return None
    if _EPOCH.fullmatch(line):
        return Written(datetime.fromtimestamp(int(line[:10]), UTC).replace(tzinfo=None), offset=timedelta())
    written = _standard(line) or _apart(line, language)
    return written if written and written.at(UTC) else None


def read_first(text: str, language: str | None = None) -> Written | None:
    """The first date in a line, as written, with the time after or before it; None when there is none.

    It is looked for in the first 1,000 characters. ``language`` as in ``read``. Raises nothing.
    """
    return _read_first(text[:_LONGEST_WRITTEN], language)


@lru_cache(maxsize=4096)
def _read_first(text: str, language: str | None) -> Written | None:
    for found in _DATE_INSIDE.finditer(text):
        for written in (*_with_time(text, found), found[0]):
            if said := read(written, language):
                return said
    return None


def start(text: str) -> int | None:
    """The index at which the first date of a line begins; None when there is none, or a span of two. Raises nothing."""
    found = _DATE_INSIDE.search(text)
    return None if found is None or _SPAN.match(text, found.end()) else found.start()


def has_time(text: str) -> bool:
    """Return whether a time stands in a line. Raises nothing."""
    return any(clock.search(text) for clock in _CLOCKS)


def _with_time(text: str, found: re.Match[str]) -> list[str]:
    """The date with the time after it, and with the time before it, where there is one."""
    together = []
    if (gap := _TO_TIME.match(text, found.end())) and (after := _time_at(text, gap.end())):
        together.append(f"{found[0]} {after[0]}")
    before = text[max(0, found.start() - _LONGEST_BEFORE) : found.start()]
    for clock in _CLOCKS:
        for time_before in clock.finditer(before):
            if _FROM_TIME.fullmatch(before, time_before.end()):
                together.append(f"{found[0]} {time_before[0]}")
    return together


def _time_at(text: str, place: int) -> re.Match[str] | None:
    return next((found for clock in _CLOCKS if (found := clock.match(text, place))), None)


def _standard(text: str) -> Written | None:
    """A date in ISO 8601."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _written(moment, moment.utcoffset())


def _written(moment: datetime, offset: timedelta | None) -> Written:
    wall = moment.replace(tzinfo=None)
    return Written(wall, offset is not None or wall.time() != time.min, offset)


def _apart(text: str, language: str | None) -> Written | None:
    """A date of which the time and its zone are read by themselves, wherever they stand in it.

    parsedate_to_datetime passes over PM and most zones, dateparser takes ET for winter all the year round.
    """
    found = next((found for clock in _CLOCKS if (found := clock.search(text))), None)
    if found is None:
        if moment := _rfc(text) or _spoken(text, language):
            return _written(datetime.combine(_by_weekday(text, moment.date()), moment.timetz()), moment.utcoffset())
        return None
    passed, before, after = _since_midnight(found), text[: found.start()], text[found.end() :]
    if found["sign"] or found["name"]:
        after = _COMMENT.sub("", after)
    day = _day(f"{_trimmed(before)} {_trimmed(after)}".strip(), language)
    if day is None or passed is None:
        return None
    try:
        wall = datetime.combine(day, time.min) + passed
    except OverflowError:
        return None
    return _written(wall, _offset(found, wall, language))


def _trimmed(text: str) -> str:
    """A part of a date without what stands between it and its time."""
    words = _BESIDE_TIME.sub(" ", text)
    return words.strip(" ,|•·–—-").removesuffix("T")


def _since_midnight(found: re.Match[str]) -> timedelta | None:
    """What a clock shows; a mark that says less than the hour is passed over (20:57 PM)."""
    groups = found.groupdict()
    hour, minute, second = (int(groups.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (groups["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    passed = timedelta(hours=hour, minutes=minute, seconds=second)
    return passed if minute < 60 and second <= 60 and passed <= timedelta(days=1) else None


def _offset(found: re.Match[str], wall: datetime, language: str | None) -> timedelta | None:
    """How far the zone beside a time is ahead of UTC; None where there is none."""
    if found["sign"]:
        ahead = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        return None if ahead >= timedelta(days=1) else ahead if found["sign"] == "+" else -ahead
    zone = zones.named(found["name"], language) if found["name"] else None
    return zone.utcoffset(wall) if zone else None


def _day(text: str, language: str | None) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        moment = _rfc(f"{text} 00:00:00") or _spoken(text, language)
    return moment and _by_weekday(text, moment.date())


def _by_weekday(text: str, read: date) -> date:
    """A date in digits in the order in which it falls on the weekday beside it; as it was read where neither does.

    Drupal writes "Sat, 05/02/2026 - 07:15" in all languages.
    """
    found = _IN_DIGITS.match(text)
    if found is None or found["day"].lower() in _DAYS[read.weekday()].split():
        return read
    try:
        other = read.replace(day=read.month, month=read.day)
    except ValueError:
        return read
    return other if found["day"].lower() in _DAYS[other.weekday()].split() else read


def _rfc(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _spoken(text: str, language: str | None) -> datetime | None:
    if not any(character.isdigit() for character in text):
        return None
    import dateparser  # a quarter of a second that dates in a standard form can do without

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
