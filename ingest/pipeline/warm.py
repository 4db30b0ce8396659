"""Loaded once, before worker processes are made as copies of that state.

The language profiles take half a second to read; every worker has them from the start.
"""

from ingest import extract, language
from ingest.extract import article as assemble
from ingest.formats import links as discovery
from ingest.formats import opml, sitemap
from ingest.formats.feeds import xml as feed

__all__ = ["assemble", "discovery", "extract", "feed", "opml", "sitemap"]

language.detect("Kabar pagi dari muara")
