"""Dates of articles that an earlier version stored, which are read once more from their captures.

The functions here take an open connection, those that write inside the caller's transaction, and raise
sqlite3.Error as it is: the caller's ``File`` turns it into a StoreError.
"""

import sqlite3
from collections.abc import Sequence

from .prepared import Prepared

_EDITORS = "UPDATE articles SET editors = :editors WHERE id = :id AND editors IS NULL"
# In this order: the day that is told first stays. A row that has one was read by a version that knows days.
_DATES = (
    # the same evidence, read better, or the first there is
    "UPDATE articles SET published = :published, published_from = :published_from,"
    " published_offset = :published_offset, day = :day"
    " WHERE id = :id AND day IS NULL AND :published IS NOT NULL"
    " AND (published IS NULL OR published_from = :published_from)",
    # something else dates it, but to the same time; or near it, where the outlet's clock was the same
    "UPDATE articles SET published_offset = :published_offset, day ="
    " CASE published WHEN :published THEN :day ELSE date(published, coalesce(:published_offset, 0) || ' minutes') END"
    " WHERE id = :id AND day IS NULL AND abs(julianday(published) - julianday(:published)) <= 1",
)
_OF_UTC = "UPDATE articles SET day = date(published) WHERE id = :id AND day IS NULL"  # nothing tells the outlet's


def pending(connection: sqlite3.Connection, limit: int) -> list[int]:
    """Return the ids of the newest articles whose date is to be read once more, newest first. Raises sqlite3.Error."""
    found = connection.execute(
        "SELECT article_id FROM pending_dates ORDER BY article_id DESC LIMIT :limit", {"limit": limit}
    )
    return [row["article_id"] for row in found]


def write(connection: sqlite3.Connection, read: Sequence[tuple[int, Prepared | None]]) -> None:
    """Write what captures tell of the articles with these ids; None: nothing. They wait no longer.

    Changes nothing of an article that does not wait. Returns None, raises sqlite3.Error.
    """
    for article_id, told in read:
        row = {"id": article_id}
        if connection.execute("DELETE FROM pending_dates WHERE article_id = :id", row).rowcount:
            if told is not None:
                for statement in (_EDITORS, *_DATES):
                    connection.execute(statement, told.article | row)
            connection.execute(_OF_UTC, row)
