"""A record that warta's own export wrote: the archive's word, which is taken as it is.

Nothing of it is told from its text again, neither language nor dates nor address: what was known in the one archive
is known in the other. Only what no import would have taken is not taken here either: addresses that run a script,
and times that are still to come.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from ingest.core import charset, dates, urls
from ingest.core.model import Kind, Page
from store import Alternate, Article, DatedSighting, Deposit, History, Revision, Sighting

MARK = "warta"
_VERSION = 1  # the latest that is understood
_LARGEST_ID = (1 << 53) - 1
_FARTHEST = 14 * 60
_IS_PLACE = re.compile(r"file:/\S|urn:\S", re.I)
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
    now = page.fetched
    alternates = [each for each in map(_alternate, _list(fields, "alternates")) if urls.is_web(each.url)]
    history = _history(fields, now)
    history = replace(
        history,
        captures=tuple(replace(each, fetched=_seen(each.fetched, now, history.last_seen)) for each in page.captures),
        revisits=tuple(replace(each, fetched=_seen(each.fetched, now, history.last_seen)) for each in page.revisits),
    )
    article = _without_future(_article(fields), now)
    return Deposit(article=article, alternates=tuple(alternates), history=history)


def _article(fields: Fields) -> Article:
    image = _text(fields, "image")
    return Article(
        url=_address(_needed(_text, fields, "url")),
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
        image=None if image is None or urls.is_foreign(image) else image,
        language=_text(fields, "language"),
        language_confidence=_share(fields.get("language_confidence"), "language_confidence"),
        languages={str(code): _share(share, "languages") or 0.0 for code, share in _object(fields, "languages")},
        method=_text(fields, "method"),
        notes={_whole(name): _whole(str(note)) for name, note in _object(fields, "notes")},
    )


def _address(text: str) -> str:
    """Where an article is: on the web, in a file, or under a name; else under a name that is made of what is said."""
    is_usable = urls.asked(text) if urls.is_web(text) else _IS_PLACE.match(text)
    return text if is_usable else f"urn:sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _without_future(article: Article, now: datetime) -> Article:
    """The article without dates that no article can have when it is read; its day is one of its date."""
    modified = article.modified if article.modified and dates.is_believed(article.modified, now) else None
    if article.published is None or not dates.is_believed(article.published, now):
        return replace(
            article, published=None, published_from=None, published_offset=None, day=None, modified=modified
        )  # fmt: skip
    day, own = article.day, article.published + timedelta(minutes=article.published_offset or 0)
    is_another = day and abs(day - own.date()) > dates.AHEAD
    return replace(article, day=own.date() if is_another else day, modified=modified)


def _seen(moment: datetime, now: datetime, known: datetime) -> datetime:
    """When something was seen; by a clock that was ahead: when it is known to have been seen."""
    return moment if moment <= now + dates.AHEAD else known


def _history(fields: Fields, now: datetime) -> History:
    article_id = _number(fields, "id")
    first = _seen(_needed(_moment, fields, "first_seen"), now, now)
    last = _seen(_needed(_moment, fields, "last_seen"), now, first)
    return History(
        id=article_id if article_id is not None and 0 < article_id <= _LARGEST_ID else None,
        first_seen=min(first, last),
        last_seen=max(first, last),
        revisions=tuple(_revision(each, now, last) for each in _list(fields, "revisions")),
        sightings=tuple(_sighting(each, now, last) for each in _list(fields, "sightings")),
    )


def _revision(fields: Fields, now: datetime, last: datetime) -> Revision:
    title, text = _text(fields, "title"), _needed(_text, fields, "text")
    content_hash = Article(url="", title=title, text=text).content_hash
    replaced = _moment(fields, "replaced")
    return Revision(
        seen=_seen(_needed(_moment, fields, "seen"), now, last),
        replaced=replaced and _seen(replaced, now, last),
        title=title,
        text=text,
        content_hash=content_hash,
    )


def _sighting(fields: Fields, now: datetime, last: datetime) -> DatedSighting:
    place = Sighting(kind=_needed(_text, fields, "kind"), locator=_needed(_text, fields, "locator"))
    return DatedSighting(sighting=place, seen=_seen(_needed(_moment, fields, "seen"), now, last))


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
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(f"its {name!r} is beyond all calendars") from error


def _day(fields: Fields, name: str) -> date | None:
    text = _text(fields, name)
    return date.fromisoformat(text) if text else None
