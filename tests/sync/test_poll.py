"""What a response means for its source: values in, a result to be written down out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ingest.core.errors import (
    OVER_LIMIT,
    BadStatus,
    FetchError,
    IngestError,
    NothingFound,
    Postponed,
    RobotsDenied,
    TimedOut,
    Unreachable,
)
from ingest.core.model import Entry, Fetched, Kind, Listing, Page, PollFailed
from ingest.sync import poll
from store import Arrivals, Source, Validators

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://muara.test/feed"
KNOWN = Source(
    url=URL, id=7, etag='"a"', status=200, body_hash="11", changed=NOW - HOUR, first_read=NOW - 9 * DAY,
    listed=20, interval_seconds=3600, next_due=NOW,
)  # fmt: skip
SAME = Validators(url=URL, fetched=NOW, status=200, etag='"a"', sha256="11")
OTHER = replace(SAME, etag='"b"', sha256="22")
PAGE = Page(url=URL, body=b"<rss/>", kind=Kind.FEED, fetched=NOW, status=200, validators=OTHER)
LISTING = Listing(
    entries=tuple(Entry(url=f"https://muara.test/{name}", key=name, published=NOW - HOUR) for name in "ab"),
    title="Muara",
)
ATTEMPT = poll.begin(KNOWN, [NOW - HOUR], NOW)


def arrivals(*fresh: str, known: int = 0, is_first: bool = False) -> Arrivals:
    return Arrivals(fresh=frozenset(fresh), known=known, is_first=is_first)


# -- how to ask


@pytest.mark.parametrize(
    ("changes", "force", "is_due"),
    [
        ({}, False, True),
        ({"next_due": NOW + HOUR}, False, False),
        ({"next_due": NOW + HOUR}, True, True),
        ({"next_due": NOW + HOUR, "status": 429}, True, False),
        ({"next_due": NOW + HOUR, "gone_since": NOW - HOUR, "status": 410}, True, False),
        ({"enabled": False}, True, False),
        ({"paused": NOW}, False, False),
        ({"paused": NOW}, True, False),
    ],
)
def test_force_hurries_what_waits_but_no_pause(changes: dict[str, object], force: bool, is_due: bool) -> None:
    source = replace(KNOWN, **changes)  # type: ignore[arg-type]
    assert poll.is_due(source, NOW, force=force) is is_due


@pytest.mark.parametrize(
    ("changes", "unconditional"),
    [
        ({}, False),
        ({"distrusted": True}, True),
        ({"failing_since": NOW - 2 * DAY}, True),
        ({"failing_since": NOW - HOUR}, False),
        ({"changed": NOW - 9 * DAY}, True),
        ({"changed": NOW - 9 * DAY, "etag": None}, False),
    ],
)
def test_validators_are_left_out_where_not_modified_cannot_be_believed(
    changes: dict[str, object], unconditional: bool
) -> None:
    source = replace(KNOWN, **changes)  # type: ignore[arg-type]
    assert poll.begin(source, [NOW - HOUR], NOW).unconditional is unconditional


# -- what came


def test_a_new_body_is_parsed_and_a_known_one_is_not() -> None:
    assert poll.to_parse(KNOWN, Fetched(page=PAGE, validators=OTHER)) is PAGE
    assert poll.to_parse(KNOWN, Fetched(page=replace(PAGE, validators=SAME), validators=SAME)) is None
    assert poll.to_parse(KNOWN, Fetched(page=None, validators=SAME, status=304)) is None


def test_an_index_is_opened_again_for_its_parts_may_have_changed() -> None:
    index = replace(KNOWN, kind="sitemap")
    remembered = poll.to_parse(index, Fetched(page=None, validators=replace(SAME, body=b"<sitemapindex/>"), status=304))
    assert remembered is not None
    assert remembered.body == b"<sitemapindex/>"


def test_what_could_not_be_read_and_was_not_modified_since_fails_again() -> None:
    broken = replace(KNOWN, trouble="it is no RSS, Atom or RDF", failures=1)
    with pytest.raises(NothingFound, match="it is no RSS, Atom or RDF; it was not modified since"):
        poll.to_parse(broken, Fetched(page=None, validators=OTHER, status=304))


def test_a_reading_is_all_that_is_to_be_written_down() -> None:
    fetched = Fetched(page=PAGE, validators=OTHER, seconds=0.5)
    part = replace(OTHER, url=f"{URL}/part")
    result = poll.read(ATTEMPT, fetched, LISTING, arrivals("b", known=1), [part])
    assert (result.source.body_hash, result.source.etag, result.source.listed) == ("22", '"b"', 2)
    assert (result.source.title, result.source.newest, result.source.changed) == ("Muara", NOW - HOUR, NOW)
    assert [entry.key for entry in result.listed] == ["a", "b"]
    assert result.validators == (part, OTHER)
    assert result.poll is not None
    assert (result.poll.listed, result.poll.fresh, result.poll.size_bytes) == (2, 1, 6)


@pytest.mark.parametrize(("minutes", "planned"), [(30, 30), (1440, 1440), (1, 5)])
def test_what_a_person_says_of_a_source_holds_whatever_its_server_asks_for(minutes: int, planned: int) -> None:
    attempt = poll.begin(replace(KNOWN, every_minutes=minutes), [NOW - HOUR], NOW)
    fetched = Fetched(page=PAGE, validators=OTHER, max_age_seconds=7200)
    results = poll.read(attempt, fetched, LISTING, arrivals("b", known=1)), poll.unchanged(attempt, fetched)
    assert {result.source.next_due for result in results} == {NOW + timedelta(minutes=planned)}


def test_a_body_that_changed_under_the_same_validators_ends_the_trust_in_them() -> None:
    lied = replace(OTHER, etag='"a"')
    for unconditional in (True, False):
        attempt = replace(ATTEMPT, unconditional=unconditional)
        result = poll.read(attempt, Fetched(page=PAGE, validators=lied), LISTING, arrivals("b", known=1))
        assert result.source.distrusted is unconditional


@pytest.mark.parametrize(
    ("found", "has_gap"),
    [
        (arrivals("a", "b"), True),
        (arrivals("a", "b", is_first=True), False),
        (arrivals("b", known=1), False),
        (arrivals(known=2), False),
    ],
)
def test_a_gap_is_when_nothing_of_the_reading_before_is_listed(found: Arrivals, has_gap: bool) -> None:
    assert poll.has_gap(found) is has_gap


# -- what did not


def test_validators_of_what_could_not_be_read_are_kept_unless_it_was_too_hard() -> None:
    unread = NothingFound("reading", URL, "it is no feed")
    too_hard = NothingFound("reading", URL, "it took longer than 15 s", code=OVER_LIMIT)
    assert poll.failed(KNOWN, unread, NOW, OTHER).validators == (OTHER,)
    assert poll.failed(KNOWN, unread, NOW, OTHER).source.status == 200
    assert poll.failed(KNOWN, too_hard, NOW, OTHER).validators == ()


@pytest.mark.parametrize(
    ("error", "failures", "code"),
    [
        (BadStatus("fetching", URL, "it answers 500", status=500), 1, "bad_status"),
        (BadStatus("fetching", URL, "it answers 429", status=429, retry_after=HOUR), 0, "bad_status"),
        (BadStatus("fetching", URL, "it answers 410", status=410), 0, "gone"),
        (RobotsDenied("fetching", URL, "its robots.txt says no"), 1, "robots_denied"),
    ],
)
def test_a_failure_leaves_its_code(error: FetchError, failures: int, code: str) -> None:
    after = poll.failed(KNOWN, error, NOW).source
    assert (after.failures, after.trouble_code, after.trouble is not None) == (failures, code, True)
    well = poll.unchanged(replace(ATTEMPT, source=after), Fetched(page=None, validators=SAME, status=304)).source
    assert (well.failures, well.trouble, well.trouble_code) == (0, None, None)


def test_a_source_that_moved_before_it_vanished_goes_on_at_its_new_address() -> None:
    moved = replace(KNOWN, moved_to="https://bukit.test/feed", moved_since=NOW - DAY, moved_polls=1)
    error = BadStatus("fetching", URL, "it answers 404", status=404)
    conclusion = poll.conclude(1, [PollFailed(source=moved, error=error)], NOW)
    [result] = conclusion.results
    assert (result.source.url, conclusion.told) == ("https://bukit.test/feed", ())


def test_a_pause_that_another_address_asked_for_is_kept() -> None:
    error = Postponed("fetching", URL, "its site asked to be left alone", retry_after=HOUR)
    result = poll.postponed(KNOWN, error, NOW)
    assert result is not None
    assert (result.source.next_due, result.source.failures) == (NOW + HOUR, 0)
    assert poll.postponed(KNOWN, Postponed("fetching", URL, "the host failed 5 times"), NOW) is None


def failures(*errors: IngestError) -> list[PollFailed]:
    return [PollFailed(source=replace(KNOWN, id=n), error=error) for n, error in enumerate(errors)]


def test_when_most_sources_cannot_be_reached_nothing_is_counted_against_them() -> None:
    down = [Unreachable("fetching", URL, "no host"), TimedOut("fetching", URL, "no answer")]
    conclusion = poll.conclude(4, failures(*down, *down[:1]), NOW)
    assert (conclusion.offline is not None, conclusion.unreachable, conclusion.told) == (True, 3, ())
    assert [result.source.failures for result in conclusion.results] == [0, 0, 0]
    assert all(result.poll and (result.poll.reason or "").startswith("offline: ") for result in conclusion.results)


def test_a_failure_is_news_when_it_begins_or_ends_a_subscription() -> None:
    error = BadStatus("fetching", URL, "it answers 500", status=500)
    gone = BadStatus("fetching", URL, "it answers 410", status=410)
    before = [
        PollFailed(source=KNOWN, error=error),
        PollFailed(source=replace(KNOWN, failures=2), error=error),
        PollFailed(source=replace(KNOWN, failures=2, gone_since=NOW - 2 * DAY), error=gone),
    ]
    assert [is_news for _, is_news in poll.conclude(9, before, NOW).told] == [True, False, True]


def test_a_pause_that_is_over_is_no_trouble_any_more() -> None:
    waited = replace(KNOWN, trouble="its site asked to be left alone", trouble_code="postponed")
    repaired = replace(KNOWN, trouble="bare ampersands", trouble_code="repaired")
    not_modified = Fetched(page=None, validators=SAME, status=304)
    for before, trouble in [(waited, None), (repaired, "bare ampersands")]:
        assert poll.unchanged(replace(ATTEMPT, source=before), not_modified).source.trouble == trouble
