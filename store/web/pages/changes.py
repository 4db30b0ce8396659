"""What newsrooms changed after publication, the latest first."""

from dataclasses import dataclass

from store.browse.changes import Change
from store.web import compare
from store.web.responses import Response

from .visit import Visit

_PAGE_SIZE = 20
_LOOKED_AT = 200  # changes for one page: of those that are hidden there may be many
_SMALL = 5  # words


@dataclass(frozen=True, slots=True)
class Shown:
    """A change with how much it is."""

    change: Change
    removed: int  # words
    added: int
    title: list[compare.Run]  # empty where the headline stayed

    @property
    def is_small(self) -> bool:
        """Whether the headline stayed, and hardly a word changed."""
        return not self.title and self.removed + self.added < _SMALL


def page(visit: Visit) -> Response:
    """Return a page of changes. Raises BadParameter, or a StoreError."""
    query = visit.query
    kind = query.choice("kind", "all", "headlines", "large")
    found: list[Shown] = []
    before, is_over = query.number("before", (1 << 62)), False
    for _ in range(_LOOKED_AT // _PAGE_SIZE):
        loaded = visit.archive.browse.changes(before=before, site=query.name("site"), limit=_PAGE_SIZE)
        for change in loaded:
            before = change.id
            shown = _shown(change)
            if not change.diff.is_empty and _is_wanted(shown, kind):
                found.append(shown)
            if len(found) == _PAGE_SIZE:
                break
        is_over = len(loaded) < _PAGE_SIZE
        if is_over or len(found) == _PAGE_SIZE:
            break
    following = None if is_over and len(found) < _PAGE_SIZE else before
    return visit.view.page("changes.html", changes=found, kind=kind, site=query.name("site"), following=following)


def _shown(change: Change) -> Shown:
    diff = change.diff
    return Shown(change, diff.removed, diff.added, compare.runs(diff.title) if diff.has_new_title else [])


def _is_wanted(shown: Shown, kind: str) -> bool:
    return kind == "all" or (bool(shown.title) if kind == "headlines" else not shown.is_small)
