"""Each kind of bad input gets one clear line and its exit code; what was good beside it is stored."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from store import Archive
from tests.web import Web

Warta = Callable[..., Result]
GOOD = Path(__file__).parents[2] / "examples" / "articles" / "panen-garam.txt"
GERMAN = "Die Gemeinde hat beschlossen, die alte Brücke über den Fluss im kommenden Jahr zu erneuern."
FILES: dict[str, tuple[bytes, int, str]] = {
    "empty.txt": (b"", 65, "it is empty"),
    "blank.txt": (b" \n\t\n", 65, "it is empty"),
    "empty.html.gz": (b"", 65, "it is empty"),
    "binary.txt": (bytes(range(256)) * 20, 65, "it is a binary file"),
    "image.html": (b"\x89PNG\r\n\x1a\n" + bytes(200), 65, "it is a binary file"),
    "broken.txt.gz": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\xff" * 20, 65, "its gzip stream is broken"),
    "no-text.html": (b"<html><title>x</title><body></body></html>", 4, "no article text was found in it"),
    "not-json.jsonl": (b"{broken\n{again", 65, "line 1: it is no JSON object"),
    "no-text.json": (
        b'{"url": "https://a.example/1", "title": "x"}',
        4,
        "none of its fields is a text: url, title; --map text=NAME",
    ),
    "paper.pdf": (b"%PDF-1.4 kabar dari muara", 65, "it is a PDF file"),
    "notes.xml": (b"<?xml version='1.0'?><notes>x</notes>", 65, "it is XML of another kind"),
    "deep.json": (b"[" * 100_000, 65, "it is no JSON object, and holds none"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_gets_a_line_and_the_good_one_beside_it_is_stored(warta: Warta, tmp_path: Path, name: str) -> None:
    body, exit_code, reason = FILES[name]
    bad = tmp_path / name
    bad.write_bytes(body)
    result = warta("import", bad)
    assert result.exit_code == exit_code
    assert reason in result.stderr
    assert len(result.stderr.splitlines()) == body.count(b"\n{") + 1
    mixed = warta("import", bad, GOOD)
    assert mixed.exit_code == 3
    assert mixed.stdout.startswith("1 added")


@pytest.mark.parametrize(
    ("source", "exit_code", "reason"),
    [
        ("missing.txt", 65, "there is no such file"),
        ("www.muara.example/kabar", 2, "if it is a site, give https://www.muara.example/kabar"),
        ("muara.co.id", 2, "if it is a site, give https://muara.co.id"),
        ("", 2, "it is empty"),
        ("ftp://a.example/x", 2, "warta cannot fetch ftp:// addresses"),
        ("magnet://x", 2, "warta cannot fetch magnet:// addresses"),
        ("http://", 2, "it has no host"),
        ("http://user:secret@a.example/", 2, "it carries a user name or password"),
        ("http://a b/", 2, "white space"),
        ("http://[::1", 2, "Invalid IPv6 URL"),
        ("http://10.0.0.1/", 4, "10.0.0.1 is not on the public internet"),
        ("http://127.1/", 4, "127.0.0.1 is not on the public internet"),
        ("name\0with-nul", 65, "null"),
    ],
)
def test_a_bad_source_gets_a_line_and_the_good_one_beside_it_is_stored(
    warta: Warta, source: str, exit_code: int, reason: str
) -> None:
    result = warta("import", source)
    assert result.exit_code == exit_code
    assert reason in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert warta("import", source, GOOD).exit_code == 3


def test_a_folder_without_articles_says_what_it_needs(warta: Warta, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = warta("import", tmp_path / "empty")
    assert result.exit_code == 65
    assert "no articles in this folder; it needs files such as .html, .txt" in result.stderr


@pytest.mark.parametrize(
    ("status", "reason"),
    [(404, "it answers 404 Not Found"), (500, "it answers 500 Internal Server Error"), (599, "it answers 599")],
)
def test_an_answer_that_is_no_page_gets_a_line(warta: Warta, web: Web, status: int, reason: str) -> None:
    address = web.page("/x", "nothing", status=status)
    result = warta("import", address, "--allow-private", "127.0.0.0/8")
    assert (result.exit_code, reason in result.stderr) == (4, True)


def test_a_dead_host_gets_a_line(warta: Warta) -> None:
    with Web("127.0.0.1") as gone:
        address = f"{gone.url}/x"
    result = warta("import", address, "--allow-private", "127.0.0.0/8")
    assert result.exit_code == 4
    assert f"fetching {address}: no connection" in result.stderr


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN.encode(), "de"),
        (b"12.500 - 3/4 % 2026", None),
        ("Kepala desa berkata “maju” di café itu kepada para petani.".encode("cp1252"), "id"),
        ("\ufeffKepala desa berkata maju kepada para petani garam.".encode("utf-16"), "id"),
        (b"Kepala desa berkata maju kepada para \xff\xfe petani garam di pantai.", "id"),
    ],
    ids=["neither language", "no letters", "windows-1252", "utf-16", "broken bytes"],
)
def test_unusual_text_is_stored_with_the_language_that_it_has(
    warta: Warta, tmp_path: Path, path: Path, text: bytes, language: str | None
) -> None:
    (tmp_path / "a.txt").write_bytes(text)
    result = warta("import", tmp_path / "a.txt")
    assert result.exit_code == 0
    assert ("stored without a language: the text holds no letters" in result.stderr) == (language is None)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT language FROM articles").fetchall() == [(language,)]


def test_a_locked_database_is_75_and_loses_nothing(path: Path, warta: Warta, monkeypatch: pytest.MonkeyPatch) -> None:
    warta("import", GOOD)
    monkeypatch.setitem(Archive.__init__.__kwdefaults__, "busy_timeout_seconds", 0.1)
    with sqlite3.connect(path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        result = warta("import", GOOD)
    assert result.exit_code == 75
    assert "another process is writing to it; wait for it to end, then run this again" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    writer.rollback()
    assert warta("import", GOOD).stdout.startswith("0 added, 0 changed, 1 same")


def test_a_folder_that_does_not_exist_for_the_database_is_73(warta: Warta, tmp_path: Path) -> None:
    result = warta("--db", tmp_path / "none" / "news.db", "import", GOOD)
    assert result.exit_code == 73
    assert (
        "the file cannot be opened (no such file or directory); check that the folder exists and is yours"
        in result.stderr
    )


@pytest.mark.parametrize("words", [["import", str(GOOD)], ["search", "garam"], ["status"]])
def test_a_file_that_is_no_archive_is_65_and_stays_as_it_is(warta: Warta, path: Path, words: list[str]) -> None:
    path.write_bytes(b"these are my notes, not a database")
    result = warta(*words)
    assert result.exit_code == 65
    assert "the file is not an SQLite database; give another path with --db" in result.stderr
    assert path.read_bytes() == b"these are my notes, not a database"


@pytest.mark.parametrize("words", [["import", str(GOOD)], ["search", "garam"]])
def test_an_archive_of_a_newer_version_is_65(warta: Warta, path: Path, words: list[str]) -> None:
    warta("import", GOOD)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    result = warta(*words)
    assert result.exit_code == 65
    assert "it has schema version 999" in result.stderr
    assert "upgrade warta" in result.stderr
