"""What a deposit leaves beside its article: the id, captures, failures, sightings."""

import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Archive, Deposit, Failure, FailureCount, Sighting
from store.articles.prepared import first_id, prepare
from tests.store.articles.arrivals import (
    ADDRESS,
    DATES,
    DAY,
    NOW,
    SAME,
    all_rows,
    article,
    capture,
    column,
    deposit,
)

# -- ids


def id_of(published: datetime | None, url: str = ADDRESS, now: datetime = NOW) -> int:
    return first_id(url, prepare(Deposit(article=article(url=url, published=published)), now).second)


@settings(deadline=None)
@given(st.none() | DATES, st.text(st.characters(codec="utf-8")), st.just(NOW) | DATES)
def test_ids_are_whole_numbers_that_json_can_hold(published: datetime | None, url: str, now: datetime) -> None:
    assert 0 <= id_of(published, url, now) < 2**53


@settings(deadline=None)
@given(DATES.map(lambda moment: min(moment, NOW)), DATES.map(lambda moment: min(moment, NOW)))
def test_ids_are_in_the_order_of_the_dates(one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    assert id_of(earlier) <= id_of(later)


@pytest.mark.parametrize(
    ("published", "second"),
    [
        (DAY, int(DAY.timestamp())),
        (NOW, int(NOW.timestamp())),
        (None, int(NOW.timestamp())),
        (NOW + timedelta(seconds=1), int(NOW.timestamp())),
        (datetime(9999, 1, 1, tzinfo=UTC), int(NOW.timestamp())),
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1945, 8, 17, tzinfo=UTC), 0),
        (datetime(1, 1, 1, tzinfo=UTC), 0),
    ],
)
def test_an_id_begins_with_the_second_of_the_date(published: datetime | None, second: int) -> None:
    assert id_of(published) >> 20 == second


def test_the_address_decides_the_rest_of_the_id() -> None:
    assert id_of(DAY) == id_of(DAY)
    assert id_of(DAY) != id_of(DAY, "https://berita.example/lain")


def colliding(count: int) -> list[str]:
    """Addresses with the same id when they have the same date, found by trying."""
    by_id: dict[int, list[str]] = defaultdict(list)
    for number in range(60_000):
        url = f"https://berita.example/{number}"
        by_id[first_id(url, 0)].append(url)
    return next(urls for urls in by_id.values() if len(urls) == count)


@pytest.mark.parametrize("at_once", [True, False])
def test_addresses_that_fall_on_one_id_get_the_next_free_ones(archive: Archive, *, at_once: bool) -> None:
    urls = colliding(3)
    arrivals = [Deposit(article=article(f"Teks {url}", url=url, published=DAY)) for url in urls]
    placed = archive.put_all(arrivals) if at_once else [archive.put_all([arrival])[0] for arrival in arrivals]
    first = first_id(urls[0], int(DAY.timestamp()))
    assert [where.id for where in placed] == [first, first + 1, first + 2]
    assert [archive.get(where.id).url for where in placed] == urls
    again = archive.put_all(arrivals[::-1])
    assert [(where.id, where.outcome) for where in again] == [(where.id, SAME) for where in placed[::-1]]


# -- captures


@pytest.mark.parametrize("body", [b"", b"<p>Kapal</p>", bytes(range(256)) * 40, b"\0" * 300_000, b"\x28\xb5\x2f\xfd"])
def test_a_capture_comes_back_byte_for_byte(archive: Archive, body: bytes) -> None:
    put = capture(body)
    placed = archive.put(article(), capture=put)
    assert archive.captures(placed.id) == [put]


def test_captures_are_kept_as_zstd(archive: Archive) -> None:
    body = b"<p>Kapal kayu itu berlabuh.</p>" * 500
    archive.put(article(), capture=capture(body))
    [kept] = column(archive, "SELECT body FROM captures")
    assert kept.startswith(b"\x28\xb5\x2f\xfd")
    assert len(kept) < len(body) / 20


PROGRAM = """
import random, threading, zstandard
from datetime import UTC, datetime
from store import Capture
from store.articles import rows

def compress(seed):
    body = bytes(random.Random(seed).choices(b"kapal <p>", k=200_000))
    for _ in range(20):
        row = rows.from_capture(Capture(url="https://muara.test/", fetched=datetime(2026, 1, 1, tzinfo=UTC), body=body))
        assert zstandard.decompress(row["body"]) == body

threads = [threading.Thread(target=compress, args=(seed,)) for seed in range(4)]
for each in threads:
    each.start()
for each in threads:
    each.join()
"""


def test_several_threads_may_compress_at_a_time() -> None:
    """In a program of its own: with one compressor for all it ends with a fault of memory."""
    result = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")


def test_every_new_text_keeps_its_bytes(archive: Archive) -> None:
    archive.put_all([deposit("Satu.", b"satu", 200), deposit("Dua.", b"dua", 200)])
    assert [kept.body for kept in archive.captures(archive.get(ADDRESS).id)] == [b"satu", b"dua"]


def test_the_bytes_of_a_changed_advert_are_not_kept(archive: Archive) -> None:
    archive.put_all([deposit("Satu.", b"satu + iklan", 200), deposit("Satu.", b"satu + iklan lain", 200)])
    assert [kept.body for kept in archive.captures(archive.get(ADDRESS).id)] == [b"satu + iklan"]


def test_the_same_bytes_are_kept_once(archive: Archive) -> None:
    arrivals = [deposit(text, b"satu", 200) for text in ("Satu.", "Dua.", "Satu.")]
    archive.put_all(arrivals)
    assert column(archive, "SELECT count(*) FROM captures") == [1]


def test_bytes_that_first_failed_belong_to_the_article_that_is_read_from_them_later(archive: Archive) -> None:
    run = archive.begin_run("import")
    received = capture(b"<p>Kapal")
    archive.fail(
        [Failure(locator=ADDRESS, stage="extract", reason="no text", code="no_article")],
        run_id=run,
        captures=[received],
    )
    assert column(archive, "SELECT article_id FROM captures") == [None]
    placed = archive.put(article(), capture=received)
    assert column(archive, "SELECT article_id FROM captures") == [placed.id]
    assert archive.captures(placed.id) == [received]


def test_a_later_failure_does_not_take_the_bytes_away(archive: Archive) -> None:
    received = capture(b"<p>Kapal")
    placed = archive.put(article(), capture=received)
    run = archive.begin_run("reextract")
    archive.fail(
        [Failure(locator=ADDRESS, stage="extract", reason="no text", code="no_article")],
        run_id=run,
        captures=[received],
    )
    assert archive.captures(placed.id) == [received]


# -- failures


@pytest.mark.parametrize(
    "arrival",
    [
        Deposit(article=article()),
        Deposit(article=article(url="https://m.berita.example/1"), capture=capture(b"x")),
        Deposit(article=article(url="https://m.berita.example/1"), sightings=(Sighting(kind="page", locator=ADDRESS),)),
    ],
    ids=["its address", "the address of its bytes", "where it was seen"],
)
def test_failures_are_resolved_when_the_article_arrives(archive: Archive, arrival: Deposit) -> None:
    run = archive.begin_run("sync")
    archive.fail(
        [
            Failure(locator=ADDRESS, stage="fetch", reason="timed out", code="timed_out"),
            Failure(locator=ADDRESS, stage="extract", reason="no text", code="no_article"),
            Failure(locator="https://berita.example/lain", stage="fetch", reason="404", code="bad_status"),
        ],
        run_id=run,
    )
    archive.put_all([arrival])
    assert archive.summary().failures == [FailureCount(stage="fetch", reason="404", items=1)]
    assert column(archive, "SELECT locator FROM failures WHERE resolved IS NULL") == ["https://berita.example/lain"]


# -- sightings


def test_sightings_are_unique(archive: Archive) -> None:
    feed, page = Sighting(kind="feed", locator="https://berita.example/rss"), Sighting(kind="page", locator=ADDRESS)
    placed = archive.put(article(), sightings=[feed, page, feed])
    archive.put(article(), sightings=[page])
    assert {one.sighting for one in archive.sightings(placed.id)} == {feed, page}
    assert column(archive, "SELECT count(*) FROM sightings") == [2]


@pytest.mark.parametrize("address", [ADDRESS, "https://m.berita.example/kapal"])
def test_an_article_can_be_seen_at_another_place_too(archive: Archive, address: str) -> None:
    placed = archive.put(article(), sightings=[Sighting(kind="page", locator="https://m.berita.example/kapal")])
    archive._connection.execute("UPDATE articles SET last_seen = '2026-01-05T00:00:00Z'")
    feed = Sighting(kind="feed", locator="https://berita.example/rss")
    archive.see([(address, feed)])
    assert feed in [one.sighting for one in archive.sightings(placed.id)]
    assert archive.get(placed.id).last_seen > DAY


def test_a_clock_that_goes_backwards_does_not_make_an_article_older(archive: Archive) -> None:
    archive.put(article())
    archive._connection.execute("UPDATE articles SET last_seen = '2999-01-01T00:00:00Z'")
    archive.see([(ADDRESS, Sighting(kind="feed", locator="https://berita.example/rss"))])
    assert archive.get(ADDRESS).last_seen == datetime(2999, 1, 1, tzinfo=UTC)


def test_seeing_the_same_again_changes_nothing(archive: Archive) -> None:
    seen = [(ADDRESS, Sighting(kind="feed", locator="https://berita.example/rss"))]
    archive.put(article())
    archive.see(seen)
    before = all_rows(archive)
    archive.see(seen)
    assert all_rows(archive) == before


def test_what_is_not_in_the_archive_is_not_seen(archive: Archive) -> None:
    archive.see([(ADDRESS, Sighting(kind="feed", locator="https://berita.example/rss"))])
    assert column(archive, "SELECT count(*) FROM sightings") == [0]


def test_an_article_can_be_seen_by_its_id(archive: Archive) -> None:
    placed = archive.put(article())
    file = Sighting(kind="file", locator="/berkas/kapal.html")
    archive.see([(placed.id, file)])
    assert [one.sighting for one in archive.sightings(placed.id)] == [file]


@pytest.mark.parametrize(
    ("status", "later", "is_noted"),
    [
        (200, timedelta(hours=1), True),
        (200, timedelta(minutes=59), False),
        (200, timedelta(0), False),
        (None, timedelta(days=9), False),  # a stored file says nothing of what the site shows now
    ],
)
def test_a_page_that_stays_the_same_is_seen_again_at_most_once_an_hour(
    archive: Archive, status: int | None, later: timedelta, is_noted: bool
) -> None:
    again = Deposit(article=article(), capture=capture(b"kapal", status))
    archive.put_all([prepare(again, NOW)])
    archive.put_all([prepare(again, NOW + later)])
    assert archive.get(ADDRESS).last_seen == (NOW + later if is_noted else NOW)


# -- what gave no article


def test_of_a_page_that_gives_no_article_the_latest_bytes_are_kept(archive: Archive) -> None:
    run = archive.begin_run("sync")
    failure = Failure(locator=ADDRESS, stage="extract", reason="no text", code="no_article")
    for body in (b"iklan 1", b"iklan 2", b"iklan 2", b"iklan 3"):
        archive.fail([failure], run_id=run, captures=[capture(body), capture(body, url="https://berita.example/lain")])
    assert column(archive, "SELECT url FROM captures ORDER BY url") == [ADDRESS, "https://berita.example/lain"]
    assert archive.holds(capture(b"iklan 3")) is None
    placed = archive.put(article(), capture=capture(b"kapal"))
    archive.fail([failure], run_id=run, captures=[capture(b"iklan 4")])
    assert [kept.body for kept in archive.captures(placed.id)] == [b"kapal"]


# -- notes


def test_a_note_is_added_to_the_article_that_was_seen_there(archive: Archive) -> None:
    page, feed = Sighting(kind="page", locator=ADDRESS), Sighting(kind="feed", locator="https://berita.example/rss")
    archive.put(article(notes={"modified": "doubted"}), sightings=[page, feed])
    archive.put(article(url="https://berita.example/lain"), sightings=[feed])
    archive.note(ADDRESS, "gone", "it answers 404")
    archive.note(feed.locator, "gone", "no page")
    assert archive.get(ADDRESS).notes == {"modified": "doubted", "gone": "it answers 404"}
    assert archive.get("https://berita.example/lain").notes == {}


def test_a_note_replaces_the_one_of_that_name(archive: Archive) -> None:
    archive.put(article(), sightings=[Sighting(kind="page", locator=ADDRESS)])
    for text in ("it answers 404", "it answers 410"):
        archive.note(ADDRESS, "gone", text)
    assert archive.get(ADDRESS).notes == {"gone": "it answers 410"}
