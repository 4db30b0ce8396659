"""Loaded once, before worker processes are made as copies of that state.

The language profiles take half a second to read; every worker has them from the start.
"""

import errno
from multiprocessing import reduction
from socket import socket

from ingest import extract, language
from ingest.extract import article
from ingest.formats import feeds, links, opml, sitemap
from ingest.formats.feeds import xml

__all__ = ["article", "extract", "feeds", "links", "opml", "sitemap", "xml"]

language.detect("Kabar pagi dari muara")

_received = reduction.recvfds


def _or_gone(sock: socket, size: int) -> list[int]:
    """What a worker is begun with; who asks for one and is killed just then has not asked.

    Else the process that makes the workers ends with a traceback, on the terminal of a run that was stopped.
    """
    try:
        return _received(sock, size)
    except EOFError as error:
        raise ConnectionAbortedError(errno.ECONNABORTED, "who asked is gone") from error


reduction.recvfds = _or_gone
