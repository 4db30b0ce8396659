"""Sources on this machine: files, folders, standard input."""

import os
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from itertools import groupby
from pathlib import Path

from ingest.core import hosts
from ingest.core.errors import BadSource, IngestError, Unreadable, names_nothing
from ingest.core.model import (
    AlsoAt,
    Buried,
    Entry,
    Failed,
    Item,
    Kind,
    KnownRecords,
    Noted,
    Page,
    Records,
    SourceRead,
)
from ingest.formats import files, folders
from store import Archive, Sighting

from . import listings, records
from .job import Job
from .streams import Stream, in_chunks
from .worklist import Part

_Found = Page | Entry | IngestError | Noted | AlsoAt | Buried


async def read(job: Job, sources: Sequence[str]) -> Stream[Item | Part]:
    """Yield what lies in files and folders, in their order."""
    for source in sources:
        pages = records.first(_pages(source, job), job.options.limit)
        async with aclosing(in_chunks(pages, records.size_bytes)) as chunks:
            async for chunk in chunks:
                async with aclosing(_chunk(job, source, chunk)) as items:
                    async for item in items:
                        yield item
        if job.options.limit is None:
            yield SourceRead(_places(source))


async def _chunk(job: Job, source: str, chunk: Sequence[_Found]) -> Stream[Item | Part]:
    """What a few pages come to; records that follow each other go on together."""
    known = listings.known_records(job, chunk)
    for are_known, places in groupby(range(len(chunk)), known.__contains__):
        if are_known:
            yield KnownRecords(tuple(known[at] for at in places))
            continue
        for each in records.together(chunk[at] for at in places):
            if isinstance(each, Records):
                yield each
                continue
            async with aclosing(_one(job, source, each)) as items:
                async for item in items:
                    yield item


async def _one(job: Job, source: str, found: _Found) -> Stream[Item | Part]:
    if isinstance(found, IngestError):
        yield Failed(error=found, is_kept=not names_nothing(found))
        return
    if isinstance(found, Noted | AlsoAt | Buried):
        yield found
        return
    if isinstance(found, Entry) and found.title is None:  # it may be a feed or a front page as well
        yield Part(url=found.address, is_chosen=True)
        return
    items = _listed(job, source, found) if isinstance(found, Entry) else listings.followed(job, found)
    async with aclosing(items):
        async for item in items:
            yield item


def _listed(job: Job, source: str, entry: Entry) -> Stream[Item | Part]:
    """The article of a row of a table."""
    return listings.articles(job, Sighting(kind="file", locator=_places(source)[0]), (entry,))


def slip(source: str) -> IngestError | None:
    """Return why nothing can be read under a name on this machine; None where something is. Raises nothing."""
    if source == "-":
        return None
    if not source.strip():
        return BadSource("importing", "''", "it is empty", "give an address, a file, a folder, or - for standard input")
    if "://" in source:
        reason = f"warta cannot fetch {source.partition('://')[0]}:// addresses"
        return BadSource("importing", source, reason, "give an http(s) address, a file or a folder")
    if hosts.is_bare(source):
        return BadSource("importing", source, "there is no such file", hosts.advice(source))
    first = next(folders.found(Path(source)), None)
    return first if isinstance(first, Unreadable) else None


def _pages(source: str, job: Job) -> Iterator[_Found]:
    options, now = job.options, job.run.now
    kind = Kind.FEED if options.kind is Kind.WORDPRESS else options.kind
    if source == "-":
        yield from files.standard_input(kind, now=now, names=options.names)
    elif error := slip(source):
        yield error
    elif _is_itself(source, job.run.archive):
        yield BadSource("importing", source, "it is the archive itself", "give another one, or another --db")
    else:
        told = job.run.progress.read_to
        yield from files.pages(Path(source), kind, now=now, names=options.names, told=told)


def _is_itself(source: str, archive: Archive) -> bool:
    """Whether a source is the file that is written to, under whatever name."""
    try:
        return archive.path.samefile(source)
    except (OSError, ValueError):  # one of them is not there; a NUL in the name
        return False


def _places(source: str) -> tuple[str, str]:
    """The two ways in which failures name a local source."""
    path = Path(os.path.abspath(source))
    return str(path), path.as_uri()
