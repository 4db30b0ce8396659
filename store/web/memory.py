"""What was counted is not counted again while nothing was written to the archive, and goes on from there afterwards."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sized
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from store.db.sqlite import identity

Made = TypeVar("Made")
_MOST = 500  # answers
_MOST_COUNTS = 400_000  # in all of them, of some 200 bytes each: of each day of many outlets there are 100,000
_answers: OrderedDict[Hashable, tuple[Hashable, Any, int]] = OrderedDict()  # with the state of the file, and its size
_lock = threading.Lock()


def remembered(path: Path, key: Hashable, count: Callable[[Made | None], Made]) -> Made:
    """Return what ``count`` returned for this key, and calls it only where the file was written to since.

    ``count`` is given what it returned last, for the same file. Raises what ``count`` raises.
    """
    full_key = (str(path), identity(path), key)
    state = _state(path)
    with _lock:
        known_state, known, _ = _answers.get(full_key, (None, None, 0))
        if known_state == state:
            _answers.move_to_end(full_key)
            found: Made = known
            return found
    made = count(known)
    with _lock:
        _answers[full_key] = (state, made, _size(made))
        _answers.move_to_end(full_key)
        while len(_answers) > _MOST or sum(size for _, _, size in _answers.values()) > _MOST_COUNTS:
            _answers.popitem(last=False)
    return made


def _size(made: object) -> int:
    """How many counts are in an answer."""
    if is_dataclass(made):
        return sum(_size(getattr(made, field.name)) for field in fields(made))
    return len(made) if isinstance(made, Sized) else 1


def _state(path: Path) -> tuple[object, ...]:
    """Changes with every write: that goes into the file, or into the log beside it; readers make an empty log."""
    return tuple(_written(file) for file in (path, Path(f"{path}-wal")))


def _written(file: Path) -> tuple[int, ...]:
    try:
        found = file.stat()
    except OSError:
        return ()
    return (found.st_ino, found.st_size, found.st_mtime_ns) if found.st_size else ()
