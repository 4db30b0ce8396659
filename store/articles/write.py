"""Prepared deposits into the tables: what is new, what has changed, what was here before.

The functions here run inside the caller's transaction and raise sqlite3.Error as it is: the caller's
``File`` turns it into a StoreError. Safe to repeat: the same deposits once more change no row but
``last_seen`` of what came over the network an hour later or more.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from . import addresses, alternates, amounts, captures, histories, insert, retention, rows, tombstones
from .moments import to_text
from .prepared import Prepared
from .rows import Row
from .types import FROM_FEED, Outcome, Placed, Sighting, is_fuller

_SEEN_AGAIN = timedelta(hours=1)  # a page that stays the same is noted no more often
# What a later arrival may fill in while the text stays the same.
_OF_THE_TEXT = frozenset({"title", "language", "language_confidence", "languages", "notes"})
_INDEXED = frozenset({"title", "description", "text", "language"})  # what the stems follow from
_FILLABLE = (
    "authors", "editors", "published", "published_from", "published_offset", "day", "modified", "site", "section",
    "tags", "description", "image", "language", "language_confidence", "languages",
)  # fmt: skip
_OF_THE_DATE = ("published_from", "published_offset", "day")  # what says something of ``published``


def place(connection: sqlite3.Connection, prepared: Sequence[Prepared]) -> list[Placed]:
    """Write prepared deposits, in order; return for each where it ended up.

    An earlier text of the same address becomes a revision, an open failure of it is resolved. Of what was
    deleted for good nothing is written. Raises sqlite3.Error.
    """
    placed: list[Placed] = []
    for group in _distinct(prepared):
        items = addresses.addressed(connection, group)
        deleted = tombstones.of(connection, items)
        kept = [item for item, before in zip(items, deleted, strict=True) if before is None]
        places = iter(_place_distinct(connection, kept) if kept else [])
        placed += [next(places) if before is None else Placed(before, Outcome.DELETED) for before in deleted]
    amounts.write(connection)
    return placed


def _distinct(prepared: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """Cut the sequence so that no two in a piece may be kept under one address."""
    group: list[Prepared] = []
    taken: set[str] = set()
    for item in prepared:
        claimed = addresses.claimed(item)
        if not taken.isdisjoint(claimed):
            yield group
            group, taken = [], set()
        group.append(item)
        taken |= claimed
    if group:
        yield group


def _place_distinct(connection: sqlite3.Connection, group: list[Prepared]) -> list[Placed]:
    present = _present(connection, group)
    fresh = [item for item in group if item.url not in present]
    ids = insert.insert(connection, fresh)
    placed = []
    for item in group:
        if item.url in ids:
            placed.append(Placed(ids[item.url], Outcome.ADDED))
        else:
            placed.append(_meet(connection, item, present[item.url]))
    _write_captures(connection, group, placed)
    _write_sightings(connection, group, placed)
    for item, where in zip(group, placed, strict=True):
        is_older = item.history is not None and where.outcome is Outcome.SAME  # what another archive knew
        if not (is_older and alternates.load(connection, where.id)):
            alternates.write(connection, where.id, item.alternates)
    histories.write(connection, group, placed)
    _resolve_failures(connection, group)
    return placed


def _present(connection: sqlite3.Connection, group: list[Prepared]) -> dict[str, sqlite3.Row]:
    found = connection.execute(
        f"SELECT id, url, title, text, content_hash, method, last_seen, domain, {', '.join(_FILLABLE)} FROM articles"
        " WHERE url IN (SELECT value FROM json_each(:urls))",
        {"urls": json.dumps([item.url for item in group])},
    )
    return {row["url"]: row for row in found}


def _meet(connection: sqlite3.Connection, item: Prepared, row: sqlite3.Row) -> Placed:
    """An article arrives that is here already: replace its text, or only fill what was unknown."""
    new = item.article
    if new["content_hash"] == row["content_hash"]:
        _fill(connection, row, new)
        if item.live and _is_older(row["last_seen"], new["last_seen"], _SEEN_AGAIN):
            _update(connection, row, {"last_seen": new["last_seen"]})
        return Placed(row["id"], Outcome.SAME)
    if new["text"] == row["text"] and None in (new["title"], row["title"]):  # nobody changed what was not known
        return _complete(connection, row, new)
    if (new["method"] == FROM_FEED) != (row["method"] == FROM_FEED):  # two readings, and no change of the article
        return _choose(connection, row, new)
    if item.history and new["last_seen"] <= row["last_seen"]:  # what is here is the later version
        histories.add_older(connection, row["id"], new)
        return Placed(row["id"], Outcome.SAME)
    if not item.live and _was_revision(connection, row["id"], new["content_hash"]):
        return Placed(row["id"], Outcome.SAME)
    if item.replaces == row["content_hash"]:
        _update(connection, row, _of_both(new))
        return Placed(row["id"], Outcome.SAME)
    _revise(connection, row, new)
    return Placed(row["id"], Outcome.CHANGED)


def _complete(connection: sqlite3.Connection, row: sqlite3.Row, new: Row) -> Placed:
    """Of the same text under a title and without one keep the title."""
    if row["title"] is not None:
        _fill(connection, row, new)
        return Placed(row["id"], Outcome.SAME)
    _update(connection, row, _of_both(new))
    return Placed(row["id"], Outcome.CHANGED)


def _choose(connection: sqlite3.Connection, row: sqlite3.Row, new: Row) -> Placed:
    """Of what a page shows and what a feed carries keep the page's, unless the feed's is clearly longer."""
    page, feed = (row, new) if new["method"] == FROM_FEED else (new, row)
    best = feed if is_fuller(feed["text"], page["text"]) else page
    if best is row:
        _fill(connection, row, new)
        return Placed(row["id"], Outcome.SAME)
    _update(connection, row, _of_both(new))
    return Placed(row["id"], Outcome.CHANGED)


def _is_older(moment: str, other: str, span: timedelta) -> bool:
    return datetime.fromisoformat(other) - datetime.fromisoformat(moment) >= span


def _was_revision(connection: sqlite3.Connection, article_id: int, content_hash: str) -> bool:
    return bool(
        connection.execute(
            "SELECT 1 FROM revisions WHERE article_id = :id AND content_hash = :hash",
            {"id": article_id, "hash": content_hash},
        ).fetchone()
    )


def _fill(connection: sqlite3.Connection, row: sqlite3.Row, new: Row) -> None:
    unknown = {name: new[name] for name in _FILLABLE if row[name] is None and new[name] is not None}
    if row["published"] not in (None, new["published"]):
        unknown = {name: value for name, value in unknown.items() if name not in _OF_THE_DATE}
    elif "published_offset" in unknown:  # until then the day was that of UTC
        unknown["day"] = new["day"]
    if row["domain"] is None and "site" in unknown:
        unknown["domain"] = new["domain"]
    if unknown:
        _update(connection, row, unknown)


def _revise(connection: sqlite3.Connection, row: sqlite3.Row, new: Row) -> None:
    connection.execute(
        "INSERT INTO revisions (article_id, seen, replaced, title, content_hash, text, stems)"
        " SELECT id, last_seen, :replaced, title, content_hash, text, stems FROM articles WHERE id = :id",
        {"id": row["id"], "replaced": new["last_seen"]},
    )
    _update(connection, row, _of_both(new))


def _of_both(new: Row) -> Row:
    """What belongs to a text comes with it, known or not; of the rest nothing known is forgotten."""
    together = _OF_THE_TEXT if new["published"] is None else _OF_THE_TEXT.union(_OF_THE_DATE)
    values = {name: value for name, value in new.items() if value is not None or name in together}
    return {name: value for name, value in values.items() if name not in ("url", "first_seen")}


def _update(connection: sqlite3.Connection, row: sqlite3.Row, values: Row) -> None:
    """Write new values; the stems follow from what the whole row says then."""
    if not _INDEXED.isdisjoint(values) and not _has_its_stems(row, values):
        values = values | {"stems": rows.stems_of(dict(row) | values)}
    columns = ", ".join(f"{name} = :{name}" for name in values)
    connection.execute(f"UPDATE articles SET {columns} WHERE id = :id", values | {"id": row["id"]})


def _has_its_stems(row: sqlite3.Row, values: Row) -> bool:
    """Whether the stems among the new values are of all that the row says then: nothing of the old row is kept."""
    return "stems" in values and all(name in values or row[name] is None for name in _INDEXED)


def _write_captures(connection: sqlite3.Connection, group: list[Prepared], placed: list[Placed]) -> None:
    """Keep the bytes from which every new text was read; a changed advert is not worth a copy, unless that is set."""
    kept = retention.load(connection)
    if kept.days == 0:
        return
    captures.write(
        connection,
        (
            item.capture | {"article_id": where.id}
            for item, where in zip(group, placed, strict=True)
            if item.capture and (kept.every or where.outcome is not Outcome.SAME or item.replaces)
        ),
    )
    captures.write_revisits(connection, [item.capture for item in group if item.capture and item.capture["status"]])


def write_unread_captures(connection: sqlite3.Connection, received: Sequence[Row]) -> None:
    """Keep what gave no article, the latest of each address only: such pages change with every advert.

    Nothing where no pages are kept, nor from the address of an article that was deleted for good. Returns None,
    raises sqlite3.Error.
    """
    if retention.load(connection).days == 0:
        return
    kept = [capture for capture in received if not tombstones.is_at(connection, capture["url"])]
    connection.executemany("DELETE FROM captures WHERE url = :url AND sha256 <> :sha256 AND article_id IS NULL", kept)
    captures.write(connection, [capture | {"article_id": None} for capture in kept])


def forget_captures(connection: sqlite3.Connection, until: datetime) -> None:
    """Drop what was received until then; its articles stay.

    Returns None. Raises sqlite3.Error, ValueError when ``until`` is naive.
    """
    connection.execute("DELETE FROM captures WHERE fetched <= :until", {"until": to_text(until)})


def _write_sightings(connection: sqlite3.Connection, group: list[Prepared], placed: list[Placed]) -> None:
    for item, where in zip(group, placed, strict=True):
        if where.outcome is not Outcome.ADDED:
            for sighting in item.sightings:
                _write_sighting(connection, where.id, sighting, item.article["last_seen"])
    connection.executemany(
        "INSERT OR IGNORE INTO sightings (article_id, kind, locator, seen) VALUES (?, ?, ?, ?)",
        [
            (where.id, sighting.kind, sighting.locator, item.article["last_seen"])
            for item, where in zip(group, placed, strict=True)
            if where.outcome is Outcome.ADDED  # it was never seen later
            for sighting in item.sightings
        ],
    )


def write_seen(connection: sqlite3.Connection, seen: Sequence[tuple[int | str, Sighting]], now: datetime) -> None:
    """Write sightings of articles named by id or by the address of their page; unknown addresses are passed over.

    Returns None. Raises sqlite3.Error, also when there is no article of an id; ValueError when ``now`` is naive.
    """
    known = _sightings_of(connection, {key for key, _ in seen if isinstance(key, int)})
    for key, sighting in seen:
        if (key, sighting.kind, sighting.locator) in known:
            continue
        if isinstance(key, int):
            _write_sighting(connection, key, sighting, to_text(now))
            continue
        found = connection.execute(
            "SELECT article_id FROM sightings WHERE locator = :url AND kind IN ('page', 'jsonl')"
            " UNION SELECT id FROM articles WHERE url = :url LIMIT 1",
            {"url": key},
        ).fetchone()
        if found:
            _write_sighting(connection, found[0], sighting, to_text(now))


def _sightings_of(connection: sqlite3.Connection, ids: set[int]) -> set[tuple[int, str, str]]:
    """Where articles were seen already: most of what is met again was met at the same places."""
    rows = connection.execute(
        "SELECT article_id, kind, locator FROM sightings WHERE article_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps([*ids])},
    )
    return {(row[0], row[1], row[2]) for row in rows}


def _write_sighting(connection: sqlite3.Connection, article_id: int, sighting: Sighting, seen: str) -> None:
    row = {"id": article_id, "kind": sighting.kind, "locator": sighting.locator, "seen": seen}
    added = connection.execute(
        "INSERT OR IGNORE INTO sightings (article_id, kind, locator, seen) VALUES (:id, :kind, :locator, :seen)", row
    ).rowcount
    if added:
        connection.execute("UPDATE articles SET last_seen = :seen WHERE id = :id AND last_seen < :seen", row)


def note(connection: sqlite3.Connection, locator: str, name: str, text: str) -> None:
    """Add a note to the article whose page is at an address; an unknown address changes nothing.

    Returns None, raises sqlite3.Error.
    """
    connection.execute(
        "UPDATE articles SET notes = json_set(coalesce(notes, '{}'), '$.' || :name, :text) WHERE id IN"
        " (SELECT article_id FROM sightings WHERE locator = :locator AND kind = 'page')",
        {"name": name, "text": text, "locator": locator},
    )


def _resolve_failures(connection: sqlite3.Connection, group: list[Prepared]) -> None:
    addresses = {item.url for item in group} | {sighting.locator for item in group for sighting in item.sightings}
    addresses |= {item.capture["url"] for item in group if item.capture}
    connection.execute(
        "UPDATE failures SET resolved = :now"
        " WHERE resolved IS NULL AND locator IN (SELECT value FROM json_each(:addresses))",
        {"now": group[0].article["last_seen"], "addresses": json.dumps(sorted(addresses))},
    )
