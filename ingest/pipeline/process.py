"""The one place where the steps stand in a row, from a source to rows in the archive.

gather:      SOURCE → read or fetch → page → entries → which are new? → fetch → page
or rounds:   subscription → due? → poll → entries → which are due? → fetch → page
understand:  page → extract + language → assemble → article, in worker processes
keep:        article → archive
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Protocol

from ingest.core.errors import IngestError, NoArticle, OverLimit
from ingest.core.model import Failed, Item, Page
from ingest.core.report import Listener, Order, Report
from store import Archive, Prepared

from . import understand
from .importing import Gatherer
from .kit import Kit
from .subscribing import Subscribed, Subscriber
from .syncing import Round
from .workers import Workers
from .writer import Keeper

if TYPE_CHECKING:
    from ingest.fetch.client import Client, Memory

_GRACE_SECONDS = 4.0  # to keep what was received when told to stop
_IN_FLIGHT = 20  # pages for each worker, so that none is idle while a batch is written
_IN_FLIGHT_BYTES = 32 << 20  # of pages; one that is larger goes alone


class _Giver(Protocol):
    """What pages come from; hands them on until nothing is left."""

    read: list[str]

    async def run(self) -> None:
        """Hand on everything there is."""


async def run(
    archive: Archive,
    order: Order,
    open_client: "Callable[[Memory], Client]",
    listener: Listener,
) -> Report:
    """Import or sync; a StoreError ends it, all other failures are in the report.

    ``open_client`` is called when the first address has to be fetched. Cancelled, it
    stores what it has received and returns early.
    """
    keeper = Keeper(archive, order, listener)
    is_stopped, read = True, list[str]()
    with Workers(order.jobs, preload=understand.PRELOAD) as workers:
        road = _Road(keeper, workers, order.jobs * _IN_FLIGHT)
        kit = Kit(archive, order, workers, listener, road.put, open_client)
        giver: _Giver = Gatherer(kit) if order.command == "import" else Round(kit, keeper.report)
        try:
            async with asyncio.TaskGroup() as group:
                keeping = group.create_task(road.run())
                is_stopped = await _stopped(_give(giver, kit), road, keeping)
            read = giver.read
        except BaseExceptionGroup as errors:
            raise _first(errors) from errors
        finally:
            keeper.finish(read, is_complete=not is_stopped)
    if is_stopped:
        listener.noted("stopped; what was received is stored")
    return keeper.report


async def subscribe(
    archive: Archive,
    wanted: Sequence[str],
    kind: str | None,
    open_client: "Callable[[Memory], Client]",
    listener: Listener,
) -> Subscribed:
    """Add sources for ``run`` to poll; a StoreError ends it, all other failures are in what it gives."""
    result = Subscribed()
    order = Order(command="subscribe", sources=tuple(wanted), jobs=1)

    async def note(item: Item) -> None:
        if isinstance(item, Failed):
            listener.failed(item.error)
            result.errors.append(item.error)

    with Workers(order.jobs, preload=understand.PRELOAD) as workers:
        kit = Kit(archive, order, workers, listener, note, open_client)
        subscriber = Subscriber(kit, kind, result)
        try:
            for given in dict.fromkeys(wanted):
                await subscriber.add(given)
        finally:
            await kit.close()
    read = {source.id: source for source in archive.subscriptions.every()}  # with what their answers said
    result.sources = [(read.get(source.id, source), is_new) for source, is_new in result.sources]
    return result


async def _give(giver: _Giver, kit: Kit) -> None:
    """Let it run until it is done, or the time of the order is up."""
    try:
        async with asyncio.timeout(kit.order.max_seconds):
            await giver.run()
    except TimeoutError:
        kit.listener.noted(f"{kit.order.max_seconds:g} s are over; what is left waits for the next run")
    finally:
        await kit.close()


async def _stopped(giving: Coroutine[None, None, None], road: "_Road", keeping: "asyncio.Task[None]") -> bool:
    """Gather and keep everything; when told to stop, gather no more and let what is under way be kept."""
    is_stopped = False
    try:
        await giving
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
    """What is under way to the archive: pages are understood side by side, and kept in the order in which they came."""

    def __init__(self, keeper: Keeper, workers: Workers, length: int) -> None:
        self._keeper = keeper
        self._workers = workers
        self._room = _Room(length, _IN_FLIGHT_BYTES)
        self._waiting: asyncio.Queue[tuple[Item, asyncio.Task[Prepared] | None] | None] = asyncio.Queue()

    async def put(self, item: Item) -> None:
        """Take a page, or what became of one; waits while the road is full."""
        await self._room.enter(_size(item))
        work = None
        try:
            if isinstance(item, Page) and not self._keeper.passes_over(item):
                work = self._workers.start(understand.article, item)
        except IngestError as error:
            item = Failed(error=error)
        self._waiting.put_nowait((item, work))

    def end(self) -> None:
        """Nothing more will come."""
        self._waiting.put_nowait(None)

    async def run(self) -> None:
        """Keep what arrives until the end."""
        while (next_in_line := await self._waiting.get()) is not None:
            item, work = next_in_line
            await self._keep(item, work)
            self._room.leave(_size(item))

    async def _keep(self, item: Item, work: "asyncio.Task[Prepared] | None") -> None:
        if not isinstance(item, Page):
            self._keeper.take(item)
        elif work is not None:
            try:
                self._keeper.keep(item, await work)
            except OverLimit as error:
                reason = NoArticle(understand.EXTRACTING, item.name, str(error))
                self._keeper.take(Failed(error=reason, page=item, listed=item.listed))
            except IngestError as error:
                self._keeper.take(Failed(error=error, page=item, listed=item.listed, validators=item.validators))


class _Room:
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


def _size(item: Item) -> int:
    return len(item.body) if isinstance(item, Page) else 0


def _first(group: BaseExceptionGroup) -> BaseException:
    """The error behind a group: task groups wrap even a single one, once for each level."""
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
