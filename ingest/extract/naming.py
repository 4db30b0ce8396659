"""What the name of a box tells: the words in its class or id."""

import re
from collections.abc import Callable
from functools import lru_cache

from lxml.html import HtmlElement

_REMEMBERED = 4096  # names come again on each page of a site


def of(box: HtmlElement) -> str:
    """Return the name of a box: its class and its id. Raises nothing."""
    return f"{box.get('class') or ''} {box.get('id') or ''}"


def told_by(pattern: re.Pattern[str], *words: str) -> Callable[[str], bool]:
    """Return a test whether a pattern is in a name, which remembers its answers.

    The pattern is only looked for where one of ``words``, in lower case, is in the name: most names have none of them,
    and to see that takes a tenth of the time. Whatever the pattern matches must hold one of them.
    """
    some = re.compile("|".join(map(re.escape, words)))

    @lru_cache(_REMEMBERED)
    def is_told(name: str) -> bool:
        return some.search(name.lower()) is not None and pattern.search(name) is not None

    return is_told
