"""A record that warta's own export wrote: the archive's word, which is taken as it is.

Nothing of it is told from its text again, neither language nor dates nor address: what was known in the one archive
is known in the other.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from ingest.core import charset
from ingest.core.model import Kind, Page
from store import Alternate, Article, DatedSighting, Deposit, History, Revision, Sighting

MARK = "warta"
_VERSION = 1  # the latest that is understood
_LARGEST_ID = (1 << 53) - 1
_FARTHEST = 14 * 60
Fields = Mapping[str, Any]
Made = TypeVar("Made")


def deposit(page: Page) -> Deposit | None:
    """Return the article in a record of an export, with its history; None for any other page.

    Raises ValueError, with the reason in words, when the record is none of warta's although it says so.
    """
    if page.kind is not Kind.RECORD or b'"warta"' not in page.body:
        return None
    fields = json.loads(page.body)
    if MARK not in fields:
        return None
    if not isinstance(fields[MARK], int) or fields[MARK] > _VERSION:
        raise ValueError(f"it is of an export of version {fields[MARK]!r}, this warta knows {_VERSION}: upgrade it")
    alternates = tuple(map(_alternate, _list(fields, "alternates")))
    history = replace(_history(fields), captures=page.captures, revisits=page.revisits)
    return Deposit(article=_article(fields), alternates=alternates, history=history)


def _article(fields: Fields) -> Article:
    return Article(
        url=_needed(_text, fields, "url"),
        text=_needed(_text, fields, "text"),
        title=_text(fields, "title"),
        authors=_texts(fields, "authors"),
        editors=_texts(fields, "editors"),
        published=_moment(fields, "published"),
        published_from=_text(fields, "published_from"),
        published_offset=_offset(fields),
        day=_day(fields, "day"),
        modified=_moment(fields, "modified"),
        site=_text(fields, "site"),
        section=_text(fields, "section"),
        tags=_texts(fields, "tags"),
        description=_text(fields, "description"),
        image=_text(fields, "image"),
        language=_text(fields, "language"),
        language_confidence=_share(fields.get("language_confidence"), "language_confidence"),
        languages={str(code): _share(share, "languages") or 0.0 for code, share in _object(fields, "languages")},
        method=_text(fields, "method"),
        notes={_whole(name): _whole(str(note)) for name, note in _object(fields, "notes")},
    )


def _history(fields: Fields) -> History:
    article_id = _number(fields, "id")
    first, last = (_needed(_moment, fields, name) for name in ("first_seen", "last_seen"))
    return History(
        id=article_id if article_id is not None and 0 < article_id <= _LARGEST_ID else None,
        first_seen=min(first, last),
        last_seen=max(first, last),
        revisions=tuple(map(_revision, _list(fields, "revisions"))),
        sightings=tuple(map(_sighting, _list(fields, "sightings"))),
    )


def _revision(fields: Fields) -> Revision:
    title, text = _text(fields, "title"), _needed(_text, fields, "text")
    content_hash = Article(url="", title=title, text=text).content_hash
    return Revision(
        seen=_needed(_moment, fields, "seen"), replaced=_moment(fields, "replaced"), title=title, text=text,
        content_hash=content_hash,
    )  # fmt: skip


def _sighting(fields: Fields) -> DatedSighting:
    place = Sighting(kind=_needed(_text, fields, "kind"), locator=_needed(_text, fields, "locator"))
    return DatedSighting(sighting=place, seen=_needed(_moment, fields, "seen"))


def _alternate(fields: Fields) -> Alternate:
    return Alternate(language=_needed(_text, fields, "language"), url=_needed(_text, fields, "url"))


# -- values of a kind


def _needed(read: Callable[[Fields, str], Made | None], fields: Fields, name: str) -> Made:
    value = read(fields, name)
    if value is None:
        raise ValueError(f"it lacks {name!r}, which warta's own exports have")
    return value


def _of(kind: type[Made], fields: Fields, name: str) -> Made | None:
    value = fields.get(name)
    if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
        raise ValueError(f"its {name!r} is no {kind.__name__}")
    return value


def _text(fields: Fields, name: str) -> str | None:
    value = _of(str, fields, name)
    return None if value is None else _whole(value)


def _whole(text: str) -> str:
    return charset.whole(text).replace("\x00", "")


def _number(fields: Fields, name: str) -> int | None:
    return _of(int, fields, name)


def _offset(fields: Fields) -> int | None:
    """Minutes from UTC; no clock is further from it than 14 hours."""
    minutes = _number(fields, "published_offset")
    if minutes is not None and abs(minutes) > _FARTHEST:
        raise ValueError(f"its 'published_offset' is more than {_FARTHEST} minutes")
    return minutes


def _list(fields: Fields, name: str) -> list[Fields]:
    values = _of(list, fields, name) or []
    if not all(isinstance(value, dict) for value in values):
        raise ValueError(f"its {name!r} holds what is no object")
    return values


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(_whole(str(value)) for value in _of(list, fields, name) or ())


def _object(fields: Fields, name: str) -> list[tuple[str, Any]]:
    return [*(_of(dict, fields, name) or {}).items()]


def _share(value: Any, name: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"its {name!r} is no number from 0 to 1")
    return value


def _moment(fields: Fields, name: str) -> datetime | None:
    """A time as warta writes it; one without a zone is in UTC."""
    text = _text(fields, name)
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(fields: Fields, name: str) -> date | None:
    text = _text(fields, name)
    return date.fromisoformat(text) if text else None
