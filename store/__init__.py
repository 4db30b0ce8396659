"""From an article to rows of one SQLite file, and back out.

from store import Archive, Article

with Archive("news.db") as archive:
    archive.put(Article(url="https://example.org/1", title="…", text="…"))
    for hit in archive.search("gempa"):
        print(hit.published, hit.title)
"""

from .archive import Archive
from .article import (
    ArchivedArticle,
    Article,
    Capture,
    Deposit,
    Failure,
    Outcome,
    Placed,
    Revision,
    Sighting,
)
from .errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveMissing,
    BadQuery,
    NewerArchive,
    NotAnArchive,
    StoreError,
    Unstorable,
    WartaError,
)
from .ledger import Run, Summary, Tally
from .query import Table
from .search import Hit

__all__ = [
    "Archive",
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveMissing",
    "ArchivedArticle",
    "Article",
    "BadQuery",
    "Capture",
    "Deposit",
    "Failure",
    "Hit",
    "NewerArchive",
    "NotAnArchive",
    "Outcome",
    "Placed",
    "Revision",
    "Run",
    "Sighting",
    "StoreError",
    "Summary",
    "Table",
    "Tally",
    "Unstorable",
    "WartaError",
]
