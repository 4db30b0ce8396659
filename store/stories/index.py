"""What the keys of an archive's articles are, of which the last batch's is remembered for the next one.

The functions run inside the caller's transaction and raise sqlite3.Error as it is.
"""

import sqlite3
from collections.abc import Sequence

from . import state
from .postings import Postings
from .terms import Terms


class Index:
    """The keys of the articles of an archive, by key."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.postings = Postings(connection)
        self.terms = Terms(connection)
        self._written: tuple[int, int] | None = None

    def begin(self) -> None:
        """Begin a batch: what was remembered is forgotten where the tables are not as it left them. Returns None."""
        if self._now() != self._written:
            self.clear()
        self._written = None  # until it has ended

    def clear(self) -> None:
        """Forget what was read. Returns None."""
        self.postings.clear()
        self.terms.clear()
        self._written = None

    def forget(self, ids: Sequence[int]) -> None:
        """Take out the keys of articles, whatever they are. Returns None."""
        if ids:
            for keys in self.postings.forget(ids).values():
                self._uncount(keys)

    def take(self, article_id: int, keys: Sequence[int]) -> bool:
        """Take out those of the keys that an article has; return whether there were any."""
        taken = self.postings.take(article_id, keys)
        self._uncount(taken)
        return bool(taken)

    def _uncount(self, keys: list[int]) -> None:
        if keys:
            self.terms.add(keys, by=-1)

    def add(self, article_id: int, keys: Sequence[tuple[int, int]]) -> None:
        """Put in an article's keys with their weights. Returns None."""
        self.postings.add(article_id, keys)
        self.terms.add([key for key, _ in keys])

    def write(self) -> None:
        """End a batch: write what was changed. Returns None."""
        version, batches = self._now()
        self.postings.write()
        if self.terms.is_changed:
            self.terms.write()
            batches += 1
            state.write(self.connection, "batches", str(batches))
        self._written = version, batches

    def _now(self) -> tuple[int, int]:
        """What changes when another connection writes, and how often keys were written: less after a rollback."""
        version = self.connection.execute("PRAGMA data_version").fetchone()[0]
        return version, int(state.load(self.connection).get("batches", 0))
