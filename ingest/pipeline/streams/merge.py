"""Several streams into one."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncGenerator, Iterable
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Stream = AsyncGenerator[T, None]
_END = object()


async def side_by_side(streams: Iterable[Stream[T]], *, at_once: int | None = None) -> Stream[T]:
    """Yield what several streams yield, as it comes; at most ``at_once`` of them run at a time.

    To a deque of streams the consumer may add more while it goes on. Each stream is at most one
    item ahead of the consumer. Raises what the first of them raises, and closes the others.
    Cancelled, it cancels them, yields what they have ready, and then is cancelled itself.
    """
    waiting = streams if isinstance(streams, deque) else deque(streams)
    lanes: _Lanes[T] = _Lanes()
    try:
        while waiting or lanes:
            while waiting and not lanes.is_cancelled and (at_once is None or len(lanes) < at_once):
                lanes.advance(waiting.popleft())
            if not lanes:
                break
            stream, item = await lanes.next()
            if item is not _END:
                lanes.advance(stream)
                yield item  # type: ignore[misc]  # not the end, so an item
        if lanes.is_cancelled:
            raise asyncio.CancelledError
    finally:
        await lanes.close()


class _Lanes(Generic[T]):
    """Streams that run, each with the task of its next item."""

    def __init__(self) -> None:
        self._running: dict[asyncio.Task[T | object], Stream[T]] = {}
        self._finished: asyncio.Queue[asyncio.Task[T | object]] = asyncio.Queue()
        self.is_cancelled = False

    def __len__(self) -> int:
        return len(self._running)

    def advance(self, stream: Stream[T]) -> None:
        """Begin on the next item of a stream; after a cancellation it comes if it is ready, and no more."""
        task = asyncio.ensure_future(_next(stream))
        self._running[task] = stream
        task.add_done_callback(self._finished.put_nowait)
        task.add_done_callback(heard)
        if self.is_cancelled:  # after its first step: at its first wait it ends
            asyncio.get_running_loop().call_soon(task.cancel)

    async def next(self) -> tuple[Stream[T], T | object]:
        """Wait for the first stream that has an item, or its end; raises what the stream raises."""
        while True:
            try:
                task = await self._finished.get()
                break
            except asyncio.CancelledError:
                self._cancel()
        stream = self._running.pop(task)
        return stream, _END if task.cancelled() and self.is_cancelled else task.result()

    def _cancel(self) -> None:
        """Cancel what runs, once: a second time would cut short what it does to end."""
        if not self.is_cancelled:
            self.is_cancelled = True
            for task in self._running:
                task.cancel()

    async def close(self) -> None:
        """Cancel and close every stream."""
        self._cancel()
        try:
            await ended(self._running)
        finally:
            for stream in self._running.values():
                with contextlib.suppress(Exception):  # what it raises now, nobody asked for
                    await stream.aclose()


async def _next(stream: Stream[T]) -> T | object:
    return await anext(stream, _END)


def heard(work: "asyncio.Future[Any]") -> None:
    """Ask for the outcome of work that nobody may ask for after a stop: asyncio would warn of that."""
    if not work.cancelled():
        work.exception()


async def cancelled(futures: "Iterable[asyncio.Future[Any]]") -> None:
    """Cancel futures and wait until all have ended; see ``ended``."""
    futures = [*futures]
    for future in futures:
        future.cancel()
    await ended(futures)


async def ended(futures: "Iterable[asyncio.Future[Any]]") -> None:
    """Wait until futures have ended, however they do.

    A cancellation meanwhile cuts nothing short, and is raised in the end: what was left running would
    be closed in the middle of its work.
    """
    pending = {future for future in futures if not future.done()}
    was_cancelled = False
    while pending:
        try:
            _, pending = await asyncio.wait(pending)
        except asyncio.CancelledError:
            was_cancelled = True
            pending = {future for future in pending if not future.done()}
    if was_cancelled:
        raise asyncio.CancelledError
