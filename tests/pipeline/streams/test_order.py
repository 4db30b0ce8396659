"""A stream whose items are worked on in order, within bounds, and stopped with grace."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any

import pytest

from ingest.pipeline.streams import Bounds, Stream, Work, in_order, side_by_side
from tests.pipeline.streams.streaming import collected, endless, failing, numbers, run, silent

STOPPED, OVER = "stopped", "over"
THREE = Bounds(items=3, size_bytes=1000)


def working(
    items: Stream[int],
    each: Callable[[int], Awaitable[Any]],
    bounds: Bounds | None = None,
    size_bytes: Callable[[int], int] = lambda item: 1,
) -> Stream[Any]:
    """Items through ``each``, three at a time."""
    work: Work[int, Any] = Work(
        begin=lambda item: asyncio.ensure_future(each(item)),
        size_bytes=size_bytes,
        when_over=OVER,
        when_stopped=STOPPED,
    )
    return in_order(items, work, bounds or THREE)


async def stopped_while_it_waits(task: asyncio.Future[list[Any]], go_on: asyncio.Event) -> list[Any]:
    """What a task makes that is told to stop, and whose work goes on only then."""
    for _ in range(10):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    return await task


def test_results_come_in_the_order_of_the_items_however_long_each_takes() -> None:
    async def slower_first(item: int) -> int:
        for _ in range(20 - item):
            await asyncio.sleep(0)
        return item * 10

    assert run(collected(working(numbers(*range(20)), slower_first, Bounds(items=7, size_bytes=99)))) == [
        10 * item for item in range(20)
    ]


def test_no_more_is_under_way_than_there_is_room_for() -> None:
    under_way, most_items, most_bytes = [], 0, 0

    async def weigh(item: int) -> int:
        nonlocal most_items, most_bytes
        under_way.append(item)
        most_items, most_bytes = max(most_items, len(under_way)), max(most_bytes, sum(under_way))
        await asyncio.sleep(0)
        return item

    async def consumed() -> int:
        stream = working(numbers(*[30, 40, 50, 10, 10, 10, 90] * 9), weigh, Bounds(items=4, size_bytes=100), int)
        count = 0
        async for item in stream:
            await asyncio.sleep(0)
            under_way.remove(item)
            count += 1
        return count

    assert run(consumed()) == 63
    assert most_items <= 4
    assert most_bytes <= 100


def test_an_item_larger_than_all_room_goes_alone() -> None:
    async def same(item: int) -> int:
        return item

    stream = working(numbers(1, 5000, 2), same, Bounds(items=4, size_bytes=100), int)
    assert run(collected(stream)) == [1, 5000, 2]


def test_what_the_items_raise_comes_after_what_was_taken() -> None:
    async def same(item: int) -> int:
        await asyncio.sleep(0)
        return item

    async def until_it_breaks() -> tuple[list[int], str]:
        found = []
        try:
            async for item in working(failing(), same):
                found.append(item)
        except ValueError as error:
            return found, str(error)
        return found, ""

    assert run(until_it_breaks()) == ([1], "it broke")


def test_what_the_work_raises_closes_the_items() -> None:
    closed: list[int] = []

    async def refuse(item: int) -> int:
        raise ValueError(f"no {item}")

    with pytest.raises(ValueError, match="no 0"):
        run(collected(working(endless(closed), refuse)))
    assert closed == [-1]


def test_after_its_time_no_more_is_taken_and_what_was_taken_is_finished() -> None:
    closed: list[int] = []

    async def same(item: int) -> int:
        return item

    async def then_silent() -> Stream[int]:
        yield 7
        async with aclosing(silent(closed)) as nothing:
            async for item in nothing:
                yield item

    assert run(collected(working(then_silent(), same, Bounds(items=3, size_bytes=99, seconds=0.05)))) == [7, OVER]
    assert closed == [-1]


def test_a_cancelled_stream_finishes_what_is_under_way_and_says_so() -> None:
    closed: list[int] = []
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def wait(item: int) -> int:
        begun.set()
        await go_on.wait()
        return item

    async def cancelled() -> list[Any]:
        task = asyncio.ensure_future(collected(working(endless(closed), wait)))
        await begun.wait()
        return await stopped_while_it_waits(task, go_on)

    assert run(cancelled()) == [0, 1, 2, 3, STOPPED]  # the last waited for room
    assert closed == [-1]


def test_after_a_cancellation_what_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pipeline.streams.order.GRACE_SECONDS", 0.05)
    closed: list[int] = []
    abandoned: list[int] = []

    begun = asyncio.Event()

    async def hang(item: int) -> int:
        if item == 1:
            begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            abandoned.append(item)
        return item

    async def cancelled() -> list[Any]:
        task = asyncio.ensure_future(collected(working(endless(closed), hang, Bounds(items=2, size_bytes=99))))
        await begun.wait()
        task.cancel()
        return await task  # type: ignore[no-any-return]

    assert run(cancelled()) == [STOPPED]
    assert {0, 1} <= {*abandoned} <= {0, 1, 2}  # the third may have waited for room
    assert closed == [-1]


def test_a_stream_that_has_items_ready_ends_all_the_same_when_its_time_is_up() -> None:
    """It may not go on because there is always something ready."""
    closed: list[int] = []
    waits = 0

    async def slow(number: int) -> Stream[int]:
        nonlocal waits
        try:
            while True:
                yield number  # ready at once
                waits += 1
                await asyncio.sleep(0.001)
        finally:
            closed.append(-1)

    async def same(item: int) -> int:
        return item

    bounds = Bounds(items=3, size_bytes=99, seconds=0.05)
    found = run(collected(working(side_by_side([slow(number) for number in range(50)]), same, bounds)))
    assert found[-1] == OVER
    assert closed == [-1] * 50


def test_a_consumer_that_raises_while_there_is_no_room_ends_the_stream() -> None:
    closed: list[int] = []

    async def same(item: int) -> int:
        return item

    async def consumed() -> None:
        items = side_by_side([endless(closed), endless(closed)])
        async with aclosing(working(items, same, Bounds(items=1, size_bytes=9))) as results:
            async for _ in results:
                for _ in range(10):  # the room fills
                    await asyncio.sleep(0)
                raise ValueError("the disk is full")

    with pytest.raises(ValueError, match="the disk is full"):
        run(consumed())
    assert closed == [-1, -1]


def test_an_item_that_waits_for_room_when_told_to_stop_is_not_lost() -> None:
    go_on = asyncio.Event()

    async def wait(item: int) -> int:
        await go_on.wait()
        return item

    async def cancelled() -> list[Any]:
        task = asyncio.ensure_future(collected(working(numbers(1, 2, 3), wait, Bounds(items=1, size_bytes=9))))
        return await stopped_while_it_waits(task, go_on)

    assert run(cancelled()) == [1, 2, STOPPED]
