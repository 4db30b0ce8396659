"""A search in both languages of the archive: what is asked, and what it is in the other language."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from store.lexicon import Lexicon

from . import hits
from .hits import Hit
from .translation import translate
from .window import Window

_WEIGHT = 0.6  # of the score of a translated hit
_EVERY = 3  # of so many in a row one is of the other language, while there are any


def search(
    connection: sqlite3.Connection, text: str, window: Window, known: Lexicon | None, *, newest: bool, limit: int
) -> list[Hit]:
    """Return the first ``limit`` articles in either language: best first, or newest first.

    Raises as ``hits.search``.
    """
    own = hits.search(connection, text, window, newest=newest, limit=limit)
    found = translate(text, known)
    if found is None or not found.words or window.language not in (None, found.other):
        return own
    there = replace(window, language=found.other)
    translated = hits.search(connection, text, there, newest=newest, limit=limit, translate=found.forms)
    ids = {hit.id for hit in own}
    fresh = [replace(hit, score=hit.score * _WEIGHT, is_translated=True) for hit in translated if hit.id not in ids]
    both = _by_time(own, fresh) if newest else _merged(own, fresh)
    return both[:limit]


def _merged(own: Sequence[Hit], translated: Sequence[Hit]) -> list[Hit]:
    """By score, those with all words first; but of three in a row one is of the other language."""
    left, right, merged = [*own][::-1], [*translated][::-1], list[Hit]()
    while left or right:
        is_due = len(merged) % _EVERY == _EVERY - 1 and not any(hit.is_translated for hit in merged[1 - _EVERY :])
        take_other = right and (is_due or not left or _rank(right[-1]) > _rank(left[-1]))
        merged.append((right if take_other else left).pop())
    return merged


def _rank(hit: Hit) -> tuple[bool, float]:
    return hit.matched == "all", hit.score


def _by_time(own: Sequence[Hit], translated: Sequence[Hit]) -> list[Hit]:
    return sorted([*own, *translated], key=lambda hit: hit.published.timestamp() if hit.published else hit.id >> 20)[
        ::-1
    ]
