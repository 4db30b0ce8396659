"""Whether all that another archive knows of an article is here already, so that nothing has to be worked out again.

The functions here take an open connection and raise sqlite3.Error as it is.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from . import retention
from .moments import to_text
from .types import Capture, Revisit

_FILLABLE = (
    "authors", "editors", "published", "published_from", "published_offset", "day", "modified", "site", "section",
    "tags", "description", "image", "language", "language_confidence", "languages",
)  # fmt: skip
Record = Mapping[str, Any]  # as an export writes it


def article_of(
    connection: sqlite3.Connection, line: bytes, captures: Sequence[Capture], revisits: Sequence[Revisit]
) -> int | None:
    """Return the id of the article of which a line of an export, and what was received for it, say nothing new.

    None when they do, or it is no line of an export. Raises sqlite3.Error.
    """
    try:
        return _article_of(connection, json.loads(line), captures, revisits)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _article_of(
    connection: sqlite3.Connection, record: Record, captures: Sequence[Capture], revisits: Sequence[Revisit]
) -> int | None:
    url = record["url"]
    if not isinstance(url, str):  # a value that SQLite does not take would end the import
        return None
    row = connection.execute("SELECT * FROM articles WHERE url = :url", {"url": url}).fetchone()
    if row is None or row["last_seen"] < record["last_seen"] or row["first_seen"] > record["first_seen"]:
        return None
    texts = _texts(connection, row)
    if row["content_hash"] == record["content_hash"]:
        if any(row[name] is None and record.get(name) not in (None, [], {}) for name in _FILLABLE):
            return None
    elif record["content_hash"] not in texts:
        return None
    is_here = (
        texts.issuperset(old["content_hash"] for old in record.get("revisions", ()))
        and _has_places(connection, row["id"], record.get("sightings", ()))
        and _has_pages(connection, captures)
        and _has_answers(connection, [_answer(each) for each in revisits])
    )
    return int(row["id"]) if is_here else None


def _texts(connection: sqlite3.Connection, row: sqlite3.Row) -> set[str]:
    found = connection.execute("SELECT content_hash FROM revisions WHERE article_id = ?", (row["id"],))
    return {str(old[0]) for old in found}


def _has_places(connection: sqlite3.Connection, article_id: int, places: Sequence[Record]) -> bool:
    found = connection.execute("SELECT kind, locator, seen FROM sightings WHERE article_id = ?", (article_id,))
    known = {(kind, locator): seen for kind, locator, seen in found}
    return all(known.get((each["kind"], each["locator"]), "~") <= each["seen"] for each in places)


def _has_pages(connection: sqlite3.Connection, captures: Sequence[Capture]) -> bool:
    if retention.load(connection).days == 0:
        return True
    answered = []
    for each in captures:
        found = connection.execute(
            "SELECT fetched FROM captures WHERE url = :url AND sha256 = :sha256 AND article_id IS NOT NULL",
            {"url": each.url, "sha256": each.sha256},
        ).fetchone()
        if found is None or found[0] > to_text(each.fetched):
            return False
        if each.status is not None and found[0] < to_text(each.fetched):
            answered.append((each.url, each.sha256, to_text(each.fetched)))
    return _has_answers(connection, answered)


def _answer(revisit: Revisit) -> tuple[str, str, str]:
    return revisit.url, revisit.sha256, to_text(revisit.fetched)


def _has_answers(connection: sqlite3.Connection, answers: Sequence[tuple[str, str, str]]) -> bool:
    """Whether it is noted that these pages came again at these times; of a page that is not here nothing can be."""
    missing = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM json_each(:answers) a"
        " JOIN captures c ON c.url = json_extract(a.value, '$[0]') AND c.sha256 = json_extract(a.value, '$[1]')"
        " WHERE c.fetched < json_extract(a.value, '$[2]') AND NOT EXISTS"
        " (SELECT 1 FROM revisits r WHERE r.capture_id = c.id AND r.fetched = json_extract(a.value, '$[2]')))",
        {"answers": json.dumps(answers)},
    )
    return not missing.fetchone()[0]
