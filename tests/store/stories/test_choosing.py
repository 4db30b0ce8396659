"""Which matches are counterparts, as scores and names alone decide it."""

from collections.abc import Mapping, Sequence

import pytest

from store.stories.choosing import Link, choose
from store.stories.matching import Match

LEAST = 0.22


def match(number: int, score: float, names: int = 3) -> Match:
    return Match(number, 1, score, names)


class Likeness:
    """Scores of articles of one language, and which were asked for."""

    def __init__(self, scores: Mapping[tuple[int, int], float]) -> None:
        self.scores, self.asked = scores, list[int]()

    def __call__(self, article_id: int, others: Sequence[int]) -> dict[int, float]:
        self.asked.append(article_id)
        return {other: self.scores.get((article_id, other), 0.0) for other in others}


@pytest.mark.parametrize(
    ("cross", "same", "links", "alike", "chosen", "gone"),
    [
        pytest.param([match(1, 0.3)], {}, {}, {}, [1], [], id="alone"),
        pytest.param([match(1, 0.21)], {}, {}, {}, [], [], id="too low"),
        pytest.param([match(1, 0.8), match(2, 0.6)], {}, {}, {}, [1, 2], [], id="two that are near"),
        pytest.param([match(1, 0.8), match(2, 0.3)], {}, {}, {}, [1], [], id="the next one about the same"),
        pytest.param([match(1, 0.8), match(2, 0.3)], {}, {}, {(1, 2): 0.4}, [1, 2], [], id="told by another outlet"),
        pytest.param([match(1, 0.3)], {}, {1: [Link(9, 0.8, 3)]}, {}, [], [], id="that has a better one"),
        pytest.param([match(1, 0.3)], {9: 0.5}, {1: [Link(9, 0.8, 3)]}, {}, [1], [], id="as the better one tells it"),
        pytest.param([match(1, 0.8)], {}, {1: [Link(9, 0.3, 3)]}, {}, [1], [(1, 9)], id="better than what is there"),
        pytest.param([match(1, 0.8)], {9: 0.5}, {1: [Link(9, 0.3, 3)]}, {}, [1], [], id="of one story with it"),
        pytest.param([match(1, 0.3, 0)], {}, {}, {}, [1], [], id="no names, and nothing else"),
        pytest.param([match(1, 0.5, 0), match(2, 0.45, 0)], {}, {}, {}, [1, 2], [], id="no names, and sure"),
        pytest.param([match(1, 0.3, 0), match(2, 0.29, 0)], {}, {}, {}, [], [], id="no names, and another as near"),
        pytest.param([match(1, 0.3, 0)], {9: 0.4}, {}, {}, [], [], id="no names, and one of a series"),
        pytest.param([match(1, 0.3, 0)], {}, {1: [Link(9, 0.29, 0)]}, {}, [], [(1, 9)], id="the second of a series"),
        pytest.param([], {9: 0.6}, {9: [Link(1, 0.3, 0)]}, {}, [], [(9, 1)], id="what it repeats was linked"),
        pytest.param([], {9: 0.6}, {9: [Link(1, 0.3, 4)]}, {}, [], [], id="what it repeats was linked by names"),
    ],
)
def test_choice(
    cross: list[Match],
    same: Mapping[int, float],
    links: Mapping[int, list[Link]],
    alike: Mapping[tuple[int, int], float],
    chosen: list[int],
    gone: list[tuple[int, int]],
) -> None:
    found, ended = choose(cross, same, links, Likeness(alike), least=LEAST)
    assert ([one.id for one in found], ended) == (chosen, gone)


def test_an_article_is_weighed_again_only_where_something_is_unsure() -> None:
    likeness = Likeness({})
    choose([match(1, 0.8), match(2, 0.6)], {}, {}, likeness, least=LEAST)
    assert likeness.asked == []
    choose([match(1, 0.8), match(2, 0.3)], {}, {}, likeness, least=LEAST)
    assert likeness.asked == [1]
