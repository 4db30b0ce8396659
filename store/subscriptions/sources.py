"""Subscriptions and their polls, into rows and back; pauses, gaps and the last answer of an address.

The functions here take an open connection and raise sqlite3.Error as it is, ValueError for a naive
time: the caller's ``File`` holds the transaction and turns the error into a StoreError.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields, replace
from datetime import datetime
from typing import Any

from store.articles.moments import to_moment, to_text

from .types import OFFLINE_MARK, Gap, Offline, Pause, Poll, Source, Validators

_COLUMNS = tuple(field.name for field in fields(Source))
_TIMES = frozenset(
    field.name
    for kept in (Source, Poll, Validators, Gap, Pause)
    for field in fields(kept)
    if "datetime" in str(field.type)
)
_FLAGS = frozenset({"enabled", "distrusted"})
_OF_PEOPLE = frozenset({"tags", "given", "every_minutes", "paused"})  # no poll changes them
_ASSIGNED = ", ".join(f"{name} = :{name}" for name in _COLUMNS if name != "id" and name not in _OF_PEOPLE)


def subscribe(connection: sqlite3.Connection, source: Source) -> tuple[Source, bool]:
    """Add a subscription, or enable it again; return it as it is stored, and whether it is new.

    Its tags are added to those that it has. Raises sqlite3.Error.
    """
    added = connection.execute(
        "INSERT OR IGNORE INTO sources (url, kind, title, site_url, given, every_minutes)"
        " VALUES (:url, :kind, :title, :site_url, :given, nullif(:every_minutes, 0))",
        {
            "url": source.url,
            "kind": source.kind,
            "title": source.title,
            "site_url": source.site_url,
            "given": source.given,
            "every_minutes": source.every_minutes,
        },
    ).rowcount
    if not added:
        set_interval(connection, source.url, source.every_minutes)
        set_paused(connection, source.url, None)
        connection.execute(
            "UPDATE sources SET enabled = 1, disabled_why = NULL, next_due = NULL, failures = 0, failing_since = NULL,"
            " gone_since = NULL WHERE url = :url AND NOT enabled",
            {"url": source.url},
        )
    row = connection.execute("SELECT * FROM sources WHERE url = :url", {"url": source.url}).fetchone()
    known = to_source(row)
    tags = tuple(dict.fromkeys((*known.tags, *source.tags)))
    if tags != known.tags:
        connection.execute(
            "UPDATE sources SET tags = :tags WHERE url = :url",
            {"tags": json.dumps(tags, ensure_ascii=False), "url": source.url},
        )
    return replace(known, tags=tags), bool(added)


def set_interval(connection: sqlite3.Connection, url: str, every_minutes: int | None) -> None:
    """Set how often a source is polled, 0: as its entries come, None: as before; it is due now, unless it has to wait.

    Returns None, raises sqlite3.Error.
    """
    if every_minutes is not None:
        connection.execute(
            "UPDATE sources SET every_minutes = nullif(:every, 0), next_due = CASE WHEN failures OR gone_since NOT NULL"
            " OR coalesce(status, 0) IN (429, 503) THEN next_due END"
            " WHERE url = :url AND coalesce(every_minutes, 0) <> :every",
            {"url": url, "every": every_minutes},
        )


def set_paused(connection: sqlite3.Connection, url: str, since: datetime | None) -> None:
    """Leave a source alone since then, None: no longer; one that is paused already stays so since it was.

    Returns None. Raises sqlite3.Error and ValueError.
    """
    connection.execute(
        "UPDATE sources SET paused = CASE WHEN :since IS NULL THEN NULL ELSE coalesce(paused, :since) END"
        " WHERE url = :url",
        {"url": url, "since": since and to_text(since)},
    )


def unsubscribe(connection: sqlite3.Connection, url: str) -> bool:
    """Forget a subscription and its polls, never its articles; return False when there is none.

    Raises sqlite3.Error.
    """
    return bool(connection.execute("DELETE FROM sources WHERE url = :url", {"url": url}).rowcount)


def every(connection: sqlite3.Connection) -> list[Source]:
    """Return all subscriptions, by address. Raises sqlite3.Error."""
    return [to_source(row) for row in connection.execute("SELECT * FROM sources ORDER BY url")]


def update(connection: sqlite3.Connection, changed: Iterable[Source]) -> None:
    """Write subscriptions back; one whose new address is subscribed already is switched off instead.

    Then the one at that address is switched on. Unknown ids are passed over. Returns None. Raises
    sqlite3.Error and ValueError.
    """
    for source in changed:
        taken = connection.execute(
            "SELECT 1 FROM sources WHERE url = :url AND id <> :id", {"url": source.url, "id": source.id}
        ).fetchone()
        if taken:
            connection.execute(
                "UPDATE sources SET enabled = 1, disabled_why = NULL WHERE url = :url AND NOT enabled",
                {"url": source.url},
            )
            connection.execute(
                "UPDATE sources SET enabled = 0, disabled_why = :why WHERE id = :id",
                {"why": f"it moved to {source.url}, which is subscribed too", "id": source.id},
            )
        else:
            connection.execute(f"UPDATE sources SET {_ASSIGNED} WHERE id = :id", _row(source))


def add_polls(connection: sqlite3.Connection, polls: Iterable[Poll], run_id: int | None) -> None:
    """Write polls into the ledger, but not those of sources that were unsubscribed meanwhile.

    Returns None. Raises sqlite3.Error and ValueError.
    """
    connection.executemany(
        "INSERT INTO fetches (run_id, source_id, url, fetched, status, size_bytes, seconds, listed, fresh, reason)"
        " SELECT :run, :source_id, :url, :fetched, :status, :size_bytes, :seconds, :listed, :fresh, :reason"
        " WHERE EXISTS (SELECT 1 FROM sources WHERE id = :source_id)",
        [_row(poll) | {"run": run_id} for poll in polls],
    )


def forget_polls(connection: sqlite3.Connection, before: datetime) -> None:
    """Drop polls older than that from the ledger: years of them would outgrow the articles.

    Returns None. Raises sqlite3.Error and ValueError.
    """
    connection.execute("DELETE FROM fetches WHERE fetched < :before", {"before": to_text(before)})


def pause(connection: sqlite3.Connection, pauses: Iterable[Pause], now: datetime) -> None:
    """Note until when hosts and domains are to be left alone; pauses that are over are forgotten.

    Of two pauses of one domain the longer one counts. Returns None. Raises sqlite3.Error and ValueError.
    """
    connection.execute("DELETE FROM pauses WHERE until <= :now", {"now": to_text(now)})
    connection.executemany(
        "INSERT INTO pauses (domain, until, reason) VALUES (:domain, :until, :reason)"
        " ON CONFLICT (domain) DO UPDATE SET until = excluded.until, reason = excluded.reason"
        " WHERE excluded.until > until",
        [_row(item) for item in pauses],
    )


def forget_pauses(connection: sqlite3.Connection, domains: Iterable[str]) -> None:
    """Drop the pauses of hosts and domains. Returns None, raises sqlite3.Error."""
    connection.executemany("DELETE FROM pauses WHERE domain = ?", [(domain,) for domain in domains])


def pauses(connection: sqlite3.Connection, now: datetime) -> list[Pause]:
    """Return the pauses that are not over, in no promised order. Raises sqlite3.Error and ValueError."""
    found = connection.execute("SELECT * FROM pauses WHERE until > :now", {"now": to_text(now)})
    return [Pause(**_values(row)) for row in found]


def note_validators(connection: sqlite3.Connection, noted: Iterable[Validators]) -> None:
    """Keep the last good answer of each address. Returns None, raises sqlite3.Error and ValueError."""
    connection.executemany(
        "INSERT OR REPLACE INTO visits (url, fetched, status, etag, last_modified, sha256, body)"
        " VALUES (:url, :fetched, :status, :etag, :last_modified, :sha256, :body)",
        [_row(validators) for validators in noted],
    )


def validators(connection: sqlite3.Connection, url: str) -> Validators | None:
    """Return the last good answer of an address; None when none was kept. Raises sqlite3.Error."""
    row = connection.execute("SELECT * FROM visits WHERE url = :url", {"url": url}).fetchone()
    return None if row is None else Validators(**_values(row))


def add_gap(connection: sqlite3.Connection, gap: Gap) -> int:
    """Note that entries of a source were lost; return the id, 0 when the source was unsubscribed meanwhile.

    Raises sqlite3.Error and ValueError.
    """
    cursor = connection.execute(
        "INSERT INTO gaps (source_id, since, seen) SELECT :source_id, :since, :seen"
        " WHERE EXISTS (SELECT 1 FROM sources WHERE id = :source_id)",
        _row(gap),
    )
    return int(cursor.lastrowid or 0) if cursor.rowcount else 0


def fill_gap(connection: sqlite3.Connection, gap_id: int, found: int, now: datetime) -> None:
    """Note how many entries a sitemap listed again. Returns None, raises sqlite3.Error and ValueError."""
    connection.execute(
        "UPDATE gaps SET filled = :now, found = :found WHERE id = :id",
        {"now": to_text(now), "found": found, "id": gap_id},
    )


def gaps(connection: sqlite3.Connection, since: datetime) -> list[Gap]:
    """Return the gaps seen since then, oldest first. Raises sqlite3.Error and ValueError."""
    found = connection.execute("SELECT * FROM gaps WHERE seen >= :since ORDER BY id", {"since": to_text(since)})
    return [Gap(**_values(row)) for row in found]


def offline(connection: sqlite3.Connection) -> Offline | None:
    """Return since when, and why, the last polls were given up as offline; None when they were not.

    Raises sqlite3.Error.
    """
    row = connection.execute(
        "SELECT min(fetched) AS since, max(reason) AS reason FROM fetches WHERE id >"
        " coalesce((SELECT max(id) FROM fetches WHERE reason IS NULL OR substr(reason, 1, length(:mark)) <> :mark), 0)",
        {"mark": OFFLINE_MARK},
    ).fetchone()
    if row["since"] is None:
        return None
    return Offline(since=to_moment(row["since"]), reason=row["reason"].removeprefix(OFFLINE_MARK))


def to_source(row: sqlite3.Row) -> Source:
    """Return a subscription from its row, of which it takes the columns that it knows.

    Raises BadRow when a time is not written as one.
    """
    return Source(**{name: value for name, value in _values(row).items() if name in _COLUMNS})


def _row(item: Any) -> dict[str, Any]:
    return {name: to_text(value) if isinstance(value, datetime) else value for name, value in _told(item)}


def _told(item: Any) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in asdict(item).items() if name not in _OF_PEOPLE)


def _values(row: sqlite3.Row) -> dict[str, Any]:
    return dict(_typed(row))


def _typed(row: sqlite3.Row) -> Iterator[tuple[str, Any]]:
    for name in row.keys():  # noqa: SIM118  (a row iterates over its values)
        value = row[name]
        if name in _TIMES and value is not None:
            yield name, to_moment(value)
        elif name == "tags":
            yield name, tuple(json.loads(value)) if value else ()
        else:
            yield name, bool(value) if name in _FLAGS else value
