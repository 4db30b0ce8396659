"""One subtraction says what the comparison of all languages says."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.language import leading, odds, words
from ingest.language.profiles import table
from tests.language.sentences import SENTENCES, lines

PAIR = ("id", "en")
TEXTS = st.lists(st.sampled_from([text for text, _ in lines(SENTENCES)]), min_size=1, max_size=3).map(" ".join)


def number_of(text: str) -> int:
    return sum(map(table().of, words.paragraphs(text)[0][1]))


@given(TEXTS, st.sampled_from(("id", "en", "nl")), st.sampled_from((1, 2_000, 45_000)))
def test_a_language_clears_the_bar_when_it_has_so_much_more_than_each_other(text: str, code: str, least: int) -> None:
    number, codes = number_of(text), table().codes
    bar = leading.bar(code, PAIR, ("en",), least)
    chances = zip(codes, table().evidence(number).scores, odds.expected(PAIR, ("en",)), strict=True)
    totals = {other: score + chance for other, score, chance in chances if other != "zh"}
    most = max(total for other, total in totals.items() if other != code)
    assert bar is not None
    assert bar.is_cleared(number) == (totals[code] >= most + least)


def test_a_language_without_a_profile_of_its_own_has_no_bar() -> None:
    assert leading.bar("ms", PAIR, (), 1) is None
    assert leading.bar("zh", PAIR, (), 1) is None
