"""The one place where the steps stand in a row, from a SOURCE to rows in the archive.

gather:      source → read or fetch → page → entries → which are new? → fetch → page
understand:  page → extract + language → assemble → article, in worker processes
keep:        article → archive
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from store import Archive, Article

from . import understand
from .errors import IngestError, NoArticle, OverLimit
from .gather import Gatherer
from .keep import Keeper
from .model import Page
from .report import Listener, Order, Report
from .workers import Workers

if TYPE_CHECKING:
    from .fetch.client import Client

_GRACE_SECONDS = 4.0  # to keep what was received when told to stop
_IN_FLIGHT = 20  # pages for each worker, so that none is idle while a batch is written


async def run(
    archive: Archive,
    order: Order,
    open_client: "Callable[[], Client]",
    listener: Listener,
) -> Report:
    """Import all sources of the order; a StoreError ends it, all other failures are in the report.

    ``open_client`` is called when the first address has to be fetched. Cancelled, it
    stores what it has received and returns early.
    """
    keeper = Keeper(archive, order, listener)
    with Workers(order.jobs, preload=understand.PRELOAD) as workers:
        road = _Road(keeper, workers, order.jobs * _IN_FLIGHT)
        gatherer = Gatherer(archive, order, keeper.report, listener, workers, open_client=open_client, hand=road.put)
        is_stopped = True
        try:
            async with asyncio.TaskGroup() as group:
                keeping = group.create_task(road.run())
                is_stopped = await _stopped(gatherer, road, keeping)
        except BaseExceptionGroup as errors:
            raise _first(errors) from errors
        finally:
            keeper.finish(gatherer.seen, gatherer.read, is_complete=not is_stopped)
    if is_stopped:
        listener.noted("stopped; what was received is stored")
    return keeper.report


async def _stopped(gatherer: Gatherer, road: "_Road", keeping: "asyncio.Task[None]") -> bool:
    """Gather and keep everything; when told to stop, gather no more and let what is under way be kept."""
    is_stopped = False
    try:
        await gatherer.run()
    except asyncio.CancelledError:
        is_stopped = _told_to_stop(keeping)
    road.end()
    try:
        await asyncio.wait([keeping])
    except asyncio.CancelledError:
        is_stopped = _told_to_stop(keeping)
        await asyncio.wait([keeping])
    return is_stopped


def _told_to_stop(keeping: "asyncio.Task[None]") -> bool:
    """Whether a cancellation came from outside; then what is under way gets its grace."""
    this = asyncio.current_task()
    if this is None or keeping.done():  # the database refused, and the task group cancels the rest
        raise asyncio.CancelledError
    this.uncancel()
    asyncio.get_running_loop().call_later(_GRACE_SECONDS, keeping.cancel)
    return True


class _Road:
    """Pages under way to the archive: understood side by side, kept in the order in which they came."""

    def __init__(self, keeper: Keeper, workers: Workers, length: int) -> None:
        self._keeper = keeper
        self._workers = workers
        self._slots = asyncio.Semaphore(length)
        self._waiting: asyncio.Queue[tuple[Page | IngestError, asyncio.Task[Article] | None] | None] = asyncio.Queue()

    async def put(self, item: Page | IngestError) -> None:
        """Take a page or a failure; waits while the road is full."""
        await self._slots.acquire()
        work = None
        try:
            if isinstance(item, Page) and not self._keeper.passes_over(item):
                work = self._workers.start(understand.article, item)
        except IngestError as error:
            item = error
        self._waiting.put_nowait((item, work))

    def end(self) -> None:
        """Nothing more will come."""
        self._waiting.put_nowait(None)

    async def run(self) -> None:
        """Keep what arrives until the end."""
        while (next_in_line := await self._waiting.get()) is not None:
            await self._keep(*next_in_line)
            self._slots.release()

    async def _keep(self, item: Page | IngestError, work: "asyncio.Task[Article] | None") -> None:
        if isinstance(item, IngestError):
            self._keeper.fail(item)
        elif work is not None:
            try:
                self._keeper.keep(item, await work)
            except NoArticle as error:
                self._keeper.fail(error, item)
            except OverLimit as error:
                self._keeper.fail(NoArticle(understand.EXTRACTING, item.name, str(error)), item)


def _first(group: BaseExceptionGroup) -> BaseException:
    """The error behind a group: task groups wrap even a single one, once for each level."""
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
