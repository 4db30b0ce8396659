"""One request at a time to a host, and a pause between two."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.fetch.pace import Pace


class Clock:
    """Time that passes only when a test or a wait says so; in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def paced(clock: Clock, pause_seconds: float = 1.0) -> Pace:
    return Pace(pause_seconds=pause_seconds, clock=clock, wait=clock.wait)


async def request(pace: Pace, clock: Clock, host: str = "muara.test", takes: float = 0.0) -> tuple[float, float]:
    """When a request began and when it ended."""
    async with pace.turn(host):
        began = clock.now
        clock.now += takes
        await asyncio.sleep(0)
        return began, clock.now


def run(*requests: Coroutine[Any, Any, Any]) -> list[Any]:
    async def in_turn() -> list[Any]:
        return [await each for each in requests]

    return asyncio.run(in_turn())


def test_the_first_request_does_not_wait() -> None:
    clock = Clock()
    run(request(paced(clock), clock))
    assert clock.waits == []


def test_the_pause_runs_from_the_end_of_a_request() -> None:
    clock = Clock()
    pace = paced(clock)
    run(request(pace, clock, takes=8.0), request(pace, clock))
    assert clock.waits == [1.0]


def test_only_the_rest_of_the_pause_is_waited_for() -> None:
    clock = Clock()
    pace = paced(clock)
    run(request(pace, clock))
    clock.now += 0.25
    run(request(pace, clock))
    clock.now += 1.0
    run(request(pace, clock))
    assert clock.waits == [0.75]


def test_hosts_do_not_wait_for_each_other() -> None:
    clock = Clock()
    pace = paced(clock)
    run(*(request(pace, clock, host) for host in ("muara.test", "bukit.test", "muara.test:8080")))
    assert clock.waits == []


def test_a_request_that_fails_is_followed_by_a_pause_too() -> None:
    clock = Clock()
    pace = paced(clock)

    async def failing() -> None:
        async with pace.turn("muara.test"):
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        run(failing())
    run(request(pace, clock))
    assert clock.waits == [1.0]


def test_two_requests_to_a_host_never_overlap() -> None:
    clock = Clock()
    pace = paced(clock)

    async def at_once() -> list[tuple[float, float]]:
        return await asyncio.gather(*(request(pace, clock, takes=0.5) for _ in range(3)))

    assert asyncio.run(at_once()) == [(1000.0, 1000.5), (1001.5, 1002.0), (1003.0, 1003.5)]


@pytest.mark.parametrize(
    ("crawl_delay", "waited"),
    [
        (5.0, 5.0),
        (60.0, 60.0),
        (3600.0, 60.0),
        (float("inf"), 60.0),
        (0.25, 1.0),
        (0.0, 1.0),
        (-5.0, 1.0),
        (None, 1.0),
        (float("nan"), 1.0),
    ],
)
def test_a_crawl_delay_lengthens_the_pause_to_a_minute_and_never_shortens_it(
    crawl_delay: float | None, waited: float
) -> None:
    clock = Clock()
    pace = paced(clock)
    pace.slow_down("muara.test", crawl_delay)
    run(request(pace, clock), request(pace, clock))
    assert clock.waits == [waited]


def test_a_crawl_delay_is_of_one_host() -> None:
    clock = Clock()
    pace = paced(clock)
    pace.slow_down("muara.test", 30.0)
    run(request(pace, clock, "bukit.test"), request(pace, clock, "bukit.test"))
    assert clock.waits == [1.0]


def test_without_a_pause_nothing_waits() -> None:
    clock = Clock()
    pace = paced(clock, pause_seconds=0.0)
    run(*(request(pace, clock) for _ in range(3)))
    assert clock.waits == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 30), st.integers(0, 30)), max_size=12))
def test_a_host_always_has_its_pause(requests: list[tuple[str, int, int]]) -> None:
    clock = Clock()
    pace = paced(clock, pause_seconds=10.0)
    ended: dict[str, float] = {}
    for host, idle, takes in requests:
        clock.now += idle
        asked = clock.now
        began, end = run(request(pace, clock, host, takes))[0]
        assert began == max(asked, ended.get(host, 0.0) + 10.0)
        ended[host] = end
    assert all(seconds > 0 for seconds in clock.waits)
