"""A page → a draft: its text, and what it says of itself."""

from ingest.core.errors import NoArticle
from ingest.core.model import Draft, Kind, Page

from . import html, in_feed, record, text


def draft(page: Page) -> Draft | None:
    """Return what a page says; None when no article text is found in it, nor in what its feed carries of it.

    Raises NoArticle when the page says why there is none, ValueError or AttributeError when a record is no JSON
    object; trafilatura, htmldate and lxml may raise on odd pages.
    """
    if page.kind is Kind.TEXT:
        return in_feed.fuller(text.draft(page), page)
    if page.kind is Kind.RECORD:
        return record.draft(page)
    try:
        found = html.draft(page)
    except NoArticle:  # a wall, a notice
        if carried := in_feed.draft(page):
            return carried
        raise
    return in_feed.fuller(found, page)
