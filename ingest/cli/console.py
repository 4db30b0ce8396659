"""A run in front of a person or under cron: progress, failures as they come, signals."""

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from functools import partial
from typing import TypeVar

import click

from ingest.core.model import Failed, Noted
from ingest.core.progress import Progress
from ingest.core.report import Became, Listener, News, Report
from ingest.pipeline.streams import order

from . import log, signals
from .meter import Meter
from .render import text, wrap
from .shown import Shown

Made = TypeVar("Made")
_TICK_SECONDS = 30.0
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
def listener(
    shown: Shown | None = None, *, is_quiet: bool = False, progress: Progress | None = None
) -> Iterator[Listener]:
    """What hears of a run and tells it as a person wants it told: on standard error, in a log, with a bar.

    Of a quiet run failures and warnings only, unless more is wanted or somebody looks on at a terminal.
    """
    shown = shown or Shown()
    meter = Meter(progress or Progress())
    form = shown.form(sys.stderr.isatty() and os.environ.get("TERM") != "dumb")
    meter.progress.is_wanted = form != "none" or shown.log_file is not None
    level = logging.WARNING if is_quiet and not shown.verbose and form != "bar" else logging.INFO
    level = logging.DEBUG if shown.verbose > 1 else level
    with ExitStack() as stack:
        say = stack.enter_context(_bar(meter)) if form == "bar" else _say
        in_file = logging.DEBUG if shown.verbose > 1 else logging.INFO
        stack.callback(log.opened(say, level, shown.log_file, shown.log_format, in_file))
        if form == "plain" or shown.log_file is not None:
            stack.enter_context(_ticking(meter, level=logging.INFO if form == "plain" else logging.DEBUG))
        log.write(logging.INFO, log.BEGAN, click.get_current_context().command_path)
        try:
            yield partial(_hear, meter)
        finally:
            if meter.report.run_id:
                log.write(logging.INFO, log.ENDED, text.report(meter.report), text.as_facts(meter.report))


def _say(line: str) -> None:
    click.echo(wrap.wrapped(line, wrap.width(2)), err=True)


def _bar(meter: Meter) -> AbstractContextManager[Callable[[str], None]]:
    from . import bar  # what draws is loaded for those who see it

    return bar.drawn(meter)


@contextmanager
def _ticking(meter: Meter, level: int, seconds: float = _TICK_SECONDS) -> Iterator[None]:
    """Log how far a run is, again and again, until the end of the context."""
    is_over = threading.Event()

    def tick() -> None:
        while not is_over.wait(seconds):
            meter.sample()
            log.write(level, "progress", meter.line(), _facts(meter))

    thread = threading.Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _facts(meter: Meter) -> dict[str, object]:
    return {
        "share": meter.progress.share and round(meter.progress.share, 4),
        "reading": meter.progress.current or None,
        "added": meter.report.added,
        "changed": meter.report.changed,
        "same": meter.report.same,
        "failed": meter.report.failed,
        "seconds_left": meter.seconds_left and round(meter.seconds_left),
    }


def _hear(meter: Meter, news: News) -> None:
    match news:
        case Failed(error=error):
            facts = {"stage": error.stage, "code": error.code, "target": str(error.target), "reason": error.reason}
            log.write(logging.ERROR, "failed", str(error), facts)
        case Noted(text=note, is_warning=is_warning):
            log.write(logging.WARNING if is_warning else logging.INFO, "noted", note)
        case Became(url=url, outcome=outcome):
            log.write(logging.DEBUG, str(outcome), f"{outcome}: {url}", {"url": url})
        case Report():
            meter.report = news
