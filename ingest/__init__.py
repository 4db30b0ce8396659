"""From a source to an article in the archive: what the commands `import` and `sync` do, from Python.

    from ingest import import_, sync

    report = import_("news.db", ["https://www.example.id/feed.xml", "saved-pages/"])
    print(report.added, report.failed)
    sync("news.db")

``extract_to`` is the command `extract`. ``import_async``, ``sync_async`` and ``extract_to_async`` are the same for
programs that have an event loop.
"""

from collections.abc import Coroutine, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

# The room ``ingest.sync`` is loaded before the function of that name is defined, which hides it: a
# module that is loaded later would take the function's place. ``from ingest.sync import …`` works all the same.
from . import sync as _room  # noqa: F401

if TYPE_CHECKING:
    from datetime import date

    from .core.model import Kind
    from .core.progress import Progress
    from .core.readers import Readers
    from .core.report import Listener, Report
    from .pipeline.extracting import ExtractReport
    from .pipeline.run import Clock, Network

Made = TypeVar("Made", bound="Report")

__all__ = ["extract_to", "extract_to_async", "import_", "import_async", "sync", "sync_async"]


def import_(
    db: str | Path,
    sources: Iterable[str],
    *,
    kind: "Kind | None" = None,
    since: "date | None" = None,
    until: "date | None" = None,
    limit: int | None = None,
    names: "Mapping[str, str] | None" = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    keep_captures: int | None = None,
    links: bool = True,
    network: "Network | None" = None,
    listener: "Listener | None" = None,
    progress: "Progress | None" = None,
    now: "Clock | None" = None,
) -> "Report":
    """Import addresses, files and folders into the archive at ``db``, which is made when absent; return the report.

    ``kind`` overrides what the content says; ``since`` and ``until`` are days of the outlets, both
    included; ``limit`` is of the items of each source, ``names`` which field of records is what,
    ``jobs`` the number of worker processes (None: as many as processors), ``scheduler`` the address of that of a
    Dask cluster, whose workers read in place of these. ``keep_captures`` drops pages as they were
    received that are older than so many days when the run ends (None: as is set for the archive). Without ``links``
    nothing is compared with what is there, until ``Archive.relink``. ``network`` says which addresses may be reached.
    ``listener`` hears of failures and notes as they come, ``progress`` is kept as far as the run is;
    ``now`` is the clock. Raises a StoreError when the archive cannot be opened or written, ClusterFailed when the
    cluster cannot be used; all other failures are in the report.
    """
    return _run(
        import_async(
            db, sources, kind=kind, since=since, until=until, limit=limit, names=names, jobs=jobs, scheduler=scheduler,
            keep_captures=keep_captures, links=links, network=network, listener=listener, progress=progress, now=now,
        )
    )  # fmt: skip


def _run(work: "Coroutine[None, None, Made]") -> "Made":
    """Run to the end; Ctrl-C, after what was received is stored, is a KeyboardInterrupt as everywhere."""
    import asyncio

    report = asyncio.run(work)
    if report.is_stopped:
        raise KeyboardInterrupt
    return report


async def import_async(
    db: str | Path,
    sources: Iterable[str],
    *,
    kind: "Kind | None" = None,
    since: "date | None" = None,
    until: "date | None" = None,
    limit: int | None = None,
    names: "Mapping[str, str] | None" = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    keep_captures: int | None = None,
    links: bool = True,
    network: "Network | None" = None,
    listener: "Listener | None" = None,
    progress: "Progress | None" = None,
    now: "Clock | None" = None,
) -> "Report":
    """As ``import_``. Cancelled, it stores what it has received and returns early."""
    from .pipeline import beforehand

    sources = tuple(sources)
    beforehand.expect(Path(db), sources, scheduler)

    from store import Archive

    from .core.dates import utc_now
    from .core.report import DateWindow, ImportOptions, nobody, processors
    from .pipeline import importing

    options = ImportOptions(
        kind=kind, window=DateWindow(since=since, until=until), limit=limit, names=names or {},
        jobs=jobs or processors(), scheduler=scheduler, keep_captures=keep_captures,
    )  # fmt: skip
    if report := importing.of_nothing(Path(db), sources, listener or nobody):
        return report
    with Archive(db) as archive:
        archive.links = links
        return await importing.import_(
            archive,
            sources,
            options,
            network=network,
            listener=listener or nobody,
            progress=progress,
            now=now or utc_now,
        )


def sync(
    db: str | Path,
    *,
    force: bool = False,
    max_seconds: float | None = None,
    jobs: int | None = None,
    keep_captures: int | None = None,
    links: bool = True,
    network: "Network | None" = None,
    listener: "Listener | None" = None,
    progress: "Progress | None" = None,
    now: "Clock | None" = None,
) -> "Report":
    """Poll what is subscribed in the archive at ``db`` and due, and store what is new; return the report.

    ``force`` polls every source now and looks for corrections. After ``max_seconds`` nothing
    more is fetched. ``keep_captures`` and ``links`` are as in ``import_``. Without subscriptions nothing is done,
    and the report's ``run_id`` is 0.
    Raises ArchiveMissing when there is no file, ArchiveBusy at once when another run holds
    it, and a StoreError when it cannot be written or its disk is nearly full.
    """
    return _run(
        sync_async(
            db, force=force, max_seconds=max_seconds, jobs=jobs, keep_captures=keep_captures, links=links,
            network=network, listener=listener, progress=progress, now=now,
        )
    )  # fmt: skip


async def sync_async(
    db: str | Path,
    *,
    force: bool = False,
    max_seconds: float | None = None,
    jobs: int | None = None,
    keep_captures: int | None = None,
    links: bool = True,
    network: "Network | None" = None,
    listener: "Listener | None" = None,
    progress: "Progress | None" = None,
    now: "Clock | None" = None,
) -> "Report":
    """As ``sync``. Cancelled, it stores what it has received and returns early."""
    from store import Archive
    from store.db import lock
    from store.db.sqlite import must_exist

    from .core.dates import utc_now
    from .core.report import Report, SyncOptions, nobody, processors
    from .pipeline import beforehand

    path, now = Path(db), now or utc_now
    must_exist(path, "subscribe to something first, or check --db")
    with lock.held(path):
        lock.check_room(path)
        with Archive(path) as archive:
            archive.links = links
            if not archive.subscriptions.every():
                return Report()
            beforehand.expect_news(archive.subscriptions, now(), force=force)
            from .pipeline import syncing

            options = SyncOptions(
                force=force, max_seconds=max_seconds, jobs=jobs or processors(), keep_captures=keep_captures
            )
            return await syncing.sync(
                archive, options, network=network, listener=listener or nobody, progress=progress, now=now
            )


def extract_to(
    folder: str | Path,
    sources: Iterable[str],
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    readers: "Readers | None" = None,
    listener: "Listener | None" = None,
    progress: "Progress | None" = None,
    now: "Clock | None" = None,
) -> "ExtractReport":
    """Extract articles of files and folders to shards of Parquet in a folder, without an archive; return the report.

    ``jobs``, ``scheduler``, ``listener``, ``progress`` and ``now`` are as in ``import_``; ``readers`` are
    their languages and time zone, which an archive knows by itself. What is complete in the
    folder is not done again. Raises ExportFailed when the folder cannot be written, or holds other things, ExportBusy
    when another extraction fills it, ClusterFailed when the cluster cannot be used; all other failures are in the
    report.
    """
    return _run(
        extract_to_async(
            folder,
            sources,
            jobs=jobs,
            scheduler=scheduler,
            readers=readers,
            listener=listener,
            progress=progress,
            now=now,
        )
    )


async def extract_to_async(
    folder: str | Path,
    sources: Iterable[str],
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    readers: "Readers | None" = None,
    listener: "Listener | None" = None,
    progress: "Progress | None" = None,
    now: "Clock | None" = None,
) -> "ExtractReport":
    """As ``extract_to``. Cancelled, it keeps what is complete and returns early."""
    from .core.dates import utc_now
    from .core.readers import Readers
    from .core.report import nobody, processors
    from .pipeline import extracting

    options = extracting.ExtractOptions(jobs=jobs or processors(), scheduler=scheduler, readers=readers or Readers())
    return await extracting.extract(
        sources, Path(folder), options, listener=listener or nobody, progress=progress, now=now or utc_now
    )
