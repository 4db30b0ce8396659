"""What trafilatura asks last answers as before, in less time."""

import re

import trafilatura
from hypothesis import given
from hypothesis import strategies as st
from justext.paragraph import Paragraph
from trafilatura import external

from ingest.extract.body import quick, rescue

assert quick.text  # has trafilatura quickened


def _looked_at_each(text: str) -> str:
    """What justext did."""
    return re.sub(r"\s+", lambda run: "\n" if "\n" in run[0] or "\r" in run[0] else " ", text)


@given(st.text(st.sampled_from("ab.é \t\n\r\x0b\x1c\x85\xa0\u2003\u2028")))
def test_white_space_is_normalized_as_before(text: str) -> None:
    assert rescue.normalized(text) == _looked_at_each(text)


def test_a_paragraph_has_its_whole_text() -> None:
    class Path:
        dom, xpath = "html.body.p", "/html[1]/body[1]/p[1]"

    paragraph = Paragraph(Path)
    for text in ("\n  Nelayan \t menarik", " ", "jala\n\n ke pantai. "):
        paragraph.append_text(text)
    assert paragraph.text == "Nelayan menarik jala\nke pantai."
    assert (len(paragraph), paragraph.words_count) == (31, 5)


def test_copies_are_held_as_long_as_a_page_is_read() -> None:
    page = "<html><body><p>Nelayan menarik jala.</p></body></html>"
    with rescue.held():
        trafilatura.bare_extraction(page, with_metadata=False)
        assert any(rescue._holders)
    trafilatura.bare_extraction(page, with_metadata=False)
    assert not rescue._holders


def test_all_languages_have_their_words() -> None:
    assert {"yang", "the", "und"} <= external.jt_stoplist_init() == external.JT_STOPLIST
