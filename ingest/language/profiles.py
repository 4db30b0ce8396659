"""The evidence of each word for each language: langdetect's profiles and the lexicon as one table.

The evidence of a word is one integer, a row of fields of 32 bits, each a sum of logarithms for one
language. Adding two such integers adds all fields at once and without rounding: the order of words
makes no difference, and it is many times faster than adding lists of floats.
"""

import json
import math
import re
import struct
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from langdetect.detector_factory import PROFILES_DIRECTORY

from store.words.memo import Memo

from . import words
from .lexicon import Lexicon

KIN = ("ms", "jv", "su")  # told from Indonesian by their words only
PER_UNIT = 1000  # fields count in thousandths of an e-fold
BITS = 32  # of a field; 6,000 characters need 26
_TEMPERATURE = 0.22  # n-grams overlap and repeat: together they say less than the sum of what each says
_SMOOTHING = 0.5 / 10_000  # langdetect's own: what an n-gram that a profile lacks counts
_REMEMBERED = 60_000  # tokens; about 400 bytes each
_STEPS = 20_000  # in words; those of Indonesian and English are a few thousand
_CAPITALS = re.compile("[^\\W\\d_a-z]{2}")  # perhaps: two letters that may be capitals
_LEADING = ("n-grams", *KIN, *(f"not {code}" for code in KIN), "at home")  # the fields before those of the profiles
FIRST_PROFILE = len(_LEADING)
_FOR_KIN, _AGAINST_KIN, _AT_HOME, _PROFILES = slice(1, 4), slice(4, 7), 7, slice(FIRST_PROFILE, None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How likely the words are in each language."""

    ngrams: int  # how many are in a profile
    scores: tuple[int, ...]  # logarithms in thousandths, in the order of ``Table.codes``
    at_home: int = 0  # how much it writes of Malaysia and Brunei; in thousandths


class _Profile(NamedTuple):
    """The n-grams of a language, as langdetect has them."""

    shift: int  # of its field
    totals: Sequence[int]  # how many n-grams of one, two and three characters were counted
    counts: Mapping[str, int]


class Table:
    """The numbers of all n-grams and words; ``of`` is that of a token. Made once, never changed.

    Raises OSError when langdetect's profiles are missing.
    """

    def __init__(self) -> None:
        profiles = [json.loads(path.read_text("utf-8")) for path in sorted(Path(PROFILES_DIRECTORY).iterdir())]
        profiles.sort(key=_is_beyond_latin)  # a number is as long as its last field that is not empty
        names = tuple(profile["name"] for profile in profiles)
        self.codes: tuple[str, ...] = (*(name.split("-")[0] for name in names), *KIN)  # two profiles are of Chinese
        self._shifts = {name: BITS * place for place, name in enumerate((*_LEADING, *names))}
        self._row = struct.Struct(f"<{len(self._shifts)}I")
        self._indonesian = names.index("id")
        self._grams = Memo(self._gram)
        self._profiles = [_Profile(self._shifts[each["name"]], each["n_words"], each["freq"]) for each in profiles]
        self._steps = Memo(self._step, most=_STEPS)
        self._lexicon = Lexicon(self._number)
        self.of = Memo(self._of, most=_REMEMBERED).__getitem__  # it is asked for each word of each text

    def evidence(self, number: int) -> Evidence:
        """How likely the words are in each language whose numbers add up to ``number``. Raises nothing."""
        fields = self._row.unpack(number.to_bytes(self._row.size, "little"))
        for_kin, against_kin, profiles = fields[_FOR_KIN], fields[_AGAINST_KIN], fields[_PROFILES]
        indonesian = profiles[self._indonesian]
        kin = (indonesian + gain - loss for gain, loss in zip(for_kin, against_kin, strict=True))
        return Evidence(fields[0], (*profiles, *kin), fields[_AT_HOME])

    def ngrams(self, number: int) -> int:
        """How many n-grams of a text are in a profile. Raises nothing."""
        return number & ((1 << BITS) - 1)

    def _of(self, token: str) -> int:
        """The number of what stands between two spaces."""
        return sum(map(self._word, words.folded(token)))

    def _word(self, word: str) -> int:
        """The number of the n-grams that langdetect sees in a word, spaces around it, and what the lexicon says."""
        if not word[1:].islower() and _CAPITALS.search(word):
            return sum(map(self._grams.__getitem__, _grams(word))) + self._lexicon[word]
        padded = f" {word} "
        found = self._grams[padded[-2:]] + self._lexicon[word]
        return sum([self._steps[padded[start : start + 3]] for start in range(len(word))], found)

    def _step(self, three: str) -> int:
        """The number of three characters, of the first two of them, and of the one in the middle: a step in a word."""
        of = self._grams
        return of[three] + of[three[:2]] + of[three[1]]

    def _gram(self, gram: str) -> int:
        """The number of an n-gram: 1 in the first field, and what it says for each language; 0 where none has it.

        Worked out when it is met: there are 88,000 of them, of which an article has a thousand.
        """
        length, number = len(gram) - 1, 0
        for profile in self._profiles:
            if count := profile.counts.get(gram):
                likelihood = count / profile.totals[length]
                number += round(math.log1p(likelihood / _SMOOTHING) * _TEMPERATURE * PER_UNIT) << profile.shift
        return number and number + 1

    def _number(self, weights: Mapping[str, float]) -> int:
        """A row with these fields filled."""
        return sum(round(weight * PER_UNIT) << self._shifts[field] for field, weight in weights.items())


def table() -> Table:
    """The one table of the process, whichever thread asks first. Raises as ``Table`` does."""
    with _lock:
        return _made()


@cache
def _made() -> Table:
    return Table()


_lock = threading.Lock()


def _is_beyond_latin(profile: Mapping[str, Any]) -> bool:
    return sum(map(str.isascii, profile["freq"])) < len(profile["freq"]) / 2


def _grams(word: str) -> list[str]:
    """The n-grams of one to three characters of an abbreviation: none across two capitals that follow each other."""
    padded, last = f" {word} ", len(word) + 2
    ends = [end for end in range(2, last + 1) if not (padded[end - 2].isupper() and padded[end - 1].isupper())]
    return [
        *[padded[end - 1] for end in ends if end < last],
        *[padded[end - 2 : end] for end in ends],
        *[padded[end - 3 : end] for end in ends if end > 2],
    ]
