"""Several streams into one."""

import asyncio
from collections import deque
from contextlib import aclosing

import pytest

from ingest.pipeline.streams import Stream, side_by_side
from tests.pipeline.streams.streaming import collected, endless, failing, numbers, run, silent


def test_all_items_of_all_streams_come_each_stream_in_its_order() -> None:
    found = run(collected(side_by_side([numbers(1, 2, 3), numbers(), numbers(10, 20)])))
    assert sorted(found) == [1, 2, 3, 10, 20]
    assert [item for item in found if item < 10] == [1, 2, 3]
    assert [item for item in found if item >= 10] == [10, 20]


def test_a_stream_that_waits_holds_up_no_other() -> None:
    async def first_two() -> list[int]:
        closed: list[int] = []
        async with aclosing(side_by_side([silent(closed), numbers(1, 2)])) as items:
            found = [await anext(items), await anext(items)]
        return [*found, *closed]

    assert run(first_two()) == [1, 2, -1]


def test_no_more_streams_run_than_are_allowed() -> None:
    running, most = 0, 0

    async def counted(number: int) -> Stream[int]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        for _ in range(3):
            await asyncio.sleep(0)
            yield number
        running -= 1

    found = run(collected(side_by_side((counted(number) for number in range(50)), at_once=4)))
    assert len(found) == 150
    assert most == 4


def test_what_one_stream_raises_is_raised_and_closes_the_others() -> None:
    closed: list[int] = []
    with pytest.raises(ValueError, match="it broke"):
        run(collected(side_by_side([endless(closed), silent(closed), failing()])))
    assert closed == [-1, -1]


def test_closing_early_closes_every_stream() -> None:
    closed: list[int] = []

    async def one() -> int:
        async with aclosing(side_by_side([endless(closed), numbers(5, 6, closed=closed)])) as items:
            return await anext(items)

    run(one())
    assert sorted(closed) == [-1, 11]


def test_a_cancelled_stream_yields_what_was_ready_and_begins_nothing_more() -> None:
    closed: list[int] = []
    begun: list[int] = []

    async def ready_then_silent(number: int) -> Stream[int]:
        begun.append(number)
        yield number
        async with aclosing(silent(closed)) as nothing:
            async for item in nothing:
                yield item

    async def nested() -> Stream[int]:
        inner = side_by_side((ready_then_silent(number) for number in range(9)), at_once=3)
        async with aclosing(inner) as items:
            async for item in items:
                yield item
        begun.append(-1)  # never reached: nothing goes on after a cancellation

    async def cancelled() -> list[int]:
        found: list[int] = []
        first = asyncio.Event()

        async def consume() -> None:
            async for item in side_by_side([nested()]):
                found.append(item)
                first.set()

        task = asyncio.ensure_future(consume())
        await first.wait()  # the other two are ready, or on their way
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return found

    assert run(cancelled()) == [0, 1, 2]
    assert begun == [0, 1, 2]
    assert len(closed) <= 3


def test_streams_that_are_added_meanwhile_run_beside_the_others() -> None:
    closed: list[int] = []

    async def added() -> list[int]:
        streams = deque([silent(closed), numbers(1)])
        found: list[int] = []
        async with aclosing(side_by_side(streams)) as items:
            async for item in items:
                found.append(item)
                if item < 4:
                    streams.append(numbers(item + 1))
                else:
                    break
        return found

    assert run(added()) == [1, 2, 3, 4]
    assert closed == [-1]


def test_a_second_cancellation_closes_no_stream_in_the_middle_of_its_work() -> None:
    """Streams inside streams that end slowly are left to end; none is closed while it runs."""
    ended: list[int] = []

    async def slow_to_end(number: int) -> Stream[int]:
        try:
            await asyncio.Event().wait()
            yield number
        finally:
            for _ in range(20):
                await asyncio.sleep(0)
            ended.append(number)

    async def inside(number: int) -> Stream[int]:
        async with aclosing(side_by_side([slow_to_end(number), slow_to_end(number)])) as items:
            async for item in items:
                yield item

    async def cancelled_twice() -> None:
        task = asyncio.ensure_future(collected(side_by_side([inside(number) for number in range(3)])))
        for _ in range(5):
            await asyncio.sleep(0)
        for _ in range(3):
            task.cancel()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        with pytest.raises(asyncio.CancelledError):
            await task

    run(cancelled_twice())
    assert sorted(ended) == [0, 0, 1, 1, 2, 2]
