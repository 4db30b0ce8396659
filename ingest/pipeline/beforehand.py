"""What a run begins before it has loaded what it works with itself: the process of which its workers are copies."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from . import fork_server
from .pool import PRELOAD


def expect(archive: Path, sources: Sequence[str], scheduler: str | None = None) -> None:
    """Begin it for an import that will surely ask for workers of this machine. Returns None, raises nothing."""
    if scheduler is None and is_anything_new(archive, sources):
        begin()


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
