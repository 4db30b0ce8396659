"""A page → a draft: its text, and what it says of itself."""

import dataclasses

from ingest.core.model import Draft, Kind, Page

from . import html, record, text
from .notices import Notice

_UTF_8 = "text/html; charset=utf-8"


def draft(page: Page) -> Draft | Notice | None:
    """Return what a page says; the notice that stands where an article was; None when it has no article text.

    Raises ValueError or AttributeError when a record is no JSON object; trafilatura, htmldate and lxml may raise on odd
    pages.
    """
    if page.kind is Kind.TEXT:
        return text.draft(page)
    if page.kind is Kind.RECORD:
        return record.draft(page)
    found = html.draft(page)
    return found if isinstance(found, Draft) else _in_feed(page, found) or found


def _in_feed(page: Page, notice: Notice | None) -> Draft | None:
    """What the feed itself carried of the article, where its page has no text."""
    if page.entry is None or page.entry.content is None or (notice and notice.is_missing):
        return None
    found = html.draft(dataclasses.replace(page, body=page.entry.content.encode(), content_type=_UTF_8))
    return dataclasses.replace(found, method="feed") if isinstance(found, Draft) else None
