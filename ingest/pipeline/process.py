"""Pages into rows: the road on which the steps of workers are waited for in order."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from ingest.core.errors import OVER_LIMIT, IngestError, NoArticle, NothingFound, OverLimit
from ingest.core.model import Failed, Item, Kind, KnownRecords, Noted, Page, Records, Stopped
from ingest.core.progress import Progress
from ingest.core.readers import Readers
from ingest.formats import sniff
from store import Prepared, Validators

from . import steps
from .pool import Pool
from .streams import Bounds, Stream, Work, in_order

_IN_FLIGHT = 20  # pages for each worker, so that none is idle while a batch is written
_IN_FLIGHT_BYTES = 32 << 20  # of pages; one that is larger goes alone

Made = TypeVar("Made")

_WHEN_OVER_LIMIT: dict[Callable[[Page], Any], type[IngestError]] = {
    steps.listing: NothingFound,
    steps.outlines: NothingFound,
    steps.posts: NothingFound,
    steps.links: NoArticle,
    steps.leads_to: NoArticle,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """A page in which an article was found, with the rows of it."""

    page: Page
    prepared: Prepared
    most_addresses: int | None = None  # of its site that an article may have its text at; None when nothing is doubtful
    failed: Failed | None = None  # why there is only what its feed says in short; the page is asked for again


Outcome = Processed | Item  # Page and Records are no outcomes: they were processed, or failed
Outcomes = list[Outcome]


async def processed(
    items: Stream[Item],
    workers: Pool,
    *,
    jobs: int,
    max_seconds: float | None,
    readers: Readers | None = None,
    progress: Progress | None = None,
) -> Stream[Outcome]:
    """Yield what becomes of items, in their order, while their pages are read side by side, for these readers.

    A few pages a job and 32 MiB of them are under way at most. After ``max_seconds`` nothing
    more is taken, and what was taken is finished. After a cancellation what was taken has
    three seconds to be finished; then the last item is Stopped.
    """

    def begin(item: Item) -> "asyncio.Future[Outcomes]":
        if progress:
            progress.taken += _count(item)
        return _begin(workers, item, readers or Readers())

    bounds = Bounds(items=jobs * _IN_FLIGHT, size_bytes=_IN_FLIGHT_BYTES, seconds=max_seconds)
    work: Work[Item, Outcomes] = Work(
        begin=begin,
        size_bytes=lambda item: item.size_bytes if isinstance(item, Page | Records) else 0,
        when_over=[Noted(f"{max_seconds or 0:g} s are over; what is left waits for the next run")],
        when_stopped=[Stopped()],
    )
    async with aclosing(in_order(items, work, bounds)) as results:
        async for outcomes in results:
            for outcome in outcomes:
                yield outcome


def _count(item: Item) -> int:
    match item:
        case KnownRecords():
            return len(item.seen)
        case Records():
            return len(item.pages)
        case _:
            return 1


def _begin(workers: Pool, item: Item, readers: Readers) -> "asyncio.Future[Outcomes]":
    """Have a page read, or some; of anything else it is known already what became of it."""
    if isinstance(item, Page):
        return asyncio.ensure_future(_read(workers, item, readers))
    if isinstance(item, Records):
        return asyncio.ensure_future(_read_together(workers, item.pages, readers))
    done: asyncio.Future[Outcomes] = asyncio.get_running_loop().create_future()
    done.set_result([item])
    return done


async def _read_together(workers: Pool, pages: Sequence[Page], readers: Readers) -> Outcomes:
    """The rows of some records, which a process reads as one piece of work; after a limit each is read alone."""
    try:
        read = await workers.do(partial(steps.extracted_together, readers=readers), pages)
    except OverLimit:
        alone = await asyncio.gather(*[_read(workers, page, readers) for page in pages])
        return [outcome for outcomes in alone for outcome in outcomes]
    return [
        _failed(page, found, None)
        if isinstance(found, IngestError)
        else Processed(page=page, prepared=found[0], most_addresses=found[1])
        for page, found in zip(pages, read, strict=True)
    ]


async def _read(workers: Pool, page: Page, readers: Readers) -> Outcomes:
    """The rows of a page, or why there are none."""
    try:
        prepared, most_addresses = await workers.do(partial(steps.extracted, readers=readers), page)
        failed = _failed(page, page.refused, page.validators) if page.refused and page.is_teaser else None
        return [Processed(page=page, prepared=prepared, most_addresses=most_addresses, failed=failed)]
    except OverLimit as error:
        reason = NoArticle(steps.EXTRACTING, page.name, str(error), code=OVER_LIMIT)
        failed = _failed(page, reason, None)
    except IngestError as error:
        failed = _failed(page, error, page.validators)
    return [await _read_in_short(workers, page, failed, readers)]


async def _read_in_short(workers: Pool, page: Page, failed: Failed, readers: Readers) -> Outcome:
    """What the feed says in short of an article in whose page none was found; the failure, when it says nothing."""
    is_new = page.feed_entry is None or page.feed_entry.stored is None
    is_said = page.feed_url and page.entry and page.entry.teaser and page.refused is None and is_new
    if not is_said:
        return failed
    short = replace(page, body=b"", kind=Kind.PAGE, refused=failed.error)
    try:
        prepared, _ = await workers.do(partial(steps.extracted, readers=readers), short)
    except (IngestError, OverLimit):
        return failed
    return Processed(page=short, prepared=prepared, failed=failed)


def _failed(page: Page, error: IngestError, validators: Validators | None) -> Failed:
    """A page without an article; where its feed alone had to do, what failed is the page."""
    if page.refused:
        return Failed(error=page.refused, feed_entry=page.feed_entry, validators=validators)
    return Failed(error=error, page=page, feed_entry=page.feed_entry, validators=validators)


async def onward(workers: Pool, page: Page) -> str | None:
    """Where a page leads on to by itself; None for one that is worth reading, or could not be looked at."""
    if not (page.refresh or sniff.may_lead_on(page.body)) or sniff.kind(page.body) is not Kind.PAGE:
        return None
    try:
        return await parse(workers, steps.leads_to, page)
    except IngestError:
        return None


async def parse(workers: Pool, step: Callable[[Page], Made], page: Page) -> Made:
    """Return what a step makes of a page in a worker; raises what the step raises, also when it met a limit."""
    try:
        return await workers.do(step, page)
    except OverLimit as error:
        raise _WHEN_OVER_LIMIT[step]("reading", page.url, str(error), code=OVER_LIMIT) from error
