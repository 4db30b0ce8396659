"""One answer to what was changed, and one count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.articles import diff
from store.articles.diff import spans

TEXTS = st.lists(
    st.sampled_from(["garam", "harga", "naik", ",", ".", " ", "  ", "\n", "\n\n", "市", "長", "2,5", "café", "\t"]),
    max_size=25,
).map("".join)


def drawn(before: str, after: str) -> str:
    signs = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(signs[span.kind].format(span.text) for span in spans(before, after))


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("", "", ""),
        ("Garam naik.", "Garam naik.", "Garam naik."),
        ("Garam naik.", "Garam turun.", "Garam [-naik-]{+turun+}."),
        ("Garam  naik.\n", "Garam\nnaik.", "Garam\nnaik."),
        ("Satu dua.", "Satu.", "Satu[- dua-]."),
        ("", "Baru", "{+Baru+}"),
        ("Lama", "", "[-Lama-]"),
        ("naik 2 persen", "naik 3,5 persen", "naik [-2 -]{+3,5 +}persen"),
        ("a b, c d", "a x, y d", "a [-b, c -]{+x, y +}d"),  # a sign alone keeps no two changes apart
        ("Satu.\nDua.\nTiga.", "Satu.\nTiga.", "Satu.\n[-Dua.\n-]Tiga."),
        ("Satu.\nTiga.", "Satu.\nDua.\nTiga.", "Satu.\n{+Dua.\n+}Tiga."),
        ("港町の市長", "港町の知事", "港町の[-市長-]{+知事+}"),
        ("  Garam", "Garam", "Garam"),
    ],
)
def test_changes_are_told_word_by_word(before: str, after: str, wanted: str) -> None:
    assert drawn(before, after) == wanted


@given(TEXTS, TEXTS)
def test_the_spans_give_the_new_text_and_the_old_up_to_white_space(before: str, after: str) -> None:
    found = spans(before, after)
    assert "".join(span.text for span in found if span.kind != "removed") == after
    old = "".join(span.text for span in found if span.kind != "added")
    assert "".join(old.split()) == "".join(before.split())
    if "".join(before.split()) == "".join(after.split()) and before.split() == after.split():
        assert all(span.kind == "kept" for span in found)


@given(TEXTS)
def test_a_text_is_all_kept_against_itself(text: str) -> None:
    assert [span.kind for span in spans(text, text)] == (["kept"] if text else [])


def test_words_are_counted_and_signs_are_not() -> None:
    found = diff.compare("Harga naik", "Satu, dua tiga.\nEmpat.", "Harga naik", "Satu; dua lima enam.\nEmpat.")
    assert (found.removed, found.added, found.has_new_title, found.is_empty) == (1, 2, False, False)
    found = diff.compare("Harga naik", "Satu dua.", "Harga  turun", "Satu\n\ndua.")
    assert (found.removed, found.added, found.has_new_title, found.is_empty) == (0, 0, True, False)
    assert diff.compare(None, "Satu dua.", "", "Satu\ndua. ").is_empty


def test_a_number_is_one_word() -> None:
    changed = [span for span in spans("Ada 2.300 warga.", "Ada 2.450 warga.") if span.kind != "kept"]
    assert [(span.kind, span.text.strip()) for span in changed] == [("removed", "2.300"), ("added", "2.450")]


def test_each_character_of_a_script_without_spaces_is_a_word() -> None:
    found = diff.compare(None, "港町の市長が来た", None, "港町の知事が来た")
    assert (found.removed, found.added) == (2, 2)


@pytest.mark.parametrize("separator", [" ", "\n"])
def test_texts_without_an_end_are_compared_within_bounds(separator: str) -> None:
    before = separator.join(f"kata{number}" for number in range(30_000))
    after = separator.join(f"lain{number}" for number in range(30_000))
    found = diff.compare(None, before, None, after)
    assert (found.removed, found.added) == (30_000, 30_000)
