"""Standard output and error that may be closed, full, or gone.

What goes to standard error is lost when it cannot be written: a log line stops no run. What cannot be
written to standard output is an OutputFailed, or a BrokenPipeError when nobody reads it any more.
"""

import io
import os
import sys
from typing import Any, TextIO

_BUFFER_BYTES = 64 << 10


class OutputFailed(Exception):
    """Standard output is closed, or its disk is full."""


def secure() -> None:
    """Put such streams into ``sys``; once."""
    if isinstance(sys.stderr, _Text):
        return
    _occupy()
    sys.stderr = _Text(_Error(), sys.stderr, line_buffering=True)
    sys.stdout = _Text(_Output(), sys.stdout, line_buffering=os.isatty(1))


def drop_output() -> None:
    """Write no more to standard output: what is left in its buffer goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


class _Text(io.TextIOWrapper):
    """Text in the encoding of the stream that it replaces."""

    def __init__(self, raw: "_Descriptor", before: TextIO | None, *, line_buffering: bool) -> None:
        encoding = before.encoding if before else "utf-8"
        buffer = io.BufferedWriter(raw, _BUFFER_BYTES)
        super().__init__(buffer, encoding, errors="backslashreplace", line_buffering=line_buffering)


class _Descriptor(io.RawIOBase):
    """A descriptor that is only written to, and never closed."""

    number = -1

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.number

    def isatty(self) -> bool:
        return os.isatty(self.number)


class _Error(_Descriptor):
    number = 2

    def write(self, content: Any) -> int:
        try:
            return os.write(self.number, content)
        except OSError:
            return len(content)


class _Output(_Descriptor):
    number = 1

    def write(self, content: Any) -> int:
        try:
            return os.write(self.number, content)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputFailed(error.strerror) from error


def _occupy() -> None:
    """Take the numbers of standard streams that are closed.

    The next file that is opened would get the number, and a message meant for standard error would
    be written into the archive. Opened for reading only, writing to them fails as it should.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)  # gets the lowest number that is free
