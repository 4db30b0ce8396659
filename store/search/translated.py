"""Articles of the other language that a query leads to: by its words in that language, and as counterparts of hits.

How good a hit is goes from 0 to 1, and can be compared between the languages: the share of what was asked for that it
has, where a rare word counts more, and of a word's translations the usual one. The functions raise sqlite3.Error as it
is.
"""

import heapq
import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from store.words import letters
from store.words.stems import fold, stems_of

from . import ranking
from .conditions import conditions
from .forms import flattened
from .places import Place
from .plain_words import leave_out
from .query import Query, parse
from .translation import Translation
from .window import Window

_LOOKED_AT = 80  # the best by bm25 of any of the words
_WORDS = 12  # the rarest of a long query
_FEW = 2  # words, which all have to be there
_ENOUGH = 0.4  # of what was asked for, of more words
_ALL = 0.9  # of what was asked for: a counterpart of what has all, and usual translations
_POWER = 0.25  # of a translation's share: a rare one counts nearly as the usual one
_LEAD = 300  # characters
_COUNTERPART = 0.95  # of how good the hit is that it tells the same as


class Groups:
    """For each word of the query its forms, and what each counts; a rare word counts more."""

    def __init__(self, forms: Mapping[str, Mapping[str, float]], rarity: Mapping[str, float]) -> None:
        self._groups = [
            (rarity[word], sorted(of_word.items(), key=lambda form: -form[1])) for word, of_word in forms.items()
        ]
        self._whole = sum(rarity[word] for word in forms)

    def share(self, words: Collection[str]) -> float:
        """Return the share of them that are among the words."""
        held = 0.0
        for rarity, forms in self._groups:
            for form, weight in forms:  # the one that counts most first
                if form in words:
                    held += rarity * weight
                    break
        return held / self._whole if self._whole else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article of the other language."""

    id: int
    score: float  # by which those found by words are in order
    goodness: float

    @property
    def has_all(self) -> bool:
        """Whether it has all that was asked for."""
        return self.goodness >= _ALL


def by_words(
    connection: sqlite3.Connection, text: str, translation: Translation, window: Window, *, limit: int
) -> list[Found]:
    """Return the first ``limit`` articles that have enough of the words in the other language. Raises BadQuery."""
    told = translation.telling(_WORDS)
    query = parse(leave_out(text, frozenset(translation.shares) - set(told)), translation.forms)
    is_loose = query.relaxed is not None and len(told) > _FEW and len(query.terms) <= len(told)
    there = replace(window, language=translation.other)
    is_narrow = bool(query.filters) or there != Window(language=there.language)  # the rarer words may all be elsewhere
    least = _LOOKED_AT if is_narrow else 1
    found = ranking.best(connection, query, there, limit=_LOOKED_AT, enough=least, is_relaxed=is_loose)
    groups = Groups({word: _powers(translation.shares[word]) for word in told}, translation.rarity)
    rows = _rows(connection, [number for number, _ in found])
    best: list[float] = []  # the scores of the first so many, the lowest first
    enough: list[Found] = []
    for number, rank in found:
        most = -rank * (1 + _in_lead(rows[number], groups))  # if it has all of the words
        if len(best) == limit and most <= best[0]:
            continue
        held = groups.share(_all_words(rows[number])) if is_loose else 1.0
        if held >= _ENOUGH:
            enough.append(Found(id=number, score=most * held, goodness=held))
            (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, most * held)
    return sorted(enough, key=lambda one: -one.score)[:limit]


def _powers(shares: Mapping[str, float]) -> dict[str, float]:
    most = max(shares.values())
    return {form: (share / most) ** _POWER for form, share in shares.items()}


def goodness(
    connection: sqlite3.Connection, hits: Sequence[Place], translation: Translation | None
) -> dict[int, float]:
    """Return how good hits in the language of the query are."""
    some = [hit.id for hit in hits if hit.matched == "some"]
    whole = {hit.id: 1.0 for hit in hits}
    if translation is None or not some:
        return whole | dict.fromkeys(some, _ENOUGH)
    told = translation.telling(_WORDS)
    own = {word: dict.fromkeys(translation.own_forms(word), 1.0) for word in told}
    groups = Groups(own, translation.rarity)
    rows = _rows(connection, some)
    return whole | {number: groups.share(_all_words(row)) for number, row in rows.items()}


def _rows(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, sqlite3.Row]:
    found = connection.execute(
        "SELECT id, title, description, text, stems, language FROM articles"
        " WHERE id IN (SELECT value FROM json_each(:ids))",
        {"ids": json.dumps(list(ids))},
    )
    return {row["id"]: row for row in found}


def _in_lead(row: sqlite3.Row, groups: Groups) -> float:
    """The share of the groups that the beginning of an article has."""
    words = _words(f"{row['title'] or ''}\n{row['text'][:_LEAD]}")
    return groups.share(words | stems_of(words, row["language"]))


def _all_words(row: sqlite3.Row) -> set[str]:
    """The words and stems that an article is found by."""
    stems = (row["stems"] or "").split()
    return _words(f"{row['title'] or ''}\n{row['description'] or ''}\n{row['text']}").union(stems)


def _words(text: str) -> set[str]:
    flat = flattened(text)
    if flat is not None:
        return set(letters.words(flat))
    return set(map(fold, letters.words(text)))


def counterparts(
    connection: sqlite3.Connection, good: Mapping[int, float], query: Query, window: Window, refused: Collection[str]
) -> list[Found]:
    """Return the best counterpart of each hit, in their order: those in the window and without a refused word."""
    wanted, values = conditions(query.filters, window)
    rows = connection.execute(
        "SELECT c.article_id AS of, a.id, max(c.score), a.title, a.description, a.text, a.stems"
        " FROM counterparts c JOIN articles a ON a.id = c.counterpart_id"
        " WHERE c.article_id IN (SELECT value FROM json_each(:ids))"
        f" AND {' AND '.join(['TRUE', *wanted])} GROUP BY c.article_id",
        values | {"ids": json.dumps(list(good)), "first": window.first, "end": window.end},
    )
    of = {row["of"]: row["id"] for row in rows if not refused or _all_words(row).isdisjoint(refused)}
    found = [(of[number], value * _COUNTERPART) for number, value in good.items() if number in of]
    return [Found(id=number, score=0.0, goodness=value) for number, value in found]
