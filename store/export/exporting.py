"""One export: which articles, in which format, to where."""

import gzip
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from store.articles.selection import Selection
from store.db import sqlite

from . import csv, destination, jsonl, parquet, records, warc

FORMATS = ("jsonl", "csv", "parquet", "warc")
Made = TypeVar("Made")
_MODE = 0o600  # an archive tells what a person reads, and so does what comes out of it


def nobody(number: int) -> None:
    """Listen to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """How to export."""

    format: str = "jsonl"  # one of FORMATS
    is_packed: bool = False  # with gzip; of WARC each record
    for_spreadsheets: bool = False  # of CSV: no cell is a formula, no id is rounded
    is_folder: bool = False  # of Parquet: a folder with a file for each month
    partition: tuple[str, ...] = ()  # of such a folder: inside it a folder for each of these, language or site
    told: Callable[[int], None] = nobody  # hears after each article how many there were


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What came of an export."""

    articles: int  # of a WARC: records
    notes: tuple[str, ...] = ()  # what a reader of it should know


def export(file: sqlite.File, selection: Selection, output: Path | BinaryIO, options: ExportOptions) -> Exported:
    """Write the selected articles to a file, whole or not at all, or to a stream; return what came of it.

    The archive is read as it is when the export begins. Raises ExportFailed when it cannot be written, ValueError for
    an unknown format, ArchiveBusy, ArchiveDamaged, or another StoreError; what a stream raises goes on.
    """
    if options.format not in FORMATS:
        raise ValueError(f"{options.format!r} is no format; there are {', '.join(FORMATS)}")
    if options.format == "parquet":
        parquet.arrow()  # before anything is made
    if options.is_folder and isinstance(output, Path):
        with destination.whole_folder(output, _mode(file)) as folder:
            return _write_shards(file, selection, folder, options)
    opened = destination.whole(output, _mode(file)) if isinstance(output, Path) else nullcontext(output)
    with opened as stream:
        return _write(file, selection, stream, options)


def _write(file: sqlite.File, selection: Selection, stream: BinaryIO, options: ExportOptions) -> Exported:
    if options.format == "parquet":
        return _write_parquet(file, selection, stream, options)
    if options.format == "warc":
        return _write_warc(file, selection, stream, options)
    if not options.is_packed:
        return _write_articles(file, selection, stream, options)
    # Without a time, so that the same articles give the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0, compresslevel=6) as packed:
        return _write_articles(file, selection, cast(BinaryIO, packed), options)


def _write_articles(file: sqlite.File, selection: Selection, stream: BinaryIO, options: ExportOptions) -> Exported:
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


def _write_parquet(file: sqlite.File, selection: Selection, stream: BinaryIO, options: ExportOptions) -> Exported:
    counted = _Counted(options.told)
    with file.reading() as connection:
        types = parquet.columns(connection, records.columns(connection))
    with closing(records.read(file, selection, records.articles)) as found:
        parquet.write(counted(found), types, stream)
    return Exported(articles=counted.number)


def _write_shards(file: sqlite.File, selection: Selection, folder: Path, options: ExportOptions) -> Exported:
    """All months out of one snapshot; what goes wrong with a file is told apart from the archive's own troubles."""
    counted = _Counted(options.told)
    with records.snapshot(file) as connection:
        types = parquet.columns(connection, records.columns(connection))
        for month, of_month in parquet.months(connection, selection):
            found = counted(records.articles(connection, of_month))
            with destination.explained(folder):
                parquet.write_shard(found, types, folder, month, options.partition)
    return Exported(articles=counted.number)


def _write_warc(file: sqlite.File, selection: Selection, stream: BinaryIO, options: ExportOptions) -> Exported:
    counted = _Counted(options.told)
    software = f"warta/{version('warta')}"
    with closing(records.read(file, selection, warc.received)) as found:
        number = warc.write(counted(found), stream, software=software, is_packed=options.is_packed)
    return Exported(articles=number)


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
        for item in items:
            self.number += 1
            yield item
            self._told(self.number)


def _mode(file: sqlite.File) -> int:
    """The permissions of the archive, for whom its content may be read."""
    try:
        return stat.S_IMODE(file.path.stat().st_mode) & 0o666
    except OSError:
        return _MODE
