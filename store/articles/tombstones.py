"""What was deleted for good is not stored again, by its address or by its text.

The functions here take an open connection and raise sqlite3.Error as it is.
"""

import json
import sqlite3
from collections.abc import Sequence

from .moments import to_text
from .prepared import Prepared
from .types import Tombstone

_HERE = {
    "address": "SELECT id FROM articles WHERE url = :key",
    "text": "SELECT id FROM articles WHERE content_hash = :key",
}


def of(connection: sqlite3.Connection, items: Sequence[Prepared]) -> list[int | None]:
    """Return for each item the id that its article had before it was deleted; None of one that was not.

    An address where another article is counts for nothing, a text counts anywhere. Raises sqlite3.Error.
    """
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM tombstones)").fetchone()[0]:
        return [None] * len(items)
    keys = [[*_texts(item), *_addresses(connection, item)] for item in items]
    found = connection.execute(
        "SELECT key, article_id FROM tombstones WHERE key IN (SELECT value FROM json_each(:keys))",
        {"keys": json.dumps([key for some in keys for key in some])},
    )
    deleted = dict(map(tuple, found))
    return [next((deleted[key] for key in some if key in deleted), None) for some in keys]


def is_at(connection: sqlite3.Connection, url: str) -> bool:
    """Return whether an article was deleted for good that was at an address. Raises sqlite3.Error."""
    return bool(connection.execute("SELECT 1 FROM tombstones WHERE key = :url", {"url": url}).fetchone())


def add(connection: sqlite3.Connection, buried: Sequence[Tombstone]) -> list[int]:
    """Write what another archive deleted for good, where it is not here; return the ids of what is here all the same.

    Raises sqlite3.Error, ValueError when one of the times is naive.
    """
    here: dict[int, None] = {}
    for each in buried:
        found = connection.execute(f"{_HERE[each.kind]} ORDER BY 1", {"key": each.key}).fetchall()
        here.update((row[0], None) for row in found)
        if not found:
            connection.execute(
                "INSERT OR IGNORE INTO tombstones (key, kind, article_id, deleted, why)"
                " VALUES (:key, :kind, :id, :deleted, :why)",
                {
                    "key": each.key, "kind": each.kind, "id": each.article_id, "deleted": to_text(each.deleted),
                    "why": each.why,
                },
            )  # fmt: skip
    return [*here]


def _texts(item: Prepared) -> list[str]:
    return [str(item.article["content_hash"])]


def _addresses(connection: sqlite3.Connection, item: Prepared) -> list[str]:
    if connection.execute("SELECT 1 FROM articles WHERE url = :url", {"url": item.url}).fetchone():
        return []
    pages = [sighting.locator for sighting in item.sightings if sighting.kind == "page"]
    return [item.url, *filter(None, [item.found]), *item.aliases, *pages]
