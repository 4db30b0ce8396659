"""Articles and what belongs to them, from the tables.

The functions here take an open connection and raise sqlite3.Error as it is: the caller's ``File`` turns it
into a StoreError.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from . import rows
from .moments import to_moment, to_text
from .types import ArchivedArticle, Capture, DatedSighting, Earlier, Revision, Sighting

_LARGEST_ID = (1 << 63) - 1  # of an SQLite integer


def article(connection: sqlite3.Connection, id_or_url: int | str) -> ArchivedArticle | None:
    """Return an article by its id, its address, or an address or path where it was found; None without one.

    Its own address comes before one where another was found. Raises sqlite3.Error.
    """
    if isinstance(id_or_url, int):
        if not 0 <= id_or_url <= _LARGEST_ID:
            return None
        where = "id = :key"
    else:
        where = (
            "url = :key OR id = (SELECT article_id FROM sightings"
            " WHERE locator = :key AND kind IN ('page', 'file', 'jsonl') LIMIT 1)"
        )
    row = connection.execute(
        f"SELECT * FROM articles WHERE {where} ORDER BY url = :key DESC LIMIT 1", {"key": id_or_url}
    ).fetchone()
    return None if row is None else rows.to_article(row)


def article_of(connection: sqlite3.Connection, capture: Capture) -> int | None:
    """Return the id of the article that was read from exactly these bytes of this address; None without one.

    Raises sqlite3.Error.
    """
    found = connection.execute(
        "SELECT article_id FROM captures WHERE url = :url AND sha256 = :sha256 AND article_id IS NOT NULL",
        {"url": capture.url, "sha256": capture.sha256},
    ).fetchone()
    return None if found is None else int(found[0])


def articles_of(connection: sqlite3.Connection, asked: Sequence[Capture]) -> list[int | None]:
    """Return the ids of the articles that were read from exactly these bytes of these addresses; None where there is
    none.

    Raises sqlite3.Error.
    """
    if not asked:
        return []
    found = connection.execute(
        "SELECT url, sha256, article_id FROM captures"
        " WHERE url IN (SELECT value FROM json_each(:urls)) AND article_id IS NOT NULL",
        {"urls": json.dumps([capture.url for capture in asked])},
    )
    here = {(row[0], row[1]): int(row[2]) for row in found}
    return [here.get((capture.url, capture.sha256)) for capture in asked]


def seen_at(connection: sqlite3.Connection, sighting: Sighting, moment: datetime) -> int | None:
    """Return the id of the article that was seen at a place at that very moment; None without one.

    Raises sqlite3.Error, ValueError when the moment is naive.
    """
    found = connection.execute(
        "SELECT article_id FROM sightings WHERE locator = :locator AND kind = :kind AND seen = :seen",
        {"locator": sighting.locator, "kind": sighting.kind, "seen": to_text(moment)},
    ).fetchone()
    return None if found is None else int(found[0])


def earlier(connection: sqlite3.Connection, url: str, found: str | None, content_hash: str) -> Earlier | None:
    """Return what is stored of the article at an address, or where it was found, with the bytes that it was read from.

    None when there is none, it has this very text, or its bytes are not here. Raises sqlite3.Error.
    """
    row = connection.execute(
        "SELECT id, title, text, method, content_hash, json_extract(notes, '$.hidden') IS NOT NULL AS has_hidden"
        " FROM articles WHERE url IN (:url, :found)"
        " ORDER BY url <> :url LIMIT 1",
        {"url": url, "found": found},
    ).fetchone()
    if row is None or row["content_hash"] == content_hash:
        return None
    last = connection.execute(
        "SELECT * FROM captures WHERE article_id = :id ORDER BY id DESC LIMIT 1", {"id": row["id"]}
    ).fetchone()
    return None if last is None else Earlier(**dict(row), capture=rows.to_capture(last))


def addresses_of(connection: sqlite3.Connection, site: str | None, content_hash: str) -> set[str]:
    """Return the addresses of a site at which a title and text are stored; a few at most. Raises sqlite3.Error."""
    found = connection.execute(
        "SELECT url FROM articles WHERE content_hash = :hash AND site IS :site LIMIT 9",
        {"hash": content_hash, "site": site},
    )
    return {str(row["url"]) for row in found}


def known_pages(connection: sqlite3.Connection, urls: Iterable[str]) -> dict[str, datetime]:
    """Return those of the addresses that led to a stored article, with when it was last seen, or deleted for good.

    Of two articles the later time counts. Raises sqlite3.Error.
    """
    found = connection.execute(
        "WITH asked AS (SELECT value AS url FROM json_each(:urls)), seen AS ("
        "SELECT asked.url, a.last_seen FROM asked"
        " LEFT JOIN sightings s ON s.locator = asked.url AND s.kind IN ('page', 'jsonl')"
        " JOIN articles a ON a.id = s.article_id OR a.url = asked.url"
        " WHERE NOT (a.method IS 'feed' AND json_extract(a.notes, '$.page') NOTNULL)"  # only a teaser is here
        " UNION ALL SELECT key, deleted FROM tombstones WHERE key IN (SELECT url FROM asked))"
        " SELECT url, max(last_seen) FROM seen GROUP BY url",
        {"urls": json.dumps(list(urls))},
    )
    return {url: to_moment(seen) for url, seen in found}


def revisions(connection: sqlite3.Connection, article_id: int) -> list[Revision]:
    """Return the earlier versions of an article, oldest first. Raises sqlite3.Error."""
    found = connection.execute(
        "SELECT * FROM revisions WHERE article_id = :id ORDER BY seen, rowid", {"id": article_id}
    )
    return [rows.to_revision(row) for row in found]


def sightings(connection: sqlite3.Connection, article_id: int) -> list[DatedSighting]:
    """Return where an article was seen, and since when, earliest first. Raises sqlite3.Error."""
    found = connection.execute(
        "SELECT * FROM sightings WHERE article_id = :id ORDER BY seen, rowid", {"id": article_id}
    )
    return [rows.to_sighting(row) for row in found]


def captures(connection: sqlite3.Connection, article_id: int) -> list[Capture]:
    """Return what was received for an article, byte for byte, oldest first. Raises sqlite3.Error."""
    found = connection.execute("SELECT * FROM captures WHERE article_id = :id ORDER BY id", {"id": article_id})
    return [rows.to_capture(row) for row in found]
