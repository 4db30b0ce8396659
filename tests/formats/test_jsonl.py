"""JSONL: one JSON object a line, with a page's HTML or with an article's fields."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.errors import Unreadable
from ingest.core.model import Kind, Noted, Page
from ingest.formats import jsonl
from store import Sighting

NOW = datetime(2026, 1, 6, tzinfo=UTC)
FROM = "/tmp/kabar.jsonl"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["url", "source", "link", "html", "text"]), inside, max_size=3)
    ),
)


def read(*lines: bytes) -> list[Page | Unreadable | Noted]:
    return list(jsonl.pages(lines, FROM, now=lambda: NOW))


def one(fields: dict[str, Any]) -> Page:
    (page,) = read(json.dumps(fields).encode())
    assert isinstance(page, Page)
    return page


def test_an_object_with_html_is_a_page() -> None:
    page = one({"url": "https://muara.test/a", "html": "<p>Kabar “pagi”</p>"})
    assert (page.kind, page.url, page.body) == (Kind.PAGE, "https://muara.test/a", "<p>Kabar “pagi”</p>".encode())
    assert page.fetched == NOW


def test_an_object_with_fields_is_a_record_of_its_line() -> None:
    line = b'{"url": "https://muara.test/a", "title": "Kabar", "text": "Perahu merapat."}'
    (page,) = read(b"  " + line + b" \r\n")
    assert isinstance(page, Page)
    assert (page.kind, page.url, page.body) == (Kind.RECORD, "https://muara.test/a", line)


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "https://muara.test/a"},
        {"source": "https://muara.test/a"},
        {"link": "https://muara.test/a"},
        {"url": "https://muara.test/a", "source": "https://muara.test/lain", "link": "x"},
        {"url": "", "source": None, "link": "https://muara.test/a"},
        {"url": None, "source": "https://muara.test/a"},
        {"url": 7, "source": {"a": 1}, "link": "https://muara.test/a"},
    ],
)
def test_the_address_stands_under_one_of_three_keys(fields: dict[str, Any]) -> None:
    assert one(fields).url == "https://muara.test/a"


def test_where_it_came_from_and_its_address_are_sightings() -> None:
    page = one({"url": "https://muara.test/a?utm_source=x#b", "text": "Kabar"})
    assert page.sightings == (
        Sighting(kind="jsonl", locator=FROM),
        Sighting(kind="jsonl", locator="https://muara.test/a"),
    )


@pytest.mark.parametrize("fields", [{"text": "Kabar"}, {"url": "", "text": "Kabar"}, {"url": None, "html": "<p>Kabar"}])
def test_without_an_address_the_content_names_it(fields: dict[str, Any]) -> None:
    page = one(fields)
    assert page.url == f"urn:sha256:{hashlib.sha256(page.body).hexdigest()}"
    assert page.sightings == (Sighting(kind="jsonl", locator=FROM),)


@pytest.mark.parametrize(
    "line", [b"5", b"null", b'"kabar"', b"[1, 2]", b"true", b"{broken", b"kabar", b'x {"a": 1}', b"\xff", b"{" * 9]
)
def test_a_line_that_is_no_object_is_unreadable_with_its_number(line: bytes) -> None:
    good = b'{"text": "Kabar"}'
    first, bad, last = read(good, b"", line, good)
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert isinstance(bad, Unreadable)
    assert bad.target == f"{FROM}, line 3"
    assert "no JSON object" in bad.reason or "breaks off" in bad.reason


def test_a_line_nested_beyond_reason_is_unreadable() -> None:
    (bad,) = read(b'{"a":' * 100_000)
    assert isinstance(bad, Unreadable)


def test_blank_lines_are_passed_over() -> None:
    (page,) = read(b"", b" \t\r\n", b"\n", b"\xef\xbb\xbf\r\n", b'{"text": "Kabar"}')
    assert isinstance(page, Page)
    assert page.place == f"{FROM}, line 5"


def test_a_byte_order_mark_is_no_part_of_a_line() -> None:
    (page,) = read(b'\xef\xbb\xbf{"url": "https://muara.test/a"}')
    assert isinstance(page, Page)
    assert page.url == "https://muara.test/a"


@pytest.mark.parametrize("key", ["url", "html"])
def test_a_lone_surrogate_can_be_stored(key: str) -> None:
    page = one({"url": "https://muara.test/a", "text": "Kabar", key: "https://muara.test/\ud83d"})
    for text in (page.url, *(sighting.locator for sighting in page.sightings)):
        assert text.encode().decode() == text
    assert page.body.decode()


@settings(deadline=None)
@given(st.lists(JSON.map(json.dumps).map(str.encode) | st.binary().filter(lambda line: b"\n" not in line)))
def test_each_line_is_a_page_or_a_reason(lines: list[bytes]) -> None:
    found = read(*lines)
    assert found  # lists and objects may go over several lines
    assert all(page.url for page in found if isinstance(page, Page))


def test_a_list_on_a_line_is_each_of_its_records() -> None:
    found = read(b'[{"url": "https://muara.test/a"}, {"url": "https://muara.test/b"}]')
    assert [page.url for page in found if isinstance(page, Page)] == ["https://muara.test/a", "https://muara.test/b"]


def test_an_empty_page_does_not_hide_the_text_beside_it() -> None:
    found = one({"url": "https://muara.test/a", "html": " ", "text": "Kabar"})
    assert (found.kind, b"Kabar" in found.body) == (Kind.RECORD, True)


A, B, C = (
    {"url": f"https://muara.test/{name}", "title": f"Kabar {name} [1] {{2}}", "text": 'Isi, "x\\".'} for name in "abc"
)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([A, B, C]),
        json.dumps([A, B, C], indent=2),
        ",\n".join(map(json.dumps, (A, B, C))),
        "[" + ",\n".join(map(json.dumps, (A, B, C))) + "\n]",
        "\n".join(json.dumps(each, indent=4) for each in (A, B, C)),
        "".join(map(json.dumps, (A, B, C))),
        "\x1e" + "\n\x1e".join(map(json.dumps, (A, B, C))),
        json.dumps({"articles": [A, B, C]}),
        json.dumps({"status": "ok", "data": {"items": [A, B, C]}}, indent=1),
        '{"articles": [\n' + ",\n".join(map(json.dumps, (A, B, C))) + "\n]}",
        "\n".join(json.dumps(each | {"score": float("nan")}) for each in (A, B, C)),
    ],
)
def test_records_are_read_in_every_shape(text: str) -> None:
    found = read(*text.encode().split(b"\n"))
    assert [page.url for page in found if isinstance(page, Page)] == [each["url"] for each in (A, B, C)]
    assert not [each for each in found if isinstance(each, Unreadable)]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"text": "Satu", "slug_title": "a", "seen": "2026-01-05"},
            "no title and no date; nothing is read from 'slug_title'",
        ),
        ({"text": "Satu", "title": "a", "seen": "2026-01-05"}, "no date; nothing is read from 'seen'"),
        ({"text": "Satu", "judul": "a", "tanggal": "2026-01-05", "spider": "x"}, None),
        ({"text": "Satu"}, None),
        ({"html": "<p>Satu", "seen": "x"}, None),
        ({"warta": 1, "text": "Satu", "seen": "x"}, None),
    ],
)
def test_it_is_told_once_where_a_title_or_date_may_have_another_name(fields: dict[str, Any], told: str | None) -> None:
    line = json.dumps(fields).encode()
    notes = [each.text for each in read(line, line) if isinstance(each, Noted)]
    assert len(notes) == (told is not None)
    assert all(told in note and "--map" in note for note in notes if told)


def test_records_of_a_list_are_numbered() -> None:
    found = read(json.dumps([{"text": "Satu"}, {"text": "Dua"}, {}]).encode())
    assert [page.place for page in found if isinstance(page, Page)] == [f"{FROM}, record 1", f"{FROM}, record 2"]
    assert [each.target for each in found if isinstance(each, Unreadable)] == [f"{FROM}, record 3"]


def test_a_broken_object_costs_itself_alone() -> None:
    broken = b'{"url": "https://muara.test/x",'
    first, bad, last = read(json.dumps(A).encode(), broken, json.dumps(B).encode())
    assert isinstance(bad, Unreadable)
    assert (bad.target, isinstance(first, Page), isinstance(last, Page)) == (f"{FROM}, line 2", True, True)


def test_after_a_thousand_useless_ones_the_rest_is_left_out() -> None:
    found = read(b"[" + b"{}," * 200_000 + b"{}]")
    assert len(found) == 1001
    assert isinstance(found[-1], Unreadable)
    assert "left out" in found[-1].reason


WORDS = st.text(st.sampled_from('ab "\\\n\t\0\x7f\u2028é😀\ud800/'), max_size=20).map(lambda text: text * 30)


@given(st.dictionaries(st.text(max_size=3), JSON | WORDS | st.just("\0") | st.text(max_size=9), max_size=6))
def test_an_object_is_written_as_the_library_writes_it(fields: dict[str, Any]) -> None:
    assert jsonl.written(fields) == json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")


def test_a_map_to_a_field_that_is_not_there_is_told() -> None:
    line = json.dumps({"text": "Satu", "judul": "a", "tanggal": "2026-01-05"}).encode()
    names = {"title": "judulnya", "site": "=muara.example"}
    found = jsonl.pages([line, line], FROM, now=lambda: NOW, names=names)
    [note] = [each.text for each in found if isinstance(each, Noted)]
    reason = "its first record has no 'judulnya', which --map names; it has 'text', 'judul', 'tanggal'"
    assert note == f"{FROM}: {reason}"
