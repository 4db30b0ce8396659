"""JSONL: one JSON object a line, with a page's HTML or with an article's fields.

``{"url", "html"}`` or ``{"url", "title", "text", …}``, the keys of trafilatura and
news-please included; what the fields mean is decided in ``extract.record``.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from ingest.core import charset, urls
from ingest.core.errors import Unreadable
from ingest.core.model import Kind, Page
from store import Sighting

LIMIT_BYTES = 20 << 20  # of one line
_ADDRESS_KEYS = ("url", "source", "link")
_IS_ADDRESS = re.compile(r"(?:https?|file)://\S|urn:\S", re.I)
_ADVICE = 'each line must be one JSON object such as {"url": "…", "title": "…", "text": "…"}'


def pages(lines: Iterable[bytes], origin: str, *, now: Callable[[], datetime]) -> Iterator[Page | Unreadable]:
    """A page for each object, in their order; an Unreadable, with the line's number, for each line that is no object.

    ``origin`` is the absolute path or the address that the lines came from, ``now`` the clock (UTC).
    Blank lines count, but yield nothing. Raises only what iterating over ``lines`` raises.
    """
    for number, line in enumerate(lines, 1):
        line = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not line:
            continue
        if len(line) > LIMIT_BYTES:
            reason = f"it is longer than {LIMIT_BYTES >> 20} MiB"
            yield Unreadable("reading", f"{origin}, line {number}", reason, "split it")
            continue
        try:
            value = json.loads(line)
            for fields in value if isinstance(value, list) and value else [value]:
                yield _page(fields, origin, number, now())
        except (ValueError, TypeError, RecursionError) as error:
            yield Unreadable("reading", f"{origin}, line {number}", f"it is no JSON object ({error})", _ADVICE)


def _page(fields: Any, origin: str, number: int, fetched: datetime) -> Page:
    """The page that one object stands for. Raises TypeError when it is not an object."""
    if not isinstance(fields, dict):
        raise TypeError(f"{type(fields).__name__} in place of an object")
    html = fields.get("html")
    has_page = isinstance(html, str) and bool(html.strip())
    body = (str(html) if has_page else json.dumps(fields, ensure_ascii=False)).encode("utf-8", "replace")
    given = _address(fields)
    return Page(
        url=given or f"urn:sha256:{hashlib.sha256(body).hexdigest()}",
        body=body,
        kind=Kind.PAGE if has_page else Kind.RECORD,
        fetched=fetched,
        sightings=(
            Sighting(kind="jsonl", locator=origin),
            *([Sighting(kind="jsonl", locator=urls.canonical(given))] if given else []),
        ),
        place=None if given else f"{origin}, line {number}",
    )


def _address(fields: dict[str, Any]) -> str | None:
    """The first of the address keys that holds an address of any kind."""
    for key in _ADDRESS_KEYS:
        value = fields.get(key)
        if isinstance(value, str) and _IS_ADDRESS.match(value):
            return urls.asked(value) or charset.whole(value)
    return None
