"""What can go wrong with the archive, and which exit code each owns.

WartaError                     one line: what was being done, to what, why, what to do
└── StoreError            73   the database cannot be opened, read or written
    ├── ArchiveMissing    65   there is no file at this path
    ├── NotAnArchive      65   the file is something else
    ├── NewerArchive      65   written by a later warta
    ├── OlderArchive      65   written by an earlier warta, and opened only to be read
    ├── ArchiveDamaged    65   SQLite says that the file is malformed
    ├── ArchiveBusy       75   another process is writing, or another run is under way
    ├── Interrupted       73   reading took longer than it was given, or was broken off
    ├── DamagedLexicon    78   the lexicon, or the words beside the archive, cannot be read
    ├── ExportFailed      74   what was to be handed out cannot be written where it was to go
    │   └── ExportBusy    75   another export is writing there
    ├── Unstorable         4   one article or value that SQLite does not take; others go on
    └── BadQuery           2   the search words or the SQL cannot be run
"""


class WartaError(Exception):
    """A failure that a person can act on; ``str()`` is the whole line to show."""

    exit_code = 1

    def __init__(self, doing: str, target: object, reason: str, advice: str = "") -> None:
        self.doing = doing
        self.target = str(target)
        self.reason = reason
        self.advice = advice
        super().__init__(doing, self.target, reason, advice)  # all of it, so that it can cross processes

    def __str__(self) -> str:
        line = f"{self.doing} {self.target}: {self.reason}"
        return f"{line}; {self.advice}" if self.advice else line


class StoreError(WartaError):
    """The database cannot be opened, read or written: no permission, no room, a failing disk, a closed archive."""

    exit_code = 73


class ArchiveMissing(StoreError):
    """A command that only reads was pointed at a path where no file is."""

    exit_code = 65


class NotAnArchive(StoreError):
    """The file is no SQLite database, or one that belongs to another program."""

    exit_code = 65


class NewerArchive(StoreError):
    """The schema is of a later version than this program knows."""

    exit_code = 65


class OlderArchive(StoreError):
    """The schema is of an earlier version, and what only reads does not bring it up to date."""

    exit_code = 65


class ArchiveDamaged(StoreError):
    """SQLite found the file malformed."""

    exit_code = 65


class ArchiveBusy(StoreError):
    """Another process held the write lock for longer than the busy timeout, or another run holds the archive's lock."""

    exit_code = 75


class Interrupted(StoreError):
    """Reading took longer than it was given, or was broken off."""


class DamagedLexicon(StoreError):
    """The lexicon is damaged or of another version than this program knows, or a line of a person's own words is."""

    exit_code = 78


class ExportFailed(StoreError):
    """The file of an export cannot be written: no room, no permission, a folder that is not there."""

    exit_code = 74


class ExportBusy(ExportFailed):
    """Another export is writing the same file."""

    exit_code = 75


class Unstorable(StoreError):
    """A value that no row can hold: a lone surrogate, a text beyond SQLite's limit, a broken rule of a table."""

    exit_code = 4


class BadQuery(StoreError):
    """The search words or the SQL statement cannot be run."""

    exit_code = 2


class BadRow(ValueError):
    """A row holds what warta never writes: another program did, or the file is damaged."""
