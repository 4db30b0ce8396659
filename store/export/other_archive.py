"""Another archive, article by article with all that belongs to it, to be taken into this one. Nothing is written to it.

One of an earlier version is copied into a temporary database, which is brought up to date and gone when it is closed.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from store.articles import rows
from store.articles.selection import Selection
from store.articles.types import Capture, Revisit, Tombstone
from store.db import schema, sqlite
from store.db.errors import BadRow, NotAnArchive

from . import jsonl, records

# The last four: values of types that no archive writes.
_DAMAGES = (sqlite3.DatabaseError, BadRow, TypeError, ValueError, OverflowError, RecursionError)
_TABLES = frozenset({"articles", "captures", "revisions", "revisits", "sightings", "tombstones"})
_TOGETHER = 1000  # ids that are asked for at once
_PAGES = 2048  # a step of copying


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """An article of another archive."""

    url: str
    line: str  # as in an export to JSONL
    captures: tuple[Capture, ...]  # oldest first
    revisits: tuple[Revisit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What could not be read of another archive."""

    what: str  # "article 123"
    reason: str


def read_archive(path: Path) -> Iterator[Handed | Tombstone | Lost]:
    """Yield what is in the archive at a path: what was deleted for good, then the articles, the oldest first.

    All as it is when the first is asked for. What is damaged is passed over, a Lost stands in its place. Raises
    ArchiveMissing, NotAnArchive, NewerArchive, ArchiveBusy, ArchiveDamaged when not even its tables can be read, or
    another StoreError.
    """
    with _opened(path) as connection:
        yield from _tombstones(connection)
        for article_id in _ids(connection):
            if isinstance(article_id, Lost):
                yield article_id
            else:
                yield from _handed(connection, article_id)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The archive as it is now, in the tables of today."""
    with sqlite.explained("reading", path):
        reader = sqlite.connect_reader(path, busy_timeout_seconds=sqlite.BUSY_TIMEOUT_SECONDS)
        with closing(reader):
            schema.check(reader, path, is_migrated_next=True)
            _check_tables(reader, path)
            if schema.is_current(reader):
                reader.execute("BEGIN")
                yield reader
                return
            with closing(sqlite.connect_temporary()) as copy:
                reader.backup(copy, pages=_PAGES, sleep=0)
                schema.migrate(copy, path, is_told=False)
                yield copy


def _check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """A view in the place of a table may never end, and is nothing that warta made; nor is a file without articles."""
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_master").fetchall())
    if kinds.get("articles") != "table" or any(kinds.get(name, "table") != "table" for name in _TABLES):
        raise NotAnArchive("reading", path, "its tables are not those of warta", "give another file")


def _tombstones(connection: sqlite3.Connection) -> Iterator[Tombstone | Lost]:
    try:
        for row in connection.execute("SELECT * FROM tombstones ORDER BY deleted, key").fetchall():
            yield rows.to_tombstone(row)
    except _DAMAGES as error:
        yield Lost(what="what was deleted for good", reason=str(error))


def _ids(connection: sqlite3.Connection) -> Iterator[int | Lost]:
    """The articles in order; where their table is damaged, those that an index knows."""
    last = 0
    while True:
        sql = "SELECT id FROM articles WHERE id > :last ORDER BY id LIMIT :limit"
        try:
            some = [row[0] for row in connection.execute(sql, {"last": last, "limit": _TOGETHER})]
        except sqlite3.DatabaseError as error:
            yield Lost(what=f"the list of articles after {last}", reason=str(error))
            yield from _ids_of_index(connection, last)
            return
        if not some:
            return
        yield from some
        last = some[-1]


def _ids_of_index(connection: sqlite3.Connection, after: int) -> Iterator[int | Lost]:
    sql = "SELECT id FROM articles INDEXED BY articles_content_hash WHERE id > :after"
    try:
        yield from sorted(row[0] for row in connection.execute(sql, {"after": after}))
    except sqlite3.DatabaseError as error:
        yield Lost(what="the index of articles", reason=str(error))


def _handed(connection: sqlite3.Connection, article_id: int) -> Iterator[Handed | Lost]:
    try:
        selection = Selection(condition="a.id = :id", values={"id": article_id})
        [record] = records.with_history(connection, selection)
        line = jsonl.line(record)
    except _DAMAGES as error:
        yield Lost(what=f"article {article_id}", reason=str(error))
        return
    captures, lost = _captures(connection, article_id)
    yield from lost
    yield Handed(
        url=record["url"], line=line, captures=tuple(captures),
        revisits=tuple(_revisits(connection, article_id)),
    )  # fmt: skip


def _captures(connection: sqlite3.Connection, article_id: int) -> tuple[list[Capture], list[Lost]]:
    """What was received for an article, as far as it is what it was then."""
    found: list[Capture] = []
    try:
        for row in connection.execute("SELECT * FROM captures WHERE article_id = ? ORDER BY id", (article_id,)):
            capture = rows.to_capture(row)
            if capture.sha256 != row["sha256"]:
                raise BadRow("a page is not what was received")
            found.append(capture)
    except _DAMAGES as error:
        return found, [Lost(what=f"a page of article {article_id}", reason=str(error))]
    return found, []


def _revisits(connection: sqlite3.Connection, article_id: int) -> Iterator[Revisit]:
    sql = (
        "SELECT c.url, c.sha256, r.fetched, r.status FROM captures c JOIN revisits r ON r.capture_id = c.id"
        " WHERE c.article_id = ? ORDER BY r.fetched"
    )
    with suppress(*_DAMAGES):  # that a page was the same once more is no reason to lose the article
        for row in connection.execute(sql, (article_id,)):
            yield rows.to_revisit(row)
