"""Streams for tests: some that end, some that fail, some that never say anything."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable
from typing import Any

from ingest.pipeline.streams import Stream


async def numbers(*items: int, closed: list[int] | None = None) -> Stream[int]:
    """Yield items, and note when it is closed."""
    try:
        for item in items:
            await asyncio.sleep(0)
            yield item
    finally:
        if closed is not None:
            closed.append(sum(items))


async def endless(closed: list[int]) -> Stream[int]:
    try:
        number = 0
        while True:
            yield number
            number += 1
            await asyncio.sleep(0)
    finally:
        closed.append(-1)


async def failing() -> Stream[int]:
    yield 1
    raise ValueError("it broke")


async def silent(closed: list[int]) -> Stream[int]:
    """Wait for ever."""
    try:
        await asyncio.Event().wait()
        yield 0
    finally:
        closed.append(-1)


async def collected(stream: AsyncGenerator[Any, None]) -> list[Any]:
    return [item async for item in stream]


def run(work: Awaitable[Any]) -> Any:
    async def bounded() -> Any:
        async with asyncio.timeout(20):  # a stream that hangs fails here
            return await work

    return asyncio.run(bounded())
