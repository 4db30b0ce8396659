"""Lines that break between words where a terminal ends."""

import os
import sys
import textwrap

_NARROWEST, _USUAL, _WIDEST = 20, 80, 200


def width(stream_number: int) -> int | None:
    """How many columns a standard stream shows, 1 output and 2 error; None when it is no terminal."""
    stream = sys.stdout if stream_number == 1 else sys.stderr
    if not stream.isatty():
        return None
    try:
        found = int(os.environ.get("COLUMNS") or 0) or os.get_terminal_size(stream_number).columns
    except (OSError, ValueError):
        found = 0
    return min(max(found or _USUAL, _NARROWEST), _WIDEST)


def wrapped(line: str, columns: int | None, *, indent: int = 2) -> str:
    """A line, broken between words so that it fits; an address stays whole, to be copied. None: as it is."""
    if columns is None or len(line) <= columns:
        return line
    return textwrap.fill(
        line, columns, subsequent_indent=" " * min(indent, columns // 4),
        break_long_words=False, break_on_hyphens=False, replace_whitespace=False, drop_whitespace=True,
    )  # fmt: skip
