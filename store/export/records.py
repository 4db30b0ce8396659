"""Articles as they are handed out: every column that says something of the article, in the order for a reader."""

import json
import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, TypeVar

from store.articles import alternates, load, rows
from store.articles.moments import to_text
from store.articles.selection import Selection
from store.db import sqlite
from store.stories import pairs
from store.stories.pairs import Counterpart

Made = TypeVar("Made")
Record = dict[str, Any]  # by column: text, numbers, None; lists and objects where the column is JSON

LISTS = frozenset({"authors", "editors", "tags"})
OBJECTS = frozenset({"languages", "notes"})
_INTERNAL = frozenset({"stems"})  # follow from the others
_FIRST = (
    "id", "url", "title", "authors", "editors", "published", "published_from", "published_offset", "day", "modified",
    "site", "section", "tags", "description", "image", "language", "language_confidence", "languages", "words",
    "content_hash", "method", "notes", "duplicate_of", "first_seen", "last_seen",
)  # fmt: skip


def read(
    file: sqlite.File, selection: Selection, wanted: Callable[[sqlite3.Connection, Selection], Iterator[Made]]
) -> Generator[Made, None, None]:
    """Yield what is wanted of the selected articles, all as it is when the first is asked for; to be closed.

    Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
    """
    with snapshot(file) as connection:
        yield from wanted(connection, selection)


@contextmanager
def snapshot(file: sqlite.File) -> Iterator[sqlite3.Connection]:
    """Return a context in which the archive is read as it is now, whatever others write meanwhile.

    Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
    """
    with file.reading() as connection:
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def columns(connection: sqlite3.Connection) -> list[str]:
    """Return the columns that are handed out, the text last. Raises sqlite3.Error."""
    found = [row["name"] for row in connection.execute("PRAGMA table_info(articles)") if row["type"] != "BLOB"]
    others = [name for name in found if name not in _INTERNAL and name not in _FIRST and name != "text"]
    return [*(name for name in _FIRST if name in found), *others, "text"]


def count(connection: sqlite3.Connection, selection: Selection) -> int:
    """Return how many articles are selected. Raises sqlite3.Error."""
    sql = f"SELECT count(*) FROM articles a WHERE {selection.condition}"
    return int(connection.execute(sql, selection.values).fetchone()[0])


def articles(connection: sqlite3.Connection, selection: Selection) -> Iterator[Record]:
    """Yield the selected articles, the oldest first. Raises sqlite3.Error, BadRow where a row is damaged."""
    names = ", ".join(f"a.{name}" for name in columns(connection))
    sql = f"SELECT {names} FROM articles a WHERE {selection.condition} ORDER BY a.id"
    for row in connection.execute(sql, selection.values):
        yield _record(row)


def with_history(connection: sqlite3.Connection, selection: Selection) -> Iterator[Record]:
    """Yield them with their earlier versions and the places where they were seen. Raises as ``articles``."""
    for record in articles(connection, selection):
        revisions = load.revisions(connection, record["id"])
        sightings = load.sightings(connection, record["id"])
        yield record | {
            "counterparts": [_counterpart(each) for each in pairs.load(connection, record["id"])],
            "alternates": [asdict(each) for each in alternates.load(connection, record["id"])],
            "revisions": [
                {
                    "seen": to_text(old.seen),
                    "replaced": old.replaced and to_text(old.replaced),
                    "title": old.title,
                    "text": old.text,
                    "content_hash": old.content_hash,
                }
                for old in revisions
            ],
            "sightings": [
                {"kind": each.sighting.kind, "locator": each.sighting.locator, "seen": to_text(each.seen)}
                for each in sightings
            ],
        }


def _counterpart(found: Counterpart) -> Record:
    """Of another archive's articles the address tells which they are."""
    return {
        "id": found.id, "url": found.url, "language": found.language, "kind": found.kind, "score": found.score,
    }  # fmt: skip


@rows.checked
def _record(row: sqlite3.Row) -> Record:
    return {name: value(name, row[name]) for name in row.keys()}  # noqa: SIM118 - of a row, not of a mapping


def value(name: str, stored: Any) -> Any:
    """Return what a column holds as it is handed out. Raises ValueError for JSON that is none."""
    if name in LISTS:
        return json.loads(stored or "[]")
    if name in OBJECTS:
        return json.loads(stored or "{}")
    return stored
