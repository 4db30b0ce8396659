"""The archive: one SQLite file, opened for writing or for reading only, and the one door to it.

What is guaranteed:

- *All or nothing.* A method that writes is one transaction. After an error, a kill or a power cut all of
  it is in the file or nothing; what a method has returned from is on the disk. An error of the very
  commit (a full disk, an interrupt) leaves open which of the two it is, so repeat it.
- *Safe to repeat.* Storing, seeing, noting and resolving once more what is there changes no row, but
  ``last_seen`` of a page that was fetched again an hour later or more. Four things are counted, and
  counted again when they are repeated: failures, runs, polls and gaps.
- *Nothing is lost.* No article goes but by ``delete``, and a text that is replaced becomes a revision, with its title.
  Of what a site says about an article nothing that is known is replaced by not known.
- *Who may write.* Any number of processes read while one writes, and none waits for another. Writers take
  turns: one waits up to the busy timeout, then it is ArchiveBusy. A sync also holds ``store.db.lock``, so
  that no two poll at once. An ``Archive`` is for one thread at a time.
- *Versions.* Opening for writing makes the file when there is none, and brings an earlier version up to
  date. Opening for reading changes nothing, and works on read-only media.

Times that are handed over are aware datetimes, in any zone; a naive one is a ValueError, and nothing is
written. Times that come back are in UTC, to the second.

What each error means; all are StoreErrors with the words to show and an exit code:

- ArchiveMissing: no file is there to be read.
- NotAnArchive: the file is no SQLite database, or another program's.
- NewerArchive: a later warta wrote it; upgrade.
- OlderArchive: an earlier warta wrote it; open it once for writing.
- ArchiveDamaged: SQLite found the file malformed; restore it from a backup.
- ArchiveBusy: another process held the write lock for longer than the busy timeout; try again.
- Unstorable: what was handed over holds something that no row can (a lone surrogate, a text beyond
  SQLite's limit), or names what is not there; leave it out and put the rest.
- Interrupted: reading took longer than ``end_reading_after`` gave it.
- ExportFailed: what was to be handed out cannot be written where it was to go.
- BadQuery: the search words or the SQL cannot be run.
- DamagedLexicon: the lexicon, or a line of the words beside the archive, cannot be read.
- StoreError itself: no permission, no room, a failing disk, a closed archive.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from . import ledger
from .articles import captures as received
from .articles import dates, familiar, load, own_words, prepared, rereading, rows, tombstones, versions, write
from .articles.rereading import Reread
from .articles.types import (
    ArchivedArticle,
    Article,
    Capture,
    DatedSighting,
    Deposit,
    Earlier,
    Failure,
    Outcome,
    Placed,
    Revision,
    Revisit,
    Sighting,
    Tombstone,
)
from .articles.versions import Change
from .browse.door import Browse
from .care import delete, prune
from .care.delete import Deleted
from .care.prune import Limits, Pruned
from .db import alive, readonly_sql, schema, settings, sqlite
from .export import exporting
from .export.exporting import Exported, ExportOptions
from .ledger import DayCount, OpenFailure, Run, Summary, Tally
from .search import across as both_languages
from .search import copies, earlier_versions, hits, selection, times
from .search.earlier_versions import VersionHit
from .search.hits import Hit
from .search.saved import Searches
from .search.times import Time
from .search.translation import Translation, translate
from .search.window import Window
from .stories import events, linking, pairs, relinking
from .stories.events import Story
from .stories.pairs import Counterpart
from .stories.relinking import Progress
from .subscriptions.subscriptions import Subscriptions


class Archive:
    """Articles in one SQLite file; a context manager that closes it.

    ``Archive("news.db")`` opens or creates it. With ``readonly=True`` the file must exist and nothing can
    be changed through it. ``path`` is the file, ``subscriptions`` the door to what is polled, ``searches`` to what is
    asked again and again, ``browse`` to what those need who look around in it; with ``links`` set to False what is
    put in is not compared with what is there, until ``relink``.

    Opening raises NotAnArchive, NewerArchive, ArchiveDamaged, ArchiveBusy, or another StoreError; with
    ``readonly`` ArchiveMissing and OlderArchive too, without it DamagedLexicon. Every method that reads can raise
    ArchiveBusy, ArchiveDamaged, or StoreError when the file cannot be read. One that writes can raise StoreError
    also when the archive is read-only or the disk full.
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
                    own_words.check(self.path)
            except BaseException:
                self.close()
                raise
        self._file = sqlite.File(self._connection, self.path, None if readonly else sqlite.identity(self.path))
        self.subscriptions = Subscriptions(self._file)
        self.searches = Searches(self._file)
        self.links = True
        self.browse = Browse(self._file)

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

    # -- putting in

    def put(self, article: Article, *, capture: Capture | None = None, sightings: Iterable[Sighting] = ()) -> Placed:
        """Store an article and return where it ended up; an earlier text of its address becomes a revision.

        ``capture`` is what it was read from, ``sightings`` where it was seen. Raises Unstorable when no row
        can hold it, ArchiveBusy, another StoreError, or ValueError.
        """
        return self.put_all([Deposit(article=article, capture=capture, sightings=tuple(sightings))])[0]

    def put_all(self, arrivals: Sequence[Deposit | prepared.Prepared], *, run_id: int | None = None) -> list[Placed]:
        """Store several, all or none, and return for each where it ended up, in order; counted to a run, where given.

        What ``store.prepare`` has worked out before, in whatever process, is only written. Raises Unstorable
        when no row can hold one of them (the others can then be put without it), ArchiveBusy, another
        StoreError, or ValueError.
        """
        if not arrivals:
            return []
        now = datetime.now(UTC)
        ready = [item if isinstance(item, prepared.Prepared) else prepared.prepare(item, now) for item in arrivals]
        with self._file.writing("storing articles in"):
            placed = write.place(self._connection, ready)
            ledger.count(self._connection, run_id, Counter(one.outcome for one in placed))
            if self.links:
                linking.link(self._connection, ready, placed, self.path)
            else:
                relinking.leave_out(self._connection, placed)
            return placed

    def note(self, locator: str, name: str, text: str) -> None:
        """Add a note to the article whose page is at an address, for example that it is gone from there.

        One of the same name is replaced; an unknown address changes nothing. Returns None. Raises
        ArchiveBusy, Unstorable, or another StoreError.
        """
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
            with self._file.writing("noting sightings in"):
                write.write_seen(self._connection, seen, datetime.now(UTC))
                ledger.count(self._connection, run_id, {Outcome.SAME: same})

    def revisit(self, answers: Sequence[Revisit]) -> None:
        """Note that addresses answered once more what is here; where it is not here nothing is noted.

        Returns None. Raises ArchiveBusy, Unstorable, another StoreError, or ValueError.
        """
        if answers:
            with self._file.writing("noting answers in"):
                received.write_revisits(self._connection, [rows.from_revisit(answer) for answer in answers])

    def redate(self, read: Sequence[tuple[int, prepared.Prepared | None]]) -> None:
        """Write what the captures of articles that an earlier version stored tell of their dates, by id; None: nothing.

        They are ``pending_dates`` no longer. ``day``, ``published_offset`` and ``editors`` are filled in;
        ``published`` where it is unknown, or where what gave it is now read otherwise. Nothing changes of an
        article that was not waiting. Returns None. Raises ArchiveBusy, or another StoreError.
        """
        if read:
            with self._file.writing("dating articles in"):
                dates.write(self._connection, read)

    def reread(self, read: Sequence[Reread]) -> int:
        """Write what another reading of their captures gives for articles, and return how many were changed.

        It makes no versions, forgets nothing that is known but of a text and a date, and leaves alone an article
        that has another text by now. Raises ArchiveBusy, or another StoreError.
        """
        with self._file.writing("writing what was read again into"):
            return rereading.write(self._connection, read)

    def forget_captures(self, until: datetime) -> None:
        """Drop the bytes that were received until then; articles and revisions stay, and the room is used again.

        Returns None. Raises ArchiveBusy, another StoreError, or ValueError.
        """
        with self._file.writing("dropping captures of"):
            write.forget_captures(self._connection, until)

    def delete(self, ids: Sequence[int], *, why: str) -> list[Deleted]:
        """Take articles out for good, with their versions and captures; return what was deleted.

        What comes from the same addresses, or with the same text, is not stored any more. Ids that are not here
        are passed over. Raises ArchiveBusy, Unstorable when ``why`` holds a lone surrogate, or another StoreError.
        """
        if not ids:
            return []
        with self._file.writing("deleting from"):
            return delete.delete(self._connection, ids, why, datetime.now(UTC))

    def bury(self, buried: Sequence[Tombstone]) -> list[int]:
        """Note what another archive deleted for good, so that it is not stored here; return the ids of what is here.

        That stays. Raises ArchiveBusy, Unstorable, another StoreError, or ValueError.
        """
        with self._file.writing("noting what was deleted in"):
            return tombstones.add(self._connection, buried)

    def prune(self, limits: Limits, *, most: int) -> Pruned:
        """Drop received pages, polls and runs that are older than the limits, so many of each at most.

        Returns what was dropped, which is false when nothing was left to drop. Raises ArchiveBusy, another
        StoreError, or ValueError.
        """
        with self._file.writing("pruning"):
            return prune.prune(self._connection, limits, most)

    def resolve(self, sources: Sequence[str], *, run_id: int) -> None:
        """Mark as resolved what failed of these sources (and inside them) before this run, and not in it.

        Returns None. Raises ArchiveBusy, or another StoreError.
        """
        if sources:
            with self._file.writing("noting what is resolved in"):
                ledger.resolve(self._connection, sources, run_id)

    def clear_failures(self) -> int:
        """Mark all that failed as resolved, whatever became of it; return how many items there were.

        What fails again is open again. Raises ArchiveBusy, or another StoreError.
        """
        with self._file.writing("clearing failures in"):
            return ledger.clear(self._connection)

    def set(self, name: str, value: str | None) -> None:
        """Set something for this archive, in place of what was set under this name; None: nothing any more.

        Returns None. Raises ArchiveBusy, Unstorable for a lone surrogate, or another StoreError.
        """
        with self._file.writing("setting something in"):
            settings.write(self._connection, name, value)

    def relink(self, limit: int = 200, *, anew: bool = False) -> Progress:
        """Link the next articles that are not linked, ``limit`` at most, in one transaction; return how far it is.

        Repeat it until ``until`` is None; stopped in between, the next call goes on. ``anew``: first all links are
        taken out that pages do not name themselves. Raises DamagedLexicon, ArchiveBusy, or another StoreError.
        """
        with self._file.writing("linking articles in"):
            if anew:
                relinking.begin_again(self._connection)
            return relinking.go_on(self._connection, limit, self.path)

    def begin_run(self, command: str) -> int:
        """Open an entry in the ledger of runs and return its id.

        Raises ArchiveBusy, Unstorable, or another StoreError.
        """
        with self._file.writing("starting a run in"):
            run_id = ledger.begin_run(self._connection, command)
            alive.hold(self.path, run_id)
        self._begun.add(run_id)
        return run_id

    def mark_killed(self) -> list[Run]:
        """Write down of runs that began and go on no more, without an end, that they were killed; return those.

        What they counted is what they stored. Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
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
        with self._file.writing("ending a run in"):
            ledger.end_run(self._connection, run_id, tally, exit_code)
        self._let_go(run_id)

    def _let_go(self, run_id: int) -> None:
        self._begun.discard(run_id)
        alive.let_go(self.path, run_id)

    # -- asking

    def get(self, id_or_url: int | str) -> ArchivedArticle | None:
        """Return an article by its id, its address, or an address or path where it was found; None without one.

        Its own address comes before one where another was found. Raises ArchiveBusy, ArchiveDamaged,
        Unstorable when the address holds a lone surrogate, or another StoreError.
        """
        with self._file.reading():
            return load.article(self._connection, id_or_url)

    def holds(self, capture: Capture) -> int | None:
        """Return the id of the article that was read from exactly these bytes of this address; None without one.

        Raises ArchiveBusy, ArchiveDamaged, Unstorable for a lone surrogate in it, or another StoreError.
        """
        with self._file.reading():
            return load.article_of(self._connection, capture)

    def seen_at(self, sighting: Sighting, moment: datetime) -> int | None:
        """Return the id of the article that was seen at a place at that very moment; None without one.

        Raises ArchiveBusy, ArchiveDamaged, Unstorable for a lone surrogate in it, another StoreError, or ValueError.
        """
        with self._file.reading():
            return load.seen_at(self._connection, sighting, moment)

    def knows(self, line: bytes, captures: Sequence[Capture], revisits: Sequence[Revisit]) -> int | None:
        """Return the id of the article of which a line of another archive's export says nothing new; None without.

        ``captures`` and ``revisits`` are what that archive received for it. Raises ArchiveBusy, ArchiveDamaged,
        or another StoreError.
        """
        with self._file.reading():
            return familiar.article_of(self._connection, line, captures, revisits)

    def pending_dates(self, limit: int) -> list[int]:
        """Return the ids of the newest articles of an earlier version whose date is still to be read once more.

        Newest first, at most ``limit``; none in an archive that no earlier version wrote. Raises ArchiveBusy,
        ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return dates.pending(self._connection, limit)

    def captured(self, *, after: int = 0, limit: int = 1000) -> list[int]:
        """Return the ids of articles that can be read again from their captures, those after an id, ascending.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return rereading.captured(self._connection, after, limit)

    def differs(self, again: Reread) -> list[str]:
        """Return what ``reread`` would change of an article: "text", "title", "date" and so on; nothing, when nothing.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return [*rereading.differs(self._connection, again)]

    def known_pages(self, urls: Iterable[str]) -> dict[str, datetime]:
        """Return those of the addresses that led to a stored article, with when it was last seen, or deleted for good.

        Of two articles the later time counts. Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return load.known_pages(self._connection, urls)

    def earlier(self, arrival: prepared.Prepared) -> Earlier | None:
        """Return the stored article of which an arrival brings another text, with the bytes that it was read from.

        None when there is none, it has this very text, or its bytes are not here. Raises ArchiveBusy,
        ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return load.earlier(self._connection, arrival.url, arrival.found, str(arrival.article["content_hash"]))

    def addresses_of(self, arrival: prepared.Prepared) -> frozenset[str]:
        """Return the addresses, a few at most, at which its site has the title and text of an arrival.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        article = arrival.article
        with self._file.reading():
            return frozenset(load.addresses_of(self._connection, article["site"], str(article["content_hash"])))

    def revisions(self, article_id: int) -> list[Revision]:
        """Return the earlier versions of an article, oldest first; none of an unknown id.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return load.revisions(self._connection, article_id)

    def diff(self, article_id: int) -> list[Change]:
        """Return how an article was changed, from each version to the next, word by word; oldest first.

        None of an unknown id. Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return versions.of_article(self._connection, article_id)

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
        window = Window.of(language=language, since=since, until=until, site=site, arrived_since=arrived_since)
        with self._file.reading():
            return earlier_versions.search(self._connection, text, window, limit=limit)

    def sightings(self, article_id: int) -> list[DatedSighting]:
        """Return where an article was seen, and since when, earliest first; nothing of an unknown id.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return load.sightings(self._connection, article_id)

    def counterparts(self, article_id: int) -> list[Counterpart]:
        """Return the articles that tell the same in the other language, the surest first; none of an unknown id.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return pairs.load(self._connection, article_id)

    def stories(self, *, since: date | None = None, language: str | None = None, limit: int = 10) -> list[Story]:
        """Return the stories that most articles tell, of two of a size the later one first.

        ``since`` counts only articles published on that day (UTC) or later, ``language`` only those in it; a story
        has all its articles all the same. Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return events.load(self._connection, since=since, language=language, limit=limit)

    def to_relink(self) -> str | None:
        """Return why ``relink`` is needed; None when all is linked. Raises DamagedLexicon, or another StoreError."""
        with self._file.reading():
            return relinking.is_needed(self._connection, self.path)

    def captures(self, article_id: int) -> list[Capture]:
        """Return what was received for an article, byte for byte, oldest first; nothing of an unknown id.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return load.captures(self._connection, article_id)

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
        parentheses, ``title:word``, ``site:host`` and ``author:name``. Best first, where fewer than ``limit`` have
        all the words, those with the most and the rarer ones follow (``Hit.matched``). ``since`` and ``until`` are
        days of the outlets' own calendars, both included, or aware datetimes, or ISO text of either; articles without a
        date are in no window. ``arrived_since`` is when an article first came into the archive, a day being in UTC.
        ``language`` is an ISO 639-1 code, ``site`` an outlet's domain, a host with its subdomains, or the site's own
        name. ``across`` looks in the archive's other language too, ``fold_copies`` shows one of several articles with
        the same text (``Hit.copies``).
        Raises BadQuery when ``text`` names no word, ValueError when a time is naive or cannot be read, TypeError when
        it is none, ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        window = Window.of(language=language, since=since, until=until, site=site, arrived_since=arrived_since)

        def find(limit: int) -> list[Hit]:
            if across:
                known = linking.lexicon_of(self._connection, self.path)
                return both_languages.search(self._connection, text, window, known, newest=newest, limit=limit)
            return hits.search(self._connection, text, window, newest=newest, limit=limit)

        with self._file.reading():
            return copies.folded(self._connection, find, limit) if fold_copies else find(limit)

    def translation(self, text: str) -> Translation | None:
        """Return what ``search(text, across=True)`` looks for in the other language; None where nothing is translated.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return translate(text, linking.lexicon_of(self._connection, self.path))

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
        return readonly_sql.run(self.path, sql, max_seconds=max_seconds, parameters=parameters)

    def fails_already(self, beginning: str, code: str) -> bool:
        """Return whether an item whose locator begins so is among the open failures, with the same code.

        Raises ArchiveBusy, ArchiveDamaged, Unstorable when a text holds a lone surrogate, or another
        StoreError.
        """
        with self._file.reading():
            return ledger.is_open(self._connection, beginning, code)

    def open_failures(self) -> list[OpenFailure]:
        """Return what could not be stored and still is not, the latest first.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return ledger.open_failures(self._connection)

    def prunable(self, limits: Limits) -> Pruned:
        """Return what ``prune`` would drop in all.

        Raises ArchiveBusy, ArchiveDamaged, another StoreError, or ValueError.
        """
        with self._file.reading():
            return prune.count(self._connection, limits)

    def settings(self) -> dict[str, str]:
        """Return what is set for this archive, by name. Raises ArchiveBusy, ArchiveDamaged, or another StoreError."""
        with self._file.reading():
            return settings.load(self._connection)

    def summary(self) -> Summary:
        """Return what is in the archive: articles by language, open failures by reason.

        Raises ArchiveBusy, ArchiveDamaged, or another StoreError.
        """
        with self._file.reading():
            return ledger.summary(self._connection)

    def runs(self, limit: int = 5) -> list[Run]:
        """Return the last ``limit`` runs, newest first. Raises ArchiveBusy, ArchiveDamaged, or another StoreError."""
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
        with self._file.reading():
            return ledger.days(self._connection, since)
