"""A search as it is asked for: in one language or in both, a page of it, one of several copies."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from . import copies, hits, places
from .hits import Hit
from .places import Place
from .query import NO_QUERY
from .window import Window

if TYPE_CHECKING:
    from . import across


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the archive at a path; ``is_across`` looks in its other language too."""

    text: str
    window: Window
    is_newest: bool
    is_across: bool

    def answer(
        self, connection: sqlite3.Connection, path: Path, *, limit: int, offset: int = 0, is_folded: bool = True
    ) -> list[Hit]:
        """Return a stretch of the hits; ``is_folded`` leaves one of several copies.

        Raises BadQuery when nothing is asked for, ValueError when the window has a naive datetime, DamagedLexicon,
        and sqlite3.Error.
        """
        query = places.read(self.text, self.window, newest=self.is_newest)
        both = self._in_both(connection, path) if self.is_across else None

        def find(limit: int) -> list[Place]:
            own = places.find(connection, query, self.window, newest=self.is_newest, limit=limit)
            return both.find(own, newest=self.is_newest, limit=limit) if both else own

        found = copies.folded(connection, find, offset + limit) if is_folded else find(offset + limit)
        return hits.shown(connection, found[offset:], query, both.query if both else NO_QUERY)

    def _in_both(self, connection: sqlite3.Connection, path: Path) -> "across.Both | None":
        from store.stories import linking  # with the lexicon behind it, which most searches do without

        from . import across

        return across.Both.of(connection, self.text, self.window, linking.lexicon_of(connection, path))
