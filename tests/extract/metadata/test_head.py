"""What a page declares in its head, and its headings."""

import pytest
from lxml.html import fromstring

from ingest.extract.metadata import head
from ingest.extract.metadata.head import Head
from ingest.extract.survey import Survey
from tests.extract.metadata.heads import NOTHING

HEADLINE = "Rumpon Baru untuk Teluk"


def parse(markup: str = "", body: str = "<p>Isi.</p>", html: str = "") -> Head:
    return head.parse(Survey(fromstring(f"<html {html}><head>{markup}</head><body>{body}</body></html>")))


def test_a_page_that_declares_nothing_has_an_empty_head() -> None:
    assert parse() == NOTHING


@pytest.mark.parametrize("attribute", ["name", "property", "itemprop"])
def test_meta_elements_have_names_in_lower_case_and_values_in_their_order(attribute: str) -> None:
    found = parse(
        f"<meta {attribute}=' Author ' content=' Sitti \n Rahma '><meta {attribute}=author content='Jane Arden'>"
        f"<meta {attribute}=og:title content={HEADLINE!r}><meta content=x><meta {attribute}=date content=' '>"
    )
    assert found.meta == {"author": ("Sitti Rahma", "Jane Arden"), "og:title": (HEADLINE,)}


def test_a_property_comes_before_a_name_and_that_before_an_itemprop() -> None:
    found = parse(
        "<meta itemprop=c name=b property=a content=1><meta itemprop=c name=b content=2><meta property content=3>"
    )
    assert found.meta == {"a": ("1",), "b": ("2",)}


@pytest.mark.parametrize(
    ("names", "values"), [(("a", "b"), ("1", "2")), (("b", "a"), ("3",)), (("x", "b"), ("3",)), (("x",), ()), ((), ())]
)
def test_the_values_are_those_of_the_first_name_that_is_there(names: tuple[str, ...], values: tuple[str, ...]) -> None:
    found = parse("<meta name=a content=1><meta name=b content=3><meta name=a content=2>")
    assert found.all(*names) == values
    assert found.first(*names) == next(iter(values), None)


@pytest.mark.parametrize(
    ("links", "canonicals"),
    [
        ("<link rel=canonical href=/a><link rel=canonical href=/b>", ("/a", "/b")),
        ("<link rel='nofollow CANONICAL' href=/a>", ("/a",)),
        ("<link rel=amphtml href=/x><link href=/y><link rel=canonical href=/a>", ("/a",)),
        ("<link rel=canonicals href=/a>", ()),
        ("<a rel=canonical href=/a></a>", ()),
    ],
)
def test_canonical_links_are_in_their_order(links: str, canonicals: tuple[str, ...]) -> None:
    assert parse(links).canonicals == canonicals
    assert parse(links.replace("canonical", "image_src").replace("CANONICAL", "image_src")).pictures == canonicals


@pytest.mark.parametrize(
    ("links", "alternates"),
    [
        ("<link rel=alternate hreflang=en href=/en/1><link rel='Alternate nofollow' hreflang=id href=/id/1>",
         (("en", "/en/1"), ("id", "/id/1"))),
        ("<link rel=alternate hreflang=en type=application/rss+xml href=/en/feed>", ()),
        ("<link rel=alternate hreflang='' href=/en/1><link rel=alternate hreflang=en><link rel=alternate href=/x>", ()),
        ("<a rel=alternate hreflang=en href=/en/1></a><link rel=canonical hreflang=en href=/en/1>", ()),
    ],
)  # fmt: skip
def test_other_languages_are_in_their_order(links: str, alternates: tuple[tuple[str, str], ...]) -> None:
    assert parse(links).alternates == alternates


@pytest.mark.parametrize(("markup", "base"), [("<base target=x><base href=/a><base href=/b>", "/a"), ("<base>", None)])
def test_the_first_base_counts(markup: str, base: str | None) -> None:
    assert parse(markup).base == base


@pytest.mark.parametrize(
    ("heading", "kicker"),
    [
        ("<h1><span class='article__kicker'>Daerah</span> Rumpon</h1>", ("Daerah",)),
        ("<h1><i class=dachzeile>Laut</i>Rumpon</h1><h1>Ikan</h1>", ("Laut",)),
        ("<h1><i class=title>Laut</i>Rumpon</h1><b class=kicker>Ikan</b>", ()),
    ],
)
def test_lines_above_the_headline_have_classes(heading: str, kicker: tuple[str, ...]) -> None:
    assert parse(body=heading).kickers == kicker


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        (f"<title> {HEADLINE.replace(' ', '  ')}\n</title><title>Lain</title>", HEADLINE),
        ("<title>Rum&shy;pon</title>", "Rumpon"),
        ("<title> </title>", None),
        ("", None),
    ],
)
def test_the_title_is_on_one_line_or_none(markup: str, title: str | None) -> None:
    assert parse(markup).title == title


def test_headings_are_those_that_say_something() -> None:
    found = parse(
        body="<h3>Tiga</h3><h1><i>Rumpon</i> Baru</h1><h2> </h2><h2>Dua</h2><h1><img></h1><h1>Lain</h1><h4>x</h4>"
    )
    assert found.headings == ("Rumpon Baru", "Lain")
    assert found.subheadings == ("Tiga", "Dua")


@pytest.mark.parametrize(
    ("body", "is_headed"),
    [
        ("<h1>Rumpon</h1><p>Isi.</p>", True),
        (f"<p>{'n' * 300}</p><p>{'n' * 199}</p><h1>Rumpon</h1>", True),
        (f"<p>{'n' * 300}</p><p>{'n' * 200}</p><h1>Rumpon</h1>", False),
        (f"<h1>Rumpon</h1><p>{'n' * 900}</p><h1>Lain</h1>", True),
        (f"<div>{'n' * 900}</div><h1>Rumpon</h1>", True),
        (f"<p>{'n' * 900}</p>", False),
    ],
)
def test_a_page_is_headed_where_less_than_500_characters_stand_above_its_heading(body: str, is_headed: bool) -> None:
    assert parse(body=body).is_headed is is_headed


@pytest.mark.parametrize(
    ("body", "times"),
    [
        ("<time pubdate datetime=2026-04-04>x</time>", ("2026-04-04",)),
        ("<time itemprop=datePublished datetime=2026-04-04 content=2026-04-05>x</time>", ("2026-04-04",)),
        (
            "<meta itemprop=datePublished content=2026-04-04><time pubdate datetime=2026-04-05>",
            ("2026-04-04", "2026-04-05"),
        ),
        ("<time datetime=2026-04-04>x</time><i pubdate datetime=2026-04-04></i>", ()),
        ("<b itemprop=dateModified content=2026-04-04></b><b itemprop=datePublished>2026-04-04</b>", ()),
    ],
)
def test_times_are_those_of_publication(body: str, times: tuple[str, ...]) -> None:
    assert parse(body=body).times == times


@pytest.mark.parametrize(("html", "language"), [("lang=id-ID xml:lang=en", "id-ID"), ("lang=''", None), ("", None)])
def test_the_language_is_that_of_the_html_element(html: str, language: str | None) -> None:
    assert parse(html=html, body="<p lang=jv>Isi.</p>").language == language
