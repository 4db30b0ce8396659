"""A search in both languages of the archive: what is asked, what it is in the other language, and counterparts."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from store.articles.moments import to_moment
from store.lexicon import Lexicon

from . import places, translated
from .places import Place
from .plain_words import refuses_more
from .query import Query, parse
from .translated import Found
from .translation import Translation, translate
from .window import Window

_WEIGHT = 0.9  # of how good a hit by translated words is: they may be other words
_EVERY = 3  # of so many in a row one is of the other language ...
_NEAR = 0.85  # ... while there are any that are so good beside the next of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """A search that has words in the other language."""

    connection: sqlite3.Connection
    text: str
    window: Window
    translation: Translation
    query: Query  # in the other language

    @classmethod
    def of(cls, connection: sqlite3.Connection, text: str, window: Window, known: Lexicon | None) -> "Both | None":
        """Return it; None where nothing is looked for in the other language. Raises BadQuery."""
        found = translate(text, known)
        if found is None or not found.words or window.language not in (None, found.other):
            return None
        query = parse(text, found.forms)
        return cls(connection=connection, text=text, window=window, translation=found, query=query)

    def find(self, own: list[Place], *, newest: bool, limit: int) -> list[Place]:
        """Return the first ``limit`` articles in either language: best first, or newest first.

        ``own`` are those that the query finds as it is; best first they stay in their order. Raises sqlite3.Error.
        """
        if newest:
            return self._newest(own, limit)
        good = translated.goodness(self.connection, own, self.translation)
        order = _merged([place.id for place in own], self._there(good, limit), good)[:limit]
        unit = max((place.score for place in own if place.score is not None), default=1.0)
        known = {place.id: place for place in own}
        return [_place(one, unit) if isinstance(one, Found) else known[one] for one in order]

    def _there(self, good: Mapping[int, float], limit: int) -> list[Found]:
        """What the other language has, best first: each once, as it is best."""
        words = translated.by_words(
            self.connection, self.text, self.translation, self.window, limit=2 * limit  # the half may be known as own
        )  # fmt: skip
        told: list[Found] = []
        if not refuses_more(self.text):
            told = translated.counterparts(
                self.connection, good, parse(self.text), self.window, self.translation.refused
            )
        there: dict[int, Found] = {}
        left, right = told[::-1], words[::-1]
        while left or right:
            one = (right if right and (not left or _of_words(right[-1]) > left[-1].goodness) else left).pop()
            there.setdefault(one.id, one)
        return [*there.values()]

    def _newest(self, own: list[Place], limit: int) -> list[Place]:
        window = replace(self.window, language=self.translation.other)
        there = places.find(self.connection, self.query, window, newest=True, limit=limit)
        known = {place.id for place in own}
        both = [*own, *(replace(place, is_translated=True) for place in there if place.id not in known)]
        moments = _moments(self.connection, both)
        return sorted(both, key=lambda place: moments[place.id])[::-1][:limit]


def _place(found: Found, unit: float) -> Place:
    matched: Literal["all", "some"] = "all" if found.has_all else "some"
    return Place(id=found.id, score=found.goodness * unit, matched=matched, is_translated=True)


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


def _moments(connection: sqlite3.Connection, found: Sequence[Place]) -> dict[int, float]:
    """When each was published, or arrived."""
    sql = "SELECT id, published FROM articles WHERE id IN (SELECT value FROM json_each(:ids))"
    rows = connection.execute(sql, {"ids": str([place.id for place in found])})
    return {row["id"]: to_moment(row["published"]).timestamp() if row["published"] else row["id"] >> 20 for row in rows}
