"""Which entries of a sitemap were lost between two readings of a feed."""

from datetime import UTC, datetime, timedelta

from ingest.core.model import Entry, Listing
from ingest.sync import gaps
from store import Source

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOURCE = Source(url="https://muara.test/feed", id=7, newest=NOW - 6 * HOUR, changed=NOW - 5 * HOUR)


def entry(path: str, ago: timedelta | None = HOUR, host: str = "muara.test") -> Entry:
    return Entry(url=f"https://{host}{path}", published=None if ago is None else NOW - ago)


FEED = Listing(entries=(entry("/daerah/a"), entry("/daerah/b", 2 * HOUR), entry("/x", host="iklan.test")))


def found(*listed: Entry) -> list[str]:
    return [each.url for each in gaps.lost(SOURCE, FEED, Listing(entries=listed))]


def test_what_fell_between_two_readings_is_lost_and_what_is_listed_or_known_is_not() -> None:
    lost = entry("/daerah/c", 4 * HOUR)
    assert found(lost, entry("/daerah/a")) == [lost.url]
    assert gaps.unknown([lost], {lost.url: NOW}).entries == ()
    assert gaps.unknown([lost], {}).entries == (lost,)


def test_other_days_sites_and_sections_and_what_is_undated_stay_out() -> None:
    assert found(
        entry("/daerah/old", 9 * DAY), entry("/daerah/undated", None), entry("/daerah/z", host="bukit.test"),
        entry("/olahraga/z", 4 * HOUR),
    ) == []  # fmt: skip


def test_the_site_is_that_of_most_entries() -> None:
    assert gaps.site(FEED) == "https://muara.test/daerah/a"
    assert gaps.site(Listing()) is None


def test_a_gap_reaches_from_the_reading_before_to_now() -> None:
    gap = gaps.gap(SOURCE, NOW)
    assert (gap.source_id, gap.since, gap.seen) == (7, NOW - 5 * HOUR, NOW)
