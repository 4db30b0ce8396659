"""What a command loads before it does anything: an allow-list keeps the start light."""

import subprocess
import sys
from pathlib import Path

import pytest

from store import Archive, Article

HEAVY = {"aiohttp", "courlan", "tld", "dateparser", "feedparser", "htmldate", "langdetect", "lxml", "trafilatura"}


def loaded_by(*words: str) -> set[str]:
    """The top-level modules that are loaded when a command ends."""
    program = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr))\n"
        "from ingest.cli import main\n"
        "main()\n"
    )
    result = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return set(result.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["import", "--help"], ["search", "--help"]])
def test_help_loads_click_and_nothing_of_ours_but_the_command_line(words: list[str]) -> None:
    loaded = loaded_by(*words)
    assert not loaded & (HEAVY | {"store", "sqlite3", "sqlite_utils", "rich", "asyncio"})


@pytest.mark.parametrize(
    "words", [["search", "garam"], ["show", "https://a.example/1"], ["status"], ["sql", "SELECT 1"], ["export"]]
)
def test_reading_loads_neither_the_network_nor_extraction(path: Path, words: list[str]) -> None:
    with Archive(path) as archive:
        archive.put(Article(url="https://a.example/1", title="Garam", text="Harga garam naik.", language="id"))
    assert not loaded_by("--db", str(path), *words) & (HEAVY | {"sqlite_utils", "rich"})


def test_the_store_works_alone() -> None:
    program = "import sys, store; print('ingest' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert result.stdout == "False\n"
