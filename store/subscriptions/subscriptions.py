"""The door to what is polled: subscriptions, what they listed, and the ledger of their polls.

What the archive guarantees holds here too (see ``store.archive``). Of a source that was unsubscribed
meanwhile nothing is written, so what a run still has in hand of it can be handed over without asking.
"""

from collections.abc import Sequence
from datetime import datetime

from store import ledger
from store.db.sqlite import File

from . import entries, sources
from .types import Arrivals, FeedEntry, Gap, Offline, Pause, PollResult, Recheck, Source, Validators


class Subscriptions:
    """What ``archive.subscriptions`` is.

    Every method that reads can raise ArchiveBusy, ArchiveDamaged, or StoreError when the file cannot be
    read. One that writes can raise Unstorable too, when a text holds a lone surrogate or a rule of a table
    is broken, and then writes nothing. Times that are handed over are aware: a naive one is a ValueError.
    """

    def __init__(self, file: File) -> None:
        self._file = file

    def add(self, wanted: Sequence[Source]) -> list[tuple[Source, bool]]:
        """Subscribe; return each as it is stored, and whether it is new.

        Of a new one address, kind, title, site_url, tags, given and every_minutes count; a known one stays as it
        is, but gets the tags and the minutes (0: as its entries come), and one that was switched off is on again
        and due at once; one that was paused is no more. Raises ArchiveBusy, Unstorable, or
        another StoreError.
        """
        with self._file.writing("subscribing in") as connection:
            return [sources.subscribe(connection, source) for source in wanted]

    def remove(self, urls: Sequence[str]) -> list[bool]:
        """Unsubscribe; return for each address whether it was subscribed.

        What the sources listed, their polls and their gaps go too, their own failures are resolved, their
        articles stay. Raises ArchiveBusy, Unstorable, or another StoreError.
        """
        with self._file.writing("unsubscribing in") as connection:
            ledger.resolve_items(connection, urls)
            return [sources.unsubscribe(connection, url) for url in urls]

    def set_paused(self, urls: Sequence[str], since: datetime | None) -> None:
        """Have sources left alone, polls and articles, since then; None: not any more.

        Unknown addresses are passed over. Repeated, it changes nothing. Returns None. Raises ArchiveBusy, Unstorable,
        another StoreError, or ValueError.
        """
        with self._file.writing("pausing sources in") as connection:
            for url in urls:
                sources.set_paused(connection, url, since)

    def every(self) -> list[Source]:
        """Return all subscriptions, by address. Raises ArchiveBusy, ArchiveDamaged, or another StoreError."""
        with self._file.reading() as connection:
            return sources.every(connection)

    def compare(self, source: Source, keys: Sequence[str]) -> Arrivals:
        """Return what a reading that lists these keys shows beside the readings before.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading() as connection:
            return entries.compare(connection, source.id, keys)

    def record(self, readings: Sequence[PollResult], now: datetime, *, run_id: int | None) -> None:
        """Write down polls: where they leave their sources, what was listed, what to compare the next one with.

        Entries that are new or changed become due at ``now``. The failures of a source that is well are
        resolved. Repeated, it adds nothing but the polls again. Returns None. Raises ArchiveBusy,
        Unstorable (also when two entries of a source have one key), another StoreError, or ValueError.
        """
        if not readings:
            return
        with self._file.writing("noting polls in") as connection:
            for reading in readings:
                if reading.listed:
                    entries.note(connection, reading.source.id, reading.listed, now)
            sources.note_validators(
                connection, [validators for reading in readings for validators in reading.validators]
            )
            sources.update(connection, [reading.source for reading in readings])
            ledger.resolve_items(
                connection, [reading.source.url for reading in readings if not reading.source.failures]
            )
            sources.add_polls(connection, [reading.poll for reading in readings if reading.poll], run_id)

    def due(self, source: Source, now: datetime, *, force: bool, limit: int) -> Sequence[FeedEntry]:
        """Return at most ``limit`` entries of a source to ask for now, newest first.

        ``force`` adds those of its last reading that wait: stored ones that may have changed, and those
        that failed. What is not asked for again stays out. Raises ArchiveBusy, ArchiveDamaged, another
        StoreError, or ValueError.
        """
        with self._file.reading() as connection:
            return entries.due(connection, source.id, now, force=force, limit=limit)

    def record_rechecks(self, rechecks: Sequence[Recheck], validators: Sequence[Validators], now: datetime) -> None:
        """Write down what became of entries, and the answers that tell whether they change.

        ``now`` is when those that are stored came in, unless they were stored before. An entry that is not
        listed is passed over. Repeated, it changes nothing. Returns None. Raises ArchiveBusy, Unstorable,
        another StoreError, or ValueError.
        """
        if rechecks or validators:
            with self._file.writing("noting what became of entries in") as connection:
                entries.record_rechecks(connection, rechecks, now)
                sources.note_validators(connection, validators)

    def note_validators(self, validators: Sequence[Validators]) -> None:
        """Keep the last good answer of each address, in place of the one before.

        Repeated, it changes nothing. Returns None. Raises ArchiveBusy, Unstorable, another StoreError, or
        ValueError.
        """
        if validators:
            with self._file.writing("noting answers in") as connection:
                sources.note_validators(connection, validators)

    def arrivals(self, source: Source, since: datetime) -> Sequence[datetime]:
        """Return when the entries of a source came, those since then: latest first, at most 2,000.

        Raises ArchiveBusy, ArchiveDamaged, another StoreError, or ValueError.
        """
        with self._file.reading() as connection:
            return entries.arrivals(connection, source.id, since)

    def arrived(self, since: datetime) -> dict[int, int]:
        """Return how many entries of each source came since then, by its id; 0 where none did.

        Raises ArchiveBusy, ArchiveDamaged, another StoreError, or ValueError.
        """
        with self._file.reading() as connection:
            return entries.arrived(connection, since)

    def waiting(self) -> dict[int, int]:
        """Return how many entries of a source are still to be fetched, by its id; sources without any are not there.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading() as connection:
            return entries.waiting(connection)

    def validators(self, url: str) -> Validators | None:
        """Return the last good answer of an address; None when none was kept.

        Raises ArchiveBusy, ArchiveDamaged, Unstorable when the address holds a lone surrogate, or another
        StoreError.
        """
        with self._file.reading() as connection:
            return sources.validators(connection, url)

    def pause(self, pauses: Sequence[Pause], now: datetime) -> None:
        """Note until when hosts and domains are to be left alone; of two pauses the longer one counts.

        Pauses that are over at ``now`` are forgotten. Repeated, it changes nothing. Returns None. Raises
        ArchiveBusy, Unstorable, another StoreError, or ValueError.
        """
        if pauses:
            with self._file.writing("noting pauses in") as connection:
                sources.pause(connection, pauses, now)

    def forget_pauses(self, domains: Sequence[str]) -> None:
        """Drop the pauses of hosts and domains; of one without a pause nothing changes.

        Returns None. Raises ArchiveBusy, Unstorable, or another StoreError.
        """
        if domains:
            with self._file.writing("dropping pauses in") as connection:
                sources.forget_pauses(connection, domains)

    def pauses(self, now: datetime) -> Sequence[Pause]:
        """Return the pauses that are not over at ``now``, in no promised order.

        Raises ArchiveBusy, ArchiveDamaged, another StoreError, or ValueError.
        """
        with self._file.reading() as connection:
            return sources.pauses(connection, now)

    def add_entries(
        self, source: Source, listed: Sequence[FeedEntry], validators: Sequence[Validators], now: datetime
    ) -> None:
        """Write down entries of a source that something else than the source itself lists.

        They are due at ``now``, as those that ``record`` writes. Repeated, it changes nothing. Returns None.
        Raises ArchiveBusy, Unstorable (also when two entries have one key), another StoreError, or
        ValueError.
        """
        with self._file.writing("noting entries in") as connection:
            entries.note(connection, source.id, listed, now)
            sources.note_validators(connection, validators)

    def add_gap(self, gap: Gap) -> int:
        """Note that entries of a source were lost; return the id of the gap, 0 when the source is not subscribed.

        Repeated, it adds another gap. Raises ArchiveBusy, Unstorable, another StoreError, or ValueError.
        """
        with self._file.writing("noting a gap in") as connection:
            return sources.add_gap(connection, gap)

    def fill_gap(self, gap_id: int, found: int, now: datetime) -> None:
        """Note how many entries of a gap a sitemap listed; an unknown gap changes nothing.

        Returns None. Raises ArchiveBusy, another StoreError, or ValueError.
        """
        with self._file.writing("noting a filled gap in") as connection:
            sources.fill_gap(connection, gap_id, found, now)

    def gaps(self, since: datetime) -> Sequence[Gap]:
        """Return the gaps seen since then, oldest first.

        Raises ArchiveBusy, ArchiveDamaged, another StoreError, or ValueError.
        """
        with self._file.reading() as connection:
            return sources.gaps(connection, since)

    def offline(self) -> Offline | None:
        """Return since when it is this machine that reaches nobody; None when the last poll says otherwise.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading() as connection:
            return sources.offline(connection)

    def forget_polls(self, before: datetime) -> None:
        """Drop polls older than that from the ledger. Returns None.

        Raises ArchiveBusy, another StoreError, or ValueError.
        """
        with self._file.writing("clearing the ledger of") as connection:
            sources.forget_polls(connection, before)
