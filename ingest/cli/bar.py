"""A bar that moves while a run goes on; only on a terminal, and the one place that loads what draws it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.segment import Segment
from rich.spinner import Spinner
from rich.text import Text

from .meter import Meter
from .render import wrap

_A_SECOND = 5  # pictures
_WIDEST_BAR, _NARROWEST_BAR = 40, 8


@contextmanager
def drawn(meter: Meter) -> Iterator[Callable[[str], None]]:
    """Draw a bar below what the function that is yielded prints, until the end of the context."""
    console = Console(stderr=True, soft_wrap=False)
    with Live(_Picture(meter), console=console, refresh_per_second=_A_SECOND, transient=True):

        def say(line: str) -> None:
            shown = wrap.wrapped(line, console.width)
            console.print(shown, markup=False, highlight=False, emoji=False, soft_wrap=True)

        yield say


class _Picture:
    """Two lines: how far, how fast, how long; what came of it, and what is read."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._spinner = Spinner("line" if not _is_utf() else "dots")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        self._meter.sample()
        width = options.max_width - 1  # a full line would wrap on some terminals
        yield from self._first(console, width)
        yield Segment.line()
        counts = self._meter.counts()[:width]
        current = self._meter.current(width - len(counts) - 2)
        yield Text(f"{counts}  {current}".rstrip()[:width], no_wrap=True, overflow="crop")

    def _first(self, console: Console, width: int) -> RenderResult:
        share, speed = self._meter.share(), self._meter.speed() or "starting"
        if not share:
            yield Text(f"{self._spinner.render(console.get_time())} {speed}"[:width], end="")
            return
        room = width - len(speed) - 7
        if room >= _NARROWEST_BAR:
            bar = ProgressBar(total=1.0, completed=self._meter.progress.share or 0.0, width=min(room, _WIDEST_BAR))
            yield Text(f"{share:>5} ", end="")
            yield bar
            yield Text(f" {speed}", end="")
        else:
            yield Text(f"{share}  {speed}"[:width], end="")


def _is_utf() -> bool:
    return "utf" in (sys.stderr.encoding or "").lower()
