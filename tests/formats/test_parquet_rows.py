"""Parquet files that are small and hold gigabytes; each makes them of a few megabytes that repeat or are zeros."""

import random
import re
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.compute
import pyarrow.parquet
import pytest

from ingest.formats import parquet_rows
from ingest.formats.parquet_rows import MIB, TooLarge

LONG = "A" * MIB


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.parquet"


def write(path: Path, columns: dict[str, list[Any]], **settings: Any) -> None:
    pyarrow.parquet.write_table(pyarrow.table(columns), path, compression="zstd", **settings)


def test_a_text_that_repeats_is_in_memory_a_few_times_at_most(path: Path) -> None:
    write(path, {"title": [str(number) for number in range(100)], "text": [LONG] * 100})
    assert path.stat().st_size < 4000
    before, titles, most = pyarrow.total_allocated_bytes(), [], 0
    for _, row in parquet_rows.read(pyarrow, path):
        assert not isinstance(row, Exception)
        assert len(row["text"]) == len(LONG)
        titles.append(row["title"])
        most = max(most, pyarrow.total_allocated_bytes() - before)
    assert titles == [str(number) for number in range(100)]
    assert most < 64 * MIB  # all of them are 100 MiB


def test_a_row_that_unpacks_to_more_than_a_page_may_be_costs_itself_alone(path: Path) -> None:
    notes = pyarrow.array([[("a", "x")]] * 3 + [[("b", LONG)] * 30], pyarrow.map_(pyarrow.string(), pyarrow.string()))
    write(path, {"text": [["satu"], [LONG] * 40, ["dua"], []], "title": ["a", "b", "c", "d"], "notes": notes})
    numbers, (first, second, third, fourth) = zip(*parquet_rows.read(pyarrow, path), strict=True)
    assert numbers == (1, 2, 3, 4)
    notes = [("a", "x")]
    assert first == {"text": ["satu"], "title": "a", "notes": notes}
    assert third == {"text": ["dua"], "title": "c", "notes": notes}
    assert "it is 40 MiB unpacked" in str(second)
    assert "it is 30 MiB unpacked" in str(fourth)


def test_a_column_that_is_all_zeros_is_refused_before_it_is_unpacked(path: Path) -> None:
    write(path, {"text": [LONG] * 90}, use_dictionary=False)
    [(row, refused)] = parquet_rows.read(pyarrow, path)
    assert (row, type(refused)) == (1, TooLarge)
    assert re.search(r"text unpacks to [\d,]+ times its size, 90 MiB", str(refused))


def test_rows_that_are_larger_than_a_page_may_be_are_refused_before_they_are_read(path: Path) -> None:
    write(path, {"raw": [random.Random(1).randbytes(21 * MIB)]}, use_dictionary=False)
    [(row, refused)] = parquet_rows.read(pyarrow, path)
    assert (row, type(refused)) == (1, TooLarge)
    assert "a row of it is 21 MiB in the mean" in str(refused)


def test_categories_numbers_and_structures_are_read_as_they_are(path: Path) -> None:
    columns = {
        "site": pyarrow.array(["a", "b", None, "a"]).dictionary_encode(),
        "kind": pyarrow.array([7, 7, 8, None]).dictionary_encode(),
        "raw": pyarrow.array([{"at": 1, "of": ["x"]}, None, {"at": None, "of": []}, {"at": 2, "of": None}]),
        "notes": pyarrow.array([[("a", 1)], [], None, [("b", None)]], pyarrow.map_(pyarrow.string(), pyarrow.int64())),
    }
    table = pyarrow.table(columns)
    pyarrow.parquet.write_table(table, path)
    assert [*parquet_rows.read(pyarrow, path)] == [*enumerate(table.to_pylist(), 1)]


def test_a_row_group_that_is_broken_costs_its_own_rows_alone(path: Path) -> None:
    texts = [f"Kabar nomor {number}" for number in range(30)]
    pyarrow.parquet.write_table(pyarrow.table({"text": texts}), path, row_group_size=10, use_dictionary=False)
    where = pyarrow.parquet.read_metadata(path).row_group(1).column(0).data_page_offset
    whole = path.read_bytes()
    path.write_bytes(whole[:where] + b"\xff" * 40 + whole[where + 40 :])
    found = dict(parquet_rows.read(pyarrow, path))
    assert isinstance(found.pop(11), pyarrow.ArrowException | OSError)
    assert found == {number + 1: {"text": texts[number]} for number in (*range(10), *range(20, 30))}
