import pytest
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
