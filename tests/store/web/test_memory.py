"""What was counted is remembered, up to a bound."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from store.web import memory


@dataclass(frozen=True, slots=True)
class Answer:
    counts: Counter[int]
    total: int = 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "news.db").write_bytes(b"1")
    return tmp_path / "news.db"


def counted(path: Path, key: str, size: int) -> int:
    """How often it is counted when it is asked for twice."""
    times = 0

    def count(_: Answer | None) -> Answer:
        nonlocal times
        times += 1
        return Answer(Counter(range(size)))

    memory.remembered(path, key, count)
    memory.remembered(path, key, count)
    return times


def test_the_same_is_not_counted_again_and_what_is_very_large_is(path: Path) -> None:
    assert counted(path, "small", 10) == 1
    assert counted(path, "large", memory._MOST_COUNTS + 1) == 2


def test_of_large_answers_the_latest_are_remembered(path: Path) -> None:
    for number in range(8):
        counted(path, f"months {number}", memory._MOST_COUNTS // 3)
    assert counted(path, "months 7", memory._MOST_COUNTS // 3) == 0
    assert counted(path, "months 0", memory._MOST_COUNTS // 3) == 1
