"""The contracts between the rooms hold, and each of them breaks where a room imports what it must not."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = "The rooms of ingest"
STORE = "The rooms of the store"
NETWORK = "The door to the network"
# A module of each room, an import that is not its business, and the contract that says so.
FORBIDDEN = [
    ("ingest/core/urls.py", "from ingest.formats import sniff", ROOMS),
    ("ingest/sync/poll.py", "from ingest.fetch import client", ROOMS),
    ("ingest/fetch/pace.py", "from ingest.sync import poll", ROOMS),
    ("ingest/formats/sniff.py", "from ingest import extract", ROOMS),
    ("ingest/extract/text.py", "from ingest import language", ROOMS),
    ("ingest/language/words.py", "from ingest.pipeline import run", ROOMS),
    ("ingest/pipeline/crawl.py", "from ingest.cli import console", ROOMS),
    ("ingest/nobody.py", "import json", ROOMS),  # a module in no room
    ("ingest/fetch/client.py", "import aiohttp", NETWORK),
    ("ingest/pipeline/importing.py", "import socket", NETWORK),
    ("ingest/pipeline/run.py", "import distributed", "The door to a cluster"),
    ("ingest/cli/output.py", "import sqlite3", "The door to SQLite"),
    ("ingest/sync/health.py", "import asyncio", "Decisions and types"),
    ("ingest/core/model.py", "from store.archive import Archive", "Decisions and types"),
    ("ingest/formats/jsonl.py", "import asyncio", "What reads other people's bytes"),
    ("store/archive/putting.py", "from ingest.core import urls", "Arrows go one way"),
    ("store/subscriptions/entries.py", "from store import archive", STORE),
    ("store/search/query.py", "from store.subscriptions import types", STORE),
    ("store/ledger.py", "from store.search import query", STORE),
    ("store/articles/rows.py", "from store import ledger", STORE),
    ("store/db/sqlite.py", "from store.articles import rows", STORE),
    ("store/browse/door.py", "from store import archive", STORE),
    ("store/archive/putting.py", "from store import web", STORE),
    ("store/web/room.py", "import aiohttp", NETWORK),
    ("store/nobody.py", "import json", STORE),
]


def checked(folder: Path) -> tuple[int, str]:
    """Exit code and output of the check of a tree."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(
        [*command, "--no-cache", "--no-logo"],
        cwd=folder, env={"PYTHONPATH": str(folder), "COLUMNS": "200"}, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode, " ".join(done.stdout.split())


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    for name in ("ingest", "store"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_house_keeps_its_contracts(copy: Path) -> None:
    code, said = checked(copy)
    assert (code, "0 broken" in said) == (0, True), said


@pytest.mark.parametrize("contract", sorted({contract for *_, contract in FORBIDDEN}))
def test_a_forbidden_import_breaks_its_contract(copy: Path, contract: str) -> None:
    """All imports that one contract forbids are tried together: each has to be named."""
    tried = [(copy / module, line) for module, line, forbidden_by in FORBIDDEN if forbidden_by == contract]
    before = {file: file.read_text() if file.exists() else None for file, _ in tried}
    for file, line in tried:
        file.write_text(f"{before[file] or ''}\n{line}\n")
    try:
        code, said = checked(copy)
    finally:
        for file, text in before.items():
            file.unlink() if text is None else file.write_text(text)
    assert code == 1, said
    for file, line in tried:
        assert named(file.relative_to(copy), line) in said, said


def named(module: Path, line: str) -> str:
    """How the check names a forbidden import, or a module that is in no room."""
    importer = ".".join(module.with_suffix("").parts)
    if module.stem == "nobody":
        return importer
    words = line.split()
    if words[0] == "import" or words[1] == "store.archive":
        return f"{importer} -> {words[1]}"
    return f"{importer} -> {words[1]}.{words[3]}"


def test_every_room_is_tried() -> None:
    rooms = {path.parent.name for path in ROOT.glob("ingest/*/__init__.py")}
    assert rooms | {"cli"} == {module.split("/")[1] for module, *_ in FORBIDDEN if module.startswith("ingest/")} - {
        "nobody.py"
    }


@pytest.mark.parametrize("room", ["sync", "core"])
def test_decisions_know_values_of_the_store_and_not_the_archive(room: str) -> None:
    """An import of the package alone does not tell import-linter which of its names is taken."""
    taken = {
        alias.name
        for file in (ROOT / "ingest" / room).glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "store"
        for alias in node.names
    }
    assert taken
    assert taken.isdisjoint({"Archive", "Subscriptions", "archive"})
