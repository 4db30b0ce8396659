"""The door to what is polled: subscriptions, what they listed, and the ledger of their polls."""

from collections.abc import Sequence
from datetime import datetime

from store import ledger
from store.db.sqlite import File

from . import entries, sources
from .types import Arrivals, FeedEntry, Gap, Pause, PollResult, Recheck, Source, Validators


class Subscriptions:
    """What ``archive.subscriptions`` gives; every method raises a StoreError when the database refuses."""

    def __init__(self, file: File) -> None:
        self._file = file

    def add(self, wanted: Sequence[Source]) -> list[tuple[Source, bool]]:
        """Subscribe; gives each as it is stored, and whether it is new. One that was switched off is on again."""
        with self._file.writing("subscribing in") as connection:
            return [sources.subscribe(connection, source) for source in wanted]

    def remove(self, urls: Sequence[str]) -> list[bool]:
        """Forget subscriptions and what failed of them, never their articles; for each whether there was one."""
        with self._file.writing("unsubscribing in") as connection:
            ledger.mend(connection, urls)
            return [sources.unsubscribe(connection, url) for url in urls]

    def every(self) -> list[Source]:
        """All of them, by address."""
        with self._file.reading() as connection:
            return sources.every(connection)

    def compare(self, source: Source, keys: Sequence[str]) -> Arrivals:
        """What a reading of a source shows beside what it listed before."""
        with self._file.reading() as connection:
            return entries.compare(connection, source.id, keys)

    def record(self, readings: Sequence[PollResult], now: datetime, *, run_id: int | None) -> None:
        """Write down polls: what they made of their sources, what was listed, what to compare the next one with."""
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
            ledger.mend(connection, [reading.source.url for reading in readings if not reading.source.failures])
            sources.add_polls(connection, [reading.poll for reading in readings if reading.poll], run_id)

    def due(self, source: Source, now: datetime, *, force: bool, limit: int) -> Sequence[FeedEntry]:
        """The entries of a source to ask for now, newest first; see ``entries.due``."""
        with self._file.reading() as connection:
            return entries.due(connection, source.id, now, force=force, limit=limit)

    def settle(self, settled: Sequence[Recheck], validators: Sequence[Validators], now: datetime) -> None:
        """Write down what became of entries, and the answers that tell whether they change."""
        if settled or validators:
            with self._file.writing("noting what became of entries in") as connection:
                entries.settle(connection, settled, now)
                sources.note_validators(connection, validators)

    def arrivals(self, source: Source, since: datetime) -> Sequence[datetime]:
        """When the entries of a source came, those since then."""
        with self._file.reading() as connection:
            return entries.arrivals(connection, source.id, since)

    def arrived(self, since: datetime) -> dict[int, int]:
        """How many entries of each source came since then, by its id."""
        with self._file.reading() as connection:
            return entries.arrived(connection, since)

    def waiting(self) -> dict[int, int]:
        """How many entries of each source are still to be fetched, by its id."""
        with self._file.reading() as connection:
            return entries.waiting(connection)

    def validators(self, url: str) -> Validators | None:
        """The last good answer of an address."""
        with self._file.reading() as connection:
            return sources.validators(connection, url)

    def pause(self, pauses: Sequence[Pause], now: datetime) -> None:
        """Note until when hosts and domains are to be left alone; pauses that are over are forgotten."""
        if pauses:
            with self._file.writing("noting pauses in") as connection:
                sources.pause(connection, pauses, now)

    def pauses(self, now: datetime) -> Sequence[Pause]:
        """The pauses that are not over."""
        with self._file.reading() as connection:
            return sources.pauses(connection, now)

    def add_entries(
        self, source: Source, listed: Sequence[FeedEntry], validators: Sequence[Validators], now: datetime
    ) -> None:
        """Write down entries that something else than the source itself gave back."""
        with self._file.writing("noting entries in") as connection:
            entries.note(connection, source.id, listed, now)
            sources.note_validators(connection, validators)

    def add_gap(self, gap: Gap) -> int:
        """Note that entries of a source were lost; gives the id."""
        with self._file.writing("noting a gap in") as connection:
            return sources.add_gap(connection, gap)

    def fill_gap(self, gap_id: int, found: int, now: datetime) -> None:
        """Note how many entries a sitemap gave back."""
        with self._file.writing("noting a filled gap in") as connection:
            sources.fill_gap(connection, gap_id, found, now)

    def gaps(self, since: datetime) -> Sequence[Gap]:
        """The gaps seen since then, oldest first."""
        with self._file.reading() as connection:
            return sources.gaps(connection, since)

    def forget_polls(self, before: datetime) -> None:
        """Drop polls older than that from the ledger."""
        with self._file.writing("clearing the ledger of") as connection:
            sources.forget_polls(connection, before)
