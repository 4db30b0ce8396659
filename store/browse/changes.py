"""What newsrooms changed after publication: each earlier version with the one that came after it."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from store.articles.rows import to_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One version of an article, and the next."""

    id: int  # higher is later
    article_id: int
    number: int  # of the version among the earlier ones, from 0
    seen: datetime  # UTC; when the archive last saw the version
    url: str
    site: str | None
    language: str | None
    published: datetime | None  # UTC
    old_title: str | None
    old_text: str
    title: str | None  # of the next version
    text: str


def load(connection: sqlite3.Connection, *, before: int, site: str | None, limit: int) -> list[Change]:
    """Return changes with an id below ``before``, the latest first; ``site`` with its subdomains, None: of all.

    Raises sqlite3.Error, BadRow.
    """
    of_site = "AND '.' || a.site LIKE '%.' || :site ESCAPE '\\'" if site else ""
    found = connection.execute(
        "SELECT r.rowid AS id, r.article_id, r.seen, r.title AS old_title, r.text AS old_text,"
        " (SELECT count(*) FROM revisions e WHERE e.article_id = r.article_id AND e.rowid < r.rowid) AS number,"
        " (SELECT min(n.rowid) FROM revisions n WHERE n.article_id = r.article_id AND n.rowid > r.rowid) AS next,"
        " a.url, a.site, a.language, a.published, a.title, a.text FROM revisions r"
        f" CROSS JOIN articles a ON a.id = r.article_id WHERE r.rowid < :before {of_site}"
        " ORDER BY r.rowid DESC LIMIT :limit",
        {"before": before, "site": _literally(site), "limit": limit},
    )
    return [_change(connection, row) for row in found]


def _literally(site: str | None) -> str | None:
    return site and site.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _change(connection: sqlite3.Connection, row: sqlite3.Row) -> Change:
    values = dict(row)
    after = values.pop("next")
    if after is not None:
        values |= dict(
            connection.execute("SELECT title, text FROM revisions WHERE rowid = :id", {"id": after}).fetchone()
        )
    published = row["published"] and to_moment(row["published"])
    return Change(**values | {"seen": to_moment(row["seen"]), "published": published})
