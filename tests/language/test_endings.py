"""What is asked before a regular expression never keeps a word from it."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.language import lexicon
from ingest.language.vocabulary import endings

PARTS = (
    *endings.LAST, *endings.FIRST, *endings.WITHIN, *endings.INDONESIAN_FIRST, *endings.INDONESIAN_LAST,
    "men", "meng", "meny", "memp", "mem", "ng", "nj", "mbo", "ieu", "eun", "an", "i", "a", "tek", "porta", "sku",
)  # fmt: skip
WORDS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join)


@given(WORDS)
def test_each_word_that_an_ending_fits_is_asked_for_it(word: str) -> None:
    if endings.ANY.fullmatch(word):
        assert lexicon._may_end(word)
    if endings.INDONESIAN.fullmatch(word):
        assert lexicon._may_be_formed(word)
