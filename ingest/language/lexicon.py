"""The evidence of whole words beside their n-grams: by the lists of markers.py and common.py, else by their ending."""

from collections.abc import Callable, Iterable, Mapping

from .vocabulary import common, endings, markers

_COMMON = 2.0  # what a common word counts, in e-folds; an n-gram counts up to 1.7
_IN_SMALL_LETTERS = 2.5  # on top for an Indonesian one: it belongs to no name and to no English title
_NAME_LETTERS = 4  # up to so many letters a word with a capital is more often a name, unless it is listed with it
_CLEAR = 2  # the weight from which a word against Malay or Javanese is common in Indonesian


class Lexicon:
    """The numbers of listed words and of endings; ``number`` turns weights by field into one."""

    def __init__(self, number: Callable[[Mapping[str, float]], int]) -> None:
        self._numbers = dict.fromkeys(endings.PLAIN.split(), 0)
        self._endings = [(ending, number(weights)) for ending, weights in endings.ENDINGS]
        self._indonesian = {*common.INDONESIAN.split(), *_clearly_indonesian()} - {*common.ELSEWHERE.split()}
        self._in_small_letters = number({"id": _IN_SMALL_LETTERS})
        for fields, by_weight in markers.LISTS:
            for weight, listed in by_weight.items():
                self._add(listed.split(), number(dict.fromkeys(fields, weight)))
        for code, listed in common.LISTS.items():
            self._add(listed.split(), number({code: _COMMON}))
        self._add(self._indonesian, number({"id": _COMMON}))

    def __getitem__(self, word: str) -> int:
        """The number of a word of letters; 0 when there is nothing to say of it."""
        small = word.lower()
        if small != word:
            return self._numbers.get(small if len(word) > _NAME_LETTERS else word, 0)
        number = self._numbers.get(small)
        if number is None:
            number = self._by_ending(small) if _may_end(small) and endings.ANY.fullmatch(small) else 0
        if small in self._indonesian or (_may_be_formed(small) and endings.INDONESIAN.fullmatch(small)):
            number += self._in_small_letters
        return number

    def _by_ending(self, word: str) -> int:
        return next(number for ending, number in self._endings if ending.fullmatch(word))

    def _add(self, listed: Iterable[str], number: int) -> None:
        for word in listed:
            self._numbers[word] = self._numbers.get(word, 0) + number


def _may_end(word: str) -> bool:
    """Whether one of the endings may fit; to ask the words themselves takes a tenth of the time."""
    return word.endswith(endings.LAST) or word.startswith(endings.FIRST) or any(part in word for part in endings.WITHIN)


def _may_be_formed(word: str) -> bool:
    return word.endswith(endings.INDONESIAN_LAST) or word.startswith(endings.INDONESIAN_FIRST)


def _clearly_indonesian() -> Iterable[str]:
    for by_weight in (markers.NOT_MALAY, markers.NOT_REGIONAL):
        for weight, listed in by_weight.items():
            if weight >= _CLEAR:
                yield from listed.split()
