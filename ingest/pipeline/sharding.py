"""One piece of work: files into a shard of Parquet, here or on a worker of a cluster."""

import asyncio
from collections import Counter
from contextlib import aclosing, suppress
from dataclasses import asdict, dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ingest.core import charset
from ingest.core.dates import utc_now
from ingest.core.errors import OVER_LIMIT, BadSource, IngestError, OverLimit, SectionPage
from ingest.core.model import AlsoAt, Entry, Failed, Item, Kind, Noted, Page, Stopped
from ingest.core.progress import Progress
from ingest.core.readers import Readers
from ingest.core.report import Became
from ingest.formats import files, tasks
from ingest.formats.tasks import Task
from store import Outcome, Shards

from . import process, records, repeats
from .cluster import Cluster, worker
from .pool import Pool
from .process import Processed
from .run import Clock
from .streams import Stream, in_chunks

_MOST_TOLD = 20  # failures and notes of a piece of work that a cluster's worker hands back
_LISTS = (Kind.FEED, Kind.SITEMAP, Kind.OPML)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a piece of work, which is complete."""

    task: Task
    languages: Counter[str | None]  # of its articles
    failed: int
    exit_codes: frozenset[int]
    sections: int  # front pages, sections, lists of tags, which are no articles
    told_failed: int  # of them, one by one before
    is_elsewhere: bool = False  # it came from a cluster: nothing was told of its articles

    @property
    def articles(self) -> int:
        """How many there are."""
        return self.languages.total()


Step = Failed | Noted | Became | Done | IngestError  # the last: a piece of work that could not be done


async def shard(
    task: Task, shards: Shards, workers: Pool, *, now: Clock, readers: Readers, progress: Progress | None = None
) -> Stream[Step]:
    """Do a piece of work: yield what becomes of each page as it comes, and Done when its shard is on the disk.

    An IngestError stands for what hinders the work as a whole, which has to be done again.

    Raises ExportFailed.
    """
    found = _Found()
    with suppress(_Unseen), shards.writing(task.name) as add:
        progress = progress or Progress()
        pages = _items(task, now, progress)
        items = process.processed(
            pages, workers, jobs=workers.count, max_seconds=None, readers=readers, progress=progress
        )
        async with aclosing(repeats.told(items, None)) as outcomes:
            async for outcome in outcomes:
                progress.finished += 1
                match outcome:
                    case Processed(prepared=prepared):
                        add(prepared)
                        found.languages[prepared.language] += 1
                        yield Became(prepared.url, Outcome.ADDED)
                    case Failed(error=error) if error.code == tasks.CHANGED:
                        found.is_whole = False
                        yield error
                    case Failed(error=SectionPage()):
                        found.sections += 1
                        yield replace(outcome, page=None)
                    case Failed():
                        found.failures.append(outcome.error)
                        yield replace(outcome, page=None)
                    case Noted():
                        yield outcome
                    case Stopped():
                        raise asyncio.CancelledError
        if not found.is_whole:
            raise _Unseen
        shards.note(task.name, found.facts(task))  # it counts once its shard is there
    if found.is_whole:
        yield found.done(task)


class _Unseen(Exception):
    """A file is not to be seen as it was when the work was planned, and nothing is kept of that."""


@dataclass(slots=True)
class _Found:
    """What was met in a piece of work."""

    languages: Counter[str | None] = field(default_factory=Counter)
    failures: list[IngestError] = field(default_factory=list)
    sections: int = 0  # front pages, sections, lists of tags
    is_whole: bool = True  # all files were as they had been

    def facts(self, task: Task) -> dict[str, Any]:
        """What is written down of it."""
        return {
            "shard": f"{task.name}.parquet",
            "warta": version("warta"),
            "parts": [asdict(part) for part in task.parts],
            "articles": self.languages.total(),
            "failed": len(self.failures),
            "sections": self.sections,
            "languages": {code or "unknown": count for code, count in self.languages.most_common()},
            "reasons": dict(Counter(error.code for error in self.failures).most_common()),
            "failures": [told(error) for error in self.failures],
        }

    def done(self, task: Task) -> Done:
        failed, exit_codes = len(self.failures), frozenset(error.exit_code for error in self.failures)
        return Done(
            task=task, languages=self.languages, failed=failed, exit_codes=exit_codes, sections=self.sections,
            told_failed=failed,
        )  # fmt: skip


def told(error: IngestError) -> dict[str, str]:
    """Return a failure as it is written down. Raises nothing."""
    return {
        "locator": charset.readable(error.target), "stage": error.stage, "code": error.code,
        "reason": charset.readable(error.reason),
    }  # fmt: skip


async def _items(task: Task, now: Clock, progress: Progress) -> Stream[Item]:
    """The pages of a piece of work; what leads to the web is left to an import."""
    found = tasks.pages(task, now=now, told=progress.advance_bytes)
    async with aclosing(in_chunks(found, records.size_bytes)) as chunks:
        async for chunk in chunks:
            items = [item for each in chunk if (item := _item(each))]
            for item in records.together(items):
                yield item


def _item(found: files.Found) -> Item | None:
    """What goes down the road of what was found; None for places, which are kept in archives only."""
    match found:
        case IngestError():
            return Failed(error=found)
        case Page(kind=kind) if kind in _LISTS:
            return Failed(error=_left_to_import(found.name, f"it is a {kind}, which leads to the web"))
        case Entry():
            return Failed(error=_left_to_import(found.address, "it is an address on the web"))
        case AlsoAt():
            return None
        case other:
            return other


def _left_to_import(name: str, reason: str) -> BadSource:
    return BadSource("extracting", name, reason, "give it to `warta import`, which asks the web")


# -- on a cluster


async def elsewhere(task: Task, shards: Shards, cluster: Cluster, readers: Readers) -> Stream[Step]:
    """Have a worker of a cluster do a piece of work, which sees the same files."""
    try:
        found = await cluster.call(_on_worker, task, shards.folder, readers, worker.VERSION)
    except OverLimit as error:
        yield IngestError("extracting", task.name, str(error), "the next run tries it again", code=OVER_LIMIT)
        return
    for each in found:
        yield each


def _on_worker(task: Task, folder: Path, readers: Readers, wanted: str) -> list[Step]:
    """Runs in a worker of a cluster."""
    worker.check(wanted)
    return worker.patiently(lambda: asyncio.run(_collected(task, Shards(folder), readers)))


async def _collected(task: Task, shards: Shards, readers: Readers) -> list[Step]:
    """What comes of a piece of work; of its failures and notes the first, for all are written down."""
    first: list[Step] = []
    last: list[Step] = []
    async for step in shard(task, shards, worker.processes(), now=utc_now, readers=readers):
        if isinstance(step, Done):
            count = sum(isinstance(each, Failed) for each in first)
            last.append(replace(step, told_failed=count, is_elsewhere=True))
        elif isinstance(step, IngestError):
            last.append(step)
        elif isinstance(step, Became) or (isinstance(step, Failed) and isinstance(step.error, SectionPage)):
            continue  # only their number is of interest here
        elif len(first) < _MOST_TOLD:
            first.append(step)
    return [*first, *last]
