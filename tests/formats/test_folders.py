"""What is read of a folder, and what is left out."""

import os
from pathlib import Path

import pytest

from ingest.core.errors import Unreadable
from ingest.core.model import Noted
from ingest.formats import folders


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path.resolve()


def put(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"Perahu merapat di dermaga.")


def names(folder: Path) -> list[str]:
    return [each.name for each in folders.found(folder) if isinstance(each, Path)]


def note(folder: Path) -> str:
    *_, last = folders.found(folder)
    assert isinstance(last, Noted)
    return last.text


def trouble(folder: Path) -> Unreadable:
    (found,) = folders.found(folder)
    assert isinstance(found, Unreadable)
    return found


def test_the_size_of_a_folder_is_that_of_what_is_read(folder: Path) -> None:
    for name in ("a.html", "in/b.txt.gz", "c.png", ".d.txt"):
        put(folder / name)
    assert folders.size_bytes(folder) == 2 * 26
    assert folders.size_bytes(folder / "a.html") == 26
    assert folders.size_bytes(folder / "gone") == folders.size_bytes(Path("a\0")) == 0


def test_hidden_files_and_unknown_suffixes_of_a_folder_are_left_out(folder: Path) -> None:
    for name in (
        ".a.txt",
        ".git/b.txt",
        "c.md",
        "d.jpg",
        "e.txt~",
        "f",
        "g.tar.gz",
        "z.txt/.hidden",
        "h.txt",
        "i.TXT",
        "j.html.gz",
    ):
        put(folder / name)
    assert names(folder) == ["h.txt", "i.TXT", "j.html.gz"]


@pytest.mark.parametrize("name", ["", "catatan.md", "kosong/"])
def test_a_folder_without_articles_is_unreadable(folder: Path, name: str) -> None:
    if name.endswith("/"):
        (folder / name).mkdir()
    elif name:
        put(folder / name)
    found = trouble(folder)
    assert found.reason == "no articles in this folder" + (", but 1 other file" if "." in name else "")
    assert ".html" in found.advice


def test_what_never_ends_in_a_folder_is_counted_and_left_out(folder: Path) -> None:
    put(folder / "a.txt")
    (folder / "b.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "c.html")
    assert names(folder) == ["a.txt"]
    assert note(folder) == f"{folder}: left out: 2 devices, pipes or sockets"


def test_what_a_folder_holds_beside_its_articles_is_counted_by_kind(folder: Path) -> None:
    for name in (
        "a.html", "a_files/1.png", "a_files/2.css", "1.JPG", "2.png", "in/3.webp", "x.css", "b.pdf", "c.xlsx",
        "news.db", "d.zip", "README", "e.md", ".git/x", ".hidden.html", "in/b.txt",
    ):  # fmt: skip
        put(folder / name)
    (folder / "again").symlink_to(folder / "in")
    assert names(folder) == ["a.html", "b.txt"]
    assert note(folder) == (
        f"{folder}: left out: 3 images, 2 hidden, 1 database (import it by name), 1 document, 1 folder of a saved page,"
        " 1 link to a folder, 5 other files"
    )


def test_a_folder_without_articles_says_what_it_holds(folder: Path) -> None:
    put(folder / "1.png")
    assert trouble(folder).reason == "no articles in this folder, but 1 image"
