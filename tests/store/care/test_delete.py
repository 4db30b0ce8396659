"""What is deleted is gone from every table and does not come back; nothing else is touched."""

import itertools
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import Archive, Article, Capture, Deposit, Failure, Outcome, Sighting, StoreError, Validators
from tests.store.db.operations import all_rows, check_whole

NOW = datetime(2026, 3, 2, 5, 6, 7, tzinfo=UTC)
PAGE, FEED = "https://muara.example/berita/7", "https://muara.example/rss"
SECRET = "zarafa"  # stands in each text of the article, and nowhere else
OTHER = Article(url="https://muara.example/berita/8", title="Garam", text="Harga garam naik.")


def deposit(url: str = PAGE, text: str = f"Nama {SECRET} disebut.", **more: object) -> Deposit:
    capture = Capture(url=url, fetched=NOW, body=text.encode(), status=200)
    sightings = (Sighting(kind="page", locator=url), Sighting(kind="feed", locator=FEED))
    return Deposit(article=Article(url=url, title="Judul", text=text), capture=capture, sightings=sightings, **more)


@pytest.fixture
def number(archive: Archive) -> int:
    """An article with all that can belong to one, beside another."""
    archive.put(OTHER, sightings=[Sighting(kind="feed", locator=FEED)])
    archive.put_all([deposit()])
    [placed] = archive.put_all([deposit(text=f"Nama {SECRET} disebut lagi.")])
    failure = Failure(locator=PAGE, stage="fetch", reason="500", code="bad_status")
    unread = Capture(url=PAGE, fetched=NOW, body=f"<p>{SECRET}".encode())
    archive.fail([failure], run_id=archive.begin_run("import"), captures=[unread])
    feed = Validators(url=FEED, fetched=NOW, status=200, etag='"a"', body=SECRET.encode())
    archive.subscriptions.note_validators([feed, Validators(url=PAGE, fetched=NOW, status=200, etag='"b"')])
    archive._connection.execute("INSERT INTO sources (id, url, kind) VALUES (1, ?, 'feed')", (FEED,))
    archive._connection.execute(
        "INSERT INTO entries (source_id, key, url, said, said_hash, arrived, listed, due)"
        " VALUES (1, 'a', :url, json_object('url', :url, 'title', :secret), 'x', '2026-03-02', '2026-03-02', '2026')",
        {"url": PAGE, "secret": SECRET},
    )
    return placed.id


def test_nothing_of_it_is_left_but_its_addresses_and_why(archive: Archive, number: int) -> None:
    [deleted] = archive.delete([number], why="putusan pengadilan")
    assert (deleted.id, deleted.url, deleted.title) == (number, PAGE, "Judul")
    assert (deleted.revisions, deleted.captures, deleted.copies) == (1, 3, ())
    assert archive.get(number) is None
    assert archive.get(PAGE) is None
    assert archive.search(SECRET) == []
    assert [row for row in all_rows(archive) if SECRET in row] == []
    stones = archive._connection.execute("SELECT key, kind, article_id, why FROM tombstones WHERE kind = 'address'")
    assert [tuple(row) for row in stones] == [(PAGE, "address", number, "putusan pengadilan")]
    assert archive.get(OTHER.url) is not None
    check_whole(archive)


def test_its_bytes_are_overwritten_in_the_file(path: Path, tmp_path: Path) -> None:
    with Archive(path) as archive:
        [placed] = archive.put_all([deposit(text=f"Nama {SECRET} disebut. " * 900)])
    assert f"{SECRET} disebut".encode() in path.read_bytes()
    with Archive(path) as archive:
        archive.delete([placed.id], why="x")
        assert archive._connection.execute("PRAGMA secure_delete").fetchone()[0] in (0, 2)
    assert f"{SECRET} disebut".encode() not in path.read_bytes()


@pytest.mark.parametrize(
    "again",
    [
        deposit(),
        deposit(text="Teks yang sama sekali lain."),
        deposit(url="https://muara.example/lain", text=f"Nama {SECRET} disebut."),
        deposit(url="https://muara.example/lain", text="Lain.", found=PAGE),
        deposit(url="https://muara.example/lain", text="Lain.", aliases=(PAGE,)),
    ],
    ids=["the same", "another text", "a text of it elsewhere", "found there", "known as that"],
)
def test_it_does_not_come_back(archive: Archive, number: int, again: Deposit) -> None:
    archive.delete([number], why="x")
    before = all_rows(archive)
    new = Deposit(article=Article(url="https://muara.example/berita/9", text="Ikan melimpah."))
    placed = archive.put_all([again, new, again])
    assert [(one.id == number, one.outcome) for one in placed] == [
        (True, Outcome.DELETED), (False, Outcome.ADDED), (True, Outcome.DELETED),
    ]  # fmt: skip
    archive.delete([placed[1].id], why="y")
    assert len(all_rows(archive)) >= len(before)
    assert archive.summary().articles == 1


def test_a_page_of_it_that_gives_no_article_is_not_kept_either(archive: Archive, number: int) -> None:
    archive.delete([number], why="x")
    pages = [Capture(url=url, fetched=NOW, body=b"<p>?") for url in (PAGE, "https://muara.example/x")]
    failure = Failure(locator=PAGE, stage="extract", reason="no text", code="no_article")
    archive.fail([failure], run_id=1, captures=pages)
    kept = archive._connection.execute("SELECT url FROM captures").fetchall()
    assert [row["url"] for row in kept] == ["https://muara.example/x"]


def test_its_address_is_known_so_that_nobody_asks_for_it(archive: Archive, number: int) -> None:
    archive.delete([number], why="x")
    assert [*archive.known_pages([PAGE, "https://muara.example/x"])] == [PAGE]
    archive.see([(PAGE, Sighting(kind="feed", locator=FEED))])
    assert archive._connection.execute("SELECT due FROM entries").fetchone()["due"] is None


def test_articles_of_a_template_with_one_address_stay_where_they_are(archive: Archive) -> None:
    shared = "https://muara.example/"
    texts = {"a": "Kapal berlabuh di dermaga lama.", "b": "Harga cabai naik menjelang hari raya besar."}
    places = archive.put_all(
        [deposit(url=shared, text=text, found=f"https://muara.example/{name}") for name, text in texts.items()]
    )
    archive.delete([places[0].id], why="x")
    [again] = archive.put_all([deposit(url=shared, text=texts["b"], found="https://muara.example/b")])
    assert (again.id, again.outcome) == (places[1].id, Outcome.SAME)


def test_copies_of_it_are_named_and_stay(archive: Archive, number: int) -> None:
    copy = archive.get(OTHER.url)
    assert copy is not None
    archive._connection.execute("UPDATE articles SET duplicate_of = ? WHERE id = ?", (number, copy.id))
    [deleted] = archive.delete([number], why="x")
    assert deleted.copies == (copy.id,)
    left = archive.get(copy.id)
    assert left is not None
    assert left.duplicate_of is None


def test_deleting_twice_changes_nothing_and_what_is_not_here_is_passed_over(archive: Archive, number: int) -> None:
    assert [one.id for one in archive.delete([7, number, number], why="x")] == [number]
    before = all_rows(archive)
    assert archive.delete([number, 7], why="y") == []
    assert archive.delete([], why="y") == []
    assert all_rows(archive) == before


def test_all_of_a_list_goes_or_nothing(archive: Archive, path: Path, number: int) -> None:
    other = archive.get(OTHER.url)
    assert other is not None
    before, stopped = all_rows(archive), 0
    for step in range(1, 4000, 23):
        steps = itertools.count(1)
        archive._connection.set_progress_handler(lambda steps=steps, step=step: next(steps) == step, 1)
        try:
            archive.delete([number, other.id], why="x")
        except StoreError:
            stopped += 1
        finally:
            archive._connection.set_progress_handler(None, 0)
        if archive.get(number) is None:
            break
        assert all_rows(archive) == before
    assert stopped > 20
    assert archive.get(other.id) is None
    check_whole(archive)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM tombstones WHERE kind = 'address'").fetchone() == (2,)
