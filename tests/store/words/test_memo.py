"""What is remembered of words."""

from store.words.memo import Memo


def test_what_is_made_of_a_word_is_worked_out_once_until_too_much_is_remembered() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    memo = Memo(length, most=4)
    words = ("air", "laut", "air", "muara", "air", "perahu", "laut", "air")
    assert [memo[word] for word in words] == [len(word) for word in words]
    assert asked == ["air", "laut", "muara", "perahu", "laut"]  # air was asked for again and again
    assert len(memo) == 1
