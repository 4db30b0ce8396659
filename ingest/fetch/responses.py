"""Requests and responses, and what a response means.

A page, the validators to compare the next response with, where it leads, how long it stays
good, why it is refused.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from ingest.core import urls
from ingest.core.errors import ASKED_TO_WAIT, BadStatus
from ingest.core.model import Kind, Page
from store import Sighting, Validators

AT_ONCE = 64  # connections
REDIRECT = frozenset({301, 302, 303, 307, 308})
LONGEST_PAUSE = timedelta(days=7)  # of a Retry-After that is honoured
LONGEST_AGE = timedelta(days=1)  # of a max-age that is honoured
_NONE = timedelta()
_GOOD = frozenset({200, 201, 202, 203, 226})  # what browsers show as a page
_RANGE = re.compile(r"bytes\s+0-([0-9]{1,15})/([0-9]{1,15})", re.I)
_MAX_AGE = re.compile(r'(?:^|,)\s*max-age\s*=\s*"?([0-9]+)"?\s*(?=,|$)', re.I)  # s-maxage is for shared caches
_NO_CACHE = re.compile(r"(?:^|,)\s*no-(?:cache|store)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """How long a fetch may take, in seconds."""

    connect: float = 10.0
    read: float = 10.0  # between two pieces of the response
    total: float = 30.0  # redirects and repeated tries included, waiting for one's turn not


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for."""

    url: str
    limit_bytes: int
    seconds: float  # until the response is complete
    headers: Mapping[str, str] = field(default_factory=dict)
    only_beginning: bool = False  # cut off what is over the limit instead of refusing it


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What came back."""

    status: int
    headers: Mapping[str, str]  # names in any case; values can be stored, whatever bytes they came as
    body: bytes  # unpacked; empty for redirects
    cookies: Mapping[str, str]  # that it set
    seconds: float
    head: str | None = None  # status line and header lines as they came, but for bytes that no text can hold
    wrong: str | None = None  # what was wrong with it and could be read over


def conditions(validators: Validators | None) -> dict[str, str]:
    """The headers that ask for a page only when it is not the one received before (RFC 9110, 13.1)."""
    headers = {}
    if validators and (etag := _returnable(validators.etag)):
        headers["If-None-Match"] = etag
    if validators and (modified := _returnable(validators.last_modified)):
        headers["If-Modified-Since"] = modified
    return headers


def validators(at: str, response: Response, compared: Validators | None, now: datetime) -> Validators:
    """What the next response is compared with; after "not modified" what was known stays."""
    etag, modified = (_returnable(response.headers.get(name)) for name in ("ETag", "Last-Modified"))
    if response.status == HTTPStatus.NOT_MODIFIED and compared:
        return Validators(
            url=at, fetched=now, status=compared.status, sha256=compared.sha256, body=compared.body,
            etag=etag or compared.etag, last_modified=modified or compared.last_modified,
        )  # fmt: skip
    digest = hashlib.sha256(response.body).hexdigest()
    return Validators(url=at, fetched=now, status=response.status, etag=etag, last_modified=modified, sha256=digest)


def is_page(response: Response) -> bool:
    """Whether a response brings a page; of one that brings a part (206), whether the part is all of it."""
    if response.status != HTTPStatus.PARTIAL_CONTENT:
        return response.status in _GOOD
    said = response.headers.get("Content-Range", "").strip()
    found = _RANGE.fullmatch(said)
    return not said or (found is not None and int(found[1]) + 1 == int(found[2]))


def page(asked: str, at: str, response: Response, validators: Validators) -> Page:
    """The page of a good response."""
    sightings = (Sighting(kind="page", locator=urls.canonical(url)) for url in (asked, at))
    return Page(
        url=at,
        body=response.body,
        kind=Kind.PAGE,
        fetched=validators.fetched,
        status=response.status,
        content_type=response.headers.get("Content-Type") or None,
        headers=response.head,
        wrong=response.wrong,
        link_header=response.headers.get("Link"),
        refresh=response.headers.get("Refresh"),
        sightings=tuple(dict.fromkeys(sightings)),
        validators=validators,
    )


def target(url: str, response: Response) -> str:
    """Where a redirect leads, as browsers read it; BadStatus when that is nowhere, or from https to http."""
    location = response.headers.get("Location", "").strip()
    target = urls.asked(location, url) if location else None
    if target is None:
        where = f"leads to what is no web address ({location})" if location else "names no address"
        raise BadStatus("fetching", url, f"{_phrase(response.status)} that {where}", status=response.status)
    return not_downgraded(url, target, response.status)


def not_downgraded(url: str, target: str, status: int) -> str:
    """The address that a page leads to; BadStatus when that is from https to http."""
    if url.startswith("https:") and target.startswith("http:"):
        raise BadStatus("fetching", url, f"it leads from https to http ({target})", status=status)
    return target


def refusal(url: str, response: Response, now: datetime) -> BadStatus:
    """The error for a response that is no page."""
    asked = retry_after(response.headers.get("Retry-After"), now) if response.status in (429, 503) else None
    return BadStatus(
        "fetching", url, _phrase(response.status), _advice(response.status),
        status=response.status, retry_after=asked, code=None if asked is None else ASKED_TO_WAIT,
    )  # fmt: skip


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """How long a Retry-After asks to wait, in seconds or as a date: zero to 7 days; None when it says nothing."""
    text = (header or "").strip()
    if re.fullmatch(r"[+-]?[0-9]+", text):
        wait = timedelta(seconds=int(text[:10]))  # three centuries; more digits than 4300 are refused by int
    else:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, OverflowError):  # the latter for numbers that no date has
            return None
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    return min(max(wait, _NONE), LONGEST_PAUSE)


def max_age(cache_control: str | None) -> timedelta:
    """How long a Cache-Control calls an answer fresh: zero, also when it does not say, to 24 h."""
    found = _MAX_AGE.search(cache_control or "")
    if found is None or _NO_CACHE.search(found.string):
        return _NONE
    return min(timedelta(seconds=int(found[1][:10])), LONGEST_AGE)


def _returnable(value: str | None) -> str | None:
    """A validator that can be sent back as it came: control characters and odd bytes cannot."""
    return value if value and value.isascii() and value.isprintable() else None


def _phrase(status: int) -> str:
    try:
        return f"it answers {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"it answers {status}"


def _advice(status: int) -> str:
    return "check the address in a browser" if status < 500 and status != 429 else "try again later"
