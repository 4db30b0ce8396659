"""What an article is about: pure, the same in any process."""

from hypothesis import given
from hypothesis import strategies as st

from store.articles.keys import HASH_BITS, SHORTLIST, weigh


@given(st.text(), st.text(), st.sampled_from(["id", "en", "nl", "ja", None]))
def test_any_text_has_keys_in_order_and_within_bounds(title: str, text: str, language: str | None) -> None:
    found = weigh(title, text, language)
    assert len(found) <= SHORTLIST
    assert [weight for _, weight, _ in found] == sorted((weight for _, weight, _ in found), reverse=True)
    assert all(0 <= key < 1 << HASH_BITS and weight > 0 and rarity > 0 for key, weight, rarity in found)
    assert found == weigh(title, text, language)


def keys(text: str, language: str) -> set[int]:
    return {key for key, _, _ in weigh(None, text, language)}


def test_words_names_and_numbers_meet_across_the_languages() -> None:
    assert keys("banjir", "id") & keys("floods", "en")
    assert keys("Rondonuwu", "id") == keys("Rondonuwu", "en")
    assert keys("15.800", "id") == keys("15,800", "en")
    assert keys("PBB", "id") & keys("U.N.", "en")
    assert not keys("banjir", "id") & keys("fires", "en")


def test_a_text_without_a_language_has_none() -> None:
    assert weigh("Banjir", "Banjir besar.", None) == ()
