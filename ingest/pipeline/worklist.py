"""Lists that lead to lists: an index of sitemaps, OPML, a front page with its feeds."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.core import urls
from ingest.core.model import Kind, Noted

_DEEPEST = 5  # lists that lead to lists
_MOST = 500  # lists that others lead to, in one import


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A list that another list leads to."""

    url: str
    kind: Kind | None = None  # None: told from its content


class Worklist:
    """Lists that wait to be read: each address once, no more and no deeper than the bounds."""

    def __init__(self, given: Iterable[str]) -> None:
        self._seen = {urls.canonical(url) for url in given}
        self._waiting: list[Part] = []
        self._depth = self._count = 0
        self._is_cut = False

    def add(self, part: Part) -> Noted | None:
        """Take a list that another one leads to; return a note when it is the first beyond the bounds."""
        url = urls.canonical(part.url)
        if url in self._seen:
            return None
        if self._depth >= _DEEPEST or self._count >= _MOST:
            was_cut, self._is_cut = self._is_cut, True
            bounds = f"lists that lead to lists are read {_DEEPEST} levels deep and {_MOST} of them at most"
            return None if was_cut else Noted(f"{part.url}: left out with what comes after it; {bounds}")
        self._seen.add(url)
        self._count += 1
        self._waiting.append(part)
        return None

    def next_level(self) -> list[Part]:
        """The lists that those of this level led to."""
        waiting, self._waiting = self._waiting, []
        self._depth += 1
        return waiting
