"""Signals at any moment: one line, 128 plus the signal's number, and nothing that was stored is lost."""

import random
import select
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from store import Archive, Article
from tests.subscribing import LOOPBACK, PROGRAM, Desk, Warta, only_in_full
from tests.web import Web

from .programs import EXAMPLES, run, started

NUMBERS = [signal.SIGHUP, signal.SIGINT, signal.SIGTERM]
ENDLESS = "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT {} FROM x"
# Loading the command line takes a third of a second; here it takes as long as it is let.
LOADING = """
import sys, time
class Slow:
    def find_spec(self, name, *_):
        if name == "click":
            print("loading", flush=True)
            time.sleep(60)
sys.meta_path.insert(0, Slow())
from ingest.cli.start import main; main()
"""


def ended_by(process: "subprocess.Popen[str]", number: int) -> str:
    """Send a signal; return what is told, which is all that comes."""
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    return str(told)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_signal_while_modules_load_is_one_line(path: Path, number: int) -> None:
    with started(path, "status", program=LOADING) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert ended_by(process, number) == "warta: stopped\n"


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("form", ["--csv", "--json"])
def test_a_signal_ends_an_answer_without_end(path: Path, number: int, form: str) -> None:
    Archive(path).close()
    with started(path, "sql", ENDLESS.format("n"), form) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert ended_by(process, number) == "warta: stopped\n"


def test_ctrl_c_ends_a_query_that_never_answers(path: Path) -> None:
    Archive(path).close()
    with started(path, "sql", ENDLESS.format("count(*)")) as process:
        assert process.stderr is not None
        assert not select.select([process.stderr], [], [], 1)[0]
        assert ended_by(process, signal.SIGINT) == "warta: stopped\n"


def test_a_signal_that_was_ignored_from_the_start_stays_so(path: Path) -> None:
    Archive(path).close()

    def ignore() -> None:  # as nohup does
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    numbers = f"{ENDLESS.format('n')} LIMIT 50000"
    with started(path, "sql", numbers, "--csv", preexec_fn=ignore) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert output.endswith("50000\n")


def test_a_terminal_that_is_closed_ends_an_import_as_a_termination_does(web: Web, path: Path) -> None:
    address = web.page("/slow", silent=True)
    web.page("/robots.txt", silent=True)
    with started(path, "import", EXAMPLES, address, *LOOPBACK, program=PROGRAM) as process:
        web.wait_until_asked()
        assert ended_by(process, signal.SIGHUP) == "warta: stopped; what was received is stored\n"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT finished IS NOT NULL, exit_code FROM runs").fetchall() == [(1, None)]


def test_a_termination_ends_an_import_that_waits_for_another_writer(path: Path) -> None:
    Archive(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with started(path, "import", EXAMPLES) as process:
            assert process.stderr is not None
            assert not select.select([process.stderr], [], [], 2)[0]
            told = ended_by(process, signal.SIGTERM)
    assert told.startswith("warta: stopped")
    assert told.count("\n") == 1
    assert run(path, "import", EXAMPLES)[0] == 0


def test_a_second_signal_ends_a_run_at_once(web: Web, path: Path) -> None:
    loop = EXAMPLES.parent / "site"
    Archive(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with started(path, "import", loop) as process:
            assert process.stderr is not None
            assert not select.select([process.stderr], [], [], 2)[0]
            process.send_signal(signal.SIGINT)
            assert ended_by(process, signal.SIGINT).startswith("warta: stopped")


@pytest.fixture
def followed(warta: Warta, web: Web, path: Path) -> Desk:
    """A desk that has subscribed to a feed of twenty articles, and fetched nothing yet."""
    desk = Desk(warta, web, path)
    assert desk.subscribe(desk.publish(*(f"/kabar/{number}.html" for number in range(20)))).exit_code == 0
    desk.hurry()
    return desk


def signalled(desk: Desk, count: int) -> None:
    chosen = random.Random(20261127)
    for _ in range(count):
        number, at = chosen.choice(NUMBERS), chosen.randrange(1, 22)
        asked: list[str] = []

        def send(path: str, number: int = number, at: int = at, asked: list[str] = asked) -> None:
            asked.append(path)
            if len(asked) == at:
                process.send_signal(number)

        desk.change("UPDATE entries SET stored = NULL, due = arrived")
        desk.change("DELETE FROM articles")
        desk.web.when_asked = send
        with desk.process("--all") as process:
            _, told = process.communicate(timeout=120)
        desk.web.when_asked = lambda path: None
        assert process.returncode in (0, 128 + number)
        assert "Traceback" not in told
        assert desk.rows("PRAGMA integrity_check") == ["ok"]
        assert (
            desk.rows("SELECT url FROM entries WHERE stored NOT NULL AND url NOT IN (SELECT url FROM articles)") == []
        )
        assert desk.rows("SELECT id FROM runs WHERE finished IS NULL") == []


def test_signals_at_random_moments_of_a_sync_lose_nothing_and_close_its_run(followed: Desk) -> None:
    signalled(followed, 3)


@pytest.mark.full
def test_signals_at_two_hundred_moments_of_a_sync_lose_nothing(followed: Desk, request: pytest.FixtureRequest) -> None:
    only_in_full(request)
    signalled(followed, 200)


def test_a_query_has_as_much_time_as_it_is_given(warta: Warta, path: Path) -> None:
    with Archive(path) as archive:
        archive.put(Article(url="https://a.example/1", title="Garam", text="Harga garam naik."))
    result = warta("sql", ENDLESS.format("count(*)"), "--max-seconds", 0.05)
    assert result.exit_code == 2
    assert "it took longer than 0.05 s; allow it more time, or ask for less" in result.stderr


def test_a_value_may_not_fill_the_memory(warta: Warta, path: Path) -> None:
    Archive(path).close()
    result = warta("sql", "SELECT length(hex(zeroblob(90000000)))")
    assert result.exit_code == 2
    assert "no value may be larger than 100 MiB" in result.stderr
