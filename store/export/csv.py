"""CSV (RFC 4180, UTF-8) with a row for each article, for programs or for spreadsheets.

Numbers of 16 digits are no numbers to spreadsheets, so ids stand in quotes as text.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from .records import LISTS, Record

SPREADSHEET_CELL = 32_767  # characters of a cell in Excel, LibreOffice cuts likewise
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # OWASP, "CSV injection"
_IDS = frozenset({"id", "duplicate_of", "story_id"})
_BOM = b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for the code page of the country


def write(
    records: Iterable[Record], columns: Sequence[str], output: BinaryIO, *, for_spreadsheets: bool = False
) -> int:
    """Write a header and a row for each record; return how many cells are longer than a spreadsheet holds.

    Names in a list are joined by "; ". ``for_spreadsheets`` marks the bytes as UTF-8 and puts an apostrophe before
    what a spreadsheet would run as a formula or round as a number. Raises what ``output`` and ``records`` raise.
    """
    if for_spreadsheets:
        output.write(_BOM)
    writer = csv.writer(_Encoder(output), quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns)
    too_long = 0
    for record in records:
        cells = [_cell(name, record[name]) for name in columns]
        too_long += sum(isinstance(cell, str) and len(cell) > SPREADSHEET_CELL for cell in cells)
        writer.writerow(map(_guarded, columns, cells) if for_spreadsheets else cells)
    return too_long


class _Encoder:
    """What a writer of CSV needs of a file, as UTF-8."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output

    def write(self, text: str) -> None:
        self._output.write(text.encode())


def _cell(name: str, value: Any) -> Any:
    """A value as a cell: what is not known is empty."""
    if name in LISTS:
        return "; ".join(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value) if name in _IDS and value is not None else "" if value is None else value


def _guarded(name: str, cell: Any) -> Any:
    if isinstance(cell, str) and cell and (name in _IDS or cell.startswith(_FORMULA)):
        return f"'{cell}"
    return cell
