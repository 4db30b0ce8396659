"""Another archive into this one: with all that belongs to its articles, and as often as one likes."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from store import Archive, Article, Capture, Revisit
from store.db import migrations
from tests.store.export.harbour import DAY, FERRY, ISLAND, ferry, fill

Warta = Callable[..., Result]
TABLES = {
    "articles": "*",
    "revisions": "article_id, seen, replaced, title, text, content_hash, stems",
    "alternates": "*",
    "sightings": "*",
    "captures": "url, fetched, status, content_type, headers, sha256, article_id",
    "revisits": "fetched, status, (SELECT sha256 FROM captures WHERE id = capture_id)",
    "tombstones": "*",
}
SOON = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+2 hours')"  # later than anything was seen
LATER = datetime(2026, 1, 7, tzinfo=UTC)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another archive, whose pages have headers and were received again."""
    path = tmp_path / "other.db"
    with Archive(path) as archive:
        fill(archive)
        page = Capture(url=ISLAND, fetched=DAY, status=200, headers="HTTP/1.1 200 OK\nServer: x", body=b"<p>Ferry</p>")
        stored = archive.get(ISLAND)
        assert stored is not None
        archive.put(stored, capture=page)
        archive.put(replace(ferry("Feri baru berlayar."), url=f"{FERRY}/2"), capture=replace(page, url=f"{FERRY}/2"))
        archive.revisit([Revisit(url=f"{FERRY}/2", sha256=page.sha256, fetched=LATER, status=304)])
    return path


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What a merge brings over, table by table."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)
            for table, columns in TABLES.items()
        }


def counts(result: Result) -> str:
    return result.stdout.partition(" (")[0].strip()


def test_all_that_belongs_to_the_articles_comes_with_them(warta: Warta, path: Path, other: Path) -> None:
    before = other.read_bytes()
    result = warta("import", other)
    assert (result.exit_code, counts(result)) == (0, "4 added, 0 changed, 0 same, 0 failed")
    assert rows(path) == rows(other)
    assert any(rows(path)["revisits"])
    assert other.read_bytes() == before
    assert not [*other.parent.glob("other.db-*")]


def test_a_second_time_changes_nothing_and_nothing_is_worked_out_again(
    warta: Warta, path: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warta("import", other)
    before = rows(path)
    monkeypatch.setattr("ingest.pipeline.process._read", None)
    assert counts(warta("import", other)) == "0 added, 0 changed, 4 same, 0 failed"
    assert rows(path) == before


def test_an_archive_is_not_imported_into_itself(warta: Warta, path: Path, other: Path) -> None:
    warta("import", other)
    (path.parent / "link.db").symlink_to(path)
    for name in (path, path.parent / "link.db"):
        result = warta("import", name)
        assert result.exit_code == 2
        assert "it is the archive itself" in result.stderr


def test_another_programs_database_is_told_apart(warta: Warta, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.sqlite"
    with closing(sqlite3.connect(theirs)) as connection:
        connection.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, text TEXT)")
    result = warta("import", theirs)
    assert result.exit_code == 65
    assert "an SQLite database of another program; with its own program" in result.stderr
    assert warta("import", "-", stdin=theirs.read_bytes()).exit_code == 65


def test_of_two_texts_the_one_that_was_seen_later_stands_and_its_page_stays_the_last(
    warta: Warta, path: Path, other: Path
) -> None:
    page = Capture(url=FERRY, fetched=LATER, status=200, body=b"later")
    with Archive(path) as archive:
        article_id = archive.put(ferry("Feri lama tenggelam."), capture=page).id
        archive._connection.execute("UPDATE articles SET last_seen = '2030-01-01T00:00:00Z'")
    for _ in range(2):
        warta("import", other)
        with Archive(path, readonly=True) as archive:
            stored = archive.get(FERRY)
            assert stored is not None
            assert stored.text == "Feri lama tenggelam."
            assert archive.captures(article_id)[-1].body == b"later"
            assert len(archive.captures(article_id)) == 3
            changes = archive.diff(article_id)
            assert [change.seen for change in changes] == sorted(change.seen for change in changes)
            assert {old.text for old in archive.revisions(article_id)} == {
                "Feri baru berlayar.", "Feri baru batal berlayar.",
            }  # fmt: skip


def test_what_was_received_earlier_there_was_received_again_here(warta: Warta, path: Path, other: Path) -> None:
    with Archive(path) as archive:
        stored = ferry("Feri baru berlayar.")
        body = b"<p>Ferry</p>"
        article_id = archive.put(
            replace(stored, url=f"{FERRY}/2"), capture=Capture(url=f"{FERRY}/2", fetched=LATER, status=200, body=body)
        ).id
    warta("import", other)
    with Archive(path, readonly=True) as archive:
        assert [capture.fetched for capture in archive.captures(article_id)] == [DAY]
        assert [*archive.query("SELECT fetched, status FROM revisits").rows] == [("2026-01-07T00:00:00Z", 200)]


def test_what_was_deleted_for_good_in_either_does_not_come(warta: Warta, path: Path, other: Path) -> None:
    with Archive(other) as archive:
        gone = archive.put(replace(ferry("Sudah dihapus."), url=f"{FERRY}/3")).id
        archive.delete([gone], why="asked")
    with Archive(path) as archive:
        kept = archive.put(replace(ferry("Sudah dihapus."), url=f"{FERRY}/4")).id
        archive.delete([archive.put(ferry("Feri baru berlayar.")).id], why="asked")
    result = warta("import", other)
    assert counts(result) == "2 added, 0 changed, 0 same, 0 failed, 2 deleted before"
    assert f"1 article that was deleted there is still here ({kept}); `warta delete`" in result.stderr
    with Archive(path) as archive:
        assert archive.get(FERRY) is None
        assert archive.put(replace(ferry("Lain."), url=f"{FERRY}/3")).outcome == "deleted"


@pytest.mark.parametrize("version", [1, 5, 9, 13])
def test_an_archive_of_an_earlier_version_is_read_and_not_changed(
    warta: Warta, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    old = tmp_path / "old.db"
    with monkeypatch.context() as earlier:
        earlier.setattr(migrations, "STEPS", migrations.STEPS[:version])
        earlier.setattr(migrations, "VERSION", version)
        with Archive(old) as archive:
            archive._connection.execute(
                "INSERT INTO articles (id, url, title, text, words, content_hash, language, first_seen, last_seen)"
                " VALUES (1, 'https://muara.test/1', 'Feri', 'Berlayar.', 1, 'a', 'id', '2026-03-01', '2026-03-02')"
            )
    before = old.read_bytes()
    result = warta("import", old)
    assert (result.exit_code, counts(result)) == (0, "1 added, 0 changed, 0 same, 0 failed")
    assert "bringing" not in result.stderr
    assert old.read_bytes() == before
    with Archive(path, readonly=True) as archive:
        assert [hit.title for hit in archive.search("feri")] == ["Feri"]


def test_a_later_version_is_told_so(warta: Warta, other: Path) -> None:
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("PRAGMA user_version = 99")
    result = warta("import", other)
    assert result.exit_code == 65
    assert result.stderr.rstrip().endswith("upgrade warta")


def test_one_that_is_being_written_is_taken_as_it_was(warta: Warta, path: Path, other: Path) -> None:
    with Archive(other) as archive:
        archive._connection.execute("BEGIN IMMEDIATE")
        archive._connection.execute("DELETE FROM articles")
        result = warta("import", other)
        archive._connection.execute("ROLLBACK")
    assert counts(result) == "4 added, 0 changed, 0 same, 0 failed"


def test_of_a_damaged_one_what_can_be_read_is_taken(warta: Warta, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with Archive(other) as archive:
        for number in range(40):
            archive.put(Article(url=f"{FERRY}/{number}", text=f"Kabar feri nomor {number}. " * 300, language="id"))
    with closing(sqlite3.connect(other)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    body = bytearray(other.read_bytes())
    at = body.index(b"Kabar feri nomor 20.") // size * size  # the page of that text
    body[at : at + size] = b"\xa5" * size
    other.write_bytes(body)
    result = warta("import", other)
    assert result.exit_code == 3
    assert "the file is damaged there" in result.stderr
    with Archive(path, readonly=True) as archive:
        assert len(archive.search("kabar", limit=99)) >= 36


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE articles SET section = 'Baru' WHERE section IS NULL",
        "UPDATE articles SET first_seen = '2020-01-01T00:00:00Z'",
        f"UPDATE articles SET last_seen = {SOON}",
        f"UPDATE articles SET content_hash = 'x', text = 'Lain.', title = 'Lain', last_seen = {SOON}",
        "UPDATE revisions SET content_hash = 'x', text = text || ' Ya.' WHERE revision_id = 1",
        "UPDATE sightings SET seen = '2020-01-01T00:00:00Z'",
        "UPDATE sightings SET locator = locator || '/lain'",
        "UPDATE captures SET fetched = '2020-01-01T00:00:00Z'",
        "UPDATE captures SET fetched = '2026-01-06T00:00:00Z'",
        "INSERT INTO revisits SELECT id, '2026-02-01T00:00:00Z', 304 FROM captures",
    ],
)
def test_what_came_to_it_there_comes_the_second_time(warta: Warta, path: Path, other: Path, change: str) -> None:
    warta("import", other)
    before = rows(path)
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute(change)
    warta("import", other)
    after = rows(path)
    assert after != before
    warta("import", other)
    assert rows(path) == after


def test_times_of_a_clock_that_was_ahead_and_addresses_that_run_something_do_not_come_with_it(
    warta: Warta, path: Path, other: Path
) -> None:
    never = "9999-12-31T23:59:59Z"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute(
            f"UPDATE articles SET published = '{never}', modified = '{never}', day = '9999-12-31',"
            f" last_seen = '{never}', image = 'javascript:alert(1)'"
        )
        connection.execute("UPDATE articles SET url = 'javascript:alert(2)' WHERE url = ?", (ISLAND,))
        for table, column in (("revisions", "seen"), ("sightings", "seen"), ("captures", "fetched")):
            connection.execute(f"UPDATE {table} SET {column} = '{never}'")
    assert counts(warta("import", other)) == "4 added, 0 changed, 0 same, 0 failed"
    before = rows(path)
    with closing(sqlite3.connect(path)) as connection:
        dump = "\n".join(connection.iterdump())
    assert "9999" not in dump
    assert "javascript" not in dump
    assert counts(warta("import", other)) == "0 added, 0 changed, 4 same, 0 failed"
    assert rows(path) == before


def test_a_value_that_no_archive_writes_costs_its_article(warta: Warta, path: Path, other: Path) -> None:
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("DROP TRIGGER articles_update")
        connection.execute("UPDATE articles SET section = x'ff00' WHERE url = ?", (ISLAND,))
        connection.commit()
        (count,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    result = warta("import", other)
    assert result.exit_code == 3
    assert result.stdout.startswith(f"{count - 1} added")


def test_a_view_in_the_place_of_a_table_is_not_read(warta: Warta, other: Path) -> None:
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("DROP TABLE revisits")
        connection.execute(
            "CREATE VIEW revisits AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        )
        connection.commit()
    assert warta("import", other).exit_code == 65
