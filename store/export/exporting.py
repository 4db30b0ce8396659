"""One export: which articles, in which format, to where."""

import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from store.articles.selection import Selection
from store.db import sqlite

from . import csv, destination, jsonl, records

FORMATS = ("jsonl", "csv")
Made = TypeVar("Made")
_MODE = 0o600  # an archive tells what a person reads, and so does what comes out of it


def nobody(number: int) -> None:
    """Listen to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """How to export."""

    format: str = "jsonl"  # one of FORMATS
    for_spreadsheets: bool = False  # of CSV: no cell is a formula, no id is rounded
    told: Callable[[int], None] = nobody  # hears after each article how many there were


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What came of an export."""

    articles: int
    notes: tuple[str, ...] = ()  # what a reader of it should know


def export(file: sqlite.File, selection: Selection, output: Path | BinaryIO, options: ExportOptions) -> Exported:
    """Write the selected articles to a file, whole or not at all, or to a stream; return what came of it.

    The archive is read as it is when the export begins. Raises ExportFailed when it cannot be written, ValueError for
    an unknown format, ArchiveBusy, ArchiveDamaged, or another StoreError; what a stream raises goes on.
    """
    if options.format not in FORMATS:
        raise ValueError(f"{options.format!r} is no format; there are {', '.join(FORMATS)}")
    opened = destination.whole(output, _mode(file)) if isinstance(output, Path) else nullcontext(output)
    with opened as stream:
        return _write(file, selection, stream, options)


def _write(file: sqlite.File, selection: Selection, stream: BinaryIO, options: ExportOptions) -> Exported:
    counted = _Counted(options.told)
    if options.format == "jsonl":
        with closing(records.read(file, selection, records.with_history)) as found:
            jsonl.write(counted(found), stream)
        return Exported(articles=counted.number)
    with file.reading() as connection:
        columns = records.columns(connection)
    with closing(records.read(file, selection, records.articles)) as found:
        too_long = csv.write(counted(found), columns, stream, for_spreadsheets=options.for_spreadsheets)
    return Exported(articles=counted.number, notes=_about_cells(too_long))


def _about_cells(too_long: int) -> tuple[str, ...]:
    if not too_long:
        return ()
    cells = "1 cell is" if too_long == 1 else f"{too_long:,} cells are"
    return (f"{cells} longer than the {csv.SPREADSHEET_CELL:,} characters that a spreadsheet keeps of one",)


class _Counted:
    """Counts what passes by."""

    def __init__(self, told: Callable[[int], None]) -> None:
        self.number = 0
        self._told = told

    def __call__(self, items: Iterable[Made]) -> Iterator[Made]:
        for self.number, item in enumerate(items, 1):
            yield item
            self._told(self.number)


def _mode(file: sqlite.File) -> int:
    """The permissions of the archive, for whom its content may be read."""
    try:
        return stat.S_IMODE(file.path.stat().st_mode) & 0o666
    except OSError:
        return _MODE
