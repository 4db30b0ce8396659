"""What an article is about, as weighted keys in one space for all languages.

A key is a hash of an English stem, which words of the lexicon's other language are translated to, of a name, which is
the same in both, or of a number. Tuned on the sets of benchmarks/counterparts.md.
"""

import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from operator import itemgetter
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
_weight = itemgetter(1)

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
    heaviest = sorted(sums.items(), key=_weight, reverse=True)[:SHORTLIST]
    return tuple((key, weight, rarities[key]) for key, weight in heaviest)


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

    def worked_out(word: str) -> Weighed:
        if len(word) < _SHORTEST:
            return ()
        folded = fold(word)
        own = stem(folded, _HUB)
        translations = _translations(folded, language, known)
        shares = {to: share / 1000 for to, share in translations if share >= _LEAST_SHARE}
        shares[own] = max(shares.get(own, 0.0), _ITSELF) if shares else 1.0
        named = [(_key(name, known), share, _rarity(name, known)) for name, share in shares.items()]
        rarities = {key: rarity for key, _, rarity in named}  # of two names with one hash the last
        return tuple((key, share * rarity, rarities[key]) for key, share, rarity in named)

    return Memo(worked_out)


def _translations(folded: str, language: str, known: Lexicon | None) -> tuple[tuple[str, int], ...]:
    if known is None or language == _HUB or language not in known.pair:
        return ()
    found = known.translations(stem(folded, language), language) or known.translations(folded, language)
    return found[:_TRANSLATIONS]


def _rarity(name: str, known: Lexicon | None) -> float:
    return -math.log(((known.frequency(name, _HUB) if known else 0) + _UNSEEN) / PER_TEXTS)


def _hash(name: str) -> int:
    return crc32(name.encode()) >> (32 - HASH_BITS) & ~(FIGURE | NAME)


def _key(name: str, known: Lexicon | None) -> int:
    """The hash of an English stem, with the bit of names."""
    if known is None:
        return _hash(name) | NAME
    found = known.translations(name, _HUB)
    is_name = (not found or found[0][0] == name) and known.frequency(name, _HUB) < _COMMON
    return _hash(name) | NAME if is_name else _hash(name)
