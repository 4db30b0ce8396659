"""What the name of a box tells: the words in its class or id."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate

from lxml.html import HtmlElement

_BETWEEN = "\0"  # in no name: it is not valid in HTML


def of(box: HtmlElement) -> str:
    """Return the name of a box: its class and its id. Raises nothing."""
    return f"{box.get('class') or ''} {box.get('id') or ''}"


class Names:
    """The different names on a page, ready to be looked through for many kinds."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(names))
        self._together = _BETWEEN.join(self._names).lower()
        lengths = (len(name) + 1 for name in self._together.split(_BETWEEN))
        self._starts = (0, *accumulate(lengths))

    def holding(self, words: Iterable[str]) -> Collection[str]:
        """Return the names that hold one of the words, which are in lower case. Raises nothing."""
        return {self._names[number] for word in words for number in self._numbers(word)}

    def _numbers(self, word: str) -> Iterator[int]:
        at = self._together.find(word)
        while at >= 0:
            after = bisect_right(self._starts, at)
            yield after - 1
            at = self._together.find(word, self._starts[after])


class Kind:
    """Names that a pattern tells.

    The pattern is only looked for where one of ``words``, in lower case, is in the name: most pages have no name with
    most of them, and to see that takes hardly any time. Whatever the pattern matches must hold one of them.
    """

    def __init__(self, pattern: re.Pattern[str], *words: str) -> None:
        self._pattern, self._words = pattern, words

    def names(self, name: str) -> bool:
        """Return whether a name is of this kind. Raises nothing."""
        low = name.lower()
        return any(word in low for word in self._words) and self._pattern.search(name) is not None

    def among(self, names: Names) -> Collection[str]:
        """Return those of the names that are of this kind. Raises nothing."""
        return {name for name in names.holding(self._words) if self._pattern.search(name)}
