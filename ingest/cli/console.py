"""A run in front of a person or under cron: progress, failures as they come, signals."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import click

from ingest.core.model import Failed, Noted
from ingest.core.report import Listener, News, Report
from ingest.pipeline.streams import order

from . import signals
from .render import terminal, text

Made = TypeVar("Made")
_END_SECONDS = 1.8  # to write what came, after the time to finish what was under way: 4.8 s in all


def run(work: Coroutine[None, None, Made]) -> tuple[Made, int]:
    """Run to the end or to a signal; the second value is 129, 130 or 143 when one came, else 0."""
    signal_code = 0

    async def until_signal() -> Made:
        loop, task = asyncio.get_running_loop(), asyncio.create_task(work)

        def stop(number: int) -> None:
            nonlocal signal_code
            signal_code = 128 + number
            with suppress(RuntimeError):  # the loop is closed: the run is over
                loop.call_soon_threadsafe(task.cancel)

        with signals.heard_by(signals.Order(stop, order.GRACE_SECONDS + _END_SECONDS)):
            return await task

    return asyncio.run(until_signal()), signal_code


@contextmanager
def listener(*, is_quiet: bool = False) -> Iterator[Listener]:
    """Failures and notes to stderr, of a quiet run failures only; a line that moves only when that is a terminal."""
    if not sys.stderr.isatty():
        yield _listener(lambda line: click.echo(line, err=True), lambda report: None, is_quiet=is_quiet)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("starting")
        yield _listener(
            lambda line: progress.console.print(line, markup=False, highlight=False, emoji=False),
            lambda report: progress.update(task, description=text.progress(report)),
            is_quiet=False,
        )


def _listener(say: Callable[[str], None], moved: Callable[[Report], None], *, is_quiet: bool) -> Listener:
    def listen(news: News) -> None:
        match news:
            case Failed(error=error):
                say(f"warta: {terminal.line(error)}")
            case Noted(text=note, is_warning=is_warning) if is_warning or not is_quiet:
                say(f"warta: {terminal.line(note)}")
            case Report():
                moved(news)

    return listen
