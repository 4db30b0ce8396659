import os
import tempfile
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

import pytest

from store import Archive, ArchiveBusy, ArchiveDamaged, ArchiveMissing, Article, Deposit, StoreError
from store.db import sqlite
from store.db.readonly_sql import run
from tests.store.db.operations import ARTICLE, READS, WRITES, all_rows, check_whole, fill, reads, writes

NOBODY = 65534


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that everybody can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.fixture
def unprivileged() -> Iterator[Callable[[], None]]:
    """From its call to the end of the test nothing is done with the rights of root."""
    as_root = os.geteuid() == 0

    def drop() -> None:
        if as_root:
            try:
                os.seteuid(NOBODY)
            except PermissionError:
                pytest.skip("root here may not become another user")

    yield drop
    if as_root:
        os.seteuid(0)


def test_every_method_is_tried_here() -> None:
    public = {name: value for kind in Archive.__mro__[:-1] for name, value in vars(kind).items() if name[0] != "_"}
    methods = {name for name, value in public.items() if not isinstance(value, cached_property)}  # which are doors
    assert ({*WRITES, *READS} | {"put_all", "close", "end_reading_after"}) - {"search_across"} == methods


# -- locks


@writes
def test_a_write_under_the_lock_of_another_process_says_that_it_is_busy(
    path: Path, write: Callable[[Archive], object]
) -> None:
    with Archive(path) as other, Archive(path, busy_timeout_seconds=0.05) as archive:
        fill(archive)
        before = all_rows(archive)
        other._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveBusy, match="another process") as caught:
            write(archive)
        assert caught.value.exit_code == 75
        other._connection.execute("ROLLBACK")
        assert all_rows(archive) == before
        write(archive)
        check_whole(archive)


@reads
def test_everything_can_be_read_while_another_process_writes(path: Path, read: Callable[[Archive], object]) -> None:
    with Archive(path) as writer, Archive(path, readonly=True, busy_timeout_seconds=0.05) as archive:
        writer.put(ARTICLE)
        before = read(archive)
        writer._connection.execute("BEGIN IMMEDIATE")
        writer._connection.execute("DELETE FROM articles")
        assert read(archive) == before
        writer._connection.execute("ROLLBACK")


def test_what_is_not_committed_is_not_seen(path: Path) -> None:
    with Archive(path) as writer, Archive(path, readonly=True) as reader:
        writer._connection.execute("BEGIN IMMEDIATE")
        writer._connection.execute("INSERT INTO runs (command, started) VALUES ('import', '2026-01-05T00:00:00Z')")
        assert reader.runs() == []
        writer._connection.execute("COMMIT")
        assert len(reader.runs()) == 1


# -- permissions and paths


@writes
def test_nothing_is_written_through_an_archive_that_only_reads(path: Path, write: Callable[[Archive], object]) -> None:
    with Archive(path) as archive:
        fill(archive)
        before = all_rows(archive)
        with Archive(path, readonly=True) as reader, pytest.raises(StoreError, match="no permission") as caught:
            write(reader)
        assert caught.value.exit_code == 73
        assert all_rows(archive) == before


@pytest.mark.parametrize("place", ["gone/news.db", "."], ids=["a missing folder", "a folder"])
def test_a_path_where_no_file_can_be_cannot_be_written(tmp_path: Path, place: str) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        Archive(tmp_path / place)
    assert caught.value.exit_code == 73


@pytest.mark.parametrize("place", ["gone/news.db", "news.db"])
def test_a_missing_file_cannot_be_read_and_is_not_made(tmp_path: Path, place: str) -> None:
    with pytest.raises(ArchiveMissing, match="no such file") as caught:
        Archive(tmp_path / place, readonly=True)
    assert caught.value.exit_code == 65
    assert [*tmp_path.iterdir()] == []


def test_a_folder_without_permission_cannot_hold_an_archive(
    public_folder: Path, unprivileged: Callable[[], None]
) -> None:
    public_folder.chmod(0o555)
    unprivileged()
    with pytest.raises(StoreError) as caught:
        Archive(public_folder / "news.db")
    assert type(caught.value) is StoreError
    assert caught.value.exit_code == 73


def test_a_file_without_permission_can_be_read_but_not_written(
    public_folder: Path, unprivileged: Callable[[], None]
) -> None:
    path = public_folder / "news.db"
    with Archive(path) as archive:
        archive.put(ARTICLE)
    path.chmod(0o444)
    public_folder.chmod(0o555)
    content = path.read_bytes()
    unprivileged()
    with pytest.raises(StoreError) as caught, Archive(path) as archive:
        archive.begin_run("import")
    assert type(caught.value) is StoreError
    assert caught.value.exit_code == 73
    with Archive(path, readonly=True) as archive:
        assert archive.get(ARTICLE.url).text == ARTICLE.text
        assert [hit.url for hit in archive.search("kapal")] == [ARTICLE.url]
    assert path.read_bytes() == content


def test_an_odd_name_is_still_a_path(tmp_path: Path) -> None:
    path = tmp_path / "berita #1?mode=rw%20&x.db"
    with Archive(path) as archive:
        archive.put(ARTICLE)
    with Archive(path, readonly=True) as archive:
        assert archive.summary().articles == 1
    assert path.is_file()


# -- damage


def test_a_damaged_file_is_named_as_such(path: Path) -> None:
    with Archive(path) as archive:
        archive.put_all([Deposit(article=Article(url=str(n), text=f"Teks {n} " * 500)) for n in range(50)])
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xa5" * (len(content) - 8192))
    with pytest.raises(ArchiveDamaged, match="damaged") as caught, Archive(path, readonly=True) as archive:
        archive.summary()
    assert caught.value.exit_code == 65
    with pytest.raises(ArchiveDamaged):
        run(path, "SELECT count(*) FROM articles")


@reads
def test_no_error_of_sqlite_reaches_the_caller(path: Path, read: Callable[[Archive], object]) -> None:
    archive = Archive(path)
    archive.close()
    path.unlink()
    with pytest.raises(StoreError) as caught:
        read(archive)
    assert str(path) in str(caught.value)


# -- settings


def test_the_journal_mode_is_set_once(path: Path) -> None:
    Archive(path).close()
    asked: list[str] = []
    connection = sqlite.connect_writer(path, busy_timeout_seconds=1.0)
    connection.set_trace_callback(asked.append)
    sqlite.prepare_writer(connection)
    connection.close()
    assert sum("journal_mode" in statement for statement in asked) == 1
