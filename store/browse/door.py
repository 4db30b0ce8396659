"""The door for those who look around: a search page by page, the newest without a search, a capture by its id."""

from store.articles.types import Capture
from store.db.sqlite import File
from store.search import hits
from store.search.hits import Hit
from store.search.ranking import Window

from . import captures, newest


class Browse:
    """What ``archive.browse`` is.

    Every method reads only, and can raise ArchiveBusy, ArchiveDamaged, Interrupted, or another StoreError.
    """

    def __init__(self, file: File) -> None:
        self._file = file

    def search(self, text: str, window: Window, *, is_newest: bool, offset: int, limit: int) -> list[Hit]:
        """Return a page of what matches ``text`` in the window, best first or newest first.

        Raises BadQuery when ``text`` names no word.
        """
        with self._file.reading() as connection:
            return hits.search(connection, text, window, newest=is_newest, limit=offset + limit)[offset:]

    def newest(self, window: Window, *, offset: int, limit: int) -> list[Hit]:
        """Return a page of the articles of the window, newest first, each with its description or beginning."""
        with self._file.reading() as connection:
            return newest.articles(connection, window, offset=offset, limit=limit)

    def capture(self, capture_id: int) -> Capture | None:
        """Return what was received, byte for byte, by the id of its row; None without one."""
        with self._file.reading() as connection:
            return captures.load(connection, capture_id)

    def captures(self, article_id: int) -> list[captures.Received]:
        """Return what was received for an article, without its bytes, oldest first; nothing of an unknown id."""
        with self._file.reading() as connection:
            return captures.of_article(connection, article_id)
