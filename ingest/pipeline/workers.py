"""Work on other people's pages in processes that can be stopped.

A page may make a parser loop, eat all memory or crash. Here that costs one worker
and one item: the process is replaced, the item fails with the limit that it met,
and the run goes on. Workers end with the process that started them, also when it
is killed.
"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import synchronize
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from types import ModuleType, TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from ingest.core.errors import OverLimit

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one item may use."""

    seconds: float = 15.0  # real pages take 0.03; the worst of 5,000 odd ones took 4
    memory_bytes: int = 2 << 30  # of address space, for the whole worker


class Workers:
    """Some processes that do one thing; a context manager.

    ``preload`` names modules that are loaded once; every worker begins as a copy of that state.
    """

    def __init__(self, count: int, *, preload: Sequence[str], limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._context = _Context()
        self._context.set_forkserver_preload([*preload])
        self._pool = ProcessPool(
            max_workers=count, context=self._context, initializer=_bound, initargs=(self._limits.memory_bytes,)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]  # what is still under way belongs to a run that was stopped
        self._pool.join()
        self._context.let_go()

    async def do(self, work: Callable[[Given], Made], item: Given) -> Made:
        """``work(item)``, or what it raised; OverLimit says which limit it met."""
        try:
            return await asyncio.wrap_future(self._pool.schedule(work, args=(item,), timeout=self._limits.seconds))
        except TimeoutError as error:
            raise OverLimit(f"it took longer than {self._limits.seconds:g} s") from error
        except MemoryError as error:
            raise OverLimit(f"it needed more than {self._limits.memory_bytes >> 20} MiB of memory") from error
        except ProcessExpired as error:
            raise OverLimit("it crashed the process that read it") from error


class _Process(ForkServerProcess):
    """A process that does not run the main module of the program again, which its work never needs.

    A script that imports from warta without a ``__main__`` guard would else begin anew in every worker.
    """

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return ForkServerProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


class _Context(ForkServerContext):
    """Keeps the locks of a pool until its workers have ended.

    Pebble gives them up before, and a worker that has only begun then ends with a traceback.
    """

    Process = _Process

    def __init__(self) -> None:
        super().__init__()
        self._locks: list[synchronize.RLock] = []

    def RLock(self) -> synchronize.RLock:
        """A lock that is kept."""
        self._locks.append(super().RLock())
        return self._locks[-1]

    def let_go(self) -> None:
        """Give them up."""
        self._locks.clear()


def _bound(memory_bytes: int) -> None:
    """Runs in the worker: no more memory than this, and signals are for the one who started it."""
    import resource
    import signal

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or memory_bytes < most:  # a lower bound from outside stays
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
