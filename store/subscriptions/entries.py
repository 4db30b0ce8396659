"""What sources list: each entry once, whether it was fetched, and when it is asked for again.

An entry is written down before its article is fetched, together with the validators of
its source. So a run that is killed loses none: the next one finds it still due, also
when the source then answers that nothing is new.

The functions here take an open connection and raise sqlite3.Error as it is, ValueError for a naive
time: the caller's ``File`` holds the transaction and turns the error into a StoreError.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from store.articles.moments import to_moment, to_text

from .types import Arrivals, FeedEntry, Recheck

_FURTHEST = timedelta(days=8)


def compare(connection: sqlite3.Connection, source_id: int, keys: Sequence[str]) -> Arrivals:
    """Return which of the keys the source never listed before, and how many it did. Raises sqlite3.Error."""
    known = _known(connection, source_id, keys)
    is_first = not connection.execute("SELECT 1 FROM entries WHERE source_id = ? LIMIT 1", (source_id,)).fetchone()
    return Arrivals(fresh=frozenset(keys) - set(known), known=len(known), is_first=is_first)


def note(connection: sqlite3.Connection, source_id: int, entries: Sequence[FeedEntry], now: datetime) -> None:
    """Write down what a source lists; what is new, or said otherwise than before, is due.

    All entries are of this source and their keys are distinct. Of a source that was
    unsubscribed meanwhile nothing is written. Returns None. Raises sqlite3.Error
    (IntegrityError when a key stands twice) and ValueError.
    """
    known = _known(connection, source_id, [entry.key for entry in entries])
    moment = to_text(now)
    connection.executemany(
        "INSERT INTO entries (source_id, key, url, said, said_hash, arrived, listed, due)"
        " SELECT :source_id, :key, :url, :said, :said_hash, :arrived, :now, :now"
        " WHERE EXISTS (SELECT 1 FROM sources WHERE id = :source_id)",
        [_row(entry, moment) for entry in entries if entry.key not in known],
    )
    connection.executemany(
        "UPDATE entries SET url = :url, said = :said, said_hash = :said_hash, due = :now, tries = 0"
        " WHERE source_id = :source_id AND key = :key",
        [_row(entry, moment) for entry in entries if known.get(entry.key, entry.said_hash) != entry.said_hash],
    )
    connection.execute(
        "UPDATE entries SET listed = :now WHERE source_id = :id AND key IN (SELECT value FROM json_each(:keys))",
        {"now": moment, "id": source_id, "keys": json.dumps(list(known))},
    )


def _known(connection: sqlite3.Connection, source_id: int, keys: Sequence[str]) -> dict[str, str]:
    found = connection.execute(
        "SELECT key, said_hash FROM entries WHERE source_id = :id AND key IN (SELECT value FROM json_each(:keys))",
        {"id": source_id, "keys": json.dumps(keys)},
    )
    return dict(found.fetchall())


def due(connection: sqlite3.Connection, source_id: int, now: datetime, *, force: bool, limit: int) -> list[FeedEntry]:
    """Return at most ``limit`` entries to ask for now, newest first.

    ``force`` also takes those of the last reading that are stored and may have changed
    since, and those that failed and wait; what has no time at which it is due stays out.
    A time further ahead than any is planned was written under a wrong clock, and does not count.
    Raises sqlite3.Error and ValueError.
    """
    found = connection.execute(
        "SELECT source_id, key, url, said, said_hash, arrived, tries, checks, stored FROM entries"
        " WHERE source_id = :id AND due IS NOT NULL AND (due <= :now OR due > :furthest OR (:force AND listed ="
        " (SELECT max(listed) FROM entries WHERE source_id = :id))) ORDER BY arrived DESC, key LIMIT :limit",
        {
            "id": source_id, "now": to_text(now), "furthest": to_text(now + _FURTHEST), "force": force, "limit": limit,
        },
    )  # fmt: skip
    return [_entry(row) for row in found]


def record_rechecks(connection: sqlite3.Connection, rechecks: Sequence[Recheck], now: datetime) -> None:
    """Write down what became of entries; of one that is stored, the whole text that its source gave is dropped.

    An entry that is not listed is passed over. Returns None. Raises sqlite3.Error and ValueError.
    """
    connection.executemany(
        "UPDATE entries SET due = :due, tries = :tries, checks = :checks,"
        " stored = CASE WHEN :is_stored THEN coalesce(stored, :now) ELSE stored END,"
        " said = CASE WHEN :is_stored THEN json_remove(said, '$.content') ELSE said END"
        " WHERE source_id = :source_id AND key = :key",
        [
            {
                "due": item.due and to_text(item.due), "tries": item.tries, "checks": item.checks,
                "is_stored": item.is_stored, "now": to_text(now), "source_id": item.source_id, "key": item.key,
            }
            for item in rechecks
        ],
    )  # fmt: skip


def arrivals(connection: sqlite3.Connection, source_id: int, since: datetime) -> list[datetime]:
    """Return when the entries of a source came, those since then: latest first, at most 2,000.

    Raises sqlite3.Error and ValueError.
    """
    found = connection.execute(
        "SELECT arrived FROM entries WHERE source_id = :id AND arrived >= :since ORDER BY arrived DESC LIMIT 2000",
        {"id": source_id, "since": to_text(since)},
    )
    return [to_moment(arrived) for (arrived,) in found]


def arrived(connection: sqlite3.Connection, since: datetime) -> dict[int, int]:
    """Return how many entries of each source came since then, by its id; 0 where none did.

    Raises sqlite3.Error and ValueError.
    """
    found = connection.execute(
        "SELECT id, (SELECT count(*) FROM entries WHERE source_id = sources.id AND arrived >= :since) FROM sources",
        {"since": to_text(since)},
    )
    return dict(found.fetchall())


def waiting(connection: sqlite3.Connection) -> dict[int, int]:
    """Return how many entries of a source were listed and are not stored yet, but still due, by its id.

    Sources without any are not there. Raises sqlite3.Error.
    """
    found = connection.execute(
        "SELECT source_id, count(*) FROM entries WHERE due IS NOT NULL AND stored IS NULL GROUP BY source_id"
    )
    return dict(found.fetchall())


def _row(entry: FeedEntry, moment: str) -> dict[str, str | int]:
    return {
        "source_id": entry.source_id, "key": entry.key, "url": entry.url, "said": entry.said,
        "said_hash": entry.said_hash, "arrived": to_text(entry.arrived), "now": moment,
    }  # fmt: skip


def _entry(row: sqlite3.Row) -> FeedEntry:
    values = dict(row)
    moments = {name: values[name] and to_moment(values[name]) for name in ("arrived", "stored")}
    return FeedEntry(**values | moments)
