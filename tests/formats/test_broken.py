"""Files that once broke a parser, named by their fault: each is read, or refused with a plain reason."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.core.errors import NothingFound
from ingest.core.model import Kind, Page
from ingest.formats import feeds, opml, sitemap

BROKEN = Path(__file__).parents[1] / "broken"
A = ["https://muara.test/a"]
EXPECTED: dict[str, tuple[Kind, list[str] | str]] = {
    "item-with-a-lone-surrogate.json": (Kind.FEED, [*A, "https://muara.test/%EF%BF%BD"]),
    "namespace-that-closes-a-brace.sitemap.xml": (Kind.SITEMAP, A),
    "namespace-with-a-no-break-space.rss.xml": (Kind.FEED, A),
    "root-that-begins-with-a-digit.opml": (Kind.OPML, "it names no feeds"),
}
PARSE: dict[Kind, Callable[[Page], Any]] = {
    Kind.FEED: lambda page: feeds.parse(page).entries,
    Kind.SITEMAP: lambda page: sitemap.parse(page).entries,
    Kind.OPML: opml.parse,
}


@pytest.mark.parametrize("file", sorted(BROKEN.iterdir()), ids=lambda file: file.name)
def test_what_once_broke_a_parser_is_read_or_refused_in_plain_words(file: Path) -> None:
    kind, expected = EXPECTED[file.name]
    page = Page(url=f"https://muara.test/{file.name}", body=file.read_bytes(), kind=kind, fetched=datetime.now(UTC))
    if isinstance(expected, str):
        with pytest.raises(NothingFound, match=expected):
            PARSE[kind](page)
    else:
        assert [found.url for found in PARSE[kind](page)] == expected
