"""What was received, as rows: pages as they came, and that one came once more.

The functions here run inside the caller's transaction and raise sqlite3.Error as it is.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from . import retention
from .prepared import Prepared
from .rows import Row
from .types import Outcome, Placed


def write(connection: sqlite3.Connection, captures: Iterable[Row]) -> None:
    """Store captures with their ``article_id``; a body that is here already stays one row.

    Returns None. Raises sqlite3.Error, also when there is no such article.
    """
    connection.executemany(
        "INSERT INTO captures (url, fetched, status, content_type, headers, body, sha256, article_id)"
        " VALUES (:url, :fetched, :status, :content_type, :headers, :body, :sha256, :article_id)"
        " ON CONFLICT (url, sha256) DO UPDATE SET article_id = excluded.article_id"
        " WHERE captures.article_id IS NULL AND excluded.article_id IS NOT NULL",
        captures,
    )


def write_revisits(connection: sqlite3.Connection, answers: Sequence[Row]) -> None:
    """Note that answers came once more; those of which there is no capture, or that are it, are passed over.

    Each has ``url``, ``sha256``, ``fetched`` and ``status``. Returns None, raises sqlite3.Error.
    """
    connection.executemany(
        "INSERT OR IGNORE INTO revisits (capture_id, fetched, status) SELECT id, :fetched, :status FROM captures"
        " WHERE url = :url AND sha256 = :sha256 AND fetched < :fetched",
        answers,
    )


def add_older(connection: sqlite3.Connection, item: Prepared, where: Placed) -> None:
    """Write what another archive received for an article; of the text that stands the page stays the last one.

    Returns None, raises sqlite3.Error.
    """
    if not item.captures or retention.load(connection).days == 0:
        return
    last = _last(connection, where.id)
    _date_back(connection, item.captures)
    write(connection, [capture | {"article_id": where.id} for capture in item.captures])
    write_revisits(connection, [capture for capture in item.captures if capture["status"]])
    write_revisits(connection, item.revisits)
    if where.outcome is Outcome.SAME and last is not None and _last(connection, where.id) != last:
        _put_last(connection, last)


def _date_back(connection: sqlite3.Connection, received: Sequence[Row]) -> None:
    """Have captures that another archive received earlier date from then; that they came later too is a revisit."""
    later = "url = :url AND sha256 = :sha256 AND fetched > :fetched"
    connection.executemany(
        "INSERT OR IGNORE INTO revisits (capture_id, fetched, status)"
        f" SELECT id, fetched, status FROM captures WHERE {later} AND status IS NOT NULL",
        received,
    )
    connection.executemany(f"UPDATE captures SET fetched = :fetched WHERE {later}", received)


def _last(connection: sqlite3.Connection, article_id: int) -> int | None:
    number = connection.execute("SELECT max(id) FROM captures WHERE article_id = ?", (article_id,)).fetchone()[0]
    return None if number is None else int(number)


def _put_last(connection: sqlite3.Connection, number: int) -> None:
    """Number a capture behind all others, and what refers to it."""
    connection.execute("PRAGMA defer_foreign_keys = ON")  # until the end of this transaction
    [following] = connection.execute("SELECT max(id) + 1 FROM captures").fetchone()
    values = {"number": number, "following": following}
    connection.execute("UPDATE captures SET id = :following WHERE id = :number", values)
    connection.execute("UPDATE revisits SET capture_id = :following WHERE capture_id = :number", values)
