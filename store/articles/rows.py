"""The kept types as rows, and rows as the kept types."""

import json
import sqlite3
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from store import words
from store.db.errors import BadRow

from .moments import to_moment, to_text
from .types import ArchivedArticle, Article, Capture, DatedSighting, Revision, Revisit, Sighting, Tombstone

if TYPE_CHECKING:
    from zstandard import ZstdCompressor

Row = dict[str, Any]
Given = TypeVar("Given")
Made = TypeVar("Made")

_DAY = timedelta(days=1)
_ZSTD_LEVEL = 5  # a page of 196 kB to 33 kB in 1.7 ms; level 6 saves 2 % for 1.3x the time, 19 10 % for 30x
_SMALL_BYTES, _OF_SMALL = 8 << 10, 3  # of a record of 1.9 kB level 5 saves 1 % more, and takes twice the time


def from_article(article: Article) -> Row:
    """Return the columns of ``articles`` that the article itself determines, but its stems.

    Raises ValueError when a time is naive or the day another, UnicodeEncodeError for a lone surrogate.
    """
    published, day = _dated(article)
    return {
        "url": article.url,
        "title": article.title,
        "authors": _json(article.authors),
        "editors": _json(article.editors),
        "published": published,
        "published_from": article.published_from,
        "published_offset": article.published_offset,
        "day": day,
        "modified": article.modified and to_text(article.modified),
        "site": article.site,
        "domain": article.domain,
        "section": article.section,
        "tags": _json(article.tags),
        "description": article.description,
        "image": article.image,
        "text": article.text,
        "language": article.language,
        "language_confidence": article.language_confidence,
        "languages": _json(article.languages),
        "words": article.words,
        "content_hash": article.content_hash,
        "method": article.method,
        "notes": _json(article.notes),
    }


def _dated(article: Article) -> tuple[str | None, str | None]:
    """When it was published, and on which day of the outlet's calendar; a day alone is its midnight in UTC."""
    day = article.day
    if article.published is None:
        return (to_text(datetime.combine(day, time.min, UTC)), day.isoformat()) if day else (None, None)
    text = to_text(article.published)
    if day is None:
        day = _local_day(article.published, article.published_offset or 0)
    if abs(day - to_moment(text).date()) > _DAY:  # windows of days rely on it
        raise ValueError(f"the day {day} of {article.url} is more than a day away from {text}, when it was published")
    return text, day.isoformat()


def _local_day(moment: datetime, offset: int) -> date:
    """The day on the clocks that are so many minutes ahead of UTC; that of UTC at the ends of the calendar."""
    moment = moment.astimezone(UTC)
    try:
        return (moment + timedelta(minutes=offset)).date()
    except OverflowError:
        return moment.date()


def stems_of(row: Mapping[str, Any]) -> str:
    """Return the column ``stems``, from title, description, text and language of the row."""
    return words.beyond(row["title"], row["description"], row["text"], row["language"])


def checked(read: Callable[[Given], Made]) -> Callable[[Given], Made]:
    """Return a function that reads rows as before, but raises BadRow for what warta never writes into one."""

    @wraps(read)
    def reading(row: Given) -> Made:
        try:
            return read(row)
        except BadRow:
            raise
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            raise BadRow(str(error)) from error

    return reading


@checked
def to_article(row: sqlite3.Row) -> ArchivedArticle:
    """Return an article from all columns of its row. Raises BadRow when a column holds what warta never writes."""
    return ArchivedArticle(
        id=row["id"],
        url=row["url"],
        title=row["title"],
        authors=tuple(json.loads(row["authors"] or "[]")),
        editors=tuple(json.loads(row["editors"] or "[]")),
        published=row["published"] and to_moment(row["published"]),
        published_from=row["published_from"],
        published_offset=row["published_offset"],
        day=row["day"] and date.fromisoformat(row["day"]),
        modified=row["modified"] and to_moment(row["modified"]),
        site=row["site"],
        section=row["section"],
        tags=tuple(json.loads(row["tags"] or "[]")),
        description=row["description"],
        image=row["image"],
        text=row["text"],
        language=row["language"],
        language_confidence=row["language_confidence"],
        languages=json.loads(row["languages"] or "{}"),
        method=row["method"],
        notes=json.loads(row["notes"] or "{}"),
        duplicate_of=row["duplicate_of"],
        first_seen=to_moment(row["first_seen"]),
        last_seen=to_moment(row["last_seen"]),
    )


def from_capture(capture: Capture) -> Row:
    """Return the columns of ``captures`` but the article's id; the body zstd-compressed.

    Raises ValueError when its time is naive.
    """
    return {
        "url": capture.url,
        "fetched": to_text(capture.fetched),
        "status": capture.status,
        "content_type": capture.content_type,
        "headers": capture.headers,
        "body": _compressor(_ZSTD_LEVEL if len(capture.body) > _SMALL_BYTES else _OF_SMALL).compress(capture.body),
        "sha256": capture.sha256,
    }


class _OfThread(threading.local):
    """What compresses, by level; two threads in one at a time end the program with a fault of memory."""

    def __init__(self) -> None:
        self.compressors: dict[int, ZstdCompressor] = {}


_of_thread = _OfThread()


def _compressor(level: int) -> "ZstdCompressor":
    from zstandard import ZstdCompressor

    known = _of_thread.compressors
    return known.get(level) or known.setdefault(level, ZstdCompressor(level))


def from_revisit(answer: Revisit) -> Row:
    """Return the columns that tell that an answer came once more. Raises ValueError when its time is naive."""
    return {
        "url": answer.url, "sha256": answer.sha256, "fetched": to_text(answer.fetched), "status": answer.status,
    }  # fmt: skip


@checked
def to_revisit(row: sqlite3.Row) -> Revisit:
    """Return that an answer came once more, from its row with the capture's. Raises BadRow when its time is none."""
    return Revisit(url=row["url"], sha256=row["sha256"], fetched=to_moment(row["fetched"]), status=row["status"])


@checked
def to_tombstone(row: sqlite3.Row) -> Tombstone:
    """Return that an article was deleted for good, from its row. Raises BadRow when its time is not written as one."""
    return Tombstone(
        key=row["key"], kind=row["kind"], article_id=row["article_id"], deleted=to_moment(row["deleted"]),
        why=row["why"],
    )  # fmt: skip


@checked
def to_capture(row: sqlite3.Row) -> Capture:
    """Return a capture from its row, with the body as it was received.

    Raises BadRow when the body was not written by warta.
    """
    import zstandard

    try:
        body = zstandard.decompress(row["body"])
    except zstandard.ZstdError as error:
        raise BadRow(str(error)) from error
    return Capture(
        url=row["url"],
        fetched=to_moment(row["fetched"]),
        status=row["status"],
        content_type=row["content_type"],
        headers=row["headers"],
        body=body,
    )


@checked
def to_revision(row: sqlite3.Row) -> Revision:
    """Return a revision from its row. Raises BadRow when its time is not written as one."""
    return Revision(
        seen=to_moment(row["seen"]), title=row["title"], text=row["text"], content_hash=row["content_hash"],
        replaced=row["replaced"] and to_moment(row["replaced"]),
    )  # fmt: skip


@checked
def to_sighting(row: sqlite3.Row) -> DatedSighting:
    """Return a sighting from its row, with its time. Raises BadRow when that is not written as one."""
    return DatedSighting(sighting=Sighting(kind=row["kind"], locator=row["locator"]), seen=to_moment(row["seen"]))


def _json(value: tuple[str, ...] | Mapping[str, object]) -> str | None:
    """JSON text; None for what is empty, which means not known."""
    if not value:
        return None
    return json.dumps(dict(value) if isinstance(value, Mapping) else value, ensure_ascii=False)
