"""Which elements of a page stand near its headline and are the article's."""

import pytest
from lxml.html import fromstring

from ingest.extract.metadata import headline_area

HEADLINE = "Rumpon Baru untuk Teluk"
HEADING = f"<h1>{HEADLINE}</h1>"


def ids(body: str, headline: str | None = HEADLINE) -> list[str]:
    tree = fromstring(f"<html><body>{body}</body></html>")
    return [element.get("id") for element in headline_area.find(tree, headline) if element.get("id")]


def test_what_is_behind_the_headline_comes_in_its_order_and_what_is_before_it_the_nearest_first() -> None:
    around = f"<p id=a>1</p><div id=holds>2{HEADING}<p id=b>3<b id=c>4</b></p></div><p id=d>5</p>"
    assert ids(f"<p id=z>0</p>{around}") == ["b", "c", "d", "a", "z"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<h1>Kabar</h1><i id=a></i><h2>RUMPON baru, untuk&shy; teluk</h2><i id=b></i>", ["b", "a"]),
        ("<h1>Kabar</h1><i id=a></i><h3>Rumpon Baru untuk Teluk</h3><i id=b></i>", ["b", "a"]),
        ("<h1>Kabar</h1><i id=a></i><h4>Rumpon Baru untuk Teluk</h4><i id=b></i>", ["a", "b"]),
        ("<h1>Kabar</h1><i id=a></i><div>Kabar: Rumpon Baru untuk Teluk</div><i id=b></i>", ["b", "a"]),
        ("<h1>Kabar</h1><i id=a></i><p>Rumpon Baru untuk Teluk</p><i id=b></i>", ["b", "a"]),
        ("<h1>Kabar</h1><i id=a></i><span>Rumpon Baru untuk Teluk</span><i id=b></i>", ["b", "a"]),
        ("<table><td>Rumpon Baru untuk Teluk</table><h1>Kabar</h1><i id=b></i>", ["b"]),
        ("<h1>Kabar</h1><i id=a></i><b>Rumpon Baru untuk Teluk</b><i id=b></i>", ["a", "b"]),
        ("<i id=a></i><h2>Kabar</h2><h1>Lain</h1><i id=b></i><h1>Lagi</h1>", ["b", "a"]),
        (f"<i id=a></i>{HEADING}<i id=b></i><p>Rumpon Baru untuk Teluk</p>", ["b", "a"]),
        ("<i id=a></i><h2>Kabar</h2><i id=b></i>", []),
        ("<i id=a></i>", []),
    ],
)
def test_the_headline_may_be_a_heading_or_the_element_that_holds_it_or_else_the_first_h1(
    body: str, found: list[str]
) -> None:
    assert ids(body) == found


@pytest.mark.parametrize("headline", [None, "", "—"])
def test_without_a_headline_it_is_the_first_h1(headline: str | None) -> None:
    assert ids("<p>—</p><i id=a></i><h2></h2><i id=b></i><h1>Kabar</h1><i id=c></i>", headline) == ["c", "b", "a"]


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template", "svg", "option", "iframe"])
def test_4000_characters_are_seen_behind_the_headline(tag: str) -> None:
    far = f"<{tag}>{'n' * 500}</{tag}><b id=a>{'n' * 1000}</b>{'n' * 2000}<b id=b>{'n' * 1000}</b><i id=c></i>"
    assert ids(f"{HEADING}<p>{far}</p>") == ["a", "b", "c"]
    assert ids(f"{HEADING}<p>n{far}</p>") == ["a", "b"]
    assert ids(f"{HEADING}<p>{far.replace('<b id=b>', '<b id=b>n')}</p>") == ["a", "b"]


@pytest.mark.parametrize("tag", ["img", "br", "input"])
def test_text_behind_what_has_none_of_its_own_does_not_count(tag: str) -> None:
    assert ids(f"{HEADING}<p id=a><{tag}>{'n' * 5000}</p><i id=b></i>") == ["a", "b"]


def test_1500_characters_are_seen_before_the_headline() -> None:
    assert ids(f"<i id=a></i><p id=b>{'n' * 1500}</p>{HEADING}") == ["b", "a"]
    assert ids(f"<i id=a></i><p id=b>{'n' * 1501}</p>{HEADING}") == ["b"]


def test_400_elements_behind_the_headline_and_120_before_it_are_seen() -> None:
    before, behind = ("".join(f"<i id={side}{number}></i>" for number in range(500)) for side in "ab")
    assert ids(before + HEADING + behind) == [f"b{n}" for n in range(400)] + [f"a{n}" for n in range(499, 379, -1)]


PARTS_OF_OTHERS = (
    "<nav>{}</nav>", "<form>{}</form>", "<figure>{}</figure>", "<figcaption>{}</figcaption>",
    "<blockquote>{}</blockquote>", "<footer>{}</footer>", "<aside>{}</aside>", '<div class="comments">{}</div>',
    '<div id="related"><b>{}</b></div>', '<div class="berita-terkait">{}</div>', '<ul class="popular"><li>{}</li></ul>',
    '<div class="Recommended">{}</div>', '<div class="teaser">{}</div>', '<div class="my-widget">{}</div>',
    '<div class="sidebar">{}</div>', '<div class="photo-caption">{}</div>', '<div class="site-footer">{}</div>',
    '<div class="carousel">{}</div>', '<div class="trending">{}</div>', '<div class="most-read">{}</div>',
    '<div class="mostread">{}</div>', '<div class="latest">{}</div>', '<div class="read-more">{}</div>',
    '<div class="readmore">{}</div>', '<div class="card">{}</div>', '<div class="wp-query">{}</div>',
    '<div class="related"><div><p>{}</p></div></div>', '<div class="related post">{}</div>',
)  # fmt: skip
PARTS_OF_ITS_OWN = (
    '<div class="commentary">{}</div>', '<div class="entry-footer">{}</div>', '<div class="article-footer">{}</div>',
    '<div class="story-footer">{}</div>', '<div class="post-footer">{}</div>', '<footer class="entry">{}</footer>',
    '<footer class="Post">{}</footer>', '<footer class="meta">{}</footer>', '<footer class="story">{}</footer>',
    '<aside class="article-info">{}</aside>', '<aside id="author">{}</aside>', '<div class="elementor-widget">{}</div>',
    '<div class="elementor-widget-container">{}</div>', '<div class="discard">{}</div>',
    '<article class="related">{}</article>', '<main class="popular">{}</main>', "<section><div>{}</div></section>",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS_OF_OTHERS)
def test_parts_of_other_articles_readers_and_the_site_are_left_out(part: str) -> None:
    other = part.format("<i id=a></i>")
    assert ids(f"<i id=b></i>{other}{HEADING}{other}<i id=c></i>") == ["c", "b"]


@pytest.mark.parametrize("part", PARTS_OF_ITS_OWN)
def test_parts_with_similar_names_stay(part: str) -> None:
    assert {"x", "c"} <= {*ids(f"{HEADING}{part.format('<i id=x></i>')}<i id=c></i>")}


@pytest.mark.parametrize("around", ["html", "body"])
def test_the_names_of_the_whole_page_say_nothing(around: str) -> None:
    page = f"<html><body>{HEADING}<i id=a></i></body></html>".replace(f"<{around}", f"<{around} class=popular")
    (element,) = headline_area.find(fromstring(page), HEADLINE)
    assert element.get("id") == "a"
    assert [*headline_area.own([element])] == [element]
