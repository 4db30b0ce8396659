"""One request at a time to a host, and a pause between two."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.fetch.pace import PATIENCE_SECONDS, Pace, TooLong


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


@pytest.mark.parametrize(
    ("name", "host", "waits"),
    [
        ("muara.test", "muara.test", [20.0]),
        ("muara.test", "www.muara.test", [20.0]),
        ("muara.test", "WWW.Muara.test:8080", [20.0]),
        ("muara.test", "bukit.test", []),
        ("muara.test", "muara.bukit.test", []),
        ("www.muara.test", "www.muara.test", [20.0]),
        ("www.muara.test", "amp.muara.test", []),
        ("www.muara.test", "muara.test", []),
        ("kabar.co.id", "www.kabar.co.id", [20.0]),
        ("kabar.co.id", "bukit.co.id", []),
        ("127.0.0.1", "127.0.0.1:8080", [20.0]),
        ("127.0.0.1", "10.0.0.1", []),
        ("::1", "[::1]", [20.0]),
        ("::1", "[::1]:8080", [20.0]),
        ("::1", "[::2]:8080", []),
    ],
)
def test_a_pause_is_of_a_host_or_of_all_hosts_of_a_domain(name: str, host: str, waits: list[float]) -> None:
    clock = Clock()
    pace = paced(clock)
    pace.pause(name, 20.0)
    assert pace.pause_seconds(host) == sum(waits)
    run(request(pace, clock, host))
    assert clock.waits == waits
    assert pace.pause_seconds(host) == 0.0


@pytest.mark.parametrize(
    ("pauses", "waited"), [([20.0, 5.0], 20.0), ([5.0, 20.0], 20.0), ([0.0], 0.0), ([-60.0], 0.0), ([30.0], 30.0)]
)
def test_a_later_pause_never_shortens_an_earlier_one(pauses: list[float], waited: float) -> None:
    clock = Clock()
    pace = paced(clock)
    for seconds in pauses:
        pace.pause("muara.test", seconds)
    run(request(pace, clock))
    assert sum(clock.waits) == waited


def test_a_pause_that_is_longer_than_patience_is_not_waited_for() -> None:
    clock = Clock()
    pace = paced(clock)
    pace.pause("muara.test", PATIENCE_SECONDS + 1)
    with pytest.raises(TooLong):
        run(request(pace, clock))
    assert clock.waits == []
    clock.now += 1.0
    run(request(pace, clock))
    assert clock.waits == [PATIENCE_SECONDS]


def test_after_a_turn_that_was_not_given_nobody_waits_for_it() -> None:
    clock = Clock()
    pace = paced(clock)
    pace.pause("muara.test", 3600.0)

    async def give_up() -> None:
        with pytest.raises(TooLong):
            await request(pace, clock)

    run(give_up(), give_up(), request(pace, clock, "bukit.test"))
    assert clock.waits == []


def test_a_pause_that_is_asked_for_while_others_wait_holds_for_them() -> None:
    clock = Clock()
    pace = paced(clock)

    async def asked_to_pause() -> None:
        async with pace.turn("muara.test"):
            pace.pause("muara.test", 20.0)
            await asyncio.sleep(0)

    async def at_once() -> tuple[float, float]:
        _, then = await asyncio.gather(asked_to_pause(), request(pace, clock))
        return then

    assert asyncio.run(at_once()) == (1020.0, 1020.0)


def test_a_pause_on_top_of_a_wait_is_waited_for_too() -> None:
    """A pause of the domain, asked for by another host while this one waits for its turn."""
    clock = Clock()

    async def wait(seconds: float) -> None:
        if not clock.waits:
            pace.pause("muara.test", 15.0)
        await clock.wait(seconds)

    pace = Pace(pause_seconds=10.0, clock=clock, wait=wait)
    run(request(pace, clock), request(pace, clock))
    assert clock.waits == [10.0, 5.0]


def test_a_crawl_delay_beyond_patience_is_waited_for_all_the_same() -> None:
    clock = Clock()
    pace = paced(clock)
    pace.slow_down("muara.test", 60.0)
    pace.pause("muara.test", 5.0)
    run(request(pace, clock), request(pace, clock))
    assert clock.waits == [5.0, 60.0]


def test_what_is_owed_are_the_pauses_that_are_not_over_by_the_names_of_their_hosts() -> None:
    clock = Clock()
    pace = paced(clock)
    pace.slow_down("bukit.test", 20.0)
    run(request(pace, clock, "kabar.test"))
    clock.now += 1.0
    run(request(pace, clock, "muara.test:8080"), request(pace, clock, "bukit.test"))
    clock.now += 0.25
    assert pace.owed() == {"muara.test": 0.75, "bukit.test": 19.75}


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
