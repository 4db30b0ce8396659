"""A page → a draft: its text, and what it says of itself."""

import dataclasses

from ingest.core.model import Draft, Kind, Page

from . import html, record, text

_UTF_8 = "text/html; charset=utf-8"


def draft(page: Page) -> Draft | None:
    """Return what a page says; None when no article text is found in it.

    Raises ValueError or AttributeError when a record is no JSON object; trafilatura, htmldate and lxml may raise on odd
    pages.
    """
    if page.kind is Kind.TEXT:
        return text.draft(page)
    if page.kind is Kind.RECORD:
        return record.draft(page)
    return html.draft(page) or _in_feed(page)


def _in_feed(page: Page) -> Draft | None:
    """What the feed itself carried of the article, where its page has no text."""
    if page.entry is None or page.entry.content is None or html.is_missing(page):
        return None
    found = html.draft(dataclasses.replace(page, body=page.entry.content.encode(), content_type=_UTF_8))
    return None if found is None else dataclasses.replace(found, method="feed")
