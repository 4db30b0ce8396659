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

from .asking import Asking
from .finding import Finding
from .putting import Putting

__all__ = ["Archive"]


class Archive(Putting, Finding, Asking):
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
