"""A search as it is asked for: in one language or in both."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from store.stories import linking

from . import across, hits
from .hits import Hit
from .window import Window


def finder(
    connection: sqlite3.Connection, path: Path, text: str, window: Window, *, is_across: bool, newest: bool
) -> Callable[[int], list[Hit]]:
    """Return what finds the first so many articles in the archive at a path. What it returns raises as ``hits.search``.

    ``is_across`` looks in the archive's other language too; then also DamagedLexicon is raised.
    """

    def find(limit: int) -> list[Hit]:
        if is_across:
            known = linking.lexicon_of(connection, path)
            return across.search(connection, text, window, known, newest=newest, limit=limit)
        return hits.search(connection, text, window, newest=newest, limit=limit)

    return find
