import asyncio
import threading
from collections.abc import Iterator
from contextlib import aclosing

import pytest

from ingest.pipeline.streams import in_chunks


def test_all_items_come_in_their_order() -> None:
    async def collected() -> list[int]:
        return [item async for chunk in in_chunks(iter(range(1000))) for item in chunk]

    assert asyncio.run(collected()) == [*range(1000)]


def test_what_is_ready_comes_while_the_next_is_waited_for() -> None:
    more = threading.Event()

    def slow() -> Iterator[int]:
        yield 1
        more.wait()
        yield 2

    async def collected() -> list[list[int]]:
        found = []
        async for chunk in in_chunks(slow()):
            found.append(chunk)
            more.set()
        return found

    assert asyncio.run(collected()) == [[1], [2]]


def test_an_error_comes_after_what_was_read_before_it() -> None:
    def broken() -> Iterator[int]:
        yield from range(3)
        raise OSError("the disk is gone")

    found: list[int] = []

    async def collect() -> None:
        async for chunk in in_chunks(broken()):
            found.extend(chunk)

    with pytest.raises(OSError, match="gone"):
        asyncio.run(collect())
    assert found == [0, 1, 2]


@pytest.mark.parametrize(("size", "most"), [(0, 101), (1 << 20, 5), (100 << 20, 2)])
def test_no_more_is_read_ahead_than_there_is_room_for(size: int, most: int) -> None:
    read: list[int] = []
    is_waiting = threading.Event()

    def numbers() -> Iterator[int]:
        for number in range(500):
            read.append(number)
            yield number

    def size_bytes(number: int) -> int:
        if number == most - 1:  # the first for which there is no room
            is_waiting.set()
        return size

    async def first() -> None:
        async with aclosing(in_chunks(numbers(), size_bytes)) as chunks:
            chunk = await anext(chunks)
            assert chunk
            is_waiting.wait()
            assert len(read) <= len(chunk) + most

    asyncio.run(first())
    assert len(read) < 500


def test_closed_early_the_thread_ends() -> None:
    before = threading.active_count()

    async def first() -> list[int]:
        async with aclosing(in_chunks(iter(range(100_000)))) as chunks:
            return await anext(chunks)

    assert asyncio.run(first())[0] == 0
    for thread in threading.enumerate()[before:]:
        thread.join()
    assert threading.active_count() <= before
