"""Lines that break between words where a terminal ends."""

import os
import re
import sys
import textwrap
from collections.abc import Iterator

_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_NARROWEST, _USUAL, _WIDEST = 20, 80, 200


def width(stream_number: int) -> int | None:
    """How many columns a standard stream shows, 1 output and 2 error; None when it is no terminal."""
    stream = sys.stdout if stream_number == 1 else sys.stderr
    if not stream.isatty():
        return None
    try:
        found = said() or os.get_terminal_size(stream_number).columns
    except OSError:
        found = 0
    return min(max(found or _USUAL, _NARROWEST), _WIDEST)


def said() -> int:
    """How many columns the environment says that there are; 0 where it says none."""
    try:
        return max(int(os.environ.get("COLUMNS") or 0), 0)
    except ValueError:
        return 0


def wrapped(line: str, columns: int | None, *, indent: int = 2) -> str:
    """A line, broken between words so that it fits; an address stays whole, to be copied. None: as it is.

    What gives it colour has no width.
    """
    bare = _COLOUR.sub("", line)
    if columns is None or len(bare) <= columns:
        return line
    begin = " " * (len(bare) - len(bare.lstrip(" ")))
    filled = textwrap.fill(
        bare, columns, subsequent_indent=begin if len(begin) > indent else " " * min(indent, columns // 4),
        break_long_words=False, break_on_hyphens=False, replace_whitespace=False, drop_whitespace=True,
    )  # fmt: skip
    return filled if bare == line else _coloured(filled, line)


def _coloured(filled: str, line: str) -> str:
    """A text with the colours of the line that it was, which has the same characters but for white space."""
    letters = iter(filled)
    made = []
    for part in re.split(f"({_COLOUR.pattern})", line):
        is_code = _COLOUR.fullmatch(part) is not None
        made.append(part if is_code else _take(letters, sum(not each.isspace() for each in part)))
    return "".join([*made, *letters])


def _take(letters: Iterator[str], count: int) -> str:
    """So many characters that are no white space, with what white space stands before them."""
    taken = []
    while count:
        taken.append(next(letters))
        count -= not taken[-1].isspace()
    return "".join(taken)


def paragraphs(text: str, columns: int | None, *, indent: int = 2) -> str:
    """Lines, each of which is broken so that it fits."""
    return "\n".join(wrapped(line, columns, indent=indent) for line in text.split("\n"))
