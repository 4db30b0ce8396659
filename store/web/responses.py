"""What the reading room answers, and the headers with which it does."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from store.articles.moments import to_text

HTML = "text/html; charset=utf-8"
# Nothing is loaded from another host, nothing is run that is not ours, and no other page may frame or read these.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer; ``headers`` come beside HEADERS, and before them where both have one."""

    body: bytes
    status: int = 200
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_headers(self) -> dict[str, str]:
        """Every header that a door has to send, the type of the body among them."""
        return {**HEADERS, **self.headers, "Content-Type": self.content_type}


def as_json(value: Any, *, status: int = 200, content_type: str = "application/json; charset=utf-8") -> Response:
    """Return a value as JSON; times as the archive writes them. Raises TypeError for what JSON does not know."""
    body = json.dumps(value, ensure_ascii=False, indent=1, default=_written).encode("utf-8", "backslashreplace")
    return Response(body=body, status=status, content_type=content_type)


def download(body: bytes, name: str, content_type: str = "application/octet-stream") -> Response:
    """Return bytes that a browser writes into a file and never shows; the name is ASCII without quotes."""
    return Response(
        body=body,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        },
    )


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return to_text(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
