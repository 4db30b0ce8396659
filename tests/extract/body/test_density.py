"""Whether a box is hardly more than links is told as trafilatura tells it, and mostly without reading all of it."""

from itertools import product

import pytest
from lxml.html import HtmlElement, fromstring

from ingest.extract.body import density

_LINKS = ("", "<ref>x</ref>", f"<ref>{'taut ' * 30}</ref>", "<ref>satu tautan</ref> " * 3, "<ref>laut biru</ref> " * 9)
_WORDS = ("", "dan ", "kata " * 12, "kata " * 40, "kata " * 90, "  \n " * 400 + "akhir")
BOXES = [
    f"<div><{tag}>{words}{links}</{tag}>{after}</div>"
    for tag, links, words, after in product(("p", "div", "list"), _LINKS, _WORDS, ("", "<p>lain</p>"))
]


def _first(box: str) -> HtmlElement:
    return fromstring(box)[0]


@pytest.mark.parametrize("favor_precision", [False, True])
def test_a_box_is_told_as_trafilatura_tells_it(favor_precision: bool) -> None:
    told = [density.is_dense(_first(box), favor_precision) for box in BOXES]
    assert told == [density._asked(_first(box), favor_precision) for box in BOXES]
    assert {*told} == {(False, False), (False, True), (True, False), (True, True)}


def test_a_long_box_with_few_links_is_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[HtmlElement] = []

    def ask(element: HtmlElement, favor_precision: bool) -> tuple[bool, bool]:
        asked.append(element)
        return False, False

    monkeypatch.setattr(density, "_asked", ask)
    density.is_dense(_first(f"<div><p>{_WORDS[4]}{_LINKS[3]}</p></div>"))
    assert not asked
    density.is_dense(_first(f"<div><p>{_WORDS[1]}{_LINKS[3]}</p></div>"))
    assert len(asked) == 1
