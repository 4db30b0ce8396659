"""A backup is one state of the archive, looked at before it gets its name; what was there before stays until then."""

import itertools
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

import store
from store import Archive, ArchiveBusy, ArchiveDamaged, ArchiveMissing, Article, NotAnArchive, StoreError
from store.care import backup as copying
from store.db import migrations
from store.db.sqlite import PAGE_SIZE_BYTES
from tests import archives
from tests.disk import full_beyond

NOW = datetime(2026, 3, 2, 5, 6, 7, tzinfo=UTC)
MONTH = "Harga garam naik di pesisir utara. "


@pytest.fixture
def filled(path: Path) -> Path:
    with Archive(archives.empty(path)) as archive:
        archive.put_all(
            [store.Deposit(article=Article(url=f"https://a.example/{n}", text=MONTH * 40)) for n in range(9)]
        )
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk" / "news.db"


def urls(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        return [url for (url,) in connection.execute("SELECT url FROM articles ORDER BY url")]


def content(path: Path) -> bytes:
    """The file without its header, which counts changes."""
    return path.read_bytes()[100:]


def files(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def test_a_backup_holds_everything_and_nothing_lies_beside_it(filled: Path, target: Path) -> None:
    made = store.backup(filled, target, now=NOW)
    assert (made.path, made.articles, made.size_bytes) == (target, 9, target.stat().st_size)
    assert files(target) == ["news.db"]
    assert content(target) == content(filled)
    assert target.stat().st_mode & 0o777 == 0o600
    with Archive(target) as archive:  # it is an archive as any other
        assert len(archive.search("garam")) == 9


def test_what_is_written_but_not_folded_in_yet_is_in_it(filled: Path, target: Path) -> None:
    with Archive(filled) as writer:
        writer.put(Article(url="https://a.example/z", text="Baru saja."))
        assert Path(f"{filled}-wal").stat().st_size > 0
        store.backup(filled, target, now=NOW)
    assert urls(target)[-1] == "https://a.example/z"


def test_a_backup_is_one_state_and_holds_up_no_writer(
    filled: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_PAGES", 1)
    stop, failed = threading.Event(), list[Exception]()

    def write() -> None:
        try:
            with Archive(filled, busy_timeout_seconds=0) as archive:
                for number in itertools.count():
                    pair = [Article(url=f"https://c.example/{number}/{n}", text="Terus menulis.") for n in (1, 2)]
                    archive.put_all([store.Deposit(article=article) for article in pair])
                    if stop.is_set():
                        return
        except Exception as error:
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [store.backup(filled, target, now=NOW).articles for _ in range(6)]
    finally:
        stop.set()
        writer.join()
    assert failed == []
    assert made == sorted(made)
    assert {(count - 9) % 2 for count in made} == {0}
    assert made[-1] > 9


# -- what is kept


def test_a_file_is_replaced_and_with_keep_the_older_ones_get_numbers(filled: Path, target: Path) -> None:
    for number in range(6):
        with Archive(filled) as archive:
            archive.put(Article(url=f"https://d.example/{number}", text="Satu lagi."))
        made = store.backup(filled, target, keep=3, now=NOW)
    assert files(target) == ["news.db", "news.db.1", "news.db.2"]
    assert [len(urls(target.with_name(name))) for name in files(target)] == [15, 14, 13]
    assert made.removed == (target.with_name("news.db.2"),)
    assert len(store.backup(filled, target, keep=1, now=NOW).removed) == 2
    assert files(target) == ["news.db"]
    store.backup(filled, target, now=NOW)
    assert files(target) == ["news.db"]


def test_in_a_folder_a_copy_has_the_time_in_its_name_and_the_oldest_go(filled: Path, target: Path) -> None:
    others = ["catatan.txt", "news-20260302.db", "other-20200101T000000Z.db", "news-20200101T000000Z.db.bak"]
    for name in others:
        target.with_name(name).touch()
    for day in range(4):
        made = store.backup(filled, target.parent, keep=2, now=NOW + timedelta(days=day))
    assert made.path.name == "news-20260305T050607Z.db"
    assert [path.name for path in made.removed] == ["news-20260303T050607Z.db"]
    assert files(target) == sorted([*others, "news-20260304T050607Z.db", "news-20260305T050607Z.db"])


def test_an_archive_of_an_earlier_version_is_copied_as_it_is(
    path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(migrations, "STEPS", migrations.STEPS[:1])
        earlier.setattr(migrations, "VERSION", 1)
        Archive(path).close()
    store.backup(path, target, now=NOW)
    assert content(target) == content(path)


# -- what is refused, and what goes wrong


def test_what_is_no_backup_is_not_written_over(filled: Path, target: Path) -> None:
    (target.parent / "link.db").symlink_to(filled)
    for place, words in ((filled, "that is the archive itself"), (target.parent / "link.db", "that is the archive")):
        with pytest.raises(StoreError, match=words):
            store.backup(filled, place, now=NOW)
    target.write_text("catatan penting")
    with pytest.raises(StoreError, match="a file is there that is no archive of warta"):
        store.backup(filled, target, now=NOW)
    assert target.read_text() == "catatan penting"
    with pytest.raises(StoreError, match="there is no such folder"):
        store.backup(filled, target.parent / "x" / "news.db", now=NOW)
    assert not target.with_name("news.db.partial").exists()


def test_a_copy_that_is_open_is_not_replaced_under_its_log(filled: Path, target: Path) -> None:
    store.backup(filled, target, now=NOW)
    with Archive(target) as opened:
        opened.put(Article(url="https://e.example/1", text="Di salinan."))
        with pytest.raises(StoreError, match=r"news\.db-wal lies beside it"):
            store.backup(filled, target, now=NOW)
    store.backup(filled, target, now=NOW)


def test_two_backups_to_one_file_take_turns(filled: Path, target: Path) -> None:
    with copying._partial(filled, target) as partial:
        with pytest.raises(ArchiveBusy, match="another backup to it is under way"):
            store.backup(filled, target, now=NOW)
        partial.unlink()
    store.backup(filled, target, now=NOW)


def test_what_a_killed_backup_left_is_written_over(filled: Path, target: Path) -> None:
    target.with_name("news.db.partial").write_bytes(os.urandom(2_000_000))
    target.with_name("news.db.partial-journal").write_bytes(os.urandom(5000))
    store.backup(filled, target, now=NOW)
    assert files(target) == ["news.db"]
    assert content(target) == content(filled)


def test_no_archive_is_no_backup(path: Path, target: Path) -> None:
    with pytest.raises(ArchiveMissing):
        store.backup(path, target, now=NOW)
    path.write_text("bukan basis data" * 100)
    with pytest.raises(NotAnArchive):
        store.backup(path, target, now=NOW)
    assert files(target) == []


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def scribbled(path: Path) -> None:
    """Bytes of the index of addresses are others."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'articles_site'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE_SIZE_BYTES + 8)
        file.write(b"\x7f" * 64)


@pytest.mark.parametrize("damage", [cut, scribbled])
def test_a_damaged_archive_replaces_no_good_backup(filled: Path, target: Path, damage: Callable[[Path], None]) -> None:
    store.backup(filled, target, keep=2, now=NOW)
    good = target.read_bytes()
    damage(filled)
    bad = filled.read_bytes()
    with pytest.raises(ArchiveDamaged) as caught:
        store.backup(filled, target, keep=2, now=NOW)
    assert caught.value.exit_code == 65
    assert (files(target), target.read_bytes(), filled.read_bytes()) == (["news.db"], good, bad)


def test_on_a_full_disk_the_backup_before_stays(filled: Path, target: Path) -> None:
    store.backup(filled, target, now=NOW)
    good = target.read_bytes()
    for room in range(0, len(good), 60_000):
        with full_beyond(room), pytest.raises(StoreError) as caught:
            store.backup(filled, target, keep=3, now=NOW)
        assert caught.value.exit_code == 73
        assert "check that the disk is sound and has room" in str(caught.value)
        assert (files(target), target.read_bytes()) == (["news.db"], good)


def test_too_little_room_is_told_before_anything_is_written(
    filled: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying.shutil, "disk_usage", lambda _: SimpleNamespace(free=100_000))
    with pytest.raises(StoreError, match=r"disk/news\.db: only 0 MiB are free on its disk, \d MiB are") as caught:
        store.backup(filled, target, now=NOW)
    assert caught.value.exit_code == 73
    assert files(target) == []


def test_a_backup_that_is_stopped_leaves_what_was_there(
    filled: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.backup(filled, target, now=NOW)
    good = target.read_bytes()
    monkeypatch.setattr(copying, "_verify", _stopped)
    with pytest.raises(KeyboardInterrupt):
        store.backup(filled, target, keep=2, now=NOW)
    assert (files(target), target.read_bytes()) == (["news.db"], good)


def _stopped(*_: object) -> int:
    raise KeyboardInterrupt
