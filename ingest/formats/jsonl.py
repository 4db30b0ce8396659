"""JSONL: one JSON object a line, with a page's HTML or with an article's fields.

``{"url", "html"}`` or ``{"url", "title", "text", …}``, the keys of trafilatura and
news-please included; what the fields mean is decided in ``extract.record``.
"""

import codecs
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from ingest.core import charset, field_names, urls
from ingest.core.errors import Unreadable
from ingest.core.model import Kind, Noted, Page
from store import Sighting

from . import json_records

LIMIT_BYTES = json_records.LIMIT_BYTES
_MOST_USELESS = 1000
_EXPECTED = {"title": "no title", "published": "no date"}
_ADDRESS_KEYS = ("url", "source", "link")
_IS_ADDRESS = re.compile(r"(?:https?|file)://\S|urn:\S", re.I)
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_LONG = 200  # characters
_GAP, _GAP_WRITTEN = "\0", b'"\\u0000"'  # in the place of a text
_PLAIN = bytes(code for code in range(32, 256) if code not in b'"\\')
_ADVICE = 'each line must be one JSON object such as {"url": "…", "title": "…", "text": "…"}'


def pages(
    lines: Iterable[bytes], origin: str, *, now: Callable[[], datetime], names: Mapping[str, str] | None = None
) -> Iterator[Page | Unreadable | Noted]:
    """A page for each object, in their order; an Unreadable, with the number of its line, for what is no object.

    ``origin`` is the absolute path or the address that the lines came from, ``now`` the clock (UTC), ``names``
    which of their fields is what; a warning says where the title or date of the first may have another name.
    Objects may also stand in a list, or go over several lines. After a thousand in a row without a word the rest is
    left out.
    Raises only what iterating over ``lines`` raises.
    """
    is_any, is_told, useless = False, False, 0
    for found in json_records.split(lines):
        is_any = True
        reason = found.reason or ("" if _says_something(found.fields or {}) else "it has no field that says anything")
        if reason:
            useless += 1
            yield Unreadable("reading", f"{origin}, {found.place}", reason, _ADVICE)
            if useless >= _MOST_USELESS:
                reason = f"{_MOST_USELESS} in a row are no articles, what comes after them is left out"
                yield Unreadable("reading", f"{origin}, after {found.place}", reason, _ADVICE)
                return
            continue
        useless = 0
        fields = field_names.with_own(found.fields or {}, names or {})
        if not is_told:
            yield from _about_names(fields, found.fields or {}, origin, names or {})
            is_told = True
        yield page(fields, origin, found.place, now(), found.fields)
    if not is_any:
        yield Unreadable("reading", origin, "it is no JSON object, and holds none", _ADVICE)


def _about_names(
    fields: Mapping[str, Any], said: Mapping[str, Any], origin: str, names: Mapping[str, str]
) -> Iterator[Noted]:
    """A warning where a record may have its title or date under a name that is not known."""
    asked = [theirs for theirs in names.values() if not (theirs in said or field_names.is_value(theirs))]
    if asked:
        reason = f"its first record has no {field_names.shown(asked)}, which --map names; it has"
        yield Noted(f"{origin}: {reason} {field_names.shown([*said])}", is_warning=True)
    unread = field_names.unread(fields, names)
    missing = [name for name in _EXPECTED if not any(fields.get(key) for key in field_names.KEYS[name])]
    if missing and unread and not fields.get("html") and "warta" not in fields:
        what = " and ".join(_EXPECTED[name] for name in missing)
        text = f"{origin}: its first record has {what}; nothing is read from {field_names.shown(unread)}"
        yield Noted(f"{text}; if it is there, --map {missing[0]}=NAME says where", is_warning=True)


def is_utf_16(body: bytes) -> bool:
    """Whether bytes begin as UTF-16 does. Raises nothing."""
    return body[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or charset.is_bare_utf_16(body)


def lines(body: bytes) -> list[bytes]:
    """The lines of a whole body, in UTF-8. Raises nothing."""
    return (charset.decode(body).encode("utf-8", "replace") if is_utf_16(body) else body).split(b"\n")


def _says_something(fields: dict[str, Any]) -> bool:
    return any(value not in (None, "", [], {}) for value in fields.values())


def page(
    fields: dict[str, Any], origin: str, place: str, fetched: datetime, said: Mapping[str, Any] | None = None
) -> Page:
    """Return the page that one object stands for. Raises nothing.

    Without an address it has the hash of what the object itself said, whatever --map says of that.
    """
    html = fields.get("html")
    has_page = isinstance(html, str) and bool(html.strip())
    body = html.encode("utf-8", "replace") if isinstance(html, str) and has_page else written(fields)
    given = _address(fields)
    return Page(
        url=given or _hash(body if has_page or said is None else written(said)),
        body=body,
        kind=Kind.PAGE if has_page else Kind.RECORD,
        fetched=fetched,
        sightings=(
            Sighting(kind="jsonl", locator=origin),
            *([Sighting(kind="jsonl", locator=urls.canonical(given))] if given else []),
        ),
        place=None if given else f"{origin}, {place}",
    )


def _hash(said: bytes) -> str:
    return f"urn:sha256:{hashlib.sha256(said).hexdigest()}"


def written(fields: Mapping[str, Any]) -> bytes:
    """Return an object as ``json.dumps`` writes it without escaping letters, in UTF-8. Raises nothing.

    The library looks at each character, which takes a fifth of the time of a record: long texts are put in afterwards.
    """
    texts = {name: text for name, text in fields.items() if type(text) is str and len(text) > _LONG}
    around = _ENCODE({**fields, **dict.fromkeys(texts, _GAP)}).encode("utf-8", "replace").split(_GAP_WRITTEN)
    if len(around) != len(texts) + 1:  # it has such a gap of its own
        return _ENCODE(fields).encode("utf-8", "replace")
    pieces = [piece for before, text in zip(around, texts.values(), strict=False) for piece in (before, _quoted(text))]
    return b"".join([*pieces, around[-1]])


def _quoted(text: str) -> bytes:
    """A text as a string of JSON."""
    plain = text.encode("utf-8", "replace")
    if odd := plain.translate(None, _PLAIN):
        if odd.strip(b'\n"\\'):
            return _ENCODE(text).encode("utf-8", "replace")
        plain = plain.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"%s"' % plain


def _address(fields: dict[str, Any]) -> str | None:
    """The first of the address keys that holds an address of any kind."""
    for key in _ADDRESS_KEYS:
        value = fields.get(key)
        if isinstance(value, str) and _IS_ADDRESS.match(value):
            return urls.asked(value) or charset.whole(value)
    return None
