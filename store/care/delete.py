"""An article is taken out for good: with its versions and captures, and so that it does not come back.

A tombstone for each of its addresses and for each of its texts says when and why; it holds none of the words.
The functions here run inside the caller's transaction and raise sqlite3.Error as it is.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from store.articles.moments import to_text
from store.stories import grouping, linking
from store.stories.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """What was taken out."""

    id: int
    url: str
    title: str | None
    revisions: int
    captures: int
    copies: tuple[int, ...] = ()  # articles that said they copy this one: they are still here


def delete(index: Index, ids: Sequence[int], why: str, now: datetime) -> list[Deleted]:
    """Delete articles by id and return what was deleted, in order; an id that is not here is passed over.

    Raises sqlite3.Error, ValueError when ``now`` is naive.
    """
    connection, moment = index.connection, to_text(now)
    connection.execute("PRAGMA secure_delete = ON")  # what is freed is overwritten
    try:
        found = [_delete(connection, article_id, why, moment) for article_id in dict.fromkeys(ids)]
        index.begin()
        linking.forget_deleted(index)
        index.write()
    finally:
        connection.execute("PRAGMA secure_delete = OFF")
    return [each for each in found if each is not None]


def _delete(connection: sqlite3.Connection, article_id: int, why: str, moment: str) -> Deleted | None:
    row = connection.execute(
        "SELECT id, url, title, (SELECT count(*) FROM revisions WHERE article_id = a.id) AS revisions"
        " FROM articles a WHERE id = :id",
        {"id": article_id},
    ).fetchone()
    if row is None:
        return None
    addresses = _addresses(connection, article_id)
    copies = connection.execute("SELECT id FROM articles WHERE duplicate_of = ?", (article_id,)).fetchall()
    _bury(connection, article_id, addresses, why, moment)
    captures = _forget(connection, article_id, addresses)
    connection.execute("UPDATE articles SET duplicate_of = NULL WHERE duplicate_of = ?", (article_id,))
    grouping.leave(connection, article_id)
    connection.execute("DELETE FROM articles WHERE id = ?", (article_id,))  # what belongs to it goes with it
    return Deleted(**dict(row), captures=captures, copies=tuple(copy["id"] for copy in copies))


def _addresses(connection: sqlite3.Connection, article_id: int) -> str:
    """Where it was kept and found, as a JSON array; not the files and feeds that hold other articles too."""
    found = connection.execute(
        "SELECT url FROM articles WHERE id = :id UNION SELECT url FROM captures WHERE article_id = :id"
        " AND url LIKE 'http%' UNION SELECT locator FROM sightings WHERE article_id = :id"
        " AND kind IN ('page', 'jsonl') AND locator LIKE 'http%'",
        {"id": article_id},
    )
    return json.dumps([url for (url,) in found])


def _bury(connection: sqlite3.Connection, article_id: int, addresses: str, why: str, moment: str) -> None:
    row = {"id": article_id, "addresses": addresses, "why": why, "moment": moment}
    connection.execute(
        "INSERT OR REPLACE INTO tombstones (key, kind, article_id, deleted, why)"
        " SELECT value, 'address', :id, :moment, :why FROM json_each(:addresses)",
        row,
    )
    connection.execute(
        "INSERT OR REPLACE INTO tombstones (key, kind, article_id, deleted, why)"
        " SELECT content_hash, 'text', :id, :moment, :why FROM (SELECT content_hash FROM articles WHERE id = :id"
        " UNION SELECT content_hash FROM revisions WHERE article_id = :id)",
        row,
    )


def _forget(connection: sqlite3.Connection, article_id: int, addresses: str) -> int:
    """Drop what its addresses left elsewhere; return how many captures there were."""
    row = {"id": article_id, "addresses": addresses}
    of_addresses = "IN (SELECT value FROM json_each(:addresses))"
    # A feed is kept as it was last received, for imports to compare with: its texts go, and it is asked for anew.
    connection.execute(
        "DELETE FROM visits WHERE body IS NOT NULL AND url IN (SELECT locator FROM sightings WHERE article_id = :id)",
        row,
    )
    connection.execute(f"DELETE FROM visits WHERE url {of_addresses}", row)
    connection.execute(f"UPDATE entries SET said = json_object('url', url), due = NULL WHERE url {of_addresses}", row)
    connection.execute(f"DELETE FROM failures WHERE locator {of_addresses}", row)
    return connection.execute(
        f"DELETE FROM captures WHERE article_id = :id OR (article_id IS NULL AND url {of_addresses})", row
    ).rowcount
