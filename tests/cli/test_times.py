"""Times as a person gives them on the command line."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner, Result

from ingest.cli import times
from ingest.cli.options import World
from store import Archive, Article

WIB = timezone(timedelta(hours=7))
NOW = datetime(2026, 3, 1, 6, 30, tzinfo=WIB)  # in UTC it is still February


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026-01-05", date(2026, 1, 5), date(2026, 1, 5)),
        ("2026-2", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("today", date(2026, 3, 1), date(2026, 3, 1)),
        (" Yesterday ", date(2026, 2, 28), date(2026, 2, 28)),
        ("kemarin", date(2026, 2, 28), date(2026, 2, 28)),
        ("7d", date(2026, 2, 22), date(2026, 2, 22)),
        ("2w", date(2026, 2, 15), date(2026, 2, 15)),
        ("12h", datetime(2026, 2, 28, 18, 30, tzinfo=WIB), datetime(2026, 2, 28, 18, 30, tzinfo=WIB)),
        ("2026-01-05T06:59:00Z", datetime(2026, 1, 5, 6, 59, tzinfo=UTC), datetime(2026, 1, 5, 6, 59, tzinfo=UTC)),
        ("2026-01-05 06:59", datetime(2026, 1, 5, 6, 59, tzinfo=WIB), datetime(2026, 1, 5, 6, 59, tzinfo=WIB)),
    ],
)
def test_a_time_is_read_as_it_is_meant(text: str, since: date, until: date) -> None:
    read = times.parse(text, NOW), times.parse(text, NOW, is_end=True)
    assert read == (since, until)
    assert [type(one) for one in read] == [type(since), type(until)]


@pytest.mark.parametrize("text", ["", "soon", "2026-13", "2026-02-30", "0000", "7 days", "d", "5.1.2026"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        times.parse(text, NOW)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 1, 6), date(2026, 1, 5)),
        (datetime(2026, 1, 5, 2, tzinfo=UTC), datetime(2026, 1, 5, 1, tzinfo=UTC)),
        (datetime(2026, 1, 6, 2, tzinfo=UTC), date(2026, 1, 5)),
    ],
)
def test_a_window_that_ends_before_it_begins_is_refused(since: date, until: date) -> None:
    with pytest.raises(click.BadParameter):
        times.check_order(since, until)
    times.check_order(until, since)
    times.check_order(since, since)
    times.check_order(since, None)


def test_a_day_begins_in_the_zone_of_the_archive_else_by_the_clock_of_the_machine() -> None:
    day = date(2026, 1, 5)
    assert times.moment(day, None) == datetime(2026, 1, 5).astimezone()
    assert times.moment(day, ZoneInfo("Asia/Jayapura")) == datetime(2026, 1, 4, 15, tzinfo=UTC)
    assert times.moment(NOW, ZoneInfo("Asia/Jayapura")) == NOW


@pytest.mark.parametrize(
    ("zone", "found"), [("Asia/Jakarta", {"b"}), ("Pacific/Kiritimati", set()), ("Pacific/Pago_Pago", {"a", "b"})]
)
def test_yesterday_is_that_of_the_zone_that_is_set_for_the_archive(path: Path, zone: str, found: set[str]) -> None:
    """At 18:30 UTC it is tomorrow already in Jakarta, and still today in Pago Pago."""
    from ingest.cli import main

    with Archive(path) as archive:
        archive.put(Article(url="a", text="Garam satu.", day=date(2026, 2, 27)))
        archive.put(Article(url="b", text="Garam dua.", day=date(2026, 2, 28)))
        archive.set("timezone", zone)
    clock = datetime(2026, 2, 28, 18, 30, tzinfo=UTC)
    since = {"Pacific/Kiritimati": "today"}.get(zone, "yesterday")
    given = ["--db", str(path), "search", "garam", "--since", since, "--json"]
    shown = CliRunner().invoke(main, given, obj=World(clock=lambda: clock))
    assert {json.loads(line)["url"] for line in shown.stdout.splitlines()} == found


@pytest.mark.parametrize("command", [["search", "garam"], ["export", "garam"], ["changes"]])
def test_arrivals_are_counted_from_the_midnight_of_that_zone(
    warta: Callable[..., Result], path: Path, command: list[str]
) -> None:
    with Archive(path) as archive:
        for text in ("Garam satu.", "Garam dua."):
            archive.put(Article(url="a", text=text))
        archive.set("timezone", "Asia/Jakarta")
        archive._connection.execute("UPDATE articles SET first_seen = '2026-03-01T17:00:00Z'")  # midnight in Jakarta
    assert warta(*command, "--arrived-since", "2026-03-02", "--json" if command[0] != "export" else "--limit=9").stdout
    later = warta(*command, "--arrived-since", "2026-03-02 00:00:01").stdout
    assert later in ("", "nothing found\n", "nothing was changed\n")
