"""Days and months of the outlets' own calendars, where articles are counted."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from store import Archive, Article
from store.browse.counted import Counted
from store.browse.trends import largest
from store.search.window import Window

NIGHT = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)  # half past one in the morning of the first of February in Jakarta
FIRST = date(2026, 2, 1)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "news.db")
    for url, site in (("https://a.example/1", "a.example"), ("file:///home/x/1.txt", "Kabar Pesisir")):
        archive.put(
            Article(
                url=url, site=site, title="Garam", text=f"Harga garam naik, tulis {site}.", language="id",
                published=NIGHT, published_offset=420, day=FIRST,
            )
        )  # fmt: skip
    return archive


@pytest.mark.parametrize("text", ["", "garam"])
def test_a_month_begins_with_the_outlets_day(archive: Archive, text: str) -> None:
    assert archive.browse.facets(text, Window()).months == {"2026-02": 2}
    assert archive.browse.facets(text, Window(since=FIRST)).total == 2


def test_days_are_those_of_the_outlets(archive: Archive) -> None:
    assert archive.browse.days("language", FIRST, FIRST).counts == {("id", FIRST): 2}
    assert archive.browse.days("domain", FIRST, FIRST).counts == {("a.example", FIRST): 1, ("Kabar Pesisir", FIRST): 1}
    assert archive.browse.days("domain", date(2026, 1, 1), date(2026, 1, 31)).counts == {}


def test_the_largest_series_come_first() -> None:
    found = Counted(Counter({("a", FIRST): 2, ("b", FIRST): 3, ("c", FIRST): 1}), Counter(), 0, 0)
    assert [*largest(found, 2).items()] == [("b", {FIRST: 3}), ("a", {FIRST: 2})]
