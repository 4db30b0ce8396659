"""Which words of a text are forms of those that were asked for.

FTS5's own snippet() and highlight() know only what stands in the column itself; a word found through its stem
would stay unmarked, so the words of the texts are compared here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from store.articles.stems import fold, stem

WORD = re.compile(r"\w[\w\u0300-\u036f]*")  # with accents that stand as characters of their own
_SHORT_ROOT = 3  # letters
_NONE = frozenset[int]()


@dataclass(frozen=True, slots=True)
class Terms:
    """What was asked for, folded."""

    wanted: tuple[frozenset[str], ...] = ()  # for each word the forms and stems in which it counts
    prefixes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.wanted) + len(self.prefixes)


class Forms(dict[str, frozenset[int]]):
    """For a word as a text in one language has it: which of the terms, by their numbers, it is a form of.

    Remembers what it was asked, for the texts of one answer share most of their words. Looking up raises nothing.
    """

    def __init__(self, terms: Terms, language: str | None) -> None:
        super().__init__()
        self._wanted = terms.wanted
        self._prefixes = terms.prefixes
        self._language = language
        self._every = frozenset[str]().union(*terms.wanted)
        self._roots = _roots(self._every if language else frozenset())

    def __missing__(self, written: str) -> frozenset[int]:
        word = fold(written)
        is_any = word in self._every or word.startswith(self._prefixes) or self._roots.search(word)
        found = self[written] = self._numbers(word) if is_any else _NONE  # of most words one look tells
        return found

    def _numbers(self, word: str) -> frozenset[int]:
        both = {word, stem(word, self._language) if self._language and self._roots.search(word) else word}
        words = [number for number, forms in enumerate(self._wanted) if not forms.isdisjoint(both)]
        beginnings = [number for number, prefix in enumerate(self._prefixes) if word.startswith(prefix)]
        return frozenset([*words, *(len(self._wanted) + number for number in beginnings)])

    def share(self, text: str) -> float:
        """Return the share of the terms that a text has in any form; 0 without a term."""
        total = len(self._wanted) + len(self._prefixes)
        if not total:
            return 0.0
        return len(_NONE.union(*map(self.__getitem__, WORD.findall(text)))) / total

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where in a text the forms of the terms begin and end."""
        return [word.span() for word in WORD.finditer(text) if self[word[0]]]


@lru_cache
def _roots(stems: frozenset[str]) -> re.Pattern[str]:
    """What stands in every word with one of the stems; of most words a look tells that they have none.

    Affixes change a root's first letter at most (tembak, menembak), those of three letters not at all (mengecat);
    and to stem costs 0.1 ms a word in Indonesian.
    """
    middles: Iterable[str] = {root[1:-1] if len(root) > _SHORT_ROOT else root for root in stems}
    return re.compile("|".join(map(re.escape, sorted(middles))) if stems else r"(?!)")
