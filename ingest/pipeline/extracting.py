"""An extraction: files into shards of Parquet, one for each piece of work, without an archive.

What is complete is skipped by the next run; what was not is done again from its beginning.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ingest.core.dates import utc_now
from ingest.core.errors import IngestError
from ingest.core.model import Failed, Noted, Stopped
from ingest.core.progress import Progress
from ingest.core.readers import Readers
from ingest.core.report import Became, Listener, Report, nobody, processors
from ingest.formats import tasks
from ingest.formats.tasks import Part, Task
from store import Outcome, Shards

from . import pool
from .cluster import Cluster
from .run import Clock
from .sharding import Done, Step, elsewhere, shard, told
from .streams import Stream, side_by_side, until_cancelled

_AT_ONCE = 2  # pieces of work, so that the processors have something to do while one of them ends
_MOST_NAMED = 100  # failures of a piece of work in the manifest; its own file has all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractOptions:
    """How to extract."""

    jobs: int = field(default_factory=processors)  # worker processes
    scheduler: str | None = None  # address of that of a Dask cluster, whose workers do it in place of these
    readers: Readers = Readers()  # noqa: RUF009 - frozen
    slice_bytes: int = tasks.SLICE_BYTES  # of a large web archive: a piece of work


@dataclass(slots=True)
class ExtractReport(Report):
    """What came of an extraction: articles count as added."""

    tasks: int = 0  # pieces of work that were done now
    skipped: int = 0  # and those that were done before
    total: int = 0  # of them, and of those that are still to be done


async def extract(
    sources: Iterable[str],
    folder: Path,
    options: ExtractOptions | None = None,
    *,
    listener: Listener = nobody,
    progress: Progress | None = None,
    now: Clock = utc_now,
) -> ExtractReport:
    """Fill a folder with the shards of files and folders; return what came of it.

    Every failure of an item is in the report and the manifest. Raises ExportFailed when the folder cannot be
    written, ExportBusy when another extraction fills it. Cancelled, it keeps what is complete and returns early.
    """
    options = options or ExtractOptions()
    progress = progress or Progress()
    shards, report = Shards(folder), ExtractReport()
    count = _Count(report, progress, listener)
    with shards.claimed():
        plan = await asyncio.to_thread(_planned, shards, [*sources], report, options)
        work = [each for each in plan if isinstance(each, Task)]
        troubles = [each for each in plan if not isinstance(each, Task)]
        progress.expect_bytes(sum(task.size_bytes for task in work))
        for trouble in troubles:
            count.add(trouble)
        try:
            async with aclosing(_all(work, shards, options, now, progress)) as found:
                async for each in found:
                    troubles += [each] if isinstance(each, IngestError) else []
                    count.add(each)
        finally:
            count.end()
            shards.describe(_manifest(shards, report, troubles))
    return report


async def _all(
    work: list[Task], shards: Shards, options: ExtractOptions, now: Clock, progress: Progress
) -> Stream[Step | Stopped]:
    """What comes of all pieces of work, some of them side by side."""
    if not work:
        return
    readers = replace(options.readers, links=False)  # an archive that takes the shards links them
    with pool.opened(options.jobs, options.scheduler) as workers:
        if isinstance(workers, Cluster):
            steps = side_by_side(
                (elsewhere(each, shards, workers, readers) for each in work), at_once=2 * workers.count
            )
        else:
            here = (shard(each, shards, workers, now=now, readers=readers, progress=progress) for each in work)
            steps = side_by_side(here, at_once=_AT_ONCE)
        found: Stream[Step | Stopped] = until_cancelled([steps], Stopped())
        async with aclosing(found):
            async for each in found:
                yield each


# -- what is to be done


def _planned(
    shards: Shards, sources: list[str], report: ExtractReport, options: ExtractOptions
) -> list[Task | IngestError | Noted]:
    plan = [*tasks.planned(sources, _done_before(shards, report), slice_bytes=options.slice_bytes)]
    report.total = report.skipped + sum(isinstance(each, Task) for each in plan)
    return plan


def _done_before(shards: Shards, report: ExtractReport) -> set[Part]:
    """The files that are done; work on a file that is another now is done again, all of it."""
    done: set[Part] = set()
    for name, facts in shards.done():
        try:
            parts, articles = {Part(**part) for part in facts["parts"]}, int(facts["articles"])
        except (LookupError, TypeError, ValueError):  # another program wrote it
            parts, articles = set(), 0
        if not parts or any(map(_is_stale, parts)):
            shards.forget(name)
            continue
        done |= parts
        report.skipped += 1
        report.tally.outcomes[Outcome.SAME] += articles
    return done


def _is_stale(part: Part) -> bool:
    """Whether the file is another now; one that cannot be seen is not."""
    seen = tasks.look(part.path)
    return seen is not None and seen != (part.size, part.mtime_ns)


# -- counting


@dataclass(slots=True)
class _Count:
    """Counts what came of the work, and tells it."""

    report: ExtractReport
    progress: Progress
    listener: Listener
    kept: int = 0  # articles of shards that are complete

    def add(self, step: Step | Stopped) -> None:
        match step:
            case IngestError():
                self.report.count_failure(step)
                self.listener(Failed(error=step))
            case Failed(error=error):
                self.report.count_failure(error)
                self.listener(step)
            case Became():
                self.report.tally.outcomes[Outcome.ADDED] += 1
                self.listener(step)
            case Noted():
                self.listener(step)
            case Done():
                self._add_done(step)
            case Stopped():
                self.report.is_stopped = True
                self.listener(Noted("stopped; the shards that are complete are kept, the next run does the rest"))
        self.listener(self.report)

    def _add_done(self, done: Done) -> None:
        """Count what was not told before, a step at a time."""
        self.kept += done.articles
        self.report.tasks += 1
        self.report.tally.failed += done.failed - done.told_failed
        self.report.languages += done.languages
        self.report.exit_codes |= done.exit_codes
        if done.is_elsewhere:
            self.report.tally.outcomes[Outcome.ADDED] += done.articles
            self.report.sections += done.sections
            self.progress.taken += 1
            self.progress.finished += 1
            self.progress.advance_bytes(done.task.name, done.task.size_bytes)

    def end(self) -> None:
        """Count only what is kept: work that was broken off is done again."""
        self.report.tally.outcomes[Outcome.ADDED] = self.kept


def _manifest(shards: Shards, report: ExtractReport, troubles: list[IngestError | Noted]) -> dict[str, Any]:
    """What is in the folder now."""
    done = [*_named(facts for _, facts in shards.done())]
    reasons: Counter[str] = sum((Counter(facts.get("reasons", {})) for facts in done), Counter())
    unreadable = [told(each) for each in troubles if isinstance(each, IngestError)]
    return {
        "warta": version("warta"),
        "complete": len(done) == report.total and not unreadable,
        "shards": len(done),
        "articles": sum(facts.get("articles", 0) for facts in done),
        "failed": sum(facts.get("failed", 0) for facts in done) + len(unreadable),
        "sections": sum(facts.get("sections", 0) for facts in done),
        "reasons": dict(reasons.most_common()),
        "unreadable": unreadable,
        "tasks": done,
    }


def _named(done: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The facts of each piece of work, with some of its failures."""
    for facts in done:
        yield facts | {"failures": facts.get("failures", [])[:_MOST_NAMED]}
