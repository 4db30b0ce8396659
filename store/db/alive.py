"""Which runs go on: each holds a byte of the archive locked, far beyond what SQLite reaches, until its process ends.

The lock is of an open file: it is free again after kill -9, and tells nothing wrong in another container or after the
machine was started again, as the number of a process would. Where the system has no such locks, or the archive may
not be written, nothing is known of a run.
"""

import fcntl
import struct
from pathlib import Path

from . import lock

_held: set[tuple[int, int]] = set()  # by this process, which its own locks do not keep out: descriptor and run


def hold(path: Path, run_id: int) -> None:
    """Have others see that a run goes on, until ``let_go`` or the end of the process. Returns None."""
    number = _descriptor(path)
    if number is None:
        return
    try:
        fcntl.fcntl(number, fcntl.F_OFD_SETLK, lock.byte_range(fcntl.F_WRLCK, run_id))
    except OSError:  # a file system without locks, or a run of this number in a file that was copied over this one
        return
    _held.add((number, run_id))


def let_go(path: Path, run_id: int) -> None:
    """Have others see that a run is over; of one that is not held nothing changes. Returns None."""
    number = _descriptor(path)
    if number is not None and (number, run_id) in _held:
        _held.discard((number, run_id))
        fcntl.fcntl(number, fcntl.F_OFD_SETLK, lock.byte_range(fcntl.F_UNLCK, run_id))


def is_held(path: Path, run_id: int) -> bool | None:
    """Return whether a run goes on, in this process or another one; None when that cannot be told."""
    number = _descriptor(path)
    if number is None:
        return None
    if (number, run_id) in _held:
        return True
    try:
        found = fcntl.fcntl(number, fcntl.F_OFD_GETLK, lock.byte_range(fcntl.F_WRLCK, run_id))
    except OSError:
        return None
    return int(struct.unpack("hhqqi", found)[0]) != fcntl.F_UNLCK


def _descriptor(path: Path) -> int | None:
    return lock.descriptor(path.resolve()) if hasattr(fcntl, "F_OFD_SETLK") else None
