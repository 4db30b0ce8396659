import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Archive, ArchiveMissing, Article, BadQuery, Deposit
from store.db.migrations import VERSION

ARTICLES = [
    Article(url="1", title="Rudal jatuh", text="Petani menemukan rudal di ladang.", language="id", site="a.example"),
    Article(url="2", title="Missile found", text="A farmer found it.", language="en", site="b.example"),
    Article(url="3", title="Panen garam", text="Petambak senang, rudal pergi.", language="id", site="a.example"),
]
# Each would write, reach another file, or change how the next statement works.
REFUSED = [
    "INSERT INTO runs (command, started) VALUES ('x', 'y')",
    "INSERT INTO runs (command, started) VALUES ('x', 'y') RETURNING id",
    "INSERT OR IGNORE INTO runs (command, started) VALUES ('x', 'y')",
    "REPLACE INTO articles (url, words, content_hash, first_seen, last_seen, text) VALUES ('1', 0, '', '', '', '')",
    "UPDATE articles SET title = 'x'",
    "UPDATE articles SET title = 'x' WHERE 0",
    "UPDATE sqlite_schema SET sql = ''",
    "DELETE FROM articles",
    "WITH doomed AS (SELECT id FROM articles) DELETE FROM articles WHERE id IN doomed",
    "EXPLAIN DELETE FROM articles",
    "DROP TABLE articles",
    "DROP INDEX articles_site",
    "DROP TRIGGER articles_insert",
    "CREATE TABLE lain (x)",
    "CREATE TABLE lain AS SELECT * FROM articles",
    "CREATE TEMP TABLE lain (x)",
    "CREATE TEMP VIEW lain AS SELECT 1",
    "CREATE TEMP TRIGGER lain AFTER INSERT ON articles BEGIN SELECT 1; END",
    "CREATE INDEX lain ON articles(title)",
    "CREATE VIEW lain AS SELECT 1",
    "CREATE VIRTUAL TABLE lain USING fts5(x)",
    "CREATE VIRTUAL TABLE temp.kata USING fts5vocab(main, articles_fts, row)",
    "ALTER TABLE articles RENAME TO lain",
    "ALTER TABLE articles ADD COLUMN lain",
    "ATTACH 'lain.db' AS lain",
    "ATTACH ':memory:' AS lain",
    "DETACH main",
    "VACUUM",
    "VACUUM INTO 'lain.db'",
    "REINDEX",
    "ANALYZE",
    "PRAGMA writable_schema = 1",
    "PRAGMA query_only = 0",
    "PRAGMA query_only",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA user_version = 9",
    "PRAGMA application_id = 9",
    "PRAGMA page_size = 512",
    "PRAGMA encoding = 'UTF-16'",
    "PRAGMA main.user_version(9)",
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA incremental_vacuum",
    "PRAGMA optimize",
    "PRAGMA temp_store_directory = '.'",
    "PRAGMA locking_mode = EXCLUSIVE",
    "SELECT * FROM pragma_wal_checkpoint",
    "SELECT * FROM pragma_user_version(9)",
    "INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')",
    "INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')",
    "INSERT INTO articles_fts(articles_fts, rank) VALUES ('rank', 'bm25(9.0)')",
    "SELECT load_extension('lain')",
    "SELECT LOAD_EXTENSION('lain', 'x')",
    "SELECT writefile('lain.txt', 'x')",
    "SELECT readfile('/etc/hostname')",
    "BEGIN",
    "BEGIN IMMEDIATE",
    "COMMIT",
    "SAVEPOINT lain",
    "SELECT 1; DELETE FROM articles",
    "SELECT 1; SELECT 2",
]
WRONG = [
    "",
    "   ",
    ";",
    "-- nothing but a comment",
    "hello",
    "SELECT",
    "SELECT * FROM tidak_ada",
    "SELECT ?",
    "SELECT :name",
    "SELECT * FROM articles_fts('\"')",
    "SELECT abs(-9223372036854775808)",
    "SELECT '\0'",
    "SELECT '\udc80'",  # a byte of the command line that is no UTF-8
]

WORDS = st.sampled_from(["SELECT", "FROM", "WITH", "articles", "*", ",", "(", ")", "'", '"', ";", "--", "1", "PRAGMA"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("query")
    with Archive(folder / "news.db") as archive:
        archive.put_all([Deposit(article=article) for article in ARTICLES])
    return folder


def answer(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with Archive(folder / "news.db", readonly=True) as archive:
        return [*archive.query(sql).rows]


def contents(folder: Path) -> dict[str, bytes]:
    """All files but SQLite's shared memory, which notes who reads."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")}


@pytest.mark.parametrize("sql", REFUSED)
def test_what_writes_or_leaves_the_file_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    monkeypatch.chdir(folder)
    with Archive(folder / "news.db", busy_timeout_seconds=0.05) as archive:
        archive.begin_run("so that there is something in the write-ahead log")
        before = contents(folder)
        with pytest.raises(BadQuery) as caught:
            [*archive.query(sql).rows]
        assert caught.value.exit_code == 2
        assert contents(folder) == before
        archive.begin_run("the archive can still be written")


@pytest.mark.parametrize("sql", WRONG)
def test_what_is_wrong_is_told_and_not_raised_as_an_error_of_sqlite(folder: Path, sql: str) -> None:
    with pytest.raises(BadQuery, match=r"one statement that only reads|lists the tables and their columns") as caught:
        answer(folder, sql)
    assert caught.value.exit_code == 2
    assert ("sqlite_schema" in str(caught.value)) == ("no such" in str(caught.value))


def test_a_mistake_that_shows_only_in_a_later_row_is_a_bad_query_too(folder: Path) -> None:
    with pytest.raises(BadQuery, match="integer overflow"):
        answer(folder, "SELECT abs(column1) FROM (VALUES (1), (-9223372036854775808))")


@settings(deadline=None)
@given(st.text() | st.lists(WORDS).map(" ".join))
def test_any_text_gives_rows_or_a_bad_query(folder: Path, sql: str) -> None:
    before = (folder / "news.db").read_bytes()
    with contextlib.suppress(BadQuery):
        answer(folder, sql)
    assert (folder / "news.db").read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT title FROM articles ORDER BY url", [("Rudal jatuh",), ("Missile found",), ("Panen garam",)]),
        ("select count(*) from articles;", [(3,)]),
        ("SELECT 1 WHERE 0", []),
        ("VALUES (1, 'a'), (2, NULL)", [(1, "a"), (2, None)]),
        ("SELECT language, count(*) FROM articles GROUP BY 1 ORDER BY 1", [("en", 1), ("id", 2)]),
        (
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n",
            [(1,), (2,), (3,)],
        ),
        ("SELECT url, rank() OVER (ORDER BY url DESC) FROM articles LIMIT 1", [("3", 1)]),
        (
            "SELECT a.url FROM articles a JOIN articles_fts f ON f.rowid = a.id WHERE articles_fts MATCH 'rudal'"
            " ORDER BY f.rank",
            [("1",), ("3",)],
        ),
        (
            "SELECT snippet(articles_fts, 2, '<', '>', '…', 3) FROM articles_fts WHERE articles_fts MATCH 'farmer'",
            [("A <farmer> found…",)],
        ),
        (
            "SELECT highlight(articles_fts, 0, '<', '>') FROM articles_fts('rudal')"
            " ORDER BY bm25(articles_fts) LIMIT 1",
            [("<Rudal> jatuh",)],
        ),
        ("SELECT title FROM articles WHERE id IN (SELECT rowid FROM articles_fts('garam'))", [("Panen garam",)]),
        ("SELECT value FROM json_each('[1, 2]')", [(1,), (2,)]),
        ("SELECT date('2026-01-05', '+1 day')", [("2026-01-06",)]),
        ("SELECT name FROM sqlite_schema WHERE name = 'articles'", [("articles",)]),
        ("SELECT name FROM pragma_table_info('sightings') LIMIT 1", [("article_id",)]),
        ("PRAGMA user_version", [(VERSION,)]),
        ("PRAGMA journal_mode", [("wal",)]),
        ("PRAGMA integrity_check", [("ok",)]),
    ],
)
def test_what_only_reads_is_answered(folder: Path, sql: str, rows: list[tuple[object, ...]]) -> None:
    assert answer(folder, sql) == rows


@pytest.mark.parametrize("sql", ["PRAGMA table_info(articles)", "PRAGMA index_list(articles)", "PRAGMA table_list"])
def test_the_tables_can_be_listed(folder: Path, sql: str) -> None:
    assert answer(folder, sql) != []


def test_a_query_plan_is_shown(folder: Path) -> None:
    assert "articles_site" in str(answer(folder, "EXPLAIN QUERY PLAN SELECT * FROM articles WHERE site = 'a.example'"))


def test_columns_are_named(folder: Path) -> None:
    with Archive(folder / "news.db", readonly=True) as archive:
        table = archive.query("SELECT url, words * 2 AS jumlah FROM articles WHERE 0")
        assert (table.columns, [*table.rows]) == (("url", "jumlah"), [])


def test_a_query_sees_what_was_just_put(archive: Archive) -> None:
    archive.put(ARTICLES[0])
    assert [*archive.query("SELECT url FROM articles").rows] == [("1",)]


def test_a_writer_goes_on_while_rows_are_read(folder: Path) -> None:
    with Archive(folder / "news.db", busy_timeout_seconds=0.05) as archive:
        rows = archive.query("SELECT url FROM articles ORDER BY url").rows
        assert next(rows) == ("1",)
        archive.put(Article(url="4", text="Teks."))
        assert [*rows] == [("2",), ("3",)]
        archive._connection.execute("DELETE FROM articles WHERE url = '4'")


def test_a_file_that_is_gone_is_no_mistake_of_the_query(path: Path) -> None:
    with Archive(path) as archive:
        path.unlink()
        with pytest.raises(ArchiveMissing):
            archive.query("SELECT 1")
