"""The command as a process that begins as a copy of this one, with all modules loaded: a tenth of the time to start.

Its workers come from one fork server for all of them. From the first line of the command on all is as it always is.
"""

import importlib
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import Any

from ingest.pipeline.pool import PRELOAD

_PRELOAD = (*PRELOAD, "tests.faults.warmed")
_server: Any = forkserver._forkserver  # type: ignore[attr-defined]


@dataclass
class Run:
    """A command at work; what it prints is in files of its folder."""

    process: int
    printed: Path

    def stop(self, number: int) -> None:
        """Send it a signal, which may come too late."""
        os.kill(self.process, number)  # it is there until it is waited for

    def end(self) -> tuple[int, str]:
        """Wait for it; return the exit code, negative when a signal killed it, and what it printed."""
        _, status = os.waitpid(self.process, 0)
        printed = (
            self.printed.read_text(errors="replace") if self.printed.exists() else ""
        )  # killed before its first step
        return os.waitstatus_to_exitcode(status), printed


def prepare() -> None:
    """Load what the command loads, and begin the fork server; once."""
    for name in ("ingest.cli.program", "ingest.cli.console", "ingest.pipeline.importing", *_PRELOAD):
        importlib.import_module(name)
    _server.set_forkserver_preload([*_PRELOAD])
    resource_tracker.ensure_running()
    _server.ensure_running()


def begin(folder: Path, *words: object, before: Callable[[], object] = lambda: None) -> Run:
    """Start ``warta --db FOLDER/news.db …``."""
    printed = folder / f"printed-{time.monotonic_ns()}"
    process = os.fork()
    if process:
        return Run(process, printed)
    code = 70
    try:
        code = _command(folder, printed, words, before)
    finally:
        os._exit(code)


def _command(folder: Path, printed: Path, words: tuple[object, ...], before: Callable[[], object]) -> int:
    file = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(file, 1)
    os.dup2(file, 2)
    _server.ensure_running = lambda: None  # it is no child of this process, which may ask it for workers all the same
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["warta", "--db", str(folder / "news.db"), *map(str, words)]
    before()
    from ingest.cli.start import main

    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else bool(ended.code)
    except BaseException:
        import traceback

        traceback.print_exc()
        return 70
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0
