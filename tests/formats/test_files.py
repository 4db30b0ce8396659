"""Local files and folders: the one door to what lies on this machine."""

import gzip
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from ingest.core.errors import Unreadable
from ingest.core.model import Kind, Page
from ingest.formats import files
from store import Sighting

HTML = b"<html><body><p>Perahu merapat.</p></body></html>"
WORDS = b"Perahu merapat di dermaga."
RECORD = b'{"url": "https://muara.test/%d", "text": "Kabar"}'


def now() -> datetime:
    return datetime(2026, 1, 6, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path.resolve()


def put(path: Path, body: bytes = WORDS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def pages(path: Path, kind: Kind | None = None) -> list[Page]:
    found = list(files.pages(path, kind, now=now))
    assert [trouble for trouble in found if isinstance(trouble, Unreadable)] == []
    return [page for page in found if isinstance(page, Page)]


def trouble(path: Path) -> Unreadable:
    (found,) = files.pages(path, now=now)
    assert isinstance(found, Unreadable)
    return found


def names(found: list[Page]) -> list[str]:
    return [Path(page.sightings[0].locator).name for page in found]


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a.html", HTML, Kind.PAGE),
        ("a.txt", HTML, Kind.PAGE),
        ("a.html", WORDS, Kind.TEXT),
        ("a", WORDS, Kind.TEXT),
        ("a.xml", b"<rss version='2.0'/>", Kind.FEED),
        ("a.dat", b"<feed xmlns='http://www.w3.org/2005/Atom'/>", Kind.FEED),
    ],
)
def test_a_file_is_a_page_of_the_kind_its_content_tells(folder: Path, name: str, body: bytes, kind: Kind) -> None:
    path = put(folder / name, body)
    (page,) = pages(path)
    assert (page.kind, page.body, page.url, page.status) == (kind, body, path.as_uri(), None)
    assert page.fetched == now()
    assert page.sightings == (Sighting(kind="file", locator=str(path)),)


def test_a_named_kind_overrides_the_guess(folder: Path) -> None:
    assert [page.kind for page in pages(put(folder / "a.txt", HTML), Kind.TEXT)] == [Kind.TEXT]


@pytest.mark.parametrize("name", ["a.html.gz", "a.html"])
def test_a_packed_file_is_unpacked_whatever_its_name(folder: Path, name: str) -> None:
    (page,) = pages(put(folder / name, gzip.compress(HTML)))
    assert (page.kind, page.body) == (Kind.PAGE, HTML)


def test_one_object_in_a_file_is_a_record(folder: Path) -> None:
    (page,) = pages(put(folder / "a.json", b'{\n "url": "https://muara.test/1",\n "text": "Kabar"\n}\n'))
    assert (page.kind, page.url) == (Kind.RECORD, "https://muara.test/1")


def test_a_folder_is_read_in_the_order_of_names(folder: Path) -> None:
    for name in ("b.txt", "a.html", "C.txt", "z/2.txt", "z/10.txt", "m/deep/er/x.json", "k.rss"):
        put(folder / name, b'{"text": "Kabar"}' if name.endswith("json") else WORDS)
    assert names(pages(folder)) == ["C.txt", "a.html", "b.txt", "k.rss", "x.json", "10.txt", "2.txt"]


def test_a_hidden_file_that_is_named_is_read(folder: Path) -> None:
    assert len(pages(put(folder / ".catatan.md"))) == 1


def test_names_with_spaces_and_other_letters_are_read(folder: Path) -> None:
    path = put(folder / "kabar hari ini" / "Café “baru” 100% #1.txt")
    (page,) = pages(folder)
    assert page.url == path.as_uri()
    assert page.url.endswith("/kabar%20hari%20ini/Caf%C3%A9%20%E2%80%9Cbaru%E2%80%9D%20100%25%20%231.txt")
    assert page.sightings[0].locator == str(path)


def test_a_name_that_is_no_utf_8_can_be_stored(folder: Path) -> None:
    try:
        put(folder / b"caf\xe9.txt".decode(errors="surrogateescape"))
    except OSError:
        pytest.skip("this file system has only UTF-8 names")
    (page,) = pages(folder)
    assert page.sightings[0].locator.encode()
    assert page.url.endswith("/caf%E9.txt")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "it is empty"),
        (b"\n \n", "it is empty"),
        (packed(b""), "it is empty"),
        (bytes(range(256)), "it is a binary file"),
        (packed(b"WARC/1.0\r\n\r\n"), "no whole record begins there: 12 bytes are left out"),
        (packed(HTML)[:-9], "its gzip stream breaks off in the middle"),
        (packed(HTML)[:-8] + bytes(8), "its gzip stream is broken"),
        (packed(HTML) + b"x" * 40, "its gzip stream is broken"),
        (b"\x1f\x8b", "its gzip stream breaks off in the middle"),
        (packed(HTML)[:10] + b"\xff" * 40, "its gzip stream is broken"),
    ],
)
def test_a_file_that_cannot_be_imported_says_why(folder: Path, body: bytes, reason: str) -> None:
    path = put(folder / "a.html", body)
    found = trouble(path)
    assert reason in found.reason
    assert found.target.startswith(str(path))


def test_a_missing_file_is_unreadable(folder: Path) -> None:
    assert trouble(folder / "a.html").reason == "there is no such file"


def test_a_link_to_nothing_is_unreadable(folder: Path) -> None:
    (folder / "a.html").symlink_to(folder / "gone.html")
    assert trouble(folder / "a.html").reason == "there is no such file"


def test_a_loop_of_links_is_unreadable(folder: Path) -> None:
    (folder / "a.html").symlink_to("b.html")
    (folder / "b.html").symlink_to("a.html")
    assert "link" in str(trouble(folder / "a.html"))


def test_a_name_with_a_nul_is_unreadable() -> None:
    assert "null" in trouble(Path("a\0.html")).reason


def test_a_bad_file_does_not_hide_its_neighbours(folder: Path) -> None:
    put(folder / "a.txt")
    put(folder / "b.txt", b"")
    (folder / "c.txt").symlink_to("gone.txt")
    put(folder / "d.txt")
    assert [isinstance(found, Page) for found in files.pages(folder, now=now)] == [True, False, False, True]


def test_a_page_larger_than_the_limit_is_unreadable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LIMIT_BYTES", len(WORDS))
    assert pages(put(folder / "a.txt"))[0].body == WORDS
    assert "it is larger than" in trouble(put(folder / "b.txt", WORDS + b".")).reason


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [b"", b"\n"])
def test_each_line_of_a_jsonl_file_is_a_page(folder: Path, end: bytes, last: bytes) -> None:
    body = end.join(RECORD % number for number in range(5)) + last
    for path in (put(folder / "a.jsonl", body), put(folder / "a.jsonl.gz", gzip.compress(body))):
        found = pages(path)
        assert [page.url for page in found] == [f"https://muara.test/{number}" for number in range(5)]
        assert found[0].sightings[0] == Sighting(kind="jsonl", locator=str(path))


@pytest.mark.parametrize("limit_bytes", [1, 20, 50, 51, 52, 98, 99, 100, 101, 10_000])
def test_lines_are_whole_wherever_the_first_read_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch, limit_bytes: int
) -> None:
    path = put(folder / "a.jsonl", b"\n".join(RECORD % number for number in range(10, 20)))
    monkeypatch.setattr(files, "LIMIT_BYTES", limit_bytes)
    assert [page.url for page in pages(path)] == [f"https://muara.test/{number}" for number in range(10, 20)]


def test_a_broken_line_is_unreadable_with_its_number(folder: Path) -> None:
    path = put(folder / "a.jsonl", b"\n\n".join([RECORD % 1, b"{broken", b"7", RECORD % 2]))
    first, broken, number, last = files.pages(path, now=now)
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert [bad.target for bad in (broken, number) if isinstance(bad, Unreadable)] == [
        f"{path}, line 3",
        f"{path}, line 5",
    ]


def test_lines_before_a_break_in_the_stream_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = b"\n".join(b'{"url": "https://muara.test/%d", "text": "%x"}' % (each, each**99) for each in range(10, 200))
    path = put(folder / "a.jsonl.gz", gzip.compress(lines)[:-2000])
    monkeypatch.setattr(files, "LIMIT_BYTES", 1000)
    *read, broken = files.pages(path, now=now)
    assert [page.url for page in read if isinstance(page, Page)][:3] == [
        f"https://muara.test/{n}" for n in (10, 11, 12)
    ]
    assert isinstance(broken, Unreadable)
    assert broken.reason == "its gzip stream breaks off in the middle"


def test_a_jsonl_file_is_read_while_it_is_handed_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(folder / "a.jsonl.gz", gzip.compress(b"\n".join([RECORD % 1] * 50_000))[:-9])
    monkeypatch.setattr(files, "LIMIT_BYTES", 1000)
    assert all(isinstance(page, Page) for page in islice(files.pages(path, now=now), 100))


@pytest.mark.parametrize("body", [b"ok", b"'a': 1", b'"a"', b"12", b"// {}"])
def test_a_file_that_is_called_json_and_is_none_is_no_article(folder: Path, body: bytes) -> None:
    (found,) = files.pages(put(folder / "a.json", body), now=now)
    assert isinstance(found, Unreadable)


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_records_in_utf_16_are_read(folder: Path, coding: str) -> None:
    text = '{"text": "Kabar é"}\n{"text": "Kabar dua"}\n'
    found = [*files.pages(put(folder / "a.jsonl", text.encode(coding)), now=now)]
    assert [page.place for page in found if isinstance(page, Page)] == [f"{folder}/a.jsonl, line {n}" for n in (1, 2)]
