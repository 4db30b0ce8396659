"""What a worker loads with its first pages, loaded before it begins."""

from datetime import UTC, datetime
from pathlib import Path

from ingest.core.model import Kind, Page
from ingest.pipeline import process

from .programs import EXAMPLES


def _read(path: Path, kind: Kind) -> None:
    body, fetched = path.read_bytes(), datetime(2026, 1, 5, tzinfo=UTC)
    process.article(Page(url=path.as_uri(), body=body, kind=kind, fetched=fetched))


_read(EXAMPLES / "panen-garam.txt", Kind.TEXT)
_read(EXAMPLES / "night-market.html", Kind.PAGE)
