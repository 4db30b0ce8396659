"""What is asked of a run, what came of it, and who is told while it goes on."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from store import Tally

from .errors import IngestError
from .model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to do."""

    command: str = "import"
    sources: tuple[str, ...] = ()  # of an import; a sync takes what is subscribed
    kind: Kind | None = None  # overrides what the content says
    since: datetime | None = None  # articles known to be older are left out
    until: datetime | None = None  # exclusive
    limit: int | None = None  # items of each source
    force: bool = False  # of a sync: also what is not due
    max_seconds: float | None = None  # then nothing more is fetched
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)  # worker processes

    def includes(self, published: datetime | None) -> bool:
        """Whether a date is in the window; an unknown one is, so that nothing is lost."""
        if published is None:
            return True
        is_early = self.since is not None and published < self.since
        is_late = self.until is not None and published >= self.until
        return not (is_early or is_late)


@dataclass(slots=True)
class Report:
    """What came of a run."""

    run_id: int = 0
    tally: Tally = field(default_factory=Tally)
    languages: Counter[str | None] = field(default_factory=Counter)  # of what was added or changed
    outside: int = 0  # articles left out by their date
    polls: Counter[str] = field(default_factory=Counter)  # sources by what came of them: read, unchanged, failed, …
    gaps: int = 0  # sources that lost entries since the last poll
    exit_codes: set[int] = field(default_factory=set)  # of the failures

    @property
    def exit_code(self) -> int:
        """0 all well, 3 some failed, else the failures' own code, 4 when they differ."""
        if not self.tally.failed:
            return 0
        if self.tally.stored or self.outside or self.polls["read"] or self.polls["unchanged"]:
            return 3
        return next(iter(self.exit_codes)) if len(self.exit_codes) == 1 else 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Who is told while a run goes on."""

    failed: Callable[[IngestError], None] = lambda error: None
    noted: Callable[[str], None] = lambda line: None
    moved: Callable[[Report], None] = lambda report: None
