"""Another archive of warta: its articles as records, with what it received for them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import store
from ingest.core.errors import Unreadable
from ingest.core.model import Buried, Kind, Page
from store import Handed, Lost, NewerArchive, NotAnArchive, StoreError, Tombstone

_NOT_OURS = "with its own program, save what it holds as CSV or JSONL, and import that"


def pages(path: Path, origin: str, *, now: Callable[[], datetime]) -> Iterator[Page | Buried | Unreadable]:
    """A page for each article of the archive at a path, the oldest first, after what was deleted there for good.

    An Unreadable stands in the place of what is damaged, or of all of it. Raises nothing else.
    """
    buried: list[Tombstone] = []
    try:
        for found in store.read_archive(path):
            if isinstance(found, Tombstone):
                buried.append(found)
                continue
            if buried:
                yield Buried(tuple(buried), origin)
                buried = []
            yield _lost(origin, found) if isinstance(found, Lost) else _page(found, origin, now())
        if buried:
            yield Buried(tuple(buried), origin)
    except StoreError as error:
        yield Unreadable("reading", origin, _why(error), _advice(error))


def _page(found: Handed, origin: str, fetched: datetime) -> Page:
    return Page(
        url=found.url, body=found.line.encode(), kind=Kind.RECORD, fetched=fetched, captures=found.captures,
        revisits=found.revisits, place=f"{origin} ({found.url})",
    )  # fmt: skip


def _lost(origin: str, lost: Lost) -> Unreadable:
    advice = "the rest is imported; `warta check` looks at that archive"
    return Unreadable("reading", f"{origin}, {lost.what}", f"the file is damaged there ({lost.reason})", advice)


def _why(error: StoreError) -> str:
    return "it is an SQLite database of another program" if isinstance(error, NotAnArchive) else error.reason


def _advice(error: StoreError) -> str:
    if isinstance(error, NotAnArchive):
        return _NOT_OURS
    return "upgrade warta" if isinstance(error, NewerArchive) else error.advice
