"""Dates of articles that an earlier version stored, read once more from what was received for them.

Only an archive of an earlier version has such articles, and each is read once: some of them in each run, so that
no run takes much longer. What a run that is killed had not written waits for the next one.
"""

from collections.abc import Iterable
from contextlib import aclosing

from ingest.core.model import Item, Kind, Known, Noted, Page, Stopped
from ingest.core.report import Listener
from ingest.formats import sniff
from store import FROM_FEED, Archive, ArchiveDamaged, Prepared

from . import process
from .batch import BATCH
from .process import Processed
from .run import Run
from .streams import Stream

_MOST = 2000  # articles a run
_MOST_SECONDS = 60.0  # a page takes 0.03
_READABLE = (Kind.PAGE, Kind.TEXT, Kind.RECORD)


async def redate(run: Run, listener: Listener, *, jobs: int, max_seconds: float | None = None) -> None:
    """Read the dates of some stored articles once more, the newest first, and write them down in batches.

    ``max_seconds`` is what is left of the run, None: no matter. Returns None, also when it was cancelled: what
    had been read is written then. Raises a StoreError.
    """
    seconds = _MOST_SECONDS if max_seconds is None else min(_MOST_SECONDS, max_seconds)
    ids = run.archive.pending_dates(_MOST) if seconds > 0 else []
    if not ids:
        return
    listener(Noted(f"reading the dates of {len(ids)} stored articles again"))
    outcomes = process.processed(
        pages(run.archive, ids), run.workers, jobs=jobs, max_seconds=seconds, readers=run.readers
    )
    left, read = iter(ids), list[tuple[int, Prepared | None]]()
    async with aclosing(outcomes):
        async for outcome in outcomes:  # in the order of the ids
            if isinstance(outcome, Noted):
                listener(outcome)
            elif not isinstance(outcome, Stopped):
                read.append((next(left), outcome.prepared if isinstance(outcome, Processed) else None))
            if len(read) >= BATCH:
                run.archive.redate(read)
                read.clear()
    run.archive.redate(read)


async def pages(archive: Archive, ids: Iterable[int]) -> Stream[Item]:
    """Yield the last page of each article; Known where there is none to be read."""
    for article_id in ids:
        yield _page(archive, article_id) or Known(key=article_id, sightings=())


def _page(archive: Archive, article_id: int) -> Page | None:
    try:
        article, captures = archive.get(article_id), archive.captures(article_id)
    except ArchiveDamaged:  # of this row; its date is no reason to end a run
        return None
    if article is None or not captures or article.method == FROM_FEED:
        return None
    last = captures[-1]
    kind = sniff.kind(last.body, last.content_type)
    if not isinstance(kind, Kind) or kind not in _READABLE:
        return None
    return Page.of(last, kind)
