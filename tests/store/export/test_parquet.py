"""Parquet as pyarrow reads it back."""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from store import Archive, ExportFailed, ExportOptions
from store.export import parquet
from tests.store.export.harbour import DAY, FERRY, ISLAND, UNDATED, fill


def read(path: Path) -> list[dict[str, object]]:
    files = sorted(path.rglob("*.parquet"))
    return [row for file in files for row in pyarrow.parquet.ParquetFile(file).read().to_pylist()]


def test_a_row_holds_the_article_with_types(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    archive.export(tmp_path / "a.parquet", ExportOptions(format="parquet"), query="feri")
    [row] = pyarrow.parquet.read_table(tmp_path / "a.parquet").to_pylist()
    got = archive.get(FERRY)
    assert got is not None
    for name in ("id", "url", "title", "text", "published", "modified", "first_seen", "day", "published_offset"):
        assert row[name] == getattr(got, name), name
    assert (row["day"], row["published"], row["duplicate_of"]) == (date(2026, 1, 6), DAY, None)
    assert (row["authors"], row["languages"]) == (["Ana Tuan", "B; C"], '{"id": 1, "en": 0.0625}')
    assert (row["words"], row["language_confidence"]) == (3, 0.75)


def test_an_export_of_nothing_has_the_columns(archive: Archive) -> None:
    output = BytesIO()
    archive.export(output, ExportOptions(format="parquet"))
    table = pyarrow.parquet.read_table(BytesIO(output.getvalue()))
    assert (table.num_rows, table.column_names[0], table.column_names[-1]) == (0, "id", "text")


@pytest.mark.parametrize("rows", [1, 2, 1000])
def test_rows_are_written_in_groups(archive: Archive, monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(parquet, "_GROUP_ROWS", rows)
    fill(archive)
    output = BytesIO()
    archive.export(output, ExportOptions(format="parquet"))
    file = pyarrow.parquet.ParquetFile(BytesIO(output.getvalue()))
    assert (file.metadata.num_row_groups, file.metadata.num_rows) == (-(-3 // rows), 3)


def test_a_folder_holds_a_file_for_each_month(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    told: list[int] = []
    options = ExportOptions(format="parquet", is_folder=True, told=told.append)
    assert archive.export(tmp_path / "out", options).articles == 3
    assert told == [1, 2, 3]
    found = {file.name: pyarrow.parquet.read_table(file)["url"].to_pylist() for file in (tmp_path / "out").iterdir()}
    assert found == {"2025-01.parquet": [ISLAND], "2026-01.parquet": [FERRY], "undated.parquet": [UNDATED]}


def test_what_is_parted_by_lies_in_folders_as_others_read_them(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    options = ExportOptions(format="parquet", is_folder=True, partition=("language", "site"))
    archive.export(tmp_path / "out", options)
    names = sorted(str(file.relative_to(tmp_path / "out")) for file in (tmp_path / "out").rglob("*.parquet"))
    assert names == [
        "language=en/site=island.example/2025-01.parquet",
        "language=id/site=__HIVE_DEFAULT_PARTITION__/undated.parquet",
        "language=id/site=dermaga.example/2026-01.parquet",
    ]
    rows = pyarrow.parquet.read_table(tmp_path / "out").to_pylist()
    assert {(row["url"], row["language"], row["site"]) for row in rows} == {
        (ISLAND, "en", "island.example"), (FERRY, "id", "dermaga.example"), (UNDATED, "id", None),
    }  # fmt: skip


def test_a_folder_that_is_not_empty_is_left_alone(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    (tmp_path / "out").mkdir()
    archive.export(tmp_path / "out", ExportOptions(format="parquet", is_folder=True))
    before = read(tmp_path / "out")
    with pytest.raises(ExportFailed, match="it is there, and is no empty folder"):
        archive.export(tmp_path / "out", ExportOptions(format="parquet", is_folder=True))
    assert read(tmp_path / "out") == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["news.db", "news.db-shm", "news.db-wal", "out"]


def test_what_breaks_off_in_the_middle_leaves_no_folder(archive: Archive, tmp_path: Path) -> None:
    fill(archive)

    def stop(number: int) -> None:
        if number == 2:
            raise OSError(28, "No space left on device")

    with pytest.raises(ExportFailed, match="no space left"):
        archive.export(tmp_path / "out", ExportOptions(format="parquet", is_folder=True, told=stop))
    assert not [file for file in tmp_path.iterdir() if "out" in file.name]
    archive.note(FERRY, "gone", "it answers 410")


def test_without_pyarrow_it_is_said_what_to_install(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportFailed, match=r"needs pyarrow, which is not installed; install warta\[parquet\]"):
        archive.export(tmp_path / "a.parquet", ExportOptions(format="parquet"))
    assert not (tmp_path / "a.parquet").exists()
