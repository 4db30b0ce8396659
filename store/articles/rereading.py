"""Articles read again from what was received for them: what differs, and how it is written.

Another reading of the same bytes is no correction of the newsroom, so it makes no version. The functions here
take an open connection, those that write inside the caller's transaction, and raise sqlite3.Error as it is.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from . import rows
from .prepared import Prepared
from .rows import Row
from .types import FROM_FEED, Article

_DATE = ("published", "published_from", "published_offset", "day")
_LANGUAGE = ("language", "language_confidence", "languages")
# What is compared and written together, by what a person calls it.
_KINDS = {
    "title": ("title",), "text": ("text", "words", "method"), "authors": ("authors",), "editors": ("editors",),
    "date": _DATE, "modified": ("modified",), "language": _LANGUAGE, "site": ("site",), "section": ("section",),
    "tags": ("tags",), "description": ("description",), "image": ("image",),
}  # fmt: skip
_TOGETHER = frozenset({"date", "language"})  # with what is not known of it; of others nothing known is forgotten
_INDEXED = frozenset({"title", "text", "description", "language"})
_READING_NOTES = ("language", "language_hint", "language_conflict")  # of the reading; others are of the article
_COLUMNS = ", ".join(dict.fromkeys(column for columns in _KINDS.values() for column in columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """An article read again from its last capture, and the text of which that was the capture."""

    id: int
    content_hash: str
    prepared: Prepared


def captured(connection: sqlite3.Connection, after: int, limit: int) -> list[int]:
    """Return ids of articles whose pages are kept, those after an id, ascending. Raises sqlite3.Error."""
    found = connection.execute(
        "SELECT id FROM articles WHERE id > :after AND method IS NOT :feed"
        " AND EXISTS (SELECT 1 FROM captures WHERE article_id = articles.id) ORDER BY id LIMIT :limit",
        {"after": after, "feed": FROM_FEED, "limit": limit},
    )
    return [row["id"] for row in found]


def differs(connection: sqlite3.Connection, again: Reread) -> dict[str, Row]:
    """Return the columns that would be written, by what they are of; empty when nothing, or the text is another now.

    Raises sqlite3.Error.
    """
    row = connection.execute(
        f"SELECT {_COLUMNS}, notes FROM articles WHERE id = :id AND content_hash = :hash",
        {"id": again.id, "hash": again.content_hash},
    ).fetchone()
    return {} if row is None else _differs(row, again.prepared.article)


def write(connection: sqlite3.Connection, read: Sequence[Reread]) -> int:
    """Write what differs of articles that are still as they were when they were read; return how many that were.

    Safe to repeat. Raises sqlite3.Error.
    """
    written = 0
    for again in read:
        kinds = differs(connection, again)
        if not kinds:
            continue
        row = connection.execute("SELECT * FROM articles WHERE id = :id", {"id": again.id}).fetchone()
        values = {name: value for columns in kinds.values() for name, value in columns.items()}
        if {"title", "text"} & kinds.keys():
            values["content_hash"] = _content_hash(dict(row) | values)
        if {"text", "language"} & kinds.keys():
            values["notes"] = _notes(row["notes"], again.prepared.article["notes"])
        if not _INDEXED.isdisjoint(kinds):
            values["stems"] = rows.stems_of(dict(row) | values)
        columns = ", ".join(f"{name} = :{name}" for name in values)
        connection.execute(f"UPDATE articles SET {columns} WHERE id = :id", values | {"id": again.id})
        written += 1
    return written


def _content_hash(row: Row) -> str:
    """Of the title and text as they are then: a page may give a text and no title."""
    return Article(url=row["url"], title=row["title"], text=row["text"]).content_hash


def _differs(row: sqlite3.Row, new: Row) -> dict[str, Row]:
    found = {}
    for kind, columns in _KINDS.items():
        first = columns[0]
        if kind == "date" and not _is_better_dated(row, new):
            continue
        if new[first] is None and kind != "language":
            continue
        if any(row[column] != new[column] for column in _decisive(kind, columns)):
            found[kind] = {name: new[name] for name in columns if kind in _TOGETHER or new[name] is not None}
    return found


def _decisive(kind: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of which a difference counts: of a text not how it was found."""
    return columns if kind == "date" else columns[:1]


def _is_better_dated(row: sqlite3.Row, new: Row) -> bool:
    """Whether the page dates it by what dated it before, or by something surer; of a feed's date it knows nothing."""
    if new["published"] is None:
        return False
    return row["published"] is None or row["published_from"] in (new["published_from"], "guess")


def _notes(before: str | None, now: str | None) -> str | None:
    kept = {name: text for name, text in json.loads(before or "{}").items() if name not in _READING_NOTES}
    notes = kept | json.loads(now or "{}")
    return json.dumps(notes, ensure_ascii=False) if notes else None
