"""The items of what may block, read ahead beside the event loop."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from .merge import Stream

T = TypeVar("T")
_MOST_ITEMS = 100
_MOST_BYTES = 4 << 20
_GATHERING_SECONDS = 0.005  # after the first item: what comes quickly is taken some at a time, not one by one


def _nothing(_: object) -> int:
    return 0


async def in_chunks(items: Iterator[T], size_bytes: Callable[[T], int] = _nothing) -> Stream[list[T]]:
    """Yield what is ready of an iterator that may block, one item at least; raises what it raises, after what it had.

    A hundred items or 4 MiB of them are read ahead at most. A disk may be slow, and a pipe may never say more: the
    thread that reads is a daemon, so that a signal can end the process while it waits.
    """
    ahead = _Ahead(items, size_bytes)
    threading.Thread(target=ahead.read, daemon=True).start()
    try:
        while chunk := await ahead.next():
            yield chunk
    finally:
        ahead.close()


class _Ahead(Generic[T]):
    """What one thread reads and the event loop takes."""

    def __init__(self, items: Iterator[T], size_bytes: Callable[[T], int]) -> None:
        self._items, self._size_bytes = items, size_bytes
        self._loop, self._told = asyncio.get_running_loop(), asyncio.Event()
        self._changed = threading.Condition()
        self._ready: list[T] = []
        self._ready_bytes = 0
        self._is_awaited = self._is_ended = self._is_closed = False
        self._error: Exception | None = None

    def read(self) -> None:
        """Read to the end, as there is room; runs in a thread."""
        try:
            for item in self._items:
                if not self._put(item):
                    return
        except Exception as error:  # to be raised where it is awaited
            self._error = error
        with self._changed:
            self._is_ended = True
            self._tell()

    def _put(self, item: T) -> bool:
        """Hand an item over when there is room; False when nobody takes any more."""
        size = self._size_bytes(item)
        with self._changed:
            while not self._is_closed and self._is_full(size):
                self._changed.wait()
            if self._is_closed:
                return False
            self._ready.append(item)
            self._ready_bytes += size
            self._tell()
            return True

    def _is_full(self, size: int) -> bool:
        return bool(self._ready) and (len(self._ready) >= _MOST_ITEMS or self._ready_bytes + size > _MOST_BYTES)

    def _tell(self) -> None:
        if self._is_awaited:
            self._is_awaited = False
            with contextlib.suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self._told.set)

    async def next(self) -> list[T]:
        """Wait for what comes next; nothing at the end."""
        while True:
            with self._changed:
                chunk, self._ready, self._ready_bytes = self._ready, [], 0
                if chunk:
                    self._changed.notify()
                    return chunk
                if self._is_ended:
                    if self._error:
                        raise self._error
                    return chunk
                self._is_awaited = True
                self._told.clear()
            await self._told.wait()
            if not self._is_ended:
                await asyncio.sleep(_GATHERING_SECONDS)

    def close(self) -> None:
        """Let the thread end."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
