"""The signals that end a command, heard in a thread of their own.

The main thread may be loading modules, or be inside SQLite or a parser for minutes. A command ends at once,
in one line and with 128 plus the signal's number; a run stops in order, and is ended when that takes too
long or a second signal comes. The archive is made to be left at any moment.
"""

import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NoReturn

_HEARD = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
_SHOW_CURSOR = b"\r\x1b[K\x1b[?25h"  # which a line that moves has hidden


@dataclass(frozen=True, slots=True)
class Order:
    """How a run is told to stop, and how long it may take."""

    stop: Callable[[int], None]
    seconds: float


_order: Order | None = None
_is_listening = False


def listen() -> None:
    """Hear the signals from now on; once. A signal that is ignored (nohup) stays so."""
    global _is_listening
    if _is_listening:
        return
    _is_listening = True
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    for number in _HEARD:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: None)  # so that it is written to the pipe
    threading.Thread(target=_hear, args=(reading,), daemon=True).start()


@contextmanager
def heard_by(order: Order) -> Iterator[None]:
    """Return a context in which a signal stops a run in order."""
    global _order
    _order = order
    try:
        yield
    finally:
        _order = None


def _hear(reading: int) -> None:
    number = os.read(reading, 1)[0]
    order = _order
    if order is None:
        _end(number, "stopped")
    order.stop(number)
    select.select([reading], [], [], order.seconds)  # a second signal ends it at once
    _end(number, "stopped before it had ended in order; what is stored is whole, the rest comes with the next run")


def _end(number: int, line: str) -> NoReturn:
    kill_children()
    with suppress(OSError):
        start = _SHOW_CURSOR if os.isatty(2) else b""
        if select.select([], [2], [], 0)[1]:  # else nobody reads it, and writing would wait
            os.write(2, start + f"warta: {line}\n".encode())
    os._exit(128 + number)


def kill_children() -> None:
    """End what works for this process: by itself that ends after a page, or after loading. Raises nothing."""
    with suppress(Exception):  # a module that is only half loaded can raise anything, and this has to end
        for child in sys.modules["multiprocessing.process"].active_children():
            with suppress(OSError):
                child.kill()
    with suppress(Exception):
        sys.modules["ingest.pipeline.fork_server"].end(is_sudden=True)
    with suppress(Exception):
        sys.modules["multiprocessing.util"]._run_finalizers(0)  # gives up the locks, which else another complains of
