"""What the documentation says is true: commands exist, twins are equal, addresses of files are right."""

import re
import shlex
import sqlite3
from pathlib import Path

import click
import pytest

from ingest.cli import main
from store import Archive
from tests import scripts

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "README.id.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "benchmarks/README.md",
]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)


def blocks(page: Path, kind: str) -> list[str]:
    return [text for found, text in _BLOCK.findall(page.read_text(encoding="utf-8")) if found == kind]


def commands() -> list[list[str]]:
    """Every call of warta in the shell blocks of the documentation."""
    lines = [line for page in PAGES for block in blocks(page, "sh") for line in block.splitlines()]
    calls = [line.split("|")[-1].strip() for line in lines if re.search(r"(^|\| *)warta ", line)]
    return [shlex.split(call, comments=True)[1:] for call in calls]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_in_the_documentation_is_understood(words: list[str]) -> None:
    name, *rest = words
    command = main.commands[name]
    with command.make_context(name, rest, parent=click.Context(main, obj=Path("news.db"))):
        pass


def test_the_page_of_commands_is_made_from_the_help_texts() -> None:
    page = scripts.load(ROOT / "docs" / "make_commands.py").page()
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == page


def test_both_readmes_show_the_same_commands_and_outputs() -> None:
    one, other = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.id.md"))
    assert _BLOCK.findall(one) == _BLOCK.findall(other)
    assert re.findall(r"^#+", one, re.M) == re.findall(r"^#+", other, re.M)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("query", [query for page in PAGES for query in blocks(page, "sql")])
def test_every_query_in_the_documentation_runs(path: Path, query: str) -> None:
    Archive(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(query).fetchall()


def test_every_column_of_articles_is_described(path: Path) -> None:
    Archive(path).close()
    described = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
    with sqlite3.connect(path) as connection:
        for (column,) in connection.execute("SELECT name FROM pragma_table_info('articles')"):
            assert f"`{column}`" in described, column
