"""What waits to be written into the archive in one go."""

from dataclasses import dataclass, field

from ingest.core.model import Kind
from store import Capture, Failure, Recheck, Revisit, Sighting, Validators

from .process import Processed

BATCH = 20  # articles a transaction; with synchronous = FULL a single one costs as much as ten
RECORDS = 100  # that are read again at once after a kill; a tenth less time than with twenty, and no less with more
_SMALL_BATCH = 1000  # sightings and rechecks; they are small


@dataclass(slots=True)
class Batch:
    """What waits to be written."""

    articles: list[Processed] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    captures: list[Capture] = field(default_factory=list)  # of pages that gave no article
    sightings: list[tuple[int | str, Sighting]] = field(default_factory=list)  # of articles that are here already
    same: int = 0  # how many those are
    rechecks: list[Recheck] = field(default_factory=list)
    validators: list[Validators] = field(default_factory=list)
    revisits: list[Revisit] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether it is time to write."""
        are_records = bool(self.articles) and self.articles[-1].page.kind is Kind.RECORD
        large = len(self.articles) + len(self.failures)
        small = len(self.sightings) + len(self.rechecks)
        return large >= (RECORDS if are_records else BATCH) or small >= _SMALL_BATCH
