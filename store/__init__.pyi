# The public names of the package, as type checkers see them; ``__init__.py`` loads each when it is asked for.

from .archive import Archive
from .articles.diff import Diff, Span
from .articles.prepared import Prepared, prepare, with_hidden
from .articles.rereading import Reread
from .articles.retention import Retention
from .articles.types import (
    FROM_FEED,
    Alternate,
    ArchivedArticle,
    Article,
    Capture,
    DatedSighting,
    Deposit,
    Earlier,
    Failure,
    History,
    Outcome,
    Placed,
    Revision,
    Revisit,
    Sighting,
    Tombstone,
    is_fuller,
)
from .articles.versions import Change
from .care.backup import Backup, backup
from .care.check import Finding, check
from .care.delete import Deleted
from .care.prune import Limits, Pruned, shrink
from .db.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveMissing,
    BadQuery,
    DamagedLexicon,
    ExportBusy,
    ExportFailed,
    Interrupted,
    NewerArchive,
    NotAnArchive,
    OlderArchive,
    StoreError,
    Unstorable,
    WartaError,
)
from .db.readonly_sql import Table
from .export.exporting import Exported, ExportOptions
from .export.other_archive import Handed, Lost, read_archive
from .export.shards import Shards
from .ledger import DayCount, FailureCount, OpenFailure, Run, Summary, Tally
from .search.earlier_versions import VersionHit
from .search.hits import Hit
from .search.saved import News, SavedSearch, Searches
from .search.translation import Translation
from .stories.events import Story
from .stories.pairs import Counterpart
from .stories.relinking import Progress
from .subscriptions.subscriptions import Subscriptions
from .subscriptions.types import (
    OFFLINE_MARK,
    Arrivals,
    FeedEntry,
    Gap,
    Offline,
    Pause,
    Poll,
    PollResult,
    Recheck,
    Source,
    Validators,
)

__all__ = [
    "FROM_FEED",
    "OFFLINE_MARK",
    "Alternate",
    "Archive",
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveMissing",
    "ArchivedArticle",
    "Arrivals",
    "Article",
    "Backup",
    "BadQuery",
    "Capture",
    "Change",
    "Counterpart",
    "DamagedLexicon",
    "DatedSighting",
    "DayCount",
    "Deleted",
    "Deposit",
    "Diff",
    "Earlier",
    "ExportBusy",
    "ExportFailed",
    "ExportOptions",
    "Exported",
    "Failure",
    "FailureCount",
    "FeedEntry",
    "Finding",
    "Gap",
    "Handed",
    "History",
    "Hit",
    "Interrupted",
    "Limits",
    "Lost",
    "NewerArchive",
    "News",
    "NotAnArchive",
    "Offline",
    "OlderArchive",
    "OpenFailure",
    "Outcome",
    "Pause",
    "Placed",
    "Poll",
    "PollResult",
    "Prepared",
    "Progress",
    "Pruned",
    "Recheck",
    "Reread",
    "Retention",
    "Revision",
    "Revisit",
    "Run",
    "SavedSearch",
    "Searches",
    "Shards",
    "Sighting",
    "Source",
    "Span",
    "StoreError",
    "Story",
    "Subscriptions",
    "Summary",
    "Table",
    "Tally",
    "Tombstone",
    "Translation",
    "Unstorable",
    "Validators",
    "VersionHit",
    "WartaError",
    "backup",
    "check",
    "is_fuller",
    "prepare",
    "read_archive",
    "shrink",
    "with_hidden",
]
