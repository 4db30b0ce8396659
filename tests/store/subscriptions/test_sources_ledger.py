"""What is kept beside the sources: pauses, gaps, and failures that a poll resolves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from store import Archive, Failure, Gap, Pause, PollResult, Source

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MUARA, BUKIT = "https://muara.test/feed", "https://bukit.test/feed"
SOURCE = Source(url=MUARA, id=1)


def add(archive: Archive, *urls: str) -> list[Source]:
    return [source for source, _ in archive.subscriptions.add([Source(url=url) for url in urls])]


# -- pauses


def pause(minutes: int, reason: str = "429", domain: str = "muara.test") -> Pause:
    return Pause(domain=domain, until=NOW + minutes * MINUTE, reason=reason)


def test_a_pause_is_given_until_it_is_over(archive: Archive) -> None:
    muara, bukit = pause(10), pause(20, "503", "bukit.test")
    archive.subscriptions.pause([muara, bukit], NOW)
    for minutes, left in [(0, {muara, bukit}), (9, {muara, bukit}), (10, {bukit}), (19, {bukit}), (20, set())]:
        assert {*archive.subscriptions.pauses(NOW + minutes * MINUTE)} == left


@pytest.mark.parametrize(
    ("first", "then", "counts"),
    [
        (pause(10), pause(20, "503"), pause(20, "503")),
        (pause(20), pause(10, "503"), pause(20)),
        (pause(10), pause(10), pause(10)),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_of_two_pauses_of_a_domain_the_longer_one_counts(
    archive: Archive, first: Pause, then: Pause, counts: Pause, *, at_once: bool
) -> None:
    for pauses in [[first, then]] if at_once else [[first], [then]]:
        archive.subscriptions.pause(pauses, NOW)
    assert archive.subscriptions.pauses(NOW) == [counts]


def test_pauses_that_are_over_are_forgotten_when_the_next_one_comes(archive: Archive) -> None:
    archive.subscriptions.pause([pause(10), pause(30, domain="bukit.test")], NOW)
    archive.subscriptions.pause([pause(60, domain="aceh.test")], NOW + 20 * MINUTE)
    found = archive._connection.execute("SELECT domain FROM pauses ORDER BY domain")
    assert [row[0] for row in found] == ["aceh.test", "bukit.test"]


# -- gaps


def test_gaps_come_back_with_what_was_found_again(archive: Archive) -> None:
    muara, bukit = add(archive, MUARA, BUKIT)
    one, two = Gap(source_id=muara.id, since=NOW - DAY, seen=NOW), Gap(source_id=bukit.id, since=NOW, seen=NOW + DAY)
    first, second = (archive.subscriptions.add_gap(gap) for gap in (one, two))
    assert archive.subscriptions.gaps(NOW) == [replace(one, id=first), replace(two, id=second)]
    archive.subscriptions.fill_gap(second, 7, NOW + 2 * DAY)
    filled = replace(two, id=second, found=7, filled=NOW + 2 * DAY)
    assert archive.subscriptions.gaps(NOW) == [replace(one, id=first), filled]
    assert archive.subscriptions.gaps(NOW + MINUTE) == [filled]
    assert archive.subscriptions.gaps(NOW + 2 * DAY) == []


# -- failures


@pytest.mark.parametrize(
    ("source", "is_open"),
    [
        (SOURCE, False),
        (replace(SOURCE, trouble="a bare &", status=304), False),
        (replace(SOURCE, failures=1), True),
        (replace(SOURCE, url="https://muara.test/rss", failures=1), True),
    ],
)
def test_a_poll_resolves_the_failures_of_a_source_that_is_well(archive: Archive, source: Source, is_open: bool) -> None:
    add(archive, MUARA, BUKIT)
    failing = (MUARA, BUKIT, f"{MUARA}/1")
    archive.fail(
        [Failure(locator=url, stage="fetch", reason="it answers 500", code="bad_status") for url in failing],
        run_id=archive.begin_run("sync"),
    )
    archive.subscriptions.record([PollResult(source=source)], NOW, run_id=None)
    found = archive._connection.execute("SELECT locator FROM failures WHERE resolved IS NULL ORDER BY 1").fetchall()
    assert [row[0] for row in found] == [BUKIT, *([MUARA] if is_open else []), f"{MUARA}/1"]
