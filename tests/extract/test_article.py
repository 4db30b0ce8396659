from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ingest.core.model import Draft, Entry, Kind, Language, Page
from ingest.extract.article import assemble, canonical_url

NOW = datetime(2026, 5, 1, tzinfo=UTC)
DAY = datetime(2026, 4, 4, tzinfo=UTC)
PAGE = Page(url="https://www.a.example/1?utm_source=x", body=b"", kind=Kind.PAGE, fetched=NOW)
DRAFT = Draft(text="Isi.", method="trafilatura")
INDONESIAN = Language(code="id", confidence=0.9)


@pytest.mark.parametrize(
    ("page_url", "own_url", "expected"),
    [
        ("https://www.a.example/1?utm_source=x", None, "https://www.a.example/1"),
        ("https://m.a.example/1", "https://www.a.example/1", "https://www.a.example/1"),
        ("http://a.example/1", "https://a.example/1", "https://a.example/1"),
        ("https://a.example/1", "https://elsewhere.example/1", "https://a.example/1"),
        ("https://www.a.example/1", "https://www.a.example/", "https://www.a.example/1"),
        ("https://www.a.example/", "https://www.a.example/", "https://www.a.example/"),
        ("file:///home/x/1.html", "https://a.example/", "file:///home/x/1.html"),
        ("https://ani.github.io/1", "https://budi.github.io/1", "https://ani.github.io/1"),
        ("file:///home/x/1.html", "https://a.example/1", "https://a.example/1"),
        ("file:///home/x/1.html", None, "file:///home/x/1.html"),
        ("urn:sha256:00", None, "urn:sha256:00"),
    ],
)
def test_the_pages_own_address_counts_on_its_own_site_only(page_url: str, own_url: str | None, expected: str) -> None:
    assert canonical_url(replace(PAGE, url=page_url), replace(DRAFT, url=own_url)) == expected


def test_what_the_page_says_comes_before_what_the_feed_said() -> None:
    entry = Entry(url=PAGE.url, title="Feed", authors=("Feed Writer",), tags=("f",), summary="feed", published=DAY)
    said = replace(DRAFT, title="Page", authors=("P",), tags=("p",), description="page")
    article = assemble(replace(PAGE, entry=entry), said, INDONESIAN)
    assert (article.title, article.authors, article.tags, article.description) == ("Page", ("P",), ("p",), "page")
    assert assemble(PAGE, replace(DRAFT, editors=("E\x00",)), INDONESIAN).editors == ("E",)
    silent = assemble(replace(PAGE, entry=entry), DRAFT, INDONESIAN)
    assert (silent.title, silent.authors, silent.tags, silent.description) == ("Feed", ("Feed Writer",), ("f",), "feed")


def test_what_was_wrong_with_the_response_is_noted() -> None:
    assert assemble(replace(PAGE, wrong="it announces its length twice"), DRAFT, INDONESIAN).notes == {
        "response": "it announces its length twice"
    }


def test_a_feed_that_names_the_editor_as_the_author_is_not_believed() -> None:
    entry = Entry(url=PAGE.url, authors=("Fay", "Gus"))
    article = assemble(replace(PAGE, entry=entry), replace(DRAFT, editors=("Fay",), organizations=("O",)), INDONESIAN)
    assert (article.authors, article.editors) == (("Gus",), ("Fay",))


@pytest.mark.parametrize(
    ("draft_date", "draft_from", "feed_date", "expected"),
    [
        (DAY, "json-ld", NOW, (DAY, "json-ld")),
        (None, None, DAY, (DAY, "feed")),
        (DAY - timedelta(days=9), "guess", DAY, (DAY, "feed")),
        (DAY, "guess", None, (DAY, "guess")),
        (None, None, None, (None, None)),
        (NOW + timedelta(days=400), "json-ld", DAY, (DAY, "feed")),
        (NOW + timedelta(days=400), "json-ld", None, (None, None)),
        (NOW + timedelta(hours=9), "meta", None, (NOW + timedelta(hours=9), "meta")),
    ],
)
def test_a_declared_date_wins_then_the_feeds_then_a_guess_and_none_in_the_future(
    draft_date: datetime | None, draft_from: str | None, feed_date: datetime | None, expected: object
) -> None:
    entry = Entry(url=PAGE.url, published=feed_date)
    said = replace(DRAFT, published=draft_date, published_from=draft_from)
    article = assemble(replace(PAGE, entry=entry), said, INDONESIAN)
    assert (article.published, article.published_from) == expected


@pytest.mark.parametrize(
    ("floating", "offset", "hour", "code", "found"),
    [
        (("published", "modified"), None, 20, "id", ("04T13:00", "04T13:00", 420, "04")),
        (("published",), None, 20, "en", ("04T20:00", "04T20:00", None, "04")),
        ((), None, 20, "id", ("04T20:00", "04T20:00", 420, "05")),
        ((), 0, 20, "id", ("04T20:00", "04T20:00", 0, "04")),
        ((), None, 0, "id", ("04T00:00", "04T00:00", None, "04")),
    ],
)
def test_an_indonesian_text_is_dated_in_jakartas_time_where_nothing_else_tells(
    floating: tuple[str, ...], offset: int | None, hour: int, code: str, found: tuple[str, str, int | None, str]
) -> None:
    moment = DAY.replace(hour=hour)
    said = replace(
        DRAFT, published=moment, modified=moment, floating=floating, published_offset=offset, day=moment.date()
    )
    article = assemble(PAGE, said, Language(code=code, confidence=0.9))
    assert article.published is not None
    assert article.modified is not None
    assert article.day is not None
    assert (
        f"{article.published:%dT%H:%M}", f"{article.modified:%dT%H:%M}", article.published_offset, f"{article.day:%d}",
    ) == found  # fmt: skip


@pytest.mark.parametrize(("offset", "day"), [(420, 5), (None, 4)])
def test_a_feeds_date_has_the_day_of_its_own_clock(offset: int | None, day: int) -> None:
    entry = Entry(url=PAGE.url, published=DAY.replace(hour=20), published_offset=offset)
    article = assemble(replace(PAGE, entry=entry), DRAFT, INDONESIAN)
    assert (article.published_offset, article.day) == (offset, date(2026, 4, day))


def test_the_site_is_the_host_without_www_unless_the_text_names_it() -> None:
    assert assemble(PAGE, DRAFT, INDONESIAN).site == "a.example"
    assert assemble(PAGE, replace(DRAFT, site="KOMPAS.com"), INDONESIAN).site == "KOMPAS.com"
    assert assemble(replace(PAGE, url="file:///a.txt"), DRAFT, INDONESIAN).site is None


def test_the_reason_for_a_missing_language_is_kept() -> None:
    article = assemble(PAGE, DRAFT, Language(code=None, reason="the text holds no letters"))
    assert article.notes == {"language": "the text holds no letters"}
