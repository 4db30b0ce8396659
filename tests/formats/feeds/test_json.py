"""JSON Feed (jsonfeed.org) into the entries that it lists."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.errors import NothingFound
from ingest.core.model import Entry, Kind, Listing, Page
from ingest.formats import feeds
from tests.formats.feeds.test_xml import FERRY

FEEDS = Path(__file__).parents[2] / "feeds"
MUARA = "https://muara.test/umpan/feed.json"
LONG = "<p>" + "Perahu merapat di dermaga pagi ini. " * 10 + "</p>"


def read(body: bytes) -> Listing:
    return feeds.parse(Page(url=MUARA, body=body, kind=Kind.FEED, fetched=datetime(2026, 1, 6, tzinfo=UTC)))


def items(*items: object, **feed_fields: object) -> tuple[Entry, ...]:
    written = {"version": "https://jsonfeed.org/version/1.1", "items": items, **feed_fields}
    return read(json.dumps(written).encode()).entries


def item(**fields: Any) -> Entry:
    """The one entry of a JSON Feed."""
    (entry,) = items({"url": "https://muara.test/a", **fields})
    return entry


def test_a_json_feed_is_read() -> None:
    found = read((FEEDS / "feed.json").read_bytes())
    quay = Entry(
        url="https://muara.test/quay",
        key="2",
        title="Menjaga dermaga tua",
        authors=("Sari Wulandari",),
        language="id",
    )
    assert [(entry.key, entry.title) for entry in found.entries] == [("1", FERRY.title), ("2", quay.title)]
    assert found.entries[1] == quay
    assert (found.title, found.site_url) == ("The Harbour Letter", "https://harbour.test/")
    assert (found.interval_seconds, found.repaired) == (0, None)


def test_a_json_feed_lists_what_atom_lists() -> None:
    ferry = read((FEEDS / "feed.json").read_bytes()).entries[0]
    for field in ("url", "title", "published", "modified", "summary", "authors", "tags", "language"):
        assert getattr(ferry, field) == getattr(FERRY, field)


def test_a_byte_order_mark_is_no_obstacle() -> None:
    body = (FEEDS / "feed.json").read_bytes()
    assert read(b"\xef\xbb\xbf" + body) == read(body)


def test_a_feed_without_entries_lists_nothing() -> None:
    assert items() == ()


@pytest.mark.parametrize(
    "body",
    [b"{}", b"{broken", b'{"items": 5}', b'{"items": {"url": "https://muara.test/a"}}', b'{"a":' * 100_000],
)
def test_what_is_no_feed_is_told_so(body: bytes) -> None:
    with pytest.raises(NothingFound) as error:
        read(body)
    assert error.value.target == MUARA


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("muara-1", "muara-1"),
        (7, "7"),
        (None, "https://muara.test/a"),
        ("", "https://muara.test/a"),
        (["x"], "https://muara.test/a"),
        ("muara\x00-\ud83d", "muara-?"),
    ],
)
def test_the_id_is_the_key(written: object, key: str) -> None:
    assert item(id=written).key == key


def test_an_id_that_stands_on_several_links_needs_the_link_beside_it() -> None:
    found = items({"id": 1, "url": "/a"}, {"id": "1", "url": "/b"})
    assert [entry.key for entry in found] == ["1 https://muara.test/a", "1 https://muara.test/b"]


def test_an_id_may_be_the_link() -> None:
    found = items({"id": "https://muara.test/g"}, {"id": "8"}, {"id": "https://muara.test/h", "url": "/i"})
    assert [entry.url for entry in found] == ["https://muara.test/g", "https://muara.test/i"]


@pytest.mark.parametrize(
    ("fields", "content"),
    [
        ({"content_html": LONG}, LONG),
        ({"content_html": LONG, "content_text": "x" * 5000}, LONG),
        ({"content_text": "Ada 3 < 5.\n" * 40}, "<p>Ada 3 &lt; 5.</p>" * 40),
        (
            {"content_text": "satu dua\n tiga \n\n \nempat\r\n" + "lima " * 80},
            "<p>satu dua\ntiga</p><p>empat\n" + ("lima " * 80).strip() + "</p>",
        ),
        ({"content_html": "<p>Singkat.</p>"}, None),
        ({"content_html": LONG, "summary": "x" * 900}, f"<p>{'x' * 900}</p>"),
        ({"content_html": 5, "content_text": ["x"]}, None),
    ],
)
def test_the_whole_text_is_html(fields: dict[str, Any], content: str | None) -> None:
    assert item(**fields).content == content


def test_the_language_of_an_entry_comes_before_that_of_the_feed() -> None:
    found = items({"url": "/a", "language": "id"}, {"url": "/b"}, language="en")
    assert [entry.language for entry in found] == ["id", "en"]


def test_a_title_of_brackets_costs_no_time(no_hang: None) -> None:
    title = item(title="<" * 500_000).title
    assert title is None or set(title) == {"<"}


@pytest.mark.parametrize(
    "fields",
    [
        {"title": 5, "summary": ["x"], "date_published": 1767571200, "language": 7},
        {"authors": 5},
        {"authors": "Sari"},
        {"authors": {"name": "Sari"}},
        {"authors": [5, None, {"name": 7}, {}]},
        {"author": "Sari"},
        {"tags": 5},
        {"tags": {"a": 1}},
        {"tags": [5, None, ""]},
    ],
)
def test_a_field_of_the_wrong_type_is_unknown(fields: dict[str, Any]) -> None:
    entry = item(**fields)
    assert (entry.url, entry.title, entry.published) == ("https://muara.test/a", None, None)
    assert {*entry.authors, *entry.tags} <= {"Sari", "a"}


def test_a_lone_surrogate_spoils_no_other_entry() -> None:
    found = items({"url": "https://muara.test/\ud83d", "title": "Kabar \ud83d"}, {"url": "https://muara.test/a"})
    assert found[-1].url == "https://muara.test/a"


def test_a_tag_that_is_no_list_is_not_taken_apart() -> None:
    assert item(tags="ekonomi").tags in ((), ("ekonomi",))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.sampled_from(["name", "x"]), inside, max_size=2),
    max_leaves=4,
)
FIELDS = [
    "id", "title", "summary", "authors", "author", "tags", "language", "date_published", "date_modified",
    "content_html", "content_text",
]  # fmt: skip


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING), ANYTHING)
def test_no_item_makes_it_fail(fields: dict[str, Any], other: object) -> None:
    found = items(other, {"url": other, **fields}, {"url": "https://muara.test/a", **fields}, language=other)
    assert found[-1].url == "https://muara.test/a"
