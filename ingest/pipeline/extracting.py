"""An extraction: files into shards of Parquet, one for each piece of work, without an archive.

What is complete is skipped by the next run; what was not is done again from its beginning.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import aclosing, suppress
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ingest.core import charset
from ingest.core.dates import utc_now
from ingest.core.errors import BadSource, IngestError
from ingest.core.model import AlsoAt, Entry, Failed, Item, Kind, Noted, Page, Stopped
from ingest.core.readers import Readers
from ingest.core.report import Listener, Report, nobody, processors, tell
from ingest.formats import tasks
from ingest.formats.tasks import Part, Task
from store import Outcome, Shards

from . import pool, process, repeats
from .pool import Pool
from .process import Processed
from .run import Clock
from .streams import Stream, beside, side_by_side, until_cancelled

_AT_ONCE = 2  # pieces of work, so that the processors have something to do while one of them ends
_MOST_NAMED = 100  # failures of a piece of work in the manifest; its own file has all of them
_LISTS = (Kind.FEED, Kind.SITEMAP, Kind.OPML)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractOptions:
    """How to extract."""

    jobs: int = field(default_factory=processors)  # worker processes
    slice_bytes: int = tasks.SLICE_BYTES  # of a large web archive: a piece of work


@dataclass(slots=True)
class ExtractReport(Report):
    """What came of an extraction: articles count as added."""

    tasks: int = 0  # pieces of work that were done now
    skipped: int = 0  # and those that were done before
    total: int = 0  # of them, and of those that are still to be done


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a piece of work, which is complete."""

    name: str
    articles: int
    failed: int
    languages: Counter[str | None]
    exit_codes: frozenset[int]


Progress = Failed | Noted | Done
Doing = Callable[[Task], Stream[Progress]]


async def extract(
    sources: Iterable[str],
    folder: Path,
    options: ExtractOptions | None = None,
    *,
    listener: Listener = nobody,
    now: Clock = utc_now,
) -> ExtractReport:
    """Fill a folder with the shards of files and folders; return what came of it.

    Every failure of an item is in the report and the manifest. Raises ExportFailed when the folder cannot be
    written, ExportBusy when another extraction fills it. Cancelled, it keeps what is complete and returns early.
    """
    options = options or ExtractOptions()
    shards, report = Shards(folder), ExtractReport()
    with shards.claimed():
        plan = await asyncio.to_thread(_planned, shards, [*sources], report, options)
        troubles = [each for each in plan if not isinstance(each, Task)]
        for trouble in troubles:
            _count(report, trouble, listener)
        try:
            async with aclosing(_all([each for each in plan if isinstance(each, Task)], shards, options, now)) as found:
                async for each in found:
                    _count(report, each, listener)
        finally:
            shards.describe(_manifest(shards, report, troubles))
    return report


async def _all(work: list[Task], shards: Shards, options: ExtractOptions, now: Clock) -> Stream[Progress | Stopped]:
    """What comes of all pieces of work, some of them side by side."""
    if not work:
        return
    with pool.opened(options.jobs) as workers:
        doing = (shard(task, shards, workers, now=now) for task in work)
        found: Stream[Progress | Stopped] = until_cancelled([side_by_side(doing, at_once=_AT_ONCE)], Stopped())
        async with aclosing(found):
            async for each in found:
                yield each


async def shard(
    task: Task, shards: Shards, workers: Pool, *, now: Clock, readers: Readers | None = None
) -> Stream[Progress]:
    """Do a piece of work: yield failures and notes as they come, and Done when its shard is on the disk.

    Raises ExportFailed.
    """
    found = _Found()
    with suppress(_Unseen), shards.writing(task.name) as add:
        items = process.processed(
            _items(task, now), workers, jobs=workers.count, max_seconds=None, readers=readers or Readers()
        )
        async with aclosing(repeats.told(items, None)) as outcomes:
            async for outcome in outcomes:
                match outcome:
                    case Processed(prepared=prepared):
                        add(prepared)
                        found.languages[prepared.language] += 1
                    case Failed():
                        found.failures.append(outcome.error)
                        yield replace(outcome, page=None)
                    case Noted():
                        yield outcome
                    case Stopped():
                        raise asyncio.CancelledError
        if any(error.code == tasks.CHANGED for error in found.failures):
            found.languages.clear()
            raise _Unseen
        shards.note(task.name, found.facts(task))  # it counts once its shard is there
    yield found.done(task)


class _Unseen(Exception):
    """A file of the task is not to be seen as it was, and the work has to be done again: nothing is kept of it."""


@dataclass(slots=True)
class _Found:
    """What was met in a piece of work."""

    languages: Counter[str | None] = field(default_factory=Counter)
    failures: list[IngestError] = field(default_factory=list)

    def facts(self, task: Task) -> dict[str, Any]:
        """What is written down of it."""
        return {
            "shard": f"{task.name}.parquet",
            "warta": version("warta"),
            "parts": [asdict(part) for part in task.parts],
            "articles": self.languages.total(),
            "failed": len(self.failures),
            "languages": {code or "unknown": count for code, count in self.languages.most_common()},
            "reasons": dict(Counter(error.code for error in self.failures).most_common()),
            "failures": [_told(error) for error in self.failures],
        }

    def done(self, task: Task) -> Done:
        return Done(
            name=task.name, articles=self.languages.total(), failed=len(self.failures), languages=self.languages,
            exit_codes=frozenset(error.exit_code for error in self.failures),
        )  # fmt: skip


def _told(error: IngestError) -> dict[str, str]:
    return {
        "locator": charset.readable(error.target), "stage": error.stage, "code": error.code,
        "reason": charset.readable(error.reason),
    }  # fmt: skip


async def _items(task: Task, now: Clock) -> Stream[Item]:
    """The pages of a piece of work; what leads to the web is left to an import."""
    async with aclosing(beside(tasks.pages(task, now=now))) as found:
        async for each in found:
            match each:
                case IngestError():
                    yield Failed(error=each)
                case Page(kind=kind) if kind in _LISTS:
                    yield Failed(error=_left_to_import(each.name, f"it is a {kind}, which leads to the web"))
                case Entry():
                    yield Failed(error=_left_to_import(each.address, "it is an address on the web"))
                case AlsoAt():  # places are kept in archives only
                    pass
                case other:
                    yield other


def _left_to_import(name: str, reason: str) -> BadSource:
    return BadSource("extracting", name, reason, "give it to `warta import`, which asks the web")


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


def _count(report: ExtractReport, outcome: Progress | IngestError | Stopped, listener: Listener) -> None:
    match outcome:
        case IngestError():
            report.count_failure(outcome)
            listener(Failed(error=outcome))
        case Failed() | Noted():
            listener(outcome)
        case Done():
            report.tasks += 1
            report.tally.outcomes[Outcome.ADDED] += outcome.articles
            report.tally.failed += outcome.failed
            report.languages += outcome.languages
            report.exit_codes |= outcome.exit_codes
        case Stopped():
            report.is_stopped = True
            listener(Noted("stopped; the shards that are complete are kept, the next run does the rest"))
    tell(listener, [report])


def _manifest(shards: Shards, report: ExtractReport, troubles: list[IngestError | Noted]) -> dict[str, Any]:
    """What is in the folder now."""
    done = [*_named(facts for _, facts in shards.done())]
    reasons: Counter[str] = sum((Counter(facts["reasons"]) for facts in done), Counter())
    unreadable = [_told(each) for each in troubles if isinstance(each, IngestError)]
    return {
        "warta": version("warta"),
        "complete": len(done) == report.total and not unreadable,
        "shards": len(done),
        "articles": sum(facts["articles"] for facts in done),
        "failed": sum(facts["failed"] for facts in done) + len(unreadable),
        "reasons": dict(reasons.most_common()),
        "unreadable": unreadable,
        "tasks": done,
    }


def _named(done: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The facts of each piece of work, with some of its failures."""
    for facts in done:
        yield facts | {"failures": facts["failures"][:_MOST_NAMED]}
