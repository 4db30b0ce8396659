"""What is looked for in an archive: by words, by time, in the other language; and handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from .opened import Opened

if TYPE_CHECKING:
    from store.articles.versions import Change
    from store.db import readonly_sql
    from store.export.exporting import Exported, ExportOptions
    from store.search.earlier_versions import VersionHit
    from store.search.hits import Hit
    from store.search.times import Time
    from store.search.translation import Translation
    from store.stories.events import Story
    from store.stories.pairs import Counterpart


class Finding(Opened):
    """The methods that find articles."""

    def search(
        self,
        text: str,
        *,
        language: str | None = None,
        since: Time | None = None,
        until: Time | None = None,
        arrived_since: Time | None = None,
        site: str | None = None,
        newest: bool = False,
        limit: int = 10,
        across: bool = False,
        fold_copies: bool = False,
    ) -> list[Hit]:
        """Return the first ``limit`` articles that match ``text``, best first or newest first.

        ``text`` is words, in any form, ``"a phrase"``, ``prefix*``, ``-word`` for what must not occur, ``OR``,
        parentheses, ``title:word``, ``site:host`` and ``author:name``; without a word the newest are found. Best
        first, where fewer than ``limit`` have all the words, those with the most and the rarer ones follow
        (``Hit.matched``). ``since`` and ``until`` are days of the outlets' own calendars, both included, or aware
        datetimes, or ISO text of either; articles without a date are in no window. ``arrived_since`` is when an
        article first came into the archive, a day being in UTC. ``language`` is an ISO 639-1 code, ``site`` an
        outlet's domain, a host with its subdomains, or the site's own name. ``across`` looks in the archive's other
        language too, ``fold_copies`` shows one of several articles with the same text (``Hit.copies``).
        Raises BadQuery when nothing is asked for, ValueError when a time is naive or cannot be read, TypeError when
        it is none, ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.search.asked import Asked
        from store.search.window import Window

        window = Window.of(language=language, since=since, until=until, site=site, arrived_since=arrived_since)
        asked = Asked(text=text, window=window, is_newest=newest, is_across=across)
        with self._file.reading():
            return asked.answer(self._connection, self.path, limit=limit, is_folded=fold_copies)

    def translation(self, text: str) -> Translation | None:
        """Return what ``search(text, across=True)`` looks for in the other language; None where nothing is translated.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.search.translation import translate
        from store.stories import linking

        with self._file.reading():
            return translate(text, linking.lexicon_of(self._connection, self.path))

    def also(self, translation: Translation, found: Sequence[Hit]) -> list[str]:
        """Return the words of the other language that are looked for, as they are written in the hits or elsewhere.

        Those of which no article has any are left out, unless all are. Raises ArchiveBusy, ArchiveDamaged, or another
        StoreError.
        """
        from store.search.whole_words import whole_words

        stems = list(dict.fromkeys(each for its in translation.words.values() for each in its))
        written = translation.written(found)
        with self._file.reading():
            missing = [each for each in stems if each not in written]
            written |= whole_words(self._connection, missing, translation.other)
        return list(dict.fromkeys(written[each] for each in stems if each in written)) or stems

    def nearly(self, text: str) -> dict[str, str]:
        """Return for words of a search of which no article has any form the word that is meant, it seems.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.search import spelling

        with self._file.reading():
            return spelling.nearly(self._connection, text)

    def changes(
        self,
        *,
        since: Time | None = None,
        arrived_since: Time | None = None,
        language: str | None = None,
        site: str | None = None,
        limit: int = 20,
    ) -> list[Change]:
        """Return what was changed in articles after their publication, newest first.

        White space alone is no change, nor is a line that stands under many articles of the outlet. ``since`` is when
        the archive noticed, a day being in UTC; the others are as in ``search``. Raises ValueError or TypeError for
        what is no time, ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.articles import versions
        from store.search import selection, times
        from store.search.window import Window

        selected = selection.select(None, Window.of(arrived_since=arrived_since, language=language, site=site))
        noticed = times.given("since", since)
        with self._file.reading():
            return versions.changes(self._connection, selected, since=noticed, limit=limit)

    def search_versions(
        self,
        text: str,
        *,
        language: str | None = None,
        since: Time | None = None,
        until: Time | None = None,
        arrived_since: Time | None = None,
        site: str | None = None,
        limit: int = 10,
    ) -> list[VersionHit]:
        """Return earlier versions whose headline or text has all the words of ``text``, the latest first.

        ``text`` is as in ``search``, and so are the filters, which are those of the article as it is now; the hit
        says which version it is. Raises BadQuery when ``text`` names no word, ValueError or TypeError for what is no
        time, ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.search import earlier_versions
        from store.search.window import Window

        window = Window.of(language=language, since=since, until=until, site=site, arrived_since=arrived_since)
        with self._file.reading():
            return earlier_versions.search(self._connection, text, window, limit=limit)

    def stories(self, *, since: date | None = None, language: str | None = None, limit: int = 10) -> list[Story]:
        """Return the stories that most articles tell, of two of a size the later one first.

        ``since`` counts only articles published on that day (UTC) or later, ``language`` only those in it; a story
        has all its articles all the same. Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.stories import events

        with self._file.reading():
            return events.load(self._connection, since=since, language=language, limit=limit)

    def counterparts(self, article_id: int) -> list[Counterpart]:
        """Return the articles that tell the same in the other language, the surest first; none of an unknown id.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.stories import pairs

        with self._file.reading():
            return pairs.load(self._connection, article_id)

    def export(
        self,
        output: Path | BinaryIO,
        options: ExportOptions | None = None,
        *,
        query: str | None = None,
        language: str | None = None,
        since: Time | None = None,
        until: Time | None = None,
        arrived_since: Time | None = None,
        site: str | None = None,
        limit: int | None = None,
    ) -> Exported:
        """Write articles to a file or a binary stream in a format for others, the oldest first; return what came of it.

        A file is there whole or not at all. The filters are those of ``search``, of which ``query`` has to hold in
        full; ``limit`` leaves the newest. Raises ExportFailed when the file cannot be written, BadQuery, ValueError or
        TypeError for what is no time, ValueError for an unknown format, ArchiveBusy, ArchiveDamaged, or another
        StoreError; what a stream raises goes on.
        """
        from store.export import exporting
        from store.export.exporting import ExportOptions
        from store.search import selection
        from store.search.window import Window

        window = Window.of(language=language, since=since, until=until, site=site, arrived_since=arrived_since)
        selected = selection.select(query, window, limit=limit)
        return exporting.export(self._file, selected, output, options or ExportOptions())

    def query(
        self, sql: str, *, max_seconds: float | None = None, parameters: Mapping[str, str] | None = None
    ) -> readonly_sql.Table:
        """Run one SQL statement that only reads, on a connection of its own, and return its answer.

        ``parameters`` are the values of its ``:names``.

        After ``max_seconds``, the reading of the rows included, it is ended. Raises BadQuery when it is wrong,
        would write, needs longer or makes a value of more than 100 MiB, some of that only while the rows are
        gone through; ArchiveMissing when the file is gone, ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.db import readonly_sql

        return readonly_sql.run(self.path, sql, max_seconds=max_seconds, parameters=parameters)
