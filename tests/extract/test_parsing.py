"""Pages of excessive depth, width and attributes become trees that can be walked, with their words."""

import pytest
from lxml.html import HtmlElement

from ingest.extract import dom, parsing

HEAD, TAIL = "<html><head><title>Garam</title></head><body>", "</body></html>"
SENTENCE = "Petambak garam menutup kolam terakhir sebelum hujan pertama turun."


def parsed(body: str) -> HtmlElement:
    tree = parsing.parse(f"{HEAD}{body}{TAIL}")
    assert tree is not None
    return tree


def depth(tree: HtmlElement) -> int:
    return max(sum(1 for _ in element.iterancestors()) for element in tree.iter())


@pytest.mark.parametrize("tag", ["div", "span", "b", "section"])
@pytest.mark.parametrize("levels", [100, 260, 700])
def test_a_deep_page_keeps_its_words_and_gets_a_bounded_depth(tag: str, levels: int) -> None:
    tree = parsed(f"<{tag}>" * levels + f"<p>{SENTENCE}</p><p>Lalu pulang.</p>" + f"</{tag}>" * levels)
    assert [dom.text(paragraph) for paragraph in tree.iter("p")][:2] == [SENTENCE, "Lalu pulang."]
    assert depth(tree) <= 202


def test_elements_that_are_never_closed_keep_their_words_in_order() -> None:
    tree = parsed("".join(f"<div><p>Kolam {number}.</p>" for number in range(400)) + f"<p>{SENTENCE}</p>")
    assert [dom.text(paragraph) for paragraph in tree.iter("p")] == [*(f"Kolam {n}." for n in range(400)), SENTENCE]


def test_what_a_deep_script_holds_is_no_text() -> None:
    tree = parsed("<div>" * 300 + f"<script>var kolam</script>{SENTENCE}<style>b</style>Selesai." + "</div>" * 300)
    assert "var kolam" not in dom.text(tree)
    assert f"{SENTENCE}Selesai." in dom.text(tree)


def test_too_many_elements_beside_each_other_become_text() -> None:
    tree = parsed(f"<article>{'<i>garam</i> ' * 5000}</article>")
    (article,) = tree.iter("article")
    assert len(article) == 3001
    assert dom.text(article).split() == ["garam"] * 5000


def test_a_tag_of_thousands_of_attributes_loses_them_and_one_with_a_picture_does_not() -> None:
    many = " ".join(f'data-{number}="garam"' for number in range(5000))
    tree = parsed(f"<div {many}>{SENTENCE}</div><img src='data:image/png;base64,{'A' * 30_000}'>")
    assert not next(tree.iter("div")).attrib
    assert len(next(tree.iter("img")).get("src", "")) > 30_000


def test_nothing_is_no_page() -> None:
    assert parsing.parse("") is None


@pytest.mark.parametrize("source", ["<svg><!DOCTYPE html></svg>", "<math><mi>x</mi>", "<math><annotation-xml><div>a"])
def test_a_drawing_alone_is_in_a_page(source: str) -> None:
    tree = parsing.parse(source)
    assert tree is None or tree.tag in ("html", "div")


BARE = "<h1>Ikan melimpah</h1><p>Dua perahu pukat merapat pada Rabu.</p><p>Harga di pelelangan turun.</p>"


@pytest.mark.parametrize("element", ["article", "main", "section", "x-kabar"])
@pytest.mark.parametrize(
    "before",
    [
        "<title>Ikan</title>", "<!doctype html><title>Ikan</title>", " <!-- kabar -->\n<title>Ikan</title>",
        "<!doctype html><html lang=id><meta charset=utf-8><title>Ikan</title><script>1</script>",
        "<html><head><title>Ikan</title><link rel=canonical href=/1>", "<head><title>Ikan</title></head>",
    ],
)  # fmt: skip
def test_html_head_and_body_may_be_left_out(before: str, element: str) -> None:
    tree = parsing.parse(f"{before}<{element}>{BARE}</{element}><footer>Kontak</footer>")
    assert tree is not None
    assert [child.tag for child in tree] == ["head", "body"]
    assert [child.tag for child in tree.find("body")] == [element, "footer"]
    assert len(tree.findall("body//p")) == 2
    assert tree.findtext("head/title") == "Ikan"


def test_a_head_alone_is_given_no_body() -> None:
    tree = parsing.parse("<html><head><title>Ikan</title><script>1</script></head></html>")
    assert tree is not None
    assert [child.tag for child in tree] == ["head"]


DATA = '<script type="application/ld+json">{"a": 1}</script>'


def test_what_no_step_reads_goes_and_the_words_behind_it_stay() -> None:
    tree = parsed(f"<p>Satu<script>x()</script> dua</p>{DATA}<style>p {{}}</style><svg><title>ikon</title></svg>tiga")
    parsing.drop_unread(tree)
    assert dom.text(tree.find("body")) == 'Satu dua{"a": 1}tiga'
    assert not [*tree.iter("style", "svg")]


@pytest.mark.parametrize("invalid", ["\x00", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff"])
@pytest.mark.parametrize("padding", ["", "<p>\n" * 2000])
def test_characters_that_no_page_may_have_go(invalid: str, padding: str) -> None:
    tree = parsed(f"{padding}<p id='x'>Petambak{invalid} garam\U0001f9c2\u00e9</p>")
    assert dom.text(tree.get_element_by_id("x")) == "Petambak garam\U0001f9c2\u00e9"


def test_a_page_of_excessively_many_elements_gets_fewer_and_keeps_its_words() -> None:
    group = "<div>" + "<p>Kata</p>" * 500 + "</div>"
    tree = parsed(group * 110)
    assert sum(1 for _ in tree.iter()) < 20_000
    assert dom.string(tree).count("Kata") == 500 * 110


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>a</p><script async>let b = 1</script><p>c</p>", "<p>a</p><script async></script><p>c</p>"),
        ("<script>a</script><script>b</script>c", "<script></script><script></script>c"),
        ('<script type="application/ld+json">{"a": 1}</script>', None),
        ('<script type="application/JSON">{"a": 1}</script>', None),
        ("<!-- <script> --><p>a</p><p>b</p></script>", None),
        ("<p title='<script>'>a</p><script>b</script>", "<p title='<script>'>a</p><script></script>"),
        ("<script data-a='b'>c</script\n>d", "<script data-a='b'></script\n>d"),
        ("""<script src="a.js" onload="e => start()"></script><p>a</p>""", None),
        ("""<script data-if='a > b' data-b="c">d</script><p title="e">f</p>""", None),
        ("<script>a</SCRIPT><p>b</p><SCRIPT>c</script>", "<script></SCRIPT><p>b</p><SCRIPT>c</script>"),
        ("<scripture>a</scripture>", None),
        ("<script>a('</scripts>')</script>", None),
        ("<p>a</p><script>b", None),
        ("<script", None),
        ("a", None),
    ],
)
def test_programs_are_left_out_of_a_page_and_nothing_else(page: str, left: str | None) -> None:
    assert parsing.without_programs(page.encode()).decode() == (page if left is None else left)
