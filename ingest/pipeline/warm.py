"""Loaded once, before worker processes are made as copies of that state.

Profiles of languages, rules of dates, domains and dictionaries are read when the first article needs them, which takes
a second of a processor: here an invented article needs them all, and every worker has them from the start.
"""

import errno
from datetime import UTC, datetime
from multiprocessing import reduction
from socket import socket

from ingest import language
from ingest.core.model import Kind, Page
from ingest.formats import feeds, links, opml, sitemap
from ingest.formats.feeds import xml

from . import process

__all__ = ["ARTICLE", "feeds", "links", "opml", "sitemap", "xml"]

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

language.detect("The morning news of the estuary")
process.article(ARTICLE)

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
