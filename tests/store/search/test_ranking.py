"""What is found: which articles of a window, and in what order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Archive, ArchivedArticle, Article
from tests.store.search.searching import found

MANY = 40
SPREAD = [  # what moves the date of article n away from the day n
    lambda day: day,
    lambda day: None,
    lambda day: day - timedelta(days=365 * 60),
    lambda day: day.replace(year=2400),
    lambda day: day + timedelta(hours=7, seconds=1),
]


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Articles with dates of every kind: plain, none, before 1970, future; some corrected or filled in later."""
    with Archive(tmp_path_factory.mktemp("search") / "dated.db") as archive:
        for correction in (0, 3):
            for n in range(MANY):
                day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=9 * n)
                published = SPREAD[(n + (correction if n % 4 == 0 else 0)) % len(SPREAD)](day)
                text = f"Garam ke {n}." if n % 8 else f"Garam ke {n}, lagi {correction}."
                offset = (None, 420, -600, 840)[n % 4] if n % 5 != 2 else None
                archive.put(Article(url=str(n), text=text, published=published, published_offset=offset))
        archive._connection.execute("UPDATE articles SET day = NULL WHERE url = '5'")  # as one that waits
        yield archive


# -- hits


def test_a_hit_says_what_it_is(kiosk: Archive) -> None:
    [hit] = kiosk.search("petambak")
    assert (hit.url, hit.title, hit.published) == ("panen", "Panen garam melimpah", datetime(2026, 1, 5, tzinfo=UTC))
    assert (hit.language, hit.site, hit.id) == ("id", "nasional.kompas.com", kiosk.get("panen").id)
    assert hit.snippet.startswith("Petambak menjual garam;")
    assert [hit.snippet[begin:end] for begin, end in hit.marks] == ["Petambak", "tambak"]
    assert hit.matched == "all"


def test_a_word_of_the_description_is_shown_from_there(kiosk: Archive) -> None:
    [hit] = kiosk.search("untung")
    assert (hit.snippet, hit.marks) == ("Musim kering membawa untung.", ((21, 27),))


@pytest.mark.parametrize(
    ("query", "best"), [("penembakan", "tembak"), ("ditembak", "tembak"), ("salt", "salt"), ("stories", "harbour")]
)
def test_a_title_ranks_above_a_text(kiosk: Archive, query: str, best: str) -> None:
    hits = kiosk.search(query)
    assert hits[0].url == best
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].score > hits[1].score


@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize("limit", [0, 1, 2, 3, 50])
def test_no_more_than_the_limit_and_the_first_of_all(kiosk: Archive, limit: int, *, newest: bool) -> None:
    assert found(kiosk, "salt", limit=limit, newest=newest) == found(kiosk, "salt", newest=newest)[:limit]
    assert len(found(kiosk, "salt", newest=newest)) == 3


# -- filters


@pytest.mark.parametrize(
    ("site", "urls"),
    [
        ("kompas.com", {"tembak", "panen"}),
        ("KOMPAS.com", {"tembak", "panen"}),
        ("nasional.kompas.com", {"panen"}),
        ("notkompas.com", {"salt"}),
        ("kompas", {"undated"}),
        ("com", {"tembak", "panen", "salt"}),
        ("gone.example", set()),
        ("kompas_com", set()),
        ("%", set()),
    ],
)
def test_a_site_is_found_with_its_subdomains(kiosk: Archive, site: str, urls: set[str]) -> None:
    every = set(found(kiosk, "garam", site=site)) | set(found(kiosk, "salt", site=site))
    assert every | set(found(kiosk, "polisi", site=site)) == urls


@pytest.mark.parametrize(("language", "urls"), [("id", ["panen"]), ("en", []), (None, ["panen", "undated"])])
def test_only_the_language_asked_for(kiosk: Archive, language: str | None, urls: list[str]) -> None:
    assert sorted(found(kiosk, "garam", language=language)) == urls


@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize(
    ("since", "until", "urls"),
    [
        (date(2026, 1, 5), date(2026, 1, 5), {"panen", "harbour"}),
        (date(2026, 1, 5), None, {"panen", "harbour", "salt"}),
        (None, date(2026, 1, 5), {"panen", "harbour"}),
        (date(2026, 1, 6), date(2026, 1, 4), set()),
        (date(2026, 1, 7), None, set()),
        (date.min, date.max, {"panen", "harbour", "salt"}),
        (None, date.max, {"panen", "harbour", "salt"}),
        (datetime(2026, 1, 5, 0, 0, 1, tzinfo=UTC), datetime(2026, 1, 6, tzinfo=UTC), {"harbour", "salt"}),
        (datetime(2026, 1, 6, 7, tzinfo=timezone(timedelta(hours=7))), None, {"salt"}),
        (None, datetime(2026, 1, 5, 23, 59, 58, tzinfo=UTC), {"panen"}),
        (None, None, {"panen", "harbour", "salt", "undated"}),
    ],
)
def test_both_days_of_a_window_are_inside(
    kiosk: Archive, since: date | None, until: date | None, urls: set[str], *, newest: bool
) -> None:
    options = {"since": since, "until": until, "newest": newest}
    assert set(found(kiosk, "salt", **options)) | set(found(kiosk, "garam", **options)) == urls


@pytest.mark.parametrize("newest", [False, True])
def test_a_day_is_that_of_the_outlet_and_a_moment_is_in_utc(archive: Archive, *, newest: bool) -> None:
    early = datetime(2026, 1, 4, 23, 59, tzinfo=UTC)  # 06:59 WIB on the fifth
    archive.put(Article(url="wib", text="Garam.", published=early, published_offset=420))
    archive.put(Article(url="utc", text="Garam.", published=early))
    archive.put(Article(url="told", text="Garam.", published=early, day=date(2026, 1, 5)))
    four, five = date(2026, 1, 4), date(2026, 1, 5)
    assert set(found(archive, "garam", since=five, until=five, newest=newest)) == {"wib", "told"}
    assert found(archive, "garam", since=four, until=four, newest=newest) == ["utc"]
    assert len(found(archive, "garam", since=early, until=early, newest=newest)) == 3
    assert {hit.url: hit.day for hit in archive.search("garam")} == {"wib": five, "utc": four, "told": five}


@pytest.mark.parametrize("newest", [False, True])
def test_what_arrived_since_is_found_whenever_it_was_published(archive: Archive, *, newest: bool) -> None:
    for url, seen in (("old", "2026-01-04T23:59:59Z"), ("new", "2026-01-05T00:00:00Z")):
        archive.put(Article(url=url, text="Garam.", published=datetime(2020, 1, 1, tzinfo=UTC)))
        archive._connection.execute("UPDATE articles SET first_seen = ? WHERE url = ?", (seen, url))
    for since in (date(2026, 1, 5), datetime(2026, 1, 5, 7, tzinfo=timezone(timedelta(hours=7)))):
        assert found(archive, "garam", arrived_since=since, newest=newest) == ["new"]


def test_a_naive_time_is_refused(kiosk: Archive) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        kiosk.search("garam", since=datetime(2026, 1, 5))  # noqa: DTZ001


# -- dates of every kind

DAYS = st.sampled_from([date(1965, 6, 1), date(1966, 1, 9), date(2400, 1, 6)]) | st.dates(
    date(2025, 12, 30), date(2026, 1, 20)
)


def day_of(article: ArchivedArticle) -> date:
    return article.day or article.published.date()


@settings(deadline=None)
@given(st.none() | DAYS, st.none() | DAYS, st.booleans())
def test_a_window_holds_exactly_what_was_published_in_it(
    dated: Archive, since: date | None, until: date | None, newest: bool
) -> None:
    every = [dated.get(str(n)) for n in range(MANY)]
    inside = {
        article.url
        for article in every
        if (since is None and until is None)
        or (article.published and (since or date.min) <= day_of(article) <= (until or date.max))
    }
    urls = found(dated, "garam", since=since, until=until, newest=newest, limit=1000)
    assert len(urls) == len(set(urls))
    assert set(urls) == inside


@settings(deadline=None)
@given(st.none() | DAYS, st.integers(0, MANY))
def test_newest_first_is_by_the_date_but_never_by_one_in_the_future(
    dated: Archive, since: date | None, limit: int
) -> None:
    every = [dated.get(url) for url in found(dated, "garam", since=since, limit=1000)]
    ages = sorted((min(article.published or article.first_seen, article.first_seen) for article in every), reverse=True)
    first = [dated.get(url) for url in found(dated, "garam", since=since, newest=True, limit=limit)]
    assert [min(article.published or article.first_seen, article.first_seen) for article in first] == ages[:limit]


def test_newest_first(kiosk: Archive) -> None:
    assert found(kiosk, "salt", newest=True) == ["undated", "salt", "harbour"]


@pytest.mark.parametrize("newest", [False, True])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (datetime(2026, 1, 5, tzinfo=UTC), datetime(2020, 2, 2, tzinfo=UTC)),
        (datetime(2020, 2, 2, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC)),
        (None, datetime(2020, 2, 2, tzinfo=UTC)),
        (datetime(2026, 1, 5, tzinfo=UTC), datetime(1945, 8, 17, tzinfo=UTC)),
    ],
)
def test_a_date_that_was_corrected_counts(
    archive: Archive, before: datetime | None, after: datetime, *, newest: bool
) -> None:
    article = Article(url="1", text="Garam lama.", published=before)
    placed = archive.put(article)
    assert archive.put(replace(article, text="Garam baru.", published=after)).id == placed.id
    day = after.date()
    assert found(archive, "garam", since=day, until=day, newest=newest) == ["1"]
    if before is not None:
        assert found(archive, "garam", since=before.date(), until=before.date(), newest=newest) == []


def test_a_date_in_the_future_does_not_stay_on_top(archive: Archive) -> None:
    future = Article(url="future", text="Garam.", published=datetime(2999, 1, 1, tzinfo=UTC))
    archive.put(future)
    archive._connection.execute("UPDATE articles SET first_seen = '2026-01-01T00:00:00Z'")
    archive.put(replace(future, url="today", published=datetime(2026, 1, 2, tzinfo=UTC)))
    assert found(archive, "garam", newest=True) == ["today", "future"]
    assert found(archive, "garam", newest=True, limit=1) == ["today"]
    assert found(archive, "garam", since=date(2998, 1, 1)) == ["future"]


def test_dates_before_1970_are_in_order(archive: Archive) -> None:
    for year in (1945, 1969, 1928, 1970):
        archive.put(Article(url=str(year), text="Garam.", published=datetime(year, 6, 1, tzinfo=UTC)))
    assert found(archive, "garam", newest=True) == ["1970", "1969", "1945", "1928"]
    assert found(archive, "garam", newest=True, until=date(1945, 12, 31)) == ["1945", "1928"]
