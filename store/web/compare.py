"""Two texts beside each other: what was taken out and put in word by word, and which paragraphs say the same."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from rapidfuzz.distance import Indel

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_TOKENS = 4_000  # of a changed stretch that is compared word by word: the work grows with the square
_CONTEXT = 160  # characters of what stayed the same, before and after a change
_ANCHOR = re.compile(r"\d[\d.,]*|[A-Z][\w-]{3,}")  # what stays in a translation: numbers and names
_MOST_PARAGRAPHS = 80
_ALIKE = 0.25  # of two paragraphs' anchors
_CLEAR = 0.4  # of the shorter text's paragraphs


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a comparison; of one that is folded away ``text`` is empty."""

    kind: Literal["same", "removed", "added", "folded"]
    text: str
    length: int  # characters


def difference(old: str, new: str) -> list[Run]:
    """Return what became of a text: lines first, then the words of those that changed."""
    runs: list[Run] = []
    for before, after in _changes(*(f"{text}\n".splitlines(keepends=True) for text in (old, new))):
        tokens = _TOKEN.findall(before), _TOKEN.findall(after)
        is_small = before != after and max(map(len, tokens)) <= _MOST_TOKENS
        for one, other in _changes(*tokens, over_signs=True) if is_small else [(before, after)]:
            runs += _runs(one, other)
    return runs


def folded(runs: Sequence[Run]) -> list[Run]:
    """Return the same with long stretches that did not change folded away."""
    short: list[Run] = []
    for place, run in enumerate(runs):
        if run.kind != "same" or run.length <= 2 * _CONTEXT + 80:
            short.append(run)
            continue
        head = run.text[:_CONTEXT] if place else ""
        tail = run.text[-_CONTEXT:] if place < len(runs) - 1 else ""
        parts = (Run("same", head, len(head)), Run("folded", "", run.length - len(head) - len(tail)))
        short += [part for part in (*parts, Run("same", tail, len(tail))) if part.length]
    return short


def words(runs: Sequence[Run], kind: str) -> int:
    """Return how many words were removed, or added."""
    return sum(len(re.findall(r"\w+", run.text)) for run in runs if run.kind == kind)


def _changes(old: Sequence[str], new: Sequence[str], *, over_signs: bool = False) -> Iterator[tuple[str, str]]:
    """Stretches before and after; the same where nothing changed.

    ``over_signs``: changes with only a blank or a sign between them are one.
    """
    numbers: dict[str, int] = {}
    before = [numbers.setdefault(part, len(numbers)) for part in old]
    after = [numbers.setdefault(part, len(numbers)) for part in new]
    removed = added = ""
    steps = list(Indel.opcodes(before, after))
    for step in steps:
        one = "".join(old[step.src_start : step.src_end])
        other = "".join(new[step.dest_start : step.dest_end])
        is_sign = over_signs and len(one) < 3 and "\n" not in one and step is not steps[-1]
        if step.tag != "equal" or (is_sign and (removed or added)):
            removed, added = removed + one, added + other
            continue
        if removed or added:
            yield removed, added
        removed = added = ""
        yield one, other
    if removed or added:
        yield removed, added


def _runs(before: str, after: str) -> Iterator[Run]:
    if before == after:
        yield Run("same", after, len(after))
        return
    if before:
        yield Run("removed", before, len(before))
    if after:
        yield Run("added", after, len(after))


def side_by_side(left: Sequence[str], right: Sequence[str]) -> list[tuple[list[str], list[str]]]:
    """Return rows of paragraphs that say the same in two languages; one row where that is not clear.

    Told by the numbers and names that they share, in order.
    """
    if not left or not right or max(len(left), len(right)) > _MOST_PARAGRAPHS:
        return [(list(left), list(right))]
    pairs = _pairs([set(_ANCHOR.findall(each)) for each in left], [set(_ANCHOR.findall(each)) for each in right])
    if len(pairs) < 2 or len(pairs) < _CLEAR * min(len(left), len(right)):
        return [(list(left), list(right))]
    cuts = [(0, 0), *(pair for pair in pairs if pair != (0, 0)), (len(left), len(right))]
    return [(list(left[a:c]), list(right[b:d])) for (a, b), (c, d) in itertools.pairwise(cuts)]


def _pairs(left: list[set[str]], right: list[set[str]]) -> list[tuple[int, int]]:
    """The pairs in order that are most alike in all."""
    best: list[list[tuple[float, tuple[tuple[int, int], ...]]]] = [[(0.0, ())] * (len(right) + 1)]
    for row, one in enumerate(left):
        line = [best[0][0]]
        for column, other in enumerate(right):
            ways = [best[row][column + 1], line[column]]
            alike = len(one & other) / sqrt(len(one) * len(other)) if one and other else 0.0
            if alike >= _ALIKE:
                score, pairs = best[row][column]
                ways.append((score + alike, (*pairs, (row, column))))
            line.append(max(ways, key=lambda way: way[0]))
        best.append(line)
    return list(best[-1][-1][1])
