"""Tables (CSV, TSV) whose first line names the columns, and lists of addresses."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from ingest.core import charset, field_names, urls
from ingest.core.errors import Unreadable
from ingest.core.model import Entry, Noted, Page

from . import jsonl

_DELIMITERS = ("\t", ";", "|", ",")
_MOST_WORDS = 3  # in a column's name
_FEWEST_KNOWN = 2  # names that tell a table
_ADDRESS = re.compile(r"https?://[^\s#]\S*", re.I)
_MOST_BAD = 1000
_WANTED = ("text", "html", "url")  # one of which a row has
_ADVICE = "name the columns in the first line, e.g. url,title,date,text, or say what they are with --map title=NAME"


def delimiter(line: str) -> str | None:
    """Return what stands between the columns that a first line names; None when it names none. Raises nothing."""
    for each in _DELIMITERS:
        cells = [cell.strip().strip("\"'").strip() for cell in line.lstrip("\ufeff").split(each)]
        known = {field_names.own(cell) for cell in cells} - {None}
        is_short = all(len(cell) <= field_names.LONGEST and len(cell.split()) <= _MOST_WORDS for cell in cells)
        if is_short and len(cells) > 1 and len(known) >= min(_FEWEST_KNOWN, len(cells)):
            return each
    alone = field_names.own(line.lstrip("\ufeff").strip().strip("\"'"))
    return "," if alone == "url" and len(line.strip()) <= field_names.LONGEST else None


def is_list(head: str) -> bool:
    """Return whether a text is a list of addresses, one a line; what begins with # is a comment. Raises nothing."""
    lines = [line.strip() for line in head.lstrip("\ufeff").splitlines()]
    said = [line for line in lines if line and not line.startswith("#")]
    return bool(said) and all(_ADDRESS.fullmatch(line.split()[0]) and _is_alone(line) for line in said)


def _is_alone(line: str) -> bool:
    rest = line.split(maxsplit=1)[1:]
    return not rest or rest[0].startswith("#")


def addresses(lines: Iterable[bytes]) -> Iterator[Entry]:
    """Yield the addresses of a list, each once. Raises only what iterating raises."""
    seen = set()
    for line in lines:
        words = charset.decode(line).split(maxsplit=1)
        if words and not words[0].startswith("#") and (url := urls.asked(words[0])) and url not in seen:
            seen.add(url)
            yield Entry(url=urls.canonical(url), link=url)


def pages(
    lines: Iterable[bytes], head: bytes, origin: str, *, names: Mapping[str, str], now: Callable[[], datetime]
) -> Iterator[Page | Entry | Unreadable | Noted]:
    """Yield the article of each row; of a row that has only an address, what is to be fetched.

    An Unreadable, with the number of its row, stands for one that has neither, and one for the whole table where no
    column can have either. ``head`` is enough of the file to
    tell its encoding, ``names`` says which column is what. Raises only what iterating over ``lines`` raises.
    """
    decode = _decoder(head)
    first = decode(head.split(b"\n", 1)[0])
    between = delimiter(first) or max(_DELIMITERS, key=first.count)
    csv.field_size_limit(jsonl.LIMIT_BYTES)
    bad = number = 0
    try:
        rows = csv.DictReader((decode(line) + "\n" for line in lines), delimiter=between)
        if unknown := _unknown(rows.fieldnames or (), names):
            yield Unreadable("reading", origin, unknown, _ADVICE)
            return
        yield from _about_columns(rows.fieldnames or (), origin, names)
        for number, row in enumerate(rows, 1):
            found = _row(row, origin, number, names, now())
            bad = bad + 1 if isinstance(found, Unreadable) else 0
            yield found
            if bad >= _MOST_BAD:
                reason = f"{_MOST_BAD} rows in a row are no articles, what comes after them is left out"
                yield Unreadable("reading", f"{origin}, after line {number}", reason, _ADVICE)
                return
    except csv.Error as error:
        yield Unreadable("reading", f"{origin}, line {number + 1}", f"its table is broken ({error})", "see its quotes")
    if not number:
        yield Unreadable("reading", origin, "the table has no rows", _ADVICE)


def _unknown(columns: Sequence[str], names: Mapping[str, str]) -> str | None:
    """Why no row can be an article: the first line names neither a text nor an address. None where one may be."""
    fields = field_names.with_own(dict.fromkeys(columns, "given"), names)
    if not columns or any(fields.get(name) for name in _WANTED):
        return None
    return f"no column is known to hold a text or a web address (they are {field_names.shown(columns)})"


def _about_columns(columns: Sequence[str], origin: str, names: Mapping[str, str]) -> Iterator[Noted]:
    """Warnings where ``names`` names columns that are not there, and where columns are that nothing is read from."""
    shown = field_names.shown
    if missing := [
        repr(theirs) for theirs in names.values() if not (theirs in columns or field_names.is_value(theirs))
    ]:
        text = f"{origin}: --map names no column of it with {', '.join(missing)} (they are {shown(columns)})"
        yield Noted(text, is_warning=True)
    if unread := field_names.unread(columns, names):
        text = f"{origin}: nothing is read from {shown(unread)}; --map says what a column is, e.g. --map site=NAME"
        yield Noted(text, is_warning=True)


def _row(
    row: Mapping[str | None, object], origin: str, number: int, names: Mapping[str, str], now: datetime
) -> Page | Entry | Unreadable:
    given = {key: value.strip() for key, value in row.items() if key and isinstance(value, str) and value.strip()}
    fields = field_names.with_own(given, names)
    place = f"line {number + 1}"
    if fields.get("text") or fields.get("html"):
        return jsonl.page(fields, origin, place, now, given)
    url = urls.asked(str(fields.get("url", ""))) if urls.is_web(str(fields.get("url", ""))) else None
    if url is None:
        reason = "the row has neither a text nor a web address"
        return Unreadable("reading", f"{origin}, {place}", reason, "fill in one of them; the other rows are read")
    return Entry(url=urls.canonical(url), link=url, title=fields.get("title"))


def _decoder(head: bytes) -> Callable[[bytes], str]:
    """UTF-8 where the beginning is, else Windows-1252, as spreadsheets save it."""
    try:
        head[: head.rfind(b"\n") + 1 or None].decode()
    except UnicodeDecodeError:
        return lambda line: line.decode("cp1252", "replace").rstrip("\r\n")
    return lambda line: line.decode("utf-8-sig", "replace").rstrip("\r\n")
