"""Which story an article belongs to: ``articles.story_id``, decided when it comes in and kept afterwards.

A story keeps its number while articles join it; of two that turn out to be one the larger keeps it. Runs inside the
transaction of the batch, and raises sqlite3.Error as it is.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from .matching import Match

SAME = 0.30  # score from which two articles may be of one story
SURE = 0.45  # ... and from which one of them is enough
_BEST = 3  # members that an article is compared with
_ENOUGH = 2  # members that must be alike before it joins, or two stories become one


def join(connection: sqlite3.Connection, article_id: int, alike: Sequence[Match]) -> None:
    """Put an article into the story of those it is most alike, or begin one with them. Returns None."""
    near = [match for match in alike if match.score >= SAME]
    if not near:
        return
    members = defaultdict[int, list[float]](list)
    for match in near:
        if match.story is not None:
            members[match.story].append(match.score)
    fitting = sorted((story for story in members if _fits(members[story])), key=lambda story: -_mean(members[story]))
    free = [match.id for match in near if match.story is None]
    if not fitting and not free:
        return
    own = fitting[0] if fitting else _begin(connection)
    _put(connection, own, [article_id, *free])
    for other in fitting[1:]:
        if len(members[other]) >= _ENOUGH and len(members[own]) >= _ENOUGH:
            own = _merge(connection, own, other)


def leave(connection: sqlite3.Connection, article_id: int) -> None:
    """Take an article out of its story; a story of one is none. Returns None."""
    row = connection.execute("SELECT story_id FROM articles WHERE id = :id", {"id": article_id}).fetchone()
    if row is None or row[0] is None:
        return
    values = {"id": article_id, "story": row[0]}
    connection.execute("UPDATE articles SET story_id = NULL WHERE id = :id", values)
    if _size(connection, row[0]) < _ENOUGH:
        connection.execute("UPDATE articles SET story_id = NULL WHERE story_id = :story", values)
        connection.execute("DELETE FROM stories WHERE id = :story", values)


def _fits(scores: Sequence[float]) -> bool:
    return len(scores) >= _ENOUGH or max(scores) >= SURE


def _mean(scores: Sequence[float]) -> float:
    best = sorted(scores, reverse=True)[:_BEST]
    return sum(best) / len(best)


def _begin(connection: sqlite3.Connection) -> int:
    return int(
        connection.execute(
            "INSERT INTO stories (founded) VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) RETURNING id"
        ).fetchone()[0]
    )


def _put(connection: sqlite3.Connection, story: int, ids: Sequence[int]) -> None:
    connection.execute(
        "UPDATE articles SET story_id = :story WHERE id IN (SELECT value FROM json_each(:ids))",
        {"story": story, "ids": json.dumps(list(ids))},
    )


def _merge(connection: sqlite3.Connection, one: int, other: int) -> int:
    kept, gone = (one, other) if _size(connection, one) >= _size(connection, other) else (other, one)
    values = {"kept": kept, "gone": gone}
    connection.execute("UPDATE articles SET story_id = :kept WHERE story_id = :gone", values)
    connection.execute("DELETE FROM stories WHERE id = :gone", values)
    return kept


def _size(connection: sqlite3.Connection, story: int) -> int:
    return int(
        connection.execute("SELECT count(*) FROM articles WHERE story_id = :story", {"story": story}).fetchone()[0]
    )
