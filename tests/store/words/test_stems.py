import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.words import stems
from store.words.stems import beyond_words, fold, stem


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Jakarta", "jakarta"),
        ("café", "cafe"),
        ("cafe\u0301", "cafe"),
        ("ŁÓDŹ", "łodz"),  # a stroke is no diacritic, for the index neither
        ("NGƯỜI", "nguoi"),
        ("straße", "straße"),
        ("2026", "2026"),
    ],
)
def test_case_and_diacritics_are_folded(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("language", "root", "forms"),
    [
        ("id", "tembak", ["ditembak", "menembak", "penembakan", "tembakan", "tertembak"]),
        ("id", "ajar", ["belajar", "mengajar", "pelajaran", "diajarkan"]),
        ("ms", "main", ["bermain", "permainan", "dimainkan"]),
        ("en", "stori", ["story", "stories"]),
        ("en", "connect", ["connected", "connection", "connecting"]),
        ("tlh", "stories", ["stories"]),  # no stemmer
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, root: str, forms: list[str]) -> None:
    assert {stem(form, language) for form in forms} == {root}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("word", ["россия", "東京", "straße", "x²", "łodz"])
def test_a_word_in_letters_that_the_language_does_not_use_is_its_own_stem(word: str, language: str) -> None:
    assert stem(word, language) == word


@pytest.mark.parametrize(
    ("text", "language", "stems"),
    [
        ("Penembakan di pasar", "id", "tembak"),
        ("Penembakan: seorang tembak di pasar", "id", "orang"),
        ("Stories about stories", "en", "stori"),
        ("Stories about stories", None, ""),
        ("Stories about stories", "tlh", ""),
        ("", "id", ""),
        ("12 34 x9 ab", "en", ""),
    ],
)
def test_only_stems_that_are_no_words_of_the_text_are_kept(text: str, language: str | None, stems: str) -> None:
    assert beyond_words(text, language) == stems


@settings(deadline=None)
@given(st.text(), st.sampled_from(["id", "en", "nl", "ru", "tlh"]))
def test_kept_stems_are_sorted_distinct_and_never_words_of_the_text(text: str, language: str) -> None:
    kept = beyond_words(text, language).split()
    assert kept == sorted(set(kept))
    assert not set(kept) & {fold(word) for word in re.findall(r"[^\W\d_]+", text) if len(word) in range(3, 41)}


def test_languages_that_nobody_knows_are_not_all_remembered() -> None:
    for number in range(50):
        assert stem("perahu", f"x{number}") == "perahu"
    assert stems._stems.cache_info().currsize < 50
