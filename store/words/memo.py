"""What is worked out of words, remembered: news says the same ones again and again."""

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")
_MOST = 100_000  # words, of one language


class Memo(dict[str, Made]):
    """What is made of each word, worked out when it is first asked for; of too much what was not asked for again goes.

    To look into a dictionary costs half of what a function with a cache costs, and it is done for every word.
    """

    def __init__(self, work_out: Callable[[str], Made], *, most: int = _MOST) -> None:
        super().__init__()
        self._work_out, self._half = work_out, most // 2
        self._before: dict[str, Made] = {}  # the half before, out of which is taken what is asked for once more

    def __missing__(self, word: str) -> Made:
        found = self._before[word] if word in self._before else self._work_out(word)
        if len(self) >= self._half:
            self._before = self.copy()
            self.clear()
        self[word] = found
        return found
