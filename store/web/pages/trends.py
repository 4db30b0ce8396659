"""How much was published over time: by language, by outlet, or with words that are compared; drawn, and as a table."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from store.browse.trends import Days, largest
from store.web import charts
from store.web.memory import remembered
from store.web.request import BadParameter
from store.web.responses import Response

from .visit import Visit

_MOST = 5  # series
_POINTS = 370  # of a series
_STEPS = {"day": 120, "week": 730}  # up to how many days they are chosen by themselves; then months
_DEFAULT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Trend:
    """Counts by step for each series, all of the same length, and the first day of each step."""

    by: str
    step: str
    since: date
    until: date
    starts: list[date]
    series: dict[str, list[int]]


def page(visit: Visit) -> Response:
    """Return the drawing and its table. Raises BadParameter, BadQuery, or a StoreError."""
    trend = _trend(visit)
    most = max((max(counts) for counts in trend.series.values()), default=0)
    return visit.view.page(
        "trends.html", trend=trend, most=most, words=visit.query.text("words", 500), lines=_lines(trend, most)
    )


def as_csv(visit: Visit) -> Response:
    """Return the table as CSV. Raises BadParameter, BadQuery, or a StoreError."""
    trend = _trend(visit)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([trend.step, *(_harmless(name) for name in trend.series)])
    for place, start in enumerate(trend.starts):
        rows.writerow([start.isoformat(), *(counts[place] for counts in trend.series.values())])
    headers = {"Content-Disposition": f'attachment; filename="trends-{trend.step}.csv"'}
    body = text.getvalue().encode("utf-8", "replace")
    return Response(body=body, content_type="text/csv; charset=utf-8", headers=headers)


def _harmless(name: str) -> str:
    """A spreadsheet would take some beginnings for a formula."""
    return f"'{name}" if name[:1] in ("=", "+", "-", "@", "\t", "\r") else name


def _trend(visit: Visit) -> Trend:
    query, browse = visit.query, visit.archive.browse
    words = [word.strip() for word in query.text("words", 500).split(",") if word.strip()]
    if len(words) > _MOST:
        raise BadParameter("words", query.text("words")[:60], "wanted_fewer")
    until = query.day("until") or browse.last_day(datetime.now(UTC).date()) or datetime.now(UTC).date()
    since = query.day("since") or max(until, date.min + timedelta(days=_DEFAULT_DAYS)) - timedelta(days=_DEFAULT_DAYS)
    if since > until:
        raise BadParameter("until", str(until), "wanted_later")
    step = _step(visit, since, until)
    starts = _starts(step, since, until)
    since = max(since, starts[0])
    by = query.choice("by", "language", "site")
    found: Mapping[str, Days]
    if words:
        found = {word: _days_of(visit, word) for word in words}
    else:
        column: Literal["language", "domain"] = "language" if by == "language" else "domain"
        key = ("days", column, since, until)
        days = remembered(visit.archive.path, key, lambda known: browse.days(column, since, until, known))
        found = largest(days, _MOST)
    series = {name: _counts(days, step, starts, since, until) for name, days in found.items()}
    return Trend("words" if words else by, step, since, until, starts, series)


def _days_of(visit: Visit, word: str) -> Days:
    key = ("days", word)
    return remembered(visit.archive.path, key, lambda known: visit.archive.browse.days_of(word, known)).counts


def _step(visit: Visit, since: date, until: date) -> str:
    step = visit.query.choice("step", "", "day", "week", "month")
    days = (until - since).days
    return step or next((name for name, most in _STEPS.items() if days <= most), "month")


def _starts(step: str, since: date, until: date) -> list[date]:
    """The first day of each step, the last ones where there are too many."""
    starts = [_start(step, until)]
    while starts[-1] > since and len(starts) < _POINTS and starts[-1].year > 1:
        starts.append(_start(step, starts[-1] - timedelta(days=1)))
    return starts[::-1]


def _start(step: str, day: date) -> date:
    if step == "month":
        return day.replace(day=1)
    back = day.weekday() if step == "week" else 0
    return day - timedelta(days=min(back, (day - date.min).days))


def _counts(days: Days, step: str, starts: list[date], since: date, until: date) -> list[int]:
    place = {start: number for number, start in enumerate(starts)}
    counts = [0] * len(starts)
    for day, number in days.items():
        if since <= day <= until and (at := place.get(_start(step, day))) is not None:
            counts[at] += number
    return counts


def _lines(trend: Trend, most: int) -> list[tuple[str, str, int]]:
    """For each series its name, the points of its line, and how much it is in all."""
    width = charts.WIDTH / max(1, len(trend.starts) - 1)
    return [
        (
            name,
            " ".join(
                f"{place * width:.1f},{charts.HEIGHT * 3 * (1 - count / max(1, most)) + 4:.1f}"
                for place, count in enumerate(counts)
            ),
            sum(counts),
        )
        for name, counts in trend.series.items()
    ]
