"""Hostile queries from the folder beside the checkout: each is answered, or refused for want of a word."""

import json
import re
import tarfile
from pathlib import Path

import pytest

from store import Archive, Article, BadQuery
from store.words import unspaced


def queries(shared: Path) -> list[str]:
    with tarfile.open(shared / "corpus" / "badinputs.tar.gz") as archive:
        members = [member for member in archive if member.isfile() and "/fts_query/" in member.name]
        return [query for member in members for query in json.load(archive.extractfile(member) or archive)]


def can_be_answered(archive: Archive, query: str) -> bool:
    """Whether a query is answered in every way of searching; any other error than a BadQuery is raised."""
    try:
        for newest in (False, True):
            archive.search(query, newest=newest)
        archive.search_versions(query)
    except BadQuery:
        return False
    return bool(unspaced.words(query))


def test_any_query_is_answered_or_names_no_word(shared: Path, archive: Archive) -> None:
    archive.put(Article(url="a", title="Panen garam", text="Petambak senang; OR AND NOT NEAR 市長.", language="id"))
    asked = [*queries(shared), "\"'", "title:", "site:", "title:(", 'author:"', "a\0b", "市*", "-(市 OR"]
    assert len(asked) >= 48
    answered = [query for query in asked if can_be_answered(archive, query)]
    assert len(answered) >= 20
    assert {"a\0b", "市*"} <= {*answered}
    with pytest.raises(BadQuery, match=re.escape(repr("-garam"))):
        archive.search("-garam")
