"""Dates as Indonesian and English newsrooms write them, as aware datetimes in UTC."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core import dates

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
    ],
)
def test_a_moment_is_read_in_the_zone_it_is_written_in(text: str) -> None:
    assert dates.parse(text) == THREE


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
        (8, "Agustus August Agt Aug"),
        (9, "September Sep"),
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
        "1767571200",
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
        moment = dates.parse(text, language)
        assert moment is None or moment.utcoffset() == timedelta(0)


@settings(deadline=None)
@given(st.integers(0, 60 * 24 * 365 * 50), st.sampled_from([("WIB", 7), ("WITA", 8), ("WIT", 9)]))
def test_every_minute_of_indonesian_time_is_read(minutes: int, zone: tuple[str, int]) -> None:
    name, hours_ahead = zone
    moment = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    assert dates.parse(f"{moment:%Y-%m-%d %H:%M} {name}") == moment - timedelta(hours=hours_ahead)
    assert dates.parse(f"{moment:%d/%m/%Y pukul %H.%M} {name}") == moment - timedelta(hours=hours_ahead)
