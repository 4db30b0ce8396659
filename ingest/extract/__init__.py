"""A page → a draft: its text, and what it says of itself."""

from ingest.core.model import Draft, Kind, Page

from . import html, in_feed, record, text
from .notices import Notice


def draft(page: Page) -> Draft | Notice | None:
    """Return what a page says; the notice that stands where an article was; None when it has no article text.

    What the feed of the page carries is taken in place of a notice or of nothing, or of a text that is clearly shorter.

    Raises ValueError or AttributeError when a record is no JSON object; trafilatura, htmldate and lxml may raise on odd
    pages.
    """
    if page.kind is Kind.RECORD:
        return record.draft(page)
    found = text.draft(page) if page.kind is Kind.TEXT else html.draft(page)
    if isinstance(found, Notice):
        return in_feed.draft(page) or found
    return in_feed.fuller(found, page)
