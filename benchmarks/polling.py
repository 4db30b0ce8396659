"""What polling costs and misses: every 15 or 60 minutes, or when two new entries are to be expected.

    python benchmarks/polling.py [DAYS]

Feeds of 1 to 300 entries a day and windows of 20 to 100 entries, drawn from a fixed seed: busy by day in
Jakarta (UTC+7), slower at weekends, and now and then a burst. An entry that leaves the window
between two polls is missed; the delay is from when it came to when it was first seen.
"""

import random
import statistics
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

from ingest.sync.interval import Habit, next_interval

START = datetime(2026, 3, 1, tzinfo=UTC)
BEFORE = timedelta(days=40)  # so that a slow feed fills its window before the first poll
MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)
WIB_SHARES = [1, 1, 1, 1, 2, 4, 6, 8, 9, 10, 10, 9, 8, 8, 8, 8, 8, 7, 6, 6, 5, 4, 3, 2]  # by hour in Jakarta
Policy = Callable[[Habit, datetime], timedelta]
POLICIES: dict[str, Policy] = {
    "every 15 minutes": lambda habit, now: 15 * MINUTE,
    "every 60 minutes": lambda habit, now: HOUR,
    "next_interval": next_interval,
}


def main() -> None:
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    chance = random.Random(1)
    feeds = [
        (sorted(arrivals(a_day, days, chance)), window)
        for a_day, window in product([1, 3, 10, 30, 100, 300], [20, 40, 100])
    ]
    print(f"{len(feeds)} feeds, {days} days  polls a day  median delay  missed")
    for name, policy in POLICIES.items():
        polls, delays, missed = 0, list[float](), 0
        for moments, window in feeds:
            times = list(polled(moments, window, policy, START + days * DAY))
            seen, lost = followed(moments, window, times)
            polls, missed = polls + len(times), missed + lost
            delays += seen
        share = missed / (missed + len(delays))
        print(f"{name:17} {polls / days:13.0f} {statistics.median(delays):9.0f} min {share:8.2%}")


def arrivals(a_day: float, days: int, chance: random.Random) -> Iterator[datetime]:
    """When the entries of a feed come; one in a hundred brings 20 more within half an hour."""
    for hour in range(-BEFORE // HOUR, days * 24):
        moment = START + hour * HOUR
        jakarta = moment + 7 * HOUR
        share = WIB_SHARES[jakarta.hour] / sum(WIB_SHARES) * (0.6 if jakarta.weekday() >= 5 else 1.16)
        gap = HOUR / (a_day / 1.2 * share)
        while (moment := moment + chance.expovariate(1) * gap) < START + (hour + 1) * HOUR:
            yield moment
            if chance.random() < 0.01:
                yield from (moment + chance.random() * HOUR / 2 for _ in range(20))


def polled(moments: list[datetime], window: int, policy: Policy, end: datetime) -> Iterator[datetime]:
    """When a feed is polled; the policy is shown the entries that were in the window at some poll."""
    seen: list[datetime] = []
    now, previous = START, timedelta()
    while now < end:
        yield now
        listed = moments[: bisect_right(moments, now)][-window:]
        fresh = listed[bisect_right(listed, seen[-1]) if seen else 0 :]
        overlaps = len(fresh) < len(listed)
        seen += fresh
        habit = Habit(
            arrivals=seen[bisect_left(seen, now - 28 * DAY) :],
            window=len(listed), fresh=len(fresh), overlaps=overlaps, first_read=START, previous=previous,
        )  # fmt: skip
        previous = policy(habit, now)
        now += previous


def followed(moments: list[datetime], window: int, times: list[datetime]) -> tuple[list[float], int]:
    """How many minutes late each entry after the first poll was seen, and how many never were."""
    delays, missed, done = list[float](), 0, bisect_right(moments, times[0])
    for time in times[1:]:
        now = bisect_right(moments, time)
        missed += max(0, now - window - done)
        delays += [(time - moment) / MINUTE for moment in moments[max(done, now - window) : now]]
        done = now
    return delays, missed


if __name__ == "__main__":
    main()
