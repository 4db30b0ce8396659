"""One run at a time, and room on the disk before it begins."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from store import Archive, ArchiveBusy, Source, StoreError
from store.db import lock

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from pathlib import Path
from store.db import lock
with lock.held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
HOLD_WITH_WORKERS = """
import asyncio, sys
from pathlib import Path
from ingest.pipeline.workers import Workers
from store.db import lock
with lock.held(Path(sys.argv[1])), Workers(1, preload=()) as workers:
    asyncio.run(workers.do(len, "begun"))
    print("held", flush=True)
    sys.stdin.read()
"""
NO_ROOM = 1 << 80  # bytes; on no disk

pytestmark = pytest.mark.usefixtures("no_hang")


@contextmanager
def holder(path: Path, program: str = HOLD) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its standard input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def check_busy(path: Path) -> None:
    with pytest.raises(ArchiveBusy, match=f"locking {path}: another run holds it") as caught, lock.held(path):
        pass
    assert caught.value.exit_code == 75


def test_a_second_holder_in_the_same_process_is_refused(path: Path) -> None:
    with lock.held(path):
        check_busy(path)
        check_busy(path)  # being refused does not free it


def test_a_second_holder_in_another_process_is_refused(path: Path) -> None:
    with holder(path):
        check_busy(path)
    with lock.held(path):
        pass


def test_the_lock_is_free_again_when_the_block_ends(path: Path) -> None:
    with lock.held(path):
        pass
    with pytest.raises(KeyError), lock.held(path):
        raise KeyError
    with lock.held(path):
        pass


@pytest.mark.parametrize("program", [HOLD, HOLD_WITH_WORKERS], ids=["alone", "with workers"])
def test_the_lock_is_free_again_when_its_holder_is_killed(path: Path, program: str) -> None:
    with holder(path, program) as process:
        check_busy(path)
        process.kill()
        process.wait()
        with lock.held(path):
            pass


def test_two_archives_of_a_folder_have_two_locks(path: Path) -> None:
    other = path.with_name("other.db")
    with lock.held(path), lock.held(other):
        check_busy(path)
        check_busy(other)


def test_an_archive_has_one_lock_by_whatever_name_it_is_called(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.touch()
    (tmp_path / "home").mkdir()
    link = tmp_path / "home" / "link.db"
    link.symlink_to(path)
    monkeypatch.chdir(tmp_path)
    with lock.held(path):
        check_busy(link)
        check_busy(Path(path.name))


def test_the_lock_needs_no_archive_and_makes_none(path: Path) -> None:
    with lock.held(path):
        assert [file.name for file in path.parent.iterdir()] == [f"{path.name}.lock"]


def test_an_archive_can_be_written_by_others_while_a_run_holds_the_lock(path: Path) -> None:
    with lock.held(path), Archive(path) as archive:
        run_id = archive.begin_run("import")
        assert [run.id for run in archive.runs()] == [run_id]


@pytest.mark.parametrize("fault", ["a missing folder", "a folder in its place"])
def test_a_lock_that_cannot_be_made_is_a_database_that_cannot_be_written(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "gone" / "news.db"
    if fault == "a folder in its place":
        (tmp_path / "gone" / "news.db.lock").mkdir(parents=True)
    with pytest.raises(StoreError, match=r"news\.db\.lock cannot be made .* check that its folder exists") as caught:
        lock.held(path).__enter__()
    assert type(caught.value) is StoreError
    assert caught.value.exit_code == 73


def test_a_sync_beside_a_running_one_ends_at_once_and_writes_nothing(warta: Callable[..., Result], path: Path) -> None:
    with Archive(path) as archive:
        archive.subscriptions.add([Source(url="https://a.example/feed")])
    content = path.read_bytes()
    with lock.held(path):
        result = warta("sync")
    assert (result.exit_code, result.stdout) == (75, "")
    assert result.stderr == f"warta: locking {path}: another run holds it; let it end, or end it\n"
    assert path.read_bytes() == content


# -- room


def test_too_little_room_is_told_with_the_figures(path: Path) -> None:
    with pytest.raises(
        StoreError, match=rf"only \d+ MiB are free on its disk, {NO_ROOM >> 20} MiB are needed"
    ) as caught:
        lock.check_room(path, least_bytes=NO_ROOM)
    assert (type(caught.value), caught.value.exit_code) == (StoreError, 73)
    assert str(path) in str(caught.value)
    assert "make room" in caught.value.advice


@pytest.mark.parametrize("name", ["news.db", "gone/news.db"], ids=["enough", "a missing folder"])
def test_room_that_is_enough_or_cannot_be_told_is_no_hindrance(tmp_path: Path, name: str) -> None:
    lock.check_room(tmp_path / name, least_bytes=1)
    assert [*tmp_path.iterdir()] == []


def test_a_bare_name_is_in_the_folder_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lock.check_room(Path("news.db"), least_bytes=1)
    with pytest.raises(StoreError, match="MiB are free"):
        lock.check_room(Path("news.db"), least_bytes=NO_ROOM)
