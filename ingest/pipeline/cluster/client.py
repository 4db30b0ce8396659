"""This machine's side of a cluster: work goes out in batches, what is lost with a worker is done again."""

import asyncio
import logging
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import Any, TypeVar, cast

from ingest.core.errors import ClusterFailed, OverLimit
from ingest.pipeline.cluster.batches import Answer, Batches, Waiting, fail
from store import WartaError

from . import worker

Given = TypeVar("Given")
Made = TypeVar("Made")
BATCH = 10  # items: a call alone costs a cluster 25 ms, a page 50
_PATIENCE_SECONDS = 0.1  # that an item waits for others
_CONNECT_SECONDS = 5.0
_ANSWER_SECONDS = 30.0  # that workers may take to load warta and say which one it is
_LOGGERS = ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado.application")
_CONNECTING = "connecting to the cluster"
_WORKING = "reading on the cluster"


@contextmanager
def connected(address: str) -> "Iterator[Cluster]":
    """Return a context with the workers of the scheduler at ``address``.

    Raises ClusterFailed when there is none, when it has no workers, or they have another warta.
    """
    client = _client(address)
    try:
        yield Cluster(client, address, _threads(client, address))
    finally:
        client.close()


class Cluster:
    """A Pool whose work is done by the workers of a cluster."""

    def __init__(self, client: Any, address: str, count: int) -> None:
        self.count = count  # threads of the workers: as many items are worked on at a time
        self._executor = client.get_executor(pure=False)
        self._address = address
        self._batches = Batches(BATCH, _PATIENCE_SECONDS, self._submit)

    async def do(self, work: Callable[[Given], Made], item: Given) -> Made:
        """Return ``work(item)``, or raise what it raised; OverLimit says which limit it met.

        Raises ClusterFailed when the scheduler is lost.
        """
        return cast(Made, await self._batches.result(work, item))

    async def call(self, work: Callable[..., Made], *given: Any) -> Made:
        """Return ``work(*given)``, done by one worker as a whole.

        Raises what it raised, OverLimit when it ended several workers, ClusterFailed when the scheduler is lost.
        """
        try:
            return cast(Made, await asyncio.wrap_future(self._executor.submit(work, *given)))
        except (WartaError, OverLimit):
            raise
        except asyncio.CancelledError:
            if (this := asyncio.current_task()) and this.cancelling():
                raise
            raise self._lost() from None
        except Exception as error:
            raise self._explained(error) from error

    def _submit(self, batch: list[Waiting]) -> None:
        """Have a worker read a batch."""
        loop = asyncio.get_running_loop()
        try:
            future = self._executor.submit(worker.batch, [(each.work, each.item) for each in batch], worker.VERSION)
        except Exception as error:  # the client is closed: it lost its scheduler some time ago
            fail(batch, self._explained(error))
            return

        def take(done: "Future[list[Answer]]") -> None:
            with suppress(RuntimeError):  # the loop is closed: the run is over
                loop.call_soon_threadsafe(self._take, batch, done)

        future.add_done_callback(take)

    def _take(self, batch: list[Waiting], done: "Future[list[Answer]]") -> None:
        """Hand out what a batch came to; of one that ended several workers, each item is tried alone."""
        if done.cancelled():
            fail(batch, self._lost())
        elif (error := done.exception()) is None:
            for each, answer in zip(batch, done.result(), strict=True):
                each.answer(answer)
        elif isinstance(explained := self._explained(error), OverLimit) and len(batch) > 1:
            for each in batch:
                self._submit([each])
        else:
            fail(batch, explained)

    def _explained(self, error: BaseException) -> Exception:
        if isinstance(error, WartaError | OverLimit):
            return error
        if type(error).__name__ == "KilledWorker":
            return OverLimit("the workers of the cluster that read it ended, one after the other")
        advice = "look into the logs of its workers; they need the same warta and Python as this machine"
        return ClusterFailed(_WORKING, self._address, f"{type(error).__name__}: {error}", advice)

    def _lost(self) -> ClusterFailed:
        reason, advice = "the connection to its scheduler is lost", "see that it runs, then run this again"
        return ClusterFailed(_WORKING, self._address, reason, advice)


def _client(address: str) -> Any:
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port
    except ImportError as error:
        reason = "it needs Dask's distributed, which is not installed"
        raise ClusterFailed(_CONNECTING, address, reason, "install warta[cluster]") from error
    for name in _LOGGERS:  # what they tell is told in one line
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", message="Sending large graph")
    try:
        get_address_host_port(address)  # Client takes ten seconds to say that it is none
        return cast(Any, Client)(address, timeout=_CONNECT_SECONDS, set_as_default=False, name="warta")
    except Exception as error:
        is_silent = isinstance(error, OSError | TimeoutError)
        reason = (
            f"no scheduler answers there within {_CONNECT_SECONDS:g} s" if is_silent else f"it is no address ({error})"
        )
        advice = "start one with `dask scheduler`, or leave out --scheduler to use this machine alone"
        raise ClusterFailed(_CONNECTING, address, reason, advice) from error


def _threads(client: Any, address: str) -> int:
    """How many threads all workers have, once they are known to have this warta."""
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except TimeoutError as error:
        advice = "start some with `dask worker`"
        raise ClusterFailed(_CONNECTING, address, "its scheduler has no workers", advice) from error
    try:
        versions = set(client.run(worker.version, callback_timeout=_ANSWER_SECONDS).values())
        if versions != {worker.VERSION}:
            reason = f"its workers have warta {', '.join(sorted(versions))}, this is {worker.VERSION}"
            raise ClusterFailed(_CONNECTING, address, reason, "install the same on all machines")
        return max(1, sum(map(int, client.nthreads().values())))
    except TimeoutError as error:
        reason = f"not all of its workers answer within {_ANSWER_SECONDS:g} s"
        raise ClusterFailed(_CONNECTING, address, reason, "see which one hangs, and end it") from error
    except WartaError:
        raise
    except Exception as error:
        reason = f"its workers cannot run warta ({type(error).__name__}: {error})"
        raise ClusterFailed(_CONNECTING, address, reason, "install warta[cluster] on all machines") from error
