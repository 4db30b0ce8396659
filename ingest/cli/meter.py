"""How fast a run is and how long it still takes, in words."""

from collections import deque
from collections.abc import Callable
from time import monotonic

from ingest.core.progress import Progress
from ingest.core.report import Report

from .render import terminal

_WINDOW_SECONDS = 60.0  # that rates are taken over: a slow site or a large page does not make them jump
_SPARSE = 240  # samples of that window


class Meter:
    """Measures a run from what is known of it; asked as often as anybody likes."""

    def __init__(self, progress: Progress, clock: Callable[[], float] = monotonic) -> None:
        self.progress = progress
        self.report = Report()
        self._clock = clock
        self._samples: deque[tuple[float, float, int]] = deque([(clock(), 0.0, 0)], maxlen=_SPARSE)

    def sample(self) -> None:
        """Note how far the run is now. Returns None."""
        now = self._clock()
        if now - self._samples[-1][0] >= _WINDOW_SECONDS / _SPARSE:
            self._samples.append((now, self.progress.reached, self.items))
        while len(self._samples) > 1 and now - self._samples[0][0] > _WINDOW_SECONDS:
            self._samples.popleft()

    @property
    def items(self) -> int:
        """What came down the road: stored, known and failed."""
        return self.report.tally.stored + self.report.tally.failed

    @property
    def rate(self) -> float:
        """Items a second, lately."""
        began, _, items = self._samples[0]
        return max(self.items - items, 0) / max(self._clock() - began, 1e-3)

    @property
    def seconds_left(self) -> float | None:
        """How long it still takes at the pace of late; None while that cannot be told."""
        began, reached, _ = self._samples[0]
        pace = (self.progress.reached - reached) / max(self._clock() - began, 1e-3)
        left = self.progress.expected - self.progress.reached
        return max(left, 0.0) / pace if pace > 0 and self.progress.expected else None

    def speed(self) -> str:
        """How fast and how long still, such as "84/s, 7 min left"; empty before anything came."""
        if not self.items:
            return ""
        rate = f"{self.rate:.0f}/s" if self.rate >= 10 else f"{self.rate:.1f}/s"
        left = self.seconds_left
        return rate if left is None else f"{rate}, {duration(left)} left"

    def counts(self) -> str:
        """What came of it so far; the parts of nothing are left out, but for what is stored."""
        tally, polled = self.report.tally, sum(self.report.polls.values())
        stored = self.report.added + self.report.changed
        parts = [f"{polled:,} polled"] if polled else []
        parts += [f"{stored:,} stored"]
        parts += [f"{self.report.same:,} known"] if self.report.same else []
        parts += [f"{tally.failed:,} failed"] if tally.failed else []
        return ", ".join(parts)

    def share(self) -> str:
        """How much of it is done, such as "34 %"; empty when nobody knows."""
        share = self.progress.share
        return "" if share is None else f"{int(share * 100)} %"

    def current(self, width: int | None = None) -> str:
        """What is read at the moment, cut to a width; of a path its end stays."""
        name = terminal.line(self.progress.current)
        if width is None or len(name) <= width:
            return name
        if width < 8:
            return ""
        return f"…{name[-width + 1 :]}" if name.startswith("/") else f"{name[: width - 1]}…"

    def line(self) -> str:
        """All of it in a line."""
        where = f"; reading {self.current()}" if self.progress.current else ""
        return ", ".join(filter(None, (self.share(), self.counts(), self.speed()))) + where


def duration(seconds: float) -> str:
    """A time in words that need not be exact, such as "7 min"."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    if seconds < 3600:
        return f"{seconds / 60:.0f} min"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes:02} min" if hours < 48 else f"{round(hours / 24)} days"
