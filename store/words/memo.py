"""What is worked out of words, remembered: news says the same ones again and again."""

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")
_MOST = 100_000  # words, of one language


class Memo(dict[str, Made]):
    """What is made of each word, worked out when it is first asked for; too much of it is forgotten as a whole.

    To look into a dictionary costs half of what a function with a cache costs, and it is done for every word.
    """

    def __init__(self, work_out: Callable[[str], Made], *, most: int = _MOST) -> None:
        super().__init__()
        self._work_out, self._most = work_out, most

    def __missing__(self, word: str) -> Made:
        if len(self) >= self._most:
            self.clear()
        found = self[word] = self._work_out(word)
        return found
