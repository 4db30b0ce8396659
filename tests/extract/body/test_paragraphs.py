"""Text between blocks becomes paragraphs, and nothing is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HtmlElement, fromstring

from ingest.extract.body import paragraphs

LONG = "Nelayan di Teluk Sembilan menurunkan seratus rumpon baru pada Sabtu pagi untuk terumbu yang rusak."
SHORT = "Muara, Kabar Teluk"


def wrapped(body: str) -> HtmlElement:
    tree = fromstring(f"<html><body>{body}</body></html>")
    paragraphs.wrap(tree)
    return tree


def texts(tree: HtmlElement) -> list[str]:
    return [" ".join(paragraph.text_content().split()) for paragraph in tree.iter("p")]


@pytest.mark.parametrize("box", ["div", "section", "article", "main", "center"])
def test_text_before_between_and_after_blocks_becomes_paragraphs(box: str) -> None:
    tree = wrapped(f"<{box}>{LONG}<p>Satu.</p>{LONG}<ul><li>Dua.</ul>{LONG}</{box}>")
    assert texts(tree) == [LONG, "Satu.", LONG, LONG]
    assert [child.tag for child in next(tree.iter(box))] == ["p", "p", "p", "ul", "p"]


def test_a_cell_of_a_table_is_a_container() -> None:
    assert texts(wrapped(f"<table><tr><td>{LONG}<p>Satu.</p></td></tr></table>")) == [LONG, "Satu."]


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{LONG}</div>",
        f"<div>{LONG}<br>{LONG} <b>tebal</b></div>",
        f"<div>{SHORT}<p>Satu.</p>{SHORT}</div>",
        f"<div><b>{LONG}</b><p>Satu.</p></div>",
        f"<blockquote>{LONG}<p>Satu.</p></blockquote>",
        f"<div><p>{LONG} <b>tebal</b></p></div>",
        f"<div>{'n' * 79}{' ' * 40}<p>Satu.</p></div>",
        f"<div>{'n' * 40}<br>{' ' * 80}<p>Satu.</p></div>",
        f"<div>{'n' * 40}<p>Satu.</p>{'n' * 40}</div>",
    ],
)
def test_a_container_of_lines_only_and_short_text_stay_as_they_are(body: str) -> None:
    tree = fromstring(f"<html><body>{body}</body></html>")
    before = etree.tostring(tree)
    paragraphs.wrap(tree)
    assert etree.tostring(tree) == before


def test_80_characters_are_a_paragraph_with_those_after_elements_in_the_line() -> None:
    body = f"<div>{'n' * 30} <b>tebal</b> {'n' * 30}<br><i>miring</i> {'n' * 20}<p>Satu.</p></div>"
    assert texts(wrapped(body)) == [f"{'n' * 30} tebal {'n' * 30}miring {'n' * 20}", "Satu."]
    assert texts(wrapped(body.replace(f" {'n' * 20}<", f" {'n' * 19}<"))) == ["Satu."]


def test_elements_and_comments_in_a_line_move_with_it() -> None:
    tree = wrapped(f"<div><p>Satu.</p>{LONG} <a href='/a'>tautan</a><!-- iklan --> lagi<h2>Dua</h2>ekor</div>")
    box = next(tree.iter("div"))
    assert [child.tag for child in box] == ["p", "p", "h2"]
    assert etree.tostring(box[1], encoding="unicode") == (f'<p>{LONG} <a href="/a">tautan</a><!-- iklan --> lagi</p>')
    assert box[2].tail == "ekor"


INLINE = (
    "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark nobr q s small span strike "
    "strong sub sup time tt u var wbr"
)


@pytest.mark.parametrize("tag", INLINE.split())
def test_some_elements_stand_in_a_line_of_text(tag: str) -> None:
    assert paragraphs.is_inline(fromstring(f"<div><{tag}></{tag}></div>")[0])


@pytest.mark.parametrize("tag", ["p", "div", "h2", "ul", "table", "blockquote", "figure", "hr", "script", "iframe"])
def test_others_are_blocks(tag: str) -> None:
    assert not paragraphs.is_inline(fromstring(f"<div><{tag}></{tag}></div>")[0])


PIECES = st.sampled_from([LONG, SHORT, "x", " ", "<b>tebal</b>", "<br>", "<!-- c -->", "<p>Satu.</p>", "<hr>"])
TAGS = st.sampled_from(["div", "section", "b"])
BODIES = st.recursive(
    st.lists(PIECES, max_size=6).map("".join),
    lambda inner: st.lists(st.builds("<{0}>{1}</{0}>{2}".format, TAGS, inner, PIECES)).map("".join),
    max_leaves=8,
)


@settings(deadline=None)
@given(BODIES)
def test_every_word_stays_in_its_order_and_twice_is_as_once(body: str) -> None:
    tree = wrapped(f"<div>{body}</div>")
    assert tree.text_content() == fromstring(f"<html><body><div>{body}</div></body></html>").text_content()
    once = etree.tostring(tree)
    paragraphs.wrap(tree)
    assert etree.tostring(tree) == once


def test_boxes_of_text_that_readers_unfold_are_paragraphs() -> None:
    tree = fromstring(
        f"<html><body><details><summary>Kapan?</summary><div>{SHORT} <b>x</b></div></details></body></html>"
    )
    paragraphs.open_details(tree)
    assert texts(tree) == [f"{SHORT} x"]
    other = fromstring(f"<html><body><details><div><ul><li>{SHORT}</li></ul></div><div></div></details></body></html>")
    paragraphs.open_details(other)
    assert texts(other) == []
