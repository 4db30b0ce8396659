"""What is old goes, what is new and what is an article stays."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

import store
from store import Archive, ArchiveMissing, Article, Capture, Limits, Pruned, StoreError, Tally
from tests.store.db.operations import check_whole

NOW = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """Three pages of different age, four runs of which one is not over and one has lost something, two polls."""
    for number in range(3):
        page = Capture(url=f"https://a.example/{number}", fetched=NOW - number * DAY, body=os.urandom(40_000))
        archive.put(Article(url=page.url, text=f"Garam {number}."), capture=page)
    connection = archive._connection
    for number in range(4):
        run_id = archive.begin_run("sync")
        if number:
            archive.end_run(run_id, Tally(), 0)
        connection.execute("UPDATE runs SET started = '2026-01-01T00:00:00Z' WHERE id = ?", (run_id,))
    archive.begin_run("sync")
    connection.execute("INSERT INTO sources (id, url, kind) VALUES (1, 'https://a.example/rss', 'feed')")
    connection.executescript("""
        INSERT INTO fetches (run_id, source_id, url, fetched) VALUES
          (2, 1, 'x', '2026-01-01T00:00:00Z'), (3, 1, 'x', '2026-03-01T00:00:00Z');
        INSERT INTO failures (run_id, locator, stage, reason, seen, resolved) VALUES
          (2, 'a', 'fetch', '404', '2026-01-01T00:00:00Z', NULL),
          (3, 'b', 'fetch', '404', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z');
    """)
    return archive


def counts(archive: Archive) -> dict[str, int]:
    return {
        table: archive._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("articles", "captures", "fetches", "runs", "failures")
    }


def test_what_is_older_goes_and_the_rest_stays(filled: Archive) -> None:
    limits = Limits(captures=NOW - DAY / 2, fetches=NOW - 30 * DAY, runs=NOW - 30 * DAY)
    wanted = filled.prunable(limits)
    assert (wanted.captures, wanted.fetches, wanted.runs) == (2, 1, 2)
    assert wanted.capture_bytes > 79_000
    assert filled.prune(limits, most=100) == wanted
    assert counts(filled) == {"articles": 3, "captures": 1, "fetches": 1, "runs": 3, "failures": 1}
    assert [run.id for run in filled.runs()] == [5, 2, 1]
    check_whole(filled)
    assert not filled.prune(limits, most=100)


def test_nothing_is_dropped_that_nobody_named(filled: Archive) -> None:
    before = counts(filled)
    assert filled.prune(Limits(), most=100) == filled.prunable(Limits()) == Pruned()
    assert counts(filled) == before


def test_it_goes_in_steps_and_ends(filled: Archive) -> None:
    done, limits = Pruned(), Limits(captures=NOW + DAY, runs=NOW)
    while some := filled.prune(limits, most=1):
        assert some.captures <= 1
        done += some
    assert (done.captures, done.runs) == (3, 2)


def test_a_naive_time_is_refused(filled: Archive) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        filled.prune(Limits(runs=datetime(2026, 1, 1)), most=1)  # noqa: DTZ001


def test_the_file_shrinks_by_what_was_dropped(filled: Archive, path: Path) -> None:
    filled.prune(Limits(captures=NOW + DAY), most=100)
    filled.close()
    before, after = store.shrink(path)
    assert (before, after) == (before, path.stat().st_size)
    assert before - after > 110_000
    with Archive(path) as archive:
        assert archive.summary().articles == 3
        check_whole(archive)


def test_without_room_or_file_nothing_is_begun(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ArchiveMissing):
        store.shrink(path)
    Archive(path).close()
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=9))
    with pytest.raises(StoreError, match="only 0 MiB are free"):
        store.shrink(path)
