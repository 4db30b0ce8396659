"""Trafilatura's expressions that remember find what they find without it."""

from lxml.etree import XPath
from lxml.html import fromstring
from trafilatura import xpaths

from ingest.extract.body import quick
from ingest.extract.body.expressions import Remembered

assert quick.text  # has trafilatura remember
_PAGE = """<html><body>
<div class="menu wide">a</div><div class="isi-tulisan"><p class="menu wide">b</p><p>c</p><span class="share-it">d</span>
</div><section id="cookie" class="x">e</section><div class="menu wide">g</div>
<div style="display:none">h</div><o:p class="hide-it">i</o:p><div role="Navigation">j</div>
</body></html>"""
_APART = """.//*[self::div or self::section][contains(@class, 'infinite')][not(.//h1)]"""


def test_what_is_found_is_the_same_the_first_time_and_again():
    known = [one for one in (*xpaths.OVERALL_DISCARD_XPATH, *xpaths.BODY_XPATH) if isinstance(one, Remembered)]
    assert len(known) > 4
    for expression in known:
        for _ in range(2):
            tree = fromstring(_PAGE)
            assert expression(tree) == expression._expression(tree)


def test_the_names_of_a_page_are_found_in_its_order():
    found = [element.text for expression in xpaths.OVERALL_DISCARD_XPATH for element in expression(fromstring(_PAGE))]
    assert found == ["a", "b", "d", "e", "g", "j", "h", "i"]


def test_an_expression_that_looks_into_elements_is_asked_about_the_tree():
    remembered = Remembered(XPath(_APART))
    tree = fromstring("<main><div class='infinite'><h1>A</h1></div><div class='infinite'>b</div></main>")
    assert [element.text for element in remembered(tree)] == ["b"]


def test_names_are_forgotten_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr("ingest.extract.body.expressions._MOST", 2)
    remembered = Remembered(XPath(".//*[self::p][contains(@class, 'a')]"))
    for _ in range(3):
        tree = fromstring("<div>" + "".join(f"<p class='a{number}'>{number}</p>" for number in range(5)) + "</div>")
        assert len(remembered(tree)) == 5
        assert len(remembered._known) <= 5


def test_long_names_are_forgotten_when_their_page_is_read():
    remembered = Remembered(XPath(".//*[contains(@style, 'hidden')]"))
    for number in range(3):
        tree = fromstring(f"<div><p style='{number}: hidden {'a' * (1 << 20)}'>{number}</p></div>")
        assert len(remembered(tree)) == 1
        assert not remembered._known


def test_of_some_elements_those_are_told_that_are_found_in_the_tree():
    tree = fromstring(_PAGE)
    for expression in (one for one in xpaths.OVERALL_DISCARD_XPATH if isinstance(one, Remembered)):
        assert expression.among(tree.iter()) == expression(tree)
        assert expression.among([*tree.iter()][:5]) == [one for one in expression(tree) if one in [*tree.iter()][:5]]
