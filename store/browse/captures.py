"""What was received, without reading all of it."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from store.articles import rows
from store.articles.moments import to_moment
from store.articles.types import Capture

_LARGEST_ID = (1 << 63) - 1  # that SQLite takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A capture without its bytes."""

    id: int
    url: str
    fetched: datetime  # UTC
    status: int | None
    content_type: str | None
    sha256: str


def load(connection: sqlite3.Connection, capture_id: int) -> Capture | None:
    """Return a capture by the id of its row, with its bytes; None without one. Raises sqlite3.Error, BadRow."""
    if capture_id > _LARGEST_ID:
        return None
    row = connection.execute("SELECT * FROM captures WHERE id = :id", {"id": capture_id}).fetchone()
    return None if row is None else rows.to_capture(row)


def of_article(connection: sqlite3.Connection, article_id: int) -> list[Received]:
    """Return what was received for an article, oldest first. Raises sqlite3.Error, BadRow."""
    found = connection.execute(
        "SELECT id, url, fetched, status, content_type, sha256 FROM captures WHERE article_id = :id ORDER BY id",
        {"id": article_id},
    )
    return [Received(**dict(row) | {"fetched": to_moment(row["fetched"])}) for row in found]
