"""What another archive knew of an article, into this one: earlier versions, places, times.

The functions here run inside the caller's transaction and raise sqlite3.Error as it is. Safe to repeat: the same
once more changes no row.
"""

import sqlite3
from collections.abc import Sequence

from store import words

from . import captures
from .moments import to_text
from .prepared import Prepared
from .rows import Row
from .types import DatedSighting, History, Outcome, Placed, Revision


def write(connection: sqlite3.Connection, group: Sequence[Prepared], placed: Sequence[Placed]) -> None:
    """Write what came with articles out of another archive, each at its place; the others are passed over.

    Returns None. Raises sqlite3.Error, ValueError when one of the times is naive.
    """
    for item, where in zip(group, placed, strict=True):
        if item.history:
            _write(connection, item.history, where)
            captures.add_older(connection, item, where)


def add_older(connection: sqlite3.Connection, article_id: int, older: Row) -> None:
    """Write an article that is older than what is here as a revision of it, unless it is one already.

    Returns None. Raises sqlite3.Error.
    """
    _add_unknown(connection, article_id, {
        "seen": older["last_seen"], "title": older["title"], "text": older["text"], "hash": older["content_hash"],
        "replaced": None,
    })  # fmt: skip


def _write(connection: sqlite3.Connection, history: History, where: Placed) -> None:
    add = _add if where.outcome is Outcome.ADDED else _add_unknown  # a newsroom may go back to an earlier text
    for revision in history.revisions:
        add(connection, where.id, _values(revision))
    if where.outcome is not Outcome.ADDED:
        _order(connection, where.id)
    for dated in history.sightings:
        _write_sighting(connection, where.id, dated)
    connection.execute(
        "UPDATE articles SET first_seen = min(first_seen, :first), last_seen = max(last_seen, :last)"
        " WHERE id = :id AND (first_seen > :first OR last_seen < :last)",
        {"id": where.id, "first": to_text(history.first_seen), "last": to_text(history.last_seen)},
    )


def _values(revision: Revision) -> Row:
    return {
        "seen": to_text(revision.seen), "title": revision.title, "text": revision.text, "hash": revision.content_hash,
        "replaced": revision.replaced and to_text(revision.replaced),
    }  # fmt: skip


def _add_unknown(connection: sqlite3.Connection, article_id: int, values: Row) -> None:
    is_known = connection.execute(
        "SELECT 1 FROM revisions WHERE article_id = :id AND content_hash = :hash", values | {"id": article_id}
    ).fetchone()
    if not is_known:
        _add(connection, article_id, values)


def _add(connection: sqlite3.Connection, article_id: int, values: Row) -> None:
    (language,) = connection.execute("SELECT language FROM articles WHERE id = ?", (article_id,)).fetchone()
    connection.execute(
        "INSERT INTO revisions (article_id, seen, replaced, title, text, content_hash, stems)"
        " SELECT :id, :seen, coalesce(:replaced, last_seen), :title, :text, :hash, :stems FROM articles WHERE id = :id",
        values | {"id": article_id, "stems": words.beyond(values["title"], None, values["text"], language)},
    )


def _order(connection: sqlite3.Connection, article_id: int) -> None:
    """Number the versions anew where a later one was written before an earlier one: each is followed by the next."""
    numbers = [
        row[0]
        for row in connection.execute(
            "SELECT revision_id FROM revisions WHERE article_id = ? ORDER BY seen, revision_id", (article_id,)
        )
    ]
    late = next((at for at in range(1, len(numbers)) if numbers[at] < numbers[at - 1]), None)
    if late is None:
        return
    for number in numbers[late:]:
        connection.execute(
            "INSERT INTO revisions (article_id, seen, replaced, title, text, content_hash, stems)"
            " SELECT article_id, seen, replaced, title, text, content_hash, stems FROM revisions WHERE revision_id = ?",
            (number,),
        )
        connection.execute("DELETE FROM revisions WHERE revision_id = ?", (number,))


def _write_sighting(connection: sqlite3.Connection, article_id: int, dated: DatedSighting) -> None:
    connection.execute(
        "INSERT INTO sightings (article_id, kind, locator, seen) VALUES (:id, :kind, :locator, :seen)"
        " ON CONFLICT DO UPDATE SET seen = excluded.seen WHERE seen > excluded.seen",
        {
            "id": article_id, "kind": dated.sighting.kind, "locator": dated.sighting.locator,
            "seen": to_text(dated.seen),
        },
    )  # fmt: skip
