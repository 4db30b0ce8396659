"""Pages out of requests; the archive behind them is real."""

import os
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path

import pytest

from store import Archive, Article
from store.web import Request, Response, Room

from .conftest import HOSTILE, Visit

PAGES = ["/", "/article/{harvest}", "/article/{trap}", "/nothing"]


class Reader(HTMLParser):
    """What a page links to and runs, and whether its elements are closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.names += [name for name, _ in attributes]
        self.links += [value or "" for name, value in attributes if name in ("href", "src", "action")]
        if tag not in ("meta", "link", "input", "br", "img", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def text_of(body: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body.decode()))


def hits(got: Response) -> list[int]:
    """The ids of the articles in a list, in order."""
    return [int(each) for each in re.findall(r'<h2 [^>]*><a href="/article/(\d+)', got.body.decode())]


def test_a_search_marks_what_was_looked_for_in_any_form(visit: Visit, stored: dict[str, int]) -> None:
    page = visit("/", q="panen").body.decode()
    assert "<title>panen – warta</title>" in page
    assert "<mark>memanen</mark>" in page
    assert f'href="/article/{stored["harvest"]}?q=panen"' in page
    assert "Salt is harvested" not in page


def test_without_words_the_newest_articles_stand_first(visit: Visit, stored: dict[str, int]) -> None:
    ids = hits(visit("/"))
    assert ids == [stored["trap"], stored["salt"], stored["harvest"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"language": "en"}, ["salt"]),
        ({"site": "kabar.example"}, ["harvest"]),
        ({"since": "2026-02-02"}, ["salt"]),
        ({"until": "2026-02-01"}, ["harvest"]),
        ({"q": "garam", "sort": "newest"}, ["trap", "harvest"]),
        ({"q": "garam", "language": "en"}, []),
    ],
)
def test_filters_hold(visit: Visit, stored: dict[str, int], query: dict[str, str], found: list[str]) -> None:
    ids = hits(visit("/", **query))
    assert ids == [stored[name] for name in found]


def test_the_next_page_goes_on_where_this_one_ends(path: Path, visit: Visit) -> None:
    with Archive(path) as archive:
        for number in range(45):
            archive.put(Article(url=f"https://kabar.example/{number}", title=f"Garam {number}", text="Garam."))
    seen: list[int] = []
    address: dict[str, str] = {}
    while True:
        got = visit("/", q="garam", **address)
        page = got.body.decode()
        seen += hits(got)
        if not (following := re.search(r'rel="next" href="/\?q=garam&amp;page=(\d)"', page)):
            break
        address = {"page": following[1]}
    assert (len(seen), len(set(seen))) == (45, 45)


def test_an_article_tells_what_is_known_of_it(visit: Visit, stored: dict[str, int]) -> None:
    text = text_of(visit(f"/article/{stored['harvest']}").body)
    for fact in (
        "By Sari Wening, Tono Rimba", "1 Feb 2026, 01:30 WIB", "date from: json-ld", "Ekonomi", "Indonesian 80%",
        "11 words", "feed ·", "200 · text/html", "Garam gagal panen", "BibTeX",
    ):  # fmt: skip
        assert fact in text, fact


def test_every_article_says_its_language(visit: Visit, stored: dict[str, int]) -> None:
    assert 'lang="id" dir="auto">Garam dipanen' in visit(f"/article/{stored['harvest']}").body.decode()
    assert 'lang="" dir="auto">&lt;script' in visit(f"/article/{stored['trap']}").body.decode()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("ui", ["en", "id"])
def test_what_newsrooms_write_is_never_obeyed(visit: Visit, stored: dict[str, int], address: str, ui: str) -> None:
    page = visit(address.format(**stored), q=HOSTILE + " garam", ui=ui).body.decode()
    read = Reader(page)
    assert read.open == []
    assert HOSTILE not in page
    assert not [name for name in read.names if name.startswith("on") or name == "style"]
    assert all(link.startswith(("/", "#", "https://", "http://")) for link in read.links)


def test_a_page_as_received_is_a_download_that_nothing_runs(visit: Visit, stored: dict[str, int]) -> None:
    address = re.search(r"/capture/\d+", visit(f"/article/{stored['harvest']}").body.decode())[0]
    got = visit(address)
    assert (got.status, got.body, got.content_type) == (200, b"<p>garam</p>", "application/octet-stream")
    assert got.all_headers["Content-Disposition"] == 'attachment; filename="capture-1.html"'
    assert "sandbox" in got.all_headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "query", "status"),
    [
        ("/nothing", {}, 404),
        ("/static/../room.py", {}, 404),
        ("/article/7", {}, 404),
        ("/article/999999999999999999", {}, 404),
        ("/article/x", {}, 404),
        ("/capture/999999999999999999", {}, 404),
        ("/", {"q": "-garam"}, 400),
        ("/", {"since": "kemarin"}, 400),
        ("/", {"page": "0"}, 400),
        ("/", {"page": "51"}, 400),
        ("/", {"page": "٣"}, 400),
        ("/", {"language": "<b>"}, 400),
        ("/", {"sort": "oldest"}, 400),
        ("/", {"q": "garam " * 1700}, 400),
        ("/", {"q": "garam\x00\udcff"}, 200),
        ("/", {"until": "9999-12-31", "since": "0001-01-01"}, 200),
    ],
)
@pytest.mark.parametrize("ui", ["en", "id"])
def test_what_cannot_be_meant_gets_a_page_that_says_so(
    visit: Visit, stored: dict[str, int], address: str, query: dict[str, str], status: int, ui: str
) -> None:
    got = visit(address, ui=ui, **query)
    assert got.status == status
    assert f'<html lang="{ui}">'.encode() in got.body


def test_a_long_text_goes_on_on_the_next_page(path: Path, visit: Visit) -> None:
    paragraph = "garam " * 50
    with Archive(path) as archive:
        placed = archive.put(Article(url="https://kabar.example/panjang", text="\n".join([paragraph] * 1000)))
    first = visit(f"/article/{placed.id}").body.decode()
    parts = int(re.search(r"Part 1 of (\d+)", first)[1])
    pages = [visit(f"/article/{placed.id}", part=str(number)).body for number in range(1, parts + 1)]
    assert max(map(len, pages)) < 60_000
    assert sum(page.count(b'<p dir="auto">garam') for page in pages) == 1000
    assert visit(f"/article/{placed.id}", part=str(parts + 1)).status == 400


@pytest.mark.parametrize(
    ("ui", "accepted", "language"),
    [
        ("", "", "en"), ("", "id-ID,id;q=0.9,en;q=0.8", "id"), ("", "en;q=0.5, id", "id"), ("id", "en", "id"),
        ("fr", "in", "id"), ("", "id;q=0, de", "en"), ("", "fr,;q=x,id;q=x", "en"), ("", "id;q=nan", "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_asked_for_or_the_browsers(
    visit: Visit, stored: dict[str, int], ui: str, accepted: str, language: str
) -> None:
    page = visit("/", ui=ui, headers={"accept-language": accepted}).body
    assert f'<html lang="{language}">'.encode() in page


# -- archives that cannot be read


def answered(path: Path, **settings: float) -> tuple[int, str]:
    got = Room(path=path, **settings).answer(Request(path="/", query={"q": "garam"}))
    return got.status, text_of(got.body)


def test_an_archive_that_is_not_there(path: Path) -> None:
    status, text = answered(path)
    assert (status, "There is no file news.db" in text) == (503, True)


@pytest.mark.parametrize(("version", "words"), [(1, "warta sync, brings it up to date"), (10_000, "Upgrade warta")])
def test_an_archive_of_another_version(path: Path, version: int, words: str) -> None:
    Archive(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    status, text = answered(path)
    assert (status, words in text) == (503, True)


def test_a_file_that_is_no_archive(path: Path) -> None:
    path.write_text("catatan " * 1000)
    status, text = answered(path)
    assert (status, "was not made by warta" in text) == (503, True)


def test_a_damaged_archive(path: Path, stored: dict[str, int]) -> None:
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(path.stat().st_size - 8192))
    status, text = answered(path)
    assert (status, "restore it from a backup" in text) == (503, True)


def test_an_empty_archive_says_how_to_fill_it(path: Path, visit: Visit) -> None:
    Archive(path).close()
    assert "warta import SOURCE" in text_of(visit("/").body)


def test_a_page_that_would_take_too_long_is_ended(path: Path, stored: dict[str, int]) -> None:
    with Archive(path) as archive:
        for number in range(300):
            archive.put(Article(url=f"https://kabar.example/{number}", text=f"Garam {number}."))
    status, text = answered(path, max_seconds=0.0)
    assert (status, "Ask for less" in text) == (503, True)


def test_reading_while_another_writes_is_not_kept_waiting(path: Path, stored: dict[str, int]) -> None:
    with Archive(path) as archive, archive._file.writing("writing"):
        archive._connection.execute("UPDATE articles SET title = 'Belum' WHERE id = ?", (stored["harvest"],))
        status, text = answered(path)
    assert (status, "Belum" in text, "Garam dipanen" in text) == (200, False, True)


def test_nothing_is_written_by_reading(path: Path, visit: Visit, stored: dict[str, int]) -> None:
    before = path.read_bytes()
    visit("/", q="garam")
    visit(f"/article/{stored['harvest']}")
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["news.db"]
