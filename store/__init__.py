"""From an article to rows of one SQLite file, and back out.

from store import Archive, Article

with Archive("news.db") as archive:
    archive.put(Article(url="https://example.org/1", title="…", text="…"))
    for hit in archive.search("gempa"):
        print(hit.published, hit.title)
"""

from importlib import import_module

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

__all__ = [*_MODULES]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
