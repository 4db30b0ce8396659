"""Subscriptions in rows and back: sources, their polls, pauses, gaps, and the last visit of an address."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Archive, Article, Failure, FeedEntry, Gap, Poll, PollResult, Sighting, Source, Validators
from tests import archives

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MUARA, BUKIT = "https://muara.test/feed", "https://bukit.test/feed"

TEXTS = st.text(st.characters(codec="utf-8"))
MOMENTS = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0, fold=0))
NUMBERS = st.integers(-(2**63), 2**63 - 1)
BY_TYPE = {
    str: TEXTS,
    str | None: st.none() | TEXTS,
    datetime: MOMENTS,
    datetime | None: st.none() | MOMENTS,
    int: NUMBERS,
    int | None: st.none() | NUMBERS,
    float | None: st.none() | st.floats(allow_nan=False),
    bytes | None: st.none() | st.binary(),
    bool: st.booleans(),
    tuple[str, ...]: st.lists(TEXTS).map(tuple),
}


def anything(kind: type, **given: Any) -> st.SearchStrategy[Any]:
    """A value of a kept type with anything in its fields, but those given."""
    return st.builds(kind, **{each.name: BY_TYPE[each.type] for each in fields(kind)} | given)


def add(archive: Archive, *urls: str) -> list[Source]:
    return [source for source, _ in archive.subscriptions.add([Source(url=url) for url in urls])]


def write(archive: Archive, *sources: Source) -> None:
    archive.subscriptions.record([PollResult(source=source) for source in sources], NOW, run_id=None)


def rows(archive: Archive, sql: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in archive._connection.execute(sql)]


def count(archive: Archive, table: str) -> object:
    return rows(archive, f"SELECT count(*) FROM {table}")[0][0]


# -- subscribing


def test_what_is_subscribed_is_stored_with_an_id_and_is_due_at_once(archive: Archive) -> None:
    wanted = Source(url=MUARA, kind="sitemap", title="Muara", site_url="https://muara.test/")
    [(source, is_new)] = archive.subscriptions.add([wanted])
    assert is_new
    assert source == replace(wanted, id=source.id)
    assert source.id > 0
    assert archive.subscriptions.every() == [source]


def test_subscribing_twice_is_once(archive: Archive) -> None:
    [first] = add(archive, MUARA)
    write(archive, replace(first, title="Muara", etag='"a"', next_due=NOW + DAY, failures=2, failing_since=NOW))
    before = archive.subscriptions.every()
    again = archive.subscriptions.add([Source(url=MUARA, kind="sitemap", title="Lain"), Source(url=MUARA)])
    assert again == [(before[0], False)] * 2
    assert archive.subscriptions.every() == before


def test_an_address_that_is_named_twice_at_once_is_subscribed_once(archive: Archive) -> None:
    added = archive.subscriptions.add([Source(url=MUARA), Source(url=BUKIT), Source(url=MUARA)])
    assert [is_new for _, is_new in added] == [True, True, False]
    assert added[0][0] == added[2][0]


def test_a_source_that_was_switched_off_is_on_again_and_due_at_once(archive: Archive) -> None:
    [source] = add(archive, MUARA)
    off = replace(
        source, enabled=False, disabled_why="it answered 410 Gone", status=410, gone_since=NOW - DAY, failures=7,
        failing_since=NOW - DAY, next_due=NOW + 7 * DAY, title="Muara", etag='"a"', body_hash="11", changed=NOW - DAY,
    )  # fmt: skip
    write(archive, off)
    [(again, is_new)] = archive.subscriptions.add([Source(url=MUARA)])
    assert not is_new
    assert again == replace(
        off, enabled=True, disabled_why=None, gone_since=None, failures=0, failing_since=None, next_due=None
    )


def test_subscriptions_come_by_address(archive: Archive) -> None:
    add(archive, MUARA, BUKIT, "https://aceh.test/feed")
    assert [source.url for source in archive.subscriptions.every()] == ["https://aceh.test/feed", BUKIT, MUARA]


# -- unsubscribing


def test_unsubscribing_forgets_what_was_listed_and_polled_and_keeps_the_articles(archive: Archive) -> None:
    for source in add(archive, MUARA, BUKIT):
        url = f"{source.url}/1"
        archive.put(Article(url=url, text="Perahu merapat."), sightings=[Sighting(kind="feed", locator=source.url)])
        listed = FeedEntry(source_id=source.id, key="1", url=url, said="{}", said_hash="1", arrived=NOW)
        poll = Poll(source_id=source.id, url=source.url, fetched=NOW)
        validators = Validators(url=source.url, fetched=NOW, status=200)
        reading = PollResult(source=source, poll=poll, listed=(listed,), validators=(validators,))
        archive.subscriptions.record([reading], NOW, run_id=archive.begin_run("sync"))
        archive.subscriptions.add_gap(Gap(source_id=source.id, since=NOW - DAY, seen=NOW))
    assert archive.subscriptions.remove([MUARA]) == [True]
    assert [source.url for source in archive.subscriptions.every()] == [BUKIT]
    assert [count(archive, table) for table in ("entries", "fetches", "gaps")] == [1, 1, 1]
    for table in ("entries", "fetches", "gaps"):
        assert rows(archive, f"SELECT sources.url FROM {table} JOIN sources ON sources.id = source_id") == [(BUKIT,)]
    assert [count(archive, table) for table in ("articles", "sightings", "runs")] == [2, 2, 2]


@pytest.mark.parametrize(
    ("urls", "answers"),
    [
        ([], []),
        ([MUARA], [True]),
        ([MUARA, MUARA], [True, False]),
        ([f"{MUARA}/"], [False]),
        (["https://none.test/", BUKIT], [False, True]),
    ],
)
def test_unsubscribing_says_for_each_whether_it_was_there(
    archive: Archive, urls: list[str], answers: list[bool]
) -> None:
    add(archive, MUARA, BUKIT)
    assert archive.subscriptions.remove(urls) == answers
    assert count(archive, "sources") == 2 - sum(answers)


def test_what_is_subscribed_again_is_read_for_the_first_time(archive: Archive) -> None:
    [source] = add(archive, MUARA)
    write(archive, replace(source, etag='"a"', body_hash="11", failures=3))
    archive.subscriptions.remove([MUARA])
    [again] = add(archive, MUARA)
    assert replace(again, id=0) == Source(url=MUARA)


# -- where polling stands


@settings(deadline=None)
@given(anything(Source, id=st.just(1), tags=st.just(()), given=st.none(), every_minutes=st.none(), paused=st.none()))
def test_every_field_of_a_source_comes_back_as_it_was_written(written: Source) -> None:
    with archives.passing() as archive:
        assert [source.id for source in add(archive, MUARA)] == [1]
        write(archive, written)
        found = archive.subscriptions.every()
    assert found == [written]
    assert repr(found) == repr([written])  # True, and not 1


def test_only_the_source_that_is_written_changes(archive: Archive) -> None:
    muara, bukit = add(archive, MUARA, BUKIT)
    changed = replace(bukit, failures=3, trouble="it answers 500")
    write(archive, changed)
    assert archive.subscriptions.every() == [changed, muara]


def test_a_source_can_move_to_another_address(archive: Archive) -> None:
    [source] = add(archive, MUARA)
    write(archive, replace(source, url=BUKIT))
    assert archive.subscriptions.every() == [replace(source, url=BUKIT)]


def test_a_source_that_moves_to_a_subscribed_address_is_switched_off_instead(archive: Archive) -> None:
    muara, bukit = add(archive, MUARA, BUKIT)
    write(archive, replace(muara, url=BUKIT, failures=1, etag='"a"'))
    off = replace(muara, enabled=False, disabled_why=f"it moved to {BUKIT}, which is subscribed too")
    assert archive.subscriptions.every() == [bukit, off]


def test_of_two_sources_that_move_to_one_address_at_once_the_second_is_switched_off(archive: Archive) -> None:
    muara, bukit = add(archive, MUARA, BUKIT)
    new = "https://berita.test/feed"
    write(archive, replace(muara, url=new), replace(bukit, url=new))
    assert [(source.url, source.enabled) for source in archive.subscriptions.every()] == [(new, True), (BUKIT, False)]


def test_what_comes_of_a_source_that_was_unsubscribed_meanwhile_is_not_written(archive: Archive) -> None:
    muara, bukit = add(archive, MUARA, BUKIT)
    known = archive.subscriptions.add_gap(Gap(source_id=bukit.id, since=NOW, seen=NOW))
    archive.subscriptions.remove([MUARA])
    listed = FeedEntry(source_id=muara.id, key="1", url=f"{MUARA}/1", said="{}", said_hash="1", arrived=NOW)
    poll = Poll(source_id=muara.id, url=MUARA, fetched=NOW)
    gone = PollResult(source=replace(muara, failures=1), poll=poll, listed=(listed,))
    there = PollResult(source=replace(bukit, failures=1), poll=replace(poll, source_id=bukit.id, url=BUKIT))
    archive.subscriptions.record([gone, there], NOW, run_id=None)
    archive.subscriptions.add_entries(muara, [listed], [], NOW)
    archive.subscriptions.fill_gap(archive.subscriptions.add_gap(Gap(source_id=muara.id, since=NOW, seen=NOW)), 7, NOW)
    assert archive.subscriptions.every() == [replace(bukit, failures=1)]
    assert archive.subscriptions.gaps(NOW) == [Gap(id=known, source_id=bukit.id, since=NOW, seen=NOW)]
    assert [count(archive, table) for table in ("entries", "fetches")] == [0, 1]


def test_failures_of_what_is_unsubscribed_are_no_longer_open(archive: Archive) -> None:
    add(archive, MUARA, BUKIT)
    failures = [
        Failure(locator=url, stage="fetch", reason="it answers 500", code="bad_status")
        for url in (MUARA, BUKIT, f"{MUARA}/1")
    ]
    archive.fail(failures, run_id=archive.begin_run("sync"))
    archive.subscriptions.remove([MUARA])
    assert rows(archive, "SELECT locator FROM failures WHERE resolved IS NULL") == [(BUKIT,), (f"{MUARA}/1",)]


# -- polls


@settings(deadline=None)
@given(anything(Poll, source_id=st.just(1)))
def test_every_field_of_a_poll_is_kept(poll: Poll) -> None:
    with archives.passing() as archive:
        [source] = add(archive, MUARA)
        run_id = archive.begin_run("sync")
        archive.subscriptions.record([PollResult(source=source, poll=poll)], NOW, run_id=run_id)
        [row] = archive._connection.execute("SELECT * FROM fetches").fetchall()
        kept = {each.name: row[each.name] for each in fields(Poll)}
        kept["fetched"] = datetime.fromisoformat(kept["fetched"])
        assert Poll(**kept) == poll
        assert row["run_id"] == run_id


def test_old_polls_are_forgotten(archive: Archive) -> None:
    [source] = add(archive, MUARA)
    for age in range(4):
        poll = Poll(source_id=source.id, url=MUARA, fetched=NOW - age * DAY)
        archive.subscriptions.record([PollResult(source=source, poll=poll)], NOW, run_id=None)
    archive.subscriptions.forget_polls(NOW - 2 * DAY)
    kept = rows(archive, "SELECT fetched FROM fetches ORDER BY fetched")
    assert kept == [("2026-02-28T05:00:00Z",), ("2026-03-01T05:00:00Z",), ("2026-03-02T05:00:00Z",)]


# -- visits


@settings(deadline=None)
@given(anything(Validators))
def test_every_field_of_a_visit_comes_back(validators: Validators) -> None:
    with archives.passing() as archive:
        archive.subscriptions.note_validators([validators])
        assert archive.subscriptions.validators(validators.url) == validators


def test_the_last_visit_of_an_address_replaces_the_one_before_with_all_it_said(archive: Archive) -> None:
    first = Validators(url=MUARA, fetched=NOW, status=200, etag='"a"', last_modified="Mon", sha256="11", body=b"robots")
    last = Validators(url=MUARA, fetched=NOW + DAY, status=304)
    other = Validators(url=BUKIT, fetched=NOW, status=200)
    archive.subscriptions.note_validators([first, other, last])
    assert archive.subscriptions.validators(MUARA) == last
    assert archive.subscriptions.validators(BUKIT) == other


def test_an_address_that_was_never_visited_has_no_visit(archive: Archive) -> None:
    assert archive.subscriptions.validators(MUARA) is None
