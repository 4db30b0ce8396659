"""What comes in is compared with the days around it: counterparts, copies, stories.

Runs inside the transaction of the batch, and raises sqlite3.Error as it is.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from store import lexicon
from store.articles.keys import Weighed
from store.articles.prepared import Prepared
from store.articles.types import Outcome, Placed
from store.db import settings

from . import families, grouping, matching, pairs, state

PAIR = ("id", "en")
_TWO = 2
LINK = 0.26  # score from which two articles of different languages tell the same story
SURE = 0.45  # ... also where they have fewer names in common than NAMES: all weather forecasts have the same words
NAMES = 1
UNDATED = 0.6  # ... where one of them has no date
_LEAST = min(LINK, families.CANDIDATE, grouping.SAME)
_ARTICLES = 1 << 31  # the row of story_terms that counts the articles; no hash is as large


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article that came in or has another text, with what it is about."""

    id: int
    language: str
    text: str
    content_hash: str
    keys: Weighed
    is_dated: bool
    is_new: bool  # it has no keys and no links yet


def link(connection: sqlite3.Connection, prepared: Sequence[Prepared], placed: Sequence[Placed]) -> None:
    """Link what came in or has another text. Returns None."""
    arrivals = [
        Arrival(
            id=where.id,
            language=str(item.language),
            text=str(item.article["text"]),
            content_hash=str(item.article["content_hash"]),
            keys=item.keys,
            is_dated=item.article["published"] is not None,
            is_new=where.outcome is Outcome.ADDED,
        )
        for item, where in zip(prepared, placed, strict=True)
        if where.outcome in (Outcome.ADDED, Outcome.CHANGED) or (where.outcome is Outcome.SAME and item.replaces)
    ]
    if arrivals:
        current = lexicon.load()
        if current and "lexicon" not in state.load(connection):
            state.write(connection, "lexicon", current.made)
        link_all(connection, arrivals, languages(connection))


def languages(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the two languages whose articles are counterparts of each other."""
    named = tuple(settings.load(connection).get("languages", "").split(","))
    return named if len(named) == _TWO else PAIR


def link_all(connection: sqlite3.Connection, arrivals: Sequence[Arrival], pair: tuple[str, ...]) -> None:
    """Link articles, in order. Returns None."""
    wanted = {key for arrival in arrivals for key, _, _ in arrival.keys}
    known = matching.frequencies(connection, wanted | {_ARTICLES})
    changes = Counter[int]()
    for arrival in arrivals:
        if not arrival.is_new:
            changes.subtract(_forget(connection, arrival.id))
        if not arrival.keys:  # it has no language; still it may be the very text of another
            families.join(connection, arrival.id, arrival.text, arrival.content_hash, [])
            continue
        keys = matching.chosen(arrival.keys, known, known[_ARTICLES])
        _link(connection, arrival, keys, pair)
        counted = [_ARTICLES, *(key for key, _ in keys)]
        changes.update(counted)
        for key in counted:
            known[key] += 1
    matching.count(connection, changes)


def _link(connection: sqlite3.Connection, arrival: Arrival, keys: matching.Keys, pair: tuple[str, ...]) -> None:
    side = pair.index(arrival.language) if arrival.language in pair else len(pair)
    alike = matching.find(connection, arrival.id, keys, _LEAST)
    matching.write(connection, arrival.id, side, keys)
    least = LINK if arrival.is_dated else UNDATED
    others = [match for match in alike if side != match.side and len(pair) not in (side, match.side)]
    pairs.write(connection, arrival.id, [match for match in others if match.score >= least and _is_pair(match)])
    families.join(
        connection, arrival.id, arrival.text, arrival.content_hash, [match for match in alike if match.side == side]
    )
    if arrival.is_dated and side < len(pair):
        same = [match for match in alike if match.side < len(pair) and (match.side == side or _is_pair(match))]
        grouping.join(connection, arrival.id, same)


def _is_pair(match: matching.Match) -> bool:
    return match.score >= SURE or match.names >= NAMES


def _forget(connection: sqlite3.Connection, article_id: int) -> list[int]:
    """Take out all that followed from the text before; return the keys that it had, and what counts articles."""
    pairs.forget(connection, article_id)
    families.leave(connection, article_id)
    grouping.leave(connection, article_id)
    keys = matching.forget(connection, article_id)
    return [*keys, _ARTICLES] if keys else []
