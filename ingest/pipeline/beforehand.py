"""What a run begins before it has loaded what it works with itself: the process of which its workers are copies."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from . import fork_server
from .pool import PRELOAD

if TYPE_CHECKING:
    from store import Subscriptions

_A_FEW = 10  # entries of a source that are looked at


def expect(archive: Path, sources: Sequence[str], scheduler: str | None = None) -> None:
    """Begin it for an import that will surely ask for workers of this machine. Returns None, raises nothing."""
    if scheduler is None and is_anything_new(archive, sources):
        begin()


def expect_news(subscriptions: "Subscriptions", now: datetime, *, force: bool) -> None:
    """Begin it for a sync that will likely ask for workers: an article is to be fetched, or a feed has news, perhaps.

    Returns None. Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
    """
    from ingest.sync import poll

    waiting = subscriptions.waiting()
    for source in subscriptions.every():
        is_expected = poll.is_due(source, now, force=force) and poll.is_news_likely(source)
        if not is_expected and source.id in waiting and poll.follows_entries(source, now):
            due = subscriptions.due(source, now, force=force, limit=_A_FEW)
            is_expected = any(entry.stored is None for entry in due)
        if is_expected:
            begin()
            return


def begin() -> None:
    """Have that process begin, which takes a second to load what workers need. Returns None, raises nothing."""
    fork_server.begin(PRELOAD)


def is_anything_new(archive: Path, sources: Sequence[str]) -> bool:
    """Return whether an import will surely ask for workers, as far as a look at names and times tells.

    What is fetched is read by them. What lies here is, when it is newer than the archive: a folder is newer when a file
    came into it. Of older files only their bytes tell whether they are known. Raises nothing.
    """
    if any(source.startswith(("http://", "https://")) for source in sources):
        return True
    written = _written(archive)
    changes = [moment for source in sources if (moment := _written(Path(source))) is not None]
    return bool(changes) and (written is None or max(changes) > written)


def _written(path: Path) -> float | None:
    """When a file or folder was changed last; None where there is none that can be seen."""
    with suppress(OSError, ValueError):  # the latter of a NUL in the name
        return path.stat().st_mtime
    return None
