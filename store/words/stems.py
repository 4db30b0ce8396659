"""Word stems, so that one form of a word finds another: ``ditembak`` finds ``penembakan``.

Indonesian by Sastrawi, which looks the result up in a dictionary of roots (conflates 97 %
of form pairs, Snowball 77 %); everything else that has one by its Snowball stemmer.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from . import letters
from .memo import Memo

_SHORTEST = 3  # letters of a word that has a stem
_ACCENT = re.compile(r"[\u0300-\u036f]")

_SNOWBALL = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_BY_SASTRAWI = frozenset({"id", "ms"})  # Malay shares nearly all roots and affixes


def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; the word itself where the language has no stemmer.

    Sastrawi drops every letter outside a to z, so it is asked about plain words alone.
    """
    return _stems(language)[word]


def stems_of(words: Iterable[str], language: str | None) -> set[str]:
    """Return the stems of folded words; none where the language is not known."""
    return set(map(_stems(language).__getitem__, words)) if language else set()


@lru_cache(maxsize=8)  # each remembers its words, and a record may name any language
def _stems(language: str) -> Memo[str]:
    stemmer, is_plain = _stemmer(language), language in _BY_SASTRAWI

    def worked_out(word: str) -> str:
        asked = stemmer if word.isascii() or not is_plain else None
        return (asked(word) if asked else None) or word

    return Memo(worked_out)


def beyond_words(text: str, language: str | None) -> str:
    """Return the stems of a text that are not already among its words, sorted, distinct, with spaces between.

    "" without a language or a stemmer for it.
    Leaving out what the text holds anyway keeps the index small (+14 % in place of +60 %).
    """
    if language is None:
        return ""
    words = _words(text)
    return " ".join(sorted(set(map(_stems(language).__getitem__, words)) - words))


def _words(text: str) -> set[str]:
    """The folded words of a text; most texts have no diacritics and are folded at once."""
    if text.isascii() or (unicodedata.is_normalized("NFD", text) and not _ACCENT.search(text)):
        return _long(letters.runs(text.lower()))
    return {fold(word) for word in _long(letters.runs(unicodedata.normalize("NFC", text)))}


def _long(words: Iterable[str]) -> set[str]:
    return {word for word in set(words) if len(word) >= _SHORTEST}


def fold(word: str) -> str:
    """Return a word in lower case without diacritics, as the index's tokenizer sees it."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.lower())
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", letters)  # syllables of Korean are taken apart as well


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    if language in _BY_SASTRAWI:
        from . import indonesian

        return indonesian.stemmer()
    if language in _SNOWBALL:
        from Stemmer import Stemmer

        snowball: Callable[[str], str] = Stemmer(_SNOWBALL[language]).stemWord
        return snowball
    return None
