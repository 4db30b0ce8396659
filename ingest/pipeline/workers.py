"""Work on other people's pages in processes that can be stopped.

A page may make a parser loop, eat all memory or crash. Here that costs one worker
and one item: the process is replaced, the item fails with the limit that it met,
and the run goes on. Workers end with the process that started them, also when it
is killed.
"""

import asyncio
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import synchronize
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from types import ModuleType, TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool
from pebble.pool.base_pool import Task
from pebble.pool.process import TaskManager

from ingest.core.errors import OverLimit

from . import fork_server

_LONGEST_STEP_SECONDS = 1.0  # a look is taken every tenth of a second
_MOST_RENEWALS = 3
_KILLED = (-signal.SIGKILL, 255)  # the latter when the process is gone that begins the others
_ALONE = 3.0  # times the limit: the one who started it is dead
_WAITING = 4.0  # times the limit that an item may take by the clock: on a busy machine it waits for a processor
_OUT_OF_MEMORY = 71  # the exit code of a worker that met its limit
_PROCESS_CLOCK = 2  # CPUCLOCK_SCHED of Linux

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one item may use."""

    seconds: float = 15.0  # of a processor: real pages take 0.03, the worst of 5,000 odd ones took 4
    memory_bytes: int = 2 << 30  # of address space, for the whole worker


class Workers:
    """Some processes that do one thing; a context manager.

    ``preload`` names modules that are loaded once; every worker begins as a copy of that state.
    """

    def __init__(self, count: int, *, preload: Sequence[str], limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._context = _Context()
        self._context.set_forkserver_preload([*preload])
        self.count = count
        self._renewals = 0
        self._pool = self._opened()

    def _opened(self) -> "_Pool":
        bounds = (self._limits.memory_bytes,)
        return _Pool(max_workers=self.count, context=self._context, initializer=_bound, initargs=bounds)

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
            return await self._once_more_when_killed(work, item)
        except TimeoutError as error:
            raise OverLimit(f"it took longer than {self._limits.seconds:g} s") from error
        except MemoryError as error:
            raise OverLimit(f"it needed more than {self._limits.memory_bytes >> 20} MiB of memory") from error
        except ProcessExpired as error:
            if error.exitcode == _OUT_OF_MEMORY:
                raise OverLimit(f"it needed more than {self._limits.memory_bytes >> 20} MiB of memory") from error
            raise OverLimit("it crashed the process that read it") from error
        except BrokenProcessPool as error:
            raise OverLimit("the processes that read pages ended, and could not be begun again") from error

    async def _once_more_when_killed(self, work: Callable[[Given], Made], item: Given) -> Made:
        """A process that is killed was killed from outside, for want of memory or by hand: the item may be good.

        When the process is gone that begins the others, all of them are begun anew.
        """
        was_killed = False
        while True:
            pool = self._pool
            try:
                return await self._begin(work, item)
            except ProcessExpired as error:
                if was_killed or error.exitcode not in _KILLED:
                    raise
                was_killed = True
            except BrokenProcessPool:
                if not self._renew(pool):
                    raise

    def _renew(self, broken: "_Pool") -> bool:
        """Have other processes in place of those of a broken pool, some times a run; return whether there are some."""
        if self._pool is broken and self._renewals < _MOST_RENEWALS:
            self._renewals += 1
            broken.stop()  # type: ignore[no-untyped-call]
            broken.join()
            self._pool = self._opened()
        return self._pool is not broken

    def _begin(self, work: Callable[[Given], Made], item: Given) -> "asyncio.Future[Made]":
        seconds = self._limits.seconds
        try:
            return asyncio.wrap_future(self._pool.schedule(_alone, args=(work, item, seconds), timeout=seconds))
        except RuntimeError as error:  # the pool is broken already
            raise BrokenProcessPool(str(error)) from error


class _Pool(ProcessPool):
    """A pool whose limits of time are told by clocks that nobody sets."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._pool_manager.task_manager = _Tasks(self._context.task_queue.task_done)


class _Tasks(TaskManager):
    """Tasks, with the time that each has had.

    Pebble asks the wall clock, and a clock that is set would end good work, as would a machine that has other work
    to do. Here the processor time of its process counts, and some times as much by a clock that nobody sets, for work
    that only waits. Of the time between two looks a second counts at most: a machine that was stopped did no work.
    """

    def __init__(self, task_done_callback: Callable[[], None]) -> None:
        super().__init__(task_done_callback)
        self._had: dict[int, _Had] = {}  # by task
        self._last_look = time.monotonic()

    def timeout_tasks(self) -> tuple[Task, ...]:
        now = time.monotonic()
        step, self._last_look = min(now - self._last_look, _LONGEST_STEP_SECONDS), now
        begun = [task for task in [*self.tasks.values()] if task.started]
        self._had = {task.id: self._had.get(task.id) or _Had(_worked(task.worker_id)) for task in begun}
        for had in self._had.values():
            had.seconds += step
        return tuple(task for task in begun if task.timeout and self._is_over(task, task.timeout))

    def _is_over(self, task: Task, limit: float) -> bool:
        had, worked = self._had[task.id], _worked(task.worker_id)
        if worked is None or had.worked_before is None:
            return had.seconds > limit
        return worked - had.worked_before > limit or had.seconds > _WAITING * limit


@dataclass(slots=True)
class _Had:
    """What a task has had."""

    worked_before: float | None  # seconds of a processor that its process had before; None where nothing tells
    seconds: float = 0.0  # by the clock


def _worked(process_id: int) -> float | None:
    """The processor time of a process, as clock_getcpuclockid(3) of Linux tells it; None where nothing tells."""
    if not process_id or sys.platform != "linux":
        return None
    try:
        return time.clock_gettime((~process_id << 3) | _PROCESS_CLOCK)
    except OSError:  # it has ended
        return None


class _Lock(synchronize.RLock):
    """A lock that is waited for by a clock that nobody sets; that of semaphores is the wall clock."""

    def _make_methods(self) -> None:
        super()._make_methods()  # type: ignore[misc]
        del self.acquire  # of the instance; a method of our own put there would be a circle, which ends too late

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        """Return whether it was acquired; waits for at most ``timeout`` seconds, None for as long as it takes."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            left = None if until is None else max(0.0, until - time.monotonic())
            if self._semlock.acquire(block, left):  # type: ignore[attr-defined]
                return True
            if not block or not left:
                return False


class _Process(ForkServerProcess):
    """A process that does not run the main module of the program again, which its work never needs.

    A script that imports from warta without a ``__main__`` guard would else begin anew in every worker.
    """

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            fork_server.begin()
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
        self._locks.append(_Lock(ctx=self.get_context()))
        return self._locks[-1]

    def let_go(self) -> None:
        """Give them up."""
        self._locks.clear()


def _alone(work: Callable[[Given], Made], item: Given, seconds: float) -> Made:
    """Runs in the worker: also when nobody is left to stop it, it ends after so much work."""
    signal.setitimer(signal.ITIMER_PROF, _ALONE * seconds)
    try:
        return work(item)
    except MemoryError:  # what filled it may be held for good, and each item after this one would fail with it
        os._exit(_OUT_OF_MEMORY)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _bound(memory_bytes: int) -> None:
    """Runs in the worker: no more memory than this, and signals are for the one who started it."""
    import resource

    gc.freeze()  # what it begins with stays: to look for rubbish in it takes a fiftieth of the time
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or memory_bytes < most:  # a lower bound from outside stays
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # at once, also in the middle of a parser that hears no Python
