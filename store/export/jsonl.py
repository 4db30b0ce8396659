"""JSONL that warta takes back without loss: articles, their earlier versions, where and when they were seen."""

import json
import re
from collections.abc import Iterable
from typing import BinaryIO

from .records import Record

VERSION = 1  # of what a line holds; an import tells by it that a line is the archive's own word

# What JSON may hold and a terminal would obey.
_OBEYED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def write(records: Iterable[Record], output: BinaryIO) -> None:
    """Write a line for each record. Returns None; raises what ``output`` and ``records`` raise."""
    for record in records:
        output.write(line(record).encode())


def line(record: Record) -> str:
    """Return the line of one record, with its end."""
    text = json.dumps({"warta": VERSION} | record, ensure_ascii=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
