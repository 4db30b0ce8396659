"""Loaded once, before worker processes are made as copies of that state.

Profiles of languages, rules of dates, domains and dictionaries are read when the first article needs them, which takes
a second of a processor: here an invented article needs them all, and every worker has them from the start. What reads
feeds is loaded by the worker that gets the first one: an import of pages has none.
"""

import contextlib
import errno
import gc
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import reduction, spawn
from typing import Any

from ingest.core.model import Kind, Page

__all__ = ["ARTICLE"]

ARTICLE = Page(
    url="https://muara.example/kabar/perahu",
    kind=Kind.PAGE,
    fetched=datetime(2026, 1, 7, tzinfo=UTC),
    body=b"""<!doctype html><html><head><meta charset="utf-8"><title>Perahu Baru Tiba - Muara</title></head><body>
<article><h1>Perahu Baru Tiba</h1><p>Oleh Rina Sagara, Selasa, 6 Januari 2026 10:15 WIB</p>
<p>Perahu penyeberangan yang baru tiba di muara pada pagi hari, dan warga menyambutnya dengan tarian di dermaga.</p>
<p>"Kami menunggunya sejak musim hujan yang lalu," kata kepala dermaga kepada para pedagang yang datang ke sana.</p>
<p>Sebuah perahu lain diperbaiki di seberang, dan para nelayan membantu pembuatannya sampai selesai bulan depan.</p>
</article></body></html>""",
)


def _load() -> None:
    """Load what pages need. What is loaded stays, and to look for rubbish in it takes a tenth of the time."""
    gc.disable()
    try:
        from ingest import language
        from ingest.formats import links  # noqa: F401

        from . import steps

        language.detect("The morning news of the estuary")
        with contextlib.suppress(Exception):  # it ends what makes the workers; the first article that comes tells it
            steps.article(ARTICLE)
    finally:
        gc.enable()


_load()

# Who asks for a worker and is killed just then has not asked. Else the process that makes the workers ends with a
# traceback, or the worker that it made, on the terminal of a run that was stopped.
_received: Callable[[Any, int], list[int]] | None = getattr(reduction, "recvfds", None)
_begun: Callable[[int, int], int] | None = getattr(spawn, "_main", None)


def _or_gone(received: Callable[[Any, int], list[int]]) -> Callable[[Any, int], list[int]]:
    """What reads with what a worker is begun, which is of nobody where that breaks off."""

    def read(sock: Any, size: int) -> list[int]:
        try:
            return received(sock, size)
        except EOFError as error:
            raise ConnectionAbortedError(errno.ECONNABORTED, "who asked is gone") from error

    return read


def _or_for_nobody(begun: Callable[[int, int], int]) -> Callable[[int, int], int]:
    """What gives the exit code of a worker that was begun."""

    def begin(fd: int, parent_sentinel: int) -> int:
        try:
            return begun(fd, parent_sentinel)
        except EOFError:  # what it has to do was not sent any more; what it does raises nothing
            return 1

    return begin


if _received and _begun:  # names of this Python's own modules, which another may not have
    reduction.recvfds = _or_gone(_received)  # type: ignore[assignment]
    spawn._main = _or_for_nobody(_begun)  # type: ignore[assignment]
