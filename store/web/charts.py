"""Counts over time as bars to be drawn: no gap is left out, and what lies far off does not stretch the rest."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 720, 72
_FAR_MONTHS = 24  # without an article between: what lies beyond is left out where it is little
_LITTLE = 0.01  # of all articles
_MOST_MONTHS = 180  # drawn one by one; beyond, a bar is a year
_YEARS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One column of a chart, in units of its view box."""

    label: str  # "2026-01" or "2026"
    count: int
    since: date
    until: date
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars side by side, and how many articles lie too far off to be drawn."""

    bars: Sequence[Bar]
    left_out: int


def timeline(months: Mapping[str, int]) -> Timeline:
    """Return the months, or years where they are many, from the first to the last."""
    kept = dict(_without_far_ones(sorted(months.items())))
    if not kept:
        return Timeline((), 0)
    first, last = _number(min(kept)), _number(max(kept))
    if last - first < _MOST_MONTHS:
        counts = [(_month(number), kept.get(_month(number), 0)) for number in range(first, last + 1)]
    else:
        years = range(max(first // 12, last // 12 - _YEARS + 1), last // 12 + 1)
        counts = [(f"{y:04}", sum(n for month, n in kept.items() if month[:4] == f"{y:04}")) for y in years]
    drawn = sum(count for _, count in counts)
    return Timeline(_bars(counts), sum(months.values()) - drawn)


def _without_far_ones(months: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Without the few articles before a long gap at the beginning and after one at the end."""
    little = _LITTLE * sum(count for _, count in months)
    for _ in range(2):  # from one end, then from the other
        cut = beyond = 0
        for place in range(len(months) - 1):
            beyond += months[place][1]
            if beyond > little:
                break
            if abs(_number(months[place + 1][0]) - _number(months[place][0])) > _FAR_MONTHS:
                cut = place + 1
        months = months[cut:][::-1]
    return months


def _bars(counts: Sequence[tuple[str, int]]) -> list[Bar]:
    most, width = max(1, *(count for _, count in counts)), WIDTH / len(counts)
    return [
        Bar(
            label=label, count=count, since=first_day(label), until=last_day(label), x=round(place * width, 2),
            y=round(HEIGHT - _height(count, most), 2), width=round(max(width - 1, width * 0.7), 2),
            height=round(_height(count, most), 2),
        )
        for place, (label, count) in enumerate(counts)
    ]  # fmt: skip


def _height(count: int, most: int) -> float:
    return max(1.5, count / most * HEIGHT) if count else 0.0


def first_day(label: str) -> date:
    """Return the first day of a month or a year."""
    return date.fromisoformat({4: f"{label}-01-01", 7: f"{label}-01"}.get(len(label), label))


def last_day(label: str) -> date:
    """Return the last day of a month or a year."""
    start = first_day(label)
    if len(label) == 4:
        return start.replace(month=12, day=31)
    return start.replace(day=calendar.monthrange(start.year, start.month)[1]) if len(label) == 7 else start


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
