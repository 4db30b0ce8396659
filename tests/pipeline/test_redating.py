"""The dates of articles that an earlier version stored are read once more from their captures, by the next runs."""

import signal
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import zstandard
from click.testing import Result

from ingest.pipeline import redating
from store import Archive
from store.db import migrations
from store.db.sqlite import connect_writer
from tests.faults.programs import PROGRAM, run
from tests.subscribing import Desk
from tests.web import Web

Warta = Callable[..., Result]
FIRST = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)  # half past one at night in Jakarta
WIB = 420
SAID = "reading the dates of {} stored articles again"
# As the command, but killed when it has written down the first of what it read again.
KILLED = f"""
import os, signal
from store import Archive
redate = Archive.redate
def redate_and_die(archive, read):
    redate(archive, read)
    os.kill(os.getpid(), signal.SIGKILL)
Archive.redate = redate_and_die
{PROGRAM}
"""


def page(moment: datetime) -> str:
    """An article of an outlet that says its time with its zone."""
    said = (moment + timedelta(minutes=WIB)).strftime("%Y-%m-%dT%H:%M:%S+07:00")
    return (
        f'<html lang="id"><head><meta property="article:published_time" content="{said}"></head>'
        "<body><article><h1>Panen garam di muara</h1>" + "<p>Petambak garam di muara senang dengan harga.</p>" * 9
    )


@pytest.fixture
def earlier(path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[bytes]], list[int]]:
    """Makes an archive as the third version left it, with an article for each capture; returns their ids."""

    def make(bodies: list[bytes]) -> list[int]:
        with monkeypatch.context() as before:
            before.setattr(migrations, "STEPS", migrations.STEPS[:3])
            before.setattr(migrations, "VERSION", 3)
            Archive(path).close()
        with closing(connect_writer(path, busy_timeout_seconds=1)) as connection:
            for number, body in enumerate(bodies, 1):
                url, moment = f"https://muara.test/{number}", f"{FIRST + timedelta(days=number):%Y-%m-%dT%H:%M:%SZ}"
                connection.execute(
                    "INSERT INTO articles (id, url, text, published, published_from, words, content_hash, method,"
                    " first_seen, last_seen) VALUES (?, ?, 'Petambak.', ?, 'meta', 1, ?, 'trafilatura', ?, ?)",
                    (number, url, moment, str(number), moment, moment),
                )
                connection.execute(
                    "INSERT INTO captures (url, fetched, status, content_type, body, sha256, article_id)"
                    " VALUES (?, ?, 200, 'text/html', ?, ?, ?)",
                    (url, moment, body, str(number), number),
                )
        return [*range(1, len(bodies) + 1)]

    return make


def pages(count: int) -> list[bytes]:
    return [zstandard.compress(page(FIRST + timedelta(days=number)).encode()) for number in range(1, count + 1)]


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Something to import."""
    text = tmp_path / "kabar.txt"
    text.write_text("Kapal berangkat\n\n" + "Kapal berangkat dari dermaga pada pagi hari.\n\n" * 5)
    return text


def waiting(path: Path) -> list[int]:
    with Archive(path) as archive:
        return archive.pending_dates(1000)


def dated(path: Path, ids: list[int]) -> list[tuple[date | None, int | None]]:
    with Archive(path) as archive:
        return [(got.day, got.published_offset) for got in map(archive.get, ids) if got]


def test_an_import_reads_the_dates_again_and_the_next_one_does_nothing(
    warta: Warta, path: Path, text: Path, earlier: Callable[[list[bytes]], list[int]]
) -> None:
    ids = earlier(pages(3))
    first = warta("import", text)
    assert first.exit_code == 0
    assert first.stderr.splitlines()[-1] == f"warta: {SAID.format(3)}"
    assert first.stdout.startswith("1 added")
    assert dated(path, ids) == [(date(2026, 3, 2 + number), WIB) for number in ids]
    assert waiting(path) == []
    with Archive(path) as archive:
        assert archive.get(1).published == FIRST + timedelta(days=1)
    assert warta("import", text).stderr == ""


def test_a_sync_reads_the_dates_again_and_says_nothing_where_nobody_watches(
    warta: Warta, web: Web, path: Path, earlier: Callable[[list[bytes]], list[int]]
) -> None:
    ids = earlier(pages(2))
    Desk(warta, web, path).follow("/a.html")
    assert dated(path, ids) == [(date(2026, 3, 3), WIB), (date(2026, 3, 4), WIB)]
    assert waiting(path) == []


def test_what_cannot_be_read_waits_no_longer_and_ends_no_run(
    warta: Warta, path: Path, text: Path, earlier: Callable[[list[bytes]], list[int]]
) -> None:
    ids = earlier([b"no zstd", zstandard.compress(b""), zstandard.compress(b"%PDF-1.7"), *pages(4)[3:]])
    assert warta("import", text).exit_code == 0
    assert waiting(path) == []
    assert dated(path, ids) == [(date(2026, 3, 1 + number), None) for number in (1, 2, 3)] + [(date(2026, 3, 6), WIB)]


def test_a_run_that_is_killed_has_whole_batches_and_the_next_one_goes_on(
    warta: Warta, path: Path, text: Path, earlier: Callable[[list[bytes]], list[int]]
) -> None:
    ids = earlier(pages(25))
    assert run(path, "import", text, program=KILLED)[0] == -signal.SIGKILL
    assert waiting(path) == [5, 4, 3, 2, 1]
    assert dated(path, [5, 6]) == [(None, None), (date(2026, 3, 8), WIB)]
    assert SAID.format(5) in warta("import", text).stderr
    assert waiting(path) == []
    assert dated(path, ids) == [(date(2026, 3, 2) + timedelta(days=number), WIB) for number in ids]


def test_a_run_reads_only_so_many_the_newest_first(
    warta: Warta, path: Path, text: Path, earlier: Callable[[list[bytes]], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier(pages(5))
    monkeypatch.setattr(redating, "_MOST", 2)
    for left in ([3, 2, 1], [1], []):
        warta("import", text)
        assert waiting(path) == left


def test_a_run_reads_only_for_so_long(
    warta: Warta, path: Path, text: Path, earlier: Callable[[list[bytes]], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier(pages(3))
    monkeypatch.setattr(redating, "_MOST_SECONDS", 0.0)
    assert (warta("import", text).exit_code, waiting(path)) == (0, [3, 2, 1])


def test_where_nothing_waits_it_is_asked_once(path: Path) -> None:
    asked: list[str] = []
    with Archive(path) as archive:
        archive._connection.set_trace_callback(asked.append)
        assert archive.pending_dates(2000) == []
        archive.redate([])
    assert len(asked) == 1
