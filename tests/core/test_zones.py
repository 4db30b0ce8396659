"""Zones by their names and by the country of a host."""

from datetime import datetime, timedelta

import pytest

from ingest.core import zones

WINTER, SUMMER = datetime(2026, 1, 5, 12), datetime(2026, 7, 5, 12)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("name", "hours"),
    [
        ("WIB", 7), ("wita", 8), ("WIT", 9), ("Asia/Jakarta", 7), ("Europe/Berlin", 1), ("CEST", 2), ("Z", 0),
        ("NZDT", 13), ("MOST", None), ("ABC", None), ("Asia/Atlantis", None), ("../etc/passwd", None), ("", None),
    ],
)  # fmt: skip
def test_a_zone_has_a_name(name: str, hours: float | None) -> None:
    zone = zones.named(name, None)
    assert (zone and zone.utcoffset(WINTER)) == (None if hours is None else timedelta(hours=hours))


@pytest.mark.parametrize(
    ("host", "winter", "summer"),
    [
        ("kabar.id", 7, 7), ("www.kabar.co.id", 7, 7), ("muara.de", 1, 2), ("muara.co.uk", 0, 1), ("muara.my", 8, 8),
        ("muara.jp", 9, 9), ("muara.us", None, None), ("muara.com", None, None), ("muara.io", None, None),
        ("muara.test", None, None), ("", None, None),
    ],
)  # fmt: skip
def test_a_host_has_the_time_of_its_country_where_that_has_one(
    host: str, winter: int | None, summer: int | None
) -> None:
    for wall, hours in ((WINTER, winter), (SUMMER, summer)):
        assert zones.of_host(host, wall) == (None if hours is None else timedelta(hours=hours))
