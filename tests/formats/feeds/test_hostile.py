"""Feeds written to do harm: they cost little and open nothing."""

import socket
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.core.errors import NothingFound
from ingest.core.model import Entry, Kind, Page
from ingest.formats import feeds

FEEDS = Path(__file__).parents[2] / "feeds"
LAUGHS = (
    '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
)  # fmt: skip


def read(body: bytes) -> tuple[Entry, ...]:
    page = Page(url="https://muara.test/feed", body=body, kind=Kind.FEED, fetched=datetime(2026, 1, 6, tzinfo=UTC))
    return feeds.parse(page).entries


def rss(declared: str, title: str, before: str = "") -> bytes:
    return f"""{before}<?xml version="1.0"?><!DOCTYPE rss {declared}>
      <rss version="2.0"><channel><item><title>{title}</title><link>https://muara.test/a</link></item></channel></rss>
    """.encode()


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever opens a file or a connection fails."""
    read(rss("", "Kabar"))  # what is imported late is there now

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("it opened something")

    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr("io.open", refuse)
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.mark.parametrize("body", ["/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x", "\n/etc/passwd\n"])
@pytest.mark.usefixtures("sealed")
def test_a_body_that_names_a_file_or_an_address_opens_nothing(body: str) -> None:
    with pytest.raises(NothingFound):
        read(body.encode())


@pytest.mark.parametrize(
    "declared",
    [
        'SYSTEM "http://127.0.0.1:9/rss.dtd"',
        'PUBLIC "-//Muara//DTD//EN" "file:///etc/passwd"',
        '[<!ENTITY x SYSTEM "file:///etc/passwd">]',
        '[<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]',
        '[<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p; <!ENTITY x "y">]',
    ],
)
@pytest.mark.usefixtures("sealed")
def test_a_declaration_outside_the_feed_is_not_fetched(declared: str) -> None:
    (entry,) = read(rss(declared, "Isi: &x;"))
    assert entry.title == "Isi: &x;"


def test_an_entity_that_names_a_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("rahasia")
    body = (FEEDS / "names-a-file.xml").read_text("utf-8").replace("@FILE@", path.as_uri())
    (entry,) = read(body.encode())
    assert "rahasia" not in str(entry)


@pytest.mark.parametrize("before", ["", "Warning: no cache\n", "<!-- cached -->", "<br />"])
@pytest.mark.parametrize(
    ("declared", "title"),
    [
        (f"[{LAUGHS}]", "&a9;" * 100),
        ('[<!ENTITY a "' + "ha" * 50_000 + '">]', "&a;" * 20_000),
        ("[\n" + LAUGHS.replace("><", ">\n<") + "\n]", "&a9;"),
    ],
)
def test_entities_are_never_multiplied(no_hang: None, before: str, declared: str, title: str) -> None:
    (entry,) = read(rss(declared, title, before))
    assert entry.title == title


def test_entities_declared_inside_the_feed_are_none(no_hang: None) -> None:
    found = read(b"<rss version='2.0'><!DOCTYPE rss [" + LAUGHS.encode() + b"]>" + rss("", "&a9;"))
    assert all(len(str(entry)) < 1000 for entry in found)


@pytest.mark.parametrize(
    "body",
    [
        b"<rss version='2.0'><channel>" + b"<" * 300_000,
        b"<rss version='2.0'><channel>" + b"&" * 300_000,
        b"<rss version='2.0'><channel>" + b"<!--" * 100_000,
        b"<rss version='2.0'><channel>" + b"<![CDATA[" * 100_000,
        b"<rss version='2.0'><channel>" + b"&#x" + b"1" * 300_000 + b";",
        b"<!DOCTYPE " * 100_000,
        b"<!DOCTYPE rss [" + b"<!ENTITY " * 100_000 + b"<rss version='2.0'>",
        b"<?xml version='1.0'?>" + b"<?a?>" * 50_000 + b"<rss version='2.0'>",
        b"<!--" + b"\n" * 300_000 + b"--><rss version='2.0'>",
    ],
)
def test_repetition_costs_no_time(no_hang: None, body: bytes) -> None:
    with suppress(NothingFound):
        assert read(body) == ()


def test_a_title_of_brackets_costs_no_time(no_hang: None) -> None:
    (entry,) = read(rss("", f"<![CDATA[{'<' * 500_000}]]>"))
    assert entry.title is None or set(entry.title) == {"<"}


def test_five_thousand_entries_are_all_listed() -> None:
    items = "".join(f"<item><title>Kabar {n}</title><link>/{n}</link><guid>{n}</guid></item>" for n in range(5000))
    found = read(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    assert [entry.title for entry in found] == [f"Kabar {n}" for n in range(5000)]


def test_one_guid_on_five_thousand_entries_is_told_apart(no_hang: None) -> None:
    items = "".join(f"<item><link>/{n}</link><guid isPermaLink='false'>1</guid></item>" for n in range(5000))
    found = read(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    assert len({entry.key for entry in found}) == 5000


@pytest.mark.parametrize(
    "title",
    [
        "&#99999999999;",
        "&#xD800;<br>",
        "&#&#1;xD83D;<br>",
        "&&num;xD83D;<category>",
        "&#1114112;",
        "&#xFFFFFFFFFFFFFFFFFFFFFFFF;",
    ],
)
def test_a_character_that_does_not_exist_hides_no_entry(title: str) -> None:
    assert [entry.url for entry in read(rss("", title))] == ["https://muara.test/a"]


@pytest.mark.parametrize("namespace", ["}", "{a}b", "a b", "a b c", "a\u00a0b", "a\u2003b\u2028c", "\x85", "http://["])
@pytest.mark.parametrize("declared", ["xmlns", "xmlns:o"])
def test_a_namespace_of_impossible_characters_hides_no_entry(namespace: str, declared: str) -> None:
    items = "<o:x>1</o:x><item><title>Kabar</title><link>https://muara.test/a</link></item>"
    body = f"<rss version='2.0' {declared}='{namespace}'><channel>{items}</channel></rss>"
    assert [(entry.url, entry.title) for entry in read(body.encode())] == [("https://muara.test/a", "Kabar")]


@pytest.mark.parametrize("prefix", ["1", "-", ".", "\u00b2"])
def test_a_root_whose_name_is_no_name_is_no_feed(prefix: str) -> None:
    with pytest.raises(NothingFound, match="it is no RSS, Atom or RDF"):
        read(f"<{prefix}:rss version='2.0'><channel><item><link>/a</link></item></{prefix}:rss>".encode())


def test_what_feedparser_does_not_expect_is_told_as_such() -> None:
    chapters = "<p:chapters xmlns:p='http://podlove.org/simple-chapters'><p:chapter title='x'/></p:chapters>"
    with pytest.raises(NothingFound, match="it breaks the parser"):
        read(f"<rss version='2.0'><channel><item><link>/a</link>{chapters}</item></channel></rss>".encode())


def test_a_tag_that_breaks_the_parser_hides_no_entry() -> None:
    body = b"<rss version='2.0'><channel><item><link>/a</link><category>x</item></category></channel></rss>"
    assert [entry.url for entry in read(body)] == ["https://muara.test/a"]
