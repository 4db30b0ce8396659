"""The door to what is polled: what is written there is written whole or not at all, and refused as a StoreError."""

import itertools
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import (
    Archive,
    ArchiveBusy,
    Failure,
    FeedEntry,
    Gap,
    Pause,
    Poll,
    PollResult,
    Recheck,
    Source,
    StoreError,
    Subscriptions,
    Validators,
)

NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = timedelta(days=1)
MUARA, BUKIT = "https://muara.test/feed", "https://bukit.test/feed"
SOURCE, OTHER = Source(url=MUARA, id=1), Source(url=BUKIT, id=2)
VISIT = Validators(url=MUARA, fetched=NOW, status=200, etag='"b"', sha256="22")
GAP = Gap(source_id=1, since=NOW - DAY, seen=NOW)


def listed(key: str, said_hash: str = "1") -> FeedEntry:
    url = f"https://muara.test/{key}"
    return FeedEntry(source_id=1, key=key, url=url, said="{}", said_hash=said_hash, arrived=NOW)


READING = PollResult(
    source=replace(SOURCE, etag='"b"', title="Muara", next_due=NOW + DAY),
    poll=Poll(source_id=1, url=MUARA, fetched=NOW, status=200, listed=3, fresh=1),
    listed=(listed("known"), listed("changed", "2"), listed("new")),
    validators=(VISIT, Validators(url=f"{MUARA}/part", fetched=NOW, status=200)),
)
FAILING = PollResult(
    source=replace(OTHER, failures=1, trouble="it answers 500"),
    poll=Poll(source_id=2, url=BUKIT, fetched=NOW, status=500, reason="it answers 500"),
)
WRITES: dict[str, Callable[[Subscriptions], object]] = {
    "add": lambda subscriptions: subscriptions.add([Source(url="https://aceh.test/feed")]),
    "remove": lambda subscriptions: subscriptions.remove([MUARA]),
    "record": lambda subscriptions: subscriptions.record([READING], NOW, run_id=None),
    "record_rechecks": lambda subscriptions: subscriptions.record_rechecks(
        [Recheck(source_id=1, key="known", due=None)], [VISIT], NOW
    ),
    "note_validators": lambda subscriptions: subscriptions.note_validators([VISIT]),
    "pause": lambda subscriptions: subscriptions.pause([Pause(domain="muara.test", until=NOW, reason="429")], NOW),
    "forget_pauses": lambda subscriptions: subscriptions.forget_pauses(["bukit.test"]),
    "set_paused": lambda subscriptions: subscriptions.set_paused([MUARA], NOW),
    "add_entries": lambda subscriptions: subscriptions.add_entries(SOURCE, [listed("new")], [VISIT], NOW),
    "add_gap": lambda subscriptions: subscriptions.add_gap(GAP),
    "fill_gap": lambda subscriptions: subscriptions.fill_gap(1, 7, NOW),
    "forget_polls": lambda subscriptions: subscriptions.forget_polls(NOW + DAY),
}
READS: dict[str, Callable[[Subscriptions], object]] = {
    "every": lambda subscriptions: subscriptions.every(),
    "compare": lambda subscriptions: subscriptions.compare(SOURCE, ["known", "new"]),
    "due": lambda subscriptions: subscriptions.due(SOURCE, NOW, force=True, limit=10),
    "arrivals": lambda subscriptions: subscriptions.arrivals(SOURCE, NOW),
    "arrived": lambda subscriptions: subscriptions.arrived(NOW),
    "waiting": lambda subscriptions: subscriptions.waiting(),
    "validators": lambda subscriptions: subscriptions.validators(MUARA),
    "pauses": lambda subscriptions: subscriptions.pauses(NOW - DAY),
    "gaps": lambda subscriptions: subscriptions.gaps(NOW - DAY),
    "offline": lambda subscriptions: subscriptions.offline(),
}
NOTHING: dict[str, Callable[[Subscriptions], object]] = {
    "add": lambda subscriptions: subscriptions.add([]),
    "remove": lambda subscriptions: subscriptions.remove([]),
    "record": lambda subscriptions: subscriptions.record([], NOW, run_id=None),
    "record_rechecks": lambda subscriptions: subscriptions.record_rechecks([], [], NOW),
    "note_validators": lambda subscriptions: subscriptions.note_validators([]),
    "pause": lambda subscriptions: subscriptions.pause([], NOW),
    "forget_pauses": lambda subscriptions: subscriptions.forget_pauses([]),
    "set_paused": lambda subscriptions: subscriptions.set_paused([], NOW),
    "add_entries": lambda subscriptions: subscriptions.add_entries(SOURCE, [], [], NOW),
}
_RESOLVED = re.compile(r"(?<=,1,)'[^']*'(?=,'\w+','[^']*'\))")  # the column of failures after how often it failed
writes = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
reads = pytest.mark.parametrize("read", READS.values(), ids=READS)


def fill(archive: Archive) -> None:
    """Two sources, one of them with what an earlier poll left, and a failure of each."""
    archive.subscriptions.add([Source(url=MUARA), Source(url=BUKIT)])
    before = PollResult(
        source=replace(SOURCE, etag='"a"', failures=2, trouble="it answers 500"),
        poll=Poll(source_id=1, url=MUARA, fetched=NOW - DAY),
        listed=(listed("known"), listed("changed")),
        validators=(Validators(url=MUARA, fetched=NOW - DAY, status=200, sha256="11"),),
    )
    archive.subscriptions.record([before], NOW - DAY, run_id=None)
    archive.subscriptions.record_rechecks(
        [Recheck(source_id=1, key=key, due=None) for key in ("known", "changed")], [], NOW
    )
    archive.subscriptions.add_gap(GAP)
    archive.subscriptions.pause([Pause(domain="bukit.test", until=NOW, reason="503")], NOW - DAY)
    archive.fail(
        [
            Failure(locator=url, stage="fetch", reason="it answers 500", code="bad_status")
            for url in (MUARA, BUKIT, f"{MUARA}/1")
        ],
        run_id=archive.begin_run("sync"),
    )


@pytest.fixture
def archive(archive: Archive) -> Archive:
    fill(archive)
    return archive


def all_rows(archive: Archive) -> list[str]:
    """Every row; of a failure whether it is resolved, and not when."""
    return [_RESOLVED.sub("resolved", row) for row in archive._connection.iterdump()]


# -- refused as a StoreError


def test_every_method_is_tried_here() -> None:
    methods = {name for name in vars(Subscriptions) if not name.startswith("_")}
    assert {*WRITES} | {*READS} == methods


@pytest.mark.parametrize("ask", (WRITES | READS).values(), ids=WRITES | READS)
def test_on_a_locked_file_everything_says_that_it_is_busy(path: Path, ask: Callable[[Subscriptions], object]) -> None:
    with Archive(path, busy_timeout_seconds=0.02) as archive:
        fill(archive)
        before = all_rows(archive)
        archive._connection.execute("PRAGMA journal_mode = DELETE")  # in WAL mode a writer never locks readers out
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ArchiveBusy, match="another process") as caught:
            ask(archive.subscriptions)
        assert caught.value.exit_code == 75
        other.close()
        assert all_rows(archive) == before
        ask(archive.subscriptions)


@writes
def test_a_write_under_the_lock_of_another_process_says_that_it_is_busy(
    path: Path, write: Callable[[Subscriptions], object]
) -> None:
    with Archive(path) as other, Archive(path, busy_timeout_seconds=0.02) as archive:
        fill(archive)
        before = all_rows(archive)
        other._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveBusy, match="another process"):
            write(archive.subscriptions)
        other._connection.execute("ROLLBACK")
        assert all_rows(archive) == before


@reads
def test_everything_can_be_read_while_another_process_writes(
    path: Path, read: Callable[[Subscriptions], object]
) -> None:
    with Archive(path) as writer, Archive(path, readonly=True, busy_timeout_seconds=0.02) as archive:
        fill(writer)
        before = read(archive.subscriptions)
        writer._connection.execute("BEGIN IMMEDIATE")
        writer._connection.execute("DELETE FROM sources")
        assert read(archive.subscriptions) == before
        writer._connection.execute("ROLLBACK")


@writes
def test_nothing_is_written_through_an_archive_that_only_reads(
    archive: Archive, path: Path, write: Callable[[Subscriptions], object]
) -> None:
    before = all_rows(archive)
    with Archive(path, readonly=True) as reader, pytest.raises(StoreError, match="no permission") as caught:
        write(reader.subscriptions)
    assert caught.value.exit_code == 73
    assert all_rows(archive) == before


@pytest.mark.parametrize("ask", (WRITES | READS).values(), ids=WRITES | READS)
def test_no_error_of_sqlite_reaches_the_caller(path: Path, ask: Callable[[Subscriptions], object]) -> None:
    archive = Archive(path)
    archive.close()
    with pytest.raises(StoreError, match="closed") as caught:
        ask(archive.subscriptions)
    assert str(path) in str(caught.value)


# -- all or nothing


def written(archive: Archive) -> list[object]:
    """What ``READING`` and ``FAILING`` leave."""
    subscriptions = archive.subscriptions
    due = {each.key for each in subscriptions.due(SOURCE, NOW, force=False, limit=10)}
    polls = [tuple(row) for row in archive._connection.execute("SELECT source_id, status FROM fetches ORDER BY id")]
    noted = [subscriptions.validators(validators.url) for validators in READING.validators]
    failures = {row[0] for row in archive._connection.execute("SELECT locator FROM failures WHERE resolved IS NULL")}
    return [subscriptions.every(), due, polls, noted, failures]


WRITTEN = [
    [FAILING.source, READING.source],
    {"changed", "new"},
    [(1, None), (1, 200), (2, 500)],
    [*READING.validators],
    {BUKIT, f"{MUARA}/1"},
]


def interrupted(archive: Archive, step: int, write: Callable[[Subscriptions], object]) -> tuple[bool, str | None]:
    """Stop SQLite once, at its ``step``-th operation; whether it came so far, and the error."""
    steps = itertools.count(1)
    archive._connection.set_progress_handler(lambda: next(steps) == step, 1)
    try:
        write(archive.subscriptions)
    except StoreError as error:
        return True, error.reason
    finally:
        archive._connection.set_progress_handler(None, 1)
    return next(steps) > step, None


def every_step() -> Iterator[int]:
    yield from range(1, 40)
    yield from range(40, 20_000, 3)


def test_polls_are_written_down_whole_or_not_at_all(tmp_path: Path) -> None:
    base, path = tmp_path / "base.db", tmp_path / "news.db"
    with Archive(base) as archive:
        fill(archive)
        before = all_rows(archive)
    for step in every_step():
        shutil.copy(base, path)
        with Archive(path) as archive:
            came_so_far, reason = interrupted(
                archive, step, lambda subscriptions: subscriptions.record([READING, FAILING], NOW, run_id=None)
            )
            assert reason in (None, "it was interrupted")
            assert not archive._connection.in_transaction
            if reason is None or all_rows(archive) != before:  # a COMMIT that reports an error may have committed
                assert written(archive) == WRITTEN
        if not came_so_far:
            break
    assert 100 < step < 10_000


@writes
def test_a_write_that_is_stopped_at_any_step_leaves_all_or_nothing(
    tmp_path: Path, write: Callable[[Subscriptions], object]
) -> None:
    base, path = tmp_path / "base.db", tmp_path / "news.db"
    with Archive(base) as archive:
        fill(archive)
        before = all_rows(archive)
    shutil.copy(base, path)
    with Archive(path) as archive:
        write(archive.subscriptions)
        after = all_rows(archive)
    for step in itertools.chain(range(1, 8), range(8, 20_000, 23)):
        shutil.copy(base, path)
        with Archive(path) as archive:
            came_so_far, reason = interrupted(archive, step, write)
            assert all_rows(archive) in ((before, after) if reason else (after,))
        if not came_so_far:
            break
    assert before != after
    assert step > 5


@pytest.mark.parametrize("write", NOTHING.values(), ids=NOTHING)
def test_nothing_given_is_nothing_written(archive: Archive, write: Callable[[Subscriptions], object]) -> None:
    before = all_rows(archive)
    assert not write(archive.subscriptions)
    assert all_rows(archive) == before
