"""What sources list: each entry once, and when it is asked for."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Archive, Arrivals, FeedEntry, PollResult, Recheck, Source, Unstorable, Validators
from tests import archives

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MUARA, BUKIT = "https://muara.test/feed", "https://bukit.test/feed"
SOURCE = Source(url=MUARA, id=1)
KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))  # where SQLite's JSON ends a text


@pytest.fixture
def archive(archive: Archive) -> Archive:
    """With two sources, 1 and 2."""
    assert [source.id for source, _ in archive.subscriptions.add([Source(url=MUARA), Source(url=BUKIT)])] == [1, 2]
    return archive


def entry(key: str, said_hash: str = "1", arrived: datetime = NOW, source_id: int = 1, **said: object) -> FeedEntry:
    url = f"https://muara.test/{key}"
    return FeedEntry(source_id=source_id, key=key, url=url, said=json.dumps(said), said_hash=said_hash, arrived=arrived)


def read(archive: Archive, entries: Iterable[FeedEntry], now: datetime = NOW, source: Source = SOURCE) -> None:
    archive.subscriptions.record([PollResult(source=source, listed=tuple(entries))], now, run_id=None)


def recheck(archive: Archive, key: str, due: datetime | None = None, now: datetime = NOW, **more: object) -> None:
    archive.subscriptions.record_rechecks([Recheck(source_id=1, key=key, due=due, **more)], (), now)


def due(archive: Archive, now: datetime = NOW, *, force: bool = False, limit: int = 100) -> list[FeedEntry]:
    return list(archive.subscriptions.due(SOURCE, now, force=force, limit=limit))


def keys(entries: Iterable[FeedEntry]) -> list[str]:
    return [each.key for each in entries]


# -- which are asked for


def test_a_new_entry_is_due_with_all_that_was_said_of_it(archive: Archive) -> None:
    new = entry("a", title="Perahu merapat", published="2026-03-02 04:00:00+00:00")
    read(archive, [new])
    assert due(archive) == [new]


def test_an_entry_that_is_stored_is_not_due_however_often_it_is_listed(archive: Archive) -> None:
    read(archive, [entry("a"), entry("b")])
    recheck(archive, "a", is_stored=True)
    for hours in range(3):
        read(archive, [entry("a"), entry("b")], NOW + hours * HOUR)
        assert keys(due(archive, NOW + hours * HOUR)) == ["b"]


def test_an_entry_that_is_said_otherwise_is_due_again_and_stays_stored(archive: Archive) -> None:
    read(archive, [entry("a", arrived=NOW - DAY)])
    recheck(archive, "a", checks=3, tries=2, is_stored=True)
    said = replace(entry("a", "2", title="Perahu tenggelam"), url="https://muara.test/a-2")
    read(archive, [said], NOW + HOUR)
    assert due(archive, NOW + HOUR) == [replace(said, arrived=NOW - DAY, checks=3, tries=0, stored=NOW)]


def test_an_entry_that_failed_and_is_said_otherwise_does_not_wait(archive: Archive) -> None:
    read(archive, [entry("a"), entry("b")])
    for key in "ab":
        recheck(archive, key, NOW + DAY, tries=5)
    read(archive, [entry("a"), entry("b", "2")], NOW + HOUR)
    assert [(each.key, each.tries) for each in due(archive, NOW + HOUR)] == [("b", 0)]


def test_what_is_said_of_a_known_entry_stays_until_it_means_a_change(archive: Archive) -> None:
    read(archive, [entry("a", summary="3 komentar")])
    read(archive, [entry("a", summary="4 komentar")])
    assert due(archive) == [entry("a", summary="3 komentar")]


@pytest.mark.parametrize(
    ("wait", "is_due"), [(-DAY, True), (timedelta(), True), (timedelta(seconds=1), False), (DAY, False), (None, False)]
)
def test_an_entry_is_due_when_its_time_has_come(archive: Archive, wait: timedelta | None, is_due: bool) -> None:
    read(archive, [entry("a")])
    recheck(archive, "a", None if wait is None else NOW + wait, tries=1)
    assert bool(due(archive)) is is_due


def test_entries_are_asked_for_newest_first(archive: Archive) -> None:
    ages = {"d": 3 * DAY, "a": DAY, "c": HOUR, "b": DAY}
    read(archive, [entry(key, arrived=NOW - age) for key, age in ages.items()])
    assert keys(due(archive)) == ["c", "a", "b", "d"]
    assert keys(due(archive, limit=2)) == ["c", "a"]
    assert due(archive, limit=0) == []


def test_a_source_is_asked_for_its_own_entries(archive: Archive) -> None:
    bukit = replace(SOURCE, id=2, url=BUKIT)
    read(archive, [entry("a")])
    read(archive, [entry("a", source_id=2, title="Lain"), entry("b", source_id=2)], source=bukit)
    recheck(archive, "a")
    assert due(archive) == []
    assert keys(archive.subscriptions.due(bukit, NOW, force=False, limit=10)) == ["a", "b"]


def test_everything_is_what_the_last_reading_listed_and_may_still_change(archive: Archive) -> None:
    read(archive, [entry(key) for key in ("dropped", "dropped, due", "stored")], NOW - DAY)
    recheck(archive, "dropped", NOW + HOUR, is_stored=True)
    recheck(archive, "dropped, due", NOW, is_stored=True)
    read(archive, [entry(key) for key in ("new", "failed", "stored", "stored for good")])
    read(archive, [entry("other", source_id=2)], NOW + HOUR, replace(SOURCE, id=2, url=BUKIT))
    recheck(archive, "failed", NOW + HOUR, tries=1)
    recheck(archive, "stored", NOW + HOUR, is_stored=True)
    recheck(archive, "stored for good", None, is_stored=True)
    assert keys(due(archive)) == ["dropped, due", "new"]
    assert keys(due(archive, force=True)) == ["dropped, due", "failed", "new", "stored"]


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("123")), max_size=6))
def test_an_entry_is_asked_for_once_for_each_time_it_is_news(readings: list[dict[str, str]]) -> None:
    said: dict[str, str] = {}
    with archives.passing() as archive:
        archive.subscriptions.add([Source(url=MUARA)])
        for reading in readings:
            read(archive, [entry(key, said_hash) for key, said_hash in reading.items()])
            news = sorted(key for key, said_hash in reading.items() if said.get(key) != said_hash)
            assert keys(due(archive)) == news
            for key in news:
                recheck(archive, key, is_stored=True)
            said |= reading


# -- how they are kept


def test_a_reading_that_is_written_twice_is_written_once(archive: Archive) -> None:
    reading = [entry("a"), entry("b")]
    read(archive, reading)
    before = [*archive._connection.iterdump()]
    read(archive, reading)
    assert [*archive._connection.iterdump()] == before


def test_keys_that_are_not_distinct_are_refused_and_nothing_is_written(archive: Archive) -> None:
    with pytest.raises(Unstorable):
        read(archive, [entry("a"), entry("b"), entry("a")])
    assert due(archive) == []


def test_what_something_else_gave_back_is_due_too(archive: Archive) -> None:
    validators = Validators(url="https://muara.test/sitemap.xml", fetched=NOW, status=200)
    archive.subscriptions.add_entries(SOURCE, [entry("a")], [validators], NOW)
    assert due(archive) == [entry("a")]
    assert archive.subscriptions.validators(validators.url) == validators


# -- beside the reading before


@pytest.mark.parametrize(
    ("before", "now", "arrivals"),
    [
        ("", "ab", Arrivals(fresh=frozenset("ab"), known=0, is_first=True)),
        ("", "", Arrivals(fresh=frozenset(), known=0, is_first=True)),
        ("ab", "abc", Arrivals(fresh=frozenset("c"), known=2, is_first=False)),
        ("ab", "cd", Arrivals(fresh=frozenset("cd"), known=0, is_first=False)),
        ("abc", "b", Arrivals(fresh=frozenset(), known=1, is_first=False)),
        ("ab", "", Arrivals(fresh=frozenset(), known=0, is_first=False)),
    ],
)
def test_a_reading_shows_what_was_never_listed(archive: Archive, before: str, now: str, arrivals: Arrivals) -> None:
    read(archive, [entry("c", source_id=2)], source=replace(SOURCE, id=2, url=BUKIT))
    read(archive, [entry(key) for key in before])
    assert archive.subscriptions.compare(SOURCE, [*now]) == arrivals


@settings(deadline=None)
@given(st.sets(KEYS), st.sets(KEYS))
def test_any_key_is_known_again(before: set[str], more: set[str]) -> None:
    with archives.passing() as archive:
        archive.subscriptions.add([Source(url=MUARA)])
        read(archive, [entry(key) for key in before])
        found = archive.subscriptions.compare(SOURCE, [*before | more])
    assert found == Arrivals(fresh=frozenset(more - before), known=len(before), is_first=not before)


def test_thousands_of_entries_are_compared_at_once(archive: Archive) -> None:
    read(archive, [entry(str(number)) for number in range(5_000)])
    found = archive.subscriptions.compare(SOURCE, [str(number) for number in range(2_500, 52_500)])
    assert (len(found.fresh), found.known) == (47_500, 2_500)


# -- what became of them


def test_a_stored_entry_keeps_what_was_said_but_the_whole_text(archive: Archive) -> None:
    read(archive, [entry("a", title="Perahu", content="<p>Perahu merapat.</p>", tags=["laut"], summary=None)])
    recheck(archive, "a", NOW, tries=1)
    assert json.loads(due(archive)[0].said)["content"] == "<p>Perahu merapat.</p>"
    recheck(archive, "a", NOW, is_stored=True)
    [kept] = due(archive)
    assert json.loads(kept.said) == {"title": "Perahu", "tags": ["laut"], "summary": None}


@settings(deadline=None)
@given(st.dictionaries(KEYS, st.none() | st.text() | st.lists(st.text())))
def test_a_recheck_loses_nothing_else_of_what_was_said(said: dict[str, object]) -> None:
    with archives.passing() as archive:
        archive.subscriptions.add([Source(url=MUARA)])
        read(archive, [replace(entry("a"), said=json.dumps(said | {"content": "<p>"}, ensure_ascii=False))])
        recheck(archive, "a", NOW, is_stored=True)
        [kept] = due(archive)
    assert json.loads(kept.said) == {name: value for name, value in said.items() if name != "content"}


def test_the_time_at_which_an_article_was_first_stored_stays(archive: Archive) -> None:
    read(archive, [entry("a")])
    recheck(archive, "a", NOW, now=NOW + HOUR, tries=1)
    assert due(archive)[0].stored is None
    for hours in (2, 3):
        recheck(archive, "a", NOW, now=NOW + hours * HOUR, is_stored=True)
    recheck(archive, "a", NOW, now=NOW + 4 * HOUR)
    assert due(archive)[0].stored == NOW + 2 * HOUR


def test_a_recheck_writes_down_how_often_it_was_tried(archive: Archive) -> None:
    read(archive, [entry("a"), entry("b")])
    recheck(archive, "a", NOW, tries=2, checks=3)
    assert [(each.key, each.tries, each.checks) for each in due(archive)] == [("a", 2, 3), ("b", 0, 0)]


def test_a_recheck_of_what_is_not_listed_changes_nothing(archive: Archive) -> None:
    read(archive, [entry("a")])
    before = [*archive._connection.iterdump()]
    recheck(archive, "b", is_stored=True)
    assert [*archive._connection.iterdump()] == before


# -- counted


def test_arrivals_come_newest_first_from_a_time_on(archive: Archive) -> None:
    ages = (2 * DAY, HOUR, DAY, DAY + timedelta(seconds=1))
    read(archive, [entry(str(number), arrived=NOW - age) for number, age in enumerate(ages)])
    assert archive.subscriptions.arrivals(SOURCE, NOW - DAY) == [NOW - HOUR, NOW - DAY]
    assert archive.subscriptions.arrivals(replace(SOURCE, id=2), NOW - DAY) == []


def test_entries_are_counted_by_source(archive: Archive) -> None:
    assert archive.subscriptions.arrived(NOW) == {1: 0, 2: 0}
    read(archive, [entry("a"), entry("b", arrived=NOW - DAY), entry("c", arrived=NOW - 2 * DAY)])
    assert archive.subscriptions.arrived(NOW - DAY) == {1: 2, 2: 0}


def test_entries_wait_until_they_are_stored_or_given_up(archive: Archive) -> None:
    assert archive.subscriptions.waiting() == {}
    read(archive, [entry(key) for key in ("new", "failed", "given up", "stored", "stored, looked after")])
    recheck(archive, "failed", NOW + DAY, tries=1)
    recheck(archive, "given up", None, tries=10)
    recheck(archive, "stored", None, is_stored=True)
    recheck(archive, "stored, looked after", NOW + DAY, is_stored=True)
    assert archive.subscriptions.waiting() == {1: 2}
