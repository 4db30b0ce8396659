"""An archive of any earlier version is brought up to date, whole or not at all, with nothing lost."""

import contextlib
import itertools
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from struct import iter_unpack, pack

import pytest

from store import Archive, Failure, OlderArchive, Source, StoreError
from store.db import migrations, schema, sqlite
from store.db.migrations import VERSION
from tests.disk import full_beyond
from tests.store.db.databases import check_index
from tests.subscribing import only_in_full

FEED, DENIED = "https://muara.test/feed", "https://bukit.test/feed"
DUE = datetime(2026, 3, 2, 5, tzinfo=UTC)
Make = Callable[[int], Path]
# What every version left, and what each did, as it wrote it.
ARTICLES = """
    INSERT INTO articles (id, url, title, text, published, words, content_hash, language, first_seen, last_seen) VALUES
      (1, '1', 'Rudal jatuh di ladang', 'Petani kaget.', NULL, 2, 'a', 'id', '2026-03-01', '2026-03-02'),
      (2, '2', 'Missile tested', 'Rudal diuji.', '2026-03-01T20:30:00Z', 2, 'b', 'id', '2026-03-01', '2026-03-02'),
      (3, '3', 'Panen garam', 'Petambak senang.', '2026-03-01T00:00:00Z', 2, 'c', 'id', '2026-03-01', '2026-03-02');
    INSERT INTO revisions (article_id, seen, title, text, content_hash)
      VALUES (1, '2026-03-01', 'Rudal jatuh', 'Petani heran.', 'd');
    INSERT INTO captures (url, fetched, body, sha256, article_id)
      VALUES ('1', '2026-03-01', x'00', 'e', 1), ('1', '2026-03-02', x'01', 'f', 1), ('2', '2026-03-01', x'02', 'g', 2),
             ('4', '2026-03-01', x'03', 'h', NULL);
"""
LEFT = {
    1: f"""
        INSERT INTO sources (url, kind, title, etag, next_due, failures)
          VALUES ('{FEED}', 'feed', 'Muara', '"a"', '2026-03-02T05:00:00Z', 2);
        INSERT INTO fetches (run_id, source_id, url, fetched, status, reason)
          VALUES (1, 1, '{FEED}', '2026-03-02T04:00:00Z', 500, 'it answers 500');
        INSERT INTO failures (run_id, locator, stage, reason, seen)
          VALUES (1, '{FEED}', 'fetch', 'it answers 500', '2026-03-02T04:00:00Z');
    """,
    2: f"""
        INSERT INTO sources (url, kind, title, etag, next_due, failures, trouble, failing_since)
          VALUES ('{FEED}', 'feed', 'Muara', '"a"', '2026-03-02T05:00:00Z', 2, 'it answers 500', '2026-03-01');
        INSERT INTO sources (url, kind, trouble, failures)
          VALUES ('{DENIED}', 'feed', 'its robots.txt asks programs to stay away', 1),
                 ('https://teluk.test/feed', 'feed', 'a bare &', 0), ('https://ujung.test/feed', 'sitemap', NULL, 0);
        INSERT INTO fetches (run_id, source_id, url, fetched, status, reason, listed, fresh)
          VALUES (1, 1, '{FEED}', '2026-03-02T04:00:00Z', 200, NULL, 3, 1);
        INSERT INTO failures (run_id, locator, stage, reason, seen, times, resolved) VALUES
          (1, '{FEED}', 'fetch', 'it answers 500', '2026-03-02T04:00:00Z', 3, NULL),
          (1, '{DENIED}', 'fetch', 'its robots.txt says no', '2026-03-02T04:00:00Z', 1, '2026-03-02T05:00:00Z');
        INSERT INTO entries (source_id, key, url, said, said_hash, arrived, listed, due, tries)
          VALUES (1, 'a', '{FEED}/a', '{{}}', '1', '2026-03-02T04:00:00Z', '2026-03-02T04:00:00Z', NULL, 1);
        INSERT INTO visits (url, fetched, status, etag, body)
          VALUES ('https://muara.test/robots.txt', '2026-03-02T04:00:00Z', 200, '"r"', x'00ff');
        INSERT INTO gaps (source_id, since, seen, found) VALUES (1, '2026-03-01T04:00:00Z', '2026-03-02T04:00:00Z', 7);
        INSERT INTO pauses (domain, until, reason) VALUES ('muara.test', '2999-03-02T04:00:00Z', '429');
    """,
}
LEFT[3] = f"""
    {LEFT[2]}
    UPDATE sources SET trouble_code = 'robots_denied' WHERE url = '{DENIED}';
    UPDATE failures SET code = 'bad_status' WHERE locator = '{FEED}' AND resolved NOT NULL;
"""
LEFT[4] = f"""
    {LEFT[3]}
    INSERT INTO pending_dates SELECT DISTINCT article_id FROM captures WHERE article_id NOT NULL;
"""
LEFT[8] = f"""
    {LEFT[4]}
    INSERT INTO settings (name, value) VALUES ('contact', 'redaksi@muara.test');
    INSERT INTO tombstones (key, kind, article_id, deleted, why)
      VALUES ('https://muara.test/hapus', 'address', 9, '2026-03-02T04:00:00Z', 'permintaan');
"""
LEFT[9] = f"""
    {LEFT[8]}
    INSERT INTO sightings (article_id, kind, locator, seen) VALUES
      (2, 'page', 'https://muara.test/b', '2026-03-02'), (1, 'feed', '{FEED}', '2026-03-01'),
      (2, 'feed', '{FEED}', '2026-03-01');
"""
LEFT[14] = f"""
    {LEFT[9]}
    INSERT INTO story_keys (key, article_id, side, weight) VALUES
      (17, 1, 0, 40), (17, 2, 1, 255), (9 << 32 | 4, 3, 2, 1);
    INSERT INTO story_terms (key, articles) VALUES (17, 2), (4, 1), (1 << 31, 3);
"""
_MADE: dict[int, bytes] = {}  # what ``make`` has made, by version
EARLIER = pytest.mark.parametrize("version", range(1, VERSION))


def left(version: int) -> str:
    """What a version left; one whose tables nobody wrote to yet left what the one before did."""
    return LEFT[max(number for number in LEFT if number <= version)]


@pytest.fixture
def make(path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes an archive as an earlier version left it, with rows in each table that it wrote."""

    def archive_of(version: int) -> Path:
        if version not in _MADE:
            with monkeypatch.context() as earlier:
                earlier.setattr(migrations, "STEPS", migrations.STEPS[:version])
                earlier.setattr(migrations, "VERSION", version)
                with Archive(path) as archive:
                    archive.begin_run("sync")
                    archive._connection.executescript(ARTICLES + left(version))
            _MADE[version] = path.read_bytes()
        path.write_bytes(_MADE[version])
        return path

    return archive_of


def columns_of(path: Path) -> dict[str, list[str]]:
    """The tables and their columns.

    But the list of migrations, which grows; the day, which is filled in; the keys of articles, which are packed; and
    the inside of the indexes, of which a check tells whether they hold what the texts say.
    """
    with sqlite3.connect(path) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})") if row[1] != "day"]
            for name in names
            if name not in ("_sqlite_migrations", "story_keys") and "_fts_" not in name
        }


def rows_of(path: Path, columns: dict[str, list[str]]) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return [
            (table, *row)
            for table, names in columns.items()
            for row in connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY {', '.join(names)}")
        ]


def definitions(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()


def test_the_steps_are_modules_in_the_order_of_their_numbers() -> None:
    modules = sorted(path.stem for path in Path(migrations.__file__).parent.glob("m*.py"))
    assert [step.name for step in migrations.STEPS] == modules
    assert [name[:4] for name in modules] == [f"m{number:03}" for number in range(1, VERSION + 1)]


@EARLIER
def test_an_earlier_archive_is_brought_up_to_date_with_nothing_lost(make: Make, version: int) -> None:
    old = make(version)
    columns = columns_of(old)
    before = rows_of(old, columns)
    assert {row[0] for row in before} >= {"articles", "revisions", "sources", "fetches", "runs", "failures"}
    if version >= 2:
        assert {row[0] for row in before} >= {"entries", "visits", "gaps", "pauses"}
    with Archive(old) as archive:
        assert sqlite.user_version(archive._connection) == VERSION
        check_index(archive._connection)
        assert [hit.url for hit in archive.search("missile")] == ["2"]
    assert rows_of(old, columns) == before


def test_a_source_of_the_first_version_is_polled_as_one_that_is_new_to_polling(make: Make) -> None:
    with Archive(make(1)) as archive:
        [source] = archive.subscriptions.every()
    assert source == Source(id=1, url=FEED, title="Muara", etag='"a"', failures=2, next_due=DUE)


def test_a_trouble_with_robots_txt_has_its_code_and_others_none(make: Make) -> None:
    with Archive(make(2)) as archive:
        codes = {source.url: source.trouble_code for source in archive.subscriptions.every()}
    assert codes == {
        FEED: None, DENIED: "robots_denied", "https://teluk.test/feed": None, "https://ujung.test/feed": None,
    }  # fmt: skip


@pytest.mark.parametrize("version", [1, 2, 3])
def test_what_an_earlier_version_stored_waits_to_have_its_date_read_again(make: Make, version: int) -> None:
    with Archive(make(version)) as archive:
        waiting = archive._connection.execute("SELECT article_id FROM pending_dates ORDER BY 1").fetchall()
        got = archive.get(2)
    assert [*map(tuple, waiting)] == [(1,), (2,)]  # of the third nothing was kept that could be read
    assert got is not None
    assert (got.published, got.day, got.published_offset, got.editors) == (
        datetime(2026, 3, 1, 20, 30, tzinfo=UTC), None, None, (),
    )  # fmt: skip


@pytest.mark.parametrize("version", range(1, 15))  # the fifteenth step gave them theirs
def test_an_article_that_does_not_wait_has_a_day_and_each_its_outlet(make: Make, version: int) -> None:
    old = make(version)
    with sqlite3.connect(old) as connection:
        connection.execute(
            "UPDATE articles SET url = 'https://berita.muara.test/3', site = 'berita.muara.test' WHERE id = 3"
        )
        connection.execute("UPDATE articles SET site = 'Muara.test' WHERE id = 2")
    with Archive(old) as archive:
        waiting = {row[0] for row in archive._connection.execute("SELECT article_id FROM pending_dates")}
        assert archive.get(3).day == date(2026, 3, 1)
        assert (archive.get(2).day is None) is (2 in waiting)
        assert archive.summary().by_domain == {"muara.test": 2, None: 1}


@EARLIER
def test_a_failure_of_an_earlier_version_has_its_code_when_it_fails_again(make: Make, version: int) -> None:
    again = Failure(locator=FEED, stage="fetch", reason="it answers 500", code="bad_status")
    with Archive(make(version)) as archive:
        assert not archive.fails_already(FEED, "bad_status")
        archive.fail([again], run_id=archive.begin_run("sync"))
        assert archive.fails_already(FEED, "bad_status")
        assert [(each.reason, each.items) for each in archive.summary().failures] == [("it answers 500", 1)]


@EARLIER
def test_an_archive_that_was_brought_up_to_date_is_like_a_new_one(make: Make, tmp_path: Path, version: int) -> None:
    old = make(version)
    Archive(old).close()
    Archive(tmp_path / "new.db").close()
    assert definitions(old) == definitions(tmp_path / "new.db")


@EARLIER
def test_an_earlier_archive_that_is_only_read_says_what_to_do(make: Make, version: int) -> None:
    old = make(version)
    content = old.read_bytes()
    with pytest.raises(OlderArchive, match=rf"schema version {version}, .* brings it up to date") as caught:
        Archive(old, readonly=True)
    assert caught.value.exit_code == 65
    assert old.read_bytes() == content
    Archive(old).close()
    Archive(old, readonly=True).close()


def migrate_until(path: Path, step: int | None = None) -> int:
    """Bring an archive up to date, but have SQLite stop at a step of its work; return how many steps it did."""
    steps = itertools.count(1)
    with contextlib.closing(sqlite.connect_writer(path, busy_timeout_seconds=1.0)) as connection:
        connection.set_progress_handler(lambda: next(steps) == step, 1)
        with contextlib.suppress(sqlite3.OperationalError):
            schema.migrate(connection, path)
    return next(steps) - 1


def check_stopped(old: Path, version: int, chosen: Iterable[int]) -> None:
    """Raises unless a migration that is stopped at any of these steps is whole or not there, and nothing is lost."""
    columns = columns_of(old)
    before, tables, migrated = rows_of(old, columns), definitions(old), set()
    for step in chosen:
        path = Path(shutil.copy(old, old.with_name(f"{step}.db")))
        assert migrate_until(path, step) >= step
        was_migrated = definitions(path) != tables
        with contextlib.closing(sqlite3.connect(path)) as looking:
            assert sqlite.user_version(looking) == (VERSION if was_migrated else version)
        assert rows_of(path, columns) == before
        Archive(path).close()
        assert rows_of(path, columns) == before
        migrated.add(was_migrated)
        path.unlink()
    assert False in migrated


@EARLIER
def test_a_migration_stopped_at_a_step_leaves_the_version_before(make: Make, version: int) -> None:
    """At the first and the last steps, and at some between; at more of them for the latest versions."""
    old = make(version)
    steps = migrate_until(Path(shutil.copy(old, old.with_name("whole.db"))))
    between = random.Random(version).sample(range(3, steps - 1), 12 if version > VERSION - 3 else 2)
    check_stopped(old, version, [1, *sorted(between), steps - 1])


@pytest.mark.full
@EARLIER
def test_a_migration_stopped_at_any_step_leaves_the_version_before(
    make: Make, request: pytest.FixtureRequest, version: int
) -> None:
    only_in_full(request)
    old = make(version)
    steps = migrate_until(Path(shutil.copy(old, old.with_name("whole.db"))))
    check_stopped(old, version, [*range(1, 20), *range(20, steps - 1, 449), steps - 1])


def test_what_a_migration_does_is_said_and_of_a_new_archive_nothing(
    make: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Archive(tmp_path / "new.db").close()
    old = make(3)
    assert caplog.messages == []
    Archive(old).close()
    assert caplog.messages[0] == f"warta: {old}: bringing it up to date, step 4 of {VERSION} (days)"
    assert len(caplog.messages) == VERSION - 3
    Archive(old).close()
    assert len(caplog.messages) == VERSION - 3


@EARLIER
def test_on_a_full_disk_a_migration_leaves_the_version_before(make: Make, version: int) -> None:
    old = make(version)
    columns = columns_of(old)
    before = rows_of(old, columns)
    for room in (0, 9_000, 30_000):
        with full_beyond(room), pytest.raises(StoreError) as caught:
            Archive(old)
        assert caught.value.exit_code == 73
        with sqlite3.connect(old) as looking:
            assert sqlite.user_version(looking) == version
        assert rows_of(old, columns) == before
    Archive(old).close()
    assert rows_of(old, columns) == before


@pytest.mark.parametrize("version", [1, 14, 17])
def test_words_inside_runs_and_forms_in_earlier_versions_are_found(make: Make, version: int) -> None:
    old = make(version)
    with sqlite3.connect(old) as connection:
        connection.execute("UPDATE articles SET title = '港町の市長選挙' WHERE id = 2")
        connection.execute("UPDATE revisions SET title = 'Penembakan di ladang'")
    connection.close()
    with Archive(old) as archive:
        assert [hit.url for hit in archive.search("市長")] == ["2"]
        assert [hit.title for hit in archive.search_versions("ditembak")] == ["Penembakan di ladang"]
        check_index(archive._connection)


@pytest.mark.parametrize("version", [14, 17, 21])
def test_the_keys_of_articles_are_packed_together(make: Make, version: int) -> None:
    old = make(version)
    with sqlite3.connect(old) as connection:
        many = [(1 << 32 | 8, (345_600 << 20) + number, 0, number + 1) for number in range(50)]
        connection.executemany("INSERT INTO story_keys (key, article_id, side, weight) VALUES (?, ?, ?, ?)", many)
    connection.close()
    with Archive(old) as archive:
        found = archive._connection.execute("SELECT key, part, postings FROM story_keys").fetchall()
        assert [(row[0], row[1], [*iter_unpack("<q", row[2])]) for row in found] == [
            (17, 0, [(1 << 8 | 40,), (2 << 8 | 255,)]),
            (1 << 32 | 8, 0, [(article << 8 | weight,) for _, article, _, weight in many[:48]]),
            (1 << 32 | 8, 1, [(article << 8 | weight,) for _, article, _, weight in many[48:]]),
            (9 << 32 | 4, 0, [(3 << 8 | 1,)]),
        ]
        archive.delete([2], why="asked for")
        assert archive._connection.execute("SELECT postings FROM story_keys WHERE key = 17").fetchone()[0] == (
            pack("<q", 1 << 8 | 40)
        )
        assert archive._connection.execute("SELECT articles FROM story_terms WHERE key = 17").fetchone()[0] == 1
