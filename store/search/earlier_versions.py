"""Words that earlier versions of articles have: old headlines, and what was deleted."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from store.articles.moments import to_moment

from . import snippets
from .conditions import conditions
from .forms import Forms
from .query import no_words, parse
from .window import Window

_VERSIONS = """
SELECT a.id, a.url, a.site, a.language, a.title AS title_now, r.seen, r.replaced, r.title, r.text,
  (SELECT count(*) FROM revisions e WHERE e.article_id = r.article_id AND e.revision_id <= r.revision_id) AS version
FROM revisions r JOIN articles a ON a.id = r.article_id
WHERE r.revision_id IN (%s)
ORDER BY r.replaced DESC, r.revision_id DESC
"""
# Apart, so that no texts are sorted.
_LATEST = """
SELECT r.revision_id FROM revisions_fts f CROSS JOIN revisions r ON r.revision_id = f.rowid %s
WHERE revisions_fts MATCH :query ORDER BY r.replaced DESC, r.revision_id DESC LIMIT :limit
"""
_OF_ARTICLES = "CROSS JOIN articles a ON a.id = r.article_id AND "


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionHit:
    """An earlier version of an article that matches."""

    id: int  # of the article
    url: str
    site: str | None
    language: str | None  # of the article as it is now
    version: int  # its number, from 1
    seen: datetime  # when the archive last saw it, in UTC
    replaced: datetime | None  # when it gave way to the next; None: not known
    title: str | None  # of this version
    title_now: str | None
    snippet: str  # from its text, in one line
    marks: tuple[tuple[int, int], ...]  # where in the snippet what was asked for begins and ends


def search(connection: sqlite3.Connection, text: str, window: Window, *, limit: int) -> list[VersionHit]:
    """Return the versions that match ``text``, of articles of the window, the latest first.

    Raises BadQuery for no word, sqlite3.Error.
    """
    query = parse(text)
    if not query.expression:
        raise no_words(text)
    wanted, values = conditions(query.filters, window)
    values |= {"query": query.expression, "first": window.first, "end": window.end, "limit": limit}
    latest = _LATEST % (_OF_ARTICLES + " AND ".join(wanted) if wanted else "")
    found = connection.execute(_VERSIONS % latest, values)
    return [_hit(row, Forms(query.terms, row["language"])) for row in found]


def _hit(row: sqlite3.Row, forms: Forms) -> VersionHit:
    snippet, marks = snippets.excerpt([row["text"]], forms)
    return VersionHit(
        id=row["id"], url=row["url"], site=row["site"], language=row["language"], version=row["version"],
        seen=to_moment(row["seen"]), replaced=row["replaced"] and to_moment(row["replaced"]),
        title=row["title"], title_now=row["title_now"], snippet=snippet, marks=marks,
    )  # fmt: skip
