"""Times as they are handed to a search."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from store import Archive
from store.search.times import given
from tests.store.search.searching import found

WIB = timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (None, None),
        (date(2026, 1, 5), date(2026, 1, 5)),
        ("2026-01-05", date(2026, 1, 5)),
        (" 20260105 ", date(2026, 1, 5)),
        ("2026-01-05T06:00:00+07:00", datetime(2026, 1, 5, 6, tzinfo=WIB)),
        ("2026-01-05T06:00:00Z", datetime(2026, 1, 5, 6, tzinfo=UTC)),
        ("2026-01-05 06:00+07:00", datetime(2026, 1, 5, 6, tzinfo=WIB)),
        (datetime(2026, 1, 5, tzinfo=WIB), datetime(2026, 1, 5, tzinfo=WIB)),
    ],
)
def test_a_date_a_datetime_or_text_is_a_time(value: date | str | None, meant: date | None) -> None:
    assert given("since", value) == meant
    assert type(given("since", value)) is type(meant)


@pytest.mark.parametrize("value", ["kemarin", "", "2026-13-01", "05/01/2026", "2026-01-05T25:00Z", "2026-01"])
def test_other_text_is_refused_by_name(kiosk: Archive, value: str) -> None:
    for name in ("since", "until", "arrived_since"):
        with pytest.raises(ValueError, match=f"{name}='{value}' is no time in ISO 8601; give a day such as"):
            kiosk.search("garam", **{name: value})


@pytest.mark.parametrize("value", [datetime(2026, 1, 5), "2026-01-05T06:00:00"])  # noqa: DTZ001
def test_a_time_without_a_zone_is_refused(kiosk: Archive, value: datetime | str) -> None:
    with pytest.raises(ValueError, match=r"since=.* has no time zone; give one"):
        kiosk.search("garam", since=value)


@pytest.mark.parametrize("value", [5, 1.5, ("2026", 1), b"2026-01-05"])
def test_anything_else_is_refused(kiosk: Archive, value: object) -> None:
    with pytest.raises(TypeError, match="give a date, a datetime with its zone, or text"):
        kiosk.search("garam", until=value)


def test_text_finds_what_its_time_does(kiosk: Archive) -> None:
    assert set(found(kiosk, "garam OR salt", since="2026-01-05")) == {"panen", "harbour", "salt"}
    assert set(found(kiosk, "garam OR salt", since="2026-01-05T10:00:00+07:00")) == {"harbour", "salt"}
    assert found(kiosk, "garam", until="2026-01-05", arrived_since="2000-01-01") == ["panen"]
