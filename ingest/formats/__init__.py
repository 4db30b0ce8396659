"""Parsers of feeds, sitemaps, OPML, front pages, files and JSONL: bytes into Entries and Pages, without network."""
