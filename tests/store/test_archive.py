import ast
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import store
from store import Archive, Article, Capture, Deposit, Sighting, StoreError

ADDRESS = "https://berita.example/kapal"
DAY = datetime(2026, 1, 5, tzinfo=UTC)
PAGE = Sighting(kind="page", locator="https://m.berita.example/kapal?page=all")
FILE = Sighting(kind="file", locator="/berkas/kapal.html")
FEED = Sighting(kind="feed", locator="https://berita.example/rss")
ARTICLE = Article(url=ADDRESS, title="Kapal", text="Kapal kayu itu berlabuh.", language="id", published=DAY)


# -- get


@pytest.mark.parametrize("key", [ADDRESS, PAGE.locator, FILE.locator])
def test_an_article_is_found_by_its_addresses(archive: Archive, key: str) -> None:
    placed = archive.put(ARTICLE, sightings=[PAGE, FILE, FEED])
    got = archive.get(key)
    assert got is not None
    assert got == archive.get(placed.id)
    assert (got.id, got.url, got.text, got.duplicate_of) == (placed.id, ADDRESS, ARTICLE.text, None)


@pytest.mark.parametrize("key", [FEED.locator, "https://berita.example/lain", "", 0, -1, 1, 2**63 - 1, 2**63, -(2**70)])
def test_what_is_no_address_of_an_article_gives_none(archive: Archive, key: int | str) -> None:
    archive.put(ARTICLE, sightings=[PAGE, FILE, FEED])
    assert archive.get(key) is None


@pytest.mark.parametrize("year", [2020, 2026])
def test_an_own_address_comes_before_one_where_another_was_seen(archive: Archive, year: int) -> None:
    other = Article(url="https://berita.example/1", text="Lain.", published=DAY.replace(year=year, month=2))
    archive.put(other, sightings=[Sighting(kind="page", locator=ADDRESS)])
    archive.put(ARTICLE)
    assert archive.get(ADDRESS).text == ARTICLE.text


def test_an_article_by_itself_has_no_history(archive: Archive) -> None:
    placed = archive.put(ARTICLE)
    assert (archive.revisions(placed.id), archive.sightings(placed.id), archive.captures(placed.id)) == ([], [], [])


def test_an_unknown_id_has_no_history(archive: Archive) -> None:
    assert (archive.revisions(7), archive.sightings(7), archive.captures(7)) == ([], [], [])


# -- what is known already


@pytest.mark.parametrize(
    ("url", "body", "held"),
    [(ADDRESS, b"isi", True), (ADDRESS, b"isi lain", False), ("https://berita.example/lain", b"isi", False)],
)
def test_exactly_these_bytes_of_this_address_are_held(archive: Archive, url: str, body: bytes, *, held: bool) -> None:
    archive.put(ARTICLE, capture=Capture(url=ADDRESS, fetched=DAY, body=b"isi"))
    assert (archive.holds(Capture(url=url, fetched=DAY.replace(year=2027), body=body)) is not None) is held


def test_bytes_that_gave_no_article_are_not_held(archive: Archive) -> None:
    capture = Capture(url=ADDRESS, fetched=DAY, body=b"isi")
    failure = store.Failure(locator=ADDRESS, stage="extract", reason="no text", code="no_article")
    archive.fail([failure], run_id=archive.begin_run("import"), captures=[capture])
    assert not archive.holds(capture)


def test_pages_that_led_to_an_article_are_known(archive: Archive) -> None:
    archive.put(ARTICLE, sightings=[PAGE, FILE, FEED])
    archive._connection.execute("UPDATE articles SET last_seen = '2026-01-05T00:00:00Z'")
    asked = [ADDRESS, PAGE.locator, FILE.locator, FEED.locator, "https://berita.example/lain"]
    assert archive.known_pages(asked) == {ADDRESS: DAY, PAGE.locator: DAY}


def test_a_page_that_led_to_two_articles_was_seen_when_the_later_one_was(archive: Archive) -> None:
    for url, seen in (("https://berita.example/1", "2026-01-05"), ("https://berita.example/2", "2026-01-07")):
        placed = archive.put(Article(url=url, text=f"Isi {url}."), sightings=[PAGE])
        archive._connection.execute(
            "UPDATE articles SET last_seen = :seen WHERE id = :id", {"seen": f"{seen}T00:00:00Z", "id": placed.id}
        )
    assert archive.known_pages([PAGE.locator]) == {PAGE.locator: DAY.replace(day=7)}


@pytest.mark.parametrize("asked", [[], ["https://berita.example/lain"]])
def test_no_page_is_known_that_was_never_stored(archive: Archive, asked: list[str]) -> None:
    archive.put(ARTICLE)
    assert archive.known_pages(asked) == {}


def test_thousands_of_pages_can_be_asked_for_at_once(archive: Archive) -> None:
    archive.put(ARTICLE)
    asked = [*(f"https://berita.example/{n}" for n in range(5_000)), ADDRESS]
    assert [*archive.known_pages(asked)] == [ADDRESS]


# -- the file


@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_can_be_text(path: Path, kind: type) -> None:
    with Archive(kind(path)) as archive:
        archive.put(ARTICLE)
    assert path.is_file()


def test_what_was_put_is_there_in_the_next_session(path: Path) -> None:
    with Archive(path) as archive:
        placed = archive.put(ARTICLE, sightings=[PAGE])
    with Archive(path) as archive:
        assert archive.get(placed.id).url == ADDRESS
        assert [one.sighting for one in archive.sightings(placed.id)] == [PAGE]


def test_a_closed_archive_is_one_file(path: Path) -> None:
    with Archive(path) as archive:
        archive.put(ARTICLE)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_closed_archive_says_so(path: Path) -> None:
    archive = Archive(path)
    archive.close()
    with pytest.raises(StoreError, match="closed"):
        archive.get(ADDRESS)
    with pytest.raises(StoreError, match="closed"):
        archive.put(ARTICLE)


def test_an_error_inside_the_block_closes_the_archive_and_goes_on(path: Path) -> None:
    with pytest.raises(KeyError), Archive(path) as archive:
        raise KeyError
    with pytest.raises(StoreError, match="closed"):
        archive.summary()


def test_two_sessions_write_in_turn(path: Path) -> None:
    with Archive(path) as one, Archive(path) as other:
        one.put(ARTICLE)
        assert other.put(ARTICLE).outcome is store.Outcome.SAME
        other.put_all([Deposit(article=Article(url="https://berita.example/2", text="Dua."))])
        assert one.summary().articles == 2


# -- the package


def test_an_error_is_one_line_with_its_parts() -> None:
    error = StoreError("storing articles in", Path("/berkas/news.db"), "the disk is full", "make room")
    assert str(error) == "storing articles in /berkas/news.db: the disk is full; make room"
    assert (error.doing, error.target, error.reason, error.advice) == (
        "storing articles in",
        "/berkas/news.db",
        "the disk is full",
        "make room",
    )
    assert str(StoreError("reading", "x", "why")) == "reading x: why"


def test_the_example_of_the_package_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with Archive("news.db") as archive:
        archive.put(Article(url=ADDRESS, title="Gempa", text="Gempa kecil.", published=DAY))
    example = store.__doc__.split("\n\n", 1)[1]
    exec(example, {})
    assert capsys.readouterr().out == "2026-01-05 00:00:00+00:00 Gempa\n"
    assert Archive("news.db", readonly=True).get("https://example.org/1").title == "…"


def test_every_public_name_is_there_and_is_what_type_checkers_see() -> None:
    assert [name for name in store.__all__ if not hasattr(store, name)] == []
    stub = ast.parse(Path(store.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    imports = [each for each in stub.body if isinstance(each, ast.ImportFrom)]
    seen = {f".{each.module}": [name.name for name in each.names] for each in imports}
    assert seen == {module: names.split() for module, names in store._NAMES.items()}
    (public,) = [each for each in stub.body if isinstance(each, ast.Assign)]
    assert sorted(ast.literal_eval(public.value)) == sorted(store.__all__)


@pytest.mark.parametrize("name", ["sqlite_utils", "Sastrawi", "Stemmer", "zstandard"])
def test_importing_the_store_imports_nothing_heavy(name: str) -> None:
    code = f"import sys, store; sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(store.__file__).parents[1]).returncode == 0
