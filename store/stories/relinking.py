"""Links of an archive worked out anew: of one that has none, or that an older lexicon linked.

Oldest first, as articles would come in, in batches that are each a transaction. Where it has come to is kept among the
settings, so that it goes on there after a stop. The functions run inside the caller's transaction.
"""

import sqlite3
from dataclasses import dataclass

from store import lexicon
from store.articles.keys import weigh
from store.db import settings

from . import matching
from .linking import Arrival, languages, link_all

UNFINISHED = "links_until"  # the setting: all articles up to this id are linked anew, later ones are not yet
MADE = "links_lexicon"  # the setting: the day of the lexicon that the links were made with


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is."""

    linked: int  # articles, in this call
    until: int | None  # the id up to which all are linked; None when all are


def is_needed(connection: sqlite3.Connection) -> str | None:
    """Return why links are to be worked out anew; None when they are not."""
    known = settings.load(connection)
    if UNFINISHED in known:
        return "articles of before are not linked"
    current = lexicon.load()
    if current and known.get(MADE, current.made) != current.made:
        return f"the links were made with the lexicon of {known[MADE]}, this one is of {current.made}"
    return None


def _begin(connection: sqlite3.Connection) -> None:
    """Take out all links but what pages name themselves. Returns None."""
    for statement in (
        "DELETE FROM story_keys",
        "DELETE FROM story_terms",
        "DELETE FROM counterparts WHERE kind = 'story'",
        "UPDATE articles SET story_id = NULL WHERE story_id IS NOT NULL",
        "UPDATE articles SET duplicate_of = NULL WHERE duplicate_of IS NOT NULL",
        "DELETE FROM stories",
    ):
        connection.execute(statement)
    settings.write(connection, UNFINISHED, "0")


def leave_out(connection: sqlite3.Connection) -> None:
    """Note that articles came in that are not linked. Returns None."""
    settings.write(connection, UNFINISHED, "0")


def go_on(connection: sqlite3.Connection, limit: int) -> Progress:
    """Link the next articles, ``limit`` at most; at the beginning all links are taken out. Raises DamagedLexicon."""
    after = int(settings.load(connection).get(UNFINISHED, 0))
    if not after:
        _begin(connection)
    rows = connection.execute(
        "SELECT id, language, title, text, content_hash, published FROM articles WHERE id > :after"
        " ORDER BY id LIMIT :limit",
        {"after": after, "limit": limit},
    ).fetchall()
    if not rows:
        settings.write(connection, UNFINISHED, None)
        current = lexicon.load()
        settings.write(connection, MADE, current.made if current else None)
        return Progress(0, None)
    known = matching.having_keys(connection, rows[0]["id"], rows[-1]["id"])  # of what came in meanwhile
    link_all(connection, [_arrival(row, is_new=row["id"] not in known) for row in rows], languages(connection))
    settings.write(connection, UNFINISHED, str(rows[-1]["id"]))
    return Progress(len(rows), rows[-1]["id"])


def _arrival(row: sqlite3.Row, *, is_new: bool) -> Arrival:
    return Arrival(
        id=row["id"],
        language=row["language"] or "",
        text=row["text"],
        content_hash=row["content_hash"],
        keys=weigh(row["title"], row["text"], row["language"]),
        is_dated=row["published"] is not None,
        is_new=is_new,
    )
