"""What newsrooms changed after publication: each earlier version with the one that came after it."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from store.articles import versions
from store.articles.diff import Diff
from store.articles.rows import to_moment
from store.articles.selection import of_site


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One version of an article, and the next."""

    id: int  # higher is later
    article_id: int
    number: int  # of the version among the earlier ones, from 0
    until: datetime  # UTC; when the archive first saw the next version; where that is not known, last saw this one
    url: str
    site: str | None
    language: str | None
    published: datetime | None  # UTC
    old_title: str | None
    old_text: str
    title: str | None  # of the next version
    text: str
    diff: Diff  # without lines that are the outlet's own


def load(connection: sqlite3.Connection, *, before: int, site: str | None, limit: int) -> list[Change]:
    """Return changes with an id below ``before``, the latest first; ``site`` as in a search, None: of all.

    Raises sqlite3.Error, BadRow.
    """
    is_wanted = f"r.revision_id < :before AND {of_site('site') if site else 'TRUE'}"
    found = connection.execute(
        f"{versions.PAIRS} WHERE {is_wanted} ORDER BY r.revision_id DESC LIMIT :limit",
        {"before": before, "site": site, "limit": limit},
    )
    return [_change(connection, row) for row in found]


def _change(connection: sqlite3.Connection, row: sqlite3.Row) -> Change:
    return Change(
        id=row["revision"], article_id=row["id"], number=row["version"] - 1,
        until=to_moment(row["replaced"] or row["seen"]), url=row["url"], site=row["site"], language=row["language"],
        published=row["published"] and to_moment(row["published"]),
        old_title=row["old_title"], old_text=row["old_text"], title=row["title"], text=row["text"],
        diff=versions.counted(connection, row).diff,
    )  # fmt: skip
