"""From an article to rows of one SQLite file, and back out.

from store import Archive, Article

with Archive("news.db") as archive:
    archive.put(Article(url="https://example.org/1", title="…", text="…"))
    for hit in archive.search("gempa"):
        print(hit.published, hit.title)
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

# A module is loaded when one of its names is first asked for: a search needs a tenth of all this.
_NAMES = {
    ".archive": "Archive",
    ".articles.diff": "Diff Span",
    ".articles.prepared": "Prepared prepare with_hidden",
    ".articles.rereading": "Reread",
    ".articles.retention": "Retention",
    ".articles.types": "FROM_FEED Alternate ArchivedArticle Article Capture DatedSighting Deposit Earlier "
    "Failure History Outcome Placed Revision Revisit Sighting Tombstone is_fuller",
    ".articles.versions": "Change",
    ".care.backup": "Backup backup",
    ".care.check": "Finding check",
    ".care.delete": "Deleted",
    ".care.prune": "Limits Pruned shrink",
    ".db.errors": "ArchiveBusy ArchiveDamaged ArchiveMissing BadQuery DamagedLexicon ExportBusy ExportFailed "
    "Interrupted NewerArchive NotAnArchive OlderArchive StoreError Unstorable WartaError",
    ".db.readonly_sql": "Table",
    ".export.exporting": "Exported ExportOptions",
    ".export.other_archive": "Handed Lost read_archive",
    ".export.shards": "Shards",
    ".ledger": "DayCount FailureCount OpenFailure Run Summary Tally",
    ".search.earlier_versions": "VersionHit",
    ".search.hits": "Hit",
    ".search.saved": "News SavedSearch Searches",
    ".search.translation": "Translation",
    ".stories.events": "Story",
    ".stories.pairs": "Counterpart",
    ".stories.relinking": "Progress",
    ".subscriptions.subscriptions": "Subscriptions",
    ".subscriptions.types": "OFFLINE_MARK Arrivals FeedEntry Gap Offline "
    "Pause Poll PollResult Recheck Source Validators",
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names.split()}

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


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
