"""What does it say? A Page becomes a Draft: text and metadata."""

from ingest.model import Draft, Kind, Page

from . import page as html
from . import record, text


def draft(page: Page) -> Draft | None:
    """What a page says; None when no article text is found in it."""
    if page.kind is Kind.TEXT:
        return text.draft(page)
    if page.kind is Kind.RECORD:
        return record.draft(page)
    return html.draft(page)
