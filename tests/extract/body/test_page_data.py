"""A text that stands in the data of a page's scripts alone."""

import json
from typing import Any

import pytest
from lxml.html import HtmlElement, fromstring

from ingest.extract import dom
from ingest.extract.body import page_data

HEADLINE = "Rumpon Baru untuk Teluk"
TEXT = "<p>" + "Nelayan di Teluk Sembilan menurunkan rumpon baru. " * 5 + "</p>"
OTHER = "<p>" + "Harga ikan di pelelangan naik sejak awal pekan ini. " * 6 + "</p>"


def page(data: Any, kind: str = "application/json") -> HtmlElement:
    return fromstring(
        f'<html><body><div id="app"></div><script type="{kind}">{json.dumps(data)}</script></body></html>'
    )


def find(data: Any, **kind: str) -> str:
    return page_data.find(page(data, **kind), dom.fold(HEADLINE))


@pytest.mark.parametrize("key", ["body", "articleBody", "content", "isi", "html", "text", "story"])
def test_the_only_text_is_the_articles_wherever_it_stands(key: str) -> None:
    assert find({"props": {"pageProps": {"article": {key: TEXT}}}}) == TEXT
    assert find([1, [{"post": {key: TEXT}}]]) == TEXT


@pytest.mark.parametrize(
    "title", [{"title": HEADLINE}, {"headlines": {"basic": HEADLINE.upper()}}, {"judul": HEADLINE}]
)
def test_of_several_it_is_the_one_with_the_pages_headline(title: dict[str, Any]) -> None:
    others = [{"title": f"Lain {number}", "body": f"{number} {OTHER}"} for number in range(3)]
    assert find({"list": others, "story": title | {"body": TEXT}, "more": others}) == TEXT
    assert find({"list": others}) == ""


def test_a_text_in_pieces_is_put_together() -> None:
    pieces = [
        {"type": "text", "content": TEXT},
        {"type": "image", "url": "/a.jpg"},
        {"content": [{"text": OTHER}]},
        "Akhir",
    ]
    assert find({"content_elements": pieces}) == f"{TEXT}\n{OTHER}\nAkhir"


@pytest.mark.parametrize(
    "data",
    [
        {}, [], "x" * 300, {"body": "n" * 199}, {"label": TEXT}, {"body": None, "text": 3},
        {"a": {"body": TEXT}, "b": {"body": OTHER}},
    ],
)  # fmt: skip
def test_labels_short_texts_and_one_of_many_are_not_believed(data: Any) -> None:
    assert find(data) == ""


def test_the_text_said_twice_is_one_text() -> None:
    assert find({"a": {"body": TEXT}, "cache": {"body": TEXT}}) == TEXT


def test_other_scripts_and_broken_data_say_nothing() -> None:
    assert find({"body": TEXT}, kind="text/javascript") == ""
    assert page_data.find(fromstring('<html><script type="application/json">{"body": </script></html>'), "") == ""


def test_deep_and_many_objects_are_bounded() -> None:
    deep: Any = TEXT
    for _ in range(50):
        deep = [deep]
    assert find({"body": deep}) == ""
    assert find([*({"id": number} for number in range(20_000)), {"body": TEXT}]) == ""
