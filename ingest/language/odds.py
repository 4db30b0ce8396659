"""The odds of each language, from what the words say and from what was expected before."""

import math
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from operator import add

from .profiles import KIN, PER_UNIT, Evidence, table

_PAIR = 0.8  # how likely a text is in a language of the pair before it is read
_KIN = {"ms": 0.15, "jv": 0.08, "su": 0.08}  # for one text that is Indonesian; more, and Indonesian headlines suffer
_HINT, _HINTS = 20.0, 100.0  # how many times likelier a declared language is, and one declared twice
_AT_HOME = 6.0  # how many times likelier Malay is on a site of Malaysia or Brunei; with 1 / .15 no word would decide
LONGEST_LEAD = -math.log(math.ulp(1.0))
Chances = tuple[int, ...]  # logarithms in thousandths, in the order of ``Table.codes``


@lru_cache(maxsize=256)
def expected(pair: tuple[str, ...], hints: tuple[str, ...] = ()) -> Chances:
    """How likely each language is before the text is read; a hint counts more when it stands there twice.

    A code that no profile has is ignored. Raises nothing.
    """
    codes = table().codes
    others = len({*codes} - {*pair, *KIN})
    chances = {code: _PAIR / len(pair) if code in pair else (1 - _PAIR) / others for code in codes}
    chances |= {code: rarity * chances["id"] for code, rarity in _KIN.items() if code not in pair}
    for code, times in Counter(hints).items():
        if code in chances:
            chances[code] *= min(_HINT**times, _HINTS)
    return tuple(round(math.log(chances[code]) * PER_UNIT) for code in codes)


def at_home(evidence: Evidence) -> Evidence:
    """The evidence where Malay is at home: what a text writes of that country counts as well. Raises nothing."""
    place = table().codes.index("ms")
    score = evidence.scores[place] + evidence.at_home + round(math.log(_AT_HOME) * PER_UNIT)
    return replace(evidence, scores=(*evidence.scores[:place], score, *evidence.scores[place + 1 :]))


def likeliest(evidence: Evidence, chances: Chances) -> str:
    """The code of the language for which most speaks. Raises nothing."""
    scores = [*map(add, evidence.scores, chances)]
    return table().codes[scores.index(max(scores))]


def lead(evidence: Evidence, chances: Chances) -> float:
    """The logarithm, up to 36, of how many times likelier the likeliest language is than all others together.

    Raises nothing.
    """
    scores, code = [*map(add, evidence.scores, chances)], likeliest(evidence, chances)
    top = max(scores)
    sums = {True: 0.0, False: math.ulp(1.0)}
    for other, score in zip(table().codes, scores, strict=True):
        sums[other == code] += math.exp((score - top) / PER_UNIT)
    return math.log(sums[True] / sums[False])
