"""What a run shows of itself: on a terminal, into a pipe, in a log."""

import json
import os
import pty
import struct
import termios
from collections.abc import Callable
from fcntl import ioctl
from pathlib import Path

import pytest
from click.testing import Result

from ingest.cli import console
from ingest.cli.meter import Meter
from ingest.core.progress import Progress
from tests.faults.programs import EXAMPLES, run

Warta = Callable[..., Result]


def on_terminal(path: Path, columns: int, *words: object, **popen: object) -> tuple[int, str, str]:
    """Run ``warta`` with its standard error on a terminal; return exit code, output and what was drawn."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    exit_code, output, _ = run(path, *words, stderr=theirs, **popen)
    os.close(theirs)
    drawn = b""
    try:
        while piece := os.read(ours, 1 << 16):
            drawn += piece
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    return exit_code, output, drawn.decode()


def test_a_bar_is_drawn_on_a_terminal_and_the_output_stays_clean(path: Path, tmp_path: Path) -> None:
    gone = tmp_path / "tidak-ada" / "berkas-dengan-nama-yang-panjang.html"
    words = ("import", EXAMPLES, gone, "--jobs", 1)
    exit_code, output, drawn = on_terminal(path, 40, *words)
    assert (exit_code, output) == (3, "7 added, 0 changed, 0 same, 1 failed (en 4, id 3)\n")
    assert "━" in drawn or "%" in drawn
    failure = drawn[drawn.index("warta: reading") :].split("there is no")[0]
    assert str(gone) in failure  # not broken, to be copied


@pytest.mark.parametrize("shown", [(), ("--progress", "bar"), ("--progress", "none"), ("-v",), ("--progress", "plain")])
def test_into_a_pipe_nothing_is_drawn(warta: Warta, shown: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Petani garam memanen hasil pertama musim ini.")
    result = warta("import", tmp_path / "a.txt", "--jobs", 1, *shown)
    assert result.stdout.startswith("1 added")
    assert result.stderr == ""


def test_a_log_holds_what_happened_and_each_article_when_that_is_wanted(warta: Warta, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Petani garam memanen hasil pertama musim ini.")
    log = tmp_path / "warta.log"
    result = warta("import", tmp_path / "a.txt", tmp_path / "b.txt", "-vv", "--log-format", "json", "--log-file", log)
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["event"] for line in lines] == ["began", "failed", "added", "ended"]
    assert (lines[1]["code"], lines[1]["level"], lines[3]["added"], lines[3]["failed"]) == ("no_file", "error", 1, 1)
    assert [json.loads(line) for line in result.stderr.splitlines()] == lines
    warta("import", tmp_path / "b.txt", "--log-file", log)
    assert log.read_text().splitlines()[-2][20:].startswith(f" error   reading {tmp_path}/b.txt: there is no such")


def test_a_log_that_cannot_be_opened_ends_before_the_run(warta: Warta, path: Path, tmp_path: Path) -> None:
    result = warta("import", EXAMPLES, "--log-file", tmp_path / "none" / "warta.log")
    assert result.exit_code == 74
    assert "no such file or directory; give another file" in result.stderr
    assert not path.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_log_that_is_full_stops_no_run(warta: Warta, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Petani garam memanen hasil pertama musim ini.")
    result = warta("import", tmp_path / "a.txt", "--log-file", "/dev/full")
    assert (result.exit_code, result.stdout) == (0, "1 added, 0 changed, 0 same, 0 failed (id 1)\n")
    assert result.stderr.count("no space left on device; the run goes on") == 1


def test_a_line_comes_again_and_again_until_the_end() -> None:
    meter, heard = Meter(Progress()), console.threading.Event()
    meter.line = heard.set  # type: ignore[method-assign,assignment]
    with console._ticking(meter, 10, seconds=0.001):
        assert heard.wait(10)


def test_a_log_is_not_written_into_a_database_or_a_pipe_without_a_reader(warta: Warta, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nelayan pulang lebih awal.")
    warta("import", tmp_path / "a.txt")
    os.mkfifo(tmp_path / "pipe")
    for place, reason in ((tmp_path / "news.db", "it is an SQLite database"), (tmp_path / "pipe", "it is a pipe")):
        result = warta("import", tmp_path / "a.txt", "--log-file", place)
        assert (result.exit_code, reason in result.stderr) == (74, True)
    assert warta("check").exit_code == 0
