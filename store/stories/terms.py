"""In how many articles of this archive each key is: ``story_terms``, read and written for a batch together.

The functions run inside the caller's transaction and raise sqlite3.Error as it is.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping

ARTICLES = 1 << 31  # the row that counts the articles; no hash is as large
_MOST = 100_000  # keys that are remembered from one batch to the next


class Terms:
    """The counts that a batch needs; what it adds is seen at once, and is in the table after ``write``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._counts: dict[int, int] = {}
        self._changed: set[int] = set()

    @property
    def is_changed(self) -> bool:
        """Whether something is to be written."""
        return bool(self._changed)

    def clear(self) -> None:
        """Forget what was read: another one has written, or it was not written after all. Returns None."""
        self._counts.clear()
        self._changed.clear()

    def read(self, keys: Iterable[int]) -> Mapping[int, int]:
        """Return the counts by key, among them those of ``keys`` and of all articles."""
        counts = self._counts
        wanted = {key for key in (ARTICLES, *keys) if key not in counts}
        if wanted:
            found = self._connection.execute(
                "SELECT key, articles FROM story_terms WHERE key IN (SELECT value FROM json_each(:keys))",
                {"keys": json.dumps(sorted(wanted))},
            )
            counts |= dict.fromkeys(wanted, 0)
            counts |= map(tuple, found)
        return counts

    def add(self, keys: list[int], by: int = 1) -> None:
        """Count one article with these keys more, or less. Returns None."""
        self.read(keys)
        self._changed.update(keys, (ARTICLES,))
        for key in (ARTICLES, *keys):
            self._counts[key] = max(0, self._counts[key] + by)

    def write(self) -> None:
        """Write what was changed. Returns None."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO story_terms (key, articles) VALUES (?, ?)",
            [(key, self._counts[key]) for key in sorted(self._changed)],
        )
        self._changed.clear()
        if len(self._counts) > _MOST:
            self._counts.clear()
