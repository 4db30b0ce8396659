"""Records that go to a worker some at a time: to hand over one alone costs half of what is done with it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeGuard, TypeVar

from ingest.core.model import Kind, Noted, Page, Records

T = TypeVar("T")
_MOST, _MOST_BYTES = 20, 256 << 10


def is_record(found: object) -> TypeGuard[Page]:
    """Whether it is one of the very many that a file may hold; what the web answered is a page of its own."""
    return isinstance(found, Page) and found.kind is Kind.RECORD and found.status is None


def size_bytes(found: object) -> int:
    """Return how much is held of a page; of anything else nothing that counts."""
    return found.size_bytes if isinstance(found, Page) else 0


def first(found: Iterable[T], most: int | None) -> Iterator[T]:
    """Yield what was found, so many of it at most; None: all. What is only to be told does not count."""
    left = most
    for each in found if left != 0 else ():
        yield each
        if left is not None and not isinstance(each, Noted):
            left -= 1
            if not left:
                return


def together(found: Iterable[T]) -> Iterator[T | Records]:
    """Yield what was found in its order, records that follow each other as some."""
    for are_records, some in groupby(found, is_record):
        if are_records:
            yield from map(Records, _small(filter(is_record, some)))
        else:
            yield from some


def _small(records: Iterable[Page]) -> Iterator[tuple[Page, ...]]:
    """The records, some at a time: not too many, and a large one alone."""
    some: list[Page] = []
    room = _MOST_BYTES
    for record in records:
        if some and (len(some) >= _MOST or record.size_bytes > room):
            yield tuple(some)
            some, room = [], _MOST_BYTES
        some.append(record)
        room -= record.size_bytes
    if some:
        yield tuple(some)
