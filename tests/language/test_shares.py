import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest import language
from tests.language.sentences import SENTENCES, lines

BY_CODE = {code: [text for text, other in lines(SENTENCES) if other == code] for code in SENTENCES}
PROSE = [text for texts in BY_CODE.values() for text in texts]


def mixed(one: str, ones: int, other: str, others: int) -> str:
    return "\n\n".join(BY_CODE[one][:ones] + BY_CODE[other][:others])


@pytest.mark.parametrize(
    ("one", "other"), [("id", "en"), ("en", "id"), ("id", "jv"), ("id", "su"), ("ms", "en"), ("id", "nl"), ("jv", "en")]
)
def test_a_bilingual_text_has_the_share_of_each_language(one: str, other: str) -> None:
    text = mixed(one, 8, other, 3)
    found = language.detect(text)
    share = sum(map(len, BY_CODE[one][:8])) / sum(len(line) for line in text.splitlines())
    assert found.code == one
    assert found.shares == pytest.approx({one: share, other: 1 - share}, abs=0.001)


def test_the_language_of_most_characters_is_the_language_of_the_text() -> None:
    assert language.detect(mixed("id", 4, "en", 8)).code == "en"
    assert language.detect(mixed("id", 8, "en", 4)).code == "id"


def test_less_than_a_twentieth_is_a_quotation() -> None:
    text = "\n".join(BY_CODE["id"] * 3 + ["The road would be repaired, he said."])
    assert language.detect(text).shares == {"id": 1}


@pytest.mark.parametrize(
    "table",
    [
        "Kent Rovers: Ashdown; Barker, Whitfield, Luis; Thorne, Okafor, Alonzo; Petersen, Hazelwood, Diego Prado",
        "1. James Thorne GBR Kestrel Racing 1m 21.310s\n2. Mika Laine FIN Kestrel Racing 1m 21.655s",
        "20.00 / Premier Cup / Kent Rovers vs Derby Lions / Sport Channel Two",
    ],
)
def test_lists_of_names_do_not_make_a_text_bilingual(table: str) -> None:
    assert language.detect("\n".join([*BY_CODE["id"][:5], table, table])).shares == {"id": 1}


@example([BY_CODE["id"][0], BY_CODE["en"][5], BY_CODE["ms"][4], BY_CODE["su"][3]])  # nearly equal
@given(st.lists(st.sampled_from(PROSE) | st.text(), min_size=1, max_size=12))
def test_shares_are_at_least_a_twentieth_and_together_one(paragraphs: list[str]) -> None:
    found = language.detect("\n".join(paragraphs))
    if found.code is not None:
        assert sum(found.shares.values()) == pytest.approx(1)
        assert next(iter(found.shares)) == found.code
        assert list(found.shares.values()) == sorted(found.shares.values(), reverse=True)
        assert min(list(found.shares.values())[1:], default=1) >= 0.05
