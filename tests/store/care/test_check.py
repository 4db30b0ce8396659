"""A check finds what is wrong, says so in words, and changes nothing."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import store
from store import Archive, ArchiveMissing, Article, Capture, Finding, NewerArchive, NotAnArchive, Sighting
from store.db import migrations
from tests import archives
from tests.store.care.test_backup import cut, scribbled
from tests.store.db.test_sqlite import public_folder, unprivileged  # noqa: F401

NOW = datetime(2026, 3, 2, 5, 6, 7, tzinfo=UTC)
QUICK = pytest.mark.parametrize("quick", [False, True], ids=["whole", "quick"])


@pytest.fixture
def filled(path: Path) -> Path:
    with Archive(archives.empty(path)) as archive:
        for number in range(5):
            url = f"https://a.example/{number}"
            page = Capture(url=url, fetched=NOW, body=f"<p>Halaman {number}".encode())
            seen = Sighting(kind="page", locator=url)
            text = f"Kata{number} di pesisir. " * 400
            archive.put(Article(url=url, title="Garam", text=text, published=NOW), capture=page, sightings=[seen])
        archive.put(Article(url="https://a.example/1", title="Garam", text="Yang baru.", published=NOW))
    return path


def found(path: Path, *, quick: bool = False) -> list[Finding]:
    before = path.read_bytes()
    findings = [*store.check(path, quick=quick)]
    assert path.read_bytes() == before
    log = Path(f"{path}-wal")
    assert not log.exists() or log.stat().st_size == 0
    return findings


def change(path: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql, values)


@QUICK
def test_nothing_is_wrong_with_a_sound_archive(filled: Path, *, quick: bool) -> None:
    assert found(filled, quick=quick) == []


def test_nothing_is_wrong_with_an_empty_or_an_earlier_one(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Archive(path).close()
    assert found(path) == []
    earlier = tmp_path / "earlier.db"
    with monkeypatch.context() as then:
        then.setattr(migrations, "STEPS", migrations.STEPS[:1])
        then.setattr(migrations, "VERSION", 1)
        Archive(earlier).close()
    assert found(earlier) == []


def test_a_check_beside_a_writer_finds_nothing_and_waits_for_it(filled: Path) -> None:
    with Archive(filled) as writer:
        writer.put(Article(url="https://a.example/9", text="Sedang ditulis."))
        assert [*store.check(filled)] == []
        writer.put(Article(url="https://a.example/10", text="Terus ditulis."))


@QUICK
@pytest.mark.parametrize("damage", [cut, scribbled])
def test_a_damaged_file_is_told_and_nothing_else_is_tried(
    filled: Path, damage: Callable[[Path], None], *, quick: bool
) -> None:
    damage(filled)
    findings = found(filled, quick=quick)
    assert {finding.kind for finding in findings} == {"damage"}
    assert all(finding.what and "\n" not in finding.what for finding in findings)


def test_bytes_overwritten_anywhere_are_found_or_do_no_harm(filled: Path) -> None:
    whole, kinds = filled.read_bytes(), set()
    for place in range(100, len(whole), 6 * 8192 + 611):
        other = bytes(byte ^ 0x55 for byte in whole[place : place + 40])
        filled.write_bytes(whole[:place] + other + whole[place + 40 :])
        kinds |= {finding.kind for finding in found(filled)}
    assert kinds >= {"damage"}
    assert kinds <= {"damage", "index", "capture", "row", "tables", "orphans"}


@QUICK
def test_an_article_that_is_not_in_the_index_is_found(filled: Path, *, quick: bool) -> None:
    change(filled, "DROP TRIGGER articles_delete")
    change(filled, "DELETE FROM articles WHERE url = 'https://a.example/3'")
    findings = {(finding.kind, finding.where) for finding in found(filled, quick=quick)}
    assert ("index", "articles_fts") in findings
    assert ("tables", "articles (trigger articles_delete)") in findings
    assert ("orphans", "captures") in findings


def test_an_index_of_other_words_is_found_and_can_be_rebuilt_as_it_says(filled: Path) -> None:
    change(filled, "DROP TRIGGER articles_update")
    change(filled, "UPDATE articles SET text = 'Lain sama sekali.' WHERE url = 'https://a.example/3'")
    assert [finding.kind for finding in found(filled, quick=True)] == ["tables"]
    [missing, index] = found(filled)
    assert (missing.kind, index.kind) == ("tables", "index")
    _, rebuild = index.what.split("rebuild it: ")
    change(filled, rebuild)
    assert [finding.kind for finding in found(filled)] == ["tables"]


@QUICK
@pytest.mark.parametrize(
    ("sql", "where"),
    [
        ("UPDATE captures SET body = x'28b52ffd0403190000616161ff' WHERE id = 2", "captures 2"),
        ("UPDATE captures SET body = x'00' WHERE id = 2", "captures 2"),
        ("UPDATE captures SET sha256 = 'x' WHERE id = 4", "captures 4"),
        ("UPDATE captures SET fetched = 'kemarin' WHERE id = 4", "captures 4"),
        ("UPDATE revisions SET seen = 'kemarin'", "revisions 1"),
        ("UPDATE sightings SET seen = x'ff' WHERE rowid = 3", "sightings 3"),
    ],
)
def test_rows_and_pages_that_are_not_as_they_were_written_are_named(
    filled: Path, sql: str, where: str, *, quick: bool
) -> None:
    change(filled, sql)
    assert [finding.where for finding in found(filled, quick=quick)] == [where]


def test_a_missing_table_is_named(filled: Path) -> None:
    change(filled, "DROP TABLE pauses")
    assert [(finding.kind, finding.where) for finding in found(filled)] == [("tables", "pauses")]
    change(filled, "ALTER TABLE gaps DROP COLUMN found")
    assert {finding.where for finding in found(filled)} == {"pauses", "gaps (found)"}


def test_what_is_no_archive_is_said_as_elsewhere(path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        [*store.check(path)]
    path.write_bytes(os.urandom(5000))
    with pytest.raises(NotAnArchive):
        [*store.check(path)]
    path.unlink()
    Archive(path).close()
    change(path, f"PRAGMA user_version = {migrations.VERSION + 1}")
    with pytest.raises(NewerArchive):
        [*store.check(path)]


def test_where_nothing_may_be_written_the_rest_is_checked(
    public_folder: Path,  # noqa: F811
    unprivileged: Callable[[], None],  # noqa: F811
) -> None:
    path = public_folder / "news.db"
    with Archive(path) as archive:
        page = Capture(url="https://a.example/1", fetched=NOW, body=b"x")
        archive.put(Article(url=page.url, text="Garam."), capture=page)
    change(path, "UPDATE captures SET sha256 = 'x'")
    path.chmod(0o444)
    public_folder.chmod(0o555)
    unprivileged()
    assert [finding.where for finding in store.check(path)] == ["captures 1"]


@QUICK
def test_words_without_spaces_that_another_program_wrote_are_told(filled: Path, *, quick: bool) -> None:
    change(filled, "UPDATE articles SET title = '港町の市長' WHERE url = 'https://a.example/3'")
    [finding] = found(filled, quick=quick)
    assert (finding.kind, finding.where.split()[0]) == ("index", "articles")
    assert "inside runs of letters" in finding.what


def test_keys_of_links_that_cannot_be_read_are_made_again_as_it_says(filled: Path) -> None:
    with Archive(filled) as archive:
        archive.put(
            Article(url="https://teluk.test/1", title="Feri kandas", text="Feri kandas di teluk.", language="id")
        )
        archive._connection.execute("UPDATE story_keys SET postings = CAST('broken' AS BLOB)")
    [finding] = store.check(filled)
    assert (finding.kind, finding.where) == ("index", "story_keys")
    assert "warta relink --anew" in finding.what
    with Archive(filled) as archive:
        archive.relink(100, anew=True)
    assert list(store.check(filled)) == []
