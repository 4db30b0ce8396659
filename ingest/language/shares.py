"""The shares of a text by language, told by paragraph."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from . import leading, odds
from .profiles import KIN, PER_UNIT, table

_LEAST = 0.05  # of the text; what is less is a quotation or an error
_NGRAMS = 40  # about fifteen letters; shorter paragraphs count as being in the language of the text
_PER_NGRAM = 0.04 * PER_UNIT  # e-folds above the language of the text: sentences have .05 to .25, names mostly less
_PER_NGRAM_OF_KIN = 0.01 * PER_UNIT  # where only words decide


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, and the number of its words in the table."""

    characters: int
    tokens: list[str]
    number: int  # of all its tokens


def shares(paragraphs: Sequence[Paragraph], code: str, pair: tuple[str, ...]) -> dict[str, float]:
    """Shares by language of a text that seems to be in ``code``, the largest first; together they are 1.

    Less than 0.05 is no share. Raises ValueError when there are no paragraphs.
    """
    counts = _counts(paragraphs, code, pair)
    [(most, _)] = counts.most_common(1)
    if most != code:  # a few words of Javanese say more than many of Indonesian
        counts = _counts(paragraphs, most, pair)
    (most, _), *others = counts.most_common()
    kept = {language: count for language, count in others if count >= _LEAST * counts.total()}
    total = counts[most] + sum(kept.values())
    parts = {language: count * 1000 // total / 1000 for language, count in kept.items()}  # down: the largest stays so
    return {most: round(1 - sum(parts.values()), 3), **parts}


def _counts(paragraphs: Sequence[Paragraph], code: str, pair: tuple[str, ...]) -> Counter[str]:
    """Characters by language."""
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        counts[_language(paragraph, code, pair)] += paragraph.characters
    return counts


def _language(paragraph: Paragraph, code: str, pair: tuple[str, ...]) -> str:
    bar = leading.bar(code, pair, (code, code), 1)
    if bar and bar.is_cleared(paragraph.number):
        return code
    evidence = table().evidence(paragraph.number)
    if evidence.ngrams < _NGRAMS:
        return code
    found = odds.likeliest(evidence, odds.expected(pair, (code, code)))
    if found == code or not _is_prose(paragraph.tokens):
        return code
    here, there = (evidence.scores[table().codes.index(language)] for language in (code, found))
    least = _PER_NGRAM_OF_KIN if {code, found} & {*KIN} else _PER_NGRAM
    return found if there - here >= least * evidence.ngrams else code


def _is_prose(tokens: list[str]) -> bool:
    """Whether fewer than half of the words begin with capitals or digits, as in tables and lists of names."""
    return 2 * sum(1 for token in tokens if token[0].isupper() or token[0].isdigit()) < len(tokens)
