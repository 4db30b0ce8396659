"""The doors of one run, opened and closed together: archive, network, worker processes, clock."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from ingest.core.dates import utc_now
from ingest.core.model import Noted
from ingest.core.progress import Progress
from ingest.core.readers import Readers
from ingest.fetch.client import HOMEPAGE, Client
from ingest.fetch.pace import Pace
from ingest.fetch.policy import Policy
from ingest.fetch.sending import Memory, is_impossible
from store import Archive, Pause, Subscriptions, Validators
from store import Run as Entered
from store.articles.moments import to_text

from . import pool, process
from .pool import Pool
from .streams import in_spite_of_cancellation

Clock = Callable[[], datetime]
_TOGETHER = 50  # responses for robots.txt that are written in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How a run reaches out."""

    policy: Policy = field(default_factory=Policy)  # which addresses it may reach
    contact: str = HOMEPAGE  # what sites see of who is asking
    pace: Callable[[], Pace] = Pace  # made for each run


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What the steps of a run work with."""

    id: int | None  # in the ledger; None for what is no run of its own
    archive: Archive
    client: Client
    workers: Pool
    now: Clock  # aware, UTC
    readers: Readers = field(default_factory=Readers)
    progress: Progress = field(default_factory=Progress)  # how far it is
    killed: Sequence[Entered] = ()  # runs before this one
    forgotten_pauses: int = 0  # of hosts, that reached further ahead than any can: noted under a wrong clock


def told_of_killed(killed: Sequence[Entered]) -> Iterator[Noted]:
    """Yield a line for each run before this one that was killed."""
    for run in killed:
        stored = f"{run.added} added, {run.changed} changed, {run.same} same, {run.failed} failed"
        yield Noted(
            f"the {run.command} that began {to_text(run.started)} was killed; what it had stored is kept ({stored}),"
            " the rest comes when it is run again",
            is_warning=True,
        )


@asynccontextmanager
async def opened(
    archive: Archive,
    command: str | None,
    *,
    jobs: int,
    network: Network,
    now: Clock = utc_now,
    progress: Progress | None = None,
    scheduler: str | None = None,
) -> AsyncIterator[Run]:
    """Open the doors of a run, enter ``command`` in the ledger, and close all at the end.

    Pages are read by so many ``jobs`` of this machine, or by the workers of the cluster at ``scheduler``. Raises
    StoreError, ClusterFailed, and BadSettings when what is set for the archive cannot be meant.
    """
    readers = replace(Readers.of(archive.settings()), links=archive.links)
    memory = _Memory(archive.subscriptions, now)
    forgotten = memory.forget_impossible_pauses()
    with pool.opened(jobs, scheduler) as workers:
        client = Client(
            policy=network.policy, contact=network.contact, pace=network.pace(), memory=memory.of_client(), now=now,
            onward=partial(process.onward, workers),
        )  # fmt: skip
        try:
            killed = archive.mark_killed()
            run_id = archive.begin_run(command) if command else None
            yield Run(
                id=run_id, killed=killed, archive=archive, client=client, workers=workers, now=now, readers=readers,
                forgotten_pauses=forgotten, progress=progress or Progress(),
            )  # fmt: skip
        finally:
            try:
                await in_spite_of_cancellation(client.close())
            finally:
                memory.flush()


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the client learns for later runs, written down some at a time."""

    subscriptions: Subscriptions
    now: Clock
    validators: list[Validators] = field(default_factory=list)  # of robots.txt
    pauses: list[Pause] = field(default_factory=list)

    def of_client(self) -> Memory:
        """The same as the client asks and tells."""
        return Memory(
            validators=self.subscriptions.validators,
            note=self.note,
            pause=self.pauses.append,
            pauses=self.subscriptions.pauses(self.now()),
        )

    def forget_impossible_pauses(self) -> int:
        """Forget the pauses that reach further ahead than any can; return how many."""
        now = self.now()
        impossible = [pause.domain for pause in self.subscriptions.pauses(now) if is_impossible(pause, now)]
        self.subscriptions.forget_pauses(impossible)
        return len(impossible)

    def note(self, validators: Validators) -> None:
        """Keep the response for a robots.txt."""
        self.validators.append(validators)
        if len(self.validators) >= _TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Write down what is waiting."""
        self.subscriptions.note_validators(self.validators)
        self.validators.clear()
        self.subscriptions.pause(self.pauses, self.now())
        self.pauses.clear()
