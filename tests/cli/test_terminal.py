"""What a person sees on a terminal, which a pseudo-terminal stands for."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from store import Archive, Article

RED, GREEN, END = "\x1b[31m", "\x1b[32m", "\x1b[0m"
STRUCK = "\x1b[9m"


@pytest.fixture
def changed(path: Path) -> Path:
    with Archive(path) as archive:
        for title, text in (("Harga naik", "Garam langka di pasar."), ("Harga turun", "Garam murah di pasar.")):
            archive.put(Article(url="https://muara.test/1", title=title, text=text))
    return path


def seen(path: Path, *words: str, **environment: str) -> str:
    """What ``warta`` writes to a terminal."""
    terminal, end = pty.openpty()
    variables = {**os.environ, "NO_COLOR": "", "TERM": "xterm", **environment}
    command = [sys.executable, "-c", "from ingest.cli import main; main()", "--db", str(path), *words]
    shown = b""
    with subprocess.Popen(command, stdin=end, stdout=end, stderr=end, env=variables) as process:
        os.close(end)
        try:
            while piece := os.read(terminal, 65536):
                shown += piece
        except OSError:  # so Linux tells that the other end is closed
            pass
    os.close(terminal)
    assert process.returncode == 0, shown
    return shown.decode().replace("\r\n", "\n")


def test_a_difference_has_colours_on_a_terminal_and_no_brackets(changed: Path) -> None:
    shown = seen(changed, "show", "https://muara.test/1", "--diff")
    assert f"Garam {RED}{STRUCK}langka {END}{GREEN}murah {END}di pasar." in shown.replace(f"{GREEN}\x1b[29m", GREEN)
    assert "[-" not in shown
    assert "{+" not in shown
    headline = seen(changed, "changes").split("\n")[1].replace(f"{GREEN}\x1b[29m", GREEN)
    assert headline == f"Harga {RED}{STRUCK}naik{END}{GREEN}turun{END}"


def test_without_colours_there_are_brackets(changed: Path) -> None:
    shown = seen(changed, "show", "https://muara.test/1", "--diff", NO_COLOR="1")
    assert "Garam [-langka-] {+murah+} di pasar." in shown
    assert "\x1b[3" not in shown
