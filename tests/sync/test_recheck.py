"""When the article of an entry is asked for again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.errors import BadStatus, IngestError, NoArticle, NotStored, TimedOut
from ingest.sync import recheck
from store import FeedEntry, Outcome, Recheck, Validators

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEW = FeedEntry(source_id=7, key="a", url="https://muara.test/a", said="{}", said_hash="1", arrived=NOW - DAY)
KNOWN = replace(NEW, stored=NOW - DAY)
BARE = Validators(url=NEW.url, fetched=NOW, status=200)
TAGGED, DATED = replace(BARE, etag='"a"'), replace(BARE, last_modified="Mon, 02 Mar 2026 05:00:00 GMT")
ADDED, CHANGED, SAME = Outcome.ADDED, Outcome.CHANGED, Outcome.SAME

VISITS = st.sampled_from([None, BARE, TAGGED, DATED])
LISTED = st.builds(
    lambda stored, tries, checks: replace(NEW, stored=stored, tries=tries, checks=checks),
    st.sampled_from([None, NOW - DAY]), st.integers(0, 20), st.integers(0, 20),
)  # fmt: skip


def answered(status: int | None = None, wait: timedelta | None = None) -> BadStatus:
    return BadStatus("fetching", NEW.url, "it answers so", status=status, retry_after=wait)


def wait_of(planned: Recheck) -> timedelta | None:
    return planned.due and planned.due - NOW


# -- it was fetched whole


@pytest.mark.parametrize(
    ("listed", "outcome", "validators", "wait", "checks"),
    [
        (NEW, ADDED, TAGGED, HOUR, 0),
        (NEW, ADDED, DATED, HOUR, 0),
        (NEW, SAME, TAGGED, HOUR, 0),  # another source brought it before
        (NEW, ADDED, BARE, None, 0),  # looking again would fetch it whole
        (NEW, ADDED, replace(BARE, etag="", last_modified=""), None, 0),
        (NEW, ADDED, None, None, 0),
        (replace(NEW, tries=3), ADDED, TAGGED, HOUR, 0),
        (KNOWN, CHANGED, TAGGED, 6 * HOUR, 1),
        (replace(KNOWN, checks=3), CHANGED, DATED, 7 * DAY, 4),
        (replace(KNOWN, checks=4), CHANGED, TAGGED, None, 5),
        (KNOWN, CHANGED, BARE, None, 1),
        (KNOWN, SAME, TAGGED, 7 * DAY, 4),  # it sends the whole page although nothing is new
        (replace(KNOWN, checks=4), SAME, TAGGED, None, 5),
        (KNOWN, SAME, BARE, None, 4),
        (KNOWN, ADDED, TAGGED, 6 * HOUR, 1),  # under another address
    ],
)
def test_what_was_fetched_whole_is_looked_after_where_that_costs_a_site_little(
    listed: FeedEntry, outcome: Outcome, validators: Validators | None, wait: timedelta | None, checks: int
) -> None:
    planned = recheck.stored(listed, outcome, validators, NOW)
    assert (wait_of(planned), planned.checks, planned.tries, planned.is_stored) == (wait, checks, 0, True)


# -- it is here as it was


@pytest.mark.parametrize(
    ("listed", "validators", "wait", "checks"),
    [
        (KNOWN, TAGGED, 6 * HOUR, 1),
        (KNOWN, BARE, 6 * HOUR, 1),  # it was asked with validators all the same
        (replace(KNOWN, checks=3), TAGGED, 7 * DAY, 4),
        (replace(KNOWN, checks=4), TAGGED, None, 5),
        (KNOWN, None, None, 1),
        (NEW, TAGGED, None, 1),  # another source looks after it
        (NEW, None, None, 1),
    ],
)
def test_what_is_here_as_it_was_is_looked_after_by_who_fetched_it(
    listed: FeedEntry, validators: Validators | None, wait: timedelta | None, checks: int
) -> None:
    planned = recheck.known(listed, validators, NOW)
    assert (wait_of(planned), planned.checks, planned.tries, planned.is_stored) == (wait, checks, 0, True)


# -- it could not be had


@pytest.mark.parametrize(
    ("tries", "error", "wait"),
    [
        (0, answered(404), HOUR),  # listed before it is published
        (0, answered(500), HOUR),
        (0, TimedOut("fetching", NEW.url, "no answer"), HOUR),
        (0, NoArticle("reading", NEW.url, "no text"), HOUR),
        (0, NotStored("storing", NEW.url, "a lone surrogate"), HOUR),
        (1, answered(404), 2 * HOUR),
        (4, answered(404), 16 * HOUR),
        (5, answered(404), DAY),
        (8, answered(404), DAY),
        (9, answered(404), None),
        (30, answered(500), None),
        (0, answered(410), None),
    ],
)
def test_what_could_not_be_had_is_tried_ever_later_and_at_last_no_more(
    tries: int, error: IngestError, wait: timedelta | None
) -> None:
    planned = recheck.failed(replace(NEW, tries=tries), error, NOW)
    assert (wait_of(planned), planned.tries, planned.checks, planned.is_stored) == (wait, tries + 1, 0, False)


@pytest.mark.parametrize(
    ("checks", "error", "wait"),
    [
        (0, answered(404), None),
        (0, answered(410), None),
        (0, answered(403), 6 * HOUR),
        (0, answered(500), 6 * HOUR),
        (3, answered(None), 7 * DAY),
        (4, answered(500), None),
        (0, NoArticle("reading", NEW.url, "no text"), 6 * HOUR),
    ],
)
def test_what_is_stored_and_cannot_be_had_again_counts_as_looked_after(
    checks: int, error: IngestError, wait: timedelta | None
) -> None:
    planned = recheck.failed(replace(KNOWN, checks=checks), error, NOW)
    assert (wait_of(planned), planned.checks, planned.tries, planned.is_stored) == (wait, checks + 1, 0, True)


@pytest.mark.parametrize("status", [429, 503, None])
@pytest.mark.parametrize("wait", [timedelta(), HOUR, 7 * DAY])
@pytest.mark.parametrize("listed", [replace(NEW, tries=9), replace(KNOWN, checks=4)], ids=["new", "stored"])
def test_a_pause_that_is_asked_for_is_kept_and_counts_for_nothing(
    listed: FeedEntry, wait: timedelta, status: int | None
) -> None:
    planned = recheck.failed(listed, answered(status, wait), NOW)
    assert wait_of(planned) == wait
    assert (planned.tries, planned.checks) == (listed.tries, listed.checks)
    assert planned.is_stored is (listed.stored is not None)


# -- always


@given(LISTED, VISITS, st.sampled_from(Outcome), st.none() | st.sampled_from([404, 410, 500, 429]))
def test_an_entry_is_settled_under_its_own_name_for_later_or_for_good(
    listed: FeedEntry, validators: Validators | None, outcome: Outcome, status: int | None
) -> None:
    for planned in (
        recheck.stored(listed, outcome, validators, NOW),
        recheck.known(listed, validators, NOW),
        recheck.failed(listed, answered(status), NOW),
    ):
        assert (planned.source_id, planned.key) == (listed.source_id, listed.key)
        assert planned.due is None or planned.due > NOW
        assert planned.is_stored or listed.stored is None


@pytest.mark.parametrize("first", [NEW, KNOWN], ids=["new", "stored"])
@pytest.mark.parametrize("answer", ["changed", "not modified", "failed"])
def test_no_article_is_asked_for_without_end(first: FeedEntry, answer: str) -> None:
    listed, moment, times = first, NOW, 0
    while times < 100:
        times += 1
        if answer == "changed":
            planned = recheck.stored(listed, CHANGED, TAGGED, moment)
        elif answer == "not modified":
            planned = recheck.known(listed, TAGGED, moment)
        else:
            planned = recheck.failed(listed, answered(500), moment)
        if planned.due is None:
            break
        moment = planned.due
        stored = listed.stored or (moment if planned.is_stored else None)
        listed = replace(listed, tries=planned.tries, checks=planned.checks, stored=stored)
    assert times <= 10
    assert moment - NOW <= 14 * DAY


# -- how long


@pytest.mark.parametrize(
    ("checks", "wait"), [(0, HOUR), (1, 6 * HOUR), (2, DAY), (3, 3 * DAY), (4, 7 * DAY), (5, None), (99, None)]
)
def test_a_stored_article_is_asked_for_five_times_more(checks: int, wait: timedelta | None) -> None:
    assert recheck.next_check(checks, NOW) == (wait and NOW + wait)


@pytest.mark.parametrize(
    ("tries", "wait"),
    [(0, 0 * HOUR), (1, HOUR), (2, 2 * HOUR), (5, 16 * HOUR), (6, DAY), (9, DAY), (10, None), (99, None)],
)
def test_an_article_that_cannot_be_fetched_is_given_up_after_ten_tries(tries: int, wait: timedelta | None) -> None:
    assert recheck.next_try(tries, NOW) == (None if wait is None else NOW + wait)
