"""A sync that is killed, or meets a full disk, at any moment: nothing acknowledged is lost, nothing comes twice."""

import random
import re
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.subscribing import Desk, Item, Warta, only_in_full
from tests.web import Web

ARTICLES = [f"/kabar/{number}.html" for number in range(30)]
FEEDS = {"/satu.xml": ARTICLES[:12], "/dua.xml": ARTICLES[10:22], "/tiga.xml": [*ARTICLES[20:], "/pendek"]}
REQUESTS = len(FEEDS) + len(ARTICLES) + 1  # and the short link, which leads to an article that is listed too
STORED = "SELECT url, content_hash FROM articles ORDER BY url"


@pytest.fixture
def desk(warta: Warta, web: Web, path: Path) -> Desk:
    """A desk that has subscribed to three feeds, and fetched nothing yet."""
    it = Desk(warta, web, path)
    web.page("/pendek", status=301, headers={"Location": ARTICLES[25]})
    urls = [it.publish(*(Item(path) for path in listed), at=at) for at, listed in FEEDS.items()]
    assert it.subscribe(*urls).exit_code == 0
    it.hurry()
    return it


@pytest.fixture
def whole(desk: Desk, tmp_path: Path) -> list[tuple[str, str]]:
    """What a run gives that nobody disturbs."""
    other = Desk(lambda *words: desk.warta("--db", tmp_path / "whole.db", *words), desk.web, tmp_path / "whole.db")
    shutil.copy(desk.path, other.path)
    result = other.sync()
    assert (result.exit_code, result.output, len(other.web.paths)) == (0, "", REQUESTS)
    return other.rows(STORED)


def killed(desk: Desk, at: int) -> None:
    """A sync that is killed when its request number ``at`` has come in."""
    asked: list[str] = []

    def count(path: str) -> None:
        asked.append(path)
        if len(asked) == at:
            process.kill()

    desk.web.when_asked = count
    with desk.process() as process:
        process.communicate(timeout=60)
    desk.web.when_asked = lambda path: None
    assert process.returncode == -9


def assert_whole(desk: Desk) -> None:
    """The database is sound, the search index with it."""
    assert desk.rows("PRAGMA integrity_check") == ["ok"]
    assert desk.rows("PRAGMA foreign_key_check") == []
    desk.change("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")


def assert_finished(desk: Desk, whole: list[tuple[str, str]]) -> None:
    """Everything is there, once, and nothing is left to do."""
    assert desk.rows(STORED) == whole
    assert desk.rows("SELECT count(*) FROM revisions") == [0]
    assert desk.one("SELECT count(*) FROM captures") == len(whole)
    assert desk.rows("SELECT url FROM entries WHERE stored IS NULL") == []
    assert desk.one("SELECT count(*) FROM entries") == sum(map(len, FEEDS.values()))
    assert (desk.sync().output, desk.web.paths) == ("", [])


def without_killed(output: str) -> str:
    """An output without the line that says that the run before was killed."""
    return re.sub(r"\Awarta: the sync that began \S+ was killed; [^\n]+\n", "", output)


def moments(count: int) -> Iterator[int]:
    """Numbers of requests, the first and the last among them."""
    chosen = random.Random(20261123)
    yield from (1, REQUESTS)
    yield from (chosen.randrange(2, REQUESTS) for _ in range(count - 2))


def kill_and_finish(desk: Desk, whole: list[tuple[str, str]], count: int, tmp_path: Path) -> None:
    shutil.copy(desk.path, tmp_path / "subscribed.db")
    for at in moments(count):
        for suffix in ("", "-wal", "-shm"):
            desk.path.with_name(f"news.db{suffix}").unlink(missing_ok=True)
        shutil.copy(tmp_path / "subscribed.db", desk.path)
        killed(desk, at)
        acknowledged = set(desk.rows(STORED))
        assert acknowledged <= set(whole)
        assert_whole(desk)
        result = desk.sync()
        assert (result.exit_code, without_killed(result.output)) == (0, "")
        assert not {url.removeprefix(desk.web.url) for url, _ in acknowledged} & set(desk.web.paths)
        assert_whole(desk)
        assert_finished(desk, whole)


def test_a_sync_that_is_killed_loses_nothing_and_the_next_one_ends_as_if_it_had_not_been(
    desk: Desk, whole: list[tuple[str, str]], tmp_path: Path
) -> None:
    kill_and_finish(desk, whole, 3, tmp_path)


@pytest.mark.full
def test_a_sync_that_is_killed_at_fifty_moments_loses_nothing(
    desk: Desk, whole: list[tuple[str, str]], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    only_in_full(request)
    kill_and_finish(desk, whole, 50, tmp_path)


def test_a_sync_that_is_killed_again_and_again_comes_to_its_end(desk: Desk, whole: list[tuple[str, str]]) -> None:
    for at in (8, 20, 8):
        killed(desk, at)
        assert_whole(desk)
    assert without_killed(desk.sync().output) == ""
    assert_finished(desk, whole)


@pytest.mark.parametrize("room_kib", [8, 128])
def test_a_disk_that_is_full_ends_a_sync_with_73_and_the_next_one_ends_as_if_it_had_not_been(
    desk: Desk, whole: list[tuple[str, str]], room_kib: int
) -> None:
    limit = room_kib << 10

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    with desk.process(preexec_fn=narrow) as process:
        output, told = process.communicate(timeout=60)
    assert (process.returncode, output) == (73, "")
    assert told.startswith("warta: ")
    assert f"{desk.path}: disk I/O error" in told  # as SQLite calls a file that may not grow
    assert told.count("\n") == 1
    assert_whole(desk)
    assert set(desk.rows(STORED)) <= set(whole)
    assert without_killed(desk.sync().output) == ""
    assert_finished(desk, whole)
