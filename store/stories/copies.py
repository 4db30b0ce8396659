"""Whether a text is a copy of another: how many of its runs of four words stand in the other one too."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice
from zlib import crc32

from store.words import letters

CONTAINED = 0.5  # share of the shorter text's shingles; see benchmarks/counterparts.md
LEAST_SHARED = 3
_SAMPLED = 8  # one shingle of so many is looked at, chosen by its hash
_WORDS = 4
_SHORT = 60  # words: of so short a text every shingle is looked at
_FIGURE = re.compile(r"\d+")
_FEW_FIGURES = 3  # too few to tell by


def is_copy(text: str, other: str) -> bool:
    """Return whether half of the shorter text stands in the longer one, and most of its numbers. Raises nothing.

    A daily series has the same sentences each day, and other numbers.
    """
    if not _agree(_figures(text), _figures(other)):
        return False
    one, far = shingles(text), shingles(other)
    if min(len(one), len(far)) < LEAST_SHARED:
        return one == far and bool(one)
    shared = len(one & far)
    return shared >= LEAST_SHARED and shared / min(len(one), len(far)) >= CONTAINED


def _agree(one: frozenset[str], far: frozenset[str]) -> bool:
    fewer = min(len(one), len(far))
    return fewer < _FEW_FIGURES or len(one & far) / fewer >= CONTAINED


@lru_cache(maxsize=256)
def _figures(text: str) -> frozenset[str]:
    return frozenset(_FIGURE.findall(text))


@lru_cache(maxsize=256)  # an arrival is compared with several, and they with the next ones
def shingles(text: str) -> frozenset[int]:
    """Return hashes of some of the runs of four words of a text; of a short text of all."""
    found = letters.words(unicodedata.normalize("NFC", text).lower())
    words = " ".join(found).encode("utf-8", "surrogatepass").split(b" ")
    runs = zip(*(islice(words, start, None) for start in range(_WORDS)), strict=False)
    hashes = frozenset(map(crc32, map(b" ".join, runs)))
    return hashes if len(words) <= _SHORT else frozenset([each for each in hashes if not each % _SAMPLED])
