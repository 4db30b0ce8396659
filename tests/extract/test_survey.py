"""What is noted of a page on one walk, and what becomes of it when the page is changed."""

import re

from lxml.html import HtmlElement, fromstring

from ingest.extract.naming import Kind
from ingest.extract.survey import LONGEST_LABEL, Survey

PAGE = """<html><body>
<div id="a" class="jala-besar">Jala</div><p id="b" class="Jala">Rumpon <b>besar</b></p>
<div id="c"><i id="jala">  </i><b id="d" class="perahu">Jala <i>tua</i> dan baru</b></div>
</body></html>"""
NETS = Kind(re.compile(r"(?:^|\s)jala(?=[\s-]|$)", re.I), "jala")


def survey() -> Survey:
    return Survey(fromstring(PAGE))


def ids(elements: list[HtmlElement]) -> list[str | None]:
    return [element.get("id") for element in elements]


def test_elements_have_an_attribute_in_the_order_of_the_page() -> None:
    page = Survey(fromstring("<div role=a><p role=b>Jala</p></div>"))
    assert [*page.having("role").items()] == [(page.tree, "a"), (page.tree[0], "b")]
    assert page.having("rel") == {}


def test_elements_are_named_by_any_of_the_attributes_that_are_asked_for() -> None:
    page = survey()
    assert ids(page.in_order(page.named(NETS, "class"))) == ["a", "b"]
    assert ids(page.in_order(page.named(NETS, "id", "class"))) == ["a", "b", "jala"]


def test_a_name_that_an_element_has_lost_tells_nothing() -> None:
    page = survey()
    page.elements[2].attrib.clear()
    assert ids(page.in_order(page.named(NETS, "class"))) == ["b"]


def test_what_was_taken_out_is_no_longer_of_the_page() -> None:
    page = survey()
    page.tree.find(".//div[@id='c']").drop_tree()
    assert ids(page.in_order(page.elements)) == [None, None, "a", "b", None]
    assert ids(page.in_order(page.named(NETS, "id"))) == []


def test_a_label_is_the_short_text_right_in_an_element() -> None:
    page = survey()
    assert ids(page.in_order(page.labelled(NETS))) == ["a", "d"]
    page.elements[2].text = "Perahu"
    assert ids(page.in_order(page.labelled(NETS))) == ["d"]


def test_a_long_text_is_no_label() -> None:
    short, long = (f"jala {'a' * (length - 5)}" for length in (LONGEST_LABEL, LONGEST_LABEL + 1))
    page = Survey(fromstring(f"<div><p id=short>{short}</p><p id=long>{long}</p></div>"))
    assert ids(page.in_order(page.labelled(NETS))) == ["short"]
