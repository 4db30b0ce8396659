"""Who reads other people's pages: processes on this machine, or a cluster's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    from .workers import Workers

    with Workers(jobs, preload=PRELOAD) as workers:
        yield workers
