"""How long to wait before a source is asked again, from when its entries came."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sync.interval import Habit, next_interval

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)  # noon in Jakarta
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def habit(*arrivals: datetime, **changes: object) -> Habit:
    """A source that has been read for four weeks and listed two known entries of twenty."""
    known = Habit(arrivals=arrivals, window=20, fresh=0, overlaps=True, first_read=NOW - 28 * DAY, previous=HOUR)
    return replace(known, **changes)  # type: ignore[arg-type]


def evenly(a_day: float, days: float = 28, until: datetime = NOW) -> list[datetime]:
    return [until - number * DAY / a_day for number in range(1, int(a_day * days))]


def by_day(a_day: int, days: int = 27) -> list[datetime]:
    """Entries of office hours in Jakarta, 01 to 10 o'clock UTC."""
    midnight = NOW.replace(hour=0)
    return [
        midnight - day * DAY + HOUR + number * 9 * HOUR / a_day
        for day in range(days)
        for number in range(a_day)
        if midnight - day * DAY + HOUR + number * 9 * HOUR / a_day <= NOW
    ]


@pytest.mark.parametrize(
    ("a_day", "wait"),
    [(0.1, 12 * HOUR), (1, 12 * HOUR), (6, 8 * HOUR), (24, 2 * HOUR), (96, 30 * MINUTE), (1000, 5 * MINUTE)],
)
def test_about_two_entries_are_expected_at_a_poll(a_day: float, wait: timedelta) -> None:
    assert abs(next_interval(habit(*evenly(a_day)), NOW) - wait) <= wait / 5


def test_the_night_is_slept_through_and_the_morning_is_not() -> None:
    busy = habit(*by_day(60))
    evening, before_dawn = NOW.replace(hour=14), NOW.replace(hour=23)
    assert next_interval(busy, NOW) < 30 * MINUTE
    assert next_interval(busy, evening) > 2 * HOUR
    assert next_interval(busy, before_dawn) < 2.5 * HOUR


def test_a_burst_shortens_the_interval_and_is_forgotten_by_the_next_day() -> None:
    quiet = evenly(2)
    burst = [NOW - minutes * MINUTE for minutes in range(1, 9)]
    assert next_interval(habit(*quiet), NOW) == 12 * HOUR
    assert next_interval(habit(*quiet, *burst), NOW) <= 30 * MINUTE
    assert next_interval(habit(*quiet, *burst), NOW + 12 * HOUR) >= 6 * HOUR


def test_a_single_entry_is_no_burst() -> None:
    assert next_interval(habit(*evenly(0.5), NOW - 5 * MINUTE), NOW) == 12 * HOUR


def test_a_source_that_fell_silent_is_forgotten_within_two_weeks() -> None:
    waits = [next_interval(habit(*evenly(24, 10, until=NOW - days * DAY)), NOW) for days in (1, 10, 15)]
    assert waits == sorted(waits)
    assert waits[1] < waits[2] == 12 * HOUR


def test_a_day_of_news_counts_less_after_weeks_without() -> None:
    busy = evenly(12, 1, until=NOW - 12 * HOUR)
    assert next_interval(habit(*busy), NOW) == 12 * HOUR
    assert next_interval(habit(*busy, first_read=NOW - DAY), NOW) < 10 * HOUR


@pytest.mark.parametrize(("window", "share"), [(1, 0.2), (2, 0.4), (4, 0.8), (5, 1.0), (100, 1.0), (0, 1.0)])
def test_at_most_two_fifths_of_a_small_window_roll_over(window: int, share: float) -> None:
    usual = next_interval(habit(*evenly(12)), NOW)
    assert abs(next_interval(habit(*evenly(12), window=window), NOW) - share * usual) <= 30 * MINUTE


@pytest.mark.parametrize(
    ("previous", "wait"),
    [(0 * HOUR, HOUR), (HOUR, 1.5 * HOUR), (6 * HOUR, 9 * HOUR), (9 * HOUR, 12 * HOUR), (24 * HOUR, 12 * HOUR)],
)
def test_a_source_without_arrivals_is_asked_ever_later(previous: timedelta, wait: timedelta) -> None:
    assert next_interval(habit(previous=previous), NOW) == wait


@pytest.mark.parametrize(
    ("previous", "changes", "wait"),
    [
        (4 * HOUR, {"fresh": 20, "overlaps": False}, 2 * HOUR),
        (6 * MINUTE, {"fresh": 20, "overlaps": False}, 5 * MINUTE),
        (4 * HOUR, {"fresh": 20, "overlaps": True}, 12 * HOUR),
        (4 * HOUR, {"fresh": 0, "overlaps": False}, 12 * HOUR),
        (4 * HOUR, {"fresh": 20, "overlaps": False, "window": 0}, 12 * HOUR),
        (0 * HOUR, {"fresh": 20, "overlaps": False}, 12 * HOUR),
        (4 * HOUR, {"fresh": 20, "overlaps": False, "first_read": NOW}, 12 * HOUR),
    ],
)
def test_lost_entries_halve_the_interval_except_at_the_first_reading(
    previous: timedelta, changes: dict[str, object], wait: timedelta
) -> None:
    assert next_interval(habit(*evenly(1), previous=previous, **changes), NOW) == wait


@pytest.mark.parametrize(
    ("floor", "wait"),
    [(-HOUR, 5 * MINUTE), (MINUTE, 5 * MINUTE), (HOUR, HOUR), (24 * HOUR, 24 * HOUR), (90 * DAY, 24 * HOUR)],
)
def test_what_the_source_asks_for_is_kept_up_to_a_day(floor: timedelta, wait: timedelta) -> None:
    busy = habit(*evenly(2000), floor=floor)
    assert next_interval(busy, NOW) == wait
    assert next_interval(replace(busy, fresh=20, overlaps=False, previous=HOUR), NOW) == wait


def test_what_lies_in_the_future_or_four_weeks_back_does_not_count() -> None:
    elsewhere = [NOW + minutes * MINUTE for minutes in range(1, 50)] + [NOW - 28 * DAY - HOUR] * 50
    assert next_interval(habit(*elsewhere), NOW) == next_interval(habit(), NOW)
    assert next_interval(habit(*elsewhere, *evenly(24)), NOW) == next_interval(habit(*evenly(24)), NOW)


def test_undated_entries_of_the_first_reading_are_no_burst() -> None:
    assert next_interval(habit(*[NOW] * 20, first_read=NOW, previous=0 * HOUR), NOW) == HOUR
    assert next_interval(habit(*[NOW] * 20, first_read=NOW, previous=HOUR), NOW + HOUR) == 1.5 * HOUR


def test_dated_entries_tell_the_pace_at_the_first_reading() -> None:
    first = {"first_read": NOW, "previous": 0 * HOUR, "fresh": 20, "overlaps": False}
    assert next_interval(habit(*evenly(200, 0.1), **first), NOW) <= 30 * MINUTE
    assert next_interval(habit(*evenly(1, 20), **first), NOW) == 12 * HOUR


def test_hours_that_were_never_seen_are_not_taken_for_quiet_ones() -> None:
    evening = habit(*evenly(100, 0.3), first_read=NOW, previous=0 * HOUR)
    assert next_interval(evening, NOW + 6 * HOUR) < 4 * HOUR


def test_an_old_entry_that_stays_in_the_window_does_not_slow_the_pace() -> None:
    fresh = evenly(24, 1)
    pinned = next_interval(habit(*fresh, NOW - 27 * DAY, first_read=NOW), NOW)
    assert pinned <= next_interval(habit(*fresh, first_read=NOW), NOW) + 10 * MINUTE


MOMENTS = st.lists(st.integers(-3000, 45_000).map(lambda minutes: NOW - minutes * MINUTE), max_size=60)
TIMES = st.integers(0, 3000).map(lambda minutes: minutes * MINUTE)
HABITS = st.builds(
    Habit,
    arrivals=MOMENTS,
    window=st.integers(0, 100),
    fresh=st.integers(0, 100),
    overlaps=st.booleans(),
    first_read=(st.integers(-60, 3000) | st.integers(0, 60_000)).map(lambda minutes: NOW - minutes * MINUTE),
    floor=TIMES,
    previous=TIMES,
)


@given(HABITS)
def test_the_interval_is_always_between_five_minutes_and_a_day(known: Habit) -> None:
    wait = next_interval(known, NOW)
    assert 5 * MINUTE <= wait <= 24 * HOUR
    assert wait >= min(known.floor, 24 * HOUR)
    assert wait <= max(12 * HOUR, known.floor)


@given(HABITS, st.randoms(use_true_random=False))
def test_the_order_of_arrivals_does_not_matter(known: Habit, chance: Random) -> None:
    shuffled = chance.sample(known.arrivals, len(known.arrivals))
    assert next_interval(replace(known, arrivals=shuffled), NOW) == next_interval(known, NOW)


@given(HABITS)
def test_a_smaller_window_never_lengthens_the_interval(known: Habit) -> None:
    wide = replace(known, window=100, overlaps=True)
    assert next_interval(replace(wide, window=3), NOW) <= next_interval(wide, NOW)


@given(HABITS)
def test_lost_entries_never_lengthen_the_interval(known: Habit) -> None:
    lossy = replace(known, fresh=5, overlaps=False)
    assert next_interval(lossy, NOW) <= next_interval(replace(lossy, overlaps=True), NOW)
