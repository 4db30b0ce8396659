"""The answer to a query of SQL, as a table or as CSV."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import TextIO

from store import Table

from .terminal import line

_BETWEEN = 2  # spaces between columns
_LEAST = 10  # characters of a cell that stay, however narrow the terminal


def drawn(table: Table, width: int | None = None) -> str:
    """All rows at once, each in one line; cut to the width of a terminal where one is given."""
    from tabulate import tabulate

    rows = [
        [value if value is None or isinstance(value, int | float) else line(value) for value in row]
        for row in table.rows
    ]
    headers = [*map(line, table.columns)]
    if width is not None:
        longest = _longest(
            [*rows, [f"{header}  " for header in headers]], width
        )  # tabulate gives a header so much more
        rows = [[_cut(cell, longest) if isinstance(cell, str) else cell for cell in row] for row in rows]
        headers = [_cut(header, longest) for header in headers]
    return tabulate(rows, headers=headers, disable_numparse=True)


def _longest(rows: Sequence[Sequence[object]], width: int) -> int:
    """How many characters a cell may have so that a row fits; ten at least."""
    widths = [max(0 if cell is None else len(str(cell)) for cell in column) for column in zip(*rows, strict=True)]
    room = width - _BETWEEN * (len(widths) - 1)
    longest = max(widths, default=0)
    while longest > _LEAST and sum(min(one, longest) for one in widths) > room:
        longest -= 1
    return longest


def _cut(cell: str, longest: int) -> str:
    return cell if len(cell) <= longest else f"{cell[: longest - 1]}…"


def write_csv(table: Table, output: TextIO) -> None:
    """Row by row; as it is into a file, as a terminal only shows it into a terminal."""
    import csv

    shown = line if output.isatty() else _unchanged
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(map(shown, table.columns))
    for row in table.rows:
        writer.writerow([_cell(value, shown) for value in row])


def distinct(columns: Sequence[str]) -> list[str]:
    """The names of columns, those that come again with a number: in an object each name stands once."""
    names: dict[str, None] = {}
    taken = {*columns}
    for column in columns:
        again = (f"{column}_{number}" for number in count(2))
        names[next(name for name in again if name not in taken) if column in names else column] = None
        taken |= names.keys()
    return [*names]


def _unchanged(text: str) -> str:
    return text


def _cell(value: object, shown: Callable[[str], str]) -> object:
    if isinstance(value, bytes):
        return value.hex()
    return shown(value) if isinstance(value, str) else value
