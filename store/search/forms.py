"""Which words of a text are forms of those that were asked for.

FTS5's own snippet() and highlight() know only what stands in the column itself; a word found through its stem
would stay unmarked, so the words of the texts are compared here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from store.words.stems import fold, stem
from store.words.unspaced import CHARACTER, has_any

_WORD = re.compile(r"\w[\w\u0300-\u036f]*")  # with accents that stand as characters of their own
_ACCENT = re.compile(r"[\u0300-\u036f]")
_ASCII = bytes(range(128))
_BETWEEN_DIGITS = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")  # a place where letters meet digits
_SHORT_ROOT = 3  # letters
LEAD = 300  # characters


@dataclass(frozen=True, slots=True)
class Terms:
    """What was asked for, folded."""

    wanted: tuple[frozenset[str], ...] = ()  # for each word the forms and stems in which it counts
    prefixes: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()  # words of scripts without spaces, wherever they stand
    runs: tuple[tuple[str, ...], ...] = ()  # words that stand together, with signs between or a blank

    def __len__(self) -> int:
        return len(self.wanted) + len(self.prefixes) + len(self.inside) + len(self.runs)


class Forms(dict[str, frozenset[int]]):
    """For a word as a text in one language has it: which of the terms, by their numbers, it is a form of.

    Remembers what it was asked, for the texts of one answer share many of their words. Looking up raises nothing.
    """

    def __init__(self, terms: Terms, language: str | None) -> None:
        super().__init__()
        self._terms, self._many = terms, len(terms)
        self._has_stretches = bool(terms.inside or terms.runs)
        self._language = language
        self._hint = _hint(frozenset[str]().union(*terms.wanted), terms.prefixes, has_stems=language is not None)
        self._inside = [re.compile(re.escape(word), re.IGNORECASE) for word in terms.inside]
        self._runs = [_run(words) for words in terms.runs]

    def __missing__(self, written: str) -> frozenset[int]:
        word = fold(written)
        both = {word, stem(word, self._language) if self._language else word}
        words = [number for number, forms in enumerate(self._terms.wanted) if not forms.isdisjoint(both)]
        beginnings = [number for number, prefix in enumerate(self._terms.prefixes) if word.startswith(prefix)]
        found = self[written] = frozenset([*words, *(len(self._terms.wanted) + number for number in beginnings)])
        return found

    def share_of(self, title: str | None, text: str) -> float:
        """Return the share of the terms that a headline and the lead have in any form; 0 without a term."""
        beginning = f"{title or ''}\n{text[:LEAD]}"
        found = set[int]()
        for word in self._candidates(beginning):
            found |= self[word[0]]
            if len(found) == self._many:
                break
        stretches = sum(1 for each in self._stretches(beginning) if each) if self._has_stretches else 0
        return (len(found) + stretches) / (self._many or 1)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where in a text the forms of the terms begin and end, in order; no two overlap."""
        words = [word.span() for word in self._candidates(text) if self[word[0]]]
        if not self._has_stretches:
            return words
        stretches = [span for found in self._stretches(text) for span in found]
        return _apart(sorted([*words, *stretches], key=lambda span: (span[0], -span[1])))

    def _stretches(self, text: str) -> Iterator[list[tuple[int, int]]]:
        """For each term that is more or less than a word where it stands."""
        for word in self._inside:
            yield [found.span() for found in word.finditer(text)]
        flat = (flattened(text) or text) if self._runs else ""
        for run in self._runs:
            yield [found.span() for found in run.finditer(flat)]

    def _candidates(self, text: str) -> Iterator[re.Match[str]]:
        """The words that may be forms: one look through the whole text leaves out nearly all others."""
        flat, written = flattened(text), _beside_unspaced() if has_any(text) else _WORD
        if flat is None:
            yield from written.finditer(text)
            return
        hint = self._hint.search(flat)
        while hint:
            start = hint.start()
            while start and _is_of_word(text[start - 1]):
                start -= 1
            word = written.match(text, start)
            if word:
                yield word
            hint = self._hint.search(flat, max(word.end() if word else 0, hint.start() + 1))


@cache  # few texts need it, and it takes some milliseconds to compile
def _beside_unspaced() -> re.Pattern[str]:
    """A word of which nothing that stands without spaces beside it is a part."""
    return re.compile(rf"(?!{CHARACTER})\w(?:(?!{CHARACTER})[\w\u0300-\u036f])*")


def _run(words: tuple[str, ...]) -> re.Pattern[str]:
    """Words with signs between, or one blank; where letters meet digits, with or without."""
    parts = [_BETWEEN_DIGITS.sub(r"[\\W_]{0,3}", re.escape(word)) for word in words]
    before = r"(?<!\d)" if words[0][0].isdigit() else rf"(?:(?<!\w)|(?<={CHARACTER}))"
    middle = r"[\W_]{1,3}".join(parts)
    return re.compile(rf"{before}{middle}(?:(?!\w)|(?={CHARACTER}))", re.IGNORECASE)


def _is_of_word(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character == "_"
    return character.isalnum() and not has_any(character)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, but those that begin inside the one before."""
    kept: list[tuple[int, int]] = []
    for begin, end in spans:
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return kept


@lru_cache
def _hint(forms: frozenset[str], prefixes: tuple[str, ...], *, has_stems: bool) -> re.Pattern[str]:
    """What stands in every folded word that is a form, has one of the forms for its stem, or begins so.

    Affixes change a root's first letter at most (tembak, menembak) or its last (easy, easily), those of three letters
    not at all (mengecat); and to stem costs 0.1 ms a word in Indonesian.
    """
    roots = {root for form in forms for root in (_roots(form) if has_stems else (form,))}
    kept: list[str] = []
    for root in sorted(filter(None, roots.union(prefixes)), key=len):
        if not any(shorter in root for shorter in kept if len(shorter) >= _SHORT_ROOT):
            kept.append(root)
    return re.compile("|".join(map(_inside_or_first, kept)) if kept else r"(?!)")


def _roots(form: str) -> tuple[str, ...]:
    """What is left of a form in words that have it for their stem."""
    if len(form) <= _SHORT_ROOT:
        return (form,)
    return (form[1:-1],) if len(form) > _SHORT_ROOT + 1 else (form[1:], form[:-1])


def _inside_or_first(root: str) -> str:
    """Nothing stands before a root of two letters: otherwise nearly every word would be one to look at."""
    return re.escape(root) if len(root) >= _SHORT_ROOT else rf"(?<![a-z0-9]){re.escape(root)}"


def flattened(text: str) -> str | None:
    """Return a text folded, each character at its place; None where that cannot be."""
    flat = text.lower()
    if len(flat) != len(text):
        return None if _ACCENT.search(text) else text.translate(_FOLDED)
    if text.isascii():
        return flat
    others = _beyond_ascii(flat)
    if _ACCENT.search(others):
        return None
    for character in others:
        folded = _FOLDED[ord(character)]
        if folded != ord(character):
            flat = flat.replace(character, chr(folded))
    return flat


def _beyond_ascii(text: str) -> str:
    """The different characters of a text beyond ASCII: to look at these alone takes a tenth of the time."""
    others = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return "".join(set(others.decode("utf-8", "surrogatepass")))


class _Folded(dict[int, int]):
    def __missing__(self, code: int) -> int:
        folded = fold(chr(code))
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


_FOLDED = _Folded()
