"""A file of an export is there whole, or not at all."""

import errno
import os
import threading
from pathlib import Path

import pytest

from store import ExportBusy, ExportFailed
from store.export import destination


def write(path: Path, content: bytes, mode: int = 0o640) -> None:
    with destination.whole(path, mode) as output:
        output.write(content)


def test_a_file_is_there_when_all_of_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with destination.whole(path, 0o640) as output:
        output.write(b"isi")
        assert not path.exists()
    assert path.read_bytes() == b"isi"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [*tmp_path.iterdir()] == [path]


def test_one_that_is_there_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"lama sekali")
    path.chmod(0o604)
    write(path, b"baru")
    assert path.read_bytes() == b"baru"
    assert path.stat().st_mode & 0o777 == 0o604


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), KeyboardInterrupt()])
def test_what_breaks_off_in_the_middle_leaves_what_was_there(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"lama")

    def break_off() -> None:
        with destination.whole(path, 0o640) as output:
            output.write(b"setengah")
            raise error

    with pytest.raises(ExportFailed if isinstance(error, OSError) else KeyboardInterrupt) as caught:
        break_off()
    if isinstance(error, OSError):
        assert str(caught.value) == (
            f"exporting to {path}: no space left on device; give it a place with room that is yours to write"
        )
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.jsonl", b"lama")]


def test_what_a_killed_export_left_is_written_over(tmp_path: Path) -> None:
    (tmp_path / ".a.jsonl.part").write_bytes(b"lama, dan lebih panjang")
    write(tmp_path / "a.jsonl", b"baru")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.jsonl", b"baru")]


def test_two_exports_do_not_write_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with destination.whole(path, 0o640) as output:
        output.write(b"satu")
        with pytest.raises(ExportBusy, match="another export is writing it") as caught:
            write(path, b"dua")
    assert caught.value.exit_code == 75
    assert path.read_bytes() == b"satu"


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "a.jsonl").symlink_to(tmp_path / "real" / "b.jsonl")
    write(tmp_path / "a.jsonl", b"isi")
    assert (tmp_path / "a.jsonl").is_symlink()
    assert (tmp_path / "real" / "b.jsonl").read_bytes() == b"isi"


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    got: list[bytes] = []
    reader.start()
    write(path, b"isi")
    reader.join(30)
    assert got == [b"isi"]
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize(
    ("name", "reason"), [("missing/a", "no such file"), ("", "is a directory"), ("x" * 300, "name too long")]
)
def test_what_cannot_be_written_says_why(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(ExportFailed, match=reason) as caught:
        write(tmp_path / name, b"isi")
    assert caught.value.exit_code == 74
