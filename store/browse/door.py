"""The door for those who look around: a search page by page, the newest without a search, a capture by its id."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from store.articles.types import Capture
from store.db.sqlite import File
from store.search import earlier_versions, hits, newest, places
from store.search.asked import Asked
from store.search.earlier_versions import VersionHit
from store.search.hits import Hit
from store.search.query import NO_QUERY
from store.search.window import Window
from store.stories import events
from store.stories.events import Story

from . import beside, captures, changes, facets, polls, trends
from .beside import Beside, Neighbour
from .changes import Changes, Wanted
from .counted import Counted
from .facets import Facets


class Browse:
    """What ``archive.browse`` is.

    Every method reads only, and can raise ArchiveBusy, ArchiveDamaged, Interrupted, or another StoreError.
    """

    def __init__(self, file: File) -> None:
        self._file = file

    def search(
        self, text: str, window: Window, *, is_newest: bool, is_across: bool, offset: int, limit: int
    ) -> list[Hit]:
        """Return a page of what matches ``text`` in the window, one of several copies, best first or newest first.

        ``is_across`` looks in the archive's other language too. Raises BadQuery when ``text`` names no word.
        """
        with self._file.reading() as connection:
            asked = Asked(text=text, window=window, is_newest=is_newest, is_across=is_across)
            return asked.answer(connection, self._file.path, offset=offset, limit=limit)

    def earlier(self, text: str, window: Window, *, limit: int) -> list[VersionHit]:
        """Return earlier versions of articles of the window that match ``text``, the latest first.

        Raises BadQuery when ``text`` names no word.
        """
        with self._file.reading() as connection:
            return earlier_versions.search(connection, text, window, limit=limit)

    def newest(self, window: Window, *, offset: int, limit: int) -> list[Hit]:
        """Return a page of the articles of the window, newest first, each with its description or beginning."""
        with self._file.reading() as connection:
            found = newest.ids(connection, window, limit=offset + limit)[offset:]
            return hits.shown(connection, places.without_query(found), NO_QUERY)

    def facets(self, text: str, window: Window, known: Facets | None = None) -> Facets:
        """Return how many articles match, by language, site, month, section and author; "" stands for all.

        ``known`` is what this returned for the same before a write, which makes it fast. Raises BadQuery when ``text``
        is not empty and names no word.
        """
        with self._file.reading() as connection:
            return facets.count(connection, text, window, known)

    def beside(self, ids: Sequence[int]) -> dict[int, Beside]:
        """Return for each of these articles how many earlier versions it has, and in which languages it is told."""
        with self._file.reading() as connection:
            return beside.count(connection, ids)

    def copies(self, article_id: int) -> list[Neighbour]:
        """Return the articles that say the same in the same words, the original first."""
        with self._file.reading() as connection:
            return beside.copies(connection, article_id)

    def story(self, story_id: int) -> Story | None:
        """Return an event with the articles that tell it, the earliest first; None where there is none."""
        with self._file.reading() as connection:
            return events.story(connection, story_id)

    def story_of(self, article_id: int) -> Story | None:
        """Return the event that an article tells with others; None where it is alone."""
        with self._file.reading() as connection:
            return events.of_article(connection, article_id)

    def changes(self, *, before: int, wanted: Wanted, site: str | None, limit: int) -> Changes:
        """Return a page of what was changed, the latest first, in all articles or those of a site."""
        with self._file.reading() as connection:
            return changes.load(connection, before=before, wanted=wanted, site=site, limit=limit)

    def days(
        self, column: Literal["language", "domain"], since: date, until: date, known: Counted | None = None
    ) -> Counted:
        """Return articles a day, the outlets' own, by (language or outlet, day); ``known`` as in ``facets``."""
        with self._file.reading() as connection:
            return trends.by_column(connection, column, since, until, known)

    def days_of(self, text: str, known: Counted | None = None) -> Counted:
        """Return articles a day (UTC: the index of words alone tells it) that match; ``known`` as in ``facets``.

        Raises BadQuery when ``text`` names no word.
        """
        with self._file.reading() as connection:
            return trends.of_words(connection, text, known)

    def last_day(self, today: date) -> date | None:
        """Return the latest day, up to today, on which an article was published; None without one."""
        with self._file.reading() as connection:
            return trends.last_day(connection, today)

    def fresh(self, since: date) -> dict[int, dict[date, int]]:
        """Return how many new entries each source listed on a day (UTC), by its id."""
        with self._file.reading() as connection:
            return polls.fresh(connection, since)

    def capture(self, capture_id: int) -> Capture | None:
        """Return what was received, byte for byte, by the id of its row; None without one."""
        with self._file.reading() as connection:
            return captures.load(connection, capture_id)

    def captures(self, article_id: int) -> list[captures.Received]:
        """Return what was received for an article, without its bytes, oldest first; nothing of an unknown id."""
        with self._file.reading() as connection:
            return captures.of_article(connection, article_id)
