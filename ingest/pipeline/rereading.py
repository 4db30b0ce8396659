"""Today's extraction once more over the pages that are kept: first what would change, then the change.

What was read waits in a temporary file until all of it is known, since a large archive fits in no memory. An
article that was changed meanwhile, by a sync, is left alone.
"""

import pickle
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from itertools import tee
from typing import IO

from ingest.core.model import Noted, Stopped
from ingest.core.readers import Readers
from ingest.core.report import Listener, tell
from store import Archive, Outcome, Reread, Tally

from . import pool, process, redating
from .batch import BATCH
from .process import Processed
from .run import told_of_killed

_TOGETHER = 1000  # ids that are asked for at once


@dataclass(slots=True)
class Rereading:
    """What came of it."""

    read: int = 0
    changed: int = 0  # articles
    unreadable: int = 0  # in whose page no article is found today: they stay as they are
    kinds: Counter[str] = field(default_factory=Counter)  # articles by what changes of them
    written: int = 0
    is_stopped: bool = False


async def reextract(archive: Archive, listener: Listener, *, jobs: int, dry_run: bool) -> Rereading:
    """Read all articles again whose pages are kept, report what differs, and write it unless ``dry_run``.

    Cancelled before all are read, it writes nothing. Raises StoreError and BadSettings.
    """
    found, readers = Rereading(), replace(Readers.of(archive.settings()), links=False)
    tell(listener, told_of_killed(() if dry_run else archive.mark_killed()))
    run_id = None if dry_run else archive.begin_run("reextract")
    with tempfile.TemporaryFile() as spool:
        with pool.opened(jobs) as workers:
            await _read(archive, workers, readers, found, spool, jobs)
        listener(Noted(summary(found)))
        if not (dry_run or found.is_stopped):
            spool.seek(0)
            _write(archive, found, spool)
    if run_id is not None:
        tally = Tally(failed=found.unreadable)
        tally.outcomes |= {Outcome.CHANGED: found.written, Outcome.SAME: found.read - found.written}
        archive.end_run(run_id, tally, None if found.is_stopped else 0)
    return found


def summary(found: Rereading) -> str:
    """Return in one line what was found."""
    ordered = sorted(found.kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    kinds = ", ".join(f"{kind} {count}" for kind, count in ordered)
    left = f"; {found.unreadable} that gives no article today stays" if found.unreadable else ""
    return f"{found.read} articles read again, {found.changed} differ" + (f" ({kinds})" if kinds else "") + left


async def _read(
    archive: Archive, workers: pool.Pool, readers: Readers, found: Rereading, spool: IO[bytes], jobs: int
) -> None:
    ids, left = tee(_ids(archive))  # the same ones, whoever stores articles meanwhile
    outcomes = process.processed(redating.pages(archive, ids), workers, jobs=jobs, max_seconds=None, readers=readers)
    async with aclosing(outcomes):
        async for outcome in outcomes:  # in the order of the ids
            if isinstance(outcome, Stopped):
                found.is_stopped = True
            elif not isinstance(outcome, Noted):
                article_id = next(left)
                if isinstance(outcome, Processed):
                    _compare(archive, article_id, outcome, found, spool)
                else:
                    found.unreadable += 1


def _ids(archive: Archive) -> Iterator[int]:
    after = 0
    while ids := archive.captured(after=after, limit=_TOGETHER):
        yield from ids
        after = ids[-1]


def _compare(archive: Archive, article_id: int, outcome: Processed, found: Rereading, spool: IO[bytes]) -> None:
    found.read += 1
    article = archive.get(article_id)
    if article is None:
        return
    again = Reread(id=article_id, content_hash=article.content_hash, prepared=outcome.prepared)
    if kinds := archive.differs(again):
        found.changed += 1
        found.kinds.update(kinds)
        pickle.dump(again, spool)


def _write(archive: Archive, found: Rereading, spool: IO[bytes]) -> None:
    batch: list[Reread] = []
    for _ in range(found.changed):
        batch.append(pickle.load(spool))  # of our own, see above
        if len(batch) == BATCH:
            found.written += archive.reread(batch)
            batch.clear()
    found.written += archive.reread(batch) if batch else 0
