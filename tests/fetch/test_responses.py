"""What a response asks for: how long to wait, how long it stays good."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.fetch import responses

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", 2 * MINUTE), (" 0 ", 0 * HOUR), ("-5", 0 * HOUR), ("+60", MINUTE), ("99999999", 7 * DAY),
        ("9" * 6000, 7 * DAY), ("Mon, 02 Mar 2026 06:00:00 GMT", HOUR), ("Mon, 02 Mar 2026 13:00:00 +0700", HOUR),
        ("Monday, 02-Mar-26 06:00:00 GMT", HOUR), ("Mon Mar  2 06:00:00 2026", HOUR),
        ("Mon, 02 Mar 2026 06:00:00 -0000", HOUR), ("Sun, 06 Nov 1994 08:49:37 GMT", 0 * HOUR),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 7 * DAY), (None, None), ("", None), ("besok", None), ("1.5", None),
        ("²", None), ("٣", None), ("Mon, 02 Mar 99999999999999999999 06:00:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(header: str | None, wait: timedelta | None) -> None:
    assert responses.retry_after(header, NOW) == wait


DAMAGED = st.text(st.sampled_from("Mon, 02Mar 2026 :+-.GT9\u0663\t"), max_size=40)


@given(st.text() | DAMAGED)
def test_no_retry_after_breaks_a_fetch(header: str) -> None:
    wait = responses.retry_after(header, NOW)
    assert wait is None or 0 * HOUR <= wait <= 7 * DAY


@pytest.mark.parametrize(
    ("header", "age"),
    [
        ("max-age=600", 10 * MINUTE), ("public, Max-Age=600, must-revalidate", 10 * MINUTE), ('max-age="60"', MINUTE),
        ("max-age = 60 ,public", MINUTE), ("max-age=31536000", DAY), ("max-age=" + "9" * 6000, DAY),
        ("max-age=60, max-age=600", MINUTE), ("s-maxage=600", 0 * HOUR), ("x-max-age=600", 0 * HOUR),
        ("max-age=-1", 0 * HOUR), ("max-age=1h", 0 * HOUR), ("max-age", 0 * HOUR),
        ("no-cache, max-age=600", 0 * HOUR), ("max-age=600, NO-STORE", 0 * HOUR), ("", 0 * HOUR), (None, 0 * HOUR),
    ],
)  # fmt: skip
def test_max_age_is_the_site_s_own_wish_up_to_a_day(header: str | None, age: timedelta) -> None:
    assert responses.max_age(header) == age


@given(st.text() | st.text(st.sampled_from('max-ge=no-cht," 09'), max_size=40))
def test_no_cache_control_breaks_a_fetch(header: str) -> None:
    assert 0 * HOUR <= responses.max_age(header) <= DAY
