"""The words of a query in the other language, by the lexicon of the package.

Names are not translated, nor are phrases and prefixes. A word that both languages have keeps both meanings.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.lexicon import Lexicon
from store.lexicon.lexicon import PER_TEXTS
from store.words.stems import fold, stem

from .hits import Hit
from .plain_words import plain_words

_LEAST, _MOST, _TOGETHER = 60, 4, 850  # shares in thousandths: of one translation, how many, of all of them
_TOLD = 0.3  # how much more common the words must be in one language
_MOST_TOLD = 2.0  # by one word
_UNSEEN = 5
_SAYS_NOTHING = math.log(PER_TEXTS / 20_000)  # the rarity of a word that stands in so many texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What is looked for in the other language."""

    language: str  # of the query
    other: str
    words: dict[str, tuple[str, ...]]  # stems of the other language for each word that has some, in order
    shares: dict[str, dict[str, float]]  # for each word that is wanted its forms there, with their shares
    rarity: dict[str, float]  # of each of these
    refused: frozenset[str]  # what an article of the other language must not have

    def telling(self, most: int) -> list[str]:
        """Return the rarest words that are wanted, without those that say nothing, where others do."""
        rarest = sorted(self.rarity, key=lambda word: -self.rarity[word])[:most]
        return [word for word in rarest if self.rarity[word] > _SAYS_NOTHING] or rarest

    def own_forms(self, word: str) -> frozenset[str]:
        """Return what a folded word counts as in the language of the query."""
        return frozenset({word, stem(word, self.language)})

    def forms(self, word: str) -> frozenset[str]:
        """Return what is looked for in the place of a folded word: names stand for themselves."""
        return frozenset(self.words.get(word, ())) or frozenset({word, stem(word, self.other)})

    def written(self, found: Iterable[Hit]) -> dict[str, str]:
        """Return the stems of the other language that stand in the hits, each as it is written there."""
        written: dict[str, str] = {}
        for hit in found:
            for begin, end in hit.marks if hit.is_translated else ():
                word = fold(hit.snippet[begin:end])
                written.setdefault(stem(word, self.other), word)
        return written


def translate(text: str, known: Lexicon | None) -> Translation | None:
    """Return what a query is in the other language; None where its language cannot be told, or there is no lexicon.

    Words that are refused (``-flood``) are no translations. Raises nothing.
    """
    wanted, unwanted = plain_words(text)
    language = _language(wanted, known) if known else None
    if known is None or language is None:
        return None
    other = known.pair[1 - known.pair.index(language)]
    refused = frozenset(unwanted).union(stem(word, other) for word in unwanted)
    found = {word: _translations(word, language, known) for word in dict.fromkeys([*wanted, *unwanted])}
    words = {
        word: kept for word, stems in found.items() if (kept := tuple(each for each in stems if each not in refused))
    }
    kept_words = [word for word in dict.fromkeys(wanted) if words.get(word) or word not in found or not found[word]]
    shares = {word: _shares(word, words.get(word, ()), language, other, known) for word in kept_words}
    rarity = {word: math.log(PER_TEXTS / (_frequency(word, language, known) + _UNSEEN)) for word in kept_words}
    there = frozenset(to for word in unwanted for to in (word, stem(word, other), *found[word]))
    return Translation(
        language=language, other=other, words=words, shares=shares, rarity=rarity, refused=refused | there
    )


def _shares(word: str, stems: Sequence[str], language: str, other: str, known: Lexicon) -> dict[str, float]:
    """What is looked for in the place of a word; one without translations stands for itself."""
    if not stems:
        return {word: 1.0, stem(word, other): 1.0}
    known_shares = dict(_entry(word, language, known))
    return {to: known_shares[to] / 1000 for to in stems}


def _translations(word: str, language: str, known: Lexicon) -> list[str]:
    if _is_name(word, language, known):
        return []
    found: list[str] = []
    together = 0
    for to, share in _entry(word, language, known):
        if share < _LEAST or len(found) == _MOST or together >= _TOGETHER:
            break
        found.append(to)
        together += share
    return found


def _entry(word: str, language: str, known: Lexicon) -> tuple[tuple[str, int], ...]:
    return known.translations(stem(word, language), language) or known.translations(word, language)


def _is_name(word: str, language: str, known: Lexicon) -> bool:
    """Whether it is mostly the same in both languages: jakarta, and a word that the lexicon does not have."""
    found = _entry(word, language, known)
    return not found or found[0][0] in (word, stem(word, language))


def _language(words: Sequence[str], known: Lexicon) -> str | None:
    """Which language the words are in; names say nothing, and no word decides alone against the others."""
    one, other = known.pair
    lead = 0.0
    for word in words:
        if not (_is_name(word, one, known) and _is_name(word, other, known)):
            ratio = math.log((_frequency(word, one, known) + _UNSEEN) / (_frequency(word, other, known) + _UNSEEN))
            lead += max(-_MOST_TOLD, min(_MOST_TOLD, ratio))
    if abs(lead) < _TOLD:
        return None
    return one if lead > 0 else other


def _frequency(word: str, language: str, known: Lexicon) -> int:
    return max(known.frequency(stem(word, language), language), known.frequency(word, language))
