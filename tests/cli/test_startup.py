"""What a command loads before it does anything: allow-lists keep the start light."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import store
from ingest.cli.program import main
from store import Archive, Article, Capture, PollResult, Source

HEAVY = {"aiohttp", "courlan", "tld", "dateparser", "feedparser", "htmldate", "langdetect", "lxml", "trafilatura"}
# What of Python's own takes milliseconds to load, and is for what few commands do, or for mistakes.
SELDOM = {"asyncio", "bz2", "calendar", "csv", "difflib", "email", "hashlib", "logging", "shutil", "string", "zipfile"}
# What a run loads when it has something to read, or to ask the network for.
RUN = {"pebble", "multiprocessing.forkserver", "ingest.formats.feeds", "importlib.metadata", "protego", "warcio"}
# What a search has of the store, beside the steps of the tables.
SEARCH = {
    "archive", "archive.asking", "archive.finding", "archive.opened", "archive.putting", "articles",
    "articles.moments", "articles.selection", "db", "db.errors", "db.migrations", "db.schema", "db.sqlite",
    "db.triggers", "db.views", "outlets", "search", "search.asked", "search.conditions", "search.copies",
    "search.finder", "search.forms", "search.hits", "search.leaves", "search.newest", "search.places",
    "search.query", "search.ranking", "search.snippets", "search.times", "search.window", "words", "words.amounts",
    "words.indonesian", "words.letters", "words.memo", "words.stems", "words.unspaced",
}  # fmt: skip


def loaded_by(*words: str) -> set[str]:
    """The modules that are loaded when a command ends."""
    program = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\n"
        "from ingest.cli import main\n"
        "main()\n"
    )
    result = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return set(result.stderr.splitlines()[-1].split())


@pytest.fixture
def filled(path: Path) -> Path:
    with Archive(path) as archive:
        archive.put(Article(url="https://a.example/1", title="Garam", text="Harga “garam” naik.", language="id"))
    return path


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["import", "--help"], ["search", "--help"]])
def test_help_loads_click_and_nothing_of_ours_but_the_command_line(words: list[str]) -> None:
    loaded = loaded_by(*words)
    assert not loaded & (HEAVY | {"store", "sqlite3", "sqlite_utils", "rich", "asyncio"})


def test_the_help_of_all_loads_no_command() -> None:
    loaded = loaded_by("--help")
    assert not loaded & (SELDOM | {"json", "tomllib", "ingest.cli.configuration"})
    assert [name for name in loaded if name.startswith("ingest.cli.commands")] == []


def test_the_help_of_all_says_of_each_command_how_its_own_begins() -> None:
    said = {name: command.get_short_help_str(1_000) for name, command in main.commands.items()}
    assert main.beginnings == said


@pytest.mark.parametrize(
    "words", [["search", "garam"], ["show", "https://a.example/1"], ["status"], ["sql", "SELECT 1"], ["export"]]
)
def test_reading_loads_neither_the_network_nor_extraction(filled: Path, words: list[str]) -> None:
    assert not loaded_by("--db", str(filled), *words) & (HEAVY | {"sqlite_utils", "rich"})


def test_a_search_loads_what_it_asks_and_no_more(filled: Path) -> None:
    loaded = loaded_by("--db", str(filled), "search", "garam")
    ours = {name.removeprefix("store.") for name in loaded if name.startswith("store.")}
    assert {name for name in ours if not name.startswith("db.migrations.")} <= SEARCH
    assert not loaded & (SELDOM | {"ingest.core", "Sastrawi.Stemmer"})
    commands = {name for name in loaded if name.startswith("ingest.cli.commands.")}
    assert commands == {"ingest.cli.commands.searching"}


def test_a_sync_of_nothing_that_is_due_loads_neither_the_network_nor_workers(path: Path) -> None:
    now = datetime.now(UTC)
    with Archive(path) as archive:
        ((source, _),) = archive.subscriptions.add([Source(url="https://a.example/feed")])
        polled = replace(source, next_due=now + timedelta(hours=1), interval_seconds=3600)
        archive.subscriptions.record([PollResult(source=polled)], now, run_id=None)
    assert not loaded_by("--db", str(path), "sync") & (HEAVY | RUN | {"store.articles.write"})


def test_an_import_of_what_is_known_loads_neither_extraction_nor_workers(path: Path, tmp_path: Path) -> None:
    page = tmp_path / "garam.html"
    page.write_bytes(b"<!doctype html><title>Garam</title><p>Harga garam naik.")
    with Archive(path) as archive:
        capture = Capture(url=page.as_uri(), fetched=datetime.now(UTC), body=page.read_bytes())
        archive.put(Article(url="https://a.example/1", title="Garam", text="Harga garam naik."), capture=capture)
    assert not loaded_by("--db", str(path), "import", str(page)) & (HEAVY | RUN)


def test_the_store_works_alone() -> None:
    program = "import sys, store; print('ingest' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert result.stdout == "False\n"


def test_importing_the_store_loads_nothing_of_it_until_it_is_asked_for() -> None:
    program = "import sys, store; print([name for name in sys.modules if name.startswith('store.')])"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert result.stdout == "[]\n"
    assert {*store.__all__} <= {*dir(store)}
