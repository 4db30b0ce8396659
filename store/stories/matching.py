"""The keys of an article weighed for this archive, and which articles of the days around it have the same ones.

The functions here run inside the caller's transaction and raise sqlite3.Error as it is.
"""

import json
import math
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.articles.keys import Weighed

KEYS = 48  # of an article that are kept
DAYS = 3  # before and after, by id
_DAY_SECONDS = 86_400
_SPAN = DAYS * _DAY_SECONDS << 20
_SLOT_SECONDS = 4 * _DAY_SECONDS  # as in the trigger that deletes an article's keys
_SLOT_SHIFT, _WEIGHT_BITS = 32, 8
_UNIT = (1 << _WEIGHT_BITS) - 1  # the length of an article's vector of weights
_ENOUGH = 10  # shared keys that are needed for the full score
_LEAST_SHARED = 4
ARTICLES = 1 << 31  # the row of story_terms that counts the articles; no hash is as large
_NEW = 200  # articles as if they were there: what an archive with few articles counts says little
_SUMS = """
SELECT k.article_id, k.side, sum(k.weight * (q.value & 255)) AS dot, count(*) AS shared,
  sum(k.weight * (q.value & 255) * (k.key & 1)) AS figures_dot, sum(k.key & 1) AS figures,
  sum(k.key >> 1 & 1) AS names
"""
_FIND = f"""{_SUMS}
FROM json_each(:keys) q CROSS JOIN story_keys k ON k.key = q.value >> 8
WHERE k.article_id BETWEEN :low AND :high AND k.article_id <> :id
GROUP BY k.article_id HAVING shared >= :shared AND dot * min(shared, :enough) >= :least
"""
_SCORES = f"""{_SUMS}
FROM json_each(:keys) q CROSS JOIN json_each(:ids) i CROSS JOIN story_keys k
  ON k.key = q.value >> 8 AND k.article_id = i.value
GROUP BY k.article_id
"""

Keys = list[tuple[int, int]]  # key and weight
Alike = Callable[[int, Sequence[int]], Mapping[int, float]]  # how alike an article is to others, by their ids


@dataclass(frozen=True, slots=True)
class Match:
    """An article with the same keys."""

    id: int
    side: int
    score: float  # 0 to 1
    names: int  # keys of names that both have


def frequencies(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, int]:
    """Return in how many articles of this archive each key is; those in none are 0."""
    wanted = set(keys)
    found = connection.execute(
        "SELECT key, articles FROM story_terms WHERE key IN (SELECT value FROM json_each(:keys))",
        {"keys": json.dumps(list(wanted))},
    )
    return dict.fromkeys(wanted, 0) | {row[0]: row[1] for row in found}


def chosen(weighed: Weighed, known: Mapping[int, int], articles: int) -> Keys:
    """Return the heaviest keys where what is common in this archive counts less, in whole numbers."""
    total = articles + _NEW
    here = [
        (weight * min(1.0, -math.log((known.get(key, 0) + 1) / total) / rarity), key) for key, weight, rarity in weighed
    ]
    best = sorted(here, reverse=True)[:KEYS]
    length = math.sqrt(sum(weight * weight for weight, _ in best)) or 1.0
    return [(key, max(1, round(_UNIT * weight / length))) for weight, key in best if weight > 0]


def find(connection: sqlite3.Connection, article_id: int, keys: Keys, least: float) -> list[Match]:
    """Return the articles of the days around that have a score of at least ``least``, the best first."""
    first, last = _slot(article_id - _SPAN), _slot(article_id + _SPAN)
    wanted = _wanted(keys, range(first, last + 1))
    found = connection.execute(_FIND, {
        "keys": json.dumps(wanted), "id": article_id, "low": article_id - _SPAN, "high": article_id + _SPAN,
        "shared": _LEAST_SHARED, "enough": _ENOUGH, "least": least * _UNIT**2 * _ENOUGH,
    })  # fmt: skip
    scores = (Match(row[0], row[1], _score(*row[2:6]), row[6]) for row in found)
    return sorted((match for match in scores if match.score >= least), key=lambda match: (-match.score, match.id))


def is_near(one: int, other: int) -> bool:
    """Return whether two articles are compared as they come in, by their ids."""
    return abs(one - other) <= _SPAN


def scores(connection: sqlite3.Connection, keys: Keys, ids: Sequence[int]) -> dict[int, float]:
    """Return the scores of these keys with articles, by id; without those that share no key."""
    wanted = _wanted(keys, {_slot(article_id) for article_id in ids})
    found = connection.execute(_SCORES, {"keys": json.dumps(wanted), "ids": json.dumps(list(ids))})
    return {row[0]: _score(*row[2:6]) for row in found}


def _wanted(keys: Keys, slots: Iterable[int]) -> list[int]:
    """The keys as they are kept in each slot, with their weights."""
    weighed = [key << _WEIGHT_BITS | weight for key, weight in keys]
    return [slot << _SLOT_SHIFT + _WEIGHT_BITS | each for slot in slots for each in weighed]


def _score(dot: int, shared: int, figures_dot: int, figures: int) -> float:
    """The cosine, less where few keys are shared.

    Numbers count no more than words: lists of them share many, and tell another thing.
    """
    words_dot, words = dot - figures_dot, shared - figures
    return (words_dot + min(figures_dot, words_dot)) / _UNIT**2 * min(1.0, (words + min(figures, words)) / _ENOUGH)


def write(connection: sqlite3.Connection, article_id: int, side: int, keys: Keys) -> None:
    """Keep an article's keys, which has none yet. Returns None."""
    slot = _slot(article_id)
    connection.executemany(
        "INSERT OR REPLACE INTO story_keys (key, article_id, side, weight) VALUES (?, ?, ?, ?)",
        [(_placed(key, slot), article_id, side, weight) for key, weight in sorted(keys)],
    )


def count(connection: sqlite3.Connection, changes: Mapping[int, int]) -> None:
    """Add to the numbers of articles that have a key. Returns None."""
    connection.executemany(
        "INSERT INTO story_terms (key, articles) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET articles = max(0, articles + excluded.articles)",
        sorted(changes.items()),
    )


def forget(connection: sqlite3.Connection, article_id: int) -> list[int]:
    """Take an article's keys out; return them."""
    slot = _slot(article_id)
    rows = connection.execute(
        "DELETE FROM story_keys WHERE key >= :first AND key < :end AND article_id = :id RETURNING key",
        {"first": _placed(0, slot), "end": _placed(0, slot + 1), "id": article_id},
    ).fetchall()
    return [row[0] & ((1 << _SLOT_SHIFT) - 1) for row in rows]


def _slot(article_id: int) -> int:
    return (max(article_id, 0) >> 20) // _SLOT_SECONDS


def _placed(key: int, slot: int) -> int:
    return slot << _SLOT_SHIFT | key


def having_keys(connection: sqlite3.Connection, first: int, last: int) -> set[int]:
    """Return which articles from one id to another have keys."""
    rows = connection.execute(
        "SELECT DISTINCT article_id FROM story_keys"
        " WHERE key >= :first AND key < :end AND article_id BETWEEN :low AND :high",
        {"first": _placed(0, _slot(first)), "end": _placed(0, _slot(last) + 1), "low": first, "high": last},
    )
    return {row[0] for row in rows}
