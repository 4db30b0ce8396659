"""What is listed without a word to look for: by filters alone, the newest first."""

from datetime import UTC, date, datetime

import pytest

from store import Archive, Article, BadQuery
from store.search.window import Window

from .searching import found


@pytest.mark.parametrize(
    ("query", "options", "urls"),
    [
        ("author:rina", {}, ["tembak"]),
        ("site:kompas.com", {}, ["panen", "tembak"]),
        ("site:kompas.com -author:tomo", {}, ["panen"]),
        ("site:tide.example OR author:tomo", {}, ["harbour", "tembak"]),
        ("(site:kompas.com -author:tomo) OR site:tide.example -garam", {}, ["harbour"]),
        ("site:kompas.com -author:tomo OR site:tide.example", {}, ["harbour", "panen"]),
        ("garam site:kompas.com OR author:tomo", {}, []),  # beside a word all of them hold
        ("-site:kompas.com", {}, ["undated", "salt", "harbour"]),
        ("site:kompas.com -petambak", {}, ["tembak"]),
        ("site:kompas.com -(garam polisi)", {}, ["panen", "tembak"]),
        ("author:tomo", {"site": "tide.example"}, []),
        ("", {"site": "tide.example"}, ["harbour"]),
        (" ", {"newest": True}, ["undated", "salt", "harbour", "panen", "tembak"]),
        ("", {"language": "id", "limit": 1}, ["panen"]),
        ("", {"since": date(2026, 1, 6)}, ["salt"]),
        ("site:kompas.com", {"until": date(2026, 1, 4), "across": True, "fold_copies": True}, ["tembak"]),
    ],
)
def test_filters_alone_list_the_newest(kiosk: Archive, query: str, options: dict[str, object], urls: list[str]) -> None:
    assert found(kiosk, query, **options) == urls


def test_a_corrected_date_counts(archive: Archive) -> None:
    days = {"a": 5, "b": 6, "c": 7}
    for url, day in days.items():
        archive.put(Article(url=url, text="Kabar.", site="muara.test", published=datetime(2026, 1, day, tzinfo=UTC)))
    archive._connection.execute("UPDATE articles SET published = '2026-01-08T00:00:00Z' WHERE url = 'a'")
    assert found(archive, "site:muara.test") == ["a", "c", "b"]
    assert found(archive, "site:muara.test", limit=1) == ["a"]


def test_of_articles_of_one_second_a_short_list_begins_as_a_long_one(archive: Archive) -> None:
    for number in range(9):
        archive.put(
            Article(url=str(number), text="Kabar.", site="muara.test", published=datetime(2025, 1, 1, tzinfo=UTC))
        )
    archive._connection.execute(
        "UPDATE articles SET published = '2400-01-01T00:00:00Z', first_seen = '2026-01-01T00:00:00Z'"
    )
    whole = found(archive, "site:muara.test")
    assert [found(archive, "site:muara.test", limit=limit) for limit in range(1, 9)] == [whole[:n] for n in range(1, 9)]


@pytest.mark.parametrize("query", ["", "  ", "-kata", "-(kata)", "OR"])
def test_nothing_at_all_is_refused(kiosk: Archive, query: str) -> None:
    with pytest.raises(BadQuery, match="names no word"):
        kiosk.search(query)


def test_earlier_versions_need_a_word(kiosk: Archive) -> None:
    with pytest.raises(BadQuery, match="names no word"):
        kiosk.search_versions("site:kompas.com")


def test_the_room_and_trends_take_filters_alone(kiosk: Archive) -> None:
    counts = kiosk.browse.facets("author:rina", Window())
    assert (counts.total, counts.languages) == (1, [("id", 1)])
    assert kiosk.browse.days_of("author:rina").counts == {date(2026, 1, 4): 1}
    assert kiosk.browse.facets("site:kompas.com -petambak", Window()).total == 1
    assert kiosk.browse.days_of("site:kompas.com -petambak").counts == {date(2026, 1, 4): 1}
