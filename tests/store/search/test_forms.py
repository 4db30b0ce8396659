"""A text folded, and which of its words are looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.search.forms import Forms, Terms, flattened
from store.search.snippets import _densest
from store.words.stems import fold


@given(st.text(alphabet="aZéÉçñ“”–北가ßIıİΣøĐ \n", max_size=30))
def test_a_text_is_folded_character_by_character(text: str) -> None:
    flat = flattened(text)
    assert flat is not None
    assert len(flat) == len(text)
    for character, folded in zip(text, flat, strict=True):
        assert folded in (fold(character), character, character.lower(), "ς")


def test_an_accent_of_its_own_has_no_place() -> None:
    assert flattened("Cafe\u0301") is None


@pytest.mark.parametrize(
    ("form", "text", "spans"),
    [
        ("ai", "AI dan AIs, bukan bait.", [(0, 2), (7, 10)]),
        ("kena", "Ia dikenakan denda.", [(3, 12)]),
        ("easi", "Easy, easiness, eased.", [(0, 4), (6, 14)]),
        ("ai", "用AI写", [(1, 3)]),
    ],
)
def test_words_of_short_roots_are_found(form: str, text: str, spans: list[tuple[int, int]]) -> None:
    language = "id" if "denda" in text else "en"
    assert Forms(Terms((frozenset({form}),)), language).spans(text) == spans


HITS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9), st.sampled_from("abcd")), max_size=40)


@given(HITS)
def test_the_densest_stretch_has_the_most_different_words(gaps: list[tuple[int, int, str]]) -> None:
    hits, at = list[tuple[int, int, str]](), 0
    for gap, length, word in gaps:
        hits.append((at + gap, at + gap + length, word))
        at += gap + length
    different = [
        len({word for _, end, word in hits[number:] if end <= start + 150}) for number, (start, _, _) in enumerate(hits)
    ]
    expected = hits[different.index(max(different))][0] if hits else 0
    assert _densest(hits) == expected
