"""Articles that newsrooms print in parts, and the address of all of them."""

import re

from ingest.core import urls
from ingest.core.model import Page

_ALL_PARTS = re.compile(
    rb"""href\s{0,3}=\s{0,3}["']([^"'<>\s]{0,400}?\b(?:page=all|single=(?:1|true)))(?=[&"'#])""", re.I
)


def all_parts(page: Page) -> str | None:
    """The address of all parts of the article that a page holds the first of; None when it links to none.

    Many newsrooms of Indonesia print a few paragraphs a page, and link to one with all of them. Raises nothing.
    """
    for link in _ALL_PARTS.findall(page.body):
        url = urls.joined(page.url, link.decode("ascii", "replace"))
        if url and url != page.url and urls.canonical(url) == urls.canonical(page.url):
            return url
    return None
