"""The process that makes workers begins before it is asked for, but not where nobody will ask."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.pipeline import beforehand
from store import Archive
from store.db import lock
from tests.subscribing import Desk

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "articles"
PAGE, OTHER = EXAMPLES / "jembatan-gantung.html", EXAMPLES / "night-market.html"
# Whether that process was begun when the import had only begun, and at its end.
PROGRAM = """
import sys
from multiprocessing import forkserver
from ingest import import_
from ingest.pipeline import beforehand

begun, begin = [], beforehand.begin
beforehand.begin = lambda: begun.append(begin())
report = import_(sys.argv[1], sys.argv[2:])
print(report.added, report.same, report.failed, bool(begun), forkserver._forkserver._forkserver_pid is not None)
"""


def imported(db: Path, *sources: Path | str) -> list[str]:
    command = [sys.executable, "-c", PROGRAM, str(db), *map(str, sources)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout.split()


def test_what_is_new_is_waited_for_and_what_is_known_begins_nothing(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / PAGE.name).write_bytes(PAGE.read_bytes())
    assert imported(path, tmp_path / "nowhere.html") == ["0", "0", "1", "False", "False"]
    path.unlink(missing_ok=True)
    assert imported(path, folder) == ["1", "0", "0", "True", "True"]
    os.utime(folder, (0, 0))
    assert imported(path, folder) == ["0", "1", "0", "False", "False"]
    (folder / "older.html").write_bytes(OTHER.read_bytes())
    os.utime(folder, (0, 0))  # as a folder below it would leave it
    assert imported(path, folder) == ["1", "1", "0", "False", "True"]


@pytest.mark.parametrize(
    ("source", "moment", "is_new"),
    [
        ("https://muara.example/kabar", None, True),
        ("file", 2_000, True),
        ("file", 500, False),
        ("folder", 2_000, True),
        ("nowhere", None, False),
        ("-", None, False),
        ("\0", None, False),
    ],
)
def test_names_and_times_tell_whether_workers_will_be_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, moment: int | None, is_new: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    archive = tmp_path / "news.db"
    Archive(archive).close()
    os.utime(archive, (1_000, 1_000))
    Path("file").write_bytes(b"")
    Path("folder").mkdir()
    if moment:
        os.utime(source, (moment, moment))
    assert beforehand.is_anything_new(archive, ["-", source]) is is_new
    assert beforehand.is_anything_new(tmp_path / "none.db", [source]) is (source not in ("nowhere", "-", "\0"))


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Grows each time that the process is to begin; it begins when it is asked for all the same."""
    found: list[None] = []
    monkeypatch.setattr(beforehand, "begin", lambda: found.append(None))
    return found


def test_a_sync_waits_for_workers_when_an_article_does_or_the_last_poll_brought_news(
    desk: Desk, begun: list[None]
) -> None:
    desk.subscribe(desk.publish("/a.html"))
    assert len(begun) == 1  # to read the feed
    desk.sync()
    assert len(begun) == 2  # to read the article that waits
    desk.sync()
    assert len(begun) == 2  # nothing is due
    desk.wait(hours=20)
    desk.sync()
    assert len(begun) == 3  # the last poll had brought news
    desk.wait(hours=20)
    desk.sync()
    assert len(begun) == 3  # the last one was not modified
    desk.publish("/b.html", "/a.html")
    desk.wait(hours=20)
    desk.sync()
    assert len(begun) == 3  # who can know
    assert desk.articles == ["/a.html", "/b.html"]


def test_a_second_sync_beside_one_begins_nothing(desk: Desk, path: Path, begun: list[None]) -> None:
    desk.subscribe(desk.publish("/a.html"))
    begun.clear()
    with lock.held(path):
        assert desk.sync().exit_code == 75
    assert begun == []
