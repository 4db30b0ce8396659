"""What is remembered of words."""

from store.words.memo import Memo


def test_what_is_made_of_a_word_is_worked_out_once_until_too_much_is_remembered() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    memo = Memo(length, most=2)
    assert [memo[word] for word in ("air", "laut", "air", "muara", "air")] == [3, 4, 3, 5, 3]
    assert asked == ["air", "laut", "muara", "air"]
    assert len(memo) == 2
