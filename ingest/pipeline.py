"""The one place where the steps stand in a row, from a SOURCE to rows in the archive.

gather:  source → read or fetch → page → entries → which are new? → fetch → page
keep:    page → extract + language → assemble → archive
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from store import Archive

from .errors import IngestError
from .gather import Gatherer
from .keep import Keeper
from .model import Page
from .report import Listener, Order, Report

if TYPE_CHECKING:
    from .fetch.client import Client


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

    async def hand(item: Page | IngestError) -> None:
        keeper.take(item)
        await asyncio.sleep(0)  # let the fetches go on between two extractions

    gatherer = Gatherer(archive, order, keeper.report, listener, open_client=open_client, hand=hand)
    is_complete = False
    try:
        await gatherer.run()
        is_complete = True
    except asyncio.CancelledError:
        listener.noted("stopped; what was received is stored")
    except BaseExceptionGroup as group:
        raise _first(group) from group
    finally:
        keeper.finish(gatherer.seen, is_complete=is_complete)
    return keeper.report


def _first(group: BaseExceptionGroup) -> BaseException:
    """The error behind a group: task groups wrap even a single one, once for each level."""
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
