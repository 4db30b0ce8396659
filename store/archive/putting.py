"""What is put into an archive: each method is one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from .opened import Opened

if TYPE_CHECKING:
    from store.articles import prepared
    from store.articles.rereading import Reread
    from store.articles.types import Article, Capture, Deposit, Failure, Placed, Revisit, Sighting, Tombstone
    from store.care.delete import Deleted
    from store.care.prune import Limits, Pruned
    from store.ledger import Run, Tally
    from store.stories.relinking import Progress


class Putting(Opened):
    """The methods that write."""

    def put(self, article: Article, *, capture: Capture | None = None, sightings: Iterable[Sighting] = ()) -> Placed:
        """Store an article and return where it ended up; an earlier text of its address becomes a revision.

        ``capture`` is what it was read from, ``sightings`` where it was seen. Raises Unstorable when no row
        can hold it, ArchiveBusy, another StoreError, or ValueError.
        """
        from store.articles.types import Deposit

        return self.put_all([Deposit(article=article, capture=capture, sightings=tuple(sightings))])[0]

    def put_all(self, arrivals: Sequence[Deposit | prepared.Prepared], *, run_id: int | None = None) -> list[Placed]:
        """Store several, all or none, and return for each where it ended up, in order; counted to a run, where given.

        What ``store.prepare`` has worked out before, in whatever process, is only written. Raises Unstorable
        when no row can hold one of them (the others can then be put without it), ArchiveBusy, another
        StoreError, or ValueError.
        """
        if not arrivals:
            return []
        from store import ledger
        from store.articles import prepared, write
        from store.stories import linking, relinking

        now = datetime.now(UTC)
        ready = [
            item if isinstance(item, prepared.Prepared) else prepared.prepare(item, now, links=self.links)
            for item in arrivals
        ]
        with self._file.writing("storing articles in"):
            placed = write.place(self._connection, ready)
            ledger.count(self._connection, run_id, Counter(one.outcome for one in placed))
            if self.links:
                linking.link(self._index, ready, placed, self.path)
            else:
                relinking.leave_out(self._index, placed)
            return placed

    def note(self, locator: str, name: str, text: str) -> None:
        """Add a note to the article whose page is at an address, for example that it is gone from there.

        One of the same name is replaced; an unknown address changes nothing. Returns None. Raises
        ArchiveBusy, Unstorable, or another StoreError.
        """
        from store.articles import write

        with self._file.writing("noting in"):
            write.note(self._connection, locator, name, text)

    def fail(self, failures: Sequence[Failure], *, run_id: int, captures: Sequence[Capture] = ()) -> None:
        """Write down what could not be stored, and keep the bytes that were received for it.

        One row an item and stage: the same item again raises its count, and it is open again; the run counts
        them. Of a page that gave no article the latest bytes are kept. Returns None. Raises Unstorable when no
        row can hold it or there is no such run, ArchiveBusy, another StoreError, or ValueError.
        """
        if not failures:
            return
        from store import ledger
        from store.articles import rows, write

        bodies = [rows.from_capture(capture) for capture in captures]
        with self._file.writing("noting failures in"):
            ledger.add_failures(self._connection, failures, run_id)
            ledger.count(self._connection, run_id, {}, failed=len(failures))
            write.write_unread_captures(self._connection, bodies)

    def see(self, seen: Sequence[tuple[int | str, Sighting]], *, run_id: int | None = None, same: int = 0) -> None:
        """Note that articles, by id or by the address of their page, were seen at a place too.

        Unknown addresses are passed over. ``same`` is how many a run counts as those that are here. Returns None.
        Raises Unstorable when there is no article of an id, ArchiveBusy, or another StoreError.
        """
        if seen or same:
            from store import ledger
            from store.articles import write
            from store.articles.types import Outcome

            with self._file.writing("noting sightings in"):
                write.write_seen(self._connection, seen, datetime.now(UTC))
                ledger.count(self._connection, run_id, {Outcome.SAME: same})

    def revisit(self, answers: Sequence[Revisit]) -> None:
        """Note that addresses answered once more what is here; where it is not here nothing is noted.

        Returns None. Raises ArchiveBusy, Unstorable, another StoreError, or ValueError.
        """
        if answers:
            from store.articles import captures, rows

            with self._file.writing("noting answers in"):
                captures.write_revisits(self._connection, [rows.from_revisit(answer) for answer in answers])

    def redate(self, read: Sequence[tuple[int, prepared.Prepared | None]]) -> None:
        """Write what the captures of articles that an earlier version stored tell of their dates, by id; None: nothing.

        They are ``pending_dates`` no longer. ``day``, ``published_offset`` and ``editors`` are filled in;
        ``published`` where it is unknown, or where what gave it is now read otherwise. Nothing changes of an
        article that was not waiting. Returns None. Raises ArchiveBusy, or another StoreError.
        """
        if read:
            from store.articles import dates

            with self._file.writing("dating articles in"):
                dates.write(self._connection, read)

    def reread(self, read: Sequence[Reread]) -> int:
        """Write what another reading of their captures gives for articles, and return how many were changed.

        It makes no versions, forgets nothing that is known but of a text and a date, and leaves alone an article
        that has another text by now. Raises ArchiveBusy, or another StoreError.
        """
        from store.articles import rereading

        with self._file.writing("writing what was read again into"):
            return rereading.write(self._connection, read)

    def forget_captures(self, until: datetime) -> None:
        """Drop the bytes that were received until then; articles and revisions stay, and the room is used again.

        Returns None. Raises ArchiveBusy, another StoreError, or ValueError.
        """
        from store.articles import write

        with self._file.writing("dropping captures of"):
            write.forget_captures(self._connection, until)

    def delete(self, ids: Sequence[int], *, why: str) -> list[Deleted]:
        """Take articles out for good, with their versions and captures; return what was deleted.

        What comes from the same addresses, or with the same text, is not stored any more. Ids that are not here
        are passed over. Raises ArchiveBusy, Unstorable when ``why`` holds a lone surrogate, or another StoreError.
        """
        if not ids:
            return []
        from store.care import delete

        with self._file.writing("deleting from"):
            return delete.delete(self._index, ids, why, datetime.now(UTC))

    def bury(self, buried: Sequence[Tombstone]) -> list[int]:
        """Note what another archive deleted for good, so that it is not stored here; return the ids of what is here.

        That stays. Raises ArchiveBusy, Unstorable, another StoreError, or ValueError.
        """
        from store.articles import tombstones

        with self._file.writing("noting what was deleted in"):
            return tombstones.add(self._connection, buried)

    def prune(self, limits: Limits, *, most: int) -> Pruned:
        """Drop received pages, polls and runs that are older than the limits, so many of each at most.

        Returns what was dropped, which is false when nothing was left to drop. Raises ArchiveBusy, another
        StoreError, or ValueError.
        """
        from store.care import prune

        with self._file.writing("pruning"):
            return prune.prune(self._connection, limits, most)

    def resolve(self, sources: Sequence[str], *, run_id: int) -> None:
        """Mark as resolved what failed of these sources (and inside them) before this run, and not in it.

        Returns None. Raises ArchiveBusy, or another StoreError.
        """
        if sources:
            from store import ledger

            with self._file.writing("noting what is resolved in"):
                ledger.resolve(self._connection, sources, run_id)

    def clear_failures(self) -> int:
        """Mark all that failed as resolved, whatever became of it; return how many items there were.

        What fails again is open again. Raises ArchiveBusy, or another StoreError.
        """
        from store import ledger

        with self._file.writing("clearing failures in"):
            return ledger.clear(self._connection)

    def set(self, name: str, value: str | None) -> None:
        """Set something for this archive, in place of what was set under this name; None: nothing any more.

        Returns None. Raises ArchiveBusy, Unstorable for a lone surrogate, or another StoreError.
        """
        from store.db import settings

        with self._file.writing("setting something in"):
            settings.write(self._connection, name, value)

    def relink(self, limit: int = 200, *, anew: bool = False) -> Progress:
        """Link the next articles that are not linked, ``limit`` at most, in one transaction; return how far it is.

        Repeat it until ``until`` is None; stopped in between, the next call goes on. ``anew``: first all links are
        taken out that pages do not name themselves. Raises DamagedLexicon, ArchiveBusy, or another StoreError.
        """
        from store.stories import relinking

        with self._file.writing("linking articles in"):
            if anew:
                relinking.begin_again(self._connection)
            return relinking.go_on(self._index, limit, self.path)

    def begin_run(self, command: str) -> int:
        """Open an entry in the ledger of runs and return its id.

        Raises ArchiveBusy, Unstorable, or another StoreError.
        """
        from store import ledger
        from store.db import alive

        with self._file.writing("starting a run in"):
            run_id = ledger.begin_run(self._connection, command)
            alive.hold(self.path, run_id)
        self._begun.add(run_id)
        return run_id

    def mark_killed(self) -> list[Run]:
        """Write down of runs that began and go on no more, without an end, that they were killed; return those.

        What they counted is what they stored. Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        from store import ledger
        from store.db import alive

        with self._file.reading():
            killed = [run for run in ledger.unended(self._connection) if alive.is_held(self.path, run.id) is False]
        if killed:
            with self._file.writing("noting killed runs in"):
                ledger.mark_killed(self._connection, killed)
        return killed

    def end_run(self, run_id: int, tally: Tally, exit_code: int | None) -> None:
        """Close the entry with what came of it; ``exit_code`` None when the run was stopped.

        An unknown id changes nothing. Returns None. Raises ArchiveBusy, or another StoreError.
        """
        from store import ledger

        with self._file.writing("ending a run in"):
            ledger.end_run(self._connection, run_id, tally, exit_code)
        self._let_go(run_id)
