"""Times as a person gives them on the command line."""

from datetime import UTC, date, datetime, timedelta, timezone

import click
import pytest

from ingest.cli import times

WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 3, 1, 6, 30, tzinfo=WIB)  # in UTC it is still February


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026-01-05", date(2026, 1, 5), date(2026, 1, 5)),
        ("2026-2", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("today", date(2026, 3, 1), date(2026, 3, 1)),
        (" Yesterday ", date(2026, 2, 28), date(2026, 2, 28)),
        ("kemarin", date(2026, 2, 28), date(2026, 2, 28)),
        ("7d", date(2026, 2, 22), date(2026, 2, 22)),
        ("2w", date(2026, 2, 15), date(2026, 2, 15)),
        ("12h", datetime(2026, 2, 28, 18, 30, tzinfo=WIB), datetime(2026, 2, 28, 18, 30, tzinfo=WIB)),
        ("2026-01-05T06:59:00Z", datetime(2026, 1, 5, 6, 59, tzinfo=UTC), datetime(2026, 1, 5, 6, 59, tzinfo=UTC)),
        ("2026-01-05 06:59", datetime(2026, 1, 5, 6, 59, tzinfo=WIB), datetime(2026, 1, 5, 6, 59, tzinfo=WIB)),
    ],
)
def test_a_time_is_read_as_it_is_meant(text: str, since: date, until: date) -> None:
    read = times.parse(text, NOW), times.parse(text, NOW, is_end=True)
    assert read == (since, until)
    assert [type(one) for one in read] == [type(since), type(until)]


@pytest.mark.parametrize("text", ["", "soon", "2026-13", "2026-02-30", "0000", "7 days", "d", "5.1.2026"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        times.parse(text, NOW)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 1, 6), date(2026, 1, 5)),
        (datetime(2026, 1, 5, 2, tzinfo=UTC), datetime(2026, 1, 5, 1, tzinfo=UTC)),
        (datetime(2026, 1, 6, 2, tzinfo=UTC), date(2026, 1, 5)),
    ],
)
def test_a_window_that_ends_before_it_begins_is_refused(since: date, until: date) -> None:
    with pytest.raises(click.BadParameter):
        times.check_order(since, until)
    times.check_order(until, since)
    times.check_order(since, since)
    times.check_order(since, None)


def test_a_day_begins_by_the_clock_of_the_machine() -> None:
    assert times.moment(date(2026, 1, 5)) == datetime(2026, 1, 5).astimezone()
    assert times.moment(NOW) == NOW
