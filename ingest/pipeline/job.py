"""What all sources of an import share."""

from dataclasses import dataclass

from ingest.core.report import ImportOptions

from .crawl import Claims
from .run import Run
from .worklist import Worklist


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What all sources of an import share."""

    run: Run
    options: ImportOptions
    claims: Claims
    worklist: Worklist
    depth: int = 0  # of the list that is read
