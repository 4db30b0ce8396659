"""What is asked of a run, what came of it, and who is told while it goes on."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from store import Outcome, Tally

from .errors import IngestError, SectionPage
from .model import Failed, Kind, Noted, Polled


def processors() -> int:
    """How many worker processes there are unless somebody says otherwise."""
    return os.cpu_count() or 1


def _day(moment: datetime, later: int) -> date:
    """The day in UTC so many days later; the day itself at the ends of the calendar."""
    day = moment.astimezone(UTC).date()
    try:
        return day + timedelta(days=later)
    except OverflowError:
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWindow:
    """The dates of publication that are wanted; the default is all of them."""

    since: date | None = None  # a day of the outlet's calendar, or an aware datetime; inside
    until: date | None = None  # likewise; of a datetime its second is inside

    def includes(self, published: datetime | None, day: date | None) -> bool:
        """Whether an article of this time and day is in the window; an undated one is, so that nothing is lost."""
        return published is None or day is None or self._holds(published, day, day)

    def may_include(self, published: datetime | None) -> bool:
        """Whether what was published then can be in the window, on whichever day that was where its outlet is."""
        return published is None or self._holds(published, _day(published, -1), _day(published, 1))

    def _holds(self, published: datetime, earliest: date, latest: date) -> bool:
        since, until = self.since, self.until
        first = published if isinstance(since, datetime) else latest
        last = published.replace(microsecond=0) if isinstance(until, datetime) else earliest
        return not ((since is not None and first < since) or (until is not None and last > until))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How to import."""

    kind: Kind | None = None  # overrides what the content says
    window: DateWindow = DateWindow()
    names: Mapping[str, str] = field(default_factory=dict)  # of fields in records: warta's own, and theirs
    limit: int | None = None  # items of each source
    keep_captures: int | None = None  # days; older ones are dropped when the run ends; None: as is set for the archive
    jobs: int = field(default_factory=processors)  # worker processes
    scheduler: str | None = None  # address of that of a Dask cluster, whose workers read in place of these


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncOptions:
    """How to sync."""

    force: bool = False  # also poll what is not due, and look for corrections
    max_seconds: float | None = None  # then nothing more is fetched
    keep_captures: int | None = None  # days; older ones are dropped when the run ends; None: as is set for the archive
    jobs: int = field(default_factory=processors)  # worker processes


@dataclass(slots=True)
class Report:
    """What came of a run: a count of what came down its road."""

    run_id: int = 0
    tally: Tally = field(default_factory=Tally)
    languages: Counter[str | None] = field(default_factory=Counter)  # of what was added or changed
    outside: int = 0  # articles left out by their date
    in_short: int = 0  # of what failed: stored all the same, with what its feed says
    sections: int = 0  # front pages, sections, lists of tags, which are no articles
    unread_dates: int = 0  # articles with something in the place of their date that is none
    deleted: int = 0  # articles that came again after they were deleted for good
    polls: Counter[str] = field(default_factory=Counter)  # sources by what came of them: read, unchanged, failed, …
    gaps: int = 0  # sources that lost entries since the last poll
    exit_codes: set[int] = field(default_factory=set)  # of the failures
    is_stopped: bool = False  # it was told to stop before its end

    @property
    def added(self) -> int:
        """Articles that were not in the archive before."""
        return self.tally.outcomes[Outcome.ADDED]

    @property
    def changed(self) -> int:
        """Articles with another text than before; the earlier one is kept as a revision."""
        return self.tally.outcomes[Outcome.CHANGED]

    @property
    def same(self) -> int:
        """Articles that are in the archive as they were."""
        return self.tally.outcomes[Outcome.SAME]

    @property
    def failed(self) -> int:
        """Items that could not be had."""
        return self.tally.failed

    @property
    def exit_code(self) -> int:
        """0 all well, 3 some failed, else the failures' own code, 4 when they differ or no page was an article."""
        if not self.tally.failed:
            return SectionPage.exit_code if self.sections and not self.tally.stored else 0
        if self.tally.stored or self.outside or self.deleted or self.polls["read"] or self.polls["unchanged"]:
            return 3
        return next(iter(self.exit_codes)) if len(self.exit_codes) == 1 else 4

    def count_failure(self, error: IngestError, items: int = 1) -> None:
        """Count items that failed for one reason; pages that are no articles are counted apart."""
        if isinstance(error, SectionPage):
            self.sections += items
            return
        self.tally.failed += items
        self.exit_codes.add(error.exit_code)

    def count_poll(self, polled: Polled) -> None:
        """Count a source that was polled."""
        self.polls[polled.state] += 1
        self.gaps += polled.has_gap


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an article: added, changed, same, deleted."""

    url: str
    outcome: Outcome


News = Failed | Noted | Became | Report  # what a person hears of while a run goes on; a Report after each step
Listener = Callable[[News], None]


def nobody(news: News) -> None:
    """Listen to nothing."""


def tell(listener: Listener, news: Iterable[News]) -> None:
    """Have a listener hear of each piece of news."""
    for each in news:
        listener(each)
