"""Dates as Indonesian and English newsrooms write them, as aware datetimes in UTC."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core import dates
from ingest.core.dates import Written

THREE = datetime(2026, 1, 5, 3, tzinfo=UTC)
MIDNIGHT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05T10:00:00+07:00",
        "2026-01-05T10:00:00+0700",
        "2026-01-05T03:00:00Z",
        "2026-01-05T03:00Z",
        "2026-01-05 03:00:00",
        "20260105T030000Z",
        "Mon, 05 Jan 2026 10:00:00 +0700",
        "Mon, 5 Jan 2026 03:00:00 GMT",
        "05 Jan 26 03:00 UT",
        "Sun, 04 Jan 2026 22:00:00 EST",
        "Mon, 05 Jan 2026 10:00:00 WIB",
        "Mon, 05 Jan 2026 11:00:00 WITA",
        "Mon, 05 Jan 2026 12:00:00 WIT",
        "2026-01-05 10:00:00 WIB",
        "2026-01-05T11:00 WITA",
        "Senin, 5 Januari 2026 10.00 WIB",
        "Senin, 05 Jan 2026 10:00 WIB",
        "Senin, 05 Jan 2026 | 10:00 WIB",
        "5 Januari 2026 pukul 11.00 WITA",
        "5 Januari 2026 jam 12:00 WIT",
        "5 Januari 2026, 10.00.00 wib",
        "Senin (5/1/2026) 10:00 WIB",
        "Senin, 05 Jan 2026 10:00:00 WIB",
        "Sen, 05 Jan 2026 11:00 WITA",
        "05 Januari 2026 | 10:00 WIB",
        "5 Januari 2026 pukul 12.00 WIT",
        "Mon, 05 Jan 2026 10:00:00WIB",
        "Mon, 05 Jan 2026 10:00:00 GMT+7",
        "Mon, 05 Jan 2026 10:00:00 GMT+07:00",
        "Mon, 05 Jan 2026 10:00:00 GMT +0700",
        "Mon, 05 Jan 2026 10:00:00 UTC+7",
        "Sun, 04 Jan 2026 22:00:00 GMT-5",
        "Mon, 05 Jan 2026 10:00:00 +07:00",
        "Mon, 05 Jan 2026 10:00:00+07:00",
        "Mon, 05 Jan 2026 10:00 +7",
        "Mon, 05 Jan 2026 10:00:00 +700",
        "Mon, 05 Jan 2026 10:00:00 +0700 (WIB)",
        "Mon, 05 Jan 2026 10:00:00 Asia/Jakarta",
        "2026-01-05 11:00 Asia/Makassar",
        "05/01/2026 10:00 WIB",
        "January 5, 2026 3:00 AM",
        "  5\u00a0Januari\n2026   03:00 ",
        "Mon Jan 5 10:00:00 WIB 2026",
        "Mon Jan 05 2026 10:00:00 GMT+0700 (Western Indonesia Time)",
        "5 Jan 2026, 11:00 (UTC+8)",
        "Mon, 05 Jan 2026 04:00:00 CET",
        "5 Jan 2026 05:00 CEST",
        "Mon, 05 Jan 2026 05:00:00 MEST",
        "5 January 2026, 4:00 BST",
        "5 January 2026, 1pm AEST",
        "5 January 2026, 2:00pm AEDT",
        "5 Jan 2026 | 11.00 SGT",
        "5 Jan 2026 11:00am MYT",
        "Mon, 05 Jan 2026 11:00:00 HKT",
        "Mon, 05 Jan 2026 12:00:00 JST",
        "5 Jan 2026 08:00 PKT",
        "5 Jan 2026 08:30 AM IST",
        "Mon, 05 Jan 2026 15:00:00 NZST",
        "January 4, 2026, 8:00 p.m. PDT",
        "January 4, 2026 at 10:00 PM ET",
        "10:00 p.m. ET, Sun January 4, 2026",
        "20260105030000",
        "2026-01-05T03-00-00Z",
        "2026-01-05T10:00:00 07:00",
        "2026-01-05T10:00:00[Asia/Jakarta]",
        "Mon, 05 Jan 2026 03:00:00 XYZ",
        "1767582000",
        "1767582000000",
        "1767582000.0",
        "/Date(1767582000000)/",
        "/Date(1767582000000+0700)/",
    ],
)
def test_a_moment_is_read_in_the_zone_it_is_written_in(text: str) -> None:
    assert dates.parse(text) == THREE


@pytest.mark.parametrize(
    "text",
    [
        "Jan 5, 2026 8:57 PM",
        "January 5, 2026, 8:57 PM",
        "January 5, 2026 at 8:57 pm",
        "5 January 2026 8.57pm",
        "Jan. 5, 2026 8:57 p.m.",
        "Jan 5, 2026 | 8:57 P.M.",
        "05/01/2026 8:57 PM",
        "2026-01-05 8:57:00 PM",
        "8:57 PM, January 5, 2026",
        "8:57 PM January 5, 2026",
        "Mon, 05 Jan 2026 8:57:00 PM GMT",
        "Tue, 6 Jan 2026 3:57:00 AM +0700",
        "5 January 2026 20:57 PM",
    ],
)
def test_am_and_pm_are_heard(text: str) -> None:
    assert dates.parse(text) == datetime(2026, 1, 5, 20, 57, tzinfo=UTC)
    assert dates.find(f"Published: {text} by Rani") == datetime(2026, 1, 5, 20, 57, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("12:30 AM", 0, 30),
        ("12:30 PM", 12, 30),
        ("12 a.m.", 0, 0),
        ("12pm", 12, 0),
        ("00:30 AM", 0, 30),
        ("24:00", 24, 0),
    ],
)
def test_twelve_is_midnight_and_noon(text: str, hour: int, minute: int) -> None:
    assert dates.parse(f"Jan 5, 2026 {text} UTC") == MIDNIGHT + timedelta(hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("text", "language", "hours"),
    [
        ("EST", "en", -5), ("EST", "en-AU", 10), ("CST", None, -6), ("CST", "zh-CN", 8), ("IST", "en", 5.5),
        ("IST", "en_IE", 1), ("PST", "en-US", -8), ("PST", "tl", 8), ("BST", "en", 1), ("BST", "bn", 6),
    ],
)  # fmt: skip
def test_of_a_name_of_several_zones_the_newsrooms_is_meant(text: str, language: str | None, hours: float) -> None:
    assert dates.parse(f"5 Jan 2026 10:00 {text}", language) == MIDNIGHT + timedelta(hours=10 - hours)


@pytest.mark.parametrize(("month", "hours"), [(1, -5), (7, -4)])
def test_a_name_without_its_season_follows_the_clocks(month: int, hours: int) -> None:
    assert dates.parse(f"2026-0{month}-05 10:00 ET") == datetime(2026, month, 5, 10 - hours, tzinfo=UTC)


@pytest.mark.parametrize("word", ["MOST", "NET", "WIBU", "Pagi"])
def test_a_word_behind_a_time_is_no_zone(word: str) -> None:
    assert dates.find(f"5 Januari 2026 03:00 {word} dibaca") == THREE


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Terbit Senin, 5 Januari 2026 pukul 10.00 WIB oleh Sitti", THREE),
        ("Muara (5/1/2026 10:00 WIB) - Kabar", THREE),
        ("10.00 WIB, Senin 5 Januari 2026", THREE),
        ("Posted on the 5th of January, 2026", MIDNIGHT),
        ("Posted 05-Jan-2026 03:00", THREE),
        ("Rapat pukul 10.00 WIB membahas anggaran, Senin 5 Januari 2026", MIDNIGHT),
        ("31 Februari 2026, 5 Januari 2026 03:00", THREE),
        ("Telp. 0812-2026-0105", None),
        ("Senin,5 Januari 2026 10:00 WIB", THREE),
        ("January 5, 2026 / 3:00 AM / Bay News", THREE),
        ("naik 3,5 Januari 2026", None),
        ("tanpa tanggal", None),
    ],
)
def test_the_first_date_of_a_line_is_found_with_its_time(text: str, found: datetime | None) -> None:
    assert dates.find(text) == found


@pytest.mark.parametrize(
    ("text", "wall", "has_time", "hours"),
    [
        ("2026-01-05", datetime(2026, 1, 5), False, None),  # noqa: DTZ001
        ("2026-01-05 00:00:00", datetime(2026, 1, 5), False, None),  # noqa: DTZ001
        ("2026-01-05T00:00:00Z", datetime(2026, 1, 5), True, 0),  # noqa: DTZ001
        ("5 Januari 2026 10.00 WITA", datetime(2026, 1, 5, 10), True, 8),  # noqa: DTZ001
        ("Jan 5, 2026 8:57 PM", datetime(2026, 1, 5, 20, 57), True, None),  # noqa: DTZ001
    ],
)
def test_what_is_written_is_kept_beside_the_moment(
    text: str, wall: datetime, has_time: bool, hours: int | None
) -> None:
    offset = None if hours is None else timedelta(hours=hours)
    assert dates.read(text) == Written(wall, has_time, offset)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05",
        "20260105",
        "2026/01/05",
        "5 Januari 2026",
        "Senin, 5 Januari 2026",
        "5 January 2026",
        "January 5, 2026",
        "Jan. 5, 2026",
        "Monday, January 5th, 2026",
        "Mon, 5 Jan 2026",
        "5/1/2026",
        "05-01-2026",
        "05.01.2026",
    ],
)
def test_a_date_without_a_time_is_midnight(text: str) -> None:
    assert dates.parse(text) == MIDNIGHT


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, "Januari January Jan"),
        (2, "Februari Pebruari February Feb"),
        (3, "Maret March Mar"),
        (4, "April Apr"),
        (5, "Mei May"),
        (6, "Juni June Jun"),
        (7, "Juli July Jul"),
        (8, "Agustus August Agt Ags Aug"),
        (9, "September Sept Sep"),
        (10, "Oktober October Okt Oct"),
        (11, "November Nopember Nov"),
        (12, "Desember December Des Dec"),
    ],
)
def test_months_have_names_in_both_languages(month: int, names: str) -> None:
    for name in names.split():
        assert dates.parse(f"17 {name} 2025 08:00") == datetime(2025, month, 17, 8, tzinfo=UTC), name


@pytest.mark.parametrize(
    "text",
    [
        "Minggu, 4 Oktober 2026",
        "Ahad, 4 Oktober 2026",
        "Senin, 5 Oktober 2026",
        "Selasa, 6 Oktober 2026",
        "Rabu, 7 Oktober 2026",
        "Kamis, 8 Oktober 2026",
        "Jumat, 9 Oktober 2026",
        "Jum'at, 9 Oktober 2026",
        "Jum’at, 9 Oktober 2026",
        "Sabtu, 10 Oktober 2026",
    ],
)
def test_days_have_indonesian_names(text: str) -> None:
    day = int(text.split()[1])
    assert dates.parse(text) == datetime(2026, 10, day, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 05 Okt 2026 10:00:00 +0700",
        "Sen, 05 Okt 2026 10:00:00 +0700",
        "Monday, 5 Oktober 2026 10:00 WIB",
        "Senin, 5 October 2026 10.00 WIB",
    ],
)
def test_a_date_may_be_in_both_languages_at_once(text: str) -> None:
    assert dates.parse(text) == datetime(2026, 10, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(("text", "year"), [("Fri, 05 Jan 1748 10:00:00 GMT", 1748), ("2099-01-05T10:00:00Z", 2099)])
def test_a_date_far_from_today_is_a_date(text: str, year: int) -> None:
    assert dates.parse(text) == datetime(year, 1, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize("language", [None, "id", "id-ID", "en", "en-GB", "en-US", "", "in", "jv", "zz", "bahasa"])
def test_a_declared_language_hides_no_month_names(language: str | None) -> None:
    assert dates.parse("5 Agustus 2026 10.00 WIB", language) == datetime(2026, 8, 5, 3, tzinfo=UTC)
    assert dates.parse("August 5, 2026 03:00", language) == datetime(2026, 8, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "month"), [(None, 1), ("id", 1), ("en", 1), ("en-GB", 1), ("en-US", 5), ("en-us", 5)]
)
def test_the_day_comes_first_but_in_american_english(language: str | None, month: int) -> None:
    day = 6 - month
    assert dates.parse("05/01/2026", language) == datetime(2026, month, day, tzinfo=UTC)


@pytest.mark.parametrize("language", [None, "id", "en", "en-US"])
def test_the_weekday_beside_a_date_in_digits_tells_what_comes_first(language: str | None) -> None:
    assert dates.parse("Mon, 01/05/2026 - 03:00", language) == THREE
    assert dates.parse("Senin, 05/01/2026 10:00 WIB", language) == THREE
    assert dates.parse("Fri, 05/01/2026", language) == datetime(2026, 5, 1, tzinfo=UTC)
    assert dates.parse("Sun, 05/13/2026", language) == datetime(2026, 5, 13, tzinfo=UTC)  # no such day is a Sunday


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "kemarin",
        "tadi pagi",
        "3 jam lalu",
        "2 hours ago",
        "10:00 WIB",
        "5 Januari",
        "Januari 2026",
        "2026",
        "12",
        "1767571",
        "17675712000",
        "31 Februari 2026",
        "30/02/2026",
        "2026-13-45",
        "0000-00-00 00:00:00",
        "-0001-11-30T00:00:00+00:00",
        "Wed, 30 Nov -0001 00:00:00 +0000",
        "99/99/2026",
        "0812-3456-7890",
        "Rp 10.000",
        "10.000 orang mengungsi",
        "5 Januari 2026 pukul 25.00 WIB",
        "0001-01-01T00:00:00+14:00",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "1/1/0001 12:00:00 AM",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "1970-01-01",
        "1970-01-01T07:00:00+07:00",
        "9999-12-31 24:00:00",
        "9999-12-31T23:59:59-12:00",
        "5 Januari 2026 " + "x" * 80,
    ],
)
def test_what_names_no_moment_is_none(text: str) -> None:
    assert dates.parse(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 05 Jan 2026 10:00:00 +99999999999999999999",
        "Mon, 05 Jan 99999999999 10:00:00 +0000",
        "1 Jan 2026 99999999999:00:00 GMT",
        "Mon, 05 Jan 2026 10:00:00 +99999",
    ],
)
def test_numbers_beyond_all_calendars_are_none(text: str) -> None:
    assert dates.parse(text) is None


@settings(deadline=None)
@given(
    st.text(max_size=40),
    st.text("0123456789-:./+TZ JanWIBfebapukl,", max_size=30),
    st.sampled_from([None, "id", "en-us"]),
)
def test_no_text_makes_it_fail(words: str, digits: str, language: str | None) -> None:
    for text in (words, digits, digits + words):
        for moment in (dates.parse(text, language), dates.find(text, language)):
            assert moment is None or (moment.utcoffset() == timedelta(0) and moment.year >= 1600)


_DIGITS = st.integers(0, 99).map("{:02}".format)


@given(
    st.integers(0, 9999).map("{:04}".format), _DIGITS, _DIGITS, _DIGITS, _DIGITS, st.sampled_from("/-."),
    st.sampled_from(["", "Z", " WIB", "+14:00", "-12:00", "+99:99", " PM", " AM ET"]), st.sampled_from(["id", "en-us"]),
)  # fmt: skip
def test_numbers_in_the_place_of_dates_are_dates_of_newspapers_or_none(
    year: str, month: str, day: str, hour: str, minute: str, mark: str, zone: str, language: str
) -> None:
    clock = f"{hour}:{minute}{zone}"
    for written in (f"{year}-{month}-{day}T{clock}", mark.join((day, month, year)) + f" {clock}"):
        for moment in (dates.parse(written, language), dates.find(f"Terbit {written}", language)):
            assert moment is None or (moment.utcoffset() == timedelta(0) and moment.year >= 1600)


def test_no_more_than_the_beginning_of_a_long_text_is_read() -> None:
    assert dates.parse("5 Januari 2026" + " " * 900) == MIDNIGHT
    assert dates.parse("5 Januari 2026" + " " * 1000) is None
    assert dates.find("Kabar. " * 100 + "5 Januari 2026") == MIDNIGHT
    assert dates.find("Kabar. " * 200 + "5 Januari 2026") is None


@settings(deadline=None)
@given(st.integers(0, 60 * 24 * 365 * 50), st.sampled_from([("WIB", 7), ("WITA", 8), ("WIT", 9)]))
def test_every_minute_of_indonesian_time_is_read(minutes: int, zone: tuple[str, int]) -> None:
    name, hours_ahead = zone
    moment = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    assert dates.parse(f"{moment:%Y-%m-%d %H:%M} {name}") == moment - timedelta(hours=hours_ahead)
    assert dates.parse(f"{moment:%d/%m/%Y pukul %H.%M} {name}") == moment - timedelta(hours=hours_ahead)
