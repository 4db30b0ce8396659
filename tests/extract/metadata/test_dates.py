"""When an article was published, by what declares it and what shows it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from lxml.html import HtmlElement, fromstring

from ingest.core.dates import Written
from ingest.extract.metadata import dates, head
from ingest.extract.metadata.dates import Said
from ingest.extract.metadata.headline_area import DatedLines
from ingest.extract.metadata.jsonld import Declared
from ingest.extract.survey import Survey

EARLY, MOMENT, LATE = (datetime(2026, 4, day, 0, 15, tzinfo=UTC) for day in (2, 4, 6))
Found = tuple[datetime | None, str | None]


def page(
    markup: str = "",
    *,
    declared: str | None = None,
    modified: str | None = None,
    shown: tuple[str, ...] = (),
    updates: tuple[str, ...] = (),
    url: str = "https://www.kabarteluk.example/rumpon",
    language: str | None = "en",
    feed: Written | None = None,
) -> tuple[Callable[[], HtmlElement], Said]:
    tree = fromstring(f"<html><head>{markup}</head><body><p>Isi.</p></body></html>")
    said = Said(
        declared=Declared(published=declared, modified=modified),
        page_head=head.parse(Survey(tree)),
        lines=DatedLines(dates=shown, updates=updates),
        url=url,
        language=language,
        feed=feed,
    )
    return lambda: tree, said


def published(markup: str = "", **said: Any) -> Found:
    found = dates.published(*page(markup, **said))
    return found.dated and found.dated.moment, found.source


def outlets(markup: str = "", **said: Any) -> tuple[str, int | None, str] | None:
    """The moment, the outlet's offset in minutes, and its day."""
    found = dates.published(*page(markup, **said)).dated
    return found and (f"{found.moment:%dT%H:%M}", found.minutes, f"{found.day:%d}")


def meta(name: str, moment: datetime = MOMENT) -> str:
    return f'<meta name="{name}" content="{moment.isoformat()}">'


TIME = f'<time pubdate datetime="{LATE.isoformat()}"></time>'
SHOWN = ("Jumat, 3 April 2026 07:15 WIB",)
SHOWN_MOMENT = datetime(2026, 4, 3, 0, 15, tzinfo=UTC)


def test_json_ld_comes_before_meta_and_time_elements_and_what_is_shown() -> None:
    metas = meta("article:published_time")
    assert published(metas + TIME, declared=EARLY.isoformat(), shown=SHOWN) == (EARLY, "json-ld")
    assert published(metas + TIME, shown=SHOWN) == (MOMENT, "meta")
    assert published(TIME, shown=SHOWN) == (LATE, "time")
    assert published(shown=SHOWN) == (SHOWN_MOMENT, "guess")
    assert published() == (None, None)


@pytest.mark.parametrize("broken", ["kemarin", "0000-00-00", "4 April", ""])
def test_what_names_no_moment_gives_way_to_the_next(broken: str) -> None:
    metas = f'<meta name="article:published_time" content="{broken}">{meta("date")}'
    assert published(metas, declared=broken) == (MOMENT, "meta")
    assert published(f'<time pubdate datetime="{broken}"></time>{TIME}', declared=broken) == (LATE, "time")
    assert published(declared=broken, shown=(broken, *SHOWN)) == (SHOWN_MOMENT, "guess")


NAMES = (
    "article:published_time", "article:published", "og:article:published_time", "datePublished", "date_published",
    "parsely-pub-date", "sailthru.date", "DC.date.issued", "dcterms.created", "dcterms.issued", "dc.date",
    "dcterms.date", "publishdate", "publish-date", "published_at", "pubdate", "pub_date", "ptime",
    "cXenseParse:recs:publishtime", "cXenseParse:publishtime", "content_PublishedDate", "content_publishdate",
    "og:published_time", "date", "dtk:publishdate", "originalpublicationdate", "displaydate",
    "citation_publication_date", "bt:pubDate", "iso-8601-publish-date", "rbpubdate", "date.available", "date.created",
    "article_date_original", "article_published_time", "article.published", "published", "publisheddate", "og:pubdate",
    "og:datepublished", "og:release_date", "prism.publicationDate", "citation_online_date", "citation_date",
    "datecreated", "publish_date", "created",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_date_has_many_names_in_meta_elements(name: str) -> None:
    assert published(meta(name)) == (MOMENT, "meta")


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("article:published_time", "datePublished"), ("datePublished", "parsely-pub-date"),
        ("dc.date.issued", "pubdate"), ("dc.date", "date"), ("pubdate", "date"), ("date", "date.created"),
        ("published_at", "published"),
    ],
)  # fmt: skip
def test_the_clearer_name_comes_first(name: str, later: str) -> None:
    assert published(meta(later, LATE) + meta(name)) == (MOMENT, "meta")


def test_the_first_of_several_values_counts() -> None:
    assert published(meta("date") + meta("date", LATE)) == (MOMENT, "meta")
    assert published(TIME + TIME.replace("06T", "07T")) == (LATE, "time")


@pytest.mark.parametrize("vague", ["date", "dc.date", "dcterms.date"])
def test_a_vague_date_is_of_the_page_where_an_older_one_is_shown(vague: str) -> None:
    assert published(meta(vague, LATE), shown=SHOWN) == (SHOWN_MOMENT, "guess")
    assert published(meta(vague, LATE) + TIME.replace("04-06", "04-05"), shown=SHOWN)[1] == "time"
    assert published(meta(vague, LATE)) == (LATE, "meta")
    assert published(meta(vague, EARLY), shown=SHOWN) == (EARLY, "meta")
    assert published(meta("pubdate", LATE), shown=SHOWN) == (LATE, "meta")


@pytest.mark.parametrize(("hour", "source"), [("12:15", "meta"), ("12:16", "guess")])
def test_older_is_more_than_a_day_and_a_half(hour: str, source: str) -> None:
    assert published(f'<meta name="date" content="2026-04-04T{hour}Z">', shown=SHOWN)[1] == source


@pytest.mark.parametrize(
    ("modified", "shown", "found"),
    [
        ("2026-04-05", SHOWN, (SHOWN_MOMENT, "guess")),
        ("2026-04-05", (), (LATE, "json-ld")),
        ("2026-04-06T00:15Z", SHOWN, (LATE, "json-ld")),
        ("2026-04-07", SHOWN, (LATE, "json-ld")),
        (None, SHOWN, (LATE, "json-ld")),
        ("2026-04-05", ("5 April 2026 07:15 WIB",), (LATE, "json-ld")),
    ],
)
def test_json_lds_date_is_of_the_page_where_it_is_after_the_change_and_a_shown_date(
    modified: str | None, shown: tuple[str, ...], found: Found
) -> None:
    assert published(declared=LATE.isoformat(), modified=modified, shown=shown) == found
    assert published(meta("article:published_time", LATE), modified=modified, shown=shown) == (LATE, "meta")


@pytest.mark.parametrize(
    ("written", "language", "moment"),
    [
        ("2026-04-04 07:15", "id", MOMENT),
        ("2026-04-04 00:15", "en", MOMENT),
        ("2026-04-04T07:15:00+07:00", "en", MOMENT),
        ("20260404T001500Z", "id", MOMENT),
        ("4 April 2026 08:15 WITA", "en", MOMENT),
        ("Sabtu, 4 April 2026 07:15", "id", MOMENT),
        ("4 April 2026 07:15", "en", datetime(2026, 4, 4, 7, 15, tzinfo=UTC)),
        ("Terbit 4 April 2026 pukul 07.15 WIB oleh Sitti", "id", MOMENT),
        ("05/04/2026", "id", datetime(2026, 4, 5, tzinfo=UTC)),
        ("05/04/2026", "en-US", datetime(2026, 5, 4, tzinfo=UTC)),
        ("4 April 2026", "id", datetime(2026, 4, 4, tzinfo=UTC)),
    ],
)
def test_a_date_is_read_in_its_own_zone_and_language_or_the_pages(
    written: str, language: str | None, moment: datetime
) -> None:
    assert published(declared=written, language=language) == (moment, "json-ld")
    assert published(shown=(written,), language=language) == (moment, "guess")


@pytest.mark.parametrize("language", ["en", None, "id"])
def test_german_and_dutch_have_some_indonesian_names_too(language: str | None) -> None:
    assert published(shown=("4 Juli 2026 07:15",), language=language)[0] == datetime(2026, 7, 4, 0, 15, tzinfo=UTC)
    assert published(shown=("4 Juli 2026 07:15",), language="de")[0] == datetime(2026, 7, 4, 7, 15, tzinfo=UTC)


Z, NAIVE = "2026-04-04T20:15:00Z", "2026-04-05 03:15:00"
ID = "https://kabarteluk.id/rumpon"


@pytest.mark.parametrize(
    ("declared", "said", "found"),
    [
        # what is declared already agrees with what is shown
        ("2026-04-05T03:15:00+07:00", {}, ("04T20:15", 420, "05")),
        ("2026-04-05T03:15:00+07:00", {"shown": ("Minggu, 5 April 2026 04:15 WITA",)}, ("04T20:15", 480, "05")),
        (Z, {"shown": ("5 April 2026 03:15 WIB",)}, ("04T20:15", 420, "05")),
        (Z, {"shown": ("4 April 2026 16:15",)}, ("04T20:15", -240, "04")),
        (Z, {"shown": ("4 April 2026 20:15",)}, ("04T20:15", None, "04")),
        (Z, {"shown": ("4 April 2026 20:15",), "url": ID}, ("04T20:15", 0, "04")),
        (Z, {"url": ID}, ("04T20:15", 420, "05")),
        (Z, {"language": "id"}, ("04T20:15", 420, "05")),
        (Z, {"url": "https://teluk.jp/rumpon"}, ("04T20:15", 540, "05")),
        (Z, {}, ("04T20:15", None, "04")),
        (Z, {"shown": ("5 April 2026",)}, ("04T20:15", None, "05")),
        (Z, {"shown": ("7 April 2026",)}, ("04T20:15", None, "04")),
        (Z, {"url": "https://teluk.example/2026/04/05/rumpon"}, ("04T20:15", None, "05")),
        # no zone is declared
        (NAIVE, {"shown": ("5 April 2026, 03:15 WIB",)}, ("04T20:15", 420, "05")),
        (NAIVE, {"shown": ("5 April 2026, 10:15 WIB",)}, ("05T03:15", 420, "05")),
        (NAIVE, {"shown": ("9 April 2026, 10:15 WIT",)}, ("04T18:15", 540, "05")),
        (NAIVE, {"url": ID}, ("04T20:15", 420, "05")),
        (NAIVE, {"url": "https://teluk.my/rumpon", "language": "id"}, ("04T19:15", 480, "05")),
        (NAIVE, {}, ("05T03:15", None, "05")),
        (NAIVE, {"feed": Written(datetime(2026, 4, 5, 3, 15), True, timedelta(hours=8))}, ("04T19:15", 480, "05")),  # noqa: DTZ001
        (NAIVE, {"feed": Written(datetime(2026, 4, 5, 3, 15), True, timedelta())}, ("05T03:15", None, "05")),  # noqa: DTZ001
        # the sign is turned round, the wall's time is called UTC, or UTC's the wall's
        ("2026-04-05T03:15:00-07:00", {"shown": ("5 April 2026 03:15 WIB",)}, ("04T20:15", 420, "05")),
        ("2026-04-05T03:15:00-07:00", {"url": ID}, ("04T20:15", 420, "05")),
        ("2026-04-05T03:15:00-07:00", {}, ("05T10:15", -420, "05")),
        ("2026-04-05T03:15:00Z", {"shown": ("5 April 2026 03:15 WIB",)}, ("04T20:15", 420, "05")),
        ("2026-04-04T20:15:00+07:00", {"shown": ("5 April 2026 03:15 WIB",)}, ("04T20:15", 420, "05")),
        # a day without a time
        ("2026-04-05", {"url": ID}, ("05T00:00", None, "05")),
        ("2026-04-05", {"shown": ("5 April 2026 03:15 WIB",)}, ("05T00:00", None, "05")),
    ],
)
def test_a_time_is_read_so_that_the_page_agrees(
    declared: str, said: dict[str, Any], found: tuple[str, int | None, str]
) -> None:
    assert outlets(declared=declared, **said) == found


def test_a_feeds_date_comes_before_a_guess_and_is_read_like_the_pages() -> None:
    feed = Written(datetime(2026, 4, 3, 7, 15), True, timedelta())  # noqa: DTZ001
    assert published(feed=feed) == (datetime(2026, 4, 3, 7, 15, tzinfo=UTC), "feed")
    assert published(feed=feed, shown=SHOWN) == (SHOWN_MOMENT, "feed")
    assert published(feed=feed, declared=EARLY.isoformat()) == (EARLY, "json-ld")


@pytest.mark.parametrize(
    "written",
    [
        "Senin, 6 April 2026", "Selasa, 7 April 2026", "Rabu, 8 April 2026", "Kamis, 9 April 2026",
        "Jumat, 10 April 2026", "Jum'at, 10 April 2026", "SABTU, 11 April 2026", "Minggu, 12 April 2026",
        "Ahad, 12 April 2026", "5 Januari 2026", "5 Februari 2026", "5 Maret 2026", "5 Mei 2026", "5 Juni 2026",
        "5 Juli 2026", "5 Agustus 2026", "5 Oktober 2026", "5 Desember 2026",
    ],
)  # fmt: skip
def test_an_indonesian_name_of_a_day_or_month_means_jakartas_time(written: str) -> None:
    found, _ = published(shown=(f"{written} 07:15",))
    assert found is not None
    assert (found.hour, found.minute) == (0, 15)


@pytest.mark.parametrize(
    ("declared", "shown", "moment"),
    [
        ("2026-04-04T07:15:00Z", "4 April 2026 07:15 WIB", MOMENT),
        ("2026-04-04T07:15:48Z", "4 April 2026 07:15 WIB", MOMENT.replace(second=48)),
        ("2026-04-04T08:15:00Z", "4 April 2026 08:15 WITA", MOMENT),
        ("2026-04-04T09:15:00Z", "Sabtu, 4 April 2026 | 09.15 WIT", MOMENT),
        ("2026-04-04T07:15:00+00:00", "04/04/2026 07:15 WIB", MOMENT),
        ("2026-04-04T07:15:00Z", "4 April 2026 07:15", None),
        ("2026-04-04T07:16:00Z", "4 April 2026 07:15 WIB", None),
        ("2026-04-04T06:15:00Z", "4 April 2026 07:15 WIB", None),
        ("2026-04-04T10:15:00Z", "4 April 2026 07:15 WIB", None),
        ("2026-04-04T07:15:00Z", "4 April 2026", None),
        ("2026-04-04T07:15:00Z", "4 April 2026 07:15 WIBU", None),
    ],
)
def test_a_time_called_utc_and_shown_with_an_indonesian_zone_is_set_right(
    declared: str, shown: str, moment: datetime | None
) -> None:
    found = published(declared=declared, shown=("07:15 WIB", shown))
    assert found == (moment or datetime.fromisoformat(declared), "json-ld")


def test_four_lines_are_looked_at() -> None:
    assert published(shown=("2026",) * 3 + SHOWN) == (SHOWN_MOMENT, "guess")
    assert published(shown=("2026",) * 4 + SHOWN) == (None, None)


IN_ADDRESS = "https://www.kabarteluk.example/2026/04/04/rumpon"


def test_a_date_in_the_address_is_a_guess_unless_the_page_was_changed_that_day() -> None:
    day = datetime(2026, 4, 4, tzinfo=UTC)
    assert published(url=IN_ADDRESS) == (day, "guess")
    assert published(url="https://www.kabarteluk.example/kabar/04-04-2026") == (day, "guess")
    assert published(url="https://www.kabarteluk.example/kabar/31-02-2026") == (None, None)
    assert published(url=IN_ADDRESS, shown=SHOWN) == (SHOWN_MOMENT, "guess")
    assert published(url=IN_ADDRESS, updates=("Diperbarui 4 April 2026 12:00 WIB",)) == (None, None)
    assert published(updates=("Diperbarui 4 April 2026 12:00 WIB",)) == (None, None)
    assert published(url=IN_ADDRESS, updates=("Diperbarui 5 April 2026 12:00 WIB",)) == (day, "guess")
    assert published(url=IN_ADDRESS, modified="2026-04-04T12:00Z") == (None, None)
    assert published(meta("og:updated_time"), url=IN_ADDRESS) == (None, None)
    assert published(url=IN_ADDRESS, updates=("2026",) * 4 + ("4 April 2026",)) == (day, "guess")


@pytest.mark.parametrize(
    ("declared", "modified", "said", "changed"),
    [
        ("2026-04-04T07:15:00Z", "2026-04-04T09:15:00Z", {"shown": ("4 April 2026 07:15 WIB",)}, "04T02:15"),
        ("2026-04-04T07:15:00-07:00", "2026-04-04T09:15:00-07:00", {"url": ID}, "04T02:15"),
        ("2026-04-04 07:15", "2026-04-04 09:15", {"shown": ("4 April 2026 07:15 WITA",)}, "04T01:15"),
        ("2026-04-04T07:15:00Z", "2026-04-04T09:15:00+07:00", {"shown": ("4 April 2026 07:15 WIB",)}, "04T02:15"),
        ("2026-04-04T00:15:00Z", "2026-04-04T02:15:00Z", {"shown": ("4 April 2026 07:15 WIB",)}, "04T02:15"),
        ("2026-04-04T00:15:00Z", "2026-04-04T09:15:00Z", {"updates": ("Diubah 4 April 2026 09:15 WIB",)}, "04T02:15"),
        (None, "2026-04-04T09:15:00Z", {}, "04T09:15"),
    ],
)
def test_the_date_of_a_change_is_read_as_that_of_publication(
    declared: str | None, modified: str, said: dict[str, Any], changed: str
) -> None:
    whole, about = page(declared=declared, modified=modified, **said)
    found = dates.modified(about, dates.published(whole, about))
    assert found is not None
    assert f"{found.moment:%dT%H:%M}" == changed


@pytest.mark.parametrize("url", ["file:///home/x/2026/04/04/rumpon.html", "urn:sha256:20260404"])
def test_the_day_on_which_a_page_was_saved_is_no_date(url: str) -> None:
    assert published(url=url) == (None, None)


@pytest.mark.parametrize(("page", "found"), [("Telp. 0812-2026-0404", None), ("© 2026 Kabar Teluk", None)])
def test_numbers_of_telephones_and_years_of_copyright_are_no_dates(page: str, found: datetime | None) -> None:
    assert published(f"</head><body><p>{page}</p>")[0] is found


@pytest.mark.parametrize(
    "other",
    [
        "<script>var built = '2026-04-04T07:15:00Z';</script>",
        "<div class='related'><time datetime='2026-04-04'>x</time></div>",
        "<footer><time datetime='2026-04-04'>x</time></footer>",
        "<nav><span class='date'>4 April 2026</span></nav>",
        "<p class='date'>Rumpon itu pertama kali diturunkan pada 4 April 2026 oleh nelayan teluk.</p>",
    ],
)
def test_dates_of_programs_sentences_and_other_articles_are_not_searched_for(other: str) -> None:
    assert published(f"</head><body>{other}") == (None, None)
    said = "<script>{'publishDate': '2026-04-02T07:15:00Z'}</script><h1>Rumpon</h1>"
    assert published(f"</head><body>{other}{said}") == (datetime(2026, 4, 2, tzinfo=UTC), "guess")


def test_a_form_around_the_whole_page_holds_the_date_of_the_article() -> None:
    time = '<div><time datetime="2026-04-02">x</time></div>'
    assert published(f"</head><body><form>{time}</form>") == (datetime(2026, 4, 2, tzinfo=UTC), "guess")
    assert published(f"</head><body><div><form>{time}</form></div>") == (None, None)


def test_of_several_dates_in_a_page_the_first_day_is_the_guess() -> None:
    times = (
        '<time class="updated" datetime="2026-04-06">x</time><time class="entry-date" datetime="2026-04-02">x</time>'
    )
    assert published(f"</head><body>{times}") == (datetime(2026, 4, 2, tzinfo=UTC), "guess")


@pytest.mark.parametrize(
    "name",
    [
        "article:modified_time", "og:updated_time", "dateModified", "last-modified", "dcterms.modified",
        "article:modified", "article_modified_time", "article_date_updated", "og:article:modified_time",
        "og:modified_time", "date.modified", "article.updated", "dc.date.modified",
    ],
)  # fmt: skip
def test_a_change_is_declared_in_json_ld_or_meta_elements_or_shown(name: str) -> None:
    changed = ("Diperbarui Senin, 6 April 2026 07:15 WIB",)
    for said, moment in (
        (page(meta(name), modified=EARLY.isoformat(), updates=changed), EARLY),
        (page(meta(name), modified="kemarin", updates=changed), MOMENT),
        (page(meta("pubdate"), updates=("2026", *changed)), LATE),
        (page(meta("pubdate"), updates=("2026",) * 4 + changed), None),
    ):
        found = dates.modified(said[1])
        assert (found and found.moment) == moment
    assert published(meta(name)) == (None, None)


def long_page(before: int) -> HtmlElement:
    """A page whose only date stands at its end."""
    return fromstring(f"<html><body><div>{'Isi. ' * (before // 5)}</div><p class='date'>4 April 2026</p></body></html>")


@pytest.mark.parametrize(("characters", "is_found"), [(1000, True), (1_100_000, False)])
def test_a_date_is_searched_for_in_the_first_million_characters(characters: int, is_found: bool) -> None:
    _, said = page()
    assert (dates.published(partial(long_page, characters), said).dated is not None) is is_found


@pytest.mark.parametrize(
    "markup",
    [
        "".join(f"<time pubdate datetime='32 foo {number} 2020'></time>" for number in range(20_000)),
        f"<meta name=date content='{'45/99/2020 ' * 200_000}'>",
        f"<meta name=date content='{'12:34 ' * 400_000}'>",
        f"<time pubdate datetime='{'1234567890' * 200_000}'></time>",
        f"<div>{'12/34/' * 2_000_000}</div>",
    ],
    ids=["many times", "many dates in one", "many hours in one", "2 MB of digits", "12 MB of digits"],
)
def test_what_looks_like_dates_without_end_costs_no_time(markup: str, no_hang: None) -> None:
    assert published(markup) == (None, None)
