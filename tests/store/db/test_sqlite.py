import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import (
    Archive,
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveMissing,
    Article,
    Capture,
    Deposit,
    Failure,
    Sighting,
    StoreError,
    Tally,
)
from store.db import sqlite
from store.db.readonly_sql import run

NOBODY = 65534
DAY = datetime(2026, 1, 5, tzinfo=UTC)
ARTICLE = Article(url="https://berita.example/1", text="Kapal berlabuh.", language="id")
FEED = Sighting(kind="feed", locator="https://berita.example/rss")
WRITES: dict[str, Callable[[Archive], object]] = {
    "put": lambda archive: archive.put(ARTICLE),
    "fail": lambda archive: archive.fail(
        [Failure(locator="x", stage="fetch", reason="404", code="bad_status")], run_id=1
    ),
    "see": lambda archive: archive.see([(ARTICLE.url, FEED)]),
    "begin_run": lambda archive: archive.begin_run("import"),
    "end_run": lambda archive: archive.end_run(1, Tally(), 0),
}
READS: dict[str, Callable[[Archive], object]] = {
    "get": lambda archive: archive.get(ARTICLE.url),
    "holds": lambda archive: archive.holds(Capture(url="x", fetched=DAY, body=b"x")),
    "known_pages": lambda archive: archive.known_pages([ARTICLE.url]),
    "revisions": lambda archive: archive.revisions(1),
    "sightings": lambda archive: archive.sightings(1),
    "captures": lambda archive: archive.captures(1),
    "search": lambda archive: archive.search("kapal"),
    "query": lambda archive: list(archive.query("SELECT * FROM articles").rows),
    "summary": lambda archive: archive.summary(),
    "runs": lambda archive: archive.runs(),
}
writes = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
reads = pytest.mark.parametrize("read", READS.values(), ids=READS)


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


def all_rows(archive: Archive) -> list[str]:
    return [*archive._connection.iterdump()]


def check_whole(archive: Archive) -> None:
    """Raises when the file is damaged, or when the index and the texts say different things."""
    assert archive._connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert archive._connection.execute("PRAGMA foreign_key_check").fetchall() == []
    archive._connection.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")


# -- locks


@writes
def test_a_write_under_the_lock_of_another_process_says_that_it_is_busy(
    path: Path, write: Callable[[Archive], object]
) -> None:
    with Archive(path) as other, Archive(path, busy_timeout_seconds=0.05) as archive:
        archive.begin_run("import")
        archive.put(ARTICLE)
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
        archive.begin_run("import")
        archive.put(ARTICLE)
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


# -- all or nothing


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
    for step in [*range(1, 30), *range(30, 9000, 7)]:
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
    archive.begin_run("import")
    archive.put(Article(url=ARTICLE.url, text="Kapal berangkat."))
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


def test_the_journal_mode_is_set_once(path: Path) -> None:
    Archive(path).close()
    asked: list[str] = []
    connection = sqlite.connect_writer(path, busy_timeout_seconds=1.0)
    connection.set_trace_callback(asked.append)
    sqlite.prepare_writer(connection)
    connection.close()
    assert sum("journal_mode" in statement for statement in asked) == 1
