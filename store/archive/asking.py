"""What an archive is asked of the articles and runs in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from .opened import Opened

if TYPE_CHECKING:
    from store.articles import prepared
    from store.articles.rereading import Reread
    from store.articles.types import ArchivedArticle, Capture, DatedSighting, Earlier, Revision, Revisit, Sighting
    from store.articles.versions import Change
    from store.care.prune import Limits, Pruned
    from store.ledger import DayCount, OpenFailure, Run, Summary


class Asking(Opened):
    """The methods that read what is there."""

    def get(self, id_or_url: int | str) -> ArchivedArticle | None:
        """Return an article by its id, its address, or an address or path where it was found; None without one.

        Its own address comes before one where another was found. Raises ArchiveBusy, ArchiveDamaged,
        Unstorable when the address holds a lone surrogate, or another StoreError.
        """
        from store.articles import load

        with self._file.reading():
            return load.article(self._connection, id_or_url)

    def holds(self, capture: Capture) -> int | None:
        """Return the id of the article that was read from exactly these bytes of this address; None without one.

        Raises ArchiveBusy, ArchiveDamaged, Unstorable for a lone surrogate in it, or another StoreError.
        """
        from store.articles import load

        with self._file.reading():
            return load.article_of(self._connection, capture)

    def holding(self, asked: Sequence[Capture]) -> list[int | None]:
        """Return the same as ``holds`` for each of several captures, in their order, from one question.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.articles import load

        with self._file.reading():
            return load.articles_of(self._connection, asked)

    def seen_at(self, sighting: Sighting, moment: datetime) -> int | None:
        """Return the id of the article that was seen at a place at that very moment; None without one.

        Raises ArchiveBusy, ArchiveDamaged, Unstorable for a lone surrogate in it, another StoreError, or ValueError.
        """
        from store.articles import load

        with self._file.reading():
            return load.seen_at(self._connection, sighting, moment)

    def knows(self, line: bytes, captures: Sequence[Capture], revisits: Sequence[Revisit]) -> int | None:
        """Return the id of the article of which a line of another archive's export says nothing new; None without.

        ``captures`` and ``revisits`` are what that archive received for it. Raises ArchiveBusy, ArchiveDamaged,
        or another StoreError.
        """
        from store.articles import familiar

        with self._file.reading():
            return familiar.article_of(self._connection, line, captures, revisits)

    def pending_dates(self, limit: int) -> list[int]:
        """Return the ids of the newest articles of an earlier version whose date is still to be read once more.

        Newest first, at most ``limit``; none in an archive that no earlier version wrote. Raises ArchiveBusy,
        ArchiveDamaged, or another StoreError.
        """
        from store.articles import dates

        with self._file.reading():
            return dates.pending(self._connection, limit)

    def captured(self, *, after: int = 0, limit: int = 1000) -> list[int]:
        """Return the ids of articles that can be read again from their captures, those after an id, ascending.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.articles import rereading

        with self._file.reading():
            return rereading.captured(self._connection, after, limit)

    def differs(self, again: Reread) -> list[str]:
        """Return what ``reread`` would change of an article: "text", "title", "date" and so on; nothing, when nothing.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.articles import rereading

        with self._file.reading():
            return [*rereading.differs(self._connection, again)]

    def known_pages(self, urls: Iterable[str]) -> dict[str, datetime]:
        """Return those of the addresses that led to a stored article, with when it was last seen, or deleted for good.

        Of two articles the later time counts. Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.articles import load

        with self._file.reading():
            return load.known_pages(self._connection, urls)

    def earlier(self, arrival: prepared.Prepared) -> Earlier | None:
        """Return the stored article of which an arrival brings another text, with the bytes that it was read from.

        None when there is none, it has this very text, or its bytes are not here. Raises ArchiveBusy,
        ArchiveDamaged, or another StoreError.
        """
        from store.articles import load

        with self._file.reading():
            return load.earlier(self._connection, arrival.url, arrival.found, str(arrival.article["content_hash"]))

    def addresses_of(self, arrival: prepared.Prepared) -> frozenset[str]:
        """Return the addresses, a few at most, at which its site has the title and text of an arrival.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.articles import load

        article = arrival.article
        with self._file.reading():
            return frozenset(load.addresses_of(self._connection, article["site"], str(article["content_hash"])))

    def revisions(self, article_id: int) -> list[Revision]:
        """Return the earlier versions of an article, oldest first; none of an unknown id.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.articles import load

        with self._file.reading():
            return load.revisions(self._connection, article_id)

    def diff(self, article_id: int) -> list[Change]:
        """Return how an article was changed, from each version to the next, word by word; oldest first.

        None of an unknown id. Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.articles import versions

        with self._file.reading():
            return versions.of_article(self._connection, article_id)

    def sightings(self, article_id: int) -> list[DatedSighting]:
        """Return where an article was seen, and since when, earliest first; nothing of an unknown id.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.articles import load

        with self._file.reading():
            return load.sightings(self._connection, article_id)

    def to_relink(self) -> str | None:
        """Return why ``relink`` is needed; None when all is linked. Raises DamagedLexicon, or another StoreError."""
        from store.stories import relinking

        with self._file.reading():
            return relinking.is_needed(self._connection, self.path)

    def captures(self, article_id: int) -> list[Capture]:
        """Return what was received for an article, byte for byte, oldest first; nothing of an unknown id.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store.articles import load

        with self._file.reading():
            return load.captures(self._connection, article_id)

    def fails_already(self, beginning: str, code: str) -> bool:
        """Return whether an item whose locator begins so is among the open failures, with the same code.

        Raises ArchiveBusy, ArchiveDamaged, Unstorable when a text holds a lone surrogate, or another
        StoreError.
        """
        from store import ledger

        with self._file.reading():
            return ledger.is_open(self._connection, beginning, code)

    def open_failures(self) -> list[OpenFailure]:
        """Return what could not be stored and still is not, the latest first.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store import ledger

        with self._file.reading():
            return ledger.open_failures(self._connection)

    def prunable(self, limits: Limits) -> Pruned:
        """Return what ``prune`` would drop in all.

        Raises ArchiveBusy, ArchiveDamaged, another StoreError, or ValueError.
        """
        from store.care import prune

        with self._file.reading():
            return prune.count(self._connection, limits)

    def settings(self) -> dict[str, str]:
        """Return what is set for this archive, by name. Raises ArchiveBusy, ArchiveDamaged, or another StoreError."""
        from store.db import settings

        with self._file.reading():
            return settings.load(self._connection)

    def summary(self) -> Summary:
        """Return what is in the archive: articles by language, open failures by reason.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store import ledger

        with self._file.reading():
            return ledger.summary(self._connection)

    def runs(self, limit: int = 5) -> list[Run]:
        """Return the last ``limit`` runs, newest first. Raises ArchiveBusy, ArchiveDamaged, or another StoreError."""
        from store import ledger
        from store.db import alive

        with self._file.reading():
            found = ledger.runs(self._connection, limit)
        return [
            replace(run, ended="killed") if run.ended is None and alive.is_held(self.path, run.id) is False else run
            for run in found
        ]

    def days(self, since: date) -> list[DayCount]:
        """Return articles by the day of their publication (their outlets' own) and by language, from it on, in order.

        Within a day the language with most articles comes first. Raises ArchiveBusy, ArchiveDamaged, or
        another StoreError.
        """
        from store import ledger

        with self._file.reading():
            return ledger.days(self._connection, since)
