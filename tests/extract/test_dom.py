import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fromstring

from ingest.extract import dom


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Rumpon Baru<br>untuk Teluk</h1>", "Rumpon Baru untuk Teluk"),
        ("<h1><span>Rumpon<br/></span>Baru</h1>", "Rumpon Baru"),
        ("<h1>Rum\u00adpon <b>Baru</b>\n untuk</h1>", "Rumpon Baru untuk"),
        ("<h1></h1>", ""),
    ],
)
def test_a_line_break_is_a_space(html: str, text: str) -> None:
    assert dom.text(fromstring(html)) == text


def test_a_line_is_no_longer_than_it_may_be() -> None:
    element = fromstring("<p>Sabtu, <b>4 April</b> 2026</p>")
    assert dom.line(element, 40) == "Sabtu, 4 April 2026"
    assert dom.line(element, 10) is None


PAGE = "<body><nav><a>1</a></nav><div><b>2</b><h1><i>3</i></h1><p>4<em>5</em></p></div><footer><u>6</u></footer></body>"


def test_what_stands_before_and_after_an_element_in_the_order_of_the_page() -> None:
    tree = fromstring(PAGE)
    heading = next(tree.iter("h1"))
    assert [element.tag for element in dom.following(heading)] == ["p", "em", "footer", "u"]
    assert [element.tag for element in dom.preceding(heading)] == ["b", "a", "nav"]
    assert [*dom.following(heading)] == heading.xpath("following::*")
    assert [*dom.preceding(heading)] == heading.xpath("preceding::*")[::-1]


@given(st.text(st.sampled_from("ab Z9_-.\u2019\u201c\u2013é\u00ad\u0301ß\u00a0\u0130\u6771\u0e31²\x1c\x85")))
def test_texts_are_folded_as_by_one_expression(text: str) -> None:
    assert dom.fold(text) == re.sub(r"[\W_]+", " ", text.replace("\u00ad", "")).strip().casefold()
