"""What a page could do to the terminal that shows it: take it over, pass for a message, turn the writing round."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ingest.cli.render import table
from store import Archive, Article, Source, Table

Warta = Callable[..., Result]
TITLE = "Garam\nwarta: the archive is damaged\u2028x \u202egnarab\x9b2J\x7f\x1b[2J"
OBEYED = "\x1b\x7f\x9b\u202e\u2066"


@pytest.fixture
def hostile(path: Path) -> None:
    with Archive(path) as archive:
        archive.put(Article(url="https://a.example/1", title=TITLE, text="Harga garam naik.", authors=(TITLE,)))
        archive.subscriptions.add([Source(url="https://a.example/f", title=TITLE, site_url="https://a.example/\x9b")])


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(
    "words",
    [["search", "garam"], ["search", "garam", "--json"], ["show", "https://a.example/1"],
     ["show", "https://a.example/1", "--json"], ["sources"], ["sources", "--json"], ["sources", "--opml"], ["status"],
     ["status", "--json"], ["sql", "SELECT title FROM articles"], ["sql", "SELECT title FROM articles", "--json"],
     ["sql", 'SELECT 1 AS "a\x1b[2J\nwarta: b"'], ["show", "https://a.example/\x1b\nwarta: x"]],
    ids=lambda words: " ".join(words).encode("unicode_escape").decode(),
)  # fmt: skip
def test_nothing_of_a_page_is_obeyed_or_begins_a_line(warta: Warta, words: list[str]) -> None:
    result = warta(*words)
    shown = result.stdout + result.stderr
    assert not set(shown) & set(OBEYED)
    assert "the archive is damaged" not in [line.removeprefix("warta: ") for line in shown.splitlines()]
    assert sum(line.startswith("warta:") for line in shown.split("\n")) == (result.exit_code != 0)


@pytest.mark.usefixtures("hostile")
def test_json_says_what_is_stored(warta: Warta) -> None:
    assert json.loads(warta("sql", "SELECT title FROM articles", "--json").stdout)["title"] == TITLE


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("output", "is_whole"), [(Terminal(), False), (io.StringIO(), True)], ids=["shown", "kept"])
def test_csv_is_as_it_is_in_a_file_and_harmless_in_a_terminal(output: io.StringIO, is_whole: bool) -> None:
    table.write_csv(Table((TITLE,), iter([(TITLE, b"\x00"), (1, None)])), output)
    assert (TITLE in output.getvalue()) is is_whole
    assert bool(set(output.getvalue()) & set(OBEYED)) is is_whole


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (("a", "b"), ["a", "b"]),
        (("a", "a", "a"), ["a", "a_2", "a_3"]),
        (("a", "a", "a_2"), ["a", "a_3", "a_2"]),
        (("", ""), ["", "_2"]),
    ],
)
def test_columns_of_one_name_stay_apart(columns: tuple[str, ...], names: list[str]) -> None:
    assert table.distinct(columns) == names


def test_json_has_no_infinite_numbers(warta: Warta, path: Path) -> None:
    Archive(path).close()
    assert warta("sql", "SELECT 9e999 AS a, 1.5 AS b", "--json").stdout == '{"a": null, "b": 1.5}\n'
