"""How long to wait before a source is asked again, from when its entries came.

An hour-of-day profile times the level of the last two weeks says how many entries are to be
expected; the next poll is due when there are about two. Measured in benchmarks/polling.py.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=12)
LONGEST_FLOOR = timedelta(hours=24)  # of what a source may ask for
FIRST = timedelta(hours=1)  # for a source that showed no dates yet
_SLOWER = 1.5  # each poll of a source that shows nothing new waits this much longer
_ENTRIES = 2.0  # expected at a poll; for one there are 1.8 times the polls, with three three times as many misses
_WINDOW_SHARE = 0.4  # of what a feed lists may be new; the rest is room for a busier day than usual
_FLAT = 0.15  # share of the level that is spread over all hours: the night is never quite silent

_STEP = timedelta(minutes=5)
_DAY = timedelta(days=1)
_PROFILE = timedelta(days=28)
_LEVEL = timedelta(days=14)
_MEMORY = timedelta(minutes=90)  # how fast the recent rate fades, back and ahead; 30 to 180 do as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a source behaved until now; times are in UTC."""

    arrivals: Sequence[datetime]  # of the last 28 days, in any order
    window: int  # entries that it lists; 0 when not known
    fresh: int  # of those, new at this poll
    overlaps: bool  # some of them were known before
    first_read: datetime
    floor: timedelta = timedelta()  # what it asks for at least; counts up to LONGEST_FLOOR
    previous: timedelta = timedelta()  # the interval planned before; zero for none


def next_interval(habit: Habit, now: datetime) -> timedelta:
    """The time until the next poll: SHORTEST to LONGEST, up to LONGEST_FLOOR when the source asks for it."""
    arrivals = _telling(habit, now)
    wait = _until_enough(habit, arrivals, now) if arrivals else _silent(habit.previous)
    if _lost_some(habit, now):
        wait = min(wait, habit.previous / 2)
    return min(max(wait, SHORTEST, habit.floor), LONGEST_FLOOR)


def _telling(habit: Habit, now: datetime) -> list[datetime]:
    """The arrivals that say something of the pace, oldest first.

    Undated entries of the first reading do not: they came before it, and nobody knows when.
    """
    oldest, first, minute = now - _PROFILE, habit.first_read, timedelta(minutes=1)
    seen = [each for each in habit.arrivals if oldest <= each <= now]
    return sorted(each for each in seen if not first - minute < each < first + minute)


def _silent(previous: timedelta) -> timedelta:
    return min(previous * _SLOWER, LONGEST) if previous else FIRST


def _lost_some(habit: Habit, now: datetime) -> bool:
    """Everything listed is new: what came between the last reading and the oldest of it was missed."""
    is_first = now <= habit.first_read or not habit.previous
    return habit.fresh > 0 and habit.window > 0 and not habit.overlaps and not is_first


def _until_enough(habit: Habit, arrivals: list[datetime], now: datetime) -> timedelta:
    """The time in which enough entries are expected, in whole steps; LONGEST when they are not."""
    enough = min(_ENTRIES, habit.window * _WINDOW_SHARE or _ENTRIES)
    rates, recent = _rates(habit, arrivals, now), _recent_rate(arrivals, now)
    wait, expected = timedelta(), 0.0
    while expected < enough and wait < LONGEST:
        expected += max(rates[(now + wait).hour], recent * math.exp(-wait / _MEMORY)) * (_STEP / _DAY)
        wait += _STEP
    return wait


def _rates(habit: Habit, arrivals: list[datetime], now: datetime) -> list[float]:
    """Entries to be expected a day, if each hour of the day lasted one."""
    counts = Counter([each.hour for each in arrivals])
    history, oldest = _history(habit, arrivals, now), now - _LEVEL
    level = sum([each >= oldest for each in arrivals]) / (min(history, _LEVEL) / _DAY)
    # After one day half of the level is spread over all hours, for those without entries may only not
    # have been seen: in the first two days 0.2 to 0.8 % are missed, else 0.2 to 3.2 %, for 5 % more polls.
    flat = max(_FLAT, _DAY / (_DAY + history))
    around = [(counts[hour] + counts[(hour - 1) % 24] + counts[(hour + 1) % 24]) / 3 for hour in range(24)]
    return [level * (flat + (1 - flat) * count * 24 / len(arrivals)) for count in around]


def _history(habit: Habit, arrivals: list[datetime], now: datetime) -> timedelta:
    """How long the arrivals tell of, at least a day.

    Of the time before the first reading the window shows a part: up to twice the age of the entry
    in the middle, for the oldest one may be pinned there.
    """
    middle = arrivals[len(arrivals) // 2]
    return max(_DAY, now - habit.first_read, 2 * (now - middle))


def _recent_rate(arrivals: list[datetime], now: datetime) -> float:
    """Entries a day, the last ones counting most."""
    oldest = now - 8 * _MEMORY
    weights = [math.exp((each - now) / _MEMORY) for each in arrivals if each > oldest]
    return sum(weights) / (_MEMORY / _DAY)
