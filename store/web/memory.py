"""What was counted is not counted again while nothing was written to the archive."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar

Made = TypeVar("Made")
_MOST = 500  # answers, of some kilobytes each
_answers: OrderedDict[Hashable, Any] = OrderedDict()
_lock = threading.Lock()


def remembered(path: Path, key: Hashable, count: Callable[[], Made]) -> Made:
    """Return what ``count`` returned for this key, and calls it only where the file was written to since.

    Raises what ``count`` raises.
    """
    full_key = (_state(path), key)
    with _lock:
        if full_key in _answers:
            _answers.move_to_end(full_key)
            found: Made = _answers[full_key]
            return found
    made = count()
    with _lock:
        _answers[full_key] = made
        while len(_answers) > _MOST:
            _answers.popitem(last=False)
    return made


def _state(path: Path) -> tuple[object, ...]:
    """Changes with every write: that goes into the file, or into the log beside it; readers make an empty log."""
    return (str(path), *(_written(file) for file in (path, Path(f"{path}-wal"))))


def _written(file: Path) -> tuple[int, ...]:
    try:
        found = file.stat()
    except OSError:
        return ()
    return (found.st_ino, found.st_size, found.st_mtime_ns) if found.st_size else ()
