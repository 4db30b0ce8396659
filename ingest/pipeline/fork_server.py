"""The process of which workers are copies: it loads what they need, once, and ends with the one that began it.

Imports little: it is begun before what a run works with is loaded.
"""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Any


def begin(preload: Sequence[str] | None = None) -> None:
    """Have it begin, unless it runs already; it loads modules of these names first, None: of those told before.

    Python has it ignore Ctrl-C, which a terminal sends to all, only when it has loaded them: it begins deaf to it.
    Returns None, raises nothing.
    """
    from multiprocessing import forkserver, resource_tracker

    if preload is not None:
        forkserver.set_forkserver_preload([*preload])
    with suppress(OSError):  # whoever asks for a worker is told
        resource_tracker.ensure_running()  # first: it would have Ctrl-C heard again
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)
    _end_with_this_one()


def end(*, is_sudden: bool = False) -> None:
    """End it, also while it still loads: it would hold the output of this process for so long. Raises nothing.

    Where this process ends suddenly, the socket at which it is asked goes too, with its folder.
    """
    server: Any = getattr(sys.modules.get("multiprocessing.forkserver"), "_forkserver", None)
    with suppress(OSError, ValueError, AttributeError, TypeError):  # it ended, or was begun by whose copy this one is
        if os.waitpid(server._forkserver_pid, os.WNOHANG) == (0, 0):
            os.kill(server._forkserver_pid, signal.SIGKILL)
            if is_sudden:
                os.unlink(server._forkserver_address)
                os.rmdir(os.path.dirname(server._forkserver_address))


@cache
def _end_with_this_one() -> None:
    from multiprocessing import util

    util.Finalize(None, end, exitpriority=-1)  # after processes of the program's own, which are waited for before
