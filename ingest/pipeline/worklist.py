"""Lists that lead to lists: an index of sitemaps, OPML, a front page with its feeds."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.core import urls
from ingest.core.model import Kind, Noted

_DEEPEST = 5  # lists that lead to lists
_MOST = 500  # lists that others lead to, in one import


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A list that another list leads to, or that a person named."""

    url: str
    kind: Kind | None = None  # None: told from its content
    depth: int = 1  # below what a person named, which has 0
    is_chosen: bool = False  # it stands in a list that people keep by hand (OPML)


class Worklist:
    """Which lists are read: each address once, no deeper and no more than the bounds."""

    def __init__(self, named: Iterable[str]) -> None:
        self._seen = {urls.canonical(url) for url in named}
        self._count = 0
        self._is_cut = False

    def add(self, part: Part) -> Part | Noted | None:
        """Return a list that is to be read, a note when it is the first beyond the bounds, else None.

        What a person chose, in a list that a person named, does not count.
        """
        url = urls.canonical(part.url)
        if url in self._seen:
            return None
        is_counted = not (part.is_chosen and part.depth == 1)
        if part.depth > _DEEPEST or (is_counted and self._count >= _MOST):
            was_cut, self._is_cut = self._is_cut, True
            bounds = f"lists that lead to lists are read {_DEEPEST} levels deep and {_MOST} of them at most"
            return None if was_cut else Noted(f"{part.url}: left out with what comes after it; {bounds}")
        self._seen.add(url)
        self._count += is_counted
        return part
