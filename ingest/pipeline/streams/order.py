"""A stream whose items are worked on side by side, and whose results come in the order of the items."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .merge import Stream, cancelled, heard

T = TypeVar("T")
R = TypeVar("R")
GRACE_SECONDS = 3.0  # to finish what is under way when told to stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much may be under way: so many items, and so many bytes, or one item that is larger; and for how long."""

    items: int
    size_bytes: int
    seconds: float | None = None  # then no more items are taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Generic[T, R]):
    """What is done with the items of a stream."""

    begin: Callable[[T], "asyncio.Future[R]"]
    size_bytes: Callable[[T], int]
    when_over: R  # comes last when the time is up
    when_stopped: R  # comes last after a cancellation


async def in_order(items: Stream[T], work: Work[T, R], bounds: Bounds) -> Stream[R]:
    """Yield the results of work on items, in the order of the items.

    After ``bounds.seconds`` no more items are taken, and what was taken is finished. A
    cancellation ends the taking at once: what is under way has three seconds, and the stream
    ends; the task that was cancelled goes on. Raises what ``items`` or the work raises.
    """
    line: _Line[T, R] = _Line(work, bounds)
    feeding = asyncio.create_task(line.feed(items))
    patience = _Patience(feeding)
    try:
        while await patience.until(taking := line.take()) and (taken := taking.result()):
            if not await patience.until(taken.result):
                break
            yield taken.result.result()
            line.room.leave(taken.size_bytes)
        if patience.is_told:
            yield work.when_stopped
        else:
            await patience.until(feeding)
            feeding.result()
    finally:
        await line.close(feeding)


@dataclass(frozen=True, slots=True)
class _Taken(Generic[R]):
    result: "asyncio.Future[R]"
    size_bytes: int


class _Line(Generic[T, R]):
    """What is under way, in the order in which it came."""

    def __init__(self, work: Work[T, R], bounds: Bounds) -> None:
        self.room = Room(bounds.items, bounds.size_bytes)
        self._work = work
        self._seconds = bounds.seconds
        self._waiting: asyncio.Queue[_Taken[R] | None] = asyncio.Queue()
        self._begun: list[asyncio.Future[Any]] = []  # what the consumer waits for

    def take(self) -> "asyncio.Future[_Taken[R] | None]":
        """What comes next; None at the end."""
        self._begun = [asyncio.ensure_future(self._take())]
        return self._begun[0]

    async def feed(self, items: Stream[T]) -> None:
        """Begin the work on items as there is room for it, until there are no more or the time is up."""
        try:
            async with aclosing(items), asyncio.timeout(self._seconds) as time:
                async for item in items:
                    await self._enter(item)
        except TimeoutError:
            if not time.expired():
                raise
            over: asyncio.Future[R] = asyncio.get_running_loop().create_future()
            over.set_result(self._work.when_over)
            self._waiting.put_nowait(_Taken(over, 0))
        finally:
            self._waiting.put_nowait(None)

    async def close(self, feeding: "asyncio.Task[None]") -> None:
        """End the feeding, then what is under way."""
        self.room.open()  # nobody leaves it any more
        await cancelled([feeding])
        while not self._waiting.empty():
            if taken := self._waiting.get_nowait():
                self._begun.append(taken.result)
        await cancelled(self._begun)

    async def _enter(self, item: T) -> None:
        size = self._work.size_bytes(item)
        try:
            await self.room.enter(size)
        finally:  # also told to stop: what was received is not dropped
            result = self._work.begin(item)
            result.add_done_callback(heard)
            self._waiting.put_nowait(_Taken(result, size))

    async def _take(self) -> "_Taken[R] | None":
        taken = await self._waiting.get()
        if taken:
            self._begun.append(taken.result)
        return taken


class Room:
    """Lets in as much as there is room for."""

    def __init__(self, items: int, size_bytes: int) -> None:
        self._items = items
        self._bytes = self._most_bytes = size_bytes
        self._left = asyncio.Event()

    async def enter(self, size_bytes: int) -> None:
        """Wait until there is room for an item."""
        while self._items <= 0 or self._bytes < min(size_bytes, self._most_bytes):
            self._left.clear()
            await self._left.wait()
        self._items -= 1
        self._bytes -= size_bytes

    def leave(self, size_bytes: int) -> None:
        """Make room for others."""
        self._items += 1
        self._bytes += size_bytes
        self._left.set()

    def open(self) -> None:
        """Let everybody in."""
        self._items = self._bytes = self._most_bytes = 1 << 62
        self._left.set()


class _Patience:
    """Waits for work. Cancelled, it ends the feeding and waits a little longer; then no more."""

    def __init__(self, feeding: "asyncio.Task[None]") -> None:
        self._feeding = feeding
        self._until: float | None = None

    @property
    def is_told(self) -> bool:
        """Whether a cancellation came."""
        return self._until is not None

    async def until(self, work: "asyncio.Future[Any]") -> bool:
        """Wait until work is done; False when the time after a cancellation is over."""
        loop = asyncio.get_running_loop()
        while not work.done():
            left = None if self._until is None else self._until - loop.time()
            if left is not None and left <= 0:
                return False
            try:
                await asyncio.wait([work], timeout=left)
            except asyncio.CancelledError:
                _uncancel()
                self._until = loop.time() + GRACE_SECONDS
                self._feeding.cancel()
        return True


async def until_cancelled(streams: Iterable[Stream[T]], when_cancelled: T) -> Stream[T]:
    """Yield what streams yield, one after the other; a cancellation ends them, and the task goes on."""
    for stream in streams:
        async with aclosing(stream):
            try:
                async for item in stream:
                    yield item
            except asyncio.CancelledError:
                _uncancel()
                yield when_cancelled
                return


async def in_spite_of_cancellation(work: Awaitable[T]) -> T:
    """Return what work returns, also when this task is cancelled meanwhile: for what ends by itself, and must."""
    task = asyncio.ensure_future(work)
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            _uncancel()
    return task.result()


def _uncancel() -> None:
    this = asyncio.current_task()
    assert this is not None  # a generator runs in one
    this.uncancel()
