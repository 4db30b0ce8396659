"""Earlier versions of articles: what was changed after publication, and words that only an earlier one has.

The functions here take an open connection and raise sqlite3.Error as it is: the caller's ``File`` turns it
into a StoreError.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice

from . import diff, rows
from .diff import Diff
from .types import to_text

# A version and the one after it: the next revision, or the article as it is now.
_CHANGES = """
SELECT a.id, a.url, a.site, a.domain, r.revision_id AS revision, r.seen, r.replaced,
  r.title AS old_title, r.text AS old_text,
  CASE WHEN n.revision_id IS NULL THEN a.title ELSE n.title END AS title,
  CASE WHEN n.revision_id IS NULL THEN a.text ELSE n.text END AS text
FROM revisions r JOIN articles a ON a.id = r.article_id
LEFT JOIN revisions n ON n.revision_id =
  (SELECT min(revision_id) FROM revisions later
    WHERE later.article_id = r.article_id AND later.revision_id > r.revision_id)
"""
_OF_SITE = (
    "(a.domain = :site COLLATE NOCASE OR substr('.' || a.site, -length(:site) - 1) = '.' || :site COLLATE NOCASE)"
)


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
    found = connection.execute(f"{_CHANGES} WHERE r.article_id = :id ORDER BY r.revision_id", {"id": article_id})
    return [_change(row, number) for number, row in enumerate(found, 1)]


def changes(connection: sqlite3.Connection, *, since: date | None, site: str | None, limit: int) -> list[Change]:
    """Return the latest changes of words, newest first; white space alone is none.

    ``since`` is a day in UTC or an aware datetime: when the archive noticed the change.
    Raises ValueError when it is naive, and sqlite3.Error.
    """
    conditions, values = ["TRUE"], dict[str, object]()
    if since is not None:
        moment = since if isinstance(since, datetime) else datetime.combine(since, time.min, UTC)
        conditions.append("r.replaced >= :since")
        values["since"] = to_text(moment)
    if site:
        conditions.append(_OF_SITE)
        values["site"] = site
    found = connection.execute(
        f"{_CHANGES} WHERE {' AND '.join(conditions)} ORDER BY r.replaced DESC, r.revision_id DESC", values
    )
    return list(islice(_worded(connection, found), limit))


def _worded(connection: sqlite3.Connection, found: sqlite3.Cursor) -> Iterator[Change]:
    for row in found:
        number = connection.execute(
            "SELECT count(*) FROM revisions WHERE article_id = :id AND revision_id <= :revision",
            {"id": row["id"], "revision": row["revision"]},
        ).fetchone()[0]
        change = _change(row, number)
        if change.diff.has_new_title or any(span.kind != "kept" for span in change.diff.text):
            yield change


def _change(row: sqlite3.Row, version: int) -> Change:
    return Change(
        id=row["id"], url=row["url"], site=row["site"], domain=row["domain"], version=version,
        seen=rows.to_moment(row["seen"]),
        replaced=row["replaced"] and rows.to_moment(row["replaced"]), old_title=row["old_title"], title=row["title"],
        diff=diff.compare(row["old_title"], row["old_text"], row["title"], row["text"]),
    )  # fmt: skip
