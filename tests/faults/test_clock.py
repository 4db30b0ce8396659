"""Clocks that are set, slow or fast: no article is lost, and no source is silenced."""

import asyncio
import itertools
import os
import signal
import time
from pathlib import Path

import pytest

from ingest.pipeline.workers import Limits, Workers, _Context
from tests.pipeline.test_workers import double, loop, results


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
        with Workers(1, preload=()) as workers:
            return await workers.do(die_once, str(tmp_path / "mark"))

    assert asyncio.run(run()) == str(tmp_path / "mark")
