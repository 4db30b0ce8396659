"""A search in both languages of the archive: what is asked, what it is in the other language, and counterparts."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace

from store.lexicon import Lexicon

from . import hits, translated
from .hits import Hit
from .plain_words import refuses_more
from .query import parse
from .translated import Found
from .translation import Translation, translate
from .window import Window

_WEIGHT = 0.9  # of how good a hit by translated words is: they may be other words
_EVERY = 3  # of so many in a row one is of the other language ...
_NEAR = 0.85  # ... while there are any that are so good beside the next of its own


def search(
    connection: sqlite3.Connection, text: str, window: Window, known: Lexicon | None, *, newest: bool, limit: int
) -> list[Hit]:
    """Return the first ``limit`` articles in either language: best first, or newest first.

    Best first, hits in the language of the query are in the order that they have without the other language. Raises as
    ``hits.search``.
    """
    own = hits.search(connection, text, window, newest=newest, limit=limit)
    found = translate(text, known)
    if found is None or not found.words or window.language not in (None, found.other):
        return own
    if newest:
        return _newest(connection, text, window, found, own, limit)
    good = translated.goodness(connection, own, found)
    there = _there(connection, text, window, found, good, limit)
    order = _merged([hit.id for hit in own], there, good)[:limit]
    unit = max((hit.score for hit in own), default=1.0)
    query = parse(text, found.forms)
    shown = hits.in_other_language(connection, query, [
        (one.id, one.goodness * unit, "all" if one.has_all else "some") for one in order if isinstance(one, Found)
    ])  # fmt: skip
    known_hits = {hit.id: hit for hit in own}
    return [shown[one.id] if isinstance(one, Found) else known_hits[one] for one in order]


def _there(
    connection: sqlite3.Connection, text: str, window: Window, found: Translation, good: Mapping[int, float], limit: int
) -> list[Found]:
    """What the other language has, best first: each once, as it is best."""
    by_words = translated.by_words(connection, text, found, window, limit=2 * limit)  # the half may be known as its own
    told: list[Found] = []
    if not refuses_more(text):
        told = translated.counterparts(connection, good, parse(text), window, found.refused)
    there: dict[int, Found] = {}
    left, right = told[::-1], by_words[::-1]
    while left or right:
        one = (right if right and (not left or _of_words(right[-1]) > left[-1].goodness) else left).pop()
        there.setdefault(one.id, one)
    return [*there.values()]


def _of_words(found: Found) -> float:
    return found.goodness * _WEIGHT


def _merged(own: Sequence[int], there: Sequence[Found], good: Mapping[int, float]) -> list[int | Found]:
    """The better head of the two first; but of three in a row one is of the other language. Each article once."""
    left, right, merged = [*own][::-1], [*there][::-1], list[int | Found]()
    known = set[int]()
    while left or right:
        is_due = len(merged) % _EVERY == _EVERY - 1 and all(isinstance(one, int) for one in merged[1 - _EVERY :])
        worth = _of_words(right[-1]) if right else 0.0
        take_other = right and (not left or worth > good[left[-1]] * (_NEAR if is_due else 1.0))
        one = right.pop() if take_other else left.pop()
        number = one if isinstance(one, int) else one.id
        if number not in known:
            known.add(number)
            merged.append(one)
    return merged


def _newest(
    connection: sqlite3.Connection, text: str, window: Window, found: Translation, own: list[Hit], limit: int
) -> list[Hit]:
    """The newest of both."""
    there = replace(window, language=found.other)
    translated_hits = hits.search(connection, text, there, newest=True, limit=limit, translate=found.forms)
    known = {hit.id for hit in own}
    fresh = [replace(hit, is_translated=True) for hit in translated_hits if hit.id not in known]
    return sorted([*own, *fresh], key=_moment)[::-1][:limit]


def _moment(hit: Hit) -> float:
    return hit.published.timestamp() if hit.published else hit.id >> 20
