"""Texts of other articles, told by where they stand on a page."""

import pytest
from lxml.html import fromstring

from ingest.extract import dom
from ingest.extract.body import teasers

HEADLINE = "Rumpon Baru untuk Teluk"
PROSE = "<p>Nelayan menurunkan seratus rumpon baru.</p>"


def texts(body: str, headline: str | None = HEADLINE) -> frozenset[str]:
    return teasers.texts(fromstring(f"<html><body>{body}</body></html>"), headline)


@pytest.mark.parametrize(
    "block",
    [
        "<p>Harga <b>Ikan</b> Naik</p>", "<ul><li>Harga Ikan Naik</ul>", "<h2>Harga Ikan Naik</h2>",
        "<h3>Harga Ikan Naik</h3>", "<h4>Harga Ikan Naik</h4>", "<h5>Harga Ikan Naik</h5>",
        "<div>Harga\nIkan Naik.</div>", "<table><tr><td>Harga Ikan Naik</table>",
        "<div><span>x</span><p>Harga Ikan Naik</p></div>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["h1", "h2"])
def test_what_stands_above_the_headline_is_of_another_article(block: str, heading: str) -> None:
    found = texts(f"{block}<{heading}>RUMPON baru, untuk teluk</{heading}>{PROSE}")
    assert found == {"harga ikan naik"}


@pytest.mark.parametrize(
    ("above", "headline"),
    [
        ("<h1>Harga Ikan</h1>", None),
        ("<h1>Harga Ikan</h1>", ""),
        ("<h3>Rumpon Baru untuk Teluk</h3>", HEADLINE),
        ("<h1>Rumpon Baru untuk Teluk Kita</h1>", HEADLINE),
        ("<h1></h1>", ""),
    ],
)
def test_where_the_headline_is_not_found_nothing_stands_above_it(above: str, headline: str | None) -> None:
    assert texts(f"<p>Harga ikan naik.</p>{above}{PROSE}", headline) == frozenset()


def test_only_the_first_heading_with_these_words_is_the_headline() -> None:
    found = texts(f"<p>Di atas</p><h1>{HEADLINE}</h1>{PROSE}<h2>{HEADLINE}</h2><p>Di bawah</p>")
    assert found == {"di atas"}


def test_what_holds_the_headline_or_is_no_block_of_text_is_not_above_it() -> None:
    assert texts(f"<div>Kabar <span>Teluk</span><h1>{HEADLINE}</h1></div><p>—</p>{PROSE}") == frozenset()


def test_300_blocks_before_the_headline_are_looked_at() -> None:
    found = texts("".join(f"<p>{number}</p>" for number in range(301)) + f"<h1>{HEADLINE}</h1>")
    assert found == {str(number) for number in range(1, 301)}


LISTED = {"harga ikan naik", "pedagang menambah es", "harga ikan naik pedagang menambah es"}


@pytest.mark.parametrize(
    "heading",
    [
        "<h2><a href='/a'>Harga Ikan Naik</a></h2>",
        "<h3> <a href='/a'>Harga <b>Ikan</b> Naik</a></h3>",
        "<a href='/a'><h4>Harga Ikan Naik</h4></a>",
        "<h5><a href='/a'>Harga Ikan Naik</a></h5>",
    ],
)
@pytest.mark.parametrize("block", ["p", "span", "div"])
def test_items_of_a_list_with_linked_headings_are_other_articles(heading: str, block: str) -> None:
    found = texts(f"{PROSE}<ul><li>{heading} <{block}>Pedagang menambah es.</{block}></ul>")
    assert found == LISTED


@pytest.mark.parametrize(
    "item",
    [
        "<li><h2>Harga Ikan Naik</h2><p>Pedagang menambah es.</p></li>",
        "<li><h2>Harga <a href='/a'>Ikan Naik</a></h2><p>Pedagang menambah es.</p></li>",
        "<li><a href='/a'>Harga Ikan Naik</a><p>Pedagang menambah es.</p></li>",
        "<li><h2><a href='/a'></a></h2><p>Pedagang menambah es.</p></li>",
        "<li><h6><a href='/a'>Harga Ikan Naik</a></h6><p>Pedagang menambah es.</p></li>",
        "<div><h2><a href='/a'>Harga Ikan Naik</a></h2><p>Pedagang menambah es.</p></div>",
    ],
)
def test_other_items_are_of_the_article(item: str) -> None:
    assert texts(f"{PROSE}<ul>{item}</ul>") == frozenset()


def test_an_item_of_1500_characters_is_no_teaser() -> None:
    item = "<ul><li><h2><a href='/a'>Harga</a></h2><p>{}</p></li></ul>"
    assert "harga" in texts(item.format("n" * 1494))
    assert texts(item.format("n" * 1495)) == frozenset()


def test_300_items_are_looked_at() -> None:
    items = "".join(f"<li><h2><a href='/'>{number}</a></h2></li>" for number in range(301))
    assert texts(f"<ul>{items}</ul>") == {str(number) for number in range(300)}


OWN = f"<article><h1>{HEADLINE}</h1><p>Milik sendiri</p></article>"
LONG = "n" * 150  # characters of prose below a headline
APPENDED = "<article><h1>Harga Ikan Naik</h1><p>Milik lain</p></article>"


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (f"{OWN}{APPENDED}", "Milik sendiri"),
        (f"{APPENDED}<p>Di antara</p>{OWN}{APPENDED}", "Di antara Milik sendiri"),
        (f"{OWN}<article><h2>Harga Ikan</h2><p>Kotak</p></article>", "Milik sendiri Kotak"),
        (f"<article><h1>{HEADLINE}</h1><p>Luar</p>{APPENDED}</article>", "Luar"),
        (f"<article>{OWN}<h1>Kabar</h1><p>Luar</p></article>", "Milik sendiri Luar"),
        (APPENDED, "Milik lain"),
        (f"{APPENDED}{APPENDED}", "Milik lain Milik lain"),
        (f"<h1>{HEADLINE}</h1>{APPENDED}", "Milik lain"),
        (f"<div><h1>{HEADLINE}</h1><p>{LONG}</p></div><main>{APPENDED}</main>", LONG),
        (f"<div><h1>{HEADLINE}</h1><p>{LONG[:-1]}</p></div>{APPENDED}", f"{LONG[:-1]} Milik lain"),
        (f"<div><h1>Kabar Teluk</h1><p>{LONG}</p></div>{APPENDED}", f"{LONG} Milik lain"),
        (OWN.replace("Rumpon", "<br>RUMPON,") + APPENDED, "Milik sendiri"),
    ],
)
def test_articles_with_another_headline_are_taken_out_where_one_has_the_headline(body: str, left: str) -> None:
    tree = fromstring(f"<html><body>{body}</body></html>")
    teasers.drop_appended(tree, dom.fold(HEADLINE))
    assert " ".join(paragraph.text_content() for paragraph in tree.iter("p")) == left
