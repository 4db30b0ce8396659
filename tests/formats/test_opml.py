"""OPML, the form in which feed readers hand over their subscriptions."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core import urls
from ingest.core.errors import NothingFound
from ingest.core.model import Kind, Page
from ingest.formats import opml
from ingest.formats.opml import Outline

HEAD = '<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Langganan</title></head><body>'
END = "</body></opml>"


def read(text: str | bytes) -> tuple[Outline, ...]:
    body = text.encode() if isinstance(text, str) else text
    page = Page(url="file:///muara.opml", body=body, kind=Kind.OPML, fetched=datetime(2026, 1, 6, tzinfo=UTC))
    return opml.parse(page)


def test_a_list_is_read() -> None:
    text = f"""{HEAD}
      <outline text="Kabar Muara" title="Muara" type="rss" xmlUrl="https://muara.test/feed" htmlUrl="https://muara.test"/>
      <outline text="Warta   Bukit" type="rss" xmlUrl="https://bukit.test/rss.xml"/>
      <outline text="Catatan"/>{END}"""
    assert read(text) == (
        Outline("https://muara.test/feed", "Muara", "https://muara.test/"),
        Outline("https://bukit.test/rss.xml", "Warta Bukit"),
    )


def test_feeds_are_found_at_any_depth() -> None:
    deep = "<outline text='Folder'>" * 40 + "<outline xmlUrl='https://muara.test/a'/>" + "</outline>" * 40
    assert read(f"{HEAD}{deep}<outline xmlUrl='https://muara.test/b'/>{END}") == (
        Outline("https://muara.test/a", tags=("Folder",)),
        Outline("https://muara.test/b"),
    )


def test_each_feed_is_listed_once_as_it_came_first() -> None:
    text = "<outline text='Satu' xmlUrl='https://muara.test/a'/><outline text='Dua' xmlUrl='https://MUARA.test/a#x'/>"
    assert read(HEAD + text + END) == (Outline("https://muara.test/a", "Satu"),)


@pytest.mark.parametrize("name", ["xmlUrl", "xmlurl", "XMLURL", "xmlURL"])
def test_attributes_may_be_written_in_any_case(name: str) -> None:
    assert read(f"{HEAD}<outline {name}='https://muara.test/a' TITLE='Kabar'/>{END}") == (
        Outline("https://muara.test/a", "Kabar"),
    )


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("feed://muara.test/a", "http://muara.test/a"),
        ("FEED://muara.test/a", "http://muara.test/a"),
        ("feed:https://muara.test/a", "https://muara.test/a"),
        ("feed:http://muara.test/a", "http://muara.test/a"),
        ("feed://https://muara.test/a", "https://muara.test/a"),
        (" https://muara.test/a\n", "https://muara.test/a"),
        ("https://muara.test/?a=feed://b", "https://muara.test/?a=feed://b"),
    ],
)
def test_an_address_for_feed_readers_is_one_of_the_web(written: str, url: str) -> None:
    assert read(f"{HEAD}<outline xmlUrl='{written}'/>{END}") == (Outline(url),)


@pytest.mark.parametrize("written", ["", " ", "/feed", "muara/feed", "file:///etc/passwd", "javascript:1", "https://"])
def test_what_is_no_web_address_is_left_out(written: str) -> None:
    text = f"<outline xmlUrl='{written}'/><outline xmlUrl='https://muara.test/a' htmlUrl='{written}'/>"
    assert read(HEAD + text + END) == (Outline("https://muara.test/a"),)


@pytest.mark.parametrize(
    "text",
    [
        "<opml><body><outline text='Pasar & Dermaga' xmlUrl='https://muara.test/a?x=1&y=2'/>",
        "<opml><body><outline text='Pasar &amp; Dermaga' xmlUrl='https://muara.test/a?x=1&amp;y=2'/></outline></body>",
        "<opml><body><outline><outline text='Pasar &#38; Dermaga' xmlUrl='https://muara.test/a?x=1&y=2'></body></opml>",
        "\n<?xml version='1.0'?><opml><outline text='Pasar & Dermaga' xmlUrl='https://muara.test/a?x=1&y=2'/></opml>x",
        "<opml><body><outline text='Pasar & \x0bDermaga' a:b='c' xmlUrl='https://muara.test/a?x=1&y=2'/></body></opml>",
    ],
)
def test_a_broken_list_is_read(text: str) -> None:
    assert read(text) == (Outline("https://muara.test/a?x=1&y=2", "Pasar & Dermaga"),)


def test_a_list_cut_anywhere_invents_no_address() -> None:
    known = ["https://muara.test/satu", "https://muara.test/dua"]
    text = opml.write([Outline(url, "Kabar", "https://muara.test/") for url in known], "Langganan")
    for at in range(len(text)):
        try:
            assert {outline.url for outline in read(text[:at])} <= {*known}
        except NothingFound:
            assert at < text.index("dua")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_charset_is_told_from_the_bytes(encoding: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><opml><outline text="Café" xmlUrl="https://muara.test/a"/></opml>'
    )
    assert read(text.encode(encoding)) == (Outline("https://muara.test/a", "Café"),)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<opml",
        b"<opml/>",
        HEAD.encode() + b"<outline text='Kabar'/>" + END.encode(),
        b"<rss version='2.0'/>",
        b"<html><body><outline xmlUrl='https://muara.test/a'/></body></html>",
        b"https://muara.test/a",
        bytes(range(256)),
    ],
)
def test_a_list_of_no_feeds_is_told_so(body: bytes) -> None:
    with pytest.raises(NothingFound) as error:
        read(body)
    assert error.value.target == "file:///muara.opml"


@pytest.mark.parametrize("prefix", ["1", "-", ".", "\u00b2"])
def test_a_root_whose_name_is_no_name_names_no_feeds(prefix: str) -> None:
    with pytest.raises(NothingFound, match="it names no feeds"):
        read(f"<{prefix}:opml><outline xmlUrl='https://muara.test/a'/></{prefix}:opml>")


@pytest.mark.parametrize("namespace", ["}", "{", "x}y", "{a}b", "a b", "a\u00a0b", "http://["])
def test_a_namespace_of_impossible_characters_hides_no_feed(namespace: str) -> None:
    text = f"<opml xmlns='{namespace}' xmlns:o='{namespace}'><o:outline o:a='b' xmlUrl='https://muara.test/a'/></opml>"
    assert read(text) == (Outline("https://muara.test/a"),)


@pytest.mark.parametrize("written", ["&#&#1;xD83D;", "&&num;xD83D;", "&#xD83D;", "&#xD83D", "&&num;55357;"])
def test_a_lone_surrogate_hides_no_feed(written: str) -> None:
    (found,) = read(f"{HEAD}<outline text='Kabar {written}' xmlUrl='https://muara.test/a'/>{END}")
    assert found.title is not None
    assert found.title.startswith("Kabar")


def test_entities_are_never_multiplied(no_hang: None) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = (
        f'<!DOCTYPE opml [<!ENTITY a0 "ha">{laughs}]><opml><outline text="&a9;" xmlUrl="https://muara.test/a"/></opml>'
    )
    assert read(text) == (Outline("https://muara.test/a", "&a9;"),)


def test_an_entity_that_names_a_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("rahasia")
    declared = f'<!DOCTYPE opml [<!ENTITY x SYSTEM "{path.as_uri()}">]>'
    assert "rahasia" not in str(read(declared + "<opml><outline text='&x;' xmlUrl='https://muara.test/a'/></opml>"))


def test_what_is_written_is_opml_for_other_programs() -> None:
    written = opml.write([Outline("https://muara.test/a?x=1&y=2", 'Pasar "A" < B')], "Milik & saya")
    assert written == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        "  <head><title>Milik &amp; saya</title></head>\n  <body>\n"
        '    <outline type="rss" text=\'Pasar "A" &lt; B\' title=\'Pasar "A" &lt; B\' '
        'xmlUrl="https://muara.test/a?x=1&amp;y=2"/>\n'
        "  </body>\n</opml>\n"
    )


def test_an_outline_without_a_title_is_named_after_its_address() -> None:
    written = opml.write([Outline("https://muara.test/a")], "Langganan")
    assert 'text="https://muara.test/a"' in written
    assert read(written) == (Outline("https://muara.test/a"),)


def test_a_list_of_nothing_can_be_written() -> None:
    with pytest.raises(NothingFound):
        read(opml.write([], ""))


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30)
TITLES = WORDS.map(lambda words: " ".join(words.split())).map(lambda title: title or None)
PATHS = st.text("abcXYZ019-._~/?&=%25+;,'\"<>", max_size=20)


@given(st.dictionaries(PATHS, st.tuples(TITLES, st.sampled_from([None, "https://muara.test/"])), min_size=1), WORDS)
def test_what_is_written_is_read_back_without_loss(said: dict[str, tuple[str | None, str | None]], title: str) -> None:
    by_url = {str(urls.absolute("", f"https://muara.test/{path}")): rest for path, rest in said.items()}
    outlines = tuple(Outline(url, *rest) for url, rest in by_url.items())
    assert read(opml.write(outlines, title)) == outlines


@given(st.text(), st.text())
def test_any_words_can_be_written(title: str, head: str) -> None:
    (found,) = read(opml.write([Outline("https://muara.test/a", title)], head))
    assert found.url == "https://muara.test/a"


@pytest.mark.parametrize(("name", "count"), [("Indonesia", 4), ("India", 36), ("United_States", 10)])
@pytest.mark.parametrize("form", ["with_category", "without_category"])
def test_real_lists_name_every_feed(shared: Path, name: str, count: int, form: str) -> None:
    found = read((shared / "corpus" / "real" / "opml" / f"{name}.{form}.opml").read_bytes())
    assert len(found) == count
    assert all(outline.title for outline in found)
    assert read(opml.write(found, name)) == found


def test_folders_and_categories_are_tags_and_come_out_again() -> None:
    text = (
        "<outline text='Daerah'><outline title='Pesisir'><outline xmlUrl='https://muara.test/f' category='laut, ikan'/>"
        "</outline><outline xmlUrl='https://bukit.test/f'/></outline><outline xmlUrl='https://teluk.test/f'"
        " category='/Dunia/Asia'/><outline text='Lagi'><outline xmlUrl='https://bukit.test/f'/></outline>"
    )
    found = read(HEAD + text + END)
    assert {outline.url: outline.tags for outline in found} == {
        "https://muara.test/f": ("Daerah", "Pesisir", "laut", "ikan"),
        "https://bukit.test/f": ("Daerah", "Lagi"),
        "https://teluk.test/f": ("Dunia", "Asia"),
    }
    again = read(opml.write(found, "Langganan"))
    assert {outline.url: outline.tags for outline in again} == {outline.url: outline.tags for outline in found}


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("xmlUrl='muara.test/feed'", "http://muara.test/feed"),
        ("xmlUrl='//muara.test/feed'", "http://muara.test/feed"),
        ("type='rss' url='https://muara.test/feed'", "https://muara.test/feed"),
    ],
)
def test_an_address_may_lack_its_scheme_or_stand_in_another_place(written: str, url: str) -> None:
    assert [outline.url for outline in read(f"{HEAD}<outline {written}/>{END}")] == [url]
