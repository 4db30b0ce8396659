import contextlib
import shutil
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path
from struct import iter_unpack

import pytest
from datasette.utils import detect_fts
from sqlite_utils import Database

import store
from store import Archive, Article, NewerArchive, NotAnArchive
from store.db import triggers
from store.db.migrations import VERSION
from tests.store.db.databases import check_index, put_some
from tests.store.stories.telling import FERRY_EN, FERRY_ID, RICE_ID, put

TABLES = {
    "articles": "id url title authors editors published published_from published_offset day"
    " modified site section tags description image text"
    " language language_confidence languages words content_hash method duplicate_of first_seen last_seen",
    "articles_fts": "title description text stems",
    "revisions": "article_id seen title text content_hash",
    "captures": "url fetched status content_type body sha256 article_id",
    "sightings": "article_id kind locator seen",
    "sources": "url kind title site_url enabled disabled_why etag last_modified next_due failures trouble trouble_code",
    "entries": "source_id key url arrived due stored",
    "gaps": "source_id since seen filled found",
    "pauses": "domain until reason",
    "visits": "url fetched status etag last_modified sha256",
    "fetches": "url fetched status reason listed fresh",
    "runs": "command started finished exit_code",
    "failures": "locator stage reason code seen times resolved",
    "pending_dates": "article_id",
    "counterparts": "article_id counterpart_id kind score",
}
OPENINGS = pytest.mark.parametrize("readonly", [False, True], ids=["writing", "reading"])
CREATE_EACH = """
import sys
from store import Archive, Article
for line in sys.stdin:
    try:
        with Archive(line.strip()) as archive:
            archive.put(Article(url=sys.argv[1], text="Teks."))
        print("stored", flush=True)
    except Exception as error:
        print(repr(error), flush=True)
"""


# -- the tables others rely on


@pytest.mark.parametrize("table", TABLES)
def test_the_promised_columns_are_there(archive: Archive, table: str) -> None:
    columns = {row["name"] for row in archive._connection.execute(f"PRAGMA table_info({table})")}
    assert set(TABLES[table].split()) <= columns


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("page_size", 16384), ("foreign_keys", 1), ("synchronous", 2), ("user_version", VERSION)],
)
def test_the_promised_settings_are_on(archive: Archive, pragma: str, value: object) -> None:
    assert archive._connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_counterparts_of_an_unknown_kind_are_refused(archive: Archive) -> None:
    put_some(archive)
    one, other, _ = (row["id"] for row in archive._connection.execute("SELECT id FROM articles"))
    with pytest.raises(sqlite3.IntegrityError):
        archive._connection.execute("INSERT INTO counterparts VALUES (?, ?, 'rumour', 1, NULL)", (one, other))


# -- the index, as other programs find and use it


def test_sqlite_utils_finds_and_uses_the_index(archive: Archive, path: Path) -> None:
    put_some(archive)
    table = Database(path)["articles"]
    assert table.detect_fts() == "articles_fts"
    assert [row["title"] for row in table.search("rudal")] == ["Rudal jatuh di ladang", "Missile tested"]


def test_datasette_finds_the_index(archive: Archive, path: Path) -> None:
    connection = sqlite3.connect(path)
    assert detect_fts(connection, "articles") == "articles_fts"
    connection.close()


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="needs the sqlite3 shell on PATH")
def test_the_stock_shell_uses_the_index(archive: Archive, path: Path) -> None:
    put_some(archive)
    sql = "SELECT title FROM articles WHERE id IN (SELECT rowid FROM articles_fts('rudal')) ORDER BY published DESC"
    answer = subprocess.run(["sqlite3", path, sql], capture_output=True, text=True, check=True, timeout=20)
    assert sorted(answer.stdout.splitlines()) == ["Missile tested", "Rudal jatuh di ladang"]


def test_plain_sql_ranks_titles_first(archive: Archive) -> None:
    put_some(archive)
    found = archive._connection.execute(
        "SELECT articles.title FROM articles_fts JOIN articles ON articles.id = articles_fts.rowid"
        " WHERE articles_fts MATCH 'rudal' ORDER BY rank"
    )
    assert [row["title"] for row in found] == ["Rudal jatuh di ladang", "Missile tested"]


def test_the_index_follows_every_change(archive: Archive) -> None:
    connection = archive._connection
    put_some(archive)
    check_index(connection)
    archive.put(Article(url="1", title="Rudal ditemukan", text="Petani lega."))
    connection.execute("UPDATE articles SET description = 'Tentang garam', stems = 'garam' WHERE url = '3'")
    connection.execute("UPDATE articles SET id = id + 1 WHERE url = '2'")
    check_index(connection)
    connection.execute("DELETE FROM articles WHERE url = '2'")
    check_index(connection)
    found = connection.execute("SELECT rowid FROM articles_fts('rudal OR missile OR kaget')").fetchall()
    assert [row["rowid"] for row in found] == [archive.get("1").id]
    connection.execute("DELETE FROM articles")
    check_index(connection)
    assert connection.execute("SELECT rowid FROM articles_fts('rudal OR garam')").fetchall() == []


def test_a_torn_index_is_noticed(archive: Archive) -> None:
    put_some(archive)
    archive._connection.execute("INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')")
    with pytest.raises(sqlite3.DatabaseError):
        check_index(archive._connection)


def test_all_that_belongs_to_an_article_goes_with_it(archive: Archive) -> None:
    put_some(archive)
    archive.put(Article(url="1", text="Teks baru."))
    archive._connection.execute("DELETE FROM articles")
    for table in ("revisions", "captures", "sightings"):
        assert archive._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


# -- what other tools make of it


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="needs the sqlite3 shell on PATH")
@OPENINGS
def test_a_copy_made_by_dump_is_an_archive(archive: Archive, path: Path, tmp_path: Path, *, readonly: bool) -> None:
    put_some(archive)
    archive.set("contact", "x")
    copy = tmp_path / "copy.db"
    dumped = subprocess.run(["sqlite3", path, ".dump"], capture_output=True, check=True, timeout=20).stdout
    subprocess.run(["sqlite3", copy], input=dumped, check=True, timeout=20)
    with Archive(copy, readonly=readonly) as opened:
        assert [hit.url for hit in opened.search("rudal")] == [hit.url for hit in archive.search("rudal")]
        assert opened.settings() == {"contact": "x"}
        if not readonly:
            assert opened._connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
            check_index(opened._connection)


@OPENINGS
def test_a_database_of_another_program_with_such_a_list_of_steps_is_none(path: Path, *, readonly: bool) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
        connection.execute("INSERT INTO _sqlite_migrations VALUES ('other', 'm001_first', '')")
        connection.execute("INSERT INTO _sqlite_migrations VALUES ('warta', 'x', '')")
    with pytest.raises(NotAnArchive):
        Archive(path, readonly=readonly)


def test_sqlite_utils_transforms_the_tables_and_extracts_from_them(archive: Archive, path: Path) -> None:
    put_some(archive)
    archive._connection.execute("UPDATE articles SET section = 'Ekonomi'")
    # An index that stands for its table alone: search no longer needs it where it is gone.
    archive._connection.execute("DROP INDEX IF EXISTS articles_redated")
    archive.close()
    database = Database(path)
    for table in ("sources", "entries", "captures", "sightings", "failures", "runs", "fetches"):
        database[table].transform()
    database["articles"].extract("section")
    assert database["articles"].count == 3
    assert [row["section"] for row in database["section"].rows] == ["Ekonomi"]


def test_triggers_that_another_program_dropped_are_made_again_and_all_is_found(
    archive: Archive, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put_some(archive)
    archive.put(Article(url="1", title="Rudal jatuh", text="Petani heran."))
    archive._connection.execute("UPDATE articles SET published = '2020-01-01T00:00:00Z' WHERE url = '2'")
    archive.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert triggers.missing(connection) == frozenset()
        made = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    assert made == triggers.NAMES
    database = Database(path)
    database["articles"].transform()
    database.conn.execute("UPDATE articles SET text = 'Karang di teluk.' WHERE url = '3'")
    database.conn.commit()
    database.close()
    assert any("trigger" in finding.where for finding in store.check(path))
    with Archive(path) as again:
        assert len(again.search("karang")) == 1
        assert len(again.search("rudal", until=date(2021, 1, 1), newest=True)) == 1
        check_index(again._connection)
        again.put(Article(url="9", text="Terumbu baru."))
        assert len(again.search("terumbu")) == 1
    assert [message for message in caplog.messages if "triggers" in message] == [
        f"warta: {path}: another program dropped triggers; they and the indexes were made again"
    ]
    assert [*store.check(path)] == []


def test_what_was_deleted_without_triggers_is_not_among_the_keys_of_links(archive: Archive, path: Path) -> None:
    for told in (FERRY_ID, RICE_ID):
        put(archive, told, "id")
    archive.close()
    database = Database(path)
    database["articles"].transform()
    database.conn.execute("DELETE FROM articles WHERE title = ?", FERRY_ID[:1])
    database.conn.commit()
    database.close()
    with Archive(path) as again:
        put(again, FERRY_EN, "en")
        rows = again._connection.execute("SELECT postings FROM story_keys").fetchall()
        linked = {posting >> 8 for (packed,) in rows for (posting,) in iter_unpack("<q", packed)}
        assert linked == {row[0] for row in again._connection.execute("SELECT id FROM articles")}
        [(count,)] = again._connection.execute("SELECT max(articles) FROM story_terms").fetchall()
        assert count == 2


def test_a_table_that_lacks_a_column_is_left_to_the_check(archive: Archive, path: Path) -> None:
    put_some(archive)
    archive.close()
    database = Database(path)
    database["articles"].transform(rename={"stems": "roots"})
    database.close()
    Archive(path).close()
    assert any(finding.kind == "tables" for finding in store.check(path))


# -- what is opened


@OPENINGS
def test_an_archive_of_a_later_version_is_refused(path: Path, *, readonly: bool) -> None:
    with Archive(path) as archive:
        archive._connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(NewerArchive, match=f"schema version {VERSION + 1}") as caught:
        Archive(path, readonly=readonly)
    assert caught.value.exit_code == 65


@OPENINGS
def test_a_text_file_is_refused_and_left_alone(path: Path, *, readonly: bool) -> None:
    content = b"Ini catatan belanja, bukan basis data.\n" * 50
    path.write_bytes(content)
    with pytest.raises(NotAnArchive) as caught:
        Archive(path, readonly=readonly)
    assert caught.value.exit_code == 65
    assert path.read_bytes() == content


@OPENINGS
@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_the_database_of_another_program_is_refused_and_left_alone(path: Path, mode: str, *, readonly: bool) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.executescript("CREATE TABLE belanja (barang); INSERT INTO belanja VALUES ('beras');")
    connection.close()
    content = path.read_bytes()
    with pytest.raises(NotAnArchive, match="not made by warta"):
        Archive(path, readonly=readonly)
    assert path.read_bytes() == content


def test_an_empty_file_becomes_an_archive(path: Path) -> None:
    path.touch()
    with Archive(path) as archive:
        put_some(archive)
        assert archive.summary().articles == 3


def test_an_empty_file_cannot_be_read(path: Path) -> None:
    path.touch()
    with pytest.raises(NotAnArchive):
        Archive(path, readonly=True)
    assert path.read_bytes() == b""


def test_opening_an_archive_of_this_version_writes_nothing(path: Path) -> None:
    with Archive(path) as archive:
        put_some(archive)
    content = path.read_bytes()
    with Archive(path) as archive:
        assert archive._connection.total_changes == 0
        wal = Path(f"{path}-wal")
        assert not wal.exists() or wal.stat().st_size == 0
    assert path.read_bytes() == content


def test_an_archive_can_be_opened_while_another_process_writes(path: Path) -> None:
    with Archive(path) as first:
        first._connection.execute("BEGIN IMMEDIATE")
        with Archive(path, busy_timeout_seconds=0.05) as second:
            assert second.summary().articles == 0


def test_processes_that_create_the_same_archive_at_once_all_succeed(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", CREATE_EACH, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        for name in ("satu", "dua", "tiga")
    ]
    try:
        for number in range(40):
            path = tmp_path / f"{number}.db"
            for writer in writers:
                writer.stdin.write(f"{path}\n")
                writer.stdin.flush()
            assert [writer.stdout.readline() for writer in writers] == ["stored\n"] * 3
            with Archive(path, readonly=True) as archive:
                assert archive.summary().articles == 3
    finally:
        for writer in writers:
            writer.communicate(timeout=20)
