"""Plain days are what dateparser makes of them, and what is no plain day is left to it."""

from datetime import date
from itertools import product

import dateparser
import pytest

from ingest.core import dates, plain_dates

ENGLISH = "january february march april may june july august september october november december"
INDONESIAN = "januari februari maret april mei juni juli agustus september oktober november desember"
SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
SHORT_INDONESIAN = "jan feb mar apr mei jun jul agu sep okt nov des"
MONTHS = [(name, number) for names in (ENGLISH, INDONESIAN, SHORT, SHORT_INDONESIAN) for number, name in enumerate(
    names.split(), 1)] + [("sept", 9), ("agt", 8), ("nop", 11), ("nopember", 11), ("pebruari", 2)]  # fmt: skip
FORMS = (
    "{day} {month} {year}", "{day:02d} {month} {year}", "{day}. {month} {year}", "{day} {month}, {year}",
    "{day}-{month}-{year}", "{month} {day}, {year}", "{month} {day} {year}", "{month}. {day}, {year}",
)  # fmt: skip


def by_dateparser(text: str, *, order: str = "DMY") -> date | None:
    settings = {"DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    moment = dateparser.parse(text, languages=["id", "en"], settings=settings)
    return moment and moment.date()


@pytest.mark.parametrize("form", FORMS)
def test_a_day_with_the_name_of_its_month_is_what_dateparser_says(form: str) -> None:
    for name, number in MONTHS:
        text = form.format(day=number + 4, month=name.title(), year=2011 + number)
        assert plain_dates.day(text) == by_dateparser(text) == date(2011 + number, number, number + 4), text


@pytest.mark.parametrize(("sign", "order"), [*product("./-", ("DMY", "MDY"))])
def test_a_day_in_digits_is_what_dateparser_says(sign: str, order: str) -> None:
    for texts in (("5", "3", "2021"), ("03", "04", "1999"), ("2026", "01", "05"), ("2024", "2", "29")):
        text = sign.join(texts)
        assert plain_dates.day(text, is_month_first=order == "MDY") == by_dateparser(text, order=order) is not None


@pytest.mark.parametrize(
    "text",
    ["31 April 2021", "12/25/2020", "5 Brumaire 2021", "5th May 2021", "5 Mei", "Mei 2021", "pada 5 Mei 2021",
     "5 Mei 1821", "2021-13-05", "5/3-2021", "3 5 2021", "", "hari ini"],
)  # fmt: skip
def test_what_is_no_plain_day_is_left_to_it(text: str) -> None:
    assert plain_dates.day(text) is None


def test_dates_are_read_with_either() -> None:
    assert (
        dates.parse("Friday, December 19, 2025") == dates.parse("Jumat, 19 Desember 2025") == dates.parse("2025-12-19")
    )
    assert dates.parse("31 April 2021") is None
    assert str(dates.parse("5 März 2021", "de")) == "2021-03-05 00:00:00+00:00"
    assert str(dates.parse("12/25/2020")) == "2020-12-25 00:00:00+00:00"
