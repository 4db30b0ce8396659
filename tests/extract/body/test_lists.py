"""Lists inside a text, which an extractor lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from ingest.extract import dom
from ingest.extract.body import headings, lists
from ingest.extract.body.lists import List

FIRST, SECOND = "Kebun raya menerima bibit.", "Penyiram datang sore."
ITEMS = "<li>Tiga pohon <b>ara</b></li><li>Lima rumpun bambu</li>"
FOUND = List(
    items=("Tiga pohon ara", "Lima rumpun bambu"),
    before=("kebun raya menerima bibit",),
    after=("penyiram datang sore",),
)
LONG = "<li>Tiga pohon ara dari kebun bibit di lereng</li><li>Lima rumpun bambu dari tepi sungai kecil</li>"


def find(body: str) -> tuple[List, ...]:
    return lists.find(fromstring(f"<html><body><div>{body}</div></body></html>"))


@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_a_list_between_two_paragraphs_is_found(tag: str) -> None:
    assert find(f"<p>{FIRST}</p><{tag}>{ITEMS}</{tag}><p>{SECOND}</p>") == (FOUND,)


def test_terms_and_what_they_mean_are_items() -> None:
    (found,) = find(f"<p>{FIRST}</p><dl><dt>Ara</dt><dd>Pohon besar.</dd></dl><p>{SECOND}</p>")
    assert found.items == ("Ara", "Pohon besar.")


def test_a_nested_list_is_no_list_of_its_own_and_its_items_come_once() -> None:
    (found,) = find(f"<p>{FIRST}</p><ul><li>Bibit <ul>{ITEMS}</ul></li></ul><p>{SECOND}</p>")
    assert found.items == ("Bibit", *FOUND.items)


@pytest.mark.parametrize(
    "body",
    [
        f"<ul>{ITEMS}</ul>",
        f"<p>{FIRST}</p><ul></ul><p>{SECOND}</p>",
        f"<p>{FIRST}</p><ul><li><a href='/a'>Kebun lain menerima bibit</a></li></ul><p>{SECOND}</p>",
        f"<p>{FIRST}</p><ul>{ITEMS}</ul>",  # short, at the end
        f"<ul>{ITEMS}</ul><p>{SECOND}</p>",
        f"<nav><p>{FIRST}</p><ul>{ITEMS}</ul><p>{SECOND}</p></nav>",
        f"<footer><p>{FIRST}</p><ul>{LONG}</ul></footer>",
        f"<p>{FIRST}</p><ul><li><h3>Ara</h3>Pohon besar</li></ul><p>{SECOND}</p>",
        f"<p>{FIRST}</p><ul>{'<li>bibit</li>' * 101}</ul><p>{SECOND}</p>",
        f"<p>{FIRST}</p><ul><li>Berita terkait</li>{LONG}</ul><p>{SECOND}</p>",
    ],
)
def test_menus_links_and_short_lists_at_the_ends_are_not(body: str) -> None:
    assert find(body) == ()


def test_a_list_goes_between_its_paragraphs() -> None:
    assert lists.put_back([FOUND], f"{FIRST}\n{SECOND}") == f"{FIRST}\n- Tiga pohon ara\n- Lima rumpun bambu\n{SECOND}"


def test_a_list_of_sentences_goes_to_either_end() -> None:
    (last,) = find(f"<p>{FIRST}</p><ul>{LONG}</ul>")
    (first,) = find(f"<ul>{LONG}</ul><p>{SECOND}</p>")
    assert lists.put_back([last], FIRST).split("\n")[0] == FIRST
    assert lists.put_back([first], SECOND).split("\n")[2] == SECOND
    assert len(lists.put_back([first, last], f"{FIRST}\n{SECOND}").split("\n")) == 4  # the text begins elsewhere


@pytest.mark.parametrize("name", ["key-points", "article__highlights", "ringkasan-berita", "box poin-penting"])
def test_short_points_below_the_headline_are_of_the_text_where_the_page_names_them(name: str) -> None:
    for body in (f"<ul class='{name}'>{ITEMS}</ul>", f"<div id='{name}'><h4>Ringkas</h4><ul>{ITEMS}</ul></div>"):
        (found,) = find(f"<h1>Bibit</h1>{body}<p>{FIRST}</p><p>{SECOND}</p>")
        text = lists.put_back([found], f"{FIRST}\n{SECOND}")
        assert text == f"- Tiga pohon ara\n- Lima rumpun bambu\n{FIRST}\n{SECOND}"
    assert find(f"<h1>Bibit</h1><ul class='meta'>{ITEMS}</ul><p>{FIRST}</p>") == ()


def test_words_of_an_item_inside_a_sentence_are_no_item() -> None:
    text = f"{FIRST}\nAda lima rumpun bambu di lereng.\n{SECOND}"
    after = lists.put_back([List(items=FOUND.items, before=(), after=(dom.fold(FIRST),))], text)
    assert after == f"- Tiga pohon ara\n- Lima rumpun bambu\n{text}"


@pytest.mark.parametrize(
    "text", ["", FIRST, f"{FIRST}\n- Lima rumpun bambu\n{SECOND}", f"{FIRST}\nAda lima rumpun bambu.\n{SECOND}"]
)
def test_a_text_that_has_an_item_or_lacks_a_neighbour_stays_as_it_is(text: str) -> None:
    assert lists.put_back([FOUND], text) == text


def test_short_items_that_stand_in_any_sentence_tell_nothing() -> None:
    (found,) = find(f"<p>{FIRST}</p><dl><dt>Ara</dt><dd>Bibit</dd></dl><p>{SECOND}</p>")
    text = f"{FIRST}\nBibit itu muara harapan.\n{SECOND}"
    assert lists.put_back([found], text) == f"{FIRST}\nBibit itu muara harapan.\n- Ara\n- Bibit\n{SECOND}"
    assert lists.put_back([found], f"{text}\nAra") == f"{text}\nAra"


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{FIRST}</p><h3>Bibit</h3><ul>{ITEMS}</ul><h3>Air</h3><p>{SECOND}</p>",
        f"<p>{FIRST}</p><div class='list-box'><ul>{ITEMS}</ul></div><p>{SECOND}</p>",
        f"<p>{FIRST}</p><section><h2>Bibit</h2><div><ul>{ITEMS}</ul></div></section><p>{SECOND}</p>",
    ],
)
def test_a_list_between_headings_or_in_a_wrapper_goes_between_the_paragraphs_around_it(body: str) -> None:
    tree = fromstring(f"<html><body><div>{body}</div></body></html>")
    found = lists.find(tree)
    assert lists.put_back(found, f"{FIRST}\n{SECOND}").split("\n")[1:-1] == ["- Tiga pohon ara", "- Lima rumpun bambu"]
    both = headings.put_back(headings.find(tree), lists.put_back(found, f"{FIRST}\n{SECOND}"))
    assert ("Bibit\n- Tiga" in both) is ("Bibit" in body)


@pytest.mark.parametrize("name", ["related-box", "share", "tags", "newsletter", "side-nav"])
def test_a_wrapper_that_is_named_as_no_text_is_none(name: str) -> None:
    assert find(f"<p>{FIRST}</p><div class='{name}'><ul>{ITEMS}</ul></div><p>{SECOND}</p>") == ()
    assert find(f"<p>{FIRST}</p><div><p>Lain.</p><div><ul>{ITEMS}</ul></div></div><p>{SECOND}</p>") == ()


LINES = st.sampled_from(["satu", "Dua!", "", "—", "Tiga pohon ara"]) | st.text(max_size=8)
WORDS = st.sampled_from(["satu", "dua", ""])
LISTS = st.builds(
    List,
    items=st.tuples(st.sampled_from(["ara", "bambu", "Tiga pohon ara"])),
    before=st.tuples(WORDS),
    after=st.tuples(WORDS),
)


@settings(deadline=None)
@given(st.lists(LISTS, max_size=5), st.lists(LINES, max_size=9).map("\n".join))
def test_every_line_stays_and_only_items_come_in(found: list[List], text: str) -> None:
    lines = lists.put_back(found, text).split("\n")
    rest = iter(lines)
    assert all(line in rest for line in text.split("\n"))
    assert len(lines) <= len(text.split("\n")) + len(found)
