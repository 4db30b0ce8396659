"""Loaded once, before worker processes are made as copies of that state.

The language profiles take half a second to read; every worker has them from the start.
"""

from ingest import extract, language
from ingest.extract import article
from ingest.formats import feeds, links, opml, sitemap
from ingest.formats.feeds import xml

__all__ = ["article", "extract", "feeds", "links", "opml", "sitemap", "xml"]

language.detect("Kabar pagi dari muara")
