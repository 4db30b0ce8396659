"""The answer to a query of SQL, as a table or as CSV."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import TextIO

from store import Table

from .terminal import line


def drawn(table: Table) -> str:
    """All rows at once, each in one line."""
    from tabulate import tabulate

    rows = [
        [value if value is None or isinstance(value, int | float) else line(value) for value in row]
        for row in table.rows
    ]
    return tabulate(rows, headers=[*map(line, table.columns)], disable_numparse=True)


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
