import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from store.words import letters

TEXTS = st.text(st.sampled_from("aZé’ \n_-4“ـßI\u0301字kata\u00a0\x1c"), max_size=60) | st.text(max_size=30)


@given(TEXTS)
def test_the_runs_are_those_of_a_regular_expression(text: str) -> None:
    assert letters.runs(text) == re.findall(r"[^\W\d_]{1,40}", text)


@given(TEXTS)
def test_as_many_words_are_counted_as_a_regular_expression_finds(text: str) -> None:
    assert letters.count(text) == len(re.findall(r"\w+", text))


def test_a_long_run_comes_in_pieces() -> None:
    assert letters.runs(f"muara {'a' * 41} tepi") == ["muara", "a" * 40, "a", "tepi"]


def test_lone_surrogates_are_no_letters() -> None:
    assert letters.runs("ikan\ud800laut") == ["ikan", "laut"]


def test_letters_with_accents_are_letters() -> None:
    assert letters.runs(unicodedata.normalize("NFC", "kafé itu")) == ["kafé", "itu"]
