"""Entries of a subscription as they are kept, and back."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.model import Entry, Listing
from ingest.sync import entries
from store import FeedEntry, PollResult, Recheck, Source
from tests import archives

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOURCE = Source(url="https://muara.test/feed", id=1, changed=NOW - HOUR)
FIRST = replace(SOURCE, changed=None)
ENTRY = Entry(url="https://muara.test/a", key="a", title="Perahu merapat", published=NOW - DAY)

TEXTS = st.text(st.characters(codec="utf-8"))
MOMENTS = st.datetimes(timezones=st.just(UTC))
BY_TYPE = {
    str: TEXTS,
    bool: st.booleans(),
    str | None: st.none() | TEXTS,
    int | None: st.none() | st.integers(-720, 840),
    datetime | None: st.none() | MOMENTS,
    tuple[str, ...]: st.lists(TEXTS).map(tuple),
}
ENTRIES = st.builds(Entry, **{each.name: BY_TYPE[each.type] for each in fields(Entry)})


def listed(entry: Entry, source: Source = SOURCE, now: datetime = NOW) -> FeedEntry:
    (found,) = entries.to_feed_entries(source, Listing(entries=(entry,)), now)
    return found


# -- as it is kept, and back


@given(ENTRIES)
def test_what_was_said_of_an_entry_comes_back(entry: Entry) -> None:
    assert entries.to_entry(listed(entry)) == entry


@settings(deadline=None)
@given(ENTRIES.map(lambda entry: replace(entry, key=entry.key.replace("\0", ""), url=entry.url or "x")))
def test_what_was_said_of_an_entry_comes_back_from_the_database_too(entry: Entry) -> None:
    with archives.passing() as archive:
        subscriptions = archive.subscriptions
        subscriptions.add([Source(url=SOURCE.url)])
        kept = listed(entry)
        subscriptions.record([PollResult(source=SOURCE, listed=(kept,))], NOW, run_id=None)
        assert [entries.to_entry(each) for each in subscriptions.due(SOURCE, NOW, force=False, limit=9)] == [entry]
        subscriptions.record_rechecks([Recheck(source_id=1, key=kept.key, due=NOW, is_stored=True)], (), NOW)
        [without] = subscriptions.due(SOURCE, NOW, force=False, limit=9)
        assert entries.to_entry(without) == replace(entry, content=None)


@given(st.builds(Entry, url=st.text(), key=st.text(), title=st.text(), content=st.text()))
def test_a_lone_surrogate_anywhere_can_be_kept(entry: Entry) -> None:
    half = {name: f"{getattr(entry, name)}\ud83d" for name in ("url", "key", "title", "content")}
    kept = listed(replace(entry, **half))
    for text in (kept.key, kept.url, kept.said, kept.said_hash):
        assert text.encode()
    assert entries.to_entry(kept).title == f"{entry.title}?"


def test_entries_come_in_their_order_under_their_source() -> None:
    listing = Listing(entries=tuple(replace(ENTRY, key=key) for key in "cab"))
    found = [*entries.to_feed_entries(replace(SOURCE, id=7), listing, NOW)]
    assert [(each.source_id, each.key, each.url) for each in found] == [(7, key, ENTRY.url) for key in "cab"]


@pytest.mark.parametrize(("key", "kept"), [("a", "a"), ("", ENTRY.url)])
def test_an_entry_without_a_key_of_its_own_is_known_by_its_address(key: str, kept: str) -> None:
    assert listed(replace(ENTRY, key=key)).key == kept


# -- what means a change


@pytest.mark.parametrize("published", [NOW - DAY, None])
@pytest.mark.parametrize(
    ("change", "is_change"),
    [
        ({"url": "https://muara.test/b"}, True),
        ({"title": "Perahu tenggelam"}, True),
        ({"title": None}, True),
        ({"published": NOW - DAY + timedelta(seconds=1)}, True),
        ({"modified": NOW}, True),
        ({}, False),
        ({"key": "b"}, False),
        ({"link": "https://muara.test/a?utm_source=rss"}, False),
        ({"summary": "12 komentar"}, False),
        ({"content": "<p>Perahu merapat."}, False),
        ({"authors": ("Rani",), "tags": ("laut",), "language": "id"}, False),
    ],
)
def test_an_entry_is_changed_by_its_address_title_and_dates_only(
    published: datetime | None, change: dict[str, object], is_change: bool
) -> None:
    before = replace(ENTRY, published=published)
    after = replace(before, **change)
    assert (listed(after).said_hash != listed(before).said_hash) is is_change


@given(ENTRIES, ENTRIES)
def test_whatever_else_is_said_the_hash_stays(one: Entry, other: Entry) -> None:
    said = {name: getattr(one, name) for name in ("url", "title", "published", "modified")}
    assert listed(replace(other, **said)).said_hash == listed(one).said_hash


def test_the_hash_follows_from_what_was_said_and_not_from_when_or_where() -> None:
    one = listed(ENTRY)
    other = listed(ENTRY, replace(SOURCE, id=7, url="https://bukit.test/feed"), NOW + DAY)
    assert one.said_hash == other.said_hash


# -- when it came


@pytest.mark.parametrize(
    ("source", "published", "arrived"),
    [
        (FIRST, NOW - DAY, NOW - DAY),
        (FIRST, NOW - 9000 * DAY, NOW - 9000 * DAY),
        (FIRST, NOW + DAY, NOW),
        (FIRST, None, NOW),
        (SOURCE, NOW - HOUR / 4, NOW - HOUR / 4),
        (SOURCE, NOW - HOUR, NOW - HOUR),
        (SOURCE, NOW, NOW),
        (SOURCE, NOW - 2 * HOUR, NOW - HOUR / 2),  # listed later than it is dated, or dated by hand
        (SOURCE, NOW + HOUR, NOW - HOUR / 2),
        (SOURCE, None, NOW - HOUR / 2),
    ],
)
def test_an_entry_came_at_its_date_where_that_can_be_believed(
    source: Source, published: datetime | None, arrived: datetime
) -> None:
    assert listed(replace(ENTRY, published=published), source).arrived == arrived


@given(ENTRIES, st.none() | MOMENTS, MOMENTS)
def test_no_entry_came_before_the_last_reading_nor_in_the_future(
    entry: Entry, changed: datetime | None, now: datetime
) -> None:
    found = listed(entry, replace(SOURCE, changed=changed), now)
    is_sound = changed is not None and changed <= now  # else that reading was under a clock that was ahead
    earliest = changed if changed and is_sound else datetime.min.replace(tzinfo=UTC)
    assert earliest <= found.arrived <= now
