import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import language

INDONESIAN = "Gubernur mengatakan jalan yang rusak akan diperbaiki sebelum musim hujan tiba."
ENGLISH = "The governor said that the damaged road would be repaired before the rains."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (INDONESIAN, "id"),
        (ENGLISH, "en"),
        ("Die Regierung will die Straße noch vor dem Winter reparieren lassen.", "de"),
        ("Le gouvernement veut réparer la route avant l'hiver.", "fr"),
        ("知事は雨期の前に道路を修理すると述べた。", "ja"),
    ],
)
def test_the_pair_and_other_languages_are_told(text: str, code: str) -> None:
    found = language.detect(text)
    assert found.code == code
    assert found.confidence is not None
    assert 0 < found.confidence <= 1


@pytest.mark.parametrize("text", ["", "   ", "1234 5678", "12.500 – 3/4 %", "😀 🎉"])
def test_a_text_without_letters_has_no_language_and_a_reason(text: str) -> None:
    found = language.detect(text)
    assert (found.code, found.reason) == (None, "the text holds no letters")


def test_a_script_that_is_not_known_has_no_language_and_a_reason() -> None:
    found = language.detect("ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺᚾᛁ")
    assert found.code is None
    assert found.reason


@pytest.mark.parametrize("text", ["\ud800 rusak", "\u202eterbalik", "a" * 2_000_000, "x", "\x00"])
def test_odd_text_gives_an_answer(text: str) -> None:
    language.detect(text)


SHORT = "Pasar Baru Expo 2026"


def test_the_same_text_gives_the_same_answer_in_every_process_and_thread() -> None:
    here = language.detect(SHORT)
    program = f"from ingest import language; print(language.detect({SHORT!r}))"
    there = {subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout for _ in range(2)}
    assert there == {f"{here}\n"}
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(str, pool.map(language.detect, [SHORT] * 20))) == {str(here)}


def test_the_pair_decides_what_is_hard_to_tell() -> None:
    assert language.detect("Festival", ("id", "en")).code == "en"
    assert language.detect("Festival", ("de", "fr")).code == "fr"


def test_little_evidence_is_little_confidence() -> None:
    amount, article = language.detect("Rp 10.000"), language.detect(INDONESIAN * 5)
    assert amount.confidence is not None
    assert article.confidence is not None
    assert amount.confidence < 0.2 < 0.99 < article.confidence


def test_a_headline_in_capitals_is_read_like_any_other() -> None:
    assert language.detect("GUBERNUR RESMIKAN JEMBATAN BARU DI ATAS SUNGAI").code == "id"


@given(st.text())
@settings(deadline=None)
def test_every_text_gets_a_language_or_a_reason(text: str) -> None:
    found = language.detect(text)
    assert (found.code is None) == (found.reason is not None)
    assert found.code is None or (found.confidence is not None and 0 < found.confidence <= 1)
