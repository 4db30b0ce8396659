from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest import language
from ingest.core.model import Draft, Entry, Kind, Language, Page
from ingest.extract.article import assemble

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


def test_what_was_declared_is_kept_beside_what_was_found() -> None:
    article = assemble(PAGE, replace(DRAFT, language="id-ID"), INDONESIAN)
    assert (article.language, article.notes) == ("id", {"language_hint": "id"})


def test_a_conflict_is_noted_with_who_said_what() -> None:
    page = replace(PAGE, entry=Entry(url=PAGE.url, language="ms"))
    article = assemble(page, replace(DRAFT, language="en-US"), INDONESIAN)
    assert article.language == "id"
    assert article.notes == {
        "language_hint": "en, ms",
        "language_conflict": "the page says en and the feed says ms, the text is id",
    }


def test_without_a_language_there_is_a_reason_and_no_conflict() -> None:
    unknown = Language(code=None, reason="the text holds no letters")
    article = assemble(PAGE, replace(DRAFT, language="id"), unknown)
    assert article.notes == {"language": "the text holds no letters", "language_hint": "id"}
