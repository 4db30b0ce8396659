"""Who reads other people's pages: processes on this machine, or a cluster's."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Protocol, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
PRELOAD = ("ingest.pipeline.warm",)


class Pool(Protocol):
    """What work is given to."""

    @property
    def count(self) -> int:
        """How many items are worked on at a time."""

    async def do(self, work: Callable[[Given], Made], item: Given) -> Made:
        """Return ``work(item)``, or raise what it raised; OverLimit says which limit it met."""


@contextmanager
def opened(jobs: int, scheduler: str | None = None) -> Iterator[Pool]:
    """Return a context with so many processes of this machine, or with the workers of a cluster.

    Raises ClusterFailed when the scheduler at that address cannot be used.
    """
    if scheduler is not None:
        from .cluster import connected

        with connected(scheduler) as cluster:
            yield cluster
        return
    with ExitStack() as stack:
        yield _Here(jobs, stack)


class _Here:
    """Processes of this machine, which begin with the first work: a run that meets nothing new does without them."""

    def __init__(self, count: int, stack: ExitStack) -> None:
        self.count = count
        self._stack = stack  # ends them
        self._workers: Pool | None = None

    async def do(self, work: Callable[[Given], Made], item: Given) -> Made:
        """Return ``work(item)``, or raise what it raised; OverLimit says which limit it met."""
        if self._workers is None:
            from .workers import Workers

            self._workers = self._stack.enter_context(Workers(self.count, preload=PRELOAD))
        return await self._workers.do(work, item)
