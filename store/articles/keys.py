"""What an article is about, as weighted keys in one space for all languages.

A key is a hash of an English stem, which words of the lexicon's other language are translated to, of a name, which is
the same in both, or of a number. Tuned on the sets of benchmarks/counterparts.md.
"""

import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from zlib import crc32

from store import lexicon
from store.lexicon import Lexicon
from store.lexicon.lexicon import PER_TEXTS
from store.words import letters
from store.words.memo import Memo
from store.words.stems import fold, stem

from .figures import figures

SHORTLIST = 72  # the heaviest keys, of which the archive's own frequencies choose some
HASH_BITS = 30
FIGURE, NAME = 1, 2  # bits that tell the key of a number, and of a word that both languages write alike
_HUB = "en"  # into whose stems all is translated
_TRANSLATIONS, _LEAST_SHARE = 4, 30  # of a word: how many, from which share in thousandths
_ITSELF = 0.25  # how much a word that has translations also stands for itself
_OF_A_NUMBER = 6.5  # its rarity
_LEAD, _BONUS = 300, 1.0  # characters at the beginning, which says what it is about; what a word there counts more
_READ = 4_000  # characters: news tells first what it is about
_COMMON = 3_000  # of 100,000 texts: a word that stands in so many is no name, such as "per"
_UNSEEN = 5  # what is added to a frequency
_SHORTEST = 2  # letters of a word
_MAY_BE_DOTTED = re.compile(r"\.[^\W\d_]\.")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # U.N.
_MOST_TIMES = 49  # that count
_STRENGTH = [0.0, *(1 + math.log(times) for times in range(1, _MOST_TIMES + 1))]

Weighed = tuple[tuple[int, float, float], ...]


def weigh(title: str | None, text: str, language: str | None, known: Lexicon | None = None) -> Weighed:
    """Return (key, weight, the rarity that is in the weight), heaviest first; () of a text without a language.

    ``known`` is the lexicon where it is not that of the package. The same text gives the same keys in any process.
    Raises DamagedLexicon.
    """
    if language is None:
        return ()
    whole = unicodedata.normalize("NFC", f"{title or ''}\n{text[:_READ]}")
    low = whole.lower()
    if _MAY_BE_DOTTED.search(low):
        low = _DOTTED.sub(lambda found: found[0].replace(".", ""), low)
    sums, rarities = _sums(low, _keys(language, known or lexicon.load()))
    for figure in sorted(figures(whole, language)):  # the same in any process
        key = _hash(figure) | FIGURE
        sums[key] = rarities[key] = _OF_A_NUMBER
    heaviest = sorted(sums, key=sums.__getitem__, reverse=True)[:SHORTLIST]
    return tuple([(key, sums[key], rarities[key]) for key in heaviest])


def _sums(low: str, keys: Memo[Weighed]) -> tuple[dict[int, float], dict[int, float]]:
    """The weights of the keys of a text in small letters, and their rarities."""
    first = set(letters.runs(low[:_LEAD]))
    sums: dict[int, float] = {}
    rarities: dict[int, float] = {}
    before = sums.get
    for word, times in Counter(letters.runs(low)).items():
        strength = _STRENGTH[times if times <= _MOST_TIMES else _MOST_TIMES] + (_BONUS if word in first else 0.0)
        for key, weight, rarity in keys[word]:
            sums[key] = before(key, 0.0) + strength * weight
            rarities[key] = rarity
    return sums, rarities


@lru_cache(maxsize=8)  # each remembers its words
def _keys(language: str, known: Lexicon | None) -> Memo[Weighed]:
    """By word its keys, each with its share times its rarity, and its rarity."""
    named = _named(known)

    def worked_out(word: str) -> Weighed:
        if len(word) < _SHORTEST:
            return ()
        folded = fold(word)
        own = stem(folded, _HUB)
        translations = _translations(folded, language, known)
        shares = {to: share / 1000 for to, share in translations if share >= _LEAST_SHARE}
        shares[own] = max(shares.get(own, 0.0), _ITSELF) if shares else 1.0
        found = [(named[name], share) for name, share in shares.items()]
        rarities = dict(key_and_rarity for key_and_rarity, _ in found)  # of two names with one hash the last
        return tuple((key, share * rarity, rarities[key]) for (key, rarity), share in found)

    return Memo(worked_out)


@lru_cache(maxsize=4)
def _named(known: Lexicon | None) -> Memo[tuple[int, float]]:
    """By English stem its key, and its rarity; many words have the same translations."""

    def worked_out(name: str) -> tuple[int, float]:
        frequency = known.frequency(name, _HUB) if known else 0
        found = known.translations(name, _HUB) if known else ()
        is_name = (not found or found[0][0] == name) and frequency < _COMMON
        return _hash(name) | (NAME if is_name else 0), -math.log((frequency + _UNSEEN) / PER_TEXTS)

    return Memo(worked_out)


def _translations(folded: str, language: str, known: Lexicon | None) -> tuple[tuple[str, int], ...]:
    if known is None or language == _HUB or language not in known.pair:
        return ()
    found = known.translations(stem(folded, language), language) or known.translations(folded, language)
    return found[:_TRANSLATIONS]


def _hash(name: str) -> int:
    return crc32(name.encode()) >> (32 - HASH_BITS) & ~(FIGURE | NAME)
