"""From an article to rows of one SQLite file, and back out.

from store import Archive, Article

with Archive("news.db") as archive:
    archive.put(Article(url="https://example.org/1", title="…", text="…"))
    for hit in archive.search("gempa"):
        print(hit.published, hit.title)
"""

from .archive import Archive
from .articles.prepared import Prepared, prepare
from .articles.types import (
    FROM_FEED,
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
    Sighting,
    is_fuller,
)
from .db.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveMissing,
    BadQuery,
    Interrupted,
    NewerArchive,
    NotAnArchive,
    OlderArchive,
    StoreError,
    Unstorable,
    WartaError,
)
from .db.readonly_sql import Table
from .ledger import DayCount, FailureCount, OpenFailure, Run, Summary, Tally
from .search.hits import Hit
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
    "Archive",
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveMissing",
    "ArchivedArticle",
    "Arrivals",
    "Article",
    "BadQuery",
    "Capture",
    "DatedSighting",
    "DayCount",
    "Deposit",
    "Earlier",
    "Failure",
    "FailureCount",
    "FeedEntry",
    "Gap",
    "Hit",
    "Interrupted",
    "NewerArchive",
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
    "Recheck",
    "Revision",
    "Run",
    "Sighting",
    "Source",
    "StoreError",
    "Subscriptions",
    "Summary",
    "Table",
    "Tally",
    "Unstorable",
    "Validators",
    "WartaError",
    "is_fuller",
    "prepare",
]
