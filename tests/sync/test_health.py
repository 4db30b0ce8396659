"""How a source is, and when it is we who are offline."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ingest.core.errors import RobotsDenied
from ingest.sync import health, schedule
from store import Source
from store.subscriptions import health as stored

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
KNOWN = Source(url="https://muara.test/feed", id=7, title="Muara", status=200, body_hash="11", changed=NOW - HOUR)


@pytest.mark.parametrize(
    ("polled", "unreachable", "is_offline"),
    [(0, 0, False), (3, 3, False), (4, 2, False), (4, 3, True), (5, 3, True), (100, 50, False), (100, 51, True)],
)
def test_we_are_offline_when_most_of_several_sources_are(polled: int, unreachable: int, is_offline: bool) -> None:
    assert health.is_offline(polled, unreachable) is is_offline


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, "ok"),
        ({"status": 304}, "ok"),
        ({"status": None}, "new"),
        ({"trouble": "a bare &"}, "degraded"),
        ({"distrusted": True}, "degraded"),
        ({"failures": 1, "failing_since": NOW, "status": None}, "degraded"),
        ({"failures": 2, "failing_since": NOW - HOUR, "status": 500}, "degraded"),
        ({"failures": 2, "failing_since": NOW - DAY, "status": 500}, "failing"),
        ({"failures": 3, "failing_since": NOW - HOUR, "status": 500}, "failing"),
        ({"failures": 9, "failing_since": NOW - DAY, "status": 403}, "blocked"),
        ({"failures": 1, "failing_since": NOW, "status": 401}, "blocked"),
        ({"failures": 1, "failing_since": NOW, "status": 451}, "blocked"),
        (
            {"failures": 1, "trouble": "its robots.txt answers 500", "trouble_code": "robots_denied", "status": None},
            "blocked",
        ),
        ({"failures": 1, "trouble": "robots.txt is a word", "trouble_code": "bad_body", "status": None}, "degraded"),
        ({"status": 429}, "throttled"),
        ({"status": 429, "paused": NOW}, "paused"),
        ({"status": 503}, "throttled"),
        ({"failures": 3, "status": 503}, "failing"),
        ({"enabled": False, "disabled_why": "it moved to https://b.test/, which is subscribed too"}, "off"),
        ({"enabled": False, "gone_since": NOW - 9 * DAY}, "off"),
        ({"enabled": False, "trouble_code": "gone", "gone_since": NOW - 9 * DAY}, "gone"),
        ({"gone_since": NOW, "status": 410, "trouble": "it answered 410 Gone on 2026-03-02"}, "degraded"),
    ],
)
def test_health_is_one_word(changes: dict[str, object], word: str) -> None:
    assert health.health(replace(KNOWN, **changes), paused_until=None, now=NOW) == word  # type: ignore[arg-type]


@pytest.mark.parametrize(("paused_until", "word"), [(NOW + MINUTE, "throttled"), (NOW, "ok"), (None, "ok")])
def test_a_source_is_throttled_while_its_domain_is_paused(paused_until: datetime | None, word: str) -> None:
    assert health.health(KNOWN, paused_until=paused_until, now=NOW) == word


def test_the_codes_that_the_store_knows_are_those_that_are_written() -> None:
    assert (schedule.GONE_CODE, RobotsDenied.code) == (stored.GONE, stored.ROBOTS_DENIED)
