"""Boxes that are hardly more than links go as they go by trafilatura itself, and mostly without reading all of them."""

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring, tostring
from trafilatura.htmlprocessing import link_density_test
from trafilatura.settings import TAG_CATALOG, Extractor

from ingest.extract.body import density

_LINKS = ("", "<ref>x</ref>", f"<ref>{'taut ' * 30}</ref>", "<ref>satu tautan</ref> " * 3, "<ref>laut biru</ref> " * 9)
_WORDS = ("", "dan ", "kata " * 12, "kata " * 40, "kata " * 90, "  \n " * 400 + "akhir")
_TAGS = {*TAG_CATALOG, "table", "td", "th", "tr"}
_CHOSEN = Extractor(comments=False)


def _box(tag: str, inner: list[str], after: str) -> str:
    return f"<{tag}>{''.join(inner)}</{tag}>{after}"


_PIECES = st.sampled_from([*_LINKS, *_WORDS, "<p class='teaser'>lain</p>", "<span>di</span>"])
_PAGES = st.recursive(
    _PIECES,
    lambda inner: st.builds(
        _box, st.sampled_from(["div", "div", "p", "list", "item", "td"]), st.lists(inner, max_size=4), _PIECES
    ),
    max_leaves=30,
)


def _first(box: str) -> HtmlElement:
    tree: HtmlElement = fromstring(f"<div>{box}</div>")
    return tree[0]


@given(_PAGES)
def test_what_goes_is_what_trafilatura_takes_out(page: str) -> None:
    ours, theirs = (fromstring(f"<html><body><main>{page}</main></body></html>") for _ in range(2))
    density.prune(ours, {*_TAGS}, _CHOSEN)
    density._pruned(theirs, {*_TAGS}, _CHOSEN)
    assert tostring(ours) == tostring(theirs)


def test_a_box_goes_when_what_goes_before_makes_it_one_of_links() -> None:
    dense = "<div><p>kata dan <ref>x</ref> <ref>y</ref></p></div>"
    page = f"<main><div>{dense}<ref>laut biru sekali</ref></div><p>{_WORDS[4]}</p></main>"
    ours, theirs = (fromstring(f"<html><body>{page}</body></html>") for _ in range(2))
    density.prune(ours, {*_TAGS}, _CHOSEN)
    density._pruned(theirs, {*_TAGS}, _CHOSEN)
    assert tostring(ours) == tostring(theirs)
    assert "laut" not in tostring(ours, encoding="unicode")


@given(_PAGES)
def test_a_box_is_told_as_trafilatura_tells_it(page: str) -> None:
    boxes = [*_first(page).iter("div", "list", "p")] if page.startswith("<") else []
    assert [*map(density.is_dense, boxes)] == [*map(link_density_test, boxes)]
