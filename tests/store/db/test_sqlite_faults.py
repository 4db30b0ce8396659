"""What is written is written whole or not at all, wherever SQLite stops and however full the disk is."""

import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from store import Archive, Article, Capture, Deposit, Failure, Sighting, StoreError
from tests.disk import full_beyond
from tests.store.db.operations import ARTICLE, DAY, FEED, all_rows, check_whole, fill, writes


def older(archive: Archive) -> None:
    """An article, and a failure that is open."""
    archive.put(ARTICLE, capture=Capture(url=ARTICLE.url, fetched=DAY, body=b"lama"), sightings=[FEED])
    archive.fail(
        [Failure(locator="https://berita.example/2", stage="fetch", reason="404", code="bad_status")],
        run_id=archive.begin_run("x"),
    )


def newer() -> list[Deposit]:
    """One that changes it, and one that resolves the failure."""
    page = Sighting(kind="page", locator="https://berita.example/2")
    changed = Article(url=ARTICLE.url, text="Penembakan di dermaga.", language="id")
    fresh = Article(url="https://berita.example/2", text="Stories of the sea.", language="en", published=DAY)
    return [
        Deposit(article=changed, capture=Capture(url=changed.url, fetched=DAY, body=b"baru", status=200)),
        Deposit(article=fresh, capture=Capture(url=fresh.url, fetched=DAY, body=b"laut"), sightings=(page, FEED)),
    ]


def check_all_there(archive: Archive) -> None:
    changed, fresh = archive.get(ARTICLE.url).id, archive.get("https://berita.example/2").id
    assert [revision.text for revision in archive.revisions(changed)] == [ARTICLE.text]
    assert [capture.body for capture in archive.captures(changed)] == [b"lama", b"baru"]
    assert [capture.body for capture in archive.captures(fresh)] == [b"laut"]
    assert len(archive.sightings(fresh)) == 2
    assert [hit.id for hit in archive.search("ditembak")] == [changed]
    assert [hit.id for hit in archive.search("story")] == [fresh]
    assert archive.search("berlabuh") == []
    assert archive.summary().failures == []


def interrupted(archive: Archive, step: int, write: Callable[[Archive], object]) -> tuple[bool, str | None]:
    """Stop SQLite once, at its ``step``-th operation; whether it came so far, and the error."""
    steps = itertools.count(1)
    archive._connection.set_progress_handler(lambda: next(steps) == step, 1)
    try:
        write(archive)
    except StoreError as error:
        return True, error.reason
    finally:
        archive._connection.set_progress_handler(None, 1)
    return next(steps) > step, None


def test_a_write_that_is_stopped_at_any_step_leaves_all_or_nothing(tmp_path: Path) -> None:
    base, path = tmp_path / "base.db", tmp_path / "news.db"
    with Archive(base) as archive:
        older(archive)
        before = all_rows(archive)
    for step in [*range(1, 30), *range(30, 9000, 17)]:
        shutil.copy(base, path)
        with Archive(path) as archive:
            came_so_far, reason = interrupted(archive, step, lambda archive: archive.put_all(newer()))
            assert reason in (None, "it was interrupted")
            assert not archive._connection.in_transaction
            check_whole(archive)
            if reason is None or all_rows(archive) != before:  # a COMMIT that reports an error may have committed
                check_all_there(archive)
            archive.put_all(newer())
            check_all_there(archive)
        if not came_so_far:
            break
    assert 300 < step < 8000


@writes
def test_a_write_whose_beginning_is_stopped_can_be_done_again(
    archive: Archive, write: Callable[[Archive], object]
) -> None:
    fill(archive, text="Kapal berangkat.")
    before = all_rows(archive)
    for step in range(1, 6):
        assert interrupted(archive, step, write) == (True, "it was interrupted")
        assert all_rows(archive) == before
    write(archive)
    assert all_rows(archive) != before
    check_whole(archive)


def test_on_a_full_disk_nothing_is_lost_and_with_more_room_it_goes_on(archive: Archive) -> None:
    older(archive)
    arrivals = [
        Deposit(
            article=Article(url=f"https://berita.example/{n}", text=f"Kata{n} " * 3000, language="id"),
            capture=Capture(url=f"https://berita.example/{n}", fetched=DAY, body=os.urandom(20_000)),
        )
        for n in range(10)
    ]
    before, refusals = all_rows(archive), []
    used = archive._connection.execute("PRAGMA page_count").fetchone()[0]
    for room in itertools.count(0, 3):
        archive._connection.execute(f"PRAGMA max_page_count = {used + room}")
        try:
            archive.put_all(arrivals)
            break
        except StoreError as error:
            refusals.append((type(error), error.reason, error.exit_code))
        assert not archive._connection.in_transaction
        assert all_rows(archive) == before
        check_whole(archive)
    assert len(refusals) > 3
    assert set(refusals) == {(StoreError, "the disk is full", 73)}
    assert archive.summary().articles == 10
    assert [hit.url for hit in archive.search("kata7")] == ["https://berita.example/7"]
    check_whole(archive)


def test_where_files_may_not_grow_nothing_is_lost_and_it_is_said_what_to_look_at(archive: Archive) -> None:
    older(archive)
    before = all_rows(archive)
    with full_beyond(1 << 10), pytest.raises(StoreError) as refusal:
        archive.put_all(newer())
    assert (refusal.value.reason, refusal.value.exit_code) == ("disk I/O error", 73)
    assert refusal.value.advice == "check that the disk is sound and has room, and that no limit is met"
    assert all_rows(archive) == before
    archive.put_all(newer())
    check_all_there(archive)


@writes
def test_every_write_to_a_full_disk_is_refused_whole_and_can_be_done_later(
    archive: Archive, write: Callable[[Archive], object]
) -> None:
    fill(archive, text="Kapal berangkat.")
    before = all_rows(archive)
    with full_beyond(1 << 10), pytest.raises(StoreError) as refusal:
        write(archive)
    assert refusal.value.exit_code == 73
    assert all_rows(archive) == before
    write(archive)
    assert all_rows(archive) != before
    check_whole(archive)
