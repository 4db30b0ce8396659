"""Clocks that are set, slow or fast: no article is lost, and no source is silenced."""

import asyncio
import itertools
import os
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.cli import main
from ingest.cli.options import World
from ingest.pipeline.pool import PRELOAD
from ingest.pipeline.workers import Limits, Workers, _Context
from tests.fetch.fetching import at_once
from tests.pipeline.test_workers import double, loop, results
from tests.subscribing import FEED, LOOPBACK, Item, rss, story
from tests.web import Web

Command = Callable[..., Result]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_a_clock_that_is_set_costs_no_item(monkeypatch: pytest.MonkeyPatch) -> None:
    wall, offsets = time.time, itertools.cycle((0.0, 3600.0, -3600.0, 60.0))
    monkeypatch.setattr(time, "time", lambda: wall() + next(offsets))
    assert results(*((double, number) for number in range(60))) == [2 * number for number in range(60)]


def test_an_item_without_end_meets_its_limit_also_when_the_clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 1.0)
    (failed,) = results((loop, 1), limits=Limits(seconds=0.5))
    assert str(failed) == "it took longer than 0.5 s"


def test_a_lock_that_gives_up_before_its_time_is_waited_for_again() -> None:
    class Early:
        """A semaphore under a wall clock that leaps ahead twice."""

        answers = iter([False, False, True])

        def acquire(self, block: bool, timeout: float | None) -> bool:
            return next(self.answers)

    lock = _Context().RLock()
    lock._semlock = Early()  # type: ignore[attr-defined]
    assert lock.acquire(timeout=60)


def die_once(mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return mark


def test_an_item_whose_worker_is_killed_from_outside_is_done_once_more(tmp_path: Path) -> None:
    async def run() -> str:
        with Workers(1, preload=PRELOAD) as workers:
            return await workers.do(die_once, str(tmp_path / "mark"))

    assert asyncio.run(run()) == str(tmp_path / "mark")


@pytest.fixture
def command(web: Web, path: Path) -> Command:
    """Run ``warta`` under a clock that is so much ahead of the right one."""

    def run(ahead: timedelta, *words: str) -> Result:
        web.asked.clear()
        world = World(pace=at_once, clock=lambda: datetime.now(UTC) + ahead)
        return CliRunner().invoke(main, ["--db", str(path), *words, *LOOPBACK], obj=world)

    return run


@pytest.fixture
def feed(web: Web) -> str:
    web.page("/a.html", story("/a.html"), is_tagged=True)
    return web.page(FEED, rss(Item("/a.html")), is_tagged=True)


RIGHT = timedelta()
MISPLANNED = "reach further ahead than any is planned"


@pytest.mark.parametrize("ahead", [7 * HOUR, 30 * DAY, 1000 * DAY], ids=str)
@pytest.mark.parametrize("options", [(), ("--all",)], ids=["due", "all"])
def test_one_sync_under_a_fast_clock_silences_no_source(
    command: Command, web: Web, feed: str, ahead: timedelta, options: tuple[str, ...]
) -> None:
    assert command(RIGHT, "subscribe", feed).exit_code == 0
    assert command(ahead, "sync", "--all").exit_code == 0
    after = command(2 * HOUR, "sync", *options)
    assert (after.exit_code, FEED in web.paths) == (0, True)
    assert after.stderr.count(MISPLANNED) == after.stderr.count("\n") == 1
    again = command(2 * HOUR + DAY, "sync", *options)
    assert (again.exit_code, FEED in web.paths, again.stderr) == (0, True, "")


def test_a_pause_that_was_asked_for_under_a_fast_clock_ends(command: Command, web: Web, feed: str) -> None:
    command(RIGHT, "subscribe", feed)
    before = web.pages[FEED]
    web.page(FEED, status=429, headers={"Retry-After": "3600"})
    assert command(1000 * DAY, "sync", "--all").exit_code == 4
    web.pages[FEED] = before
    after = command(2 * HOUR, "sync")
    assert (after.exit_code, FEED in web.paths, after.stderr.count("\n")) == (0, True, 1)


def test_a_pause_that_a_site_asked_for_is_kept_under_the_right_clock(command: Command, web: Web, feed: str) -> None:
    command(RIGHT, "subscribe", feed)
    web.page(FEED, status=429, headers={"Retry-After": str(6 * 86400)})
    command(RIGHT, "sync", "--all")
    later = command(5 * DAY, "sync", "--all")
    assert (later.exit_code, web.asked, later.stderr) == (0, [], "")


def test_an_import_under_a_fast_clock_leaves_no_pause_behind(command: Command, web: Web, feed: str) -> None:
    command(RIGHT, "subscribe", feed)
    assert command(7 * HOUR, "import", f"{web.url}/a.html").exit_code == 0
    after = command(2 * HOUR, "sync", "--all")
    assert (after.exit_code, FEED in web.paths) == (0, True)


def test_an_article_whose_check_was_planned_under_a_fast_clock_is_looked_after(
    command: Command, web: Web, feed: str
) -> None:
    command(RIGHT, "subscribe", feed)
    command(1000 * DAY, "sync", "--all")
    command(2 * HOUR, "sync")
    assert "/a.html" in web.paths


def test_a_clock_that_is_behind_harms_nothing(command: Command, web: Web, feed: str) -> None:
    command(RIGHT, "subscribe", feed)
    command(RIGHT, "sync")
    assert command(-1000 * DAY, "sync", "--all").exit_code == 0
    after = command(HOUR, "sync", "--all")
    assert (after.exit_code, after.stderr, FEED in web.paths) == (0, "", True)


def kill_all(mark: str) -> str:
    """Kill the process from which all workers are made, and this one, once."""
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
    return mark


def test_workers_that_are_all_killed_are_begun_again(tmp_path: Path) -> None:
    async def run() -> list[int | str]:
        with Workers(2, preload=PRELOAD) as workers:
            steps = [workers.do(kill_all, str(tmp_path / "mark")), *(workers.do(double, n) for n in range(20))]
            return await asyncio.gather(*steps)

    assert asyncio.run(run()) == [str(tmp_path / "mark"), *(2 * n for n in range(20))]
