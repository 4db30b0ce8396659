"""Searching in one line."""

from store import Archive


def found(archive: Archive, query: str, **options: object) -> list[str]:
    return [hit.url for hit in archive.search(query, **options)]
