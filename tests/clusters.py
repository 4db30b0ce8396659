"""A small Dask cluster on loopback, for tests: a scheduler and two workers, each a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_LONGEST_START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class SmallCluster:
    address: str
    scheduler: "subprocess.Popen[bytes]"
    workers: tuple["subprocess.Popen[bytes]", ...]  # of the first a nanny looks after the process that works


@contextmanager
def started(folder: Path) -> Iterator[SmallCluster]:
    """A cluster that is ended with the block, process by process."""
    with ExitStack() as opened:
        about = folder / "scheduler.json"
        scheduler = opened.enter_context(
            _program("scheduler", "--scheduler-file", about, "--no-dashboard", "--no-jupyter", "--port", 0)
        )
        address = _address(about, scheduler)
        own = ("--nthreads", 1, "--no-dashboard", "--local-directory", folder)
        looked_after = opened.enter_context(_program("worker", address, *own))
        alone = opened.enter_context(_program("worker", address, *own, "--no-nanny"))
        wait_for(address, 2)
        yield SmallCluster(address, scheduler, (looked_after, alone))


@contextmanager
def _program(name: str, *words: object) -> "Iterator[subprocess.Popen[bytes]]":
    command = [sys.executable, "-m", f"distributed.cli.dask_{name}", "--host", "127.0.0.1", *map(str, words)]
    environment = os.environ | {"PYTHONPATH": str(_ROOT)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address(about: Path, scheduler: "subprocess.Popen[bytes]") -> str:
    until = time.monotonic() + _LONGEST_START_SECONDS
    while time.monotonic() < until and scheduler.poll() is None:
        try:
            return str(json.loads(about.read_text())["address"])
        except (OSError, ValueError):  # not written yet
            time.sleep(0.05)
    raise AssertionError("the scheduler did not start")


def wait_for(address: str, workers: int) -> None:
    """Wait until a scheduler has so many: a nanny takes a while to begin another."""
    from distributed import Client

    with Client(address, timeout=_LONGEST_START_SECONDS, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(workers, timeout=_LONGEST_START_SECONDS)


def pid_under_nanny(cluster: SmallCluster) -> int:
    """The process that works, of the worker that a nanny looks after; she begins another when it ends."""
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        (found,) = {*client.run(os.getpid).values()} - {cluster.workers[1].pid}
    return int(found)
