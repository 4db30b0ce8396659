"""Standard streams that are closed, full, or read by nobody: a run does its work, and its exit code tells of that."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from store import Archive, Article

from .programs import EXAMPLES, PROGRAM, run, started

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
SUMMARY = "7 added, 0 changed, 0 same, 1 failed (en 4, id 3)\n"


def stored(path: Path) -> tuple[int, int | None]:
    """How many articles there are, and the exit code of the last run."""
    with closing(sqlite3.connect(path)) as connection:
        (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
        (exit_code,) = connection.execute("SELECT exit_code FROM runs ORDER BY id DESC LIMIT 1").fetchone()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return articles, exit_code


def closing_streams(*numbers: int) -> Callable[[], None]:
    def close() -> None:
        for number in numbers:
            os.close(number)

    return close


@pytest.mark.parametrize("numbers", [(2,), (1,), (1, 2), (0, 1, 2)], ids=str)
def test_an_import_with_closed_streams_stores_everything_and_nothing_else(path: Path, numbers: tuple[int, ...]) -> None:
    none = {"stdin": subprocess.DEVNULL}
    exit_code, output, told = run(path, "import", EXAMPLES, "/none", preexec_fn=closing_streams(*numbers), **none)
    assert exit_code == 3
    assert stored(path) == (7, 3)
    assert output == ("" if 1 in numbers else SUMMARY)
    assert "Traceback" not in told


def test_an_import_whose_standard_error_is_full_says_what_it_did(path: Path) -> None:
    with open("/dev/full", "w") as full:
        assert run(path, "import", EXAMPLES, "/none", stderr=full)[:2] == (3, SUMMARY)
    assert stored(path) == (7, 3)


def test_an_import_whose_output_is_full_says_so_and_ends_as_the_run_did(path: Path) -> None:
    with open("/dev/full", "w") as full:
        exit_code, _, told = run(path, "import", EXAMPLES, stdout=full)
    assert exit_code == 0
    assert told == (
        "warta: writing to standard output: No space left on device; what was printed is lost, the run is not\n"
    )
    assert stored(path) == (7, 0)


def test_an_import_whose_messages_nobody_reads_any_more_stores_everything(path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as nobody:
        assert run(path, "import", "/none", EXAMPLES, "/nowhere", stdout=nobody, stderr=nobody)[0] == 3
    assert stored(path) == (7, 3)


@pytest.mark.parametrize(
    "words",
    [["search", "garam"], ["sql", "SELECT 1"], ["sql", "SELECT 1", "--csv"], ["sql", "SELECT 1", "--json"], ["status"],
     ["sources", "--opml"], ["cron"], ["--help"], ["search", "--help"]],
    ids=" ".join,
)  # fmt: skip
def test_an_answer_that_cannot_be_written_is_74(path: Path, words: list[str]) -> None:
    with Archive(path) as archive:
        archive.put(Article(url="https://a.example/1", title="Garam", text="Harga garam naik."))
    with open("/dev/full", "w") as full:
        exit_code, _, told = run(path, *words, stdout=full)
    assert exit_code == 74
    assert told == "warta: writing to standard output: No space left on device; give it a place to write to\n"


def test_an_answer_of_which_only_the_beginning_is_read_is_well(path: Path) -> None:
    Archive(path).close()
    numbers = "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x LIMIT 100000) SELECT n FROM x"
    for form in ("--csv", "--json"):
        with started(path, "sql", numbers, form) as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr is not None
            assert (process.wait(60), process.stderr.read()) == (0, "")


def test_a_wrong_word_is_2_also_when_nobody_can_be_told(path: Path) -> None:
    with open("/dev/full", "w") as full:
        assert run(path, "frobnicate", stderr=full)[0] == 2


def test_the_command_line_of_before_is_as_safe(path: Path) -> None:
    program = PROGRAM.replace("ingest.cli.start", "ingest.cli")
    command = [sys.executable, "-c", program, "--db", str(path), "import", str(EXAMPLES), "/none"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=full, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (3, SUMMARY)
