"""The language of a text, by langdetect's profiles and by lists of words; the same text gets the same answer.

langdetect draws random samples of a text's n-grams until one language leads; here every n-gram counts,
which is the expectation of those draws. What it has no profile for is told by words, see lexicon.py.
"""

from ingest.core.model import Language

from . import confidence, leading, odds, words
from .profiles import PER_UNIT, table
from .shares import Paragraph, shares

__all__ = ["PAIR", "codes", "detect"]

PAIR = ("id", "en")
_CLEAR = (
    21 * PER_UNIT
)  # e-folds before each other: before all sixty together 16.9, and no step of confidence asks for more


def codes() -> frozenset[str]:
    """Return the codes of ISO 639-1 of all languages that can be told. Raises nothing."""
    return frozenset(table().codes)


def detect(
    text: str, pair: tuple[str, ...] = PAIR, hints: tuple[str, ...] = (), *, is_malaysian: bool = False
) -> Language:
    """The language of ``text``; ``code`` is None without letters, for binary data, and for words of no known language.

    The same text gets the same answer in any process and thread. ``pair`` are the languages
    that the archive expects, ``hints`` those that the source declares; all others remain possible.
    ``is_malaysian`` says that its site is of Malaysia or Brunei, where a headline that could be Indonesian
    may be Malay: one such word more then decides, and a text without any stays Indonesian.
    A text of more than 6,000 characters is sampled evenly. Raises nothing.
    """
    if not words.has_letters(text):
        return Language(code=None, reason="the text holds no letters")
    if words.is_binary(text):
        return Language(code=None, reason="it is no text but other bytes")
    of = table().of
    paragraphs = [Paragraph(characters, tokens, sum(map(of, tokens))) for characters, tokens in words.paragraphs(text)]
    number = sum(paragraph.number for paragraph in paragraphs)
    if clear := None if is_malaysian else _clear(number, pair, hints):
        code, sure = clear
        parts = shares(paragraphs, code, pair)
        return Language(code=next(iter(parts)), confidence=sure, shares=parts)
    evidence = table().evidence(number)
    if is_malaysian:
        evidence = odds.at_home(evidence)
    if not evidence.ngrams:
        return Language(code=None, reason="no language is known that has its words")
    expected = odds.expected(pair, hints)
    code = odds.likeliest(evidence, expected)
    parts = shares(paragraphs, code, pair)
    return Language(
        code=next(iter(parts)),
        confidence=confidence.calibrated(odds.lead(evidence, expected), code, evidence.ngrams),
        shares=parts,
    )


def _clear(number: int, pair: tuple[str, ...], hints: tuple[str, ...]) -> tuple[str, float] | None:
    """The language of the pair that leads by so much that nothing else need be looked at, and how sure that is."""
    for code in pair:
        bar = leading.bar(code, pair, hints, _CLEAR)
        if bar and bar.is_cleared(number):
            return code, confidence.calibrated(odds.LONGEST_LEAD, code, table().ngrams(number))
    return None
