"""A cluster's side: what its workers run, in processes of their own that a page may hang or crash.

Functions are found by name there, so their machines need the same warta.
"""

import asyncio
import multiprocessing
import platform
import threading
import time
from collections.abc import Callable, Sequence
from importlib import metadata
from typing import Any, TypeVar

from ingest.core.errors import ClusterFailed
from ingest.pipeline.cluster.batches import Answer
from ingest.pipeline.pool import PRELOAD
from ingest.pipeline.workers import Workers
from store import ExportBusy

VERSION = metadata.version("warta")
_here = threading.local()  # of each thread of a Dask worker: a process, so that a thread more is a page more
_LONGEST_WAIT_SECONDS = 60.0
Made = TypeVar("Made")


def version() -> str:
    """Return the version of warta."""
    return VERSION


def batch(items: Sequence[tuple[Callable[[Any], Any], Any]], wanted: str) -> list[Answer]:
    """Return what each piece of work makes of its item. Raises ClusterFailed when another warta asks for it."""
    check(wanted)
    return asyncio.run(_all(items))


def check(wanted: str) -> None:
    """Return None when this is the version of warta that is wanted, else raise ClusterFailed."""
    if wanted != VERSION:
        reason = f"it has warta {VERSION}, not {wanted}"
        raise ClusterFailed("reading on the cluster", platform.node(), reason, "install the same on all machines")


async def _all(items: Sequence[tuple[Callable[[Any], Any], Any]]) -> list[Answer]:
    workers = processes()
    return await asyncio.gather(*(_one(workers, work, item) for work, item in items))


async def _one(workers: Workers, work: Callable[[Any], Any], item: Any) -> Answer:
    try:
        return Answer(made=await workers.do(work, item))
    except Exception as error:  # raised where it is waited for
        return Answer(error=error)


def processes() -> Workers:
    """Return the process of this thread, which is begun with its first work and ends with the Dask worker."""
    if not hasattr(_here, "workers"):
        # Dask's workers are daemons, which may have no children lest these outlive them; these end with them.
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        _here.workers = Workers(1, preload=PRELOAD)
    return _here.workers  # type: ignore[no-any-return]


def patiently(work: Callable[[], Made]) -> Made:
    """Return what work returns; a shard that another worker writes, who was given up, is waited for.

    Raises what work raises.
    """
    until = time.monotonic() + _LONGEST_WAIT_SECONDS
    while True:
        try:
            return work()
        except ExportBusy:
            if time.monotonic() > until:
                raise
            time.sleep(1)
