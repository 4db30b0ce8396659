"""Streams of values put together: several side by side into one, and one whose items are worked on in order.

Plain async generators without a task group or a timeout around a ``yield`` (PEP 789): a stream
that is closed early, or fails, ends what it has under way.
"""

import asyncio
import contextlib
import threading
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from contextlib import aclosing
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Stream = AsyncGenerator[T, None]
_GRACE_SECONDS = 4.0  # to finish what is under way when told to stop
_END = object()


async def side_by_side(streams: Iterable[Stream[T]], *, at_once: int | None = None) -> Stream[T]:
    """Yield what several streams yield, as it comes; at most ``at_once`` of them run at a time.

    Each stream is at most one item ahead of the consumer. Raises what the first of them
    raises, and closes the others. Cancelled, it cancels them, yields what they had ready, and
    then is cancelled itself: what was received is not lost.
    """
    finished: asyncio.Queue[asyncio.Task[T | object]] = asyncio.Queue()
    running: dict[asyncio.Task[T | object], Stream[T]] = {}
    waiting = iter(streams)
    is_cancelled = False

    def advance(stream: Stream[T]) -> None:
        task = asyncio.ensure_future(_next(stream))
        running[task] = stream
        task.add_done_callback(finished.put_nowait)

    try:
        while True:
            while not is_cancelled and (at_once is None or len(running) < at_once):
                if (stream := next(waiting, None)) is None:
                    break
                advance(stream)
            if not running:
                break
            try:
                task = await finished.get()
            except asyncio.CancelledError:
                is_cancelled = True
                for each in running:
                    each.cancel()
                continue
            stream = running.pop(task)
            if not (task.cancelled() and is_cancelled) and (item := task.result()) is not _END:
                advance(stream)
                yield item  # type: ignore[misc]  # not the end, so an item
        if is_cancelled:
            raise asyncio.CancelledError
    finally:
        await _close(running)


async def beside(items: Iterator[T]) -> Stream[T]:
    """Yield the items of an iterator that may block, read beside the event loop; raises what it raises.

    A disk may be slow, and a pipe may never say more: the thread is a daemon, so that a signal
    can end the process while it waits.
    """
    loop = asyncio.get_running_loop()
    while True:
        future: asyncio.Future[T | object] = loop.create_future()
        threading.Thread(target=_resolve, args=(loop, future, items), daemon=True).start()
        if (item := await future) is _END:
            return
        yield item  # type: ignore[misc]  # not the end, so an item


async def in_order(
    items: Stream[T],
    begin: Callable[[T], "asyncio.Future[R]"],
    *,
    room: "Room",
    size_bytes: Callable[[T], int],
    max_seconds: float | None,
    when_over: R,
    when_stopped: R,
) -> Stream[R]:
    """Yield the results of work on items, in the order of the items; ``begin`` starts the work on one.

    ``room`` bounds what is under way. After ``max_seconds`` no more items are taken, and
    ``when_over`` is yielded for the rest. A cancellation ends the taking at once: what is
    under way has four seconds, then comes ``when_stopped``, and the stream ends; the task
    that was cancelled goes on. Raises what ``items`` or the work raises.
    """
    line: asyncio.Queue[tuple[asyncio.Future[R], int] | None] = asyncio.Queue()
    feeding = asyncio.create_task(_feed(items, begin, line, room, size_bytes, max_seconds, when_over))
    patience = _Patience(feeding)
    under_way: list[asyncio.Future[Any]] = [feeding]
    try:
        while True:
            under_way[1:] = [taking := asyncio.ensure_future(line.get())]
            if not await patience.until(taking) or (taken := taking.result()) is None:
                break
            under_way[1:] = [work := taken[0]]
            if not await patience.until(work):
                break
            yield work.result()
            room.leave(taken[1])
        if patience.is_told:
            yield when_stopped
        else:
            await feeding
    finally:
        await _cancel([*under_way, *(taken[0] for taken in _rest(line) if taken)])


class Room:
    """How much may be under way: so many items, and so many bytes, or one item that is larger."""

    def __init__(self, items: int, size_bytes: int) -> None:
        self._items = items
        self._bytes = self._most_bytes = size_bytes
        self._left = asyncio.Event()

    async def enter(self, size_bytes: int) -> None:
        """Wait until there is room for an item."""
        while self._items == 0 or self._bytes < min(size_bytes, self._most_bytes):
            self._left.clear()
            await self._left.wait()
        self._items -= 1
        self._bytes -= size_bytes

    def leave(self, size_bytes: int) -> None:
        """Make room for others."""
        self._items += 1
        self._bytes += size_bytes
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

    async def until(self, work: "asyncio.Future[R]") -> bool:
        """Wait until work is done; False when the time after a cancellation is over."""
        loop = asyncio.get_running_loop()
        while not work.done():
            left = None if self._until is None else self._until - loop.time()
            if left is not None and left <= 0:
                return False
            try:
                await asyncio.wait([work], timeout=left)
            except asyncio.CancelledError:
                this = asyncio.current_task()
                assert this is not None  # it runs in one
                this.uncancel()
                self._until = loop.time() + _GRACE_SECONDS
                self._feeding.cancel()
        return True


async def _feed(
    items: Stream[T],
    begin: Callable[[T], "asyncio.Future[R]"],
    line: "asyncio.Queue[tuple[asyncio.Future[R], int] | None]",
    room: Room,
    size_bytes: Callable[[T], int],
    max_seconds: float | None,
    when_over: R,
) -> None:
    """Begin the work on items as there is room for it, until there are no more or the time is up."""
    try:
        async with aclosing(items), asyncio.timeout(max_seconds) as time:
            async for item in items:
                size = size_bytes(item)
                await room.enter(size)
                work = begin(item)
                work.add_done_callback(_heard)
                line.put_nowait((work, size))
    except TimeoutError:
        if not time.expired():
            raise
        over: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        over.set_result(when_over)
        line.put_nowait((over, 0))
    finally:
        line.put_nowait(None)


def _resolve(loop: asyncio.AbstractEventLoop, future: "asyncio.Future[T | object]", items: Iterator[T]) -> None:
    """Runs in a thread: the next item, the end, or what the iterator raises."""
    item: T | object = _END
    error: Exception | None = None
    try:
        item = next(items, _END)
    except Exception as raised:  # to be raised where it is awaited
        error = raised

    def answer() -> None:
        if future.done():  # nobody waits any more
            return
        if error is None:
            future.set_result(item)
        else:
            future.set_exception(error)

    with contextlib.suppress(RuntimeError):  # the loop is closed
        loop.call_soon_threadsafe(answer)


def _heard(work: "asyncio.Future[R]") -> None:
    """Nobody may ask for it after a stop; asyncio would warn of that."""
    if not work.cancelled():
        work.exception()


def _rest(line: "asyncio.Queue[T]") -> Iterable[T]:
    while not line.empty():
        yield line.get_nowait()


async def _next(stream: Stream[T]) -> T | object:
    return await anext(stream, _END)


async def _close(running: dict["asyncio.Task[T | object]", Stream[T]]) -> None:
    await _cancel(running)
    for stream in running.values():
        await stream.aclose()


async def _cancel(futures: "Iterable[asyncio.Future[T]]") -> None:
    futures = [*futures]
    for future in futures:
        future.cancel()
    await asyncio.gather(*futures, return_exceptions=True)
