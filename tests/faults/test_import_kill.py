"""An import of a web archive, and a merge, killed at any moment: the next one ends as if nothing had been."""

import random
import signal
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from store import Archive, Article, Capture
from tests.faults import programs
from tests.formats.warc.writing import http, packed, page, record, response
from tests.pipeline.test_merging import rows
from tests.store.export.harbour import DAY, FERRY, fill
from tests.subscribing import only_in_full

# The process ends itself at the step of SQLite of this number, on the connection that writes; three articles make
# a transaction. At its end it says how many steps there were.
KILLED = """
import os, signal, sys
from ingest.pipeline import writer
from store.db import sqlite
writer.BATCH = 3
steps, connect = [0], sqlite.connect_writer
def count():
    steps[0] += 1
    if steps[0] == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
def connect_writer(path, **options):
    connection = connect(path, **options)
    connection.set_progress_handler(count, 200)
    return connection
sqlite.connect_writer = connect_writer
from ingest.cli import main
try:
    main()
finally:
    print("steps", steps[0], file=sys.stderr)
"""
FACTS = (
    "SELECT id, url, title, text, published FROM articles", "SELECT seen, content_hash FROM revisions",
    "SELECT url, fetched, sha256, article_id FROM captures", "SELECT article_id, kind, locator FROM sightings",
    "SELECT count(*) FROM failures WHERE resolved IS NULL",
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """Something to import, in a folder."""

    source: Path
    folder: Path

    def run(self, name: str, at: int = 0) -> tuple[int, int]:
        """Import it into an archive, killed at a step, 0: not at all; returns the exit code and the steps."""
        program = KILLED.format(at=at)
        with programs.started(self.folder / name, "import", self.source, "--jobs", 1, program=program) as process:
            _, told = process.communicate(timeout=60)
        return process.returncode, int(told.rpartition("steps ")[2] or 0) if "steps " in told else 0

    def is_counted(self, name: str) -> bool:
        """Whether the runs so far, all of them seen to be killed, count as new what is stored; opened for writing."""
        with Archive(self.folder / name) as archive:
            runs, articles = archive.runs(), archive.summary().articles
        assert {run.ended for run in runs} <= {"killed"}
        return sum(run.added for run in runs) == articles

    def facts(self, name: str) -> object:
        """What has to be the same, and that the archive is sound."""
        path = self.folder / name
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            connection.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
            facts = [sorted(connection.execute(sql).fetchall(), key=repr) for sql in FACTS]
        return facts if self.source.suffix == ".gz" else (facts, rows(path))


@pytest.fixture(params=["web archive", "archive"])
def job(request: pytest.FixtureRequest, tmp_path: Path) -> Job:
    if request.param == "archive":
        source = tmp_path / "other.db"
        with Archive(source) as archive:
            fill(archive)
            for number in range(9):
                url = f"{FERRY}/{number}"
                archive.put(
                    Article(url=url, title=f"Feri {number}", text=f"Feri nomor {number} berlayar.", language="id"),
                    capture=Capture(url=url, fetched=DAY, status=200, body=b"<p>Feri</p>" * 2000),
                )
        return Job(source, tmp_path)
    source = tmp_path / "a.warc.gz"
    url = "https://muara.test/{}.html"
    pages = [response(url.format(number), page(f"Bakau ke-{number}", f"Pohon {number}.")) for number in range(9)]
    later = response(url.format(1), page("Bakau ke-1", "Pohon 1 mati."), date="2026-01-06T08:30:00Z")
    moved = record("response", "https://muara.test/p/2", http(b"", f"Location: {url.format(2)}", status="302 Found"))
    source.write_bytes(packed([*pages, moved, later]))
    return Job(source, tmp_path)


def test_an_import_that_is_killed_again_and_again_comes_to_the_same_end(job: Job) -> None:
    code, steps = job.run("whole.db")
    assert code == 0
    assert job.run("killed.db", steps // 2)[0] == -signal.SIGKILL
    assert job.is_counted("killed.db")
    job.run("killed.db", steps // 3)
    assert job.run("killed.db")[0] == 0
    assert job.facts("killed.db") == job.facts("whole.db")


@pytest.mark.full
def test_an_import_that_is_killed_at_any_of_twenty_moments_comes_to_the_same_end(
    job: Job, request: pytest.FixtureRequest
) -> None:
    only_in_full(request)
    _, steps = job.run("whole.db")
    chosen, killed = random.Random(20261128), 0
    for number in range(20):
        name = f"killed-{number}.db"
        killed += job.run(name, chosen.randrange(1, steps))[0] == -signal.SIGKILL
        assert job.run(name)[0] == 0
        assert job.facts(name) == job.facts("whole.db")
    assert killed >= 18
