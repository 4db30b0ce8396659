"""Loaded once, before worker processes are made as copies of that state.

The language profiles take half a second to read; every worker has them from the start.
"""

import errno
from multiprocessing import reduction, spawn
from typing import Any

from ingest import extract, language
from ingest.extract import article
from ingest.formats import feeds, links, opml, sitemap
from ingest.formats.feeds import xml

__all__ = ["article", "extract", "feeds", "links", "opml", "sitemap", "xml"]

language.detect("Kabar pagi dari muara")

# Who asks for a worker and is killed just then has not asked. Else the process that makes the workers ends with a
# traceback, or the worker that it made, on the terminal of a run that was stopped.
_received, _begun = reduction.recvfds, spawn._main


def _or_gone(sock: Any, size: int) -> list[int]:
    """What a worker is begun with."""
    try:
        return _received(sock, size)
    except EOFError as error:
        raise ConnectionAbortedError(errno.ECONNABORTED, "who asked is gone") from error


def _or_for_nobody(fd: int, parent_sentinel: int) -> int:
    """The exit code of a worker that was begun."""
    try:
        return _begun(fd, parent_sentinel)
    except EOFError:  # what it has to do was not sent any more; what it does raises nothing
        return 1


reduction.recvfds = _or_gone
spawn._main = _or_for_nobody
