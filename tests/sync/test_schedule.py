"""What a poll means for its source."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sync import health, schedule
from ingest.sync.schedule import Body, Success
from store import Source

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OLD, NEW = "https://muara.test/feed", "https://bukit.test/feed"
KNOWN = Source(
    url=OLD, id=7, title="Muara", etag='"a"', last_modified="Mon, 02 Mar 2026 03:00:00 GMT", status=200,
    body_hash="11", changed=NOW - HOUR, listed=20, interval_seconds=3600, next_due=NOW,
)  # fmt: skip
BROKEN = replace(
    KNOWN, failures=5, failing_since=NOW - DAY, trouble="it answers 500", status=500, gone_since=NOW - 2 * DAY
)
NOT_MODIFIED = Success(fetched=NOW, status=304)
WHOLE = Success(fetched=NOW, status=200, unconditional=True)


@pytest.mark.parametrize(
    ("changes", "is_due"),
    [
        ({"next_due": None}, True),
        ({"next_due": NOW}, True),
        ({"next_due": NOW - DAY}, True),
        ({"next_due": NOW + MINUTE}, False),
        ({"next_due": NOW + HOUR}, False),
        ({"next_due": NOW + 2 * HOUR}, True),  # planned under a clock that was wrong: an hour is the interval
        ({"next_due": NOW + 900 * DAY}, True),
        ({"next_due": NOW + schedule.backoff(40, KNOWN.url), "failures": 40}, False),
        ({"next_due": NOW + 9 * DAY, "failures": 40}, True),
        ({"next_due": NOW + DAY, "failures": 1}, True),
        ({"next_due": NOW + 7 * DAY, "status": 429}, False),
        ({"next_due": NOW + 8 * DAY, "status": 429}, True),
        ({"next_due": NOW + 7 * DAY, "trouble_code": "postponed"}, False),
        ({"next_due": NOW + DAY, "gone_since": NOW - HOUR}, False),
        ({"next_due": NOW + 2 * DAY, "gone_since": NOW - HOUR}, True),
        ({"next_due": None, "enabled": False}, False),
    ],
)
def test_a_source_is_due_when_its_time_has_come(changes: dict[str, object], is_due: bool) -> None:
    assert schedule.due(replace(KNOWN, **changes), NOW) is is_due  # type: ignore[arg-type]


def test_a_poll_that_succeeds_plans_the_next_and_forgets_failures() -> None:
    after = schedule.unchanged(BROKEN, NOT_MODIFIED, 2 * HOUR)
    assert (after.next_due, after.interval_seconds, after.status) == (NOW + 2 * HOUR, 7200, 304)
    assert (after.failures, after.failing_since, after.gone_since, after.trouble) == (0, None, None, None)
    assert (after.body_hash, after.changed, after.listed) == (KNOWN.body_hash, KNOWN.changed, KNOWN.listed)


@pytest.mark.parametrize(
    ("status", "etag", "last_modified", "kept"),
    [
        (304, None, None, (KNOWN.etag, KNOWN.last_modified)),
        (304, '"b"', None, ('"b"', KNOWN.last_modified)),
        (304, '"b"', "later", ('"b"', "later")),
        (200, None, None, (None, None)),
        (200, '"b"', None, ('"b"', None)),
        (200, None, "later", (None, "later")),
    ],
)
def test_a_200_overwrites_both_validators_and_a_304_those_it_sends(
    status: int, etag: str | None, last_modified: str | None, kept: tuple[str | None, str | None]
) -> None:
    answer = Success(fetched=NOW, status=status, etag=etag, last_modified=last_modified)
    after = schedule.unchanged(KNOWN, answer, HOUR)
    assert (after.etag, after.last_modified) == kept
    if status == 200:
        read = schedule.read(KNOWN, answer, Body(body_hash="22", listed=3), HOUR)
        assert (read.etag, read.last_modified) == kept


def test_a_reading_keeps_the_title_that_is_known_and_fills_the_site_that_is_not() -> None:
    reading = Body(body_hash="22", listed=3, repaired="a bare &", title="Other", site_url="https://muara.test/")
    after = schedule.read(BROKEN, WHOLE, reading, HOUR)
    assert (after.title, after.site_url) == ("Muara", "https://muara.test/")
    assert (after.body_hash, after.listed, after.trouble) == ("22", 3, "a bare &")
    assert (after.changed, after.asked_whole, after.status, after.failures) == (NOW, NOW, 200, 0)
    assert after.next_due == NOW + HOUR


def test_asking_whole_is_noted_whatever_the_answer() -> None:
    before = replace(KNOWN, asked_whole=NOW - 9 * DAY)
    assert schedule.unchanged(before, WHOLE, HOUR).asked_whole == NOW
    assert schedule.unchanged(before, replace(NOT_MODIFIED, unconditional=True), HOUR).asked_whole == NOW
    assert schedule.unchanged(before, replace(WHOLE, unconditional=False), HOUR).asked_whole == NOW - 9 * DAY


def test_a_repaired_feed_stays_one_while_its_body_is_the_same() -> None:
    repaired = schedule.read(BROKEN, WHOLE, Body(body_hash="22", listed=3, repaired="a bare &"), HOUR)
    twice = schedule.unchanged(schedule.unchanged(repaired, NOT_MODIFIED, HOUR), WHOLE, HOUR)
    assert twice.trouble == "a bare &"
    failed = schedule.failed(twice, now=NOW, status=500, reason="it answers 500", code="bad_status")
    assert schedule.unchanged(failed, NOT_MODIFIED, HOUR).trouble is None


@pytest.mark.parametrize(
    ("changes", "gap", "wanted"),
    [
        ({"changed": NOW - 24 * HOUR}, HOUR, False),
        ({"changed": NOW - 25 * HOUR}, HOUR, True),
        ({"changed": NOW - 25 * HOUR, "etag": None}, HOUR, True),
        ({"changed": NOW - 25 * HOUR, "etag": None, "last_modified": None}, HOUR, False),
        ({"changed": NOW - 25 * HOUR, "asked_whole": NOW - HOUR}, HOUR, False),
        ({"changed": NOW - 9 * DAY, "asked_whole": NOW - 2 * DAY}, HOUR, True),
        ({"changed": NOW - 30 * HOUR}, 6 * HOUR, False),
        ({"changed": NOW - 31 * HOUR}, 6 * HOUR, True),
        ({"changed": None}, HOUR, True),
        ({"distrusted": True}, HOUR, True),
    ],
)
def test_a_source_unchanged_for_long_is_asked_once_without_validators(
    changes: dict[str, object], gap: timedelta, wanted: bool
) -> None:
    source = replace(KNOWN, **changes)  # type: ignore[arg-type]
    assert schedule.unconditional(source, now=NOW, usual_gap=gap) is wanted
    after = schedule.unchanged(source, WHOLE, HOUR)
    assert schedule.unconditional(after, now=NOW + HOUR, usual_gap=gap) is source.distrusted


def test_a_source_caught_lying_is_always_asked_whole() -> None:
    liar = schedule.caught_lying(KNOWN)
    assert schedule.unconditional(
        schedule.read(liar, WHOLE, Body(body_hash="3", listed=1), HOUR), now=NOW, usual_gap=DAY
    )


def polled(*days: float, overlaps: bool = True, target: str = NEW, source: Source = KNOWN) -> Source:
    """A source after polls on those days that permanent redirects led elsewhere."""
    for day in days:
        source = schedule.redirected(source, now=NOW + day * DAY, moved_to=target, overlaps=overlaps)
    return source


@pytest.mark.parametrize(
    ("days", "is_adopted"),
    [
        ([0], False),
        ([0, 1, 2], False),
        ([0, 7], False),
        ([0, 1, 6.9], False),
        ([0, 1, 7], True),
        ([0, 0.1, 0.2, 0.3, 7.5], True),
    ],
)
def test_a_new_address_is_adopted_after_three_polls_over_a_week(days: list[float], is_adopted: bool) -> None:
    after = polled(*days)
    assert after.url == (NEW if is_adopted else OLD)
    if is_adopted:
        assert (after.moved_to, after.moved_since, after.moved_polls) == (None, None, 0)
        assert (after.etag, after.last_modified, after.title, after.id) == (None, None, "Muara", 7)
    else:
        assert (after.moved_to, after.moved_since, after.moved_polls) == (NEW, NOW, len(days))


def test_polls_that_list_nothing_known_adopt_nothing() -> None:
    assert polled(*range(30), overlaps=False).url == OLD
    after = polled(8, 9, source=polled(0, overlaps=False))
    assert (after.url, after.moved_since, after.moved_polls) == (OLD, NOW + 8 * DAY, 2)
    assert polled(15, source=after, overlaps=False).url == OLD
    assert polled(15, source=after).url == NEW


@pytest.mark.parametrize("between", [None, OLD])
def test_a_poll_without_the_redirect_starts_over(between: str | None) -> None:
    paused = schedule.redirected(polled(0, 1), now=NOW + 2 * DAY, moved_to=between, overlaps=True)
    assert (paused.moved_to, paused.moved_since, paused.moved_polls) == (None, None, 0)
    assert polled(7, 8, source=paused).url == OLD


def test_another_target_starts_over() -> None:
    after = polled(7, target="https://lembah.test/feed", source=polled(0, 1))
    assert (after.moved_to, after.moved_since, after.moved_polls) == ("https://lembah.test/feed", NOW + 7 * DAY, 1)


@pytest.mark.parametrize(
    ("url", "target", "is_adopted"),
    [
        ("http://muara.test/feed?x=1", "https://muara.test/feed?x=1", True),
        ("http://muara.test/feed", "https://muara.test/feed/", False),
        ("http://muara.test/feed", "https://www.muara.test/feed", False),
        ("http://muara.test/feed?x=1", "https://muara.test/feed", False),
        ("https://muara.test/feed", "http://muara.test/feed", False),
    ],
)
def test_https_of_the_same_address_is_adopted_at_once(url: str, target: str, is_adopted: bool) -> None:
    after = polled(0, target=target, source=replace(KNOWN, url=url), overlaps=False)
    assert after.url == (target if is_adopted else url)


def test_where_redirects_led_replaces_an_address_that_is_gone() -> None:
    moved = polled(0, source=BROKEN)
    after = schedule.replaced(moved, now=NOW + HOUR)
    assert after is not None
    assert (after.url, after.next_due, after.failures, after.trouble) == (NEW, NOW + HOUR, 0, None)
    assert (after.moved_to, after.gone_since, after.etag) == (None, None, None)
    assert schedule.replaced(BROKEN, now=NOW) is None


@given(
    st.lists(
        st.tuples(st.floats(0, 4), st.sampled_from([NEW, NEW, NEW, NEW, None, "https://c.test/"]), st.booleans()),
        max_size=12,
    )
)
def test_adoption_takes_three_overlapping_polls_in_a_row_over_a_week(
    polls: list[tuple[float, str | None, bool]],
) -> None:
    source, streak = KNOWN, list[datetime]()
    last: str | None = None
    for moment, (_, target, overlaps) in zip(accumulate((wait for wait, _, _ in polls)), polls, strict=True):
        now = NOW + moment * DAY
        streak = [*(streak if target == last else []), *([now] if target and overlaps else [])]
        last = target
        source = schedule.redirected(source, now=now, moved_to=target, overlaps=overlaps)
        if source.url != OLD:
            assert source.url == target
            assert overlaps
            assert len(streak) >= 3
            assert streak[-1] - streak[0] >= 7 * DAY
            return
        assert source.moved_polls == len(streak)


def test_410_is_confirmed_a_day_later_and_then_switches_off() -> None:
    first = schedule.gone(KNOWN, now=NOW)
    assert first.enabled
    assert first.gone_since == NOW
    assert first.next_due is not None
    assert NOW + DAY < first.next_due < NOW + DAY + HOUR
    assert "410" in (first.trouble or "")
    early = schedule.gone(first, now=NOW + 6 * HOUR)
    assert (early.enabled, early.gone_since, early.next_due) == (True, NOW, first.next_due)
    again = schedule.gone(early, now=first.next_due)
    assert not again.enabled
    assert again.disabled_why == "it answered 410 Gone on 2026-03-02 and again on 2026-03-03"
    assert health.health(again, paused_until=None, now=NOW) == "gone"


def test_a_source_that_comes_back_after_410_is_not_suspected_any_more() -> None:
    back = schedule.unchanged(schedule.gone(KNOWN, now=NOW), replace(NOT_MODIFIED, fetched=NOW + DAY), HOUR)
    assert back.gone_since is None
    assert schedule.gone(back, now=NOW + 9 * DAY).enabled


def test_failures_are_counted_and_dated_from_the_first() -> None:
    once = schedule.failed(KNOWN, now=NOW, status=None, reason="no such host", code="unreachable")
    twice = schedule.failed(once, now=NOW + HOUR, status=500, reason="it answers 500", code="bad_status")
    assert (once.failures, once.failing_since, once.status, once.trouble) == (1, NOW, None, "no such host")
    assert (twice.failures, twice.failing_since, twice.status, twice.trouble) == (2, NOW, 500, "it answers 500")
    assert twice.next_due == NOW + HOUR + schedule.backoff(2, OLD)
    assert (twice.etag, twice.interval_seconds) == (KNOWN.etag, KNOWN.interval_seconds)


@pytest.mark.parametrize(
    ("failures", "wait"),
    [
        (0, 15 * MINUTE), (1, 15 * MINUTE), (2, 30 * MINUTE), (3, HOUR), (4, 2 * HOUR), (7, 16 * HOUR), (8, DAY),
        (21, DAY), (22, 2 * DAY), (23, 4 * DAY), (24, 7 * DAY), (25, 7 * DAY), (10**9, 7 * DAY),
    ],
)  # fmt: skip
def test_the_wait_doubles_to_a_day_and_after_two_weeks_to_a_week(failures: int, wait: timedelta) -> None:
    assert 0.9 * wait <= schedule.backoff(failures, OLD) <= 1.1 * wait


def test_sources_that_failed_together_do_not_come_back_together() -> None:
    waits = {schedule.backoff(8, f"https://muara.test/{number}") for number in range(100)}
    assert len(waits) == 100
    assert max(waits) - min(waits) > 4 * HOUR


@given(st.integers(0, 200), st.text())
def test_the_wait_is_bounded_repeatable_and_never_much_shorter_than_before(failures: int, url: str) -> None:
    wait, longer = schedule.backoff(failures, url), schedule.backoff(failures + 1, url)
    assert 13 * MINUTE < wait < 8 * DAY
    assert longer > 0.8 * wait
    assert wait == schedule.backoff(failures, url)


@given(st.lists(st.sampled_from(["failed", "paused", "unchanged"]), max_size=60))
def test_a_source_that_only_fails_is_never_switched_off_and_always_due_again(answers: list[str]) -> None:
    source, now = KNOWN, NOW
    for answer in answers:
        if answer == "failed":
            source = schedule.failed(source, now=now, status=500, reason="it answers 500", code="bad_status")
        elif answer == "paused":
            source = schedule.paused(source, until=now + DAY, status=429, reason="it answers 429", code="bad_status")
        else:
            source = schedule.unchanged(source, replace(NOT_MODIFIED, fetched=now), HOUR)
        assert source.enabled
        assert source.next_due is not None
        assert now < source.next_due < now + 8 * DAY
        assert not schedule.due(source, now)
        now = source.next_due
        assert schedule.due(source, now)


def test_a_pause_that_is_asked_for_is_no_failure() -> None:
    after = schedule.paused(KNOWN, until=NOW + DAY, status=503, reason="it answers 503", code="bad_status")
    assert (after.next_due, after.failures, after.status) == (NOW + DAY, 0, 503)
    assert after.trouble == "it answers 503"
