"""What all tests share: an archive in a temporary folder, a small web, and a hard stop for the network."""

import ipaddress
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from ingest.cli.options import World
from store import Archive
from tests import archives
from tests.fetch.fetching import at_once
from tests.web import Web

# SQLite waits for the disk at each commit, which costs the tests a quarter of their time: where memory can be had for
# temporary folders, they lie there.
_MEMORY = Path("/dev/shm")
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 4 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

# A shell has its jobs in the background ignore the signal of Ctrl-C, nohup that of a closed terminal, and so would the
# programs that are tested.
for ignored, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(ignored) is signal.SIG_IGN:
        signal.signal(ignored, usual)

SHARED = Path(__file__).parents[2] / "shared"

settings.register_profile("ci", max_examples=50, derandomize=True, deadline=None)  # the same in every run, anywhere
settings.register_profile("random", max_examples=2000, deadline=None, print_blob=True)  # other ones each time
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: while a test waits for processes and servers, another can run."""
    return (len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for anything but loopback fails, and no proxy of the machine is used."""
    for name in [*os.environ]:
        if name.lower().endswith("_proxy") or name.startswith("WARTA_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/none")  # where a person's own settings are
    connect = socket.socket.connect

    def guarded(self: socket.socket, destination: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(destination[0]).is_loopback:
            raise AssertionError(f"a test tried to connect to {destination}")
        connect(self, destination)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the archive of a test lies."""
    return tmp_path / "news.db"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with Archive(archives.empty(path)) as opened:
        yield opened


@pytest.fixture
def web() -> Iterator[Web]:
    """A site on 127.0.0.1; commands that ask it take their turns and pauses without waiting for them."""
    with Web("127.0.0.1") as site:
        yield site


@pytest.fixture
def public() -> Iterator[Web]:
    """A site on 127.0.0.2, for tests in which 127.0.0.1 stands for a private network."""
    with Web("127.0.0.2") as site:
        yield site


@pytest.fixture
def no_hang() -> Iterator[None]:
    """Turn a step that would run for hours into a failure."""

    def stop(*_: object) -> None:
        raise AssertionError("it does not come to an end")

    previous = signal.signal(signal.SIGALRM, stop)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, previous)


@pytest.fixture
def warta(path: Path, request: pytest.FixtureRequest) -> Callable[..., Result]:
    """Run ``warta --db …`` in this process; returns its output and exit code."""
    world = World(pace=at_once) if "web" in request.fixturenames else World()

    def run(*words: object, stdin: bytes | None = None) -> Result:
        from ingest.cli import main

        return CliRunner().invoke(main, ["--db", str(path), *map(str, words)], input=stdin, obj=world)

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the checkout; tests that need it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("needs the corpora of ../shared, which are not part of the repository")
    return SHARED
