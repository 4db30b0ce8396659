"""The file of the archive: gone, replaced, no file at all, in a folder of somebody else, damaged, left as it was."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import Result

from store import Archive, ArchiveBusy, Article, StoreError
from store.db import lock
from tests import archives
from tests.subscribing import LOOPBACK
from tests.web import Web

from .programs import EXAMPLES, run

Warta = Callable[..., Result]
GOOD = EXAMPLES / "panen-garam.txt"
COMMANDS = [
    ["import", str(GOOD)], ["search", "garam"], ["show", "1"], ["sql", "SELECT 1"], ["status"], ["sources"],
    ["backup", "copy.db"], ["check"], ["prune", "--runs", "9"], ["delete", "1", "--why", "x"],
    ["subscribe", "http://10.0.0.1/"], ["unsubscribe", "http://a.example/"], ["sync"],
]  # fmt: skip


@pytest.fixture
def filled(path: Path) -> Path:
    with Archive(archives.empty(path)) as archive:
        archive.put(Article(url="https://a.example/1", title="Garam", text="Harga garam naik."))
    return path


def one_line(result: Result, exit_code: int) -> str:
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert result.stderr.count("\n") == 1
    assert "unexpected" not in result.stderr
    return str(result.stderr)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_name_of_300_characters_is_one_line(warta: Warta, tmp_path: Path, words: list[str]) -> None:
    assert "the file cannot be opened (file name too long); check" in one_line(
        warta("--db", tmp_path / ("x" * 300), *words), 73
    )


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_folder_of_somebody_else_is_one_line(warta: Warta, tmp_path: Path, words: list[str]) -> None:
    warta("--db", tmp_path / "other.db", *words)  # what is loaded late is loaded
    (tmp_path / "theirs").mkdir(mode=0o000)
    with as_nobody():
        result = warta("--db", tmp_path / "theirs" / "news.db", *words)
    assert (
        "the file cannot be opened (permission denied); check that the folder exists and is yours to write"
        in one_line(result, 73)
    )


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of the superuser, whom no mode stops."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_what_is_no_file_is_one_line(warta: Warta, tmp_path: Path, words: list[str]) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", "/dev/null"):
        assert "it is no regular file" in one_line(warta("--db", place, *words), 73)


def test_an_archive_in_memory_would_be_lost_and_is_refused(warta: Warta) -> None:
    assert "that is no file" in one_line(warta("--db", ":memory:", "import", GOOD), 73)


def test_an_archive_that_is_deleted_during_a_run_is_73(warta: Warta, web: Web, path: Path) -> None:
    address = web.page("/a", GOOD.read_bytes())
    web.when_asked = lambda asked: path.unlink(missing_ok=True)
    result = warta("import", GOOD, address, *LOOPBACK)
    assert result.exit_code == 73
    assert "the file was removed or replaced meanwhile" in result.stderr
    assert "added" not in result.stdout


def test_an_archive_that_is_replaced_during_a_run_is_73_and_the_other_one_stays_as_it_is(path: Path) -> None:
    with Archive(path) as archive:
        path.unlink()
        path.write_bytes(b"another file")
        with pytest.raises(StoreError, match="removed or replaced") as raised:
            archive.put(Article(url="https://a.example/1", text="Harga garam naik."))
    assert raised.value.exit_code == 73
    assert path.read_bytes() == b"another file"


def test_a_new_archive_and_what_lies_beside_it_are_for_their_owner_alone(path: Path) -> None:
    before = os.umask(0o022)
    try:
        with Archive(path), lock.held(path):
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.glob("news.db*")}
    finally:
        os.umask(before)
    assert set(modes) >= {"news.db", "news.db-wal", "news.db.lock"}
    assert set(modes.values()) == {0o600}


def test_the_mode_that_somebody_gave_the_archive_is_kept(path: Path) -> None:
    path.touch()
    path.chmod(0o640)
    with Archive(path), lock.held(path):
        assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.glob("news.db*")} == {0o640}


@pytest.mark.parametrize("words", [["search", "garam"], ["sql", "SELECT 1"], ["sql", "SELECT 1", "--csv"], ["status"]])
def test_reading_leaves_the_file_and_nothing_beside_it(warta: Warta, filled: Path, words: list[str]) -> None:
    before = filled.read_bytes()
    assert warta(*words).exit_code == 0
    assert [each.name for each in filled.parent.glob("news.db*")] == ["news.db"]
    assert filled.read_bytes() == before


def test_reading_beside_a_writer_leaves_what_is_the_writers(filled: Path) -> None:
    with Archive(filled) as writer:
        with Archive(filled, readonly=True) as reader:
            assert len(reader.search("garam")) == 1
        assert filled.with_name("news.db-wal").exists()
        writer.put(Article(url="https://a.example/2", title="Garam", text="Harga garam turun."))
    with Archive(filled, readonly=True) as reader:
        assert len(reader.search("garam")) == 2


def test_another_name_of_the_same_file_has_the_same_lock(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = tmp_path / "elsewhere" / "other.db"
    other.hardlink_to(filled)
    program = (
        "import sys; from pathlib import Path; from store import ArchiveBusy; from store.db import lock\n"
        "try:\n  with lock.held(Path(sys.argv[2])): print('free')\n"
        "except ArchiveBusy as error: print(error.reason)"
    )
    with lock.held(filled):
        assert run(other, program=program)[1] == "another run holds it\n"
    assert run(other, program=program)[1] == "free\n"
    with lock.held(filled), pytest.raises(ArchiveBusy), lock.held(filled):
        pass


DAMAGE = [
    "DROP TABLE failures", "DROP TABLE sources", "DROP TABLE pauses",
    "UPDATE articles SET first_seen = 'yesterday'", "UPDATE articles SET first_seen = 7",
    "UPDATE articles SET published = x'ff'",
    "UPDATE articles SET published = '2099-99-99'", "UPDATE articles SET title = CAST(x'ff' AS TEXT)",
    "UPDATE runs SET started = 'now'", "UPDATE sources SET next_due = 'soon'",
    "UPDATE entries SET arrived = 'then'", "UPDATE pauses SET until = 'zz'",
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_row_or_a_missing_table_is_65_and_no_traceback(
    warta: Warta, web: Web, path: Path, damage: str
) -> None:
    feed = web.page("/f.xml", '<rss version="2.0"><channel><item><link>/a</link></item></channel></rss>')
    warta("import", GOOD)
    warta("subscribe", feed, *LOOPBACK)
    with closing(sqlite3.connect(path)) as connection, connection:
        (number,) = connection.execute("SELECT id FROM articles").fetchone()
        connection.execute(
            "INSERT INTO pauses (domain, until, reason) VALUES ('a.example', '2099-01-01T00:00:00Z', '')"
        )
        connection.execute(damage)
    results = [
        warta(*words) for words in (["show", number], ["search", "garam"], ["status"], ["sources"], ["sync", *LOOPBACK])
    ]
    assert {result.exit_code for result in results} <= {0, 3, 4, 65}
    assert 65 in [result.exit_code for result in results]
    for result in results:
        assert "unexpected" not in result.stderr
        assert ("; restore it from a backup" in result.stderr) == (result.exit_code == 65)
