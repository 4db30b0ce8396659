"""Links of an archive worked out anew: of one that has none, or that an older lexicon linked.

Oldest first, as articles would come in, in batches that are each a transaction. Where it has come to is written down,
so that it goes on there after a stop. The functions run inside the caller's transaction.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from store.articles.keys import weigh
from store.articles.types import Outcome, Placed
from store.lexicon import Lexicon

from . import hreflang, linking, state
from .index import Index
from .linking import Arrival, languages, link_all


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is."""

    linked: int  # articles, in this call
    until: int | None  # the id up to which all are linked; None when all are


def is_needed(connection: sqlite3.Connection, path: Path) -> str | None:
    """Return why links are to be worked out anew; None when they are not."""
    known = state.load(connection)
    if older := _is_older(known, linking.lexicon_of(connection, path)):
        return older
    return "articles that came in before are not linked" if "until" in known else None


def _is_older(known: Mapping[str, str], current: Lexicon | None) -> str | None:
    if current is None or known.get("lexicon", current.made) == current.made:
        return None
    return f"the links were made with the lexicon of {known['lexicon']}, this is the one of {current.made}"


def _begin(index: Index, current: Lexicon | None) -> None:
    """Take out all links but what pages name themselves. Returns None."""
    for statement in (
        "DELETE FROM story_keys",
        "DELETE FROM story_terms",
        "DELETE FROM story_gone",
        "DELETE FROM counterparts WHERE kind = 'story'",
        "UPDATE articles SET story_id = NULL WHERE story_id IS NOT NULL",
        "UPDATE articles SET duplicate_of = NULL WHERE duplicate_of IS NOT NULL",
        "DELETE FROM stories",
    ):
        index.connection.execute(statement)
    index.clear()
    state.write(index.connection, "until", "0")
    state.write(index.connection, "lexicon", current.made if current else None)


def leave_out(index: Index, placed: Sequence[Placed]) -> None:
    """Note that what came in is not linked: it goes on before the first of it. Returns None.

    Links of a text that stands no more are taken out.
    """
    connection = index.connection
    fresh = [where.id for where in placed if where.outcome in (Outcome.ADDED, Outcome.CHANGED)]
    changed = [where.id for where in placed if where.outcome is Outcome.CHANGED]
    if changed:
        linking.forget(index, changed)
    until = state.load(connection).get("until") if fresh else None
    if fresh and (until is None or min(fresh) <= int(until)):
        state.write(connection, "until", str(min(fresh) - 1))


def begin_again(connection: sqlite3.Connection) -> None:
    """Have all links worked out anew. Returns None."""
    state.write(connection, "until", "0")


def go_on(index: Index, limit: int, path: Path) -> Progress:
    """Link the next articles, ``limit`` at most; at the beginning all links are taken out. Raises DamagedLexicon."""
    connection = index.connection
    current = linking.lexicon_of(connection, path)
    after = 0 if _is_older(state.load(connection), current) else int(state.load(connection).get("until", 0))
    if not after:
        _begin(index, current)
    elif current and "lexicon" not in state.load(connection):  # nothing has been linked here before
        state.write(connection, "lexicon", current.made)
    rows = connection.execute(
        "SELECT id, language, title, text, content_hash, published FROM articles WHERE id > :after"
        " ORDER BY id LIMIT :limit",
        {"after": after, "limit": limit},
    ).fetchall()
    if not rows:
        state.write(connection, "until", None)
        return Progress(0, None)
    link_all(index, [_arrival(row, current) for row in rows], languages(connection), current)
    linking.link_named(index, hreflang.naming(connection, rows[0]["id"], rows[-1]["id"]), current)
    state.write(connection, "until", str(rows[-1]["id"]))
    return Progress(len(rows), rows[-1]["id"])


def _arrival(row: sqlite3.Row, known: Lexicon | None) -> Arrival:
    return Arrival(
        id=row["id"],
        language=row["language"] or "",
        text=row["text"],
        content_hash=row["content_hash"],
        keys=weigh(row["title"], row["text"], row["language"], known),
        published=row["published"],
        known="perhaps",
    )
