"""What the name of a box tells: the words in its class or id."""

import re

from lxml.html import HtmlElement

_MOST, _LONGEST = 1 << 16, 500  # names that are remembered, and their characters


def of(box: HtmlElement) -> str:
    """Return the name of a box: its class and its id. Raises nothing."""
    return f"{box.get('class') or ''} {box.get('id') or ''}"


class Wording:
    """Texts that a pattern tells.

    The pattern is only looked for where one of ``words``, in lower case, is in the text: most have none of them, and to
    see that takes a tenth of the time. Whatever the pattern matches must hold one of them.
    """

    def __init__(self, pattern: re.Pattern[str], *words: str) -> None:
        self.pattern, self.words = pattern, words

    def tells(self, text: str) -> bool:
        """Return whether a text is worded so. Raises nothing."""
        low = text.lower()
        return any(word in low for word in self.words) and self.pattern.search(text) is not None


class Kind(Wording):
    """Names that are worded so, for which all names are looked through together."""

    def __init__(self, pattern: re.Pattern[str], *words: str) -> None:
        super().__init__(pattern, *words)
        self.bit = 1 << len(_kinds)
        _kinds.append(self)
        for word in words:
            _told_by.setdefault(word, []).append(self)


_kinds: list[Kind] = []
_told_by: dict[str, list[Kind]] = {}  # by each of their words
_known: dict[str, int] = {}


def kinds(name: str) -> int:
    """Return the bits of all kinds of which a name is. Raises nothing.

    They are remembered: names come again on a page, and on each page of a site.
    """
    found = _known.get(name)
    if found is None:
        low = name.lower()
        likely = {kind for word, told in _told_by.items() if word in low for kind in told}
        found = sum(kind.bit for kind in likely if kind.pattern.search(name))
        if len(_known) >= _MOST:
            _known.clear()
        if len(name) <= _LONGEST:
            _known[name] = found
    return found
