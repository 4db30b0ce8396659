from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest import language
from ingest.core.model import Draft, Entry, Kind, Language, Page
from ingest.extract import article

PAGE = Page(url="https://a.example/1", body=b"", kind=Kind.PAGE, fetched=datetime(2026, 5, 1, tzinfo=UTC))
DRAFT = Draft(text="Isi.", method="trafilatura")
INDONESIAN = Language(code="id", confidence=0.9, shares={"id": 1})
CLEAR = "Polisi menutup jalan itu karena banjir setinggi satu meter."
EITHER = "Jalan itu ditutup sejak pagi"


def test_a_hint_decides_a_doubtful_text_and_no_clear_one() -> None:
    assert language.detect(EITHER).code == "id"
    assert language.detect(EITHER, hints=("ms",)).code == "ms"
    assert language.detect(CLEAR, hints=("en", "en")).code == "id"


def test_a_hint_that_agrees_makes_surer() -> None:
    doubtful, surer = language.detect(EITHER), language.detect(EITHER, hints=("id",))
    assert (doubtful.code, surer.code) == ("id", "id")
    assert doubtful.confidence is not None
    assert surer.confidence is not None
    assert doubtful.confidence < surer.confidence


def test_two_hints_weigh_more_than_one() -> None:
    brand = "Universal Robina Manila"
    codes = [language.detect(brand, hints=("tl",) * times).code for times in range(3)]
    assert codes[0] != "tl"
    assert codes[2] == "tl"


@pytest.mark.parametrize("hint", ["", "xx", "ID", "in", "id-ID", "x" * 1000, "\ud800"])
def test_a_hint_that_is_no_code_does_nothing(hint: str) -> None:
    assert language.detect(EITHER, hints=(hint,)) == language.detect(EITHER)


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("id", "id"), ("id-ID", "id"), ("in_ID", "id"), ("IND", "id"), (" en_US", "en"), ("zh-Hans-CN", "zh"),
        ("ms_MY", "ms"), ("jw", "jv"), ("nb-NO", "no"), ("fil", "tl"), ("id, en", "id"),
    ],
)  # fmt: skip
def test_tags_are_read_as_codes(tag: str, code: str) -> None:
    assert article.declared_languages(PAGE, replace(DRAFT, language=tag)) == (code,)


@pytest.mark.parametrize("tag", [None, "", "  ", "x", "default", "Bahasa Indonesia", "1", "-"])
def test_what_is_no_tag_declares_nothing(tag: str | None) -> None:
    assert article.declared_languages(PAGE, replace(DRAFT, language=tag)) == ()


def test_page_and_feed_are_two_hints() -> None:
    page = replace(PAGE, entry=Entry(url=PAGE.url, language="id"))
    assert article.declared_languages(page, replace(DRAFT, language="id-ID")) == ("id", "id")


def test_what_was_declared_is_kept_beside_what_was_found() -> None:
    found = article.article(PAGE, replace(DRAFT, language="id-ID"), INDONESIAN)
    assert (found.language, found.notes) == ("id", {"language_hint": "id"})


def test_a_conflict_is_noted_with_who_said_what() -> None:
    page = replace(PAGE, entry=Entry(url=PAGE.url, language="ms"))
    found = article.article(page, replace(DRAFT, language="en-US"), INDONESIAN)
    assert found.language == "id"
    assert found.notes == {
        "language_hint": "en, ms",
        "language_conflict": "the page says en and the feed says ms, the text is id",
    }


def test_without_a_language_there_is_a_reason_and_no_conflict() -> None:
    unknown = Language(code=None, reason="the text holds no letters")
    found = article.article(PAGE, replace(DRAFT, language="id"), unknown)
    assert found.notes == {"language": "the text holds no letters", "language_hint": "id"}
