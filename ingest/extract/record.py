"""A JSON object with an article's fields: warta's own, trafilatura's and news-please's keys."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ingest.core import dates, urls, zones
from ingest.core.field_names import KEYS
from ingest.core.model import Draft, Page

from . import clocks
from .clocks import Dated
from .metadata import jsonld, names

_FARTHEST = 14 * 60  # minutes from UTC
_SEVERAL = re.compile(r",|\s(?:and|dan|&)\s")
_BETWEEN = len(", and ")  # characters between names at most
_NUMBER = re.compile(r"(?:1\d{9}|1\d{12})(?:\.\d{0,9})?")  # since 2001; others are dates run together
_NOTHING = frozenset({"None", "null", "NaN", "nan"})  # what programs write in place of no value


def draft(page: Page) -> Draft | None:
    """Return the article in a record; None when it has no text.

    Raises ValueError when the body is no JSON, AttributeError when that is no object.
    """
    fields = json.loads(page.body)
    text = _string(fields, "text")
    if text is None:
        return None
    language = _string(fields, "language")
    said = _string(fields, "published")
    dated = _dated(said, page.url, language, _day(fields))
    changed = _dated(_string(fields, "modified"), page.url, language)
    offset = fields.get("published_offset")
    return Draft(
        text=text,
        method=_string(fields, "method") or "record",
        title=_string(fields, "title"),
        authors=_people(fields, "authors"),
        editors=_people(fields, "editors"),
        published=dated.moment if dated else None,
        published_from=(_string(fields, "published_from") or "record") if dated else None,
        published_offset=offset if _is_offset(offset) else dated.minutes if dated else None,
        day=dated.day if dated else None,
        unread_date=said if dated is None else None,
        floating=clocks.floating(published=dated, modified=changed),
        modified=changed.moment if changed else None,
        site=_string(fields, "site"),
        section=next(iter(_strings(fields, "section", separator=";")), None),
        tags=_strings(fields, "tags", separator=";" if ";" in str(fields.get("tags")) else ","),
        description=_string(fields, "description"),
        image=_image(fields),
        language=language,
    )


def _image(fields: Mapping[str, Any]) -> str | None:
    found = (jsonld.picture(fields[key], {}) for key in KEYS["image"] if key in fields)
    return next((image for image in found if image and not urls.is_foreign(image)), None)


def _dated(value: str | None, url: str, language: str | None, day: date | None = None) -> Dated | None:
    """A date in words or digits; plain numbers are seconds or milliseconds since 1970."""
    whole = value.partition(".")[0] if value and _NUMBER.fullmatch(value) else value
    written = dates.read(whole, language) if whole else None
    if written is None:
        return None
    dated = clocks.read(written, (), zones.of_outlet(urls.host(url), language, written.wall))
    return replace(dated, day=day) if dated and day else dated


def _day(fields: Mapping[str, Any]) -> date | None:
    """The outlet's own day, where the record says it."""
    if "day" not in fields:
        return None
    try:
        return date.fromisoformat(str(fields["day"]))
    except ValueError:
        return None


def _is_offset(value: Any) -> bool:
    """Whether a number can be minutes east of UTC."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _FARTHEST


def _string(fields: Mapping[str, Any], name: str) -> str | None:
    """The first of a field's keys that holds text or a number, or an object or list with its name or address first."""
    for key in KEYS.get(name, (name,)):
        if key not in fields:
            continue
        value = _plain(fields[key])
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            text = str(value).strip()
            if text and text not in _NOTHING:
                return text
    return None


def _plain(value: Any) -> Any:
    """A value out of the object in which schema.org wraps it, or the first of a list."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        return next((value[name] for name in ("name", "url", "@value", "contentUrl") if value.get(name)), None)
    return value


def _people(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Names in a list, or in one text, apart by semicolons, or by commas and an "and" where whole names stand there."""
    found = _strings(fields, name, separator=";")
    if len(found) != 1 or not _SEVERAL.search(found[0]):
        return found
    apart = names.people(found)
    is_all = sum(map(len, apart)) + (len(apart) - 1) * _BETWEEN >= len(found[0])  # no degree or desk was left out
    return apart if is_all and all(" " in one for one in apart) else found


def _strings(fields: Mapping[str, Any], name: str, *, separator: str) -> tuple[str, ...]:
    """The texts, or names of things, of a field's first key that has any, in a list or alone; or apart in one text."""
    for key in KEYS[name]:
        if key not in fields:
            continue
        value = fields[key]
        parts = value.split(separator) if isinstance(value, str) else jsonld.texts(value)
        found = tuple(dict.fromkeys(text for part in parts if (text := part.strip()) and text not in _NOTHING))
        if found:
            return found
    return ()
