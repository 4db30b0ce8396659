"""HTML into text and metadata: what the page declares, and trafilatura for the rest."""

import dataclasses
import logging
import re

import trafilatura
from trafilatura.settings import Document

from ingest import charset
from ingest.model import Draft, Page

from . import metadata

# They warn of every page without text; here that is an outcome with a name of its own.
for noisy in ("trafilatura", "htmldate"):
    logging.getLogger(noisy).setLevel(logging.CRITICAL)

# Character references to control characters: one "&#1;" makes libxml2 drop the whole article.
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])(?![0-9])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])(?![0-9a-fA-F]));?"
)


def draft(page: Page) -> Draft | None:
    """The article on a page; None when it has no text of its own."""
    text = _CONTROL_REFERENCE.sub(" ", charset.decode(page.body, page.content_type))
    tree = trafilatura.load_html(text)
    if tree is None:
        return None
    about = metadata.read(tree, page.url)  # before the extraction, which takes the tree apart
    found = trafilatura.bare_extraction(tree, url=page.url, with_metadata=False, include_comments=False)
    body = (found.text or "").strip() if isinstance(found, Document) else ""
    return dataclasses.replace(about, text=body, method="trafilatura") if body else None
