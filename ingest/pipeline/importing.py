"""An import: what the user named, read or fetched, down to single articles.

Lists may lead to lists (an index of sitemaps, OPML, a front page with its feeds); ``Worklist``
bounds how deep and how many.
"""

import threading
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from pathlib import Path

from ingest.core import urls
from ingest.core.dates import utc_now
from ingest.core.model import Failed, Item
from ingest.core.progress import Progress
from ingest.core.report import ImportOptions, Listener, Report, nobody, tell
from ingest.formats import folders
from store import Archive

from . import local, process, readings, redating, repeats
from .crawl import Claims
from .job import Job
from .run import Clock, Network, opened, told_of_killed
from .streams import Stream, side_by_side
from .worklist import Part, Worklist
from .writer import Writer


async def import_(
    archive: Archive,
    sources: Iterable[str],
    options: ImportOptions | None = None,
    *,
    network: Network | None = None,
    listener: Listener = nobody,
    now: Clock = utc_now,
    progress: Progress | None = None,
) -> Report:
    """Import what is named: addresses, files, folders, ``-``; return what came of it.

    Every failure is in the report and the ledger; only a StoreError is raised. Cancelled, it
    stores what it has received and returns early.
    """
    options = options or ImportOptions()
    async with opened(
        archive,
        "import",
        jobs=options.jobs,
        network=network or Network(),
        now=now,
        scheduler=options.scheduler,
        progress=progress,
    ) as run:
        with Writer(run, options.window) as writer:
            tell(listener, told_of_killed(run.killed))
            named = tuple(dict.fromkeys(sources))
            web = [urls.named(source) for source in named if urls.is_web(source)]
            job = Job(run=run, options=options, claims=Claims(), worklist=Worklist(web))
            here = [source for source in named if not urls.is_web(source)]
            _measure(run.progress, here)
            items = _items(job, here, web)
            outcomes = process.processed(
                items, run.workers, jobs=run.workers.count, max_seconds=None, readers=run.readers, progress=run.progress
            )
            outcomes = readings.checked(repeats.told(outcomes, archive), writer, run.workers)
            async with aclosing(outcomes):
                async for outcome in outcomes:
                    tell(listener, writer.add(outcome))
            tell(listener, writer.finish())
            if not writer.report.is_stopped:
                await redating.redate(run, listener, jobs=run.workers.count)
            writer.forget_captures(options.keep_captures)
    return writer.report


def of_nothing(db: Path, sources: Iterable[str], listener: Listener = nobody) -> Report | None:
    """Return the report of an import whose sources all name nothing, for a slip of the hand makes no archive.

    None where a source may be read, or there is an archive. Raises nothing.
    """
    try:
        is_there = db.exists()
    except OSError:  # which is told when it is opened
        is_there = True
    if is_there:
        return None
    slips = [None if urls.is_web(source) else local.slip(source) for source in dict.fromkeys(sources)]
    report = Report()
    for error in slips:
        if error is None:
            return None
        report.count_failure(error)
    for error in filter(None, slips):
        listener(Failed(error=error, is_kept=False))
    return report if slips else None


def _measure(progress: Progress, here: Sequence[str]) -> None:
    """Find out how much lies in files, for who looks on; in a thread, for folders may be large, and disks far."""

    def measure() -> None:
        for source in here:
            progress.expect_bytes(0 if source == "-" else folders.size_bytes(Path(source)))

    if progress.is_wanted and here:
        threading.Thread(target=measure, daemon=True).start()


async def _items(job: Job, here: Sequence[str], web: Sequence[str]) -> Stream[Item]:
    """What lies in all sources: the local ones in their order, those on the web side by side."""
    streams = deque([local.read(job, here), *(_online(job, Part(url=url, depth=0)) for url in web)])
    async with aclosing(side_by_side(streams)) as found:
        async for item in found:
            match job.worklist.add(item) if isinstance(item, Part) else item:
                case None:  # it is read already, or beyond the bounds
                    pass
                case Part() as part:
                    streams.append(_online(job, part))
                case other:
                    yield other


def _online(job: Job, part: Part) -> Stream[Item | Part]:
    """What an address leads to."""
    from . import online  # with what reads lists, which files seldom lead to

    return online.read(job, part)
