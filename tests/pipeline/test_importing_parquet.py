"""Parquet back in: our own exports, and tables of others."""

import builtins
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from click.testing import Result

from store import Archive
from tests.store.export.harbour import fill

Warta = Callable[..., Result]


@pytest.fixture
def exported(warta: Warta, path: Path, tmp_path: Path) -> Callable[..., Path]:
    """Export an archive, which is put aside then."""

    def export(name: str, *words: str) -> Path:
        with Archive(path) as archive:
            fill(archive)
        assert warta("export", "--format", "parquet", *words, "-o", tmp_path / name).exit_code == 0
        path.rename(tmp_path / "before.db")
        return tmp_path / name

    return export


def articles(path: Path) -> list[tuple[object, ...]]:
    with Archive(path, readonly=True) as archive:
        return [tuple(row) for row in archive._connection.execute("SELECT * FROM articles ORDER BY id")]


@pytest.mark.parametrize("words", [(), ("--partition", "language"), ("--partition", "site")])
def test_what_was_exported_comes_back_column_by_column(
    warta: Warta, exported: Callable[..., Path], path: Path, words: tuple[str, ...]
) -> None:
    made = exported("shards" if words else "a.parquet", *words)
    for counts in ("3 added, 0 changed, 0 same", "0 added, 0 changed, 3 same"):
        result = warta("import", made)
        assert result.exit_code == 0, result.stderr
        assert result.stdout.startswith(counts)
    assert articles(path) == articles(path.with_name("before.db"))


def test_a_table_of_others_is_one_of_records(warta: Warta, path: Path, tmp_path: Path) -> None:
    moment = datetime(2026, 1, 5, 3, tzinfo=UTC)
    columns = {
        "judul": ["Pelabuhan sepi"], "isi": ["Nelayan tidak melaut karena ombak tinggi."], "tanggal": [moment],
        "tautan": ["https://dermaga.example/sepi"], "harga": [pyarrow.scalar(1.5).as_py()],
    }  # fmt: skip
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "others.parquet")
    assert warta("import", tmp_path / "others.parquet").exit_code == 0
    with Archive(path, readonly=True) as archive:
        found = archive.get("https://dermaga.example/sepi")
        assert found is not None
        assert (found.title, found.published) == ("Pelabuhan sepi", moment)


def test_a_broken_file_is_told(warta: Warta, exported: Callable[..., Path], tmp_path: Path) -> None:
    made = exported("a.parquet")
    made.write_bytes(made.read_bytes()[:-20])
    result = warta("import", made)
    assert result.exit_code == 65
    assert "its Parquet is broken" in result.stderr


def test_without_pyarrow_it_is_said_how_to_install_it(
    warta: Warta, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1....PAR1")
    found = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return found(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    result = warta("import", tmp_path / "a.parquet")
    assert result.exit_code == 65
    assert 'pip install "warta[parquet]"' in result.stderr


def test_columns_of_no_concern_and_odd_values_cost_nothing_else(warta: Warta, tmp_path: Path) -> None:
    table = pyarrow.table({
        "title": ["Satu", "Dua"], "text": ["Nelayan pulang lebih awal.", "Harga garam naik."],
        "raw": [{"bytes": b"\xff"}, {"bytes": b"\x00"}], "authors": [[b"Rahma"], [b"Dwi"]],
        "notes": ['{"a":' * 5000, "{}"],
    })  # fmt: skip
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    assert warta("import", tmp_path / "a.parquet").stdout.startswith("2 added")
