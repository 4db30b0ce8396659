"""Headings inside a text, which an extractor lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from ingest.extract.body import headings
from ingest.extract.body.headings import Heading

FIRST, SECOND, THIRD = "Rumpon pertama turun.", "Ikan kecil mulai kembali.", "Hasilnya dicatat."
DECK = "Ikan kecil kembali dua pekan sesudahnya"
WAITING = Heading(text="Ikan Kembali", before="rumpon pertama turun", after="ikan kecil mulai kembali")


def find(body: str) -> tuple[Heading, ...]:
    return headings.find(fromstring(f"<html><body>{body}</body></html>"))


@pytest.mark.parametrize("tag", ["h2", "h3", "h4"])
@pytest.mark.parametrize("block", ["p", "li", "blockquote"])
def test_a_heading_between_two_paragraphs_is_found(tag: str, block: str) -> None:
    found = find(f"<{block}>{FIRST}</{block}><{tag}>Ikan <i>Kembali</i></{tag}><{block}>{SECOND}</{block}>")
    assert found == (WAITING,)


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>Ikan Kembali</h2><p>{FIRST}</p><p>{SECOND}</p>",
        f"<p>{FIRST}</p><p>{SECOND}</p><h2>Ikan Kembali</h2>",
        f"<p>{FIRST}</p><h1>Ikan Kembali</h1><p>{SECOND}</p>",
        f"<p>{FIRST}</p><h5>Ikan Kembali</h5><p>{SECOND}</p>",
        f"<p>{FIRST}</p><h2><a href='/a'>Ikan Kembali</a></h2><p>{SECOND}</p>",
        f"<p>{FIRST}</p><h2>Berita Terkait</h2><p>{SECOND}</p>",
        f"<p>{FIRST}</p><h2>Related Stories</h2><p>{SECOND}</p>",
        f"<p>{FIRST}</p><h2> <br> </h2><p>{SECOND}</p>",
        f"<p>{FIRST}</p><h2>{'n' * 201}</h2><p>{SECOND}</p>",
    ],
)
def test_other_headings_are_not(body: str) -> None:
    assert find(body) == ()


def test_a_deck_between_the_headline_and_the_first_paragraph_is_found_and_begins_the_text() -> None:
    body = f"<ul><li>Menu</li></ul><h1>Rumpon Baru</h1><h4>Kabar Laut</h4><h2>{DECK}</h2><p>{FIRST}</p><p>{SECOND}</p>"
    tree = fromstring(f"<html><body>{body}</body></html>")
    found = headings.find(tree, headline="rumpon baru")
    assert found == (Heading(text=DECK, before="", after="rumpon pertama turun"),)
    assert [heading.before for heading in headings.find(tree, headline="lain")] == ["menu", "menu"]
    assert headings.put_back(found, f"{FIRST}\n{SECOND}") == f"{DECK}\n{FIRST}\n{SECOND}"
    assert headings.put_back(found, f"{SECOND}\n{FIRST}") == f"{SECOND}\n{FIRST}"


@pytest.mark.parametrize("heading", ["<h2>Ikan <a href='/a'>Kembali</a></h2>", "<p> </p><h2>Ikan Kembali</h2><p></p>"])
def test_a_link_in_a_heading_and_empty_paragraphs_beside_it_do_no_harm(heading: str) -> None:
    assert find(f"<p>{FIRST}</p>{heading}<p>{SECOND}</p>") == (WAITING,)


def test_a_paragraph_may_be_a_link() -> None:
    assert find(f"<p><a href='/a'>{FIRST}</a></p><h2>Ikan Kembali</h2><p>{SECOND}</p>") == (WAITING,)


def test_headings_that_follow_each_other_are_between_the_same_paragraphs() -> None:
    found = find(f"<p>{FIRST}</p><h2>{'n' * 200}</h2><h3>Kedua</h3><p>{SECOND}</p><h2>Ketiga</h2><p>{THIRD}</p>")
    assert [heading.text for heading in found] == ["n" * 200, "Kedua", "Ketiga"]
    assert [heading.before for heading in found] == [WAITING.before, WAITING.before, WAITING.after]
    assert headings.put_back(found, f"{FIRST}\n{SECOND}\n{THIRD}").split("\n") == [
        FIRST,
        "n" * 200,
        "Kedua",
        SECOND,
        "Ketiga",
        THIRD,
    ]


def test_a_heading_goes_before_the_paragraph_after_it() -> None:
    assert headings.put_back([WAITING], f"{FIRST}\n{SECOND}") == f"{FIRST}\nIkan Kembali\n{SECOND}"


def test_a_paragraph_that_stands_twice_has_its_heading_once_before_the_first() -> None:
    text = f"{FIRST}\n{SECOND}\n{SECOND}"
    assert headings.put_back([WAITING], text) == f"{FIRST}\nIkan Kembali\n{SECOND}\n{SECOND}"


OTHER = Heading(text="Hasil", before="ikan kecil mulai kembali", after="hasilnya dicatat")


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ([], f"{FIRST}\n{SECOND}"),
        ([WAITING], ""),
        ([WAITING], FIRST),
        ([WAITING], SECOND),
        ([WAITING], f"{FIRST} {SECOND}"),
        ([WAITING], f"{FIRST}\nIKAN KEMBALI:\n{SECOND}"),
        ([WAITING, OTHER], f"{FIRST}\n{SECOND}\nHasil\n{THIRD}"),
    ],
)
def test_a_text_that_has_a_heading_or_lacks_its_neighbours_stays_as_it_is(found: list[Heading], text: str) -> None:
    assert headings.put_back(found, text) == text


LINES = st.sampled_from(["satu", "Dua!", "tiga", "", "—", "Ikan Kembali"]) | st.text(max_size=8)
FOUND = st.builds(
    Heading,
    text=st.sampled_from(["Ikan Kembali", "Hasil", "Rumpon"]),
    before=st.sampled_from(["satu", "dua", "tiga"]),
    after=st.sampled_from(["satu", "dua", "tiga"]),
)


@settings(deadline=None)
@given(st.lists(FOUND, max_size=5), st.lists(LINES, max_size=9).map("\n".join))
def test_every_line_stays_and_only_headings_come_in(found: list[Heading], text: str) -> None:
    lines = headings.put_back(found, text).split("\n")
    rest = iter(lines)
    assert all(line in rest for line in text.split("\n"))
    assert {*lines} <= {*text.split("\n"), *(heading.text for heading in found)}
    assert len(lines) <= len(text.split("\n")) + len(found)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["p", "li", "h2", "h3", "div"]), st.sampled_from("abcde")), max_size=12))
def test_what_is_found_is_put_back_into_the_same_page(blocks: list[tuple[str, str]]) -> None:
    found = find("".join(f"<{tag}>{word}{number}</{tag}>" for number, (tag, word) in enumerate(blocks)))
    paragraphs = [f"{word}{number}" for number, (tag, word) in enumerate(blocks) if tag in ("p", "li")]
    lines = headings.put_back(found, "\n".join(paragraphs)).split("\n")
    whole = [f"{word}{number}" for number, (tag, word) in enumerate(blocks) if tag != "div"]
    inside = whole[whole.index(paragraphs[0]) : whole.index(paragraphs[-1]) + 1] if paragraphs else [""]
    assert lines == inside


def test_a_heading_that_is_a_sentence_becomes_a_paragraph() -> None:
    sentence = "2. Ikan kakap dan kerapu kembali ke terumbu yang dua tahun lalu mati."
    tree = fromstring(
        f"<html><body><h2 class='t'>{sentence}</h2><h2>Ikan kembali</h2><h1>{sentence}</h1></body></html>"
    )
    headings.make_paragraphs(tree)
    assert [element.tag for element in tree.iter("p", "h1", "h2")] == ["p", "h2", "h1"]


def test_sections_headed_like_the_text_are_found_when_asked_for() -> None:
    tree = fromstring(f"<html><body><h1>Rumpon</h1><p>{FIRST}</p><h1>Ikan Kembali</h1><p>{SECOND}</p></body></html>")
    assert headings.find(tree, headings.ODD, "rumpon") == (WAITING,)
    assert headings.find(tree, headings.ODD, "ikan kembali") == ()
