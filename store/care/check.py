"""Whether an archive is sound. Nothing is written by it, so what is damaged gets no worse."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from store import words
from store.articles import rows
from store.db import migrations, schema, sqlite
from store.db.errors import ArchiveDamaged, BadRow

_MOST = 100  # lines of SQLite's own report
_TOGETHER = 200  # rows that are read in one statement, so that no writer's log grows for long
_SAMPLE = 200  # rows of each table in a quick look: the newest
_REBUILD = "INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is wrong with an archive."""

    kind: str  # "damage", "tables", "orphans", "index", "row", "capture"
    where: str  # a table, with the id of the row where there is one
    what: str  # for a person


def check(path: Path, *, quick: bool = False) -> Iterator[Finding]:
    """Yield what is wrong with the archive at ``path``; nothing of one that is sound.

    Looked at are the file as SQLite sees it, the tables, rows without the article to which they belong, the index
    against the texts (others cannot write meanwhile), each row, and captures against their sha256. ``quick``:
    of index, rows and captures only what takes a moment. Of a damaged file only the damage is told. Raises
    ArchiveMissing, NotAnArchive, NewerArchive, ArchiveBusy, or another StoreError.
    """
    try:
        with sqlite.explained("checking", path):
            yield from _findings(path, quick=quick)
    except ArchiveDamaged as error:
        yield Finding(kind="damage", where="file", what=error.reason)


def _findings(path: Path, *, quick: bool) -> Iterator[Finding]:
    with closing(sqlite.connect_reader(path, busy_timeout_seconds=sqlite.BUSY_TIMEOUT_SECONDS)) as connection:
        schema.check(connection, path, is_migrated_next=True)
        damage = [*_damage(connection, quick=quick)]
        yield from damage
        if damage:
            return
        missing = [*_missing(connection)]
        yield from missing
        if any(finding.kind == "tables" and " " not in finding.where for finding in missing):
            return
        yield from _orphans(connection)
        yield from _index_rows(connection)
        yield from _bad_rows(connection, quick=quick)
        yield from _bad_captures(connection, quick=quick)
        if not quick:
            yield from _keys_of_links(connection)
    if not quick:
        yield from _index(path)


def _damage(connection: sqlite3.Connection, *, quick: bool) -> Iterator[Finding]:
    pragma = "quick_check" if quick else "integrity_check"
    for (line,) in connection.execute(f"PRAGMA {pragma}({_MOST})"):
        if line != "ok":
            yield Finding(kind="damage", where="file", what=" ".join(str(line).split()))


def _missing(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Tables, columns and triggers that an archive of today has, and this one lacks."""
    if sqlite.user_version(connection) != migrations.VERSION:
        return
    with closing(sqlite3.connect(sqlite.IN_MEMORY, isolation_level=None)) as fresh:
        fresh.row_factory = sqlite3.Row
        schema.migrate(fresh, Path(sqlite.IN_MEMORY))
        wanted, found = _shape(fresh), _shape(connection)
    for name, parts in wanted.items():
        if name not in found:
            yield Finding(kind="tables", where=name, what="it is missing")
        elif lacking := sorted(parts - found[name]):
            yield Finding(kind="tables", where=f"{name} ({', '.join(lacking)})", what="it is missing")


def _shape(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The tables and views, each with its columns and triggers; but what SQLite and the index make for themselves."""
    made = connection.execute(
        "SELECT name, tbl_name, type FROM sqlite_schema WHERE type IN ('table', 'view', 'trigger')"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\'"
    ).fetchall()
    shape: dict[str, set[str]] = {name: set() for name, _, kind in made if kind != "trigger"}
    for name in shape:
        shape[name] |= {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (name,))}
    for name, table, kind in made:
        if kind == "trigger":
            shape[table].add(f"trigger {name}")
    return shape


def _orphans(connection: sqlite3.Connection) -> Iterator[Finding]:
    counts: dict[tuple[str, str], int] = {}
    for row in connection.execute("PRAGMA foreign_key_check"):
        counts[row[0], row[2]] = counts.get((row[0], row[2]), 0) + 1
    for (table, parent), count in sorted(counts.items()):
        yield Finding(kind="orphans", where=table, what=f"{count} rows belong to no row of {parent}")


def _index_rows(connection: sqlite3.Connection) -> Iterator[Finding]:
    for what, one, other in (
        ("articles are not in the index", "articles", "articles_fts_docsize"),
        ("articles of the index are gone", "articles_fts_docsize", "articles"),
    ):
        (count,) = connection.execute(f"SELECT count(*) FROM {one} WHERE id NOT IN (SELECT id FROM {other})").fetchone()
        if count:
            yield Finding(kind="index", where="articles_fts", what=f"{count} {what}; rebuild it: {_REBUILD}")


def _keys_of_links(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Keys of articles that cannot be unpacked."""
    if sqlite.user_version(connection) == migrations.VERSION:
        query = "SELECT count(*) FROM story_keys WHERE typeof(postings) <> 'blob' OR length(postings) % 8 <> 0"
        (count,) = connection.execute(query).fetchone()
        if count:
            what = f"{count} rows cannot be read; `warta relink --anew` makes them again"
            yield Finding(kind="index", where="story_keys", what=what)


def _index(path: Path) -> Iterator[Finding]:
    """What FTS5 itself says of the index; it asks for the write lock, and changes nothing."""
    with closing(sqlite.connect_writer(path, busy_timeout_seconds=sqlite.BUSY_TIMEOUT_SECONDS)) as connection:
        try:
            with sqlite.transaction(connection):
                connection.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                raise
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            what = f"it says other than the articles do; rebuild it: {_REBUILD}"
            yield Finding(kind="index", where="articles_fts", what=what)


def _bad_rows(connection: sqlite3.Connection, *, quick: bool) -> Iterator[Finding]:
    """Rows that hold what warta never writes."""
    if sqlite.user_version(connection) != migrations.VERSION:
        return
    readers: dict[str, tuple[str, Callable[[sqlite3.Row], object]]] = {
        "articles": ("id", rows.to_article),
        "revisions": ("rowid", rows.to_revision),
        "sightings": ("rowid", rows.to_sighting),
    }
    for table, (key, read) in readers.items():
        for number, row in _rows(connection, table, key, quick=quick):
            try:
                read(row)
            except BadRow as error:
                yield Finding(kind="row", where=f"{table} {number}", what=str(error))
                continue
            if table == "articles" and not _has_inner_words(row):
                what = "its words inside runs of letters are not in the index: another program wrote its text"
                yield Finding(kind="index", where=f"articles {number}", what=what)


def _has_inner_words(row: sqlite3.Row) -> bool:
    return words.inner(row["title"], row["description"], row["text"]) in row["stems"]


def _bad_captures(connection: sqlite3.Connection, *, quick: bool) -> Iterator[Finding]:
    for number, row in _rows(connection, "captures", "id", quick=quick):
        try:
            body = rows.to_capture(row).body
        except BadRow as error:
            yield Finding(kind="capture", where=f"captures {number}", what=f"it cannot be unpacked: {error}")
            continue
        if hashlib.sha256(body).hexdigest() != row["sha256"]:
            what = f"its bytes are not those that were received from {row['url']}: their sha256 differs"
            yield Finding(kind="capture", where=f"captures {number}", what=what)


def _rows(connection: sqlite3.Connection, table: str, key: str, *, quick: bool) -> Iterator[tuple[int, sqlite3.Row]]:
    """The rows of a table with their ids, the newest first; of a quick look only so many."""
    connection.text_factory = str
    last = (1 << 63) - 1
    while True:
        found = connection.execute(
            f"SELECT {key} AS number, * FROM {table} WHERE {key} < :last ORDER BY {key} DESC LIMIT :limit",
            {"last": last, "limit": _SAMPLE if quick else _TOGETHER},
        ).fetchall()
        for row in found:
            yield row["number"], row
        if quick or not found:
            return
        last = found[-1]["number"]
