"""Loaded once, before worker processes are made as copies of that state.

The language profiles take half a second to read; every worker has them from the start.
"""

from . import assemble, extract, language
from .sources import discovery, feed, opml, sitemap

__all__ = ["assemble", "discovery", "extract", "feed", "opml", "sitemap"]

language.detect("Kabar pagi dari muara")
