"""A folder of shards: what has its name in it is complete."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet
import pytest

from store import Archive, Article, Deposit, ExportBusy, ExportFailed, ExportOptions, Shards, prepare
from store.export import destination, shards
from store.export.shards import MANIFEST

NOW = datetime(2026, 1, 6, 8, tzinfo=UTC)
ARTICLE = Article(
    url="https://muara.test/1", title="Feri baru", text="Feri baru merapat.", published=NOW, authors=("Ana Tuan",),
    language="id", languages={"id": 1.0}, notes={"text_from": "muara.test"},
)  # fmt: skip
PREPARED = prepare(Deposit(article=ARTICLE), NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Shards:
    return Shards(tmp_path / "out")


def fill(folder: Shards, name: str) -> None:
    with folder.writing(name) as add:
        add(PREPARED)
        folder.note(name, {"articles": 1})


def break_off(folder: Shards, name: str) -> None:
    with folder.writing(name) as add:
        add(PREPARED)
        folder.note(name, {"articles": 1})
        raise KeyError


def test_a_row_is_that_of_an_export_from_a_new_archive(archive: Archive, folder: Shards, tmp_path: Path) -> None:
    with folder.claimed():
        fill(folder, "a")
    archive.put_all([PREPARED])
    archive.export(tmp_path / "all.parquet", ExportOptions(format="parquet"))
    made = pyarrow.parquet.read_table(folder.folder / "a.parquet")
    exported = pyarrow.parquet.read_table(tmp_path / "all.parquet")
    assert made.schema.equals(exported.schema)
    assert made.to_pylist() == exported.to_pylist()
    assert list(shards.columns()) == made.column_names


def test_work_that_is_broken_off_leaves_nothing_and_is_not_done(folder: Shards) -> None:
    with folder.claimed():
        fill(folder, "a")
        with pytest.raises(KeyError):
            break_off(folder, "b")
        assert [name for name, _ in folder.done()] == ["a"]
    assert sorted(path.name for path in folder.folder.glob("*.parquet")) == ["a.parquet"]


def test_what_is_forgotten_can_be_done_again(folder: Shards) -> None:
    with folder.claimed():
        fill(folder, "a")
        folder.forget("a")
        assert [*folder.done()] == []
        fill(folder, "a")
        assert [*folder.done()] == [("a", {"articles": 1})]


def test_a_damaged_note_is_as_none(folder: Shards) -> None:
    with folder.claimed():
        fill(folder, "a")
        (folder.folder / "_tasks" / "a.json").write_text('{"articles":')
        assert [*folder.done()] == []


def test_what_a_killed_one_left_is_removed_and_what_is_written_now_stays(folder: Shards) -> None:
    with folder.claimed():
        pass
    left, held = folder.folder / ".a.parquet.part", folder.folder / ".b.parquet.part"
    left.write_bytes(b"PAR1")
    with destination.whole(folder.folder / "b.parquet", 0o600) as output:
        output.write(b"PAR1")
        with folder.claimed():
            assert (left.exists(), held.exists()) == (False, True)
    assert (folder.folder / "b.parquet").read_bytes() == b"PAR1"


def test_one_fills_a_folder_at_a_time(folder: Shards) -> None:
    with folder.claimed(), pytest.raises(ExportBusy), folder.claimed():
        pass


def test_readers_of_parquet_pass_over_what_is_beside(folder: Shards) -> None:
    with folder.claimed():
        fill(folder, "a")
        folder.describe({"articles": 1})
    assert (folder.folder / MANIFEST).exists()
    assert pyarrow.parquet.read_table(folder.folder).num_rows == 1


def test_files_may_be_read_by_whom_the_folder_may_be(folder: Shards) -> None:
    folder.folder.mkdir()
    folder.folder.chmod(0o750)
    with folder.claimed():
        fill(folder, "a")
    assert oct((folder.folder / "a.parquet").stat().st_mode & 0o777) == "0o640"


@pytest.mark.parametrize("fault", ["a file", "no permission"])
def test_a_place_that_cannot_be_a_folder_is_told(tmp_path: Path, fault: str) -> None:
    place = tmp_path / "place"
    if fault == "a file":
        place.write_bytes(b"")
    elif os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    else:
        tmp_path.chmod(0o500)
    with pytest.raises(ExportFailed) as caught, Shards(place).claimed():
        pass
    assert caught.value.exit_code == 74
