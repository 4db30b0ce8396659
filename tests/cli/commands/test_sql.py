"""`warta sql`: a query given or in a file, with values, as a table that fits the terminal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ingest.cli.render.table import drawn
from store import Archive, Article, Table
from tests import archives

Warta = Callable[..., Result]
QUERY = "SELECT title FROM articles WHERE site = :site AND words >= :words ORDER BY 1 LIMIT :most"


@pytest.fixture
def filled(path: Path) -> None:
    with Archive(archives.empty(path)) as archive:
        for number, site in enumerate(("a.example", "a.example", "b.example")):
            archive.put(
                Article(url=f"https://{site}/{number}", site=site, title=f"Judul {number}", text="kata " * number)
            )


@pytest.mark.usefixtures("filled")
def test_values_stand_where_the_query_names_them(warta: Warta, tmp_path: Path) -> None:
    values = ["--param", "site=a.example", "--param", ":words=1", "--param", "most=5", "--csv"]
    assert warta("sql", QUERY, *values).stdout == "title\nJudul 1\n"
    written = tmp_path / "query.sql"
    written.write_text(f"\ufeff-- judul\n{QUERY};\n", encoding="utf-8")
    assert warta("sql", "--file", written, *values).stdout == "title\nJudul 1\n"
    assert warta("sql", "--file", "-", *values, stdin=QUERY.encode()).stdout == "title\nJudul 1\n"
    attack = warta("sql", QUERY, *values[2:], "--param", "site=' OR 1=1 --")
    assert (attack.exit_code, attack.stdout) == (0, "title\n")


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "give a query, or a --file with one"),
        (["SELECT 1", "--file", "-"], "give a query, or a --file with one"),
        (["SELECT :x"], "You did not supply a value for binding"),
        (["SELECT 1", "--param", "x"], "'x' is not NAME=VALUE"),
        (["SELECT 1", "--param", "a b=1"], "'a b=1' is not NAME=VALUE"),
        (["SELECT :x", "--param", "x=1", "--param", "x=2"], "x has two values"),
    ],
)
def test_what_cannot_be_meant_is_refused(warta: Warta, words: list[str], told: str) -> None:
    result = warta("sql", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


@pytest.mark.usefixtures("filled")
def test_a_file_that_is_no_text_is_65(warta: Warta, tmp_path: Path) -> None:
    (tmp_path / "query.sql").write_bytes(b"SELECT \xff")
    result = warta("sql", "--file", tmp_path / "query.sql")
    assert (result.exit_code, result.stdout) == (65, "")
    assert "give a text file in UTF-8" in result.stderr


@pytest.mark.usefixtures("filled")
def test_two_columns_of_one_name_are_kept_apart(warta: Warta) -> None:
    result = warta("sql", "SELECT 1 AS n, 2 AS n, 3 AS n_2, 4 AS n", "--json")
    assert result.stdout == '{"n": 1, "n_3": 2, "n_2": 3, "n_4": 4}\n'


def test_a_row_fits_the_terminal_and_is_whole_elsewhere() -> None:
    rows = [(1853432739220846, "Judul yang panjang", "Teks " * 200, None), (2, "Pendek", "Teks\nlagi", 1.5)]

    def lines(width: int | None) -> list[str]:
        return drawn(Table(("id", "title", "text", "score"), iter(rows)), width).splitlines()

    assert max(map(len, lines(None))) > 1000
    assert max(map(len, lines(80))) <= 80
    assert lines(80)[2].startswith("1853432739220846  Judul yang panjang  Teks Teks")
    assert "…" in lines(80)[2]
    assert "Pendek" in lines(20)[3]
    assert lines(5000) == lines(None)
    assert drawn(Table((), iter(())), 80) == ""
