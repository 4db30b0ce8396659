"""An archive that is open: the connection, its lock, and the rooms behind it."""

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from store.db import schema, sqlite

if TYPE_CHECKING:
    from store.browse.door import Browse
    from store.search.saved import Searches
    from store.stories.index import Index
    from store.subscriptions.subscriptions import Subscriptions


class Opened:
    """The open file, which what puts in and what asks share; a context manager that closes it.

    What is behind a method is loaded when it is first called: most programs call few of them.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        readonly: bool = False,
        busy_timeout_seconds: float = sqlite.BUSY_TIMEOUT_SECONDS,
    ) -> None:
        self.path = Path(path)
        self._begun: set[int] = set()  # runs that have not ended
        with sqlite.explained("opening", self.path):
            connect = sqlite.connect_reader if readonly else sqlite.connect_writer
            self._connection = connect(self.path, busy_timeout_seconds=busy_timeout_seconds)
            try:
                (schema.check if readonly else schema.migrate)(self._connection, self.path)
                if not readonly:
                    from store.articles import own_words

                    own_words.check(self.path)
            except BaseException:
                self.close()
                raise
        self._file = sqlite.File(self._connection, self.path, None if readonly else sqlite.identity(self.path))
        self.links = True

    @cached_property
    def subscriptions(self) -> "Subscriptions":
        """What is polled."""
        from store.subscriptions.subscriptions import Subscriptions

        return Subscriptions(self._file)

    @cached_property
    def searches(self) -> "Searches":
        """What is asked again and again."""
        from store.search.saved import Searches

        return Searches(self._file)

    @cached_property
    def browse(self) -> "Browse":
        """What those need who look around in the archive."""
        from store.browse.door import Browse

        return Browse(self._file)

    @cached_property
    def _index(self) -> "Index":
        from store.stories.index import Index

        return Index(self._connection)

    def end_reading_after(self, seconds: float) -> None:
        """Have what still reads after so many seconds, counted from now, raise Interrupted. Returns None."""
        sqlite.end_after(self._connection, seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and return None; twice is no error. The last one to close it folds the write-ahead log in.

        A run that was begun and not ended goes on no more.
        """
        self._connection.close()
        for run_id in [*self._begun]:
            self._let_go(run_id)

    def _let_go(self, run_id: int) -> None:
        from store.db import alive

        self._begun.discard(run_id)
        alive.let_go(self.path, run_id)
