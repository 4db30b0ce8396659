"""Whether one language leads all others, told without a look at each of them.

The number of a text has a field for each language. Taken from another number, whose fields are what the leader has and
one bit more, it leaves that bit in each field that is not larger: one subtraction in place of sixty comparisons.
"""

from collections.abc import Sequence
from functools import lru_cache

from . import odds
from .profiles import BITS, FIRST_PROFILE, KIN, table

_FIELD = (1 << BITS) - 1
_SIGN = 1 << (BITS - 1)  # scores have 26 bits
_KIN_FIELDS = range(1, 1 + len(KIN))  # what speaks for them; as many fields on, what speaks against


class Bar:
    """What the others must stay below, of a language and what was expected before."""

    def __init__(self, code: str, chances: Sequence[int], least: int) -> None:
        codes = table().codes
        place, profiles = codes.index(code), len(codes) - len(KIN)
        self._own = BITS * place
        self._indonesian = BITS * codes.index("id")
        self._chance = chances[place] - least
        self._kin = [*zip(_KIN_FIELDS, chances[profiles:], strict=True)]
        ahead = [least if at == place else 0 for at in range(profiles)]  # itself it need not leave behind
        self._bars = sum(
            (_SIGN + more - chance) << BITS * at
            for at, (more, chance) in enumerate(zip(ahead, chances[:profiles], strict=True))
        )
        self._ones = sum(1 << BITS * at for at in range(profiles))
        self._signs = _SIGN * self._ones

    def is_cleared(self, number: int) -> bool:
        """Whether the language has at least so much more than every other. Raises nothing."""
        scores = number >> BITS * FIRST_PROFILE
        own = (scores >> self._own & _FIELD) + self._chance
        if (self._bars + own * self._ones - scores) & self._signs != self._signs:
            return False
        indonesian = scores >> self._indonesian & _FIELD
        fields = number & (1 << BITS * FIRST_PROFILE) - 1
        for at, chance in self._kin:
            gain, loss = fields >> BITS * at & _FIELD, fields >> BITS * (at + len(KIN)) & _FIELD
            if indonesian + gain - loss + chance > own:
                return False
        return True


@lru_cache(maxsize=512)
def bar(code: str, pair: tuple[str, ...], hints: tuple[str, ...], least: int) -> Bar | None:
    """Return the bar of a language that a profile has, for a lead of ``least`` thousandths; None of one without.

    Raises nothing.
    """
    codes = table().codes
    if code in KIN or codes.count(code) != 1:  # two profiles are of Chinese
        return None
    return Bar(code, odds.expected(pair, hints), least)
