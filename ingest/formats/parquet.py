"""Parquet: tables of articles, warta's own exports first of all.

Of a file in a folder as Hive makes it (``language=id``) the folder's name is a column too.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ingest.core import field_names
from ingest.core.errors import Unreadable
from ingest.core.model import Page

from . import jsonl, parquet_rows

MAGIC = b"PAR1"
_OBJECTS = ("languages", "notes")  # JSON in a text column
_OF_ARCHIVE = ("first_seen", "last_seen", "content_hash")  # what only an archive knows of an article
_NOBODY = "__HIVE_DEFAULT_PARTITION__"
_VERSION = 1
_ADVICE = "export it again, or save the table as CSV and import that"
_SPLIT = "save what is text of it in smaller rows, as CSV or JSONL, and import that"
_INSTALL = 'install it with: pip install "warta[parquet]"'

# Times beyond all calendars, zones that nobody knows, lists in lists without an end.
_ODD_VALUES = (ValueError, TypeError, OverflowError, LookupError, RecursionError)


def pages(
    path: Path, origin: str, *, now: Callable[[], datetime], names: Mapping[str, str]
) -> Iterator[Page | Unreadable]:
    """A page for each row of the file at a path, in their order; an Unreadable where it cannot be read any further.

    Rows of an export of an archive are its own word, all others are records. Raises nothing.
    """
    try:
        import pyarrow
        import pyarrow.compute
        import pyarrow.parquet
    except ImportError:
        yield Unreadable("reading", origin, "it is Parquet, for which pyarrow is needed", _INSTALL)
        return
    try:
        for number, fields in parquet_rows.read(pyarrow, path):
            if isinstance(fields, parquet_rows.TooLarge):
                yield Unreadable("reading", f"{origin}, row {number}", str(fields), _SPLIT)
            elif isinstance(fields, Exception):
                reason = f"its row group is broken from here on ({fields})"
                yield Unreadable("reading", f"{origin}, row {number}", reason, _ADVICE)
            else:
                yield _row({**_of_folders(path), **fields}, origin, f"row {number}", now(), names)
    except (pyarrow.ArrowException, OSError, *_ODD_VALUES) as error:
        yield Unreadable("reading", origin, f"its Parquet is broken ({error})", _ADVICE)


def _of_folders(path: Path) -> dict[str, str | None]:
    """The columns that the folders of a file are named after: language=id."""
    parts = [part.partition("=") for part in path.parent.parts]
    return {name: None if value == _NOBODY else unquote(value) for name, sign, value in parts if sign and name}


def _row(
    fields: dict[str, Any], origin: str, place: str, fetched: datetime, names: Mapping[str, str]
) -> Page | Unreadable:
    try:
        return _page(fields, origin, place, fetched, names)
    except _ODD_VALUES as error:
        return Unreadable("reading", f"{origin}, {place}", f"it holds what no article does ({error})", _ADVICE)


def _page(fields: dict[str, Any], origin: str, place: str, fetched: datetime, names: Mapping[str, str]) -> Page:
    said = {name: _value(name, value) for name, value in fields.items()}
    if all(said.get(name) for name in _OF_ARCHIVE):
        return jsonl.page({"warta": _VERSION, **said}, origin, place, fetched)
    return jsonl.page(field_names.with_own(said, names), origin, place, fetched, said)


def _value(name: str, value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case datetime():
            return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
        case date():
            return value.isoformat()
        case bytes():
            return value.decode("utf-8", "replace")
        case str() if name in _OBJECTS and value.startswith("{"):
            return _parsed(value)
        case list():
            return [_value("", each) for each in value]
        case dict():
            return {key: _value("", each) for key, each in value.items()}
        case None | str() | bool() | int() | float():
            return value
        case _:  # decimals, durations
            return str(value)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
