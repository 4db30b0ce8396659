"""What a reply means: a page, a visit to compare the next one with, where it leads, why it is refused."""

import hashlib
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from ingest.core import charset, urls
from ingest.core.errors import BadStatus
from ingest.core.model import Kind, Page
from ingest.sync import schedule
from store import Sighting, Validators

from .transport import Response


def conditions(validators: Validators | None) -> dict[str, str]:
    """The headers that ask for a page only when it is not the one of the last visit."""
    headers = {}
    if validators and validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators and validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def validators(at: str, reply: Response, compared: Validators | None) -> Validators:
    """What the next answer is compared with; after "not modified" what was known stays."""
    now = datetime.now(UTC)
    etag, modified = (_storable(reply.headers.get(name)) for name in ("ETag", "Last-Modified"))
    if reply.status == HTTPStatus.NOT_MODIFIED and compared:
        return Validators(
            url=at, fetched=now, status=compared.status, sha256=compared.sha256, body=compared.body,
            etag=etag or compared.etag, last_modified=modified or compared.last_modified,
        )  # fmt: skip
    digest = hashlib.sha256(reply.body).hexdigest()
    return Validators(url=at, fetched=now, status=reply.status, etag=etag, last_modified=modified, sha256=digest)


def page(asked: str, at: str, reply: Response, validators: Validators) -> Page:
    """The page of a good answer. Bytes of a header that are no UTF-8 come as halves of characters."""
    sightings = (Sighting(kind="page", locator=urls.canonical(url)) for url in (asked, at))
    return Page(
        url=charset.readable(at),
        body=reply.body,
        kind=Kind.PAGE,
        fetched=validators.fetched,
        status=reply.status,
        content_type=_storable(reply.headers.get("Content-Type")),
        sightings=tuple(dict.fromkeys(sightings)),
        validators=validators,
    )


def target(url: str, reply: Response) -> str:
    """Where a redirect leads; BadStatus when that is nowhere, or from https to http."""
    location = reply.headers.get("Location", "")
    try:
        target = str(urljoin(url, location))
    except ValueError:
        target = ""
    if not location or not target:
        raise BadStatus("fetching", url, f"{_phrase(reply.status)} that names no address", status=reply.status)
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme == "http":
        raise BadStatus("fetching", url, f"it leads from https to http ({target})", status=reply.status)
    return target


def refusal(url: str, reply: Response) -> BadStatus:
    """The error for an answer that is no page."""
    asked = schedule.retry_after(reply.headers.get("Retry-After"), datetime.now(UTC))
    return BadStatus(
        "fetching", url, _phrase(reply.status), _advice(reply.status),
        status=reply.status, retry_after=asked if reply.status in (429, 503) else None,
    )  # fmt: skip


def _storable(value: str | None) -> str | None:
    return charset.readable(value) or None if value else None


def _phrase(status: int) -> str:
    try:
        return f"it answers {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"it answers {status}"


def _advice(status: int) -> str:
    return "check the address in a browser" if status < 500 and status != 429 else "try again later"
