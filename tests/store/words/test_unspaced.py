import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.words.unspaced import has_any, phrase, tokens

IN_TITLE = "\uf8ff"
LETTERS = st.text(alphabet=st.sampled_from("市長選挙の投票がกินไทย한국어ab12"), min_size=1)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Pasar ikan pagi", ""),
        ("Café di tepi sungai", ""),
        ("市長選挙", "市長 長選 選挙 挙"),
        ("市、長", "市 長"),
        ("第12回 pasar", "第 12 回"),
        ("新型iPhone発売", "新型 型 iPhone 発売 売"),
        ("Menteri 財務 bicara", "財務 務"),
        ("투표가 끝났다", "투표 표가 가 끝났 났다 다"),
        ("ไทย", "ไท ทย ย"),
        ("กิน", "ก\uee34 \uee34น น"),
        ("ガム", "ガム ム"),
        ("カ\u3099ム", "ガム ム"),  # decomposed, as some systems name files
    ],
)
def test_neighbours_are_tokens_and_so_is_the_last_one(text: str, wanted: str) -> None:
    assert tokens(None, text) == wanted


def test_tokens_of_the_title_stand_there_twice() -> None:
    assert tokens("選挙", None, "市長") == f"選挙 挙 {IN_TITLE}選挙 {IN_TITLE}挙 市長 長"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("選挙", (["選挙"], False)),
        ("市長選", (["市長", "長選"], False)),
        ("選", (["選"], True)),
        ("第12回", (["第", "12", "回"], True)),
        ("12回目", (["12", "回目"], False)),
        ("市長 選挙", (["市長", "長", "選挙"], False)),
        ("年 年", (["年", "年"], True)),
        ("発売iPhone", (["発売", "売", "iPhone"], False)),
    ],
)
def test_what_is_asked_for_is_a_phrase_of_them(words: str, asked: tuple[list[str], bool]) -> None:
    assert phrase(words) == asked


def test_asked_in_the_title_it_is_a_phrase_of_its_tokens() -> None:
    assert phrase("市長選", in_title=True) == ([f"{IN_TITLE}市長", f"{IN_TITLE}長選"], False)


@given(LETTERS, LETTERS.filter(has_any), LETTERS)
def test_whatever_stands_inside_a_run_is_a_phrase_of_its_tokens(before: str, word: str, after: str) -> None:
    """Where the letters beside it are not of its own Latin word or number."""
    if before[-1].isascii() and word[0].isascii():
        before += "市"
    if after[0].isascii() and word[-1].isascii():
        after = "市" + after
    asked, is_beginning = phrase(word)
    kept = tokens(None, before + word + after).split()
    there = [kept[start : start + len(asked)] for start in range(len(kept))]
    assert any(
        each == asked or (is_beginning and each[:-1] == asked[:-1] and each[-1:] and each[-1].startswith(asked[-1]))
        for each in there
    )
