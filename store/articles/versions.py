"""Earlier versions of articles: what was changed after publication, and words that only an earlier one has.

The functions here take an open connection and raise sqlite3.Error as it is: the caller's ``File`` turns it
into a StoreError.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice

from . import diff, repeated
from .amounts import PAIRS, Kind
from .diff import Diff
from .moments import to_moment, to_text
from .selection import Selection


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A version of an article that gave way to another."""

    id: int  # of the article
    url: str
    site: str | None
    domain: str | None
    version: int  # the number of the version that was replaced, from 1
    seen: datetime  # when that version was last seen
    replaced: datetime | None  # when the archive first saw the one that came; None: not known
    old_title: str | None
    title: str | None  # of the version that came
    diff: Diff


def of_article(connection: sqlite3.Connection, article_id: int) -> list[Change]:
    """Return how an article was changed, from each version to the next, oldest first. Raises sqlite3.Error."""
    found = connection.execute(f"{PAIRS} WHERE r.article_id = :id ORDER BY r.revision_id", {"id": article_id})
    return [_change(row, row["old_text"], row["text"]) for row in found]


def changes(connection: sqlite3.Connection, selection: Selection, *, since: date | None, limit: int) -> list[Change]:
    """Return the latest changes of words in the selected articles, newest first.

    White space alone is none, nor are lines that stand under many articles of the outlet. ``since`` is a day in UTC
    or an aware datetime: when the archive noticed the change. Raises sqlite3.Error.
    """
    values = dict(selection.values)
    condition = f"{selection.condition} AND r.change IS NOT '{Kind.NONE}'"
    if since is not None:
        moment = since if isinstance(since, datetime) else datetime.combine(since, time.min, UTC)
        condition += " AND r.replaced >= :noticed"
        values["noticed"] = to_text(moment)
    found = connection.execute(f"{PAIRS} WHERE {condition} ORDER BY r.replaced DESC, r.revision_id DESC", values)
    changed = (_counted(connection, row) for row in found)
    return list(islice((change for change in changed if not change.diff.is_empty), limit))


def _counted(connection: sqlite3.Connection, row: sqlite3.Row) -> Change:
    """A change from its row of PAIRS, without lines that are the outlet's own."""
    own = repeated.without(connection, row["id"], row["domain"], row["old_text"], row["text"])
    return _change(row, own.before, own.after)


def _change(row: sqlite3.Row, before: str, after: str) -> Change:
    return Change(
        id=row["id"], url=row["url"], site=row["site"], domain=row["domain"], version=row["version"],
        seen=to_moment(row["seen"]),
        replaced=row["replaced"] and to_moment(row["replaced"]), old_title=row["old_title"], title=row["title"],
        diff=diff.compare(row["old_title"], before, row["title"], after),
    )  # fmt: skip
