"""Which of the articles with the same keys tell the same in the other language.

A low score is enough for what stands alone, and too little beside a far better one: an article that has its translation
here is no counterpart of the next one about the same war. Functions run inside the transaction of the batch, and raise
sqlite3.Error as it is.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .matching import Alike, Match

LINK = 0.22  # score from which two articles of different languages may tell the same
UNDATED = 0.6  # ... where one of them has no date
SURE = 0.45  # ... from which they need not NAMES names in common: all weather forecasts have the same words
NAMES = 2
_DISTINCT = 0.8  # without these: what else either is like has less than so much of the score
_BESIDE = 0.7  # with less of the score of the best one it tells the same only if these two are alike
_ALIKE = 0.35  # ... from which score, in one language
_LOOKED_AT = 10  # the best


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is there."""

    to: int
    score: float
    names: int


Links = Mapping[int, Sequence[Link]]  # by article
Gone = tuple[int, int]


def choose(
    cross: Sequence[Match], same: Mapping[int, float], links: Links, likeness: Alike, *, least: float
) -> tuple[list[Match], list[Gone]]:
    """Return which of the matches are counterparts, and which links of others are none any more.

    ``cross`` are matches in the other language, best first, ``same`` scores of those in its own (copies left out),
    ``links`` of what matched, ``likeness`` how alike an article is to others of its language.
    """
    near = [match for match in cross[:_LOOKED_AT] if match.score >= least]
    if not near:
        return [], _of_series(same, links)
    kept = [
        match for match in near if not _is_nameless(match.score, match.names) or _stands_alone(match, near, same, links)
    ]
    kept = _beside_the_best(kept, near[0], likeness)
    chosen = [match for match in kept if _fits(match, links.get(match.id, ()), same)]
    gone = [
        (match.id, link.to) for match in chosen for link in links.get(match.id, ()) if _gives_way(link, match, same)
    ]
    gone += [
        (match.id, link.to)
        for match in cross
        for link in links.get(match.id, ())
        if _is_nameless(link.score, link.names) and match.score > _DISTINCT * link.score
    ]
    return chosen, [*gone, *_of_series(same, links)]


def _is_nameless(score: float, names: int) -> bool:
    return score < SURE and names < NAMES


def _stands_alone(match: Match, near: Sequence[Match], same: Mapping[int, float], links: Links) -> bool:
    """Whether nothing else comes near: it is no part of a series."""
    most = _DISTINCT * match.score
    others = max((other.score for other in near if other.id != match.id), default=0.0)
    return others < most and max(same.values(), default=0.0) < match.score and _best(links.get(match.id, ())) < most


def _beside_the_best(kept: Sequence[Match], best: Match, likeness: Alike) -> list[Match]:
    weak = [match.id for match in kept if match.score < _BESIDE * best.score]
    alike = likeness(best.id, weak) if weak else {}
    return [match for match in kept if match.id not in weak or alike.get(match.id, 0.0) >= _ALIKE]


def _fits(match: Match, there: Sequence[Link], same: Mapping[int, float]) -> bool:
    """Whether it is not far from the best that the other article has, or like that one."""
    best = max(there, key=lambda link: link.score, default=None)
    return best is None or match.score >= _BESIDE * best.score or same.get(best.to, 0.0) >= _ALIKE


def _gives_way(link: Link, match: Match, same: Mapping[int, float]) -> bool:
    return link.score < _BESIDE * match.score and same.get(link.to, 0.0) < _ALIKE


def _of_series(same: Mapping[int, float], links: Links) -> list[Gone]:
    """Links without names in common of articles that are more like this one."""
    return [
        (number, link.to)
        for number, score in same.items()
        for link in links.get(number, ())
        if _is_nameless(link.score, link.names) and link.score < score
    ]


def _best(there: Sequence[Link]) -> float:
    return max((link.score for link in there), default=0.0)


def links_of(connection: sqlite3.Connection, ids: Sequence[int]) -> Links:
    """Return the links of articles that were found by what they say."""
    found: dict[int, list[Link]] = defaultdict(list)
    for row in connection.execute(
        "SELECT article_id, counterpart_id, score, coalesce(names, :some) FROM counterparts"
        " WHERE kind = 'story' AND article_id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps(list(ids)), "some": NAMES},
    ):
        found[row[0]].append(Link(*row[1:]))
    return found
