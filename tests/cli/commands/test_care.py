"""The commands that look after an archive, as a person or cron calls them."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from ingest.cli import packages
from store import Archive, Article
from tests import archives
from tests.faults.programs import EXAMPLES, run
from tests.store.care.test_backup import cut, files
from tests.subscribing import LOOPBACK
from tests.web import Web

Warta = Callable[..., Result]


@pytest.fixture
def filled(path: Path) -> Path:
    with Archive(archives.empty(path)) as archive:
        for number in (1, 2, 3):
            archive.put(Article(url=f"https://a.example/{number}", title="Garam", text=f"Harga garam naik {number}%."))
    return path


# -- backup


def test_a_folder_that_is_not_there_is_no_name_of_a_backup(warta: Warta, filled: Path, tmp_path: Path) -> None:
    result = warta("backup", f"{tmp_path / 'gone'}/", "--keep", 3)
    assert (result.exit_code, (tmp_path / "gone").exists()) == (73, False)
    assert "there is no such folder" in result.stderr


def test_a_backup_says_what_it_made(warta: Warta, filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "disk" / "news.db"
    target.parent.mkdir()
    result = warta("backup", target, "--keep", 2)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{target}: 3 articles, ")
    warta("backup", target, "--keep", 2)
    result = warta("backup", target, "--keep", 2, "--json")
    made = json.loads(result.stdout)
    assert made == {
        "path": str(target), "articles": 3, "size_bytes": target.stat().st_size, "removed": [f"{target}.1"],
    }  # fmt: skip
    assert files(target) == ["news.db", "news.db.1"]
    assert warta("--db", target, "search", "garam").exit_code == 0


@pytest.mark.parametrize(
    ("words", "exit_code", "told"),
    [
        (["nowhere/news.db"], 73, "there is no such folder; make it, or mount its disk"),
        (["news.db"], 73, "that is the archive itself; give another path"),
        ([".", "--keep", "0"], 2, "0 is not in the range"),
    ],
)
def test_a_backup_that_cannot_be_is_one_line(
    warta: Warta, filled: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], exit_code: int, told: str
) -> None:
    monkeypatch.chdir(filled.parent)
    result = warta("backup", *words)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert told in result.stderr
    assert files(filled) == ["news.db"]


def test_a_backup_of_nothing_makes_nothing(warta: Warta, path: Path, tmp_path: Path) -> None:
    result = warta("backup", tmp_path / "copy.db")
    assert (result.exit_code, result.stdout) == (65, "")
    assert [*tmp_path.iterdir()] == []


# -- check


@pytest.mark.parametrize("words", [["check"], ["check", "--quick"]], ids=" ".join)
def test_a_sound_archive_is_said_to_be_well(warta: Warta, filled: Path, words: list[str]) -> None:
    result = warta(*words)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{filled}: all is well\n", "")
    result = warta(*words, "--json")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_cut_archive_says_so_to_every_command_and_stays_as_it_is(warta: Warta, filled: Path, tmp_path: Path) -> None:
    cut(filled)
    before = filled.read_bytes()
    commands = [["check"], ["check", "--quick"], ["search", "garam"], ["status"], ["backup", str(tmp_path / "b.db")]]
    commands += [["import", str(EXAMPLES / "panen-garam.txt")], ["delete", "1", "--why", "x"], ["sql", "SELECT 1"]]
    for words in commands:
        result = warta(*words)
        assert (result.exit_code, result.stdout) == (65, ""), words
        assert "malformed" in result.stderr, words
        assert "restore it from a backup" in result.stderr, words
        assert filled.read_bytes() == before, words


def test_what_is_wrong_is_told_line_by_line_or_as_json(warta: Warta, filled: Path) -> None:
    with Archive(filled) as archive, closing(archive._connection) as connection:
        connection.execute("INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')")
    result = warta("check")
    assert (result.exit_code, result.stdout) == (65, "")
    first, second, last = result.stderr.splitlines()
    assert first.startswith("warta: index: articles_fts: 3 articles are not in the index; rebuild it: INSERT")
    assert "says other than the articles do" in second
    assert last == f"warta: checking {filled}: 2 things are wrong; docs/operations.md says what to do"
    lines = warta("check", "--json").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["index", "index"]


def test_packages_of_the_same_names_are_found(tmp_path: Path) -> None:
    for name in ("one/store", "two/ingest", "three/store"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "four").mkdir()
    (tmp_path / "four" / "ingest.py").touch()
    (tmp_path / "three" / "store" / "db" / "migrations").mkdir(parents=True)
    (tmp_path / "three" / "store" / "db" / "migrations" / "__init__.py").touch()  # another copy of warta
    places = [str(tmp_path / name) for name in ("one", "two", "three", "four", "five", "one")]
    assert [*packages.foreign(places)] == [
        f"{tmp_path}/one/store is another package named store",
        f"{tmp_path}/two/ingest is another package named ingest",
        f"{tmp_path}/four/ingest is another package named ingest",
    ]
    assert not packages.hides_ours()


def test_a_package_that_hides_ours_is_told_and_no_traceback(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "other" / "store").mkdir(parents=True)
    (tmp_path / "other" / "store" / "__init__.py").touch()
    program = f"import sys; sys.path.insert(0, {str(tmp_path / 'other')!r})\nfrom ingest.cli.start import main; main()"
    exit_code, output, told = run(filled, "check", program=program)
    assert (exit_code, output) == (78, "")
    assert "other/store is another package named store, and hides that of warta; install warta by itself" in told
    exit_code, _, told = run(filled, "search", "garam", program=program)
    assert exit_code == 78
    assert told == "warta: another package named store hides that of warta; `warta check` says where\n"


# -- delete


def test_articles_are_deleted_by_id_address_and_list(warta: Warta, filled: Path, tmp_path: Path) -> None:
    with Archive(filled, readonly=True) as archive:
        found = archive.get("https://a.example/1")
        assert found is not None
    listed = tmp_path / "list.txt"
    listed.write_text("\ufeff# dari pengadilan\n\nhttps://A.example/2?utm_source=x\n", encoding="utf-8")
    result = warta("delete", found.id, "--file", listed, "--why", "putusan")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == (
        f"deleted {found.id} https://a.example/1 (0 earlier versions, 0 received pages)"
    )
    assert len(result.stdout.splitlines()) == 2
    assert "a.example/3" in warta("search", "garam").stdout
    result = warta("delete", "https://a.example/1", "--why", "lagi")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "the archive has no such article" in result.stderr
    result = warta("delete", "https://a.example/1", "https://a.example/3", "--why", "lagi", "--json")
    assert (result.exit_code, json.loads(result.stdout)["url"]) == (3, "https://a.example/3")


@pytest.mark.parametrize(
    ("words", "exit_code", "told"),
    [
        (["1"], 2, "Missing option '--why'"),
        (["1", "--why", " "], 2, "say why, in some words"),
        (["--why", "x"], 2, "give an id or an address"),
        (["--why", "x", "--file", "nowhere.txt"], 2, "No such file"),
    ],
)
def test_a_delete_that_cannot_be_meant_is_refused(
    warta: Warta, filled: Path, words: list[str], exit_code: int, told: str
) -> None:
    before = filled.read_bytes()
    result = warta("delete", *words)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert told in result.stderr
    assert filled.read_bytes() == before


def test_deleting_from_no_archive_makes_none(warta: Warta, path: Path) -> None:
    assert warta("delete", "1", "--why", "x").exit_code == 65
    assert not path.exists()


def test_what_was_deleted_is_neither_imported_nor_fetched_again(warta: Warta, web: Web, path: Path) -> None:
    page = (EXAMPLES / "tide-gauges.html").read_bytes()
    address = web.page("/a", page)
    feed = web.page("/f.xml", f'<rss version="2.0"><channel><item><link>{address}</link></item></channel></rss>')
    warta("import", address, *LOOPBACK)
    with Archive(path, readonly=True) as archive:
        (hit,) = archive.query("SELECT id FROM articles").rows
    assert warta("delete", hit[0], "--why", "x").exit_code == 0
    web.asked.clear()
    result = warta("import", feed, *LOOPBACK)
    assert result.exit_code == 0
    assert "/a" not in web.paths
    result = warta("import", address, *LOOPBACK)
    assert (result.exit_code, result.stdout) == (0, "0 added, 0 changed, 0 same, 0 failed, 1 deleted before\n")
    saved = path.parent / "a.html"
    saved.write_bytes(page)
    assert warta("import", saved).stdout == "0 added, 0 changed, 0 same, 0 failed, 1 deleted before\n"
    assert warta("sql", "SELECT count(*) FROM captures", "--csv").stdout == "count(*)\n0\n"
