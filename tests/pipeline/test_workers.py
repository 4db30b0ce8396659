"""Work that loops, crashes or eats memory costs its own item; signals and limits are real here."""

import asyncio
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.core.errors import NoArticle, OverLimit
from ingest.pipeline.pool import PRELOAD
from ingest.pipeline.workers import Limits, Workers


def double(number: int) -> int:
    return 2 * number


def loop(number: int) -> int:
    while number:
        pass
    return number


def crash(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def eat(number: int) -> int:
    return len(bytearray(number << 30))


_held: list[bytearray] = []


def hold(number: int) -> int:
    while number:
        _held.append(bytearray(10 << 20))
    return len(bytearray(100 << 20))


def wait(number: int) -> int:
    select.select([], [], [], number / 10)  # as a process waits that a busy machine gives no processor
    return number


def refuse(number: int) -> int:
    raise NoArticle("reading", f"page {number}", "it is empty", "look again")


def results(*steps: tuple[Callable[[int], int], int], limits: Limits | None = None) -> list[int | BaseException]:
    async def run() -> list[int | BaseException]:
        with Workers(2, preload=PRELOAD, limits=limits) as workers:
            return await asyncio.gather(*(workers.do(work, item) for work, item in steps), return_exceptions=True)

    return asyncio.run(run())


def test_answers_come_for_every_item() -> None:
    assert results(*((double, number) for number in range(40))) == [2 * number for number in range(40)]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (loop, "it took longer than 0.5 s"),
        (crash, "it crashed the process that read it"),
        (eat, "it needed more than 2048 MiB of memory"),
    ],
)
def test_a_bad_item_fails_alone_with_the_limit_that_it_met(bad: Callable[[int], int], reason: str) -> None:
    before, failed, after = results((double, 1), (bad, 3), (double, 4), limits=Limits(seconds=0.5))
    assert (before, after) == (2, 8)
    assert isinstance(failed, OverLimit)
    assert str(failed) == reason


def test_memory_that_an_item_filled_for_good_costs_no_other_item() -> None:
    async def run() -> list[int | BaseException]:
        with Workers(1, preload=(), limits=Limits(memory_bytes=600 << 20)) as workers:
            return [
                *await asyncio.gather(workers.do(hold, 1), return_exceptions=True),
                await workers.do(hold, 0),
            ]

    failed, after = asyncio.run(run())
    assert str(failed) == "it needed more than 600 MiB of memory"
    assert after == 100 << 20


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the processor time of other processes")
def test_waiting_for_a_processor_is_no_work_but_does_not_go_on_for_ever() -> None:
    waited, stuck = results((wait, 6), (wait, 100), limits=Limits(seconds=0.3))
    assert waited == 6
    assert isinstance(stuck, OverLimit)


def test_an_error_of_ours_crosses_the_process_whole() -> None:
    [failed] = results((refuse, 7))
    assert isinstance(failed, NoArticle)
    assert str(failed) == "reading page 7: it is empty; look again"
    assert (failed.target, failed.advice, failed.exit_code) == ("page 7", "look again", 4)


def test_workers_end_when_the_one_who_started_them_is_killed() -> None:
    program = """
import asyncio, os, signal
from ingest.pipeline.workers import Workers

async def main():
    with Workers(2, preload=()) as workers:
        pids = {await workers.do(os.getpgid, 0) and await workers.do(pid_of, n) for n in range(8)}
        print(*pids, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

from tests.pipeline.test_workers import pid_of
asyncio.run(main())
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, stdout=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == -signal.SIGKILL
    pids = [int(pid) for pid in done.stdout.split()]
    assert pids
    for pid in pids:  # the pipe to the parent is closed, so each ends by itself
        wait_until_gone(pid)


def pid_of(_: int) -> int:
    return os.getpid()


def wait_until_gone(pid: int) -> None:
    """Return when a process has ended; the test's own time limit is the only bound."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    import select

    assert select.select([descriptor], [], [], 30)[0], f"worker {pid} lives on"
    os.close(descriptor)


# A fork server of its own: the one of these tests may have been begun with nothing loaded.
GONE = """
import asyncio, os, socket
from multiprocessing import forkserver
from ingest.pipeline.workers import Workers
from tests.pipeline.test_workers import double

async def run():
    with Workers(1, preload=("ingest.pipeline.warm",)) as workers:
        print(await workers.do(double, 1))
        for number in range(9):
            with socket.socket(socket.AF_UNIX) as gone:
                gone.connect(forkserver._forkserver._forkserver_address)
            told, asking = forkserver.connect_to_new_process([])
            os.close(asking)  # before what it has to do is sent
            print(forkserver.read_signed(told) > 0, forkserver.read_signed(told))
            os.close(told)
        with Workers(1, preload=("ingest.pipeline.warm",)) as others:
            print(await others.do(double, 20))

asyncio.run(run())
"""


def test_who_asks_for_a_worker_and_is_killed_leaves_no_traceback() -> None:
    done = subprocess.run([sys.executable, "-c", GONE], capture_output=True, text=True, timeout=60)
    assert (done.stdout.split(), done.stderr) == (["2", *["True", "1"] * 9, "40"], "")
