"""The process that makes workers hears no Ctrl-C while it loads, and outlives nobody."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What it loads here says that it is there, and then waits for ever for somebody to write.
ENDLESS = """
import os
from pathlib import Path
os.kill(os.getpid(), 2)  # as Ctrl-C does
Path("loading").write_text(str(os.getpid()))
Path("never").read_text()
"""
PROGRAM = """
import os, sys
from ingest.cli import signals
from ingest.pipeline import fork_server

signals.listen()
fork_server.begin(["endless"])
sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="another system cannot wait for a process that is no child")
@pytest.mark.parametrize("number", [None, signal.SIGINT])
def test_it_outlives_nobody(tmp_path: Path, number: int | None) -> None:
    (tmp_path / "endless.py").write_text(ENDLESS)
    os.mkfifo(tmp_path / "never")
    os.mkfifo(tmp_path / "loading")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{tmp_path}", "TMPDIR": str(tmp_path)}
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, env=environment,
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert program.stdin
    assert program.stderr
    loading = int((tmp_path / "loading").read_text())
    ended = os.pidfd_open(loading)
    if number is None:
        program.stdin.close()
    else:
        program.send_signal(number)
    assert program.wait(timeout=20) == (130 if number else 0)
    is_over = select.select([ended], [], [], 20)[0]
    if not is_over:
        signal.pidfd_send_signal(ended, signal.SIGKILL)
    os.close(ended)
    assert is_over
    assert not [*tmp_path.glob("pymp-*")]
    assert program.stderr.read() == ("warta: stopped\n" if number else "")
