"""A JSON object with an article's fields: warta's own, trafilatura's and news-please's keys."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ingest.core import dates
from ingest.core.model import Draft, Page

from .metadata import jsonld

# For each field the keys under which it may stand, warta's own first.
_NUMBER = re.compile(r"(?:1\d{9}|1\d{12})(?:\.\d{0,9})?")  # since 2001; others are dates run together
_NOTHING = frozenset({"None", "null", "NaN", "nan"})  # what programs write in place of no value
_TEXT = ("text", "maintext", "articleBody", "body", "content", "raw_text")
_TITLE = ("title", "headline")
_AUTHORS = ("authors", "author", "byline")
_PUBLISHED = ("published", "date_publish", "date", "datePublished", "published_at", "pubDate")
_MODIFIED = ("modified", "date_modify", "dateModified", "updated_at")
_SITE = ("site", "source_domain", "hostname", "source-hostname", "sitename", "outlet")
_SECTION = ("section", "category", "categories")
_TAGS = ("tags", "keywords")
_DESCRIPTION = ("description", "excerpt", "summary")
_IMAGE = ("image", "image_url")
_LANGUAGE = ("language", "lang", "inLanguage")


def draft(page: Page) -> Draft | None:
    """Return the article in a record; None when it has no text.

    Raises ValueError when the body is no JSON, AttributeError when that is no object.
    """
    fields = json.loads(page.body)
    text = _string(fields, _TEXT)
    if text is None:
        return None
    language = _string(fields, _LANGUAGE)
    published = _moment(_string(fields, _PUBLISHED), language)
    return Draft(
        text=text,
        method=_string(fields, ("method",)) or "record",
        title=_string(fields, _TITLE),
        authors=_strings(fields, _AUTHORS, separator=";"),
        editors=_strings(fields, ("editors", "editor"), separator=";"),
        published=published,
        published_from=(_string(fields, ("published_from",)) or "record") if published else None,
        modified=_moment(_string(fields, _MODIFIED), language),
        site=_string(fields, _SITE),
        section=next(iter(_strings(fields, _SECTION, separator=";")), None),
        tags=_strings(fields, _TAGS, separator=";" if ";" in str(fields.get("tags")) else ","),
        description=_string(fields, _DESCRIPTION),
        image=next(filter(None, (jsonld.picture(fields.get(key), {}) for key in _IMAGE)), None),
        language=language,
    )


def _moment(value: str | None, language: str | None) -> datetime | None:
    """A date in words or digits; plain numbers are seconds or milliseconds since 1970."""
    if value is None:
        return None
    if _NUMBER.fullmatch(value):
        number = float(value)
        return datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
    return dates.parse(value, language)


def _string(fields: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """The first of the keys that holds text or a number, or an object or list with its name or address first."""
    for key in keys:
        value = _plain(fields.get(key))
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


def _strings(fields: Mapping[str, Any], keys: tuple[str, ...], *, separator: str) -> tuple[str, ...]:
    """The first of the keys that holds texts, or things with names, in a list or alone; or one text with separators."""
    for key in keys:
        value = fields.get(key)
        parts = value.split(separator) if isinstance(value, str) else jsonld.texts(value)
        found = tuple(dict.fromkeys(text for part in parts if (text := part.strip()) and text not in _NOTHING))
        if found:
            return found
    return ()
