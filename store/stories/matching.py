"""The keys of an article weighed for this archive, and which articles of the days around it have the same ones.

The functions here run inside the caller's transaction and raise sqlite3.Error as it is.
"""

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from store.articles.keys import FIGURE, NAME, Weighed

from .index import Index
from .postings import WEIGHT_BITS, slot_of
from .terms import ARTICLES

KEYS = 48  # of an article that are kept
DAYS = 3  # before and after, by id
_SPAN = DAYS * 86_400 << 20
_APART = timedelta(days=DAYS + 1)  # of a day without an hour its first second is known
_UNIT = (1 << WEIGHT_BITS) - 1  # the length of an article's vector of weights
_ENOUGH = 10  # shared keys that are needed for the full score
_LEAST_SHARED = 4
_NEW = 200  # articles as if they were there: what an archive with few articles counts says little

Keys = list[tuple[int, int]]  # key and weight
Having = tuple[Mapping[int, int], int, int]  # by article the weight of a key in it; the weight of that key, and the key
Rows = Mapping[int, Sequence[Having]]  # by slot
Alike = Callable[[int, Sequence[int]], Mapping[int, float]]  # how alike an article is to others, by their ids


@dataclass(frozen=True, slots=True)
class Match:
    """An article with the same keys."""

    id: int
    side: int
    score: float  # 0 to 1
    names: int  # keys of names that both have
    story: int | None = None
    published: str | None = None  # as in the database


def chosen(weighed: Weighed, counts: Mapping[int, int]) -> Keys:
    """Return the heaviest keys where what is common in this archive counts less, in whole numbers."""
    total = math.log(counts[ARTICLES] + _NEW)
    here = [
        (weight if (found := total - math.log(counts[key] + 1)) >= rarity else weight * found / rarity, key)
        for key, weight, rarity in weighed
    ]
    here.sort(reverse=True)
    best = [each for each in here[:KEYS] if each[0] > 0]
    unit = _UNIT / (math.hypot(*[weight for weight, _ in best]) or 1.0)
    return [(key, round(unit * weight) or 1) for weight, key in best]


def around(article_id: int) -> range:
    """Return the numbers of the days that an article is compared with."""
    return range(slot_of(article_id - _SPAN), slot_of(article_id + _SPAN) + 1)


def find(index: Index, article_id: int, keys: Keys, least: float, side: Callable[[str | None], int]) -> list[Match]:
    """Return the articles of the days around that have a score of at least ``least``, the best first.

    ``side`` tells the side of a language.
    """
    rows = _rows(index, keys, around(article_id))
    low, high = article_id - _SPAN, article_id + _SPAN
    near = {other for other in _sharing(rows) if low <= other <= high and other != article_id}
    alike = {
        other: scored
        for other, shared in _shared(rows, near).items()
        if _at_most(shared) >= least and (scored := _score(shared))[0] >= least
    }
    found = (
        Match(row[0], side(row[1]), *alike[row[0]], row[2], row[3]) for row in _articles(index.connection, [*alike])
    )
    return sorted(found, key=lambda match: (-match.score, match.id))


def _rows(index: Index, keys: Keys, slots: Iterable[int]) -> Rows:
    """The rows of some days, without those that are empty."""
    found = {}
    for slot in slots:
        rows = index.postings.read(slot, (key for key, _ in keys))
        found[slot] = [(row, weight, key) for key, weight in keys if (row := rows.get(key))]
    return found


def _sharing(rows: Rows) -> list[int]:
    """The articles that share enough keys."""
    having = chain.from_iterable([row for its in rows.values() for row, _, _ in its])
    return [other for other, shared in Counter(having).items() if shared >= _LEAST_SHARED]


def _shared(rows: Rows, ids: AbstractSet[int]) -> dict[int, list[tuple[int, int]]]:
    """By article the keys that it shares, each with the product of its weights."""
    found: dict[int, list[tuple[int, int]]] = {article_id: [] for article_id in ids}
    for its in rows.values():
        for row, weight, key in its:
            for article_id in row.keys() & ids:
                found[article_id].append((key, weight * row[article_id]))
    return found


def _at_most(shared: Sequence[tuple[int, int]]) -> float:
    """The score if numbers counted as words do: of most articles it is too little."""
    return sum([dot for _, dot in shared]) / _UNIT**2 * min(1.0, len(shared) / _ENOUGH)


def _score(shared: Sequence[tuple[int, int]]) -> tuple[float, int]:
    """The cosine with an article, less where few keys are shared, and how many of those are names.

    Numbers count no more than words: lists of them share many, and tell another thing.
    """
    figures = [dot for key, dot in shared if key & FIGURE]
    figures_dot, words = sum(figures), len(shared) - len(figures)
    words_dot = sum([dot for _, dot in shared]) - figures_dot
    dot = (words_dot + min(figures_dot, words_dot)) / _UNIT**2
    score = dot * min(1.0, (words + min(len(figures), words)) / _ENOUGH)
    return score, sum([key & NAME for key, _ in shared]) // NAME


def _articles(connection: sqlite3.Connection, ids: Sequence[int]) -> list[sqlite3.Row]:
    """Those that are here, with language, story and time."""
    if not ids:
        return []
    return connection.execute(
        "SELECT id, language, story_id, published FROM articles WHERE id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps(ids)},
    ).fetchall()


def are_near(one: str | None, other: str | None) -> bool:
    """Return whether two articles may tell of one event by their times, which their ids need not have; one may lack."""
    if one is None or other is None:
        return True
    return abs(datetime.fromisoformat(one) - datetime.fromisoformat(other)) <= _APART


def is_near(one: int, other: int) -> bool:
    """Return whether two articles are compared as they come in, by their ids."""
    return abs(one - other) <= _SPAN


def scores(index: Index, keys: Keys, ids: Sequence[int]) -> dict[int, float]:
    """Return the scores of these keys with articles, by id; 0 of those that share no key."""
    rows = _rows(index, keys, {slot_of(article_id) for article_id in ids})
    return {article_id: _score(shared)[0] for article_id, shared in _shared(rows, {*ids}).items()}
