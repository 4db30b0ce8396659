"""Two texts beside each other: what was taken out and put in, folded, and which paragraphs say the same."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from store.articles.diff import Span

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


def runs(spans: Iterable[Span]) -> list[Run]:
    """Return the spans of a difference as they are shown."""
    return [Run("same" if span.kind == "kept" else span.kind, span.text, len(span.text)) for span in spans]


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
