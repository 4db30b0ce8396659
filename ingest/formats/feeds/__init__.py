"""Feeds (RSS, Atom, RDF, JSON Feed) into the entries that they list."""
