"""How well copies are told from other articles, by the labels of make_load.py and by the texts themselves.

    python ../shared/corpus/real/make_load.py 3000 --seed 7 | python benchmarks/copies.py

Pairs of the same three days that share a run of four words. A label says that an article was made from another one
(``exact``, ``near``); articles labelled ``fresh`` are cut from the same real paragraphs, and some are the same text.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable

from store.stories.copies import is_copy

_WORD = re.compile(r"\w+")
_NEAR = 3 * 288  # articles in three days
Pair = tuple[int, int]


def main() -> None:
    loaded = [json.loads(line) for line in sys.stdin]
    articles = {each["id"]: each for each in loaded if each["truth"]["kind"] != "update"}  # these have one address
    runs = {number: _runs(each["text"]) for number, each in articles.items()}
    shared = _pairs(runs)
    origin = {n: n if (of := each["truth"]["of"]) is None else of for n, each in articles.items()}
    labelled = {pair for pair in shared if origin[pair[0]] == origin[pair[1]]}
    ways: dict[str, Callable[[Pair], bool]] = {"as warta": lambda p: is_copy(*(articles[n]["text"] for n in p))}
    for least in (0.5, 0.7, 0.9):
        ways[f"{least} of the shorter"] = lambda p, t=least: shared[p] / min(len(runs[n]) for n in p) >= t  # type: ignore[misc]
        ways[f"{least} of the longer"] = lambda p, t=least: shared[p] / max(len(runs[n]) for n in p) >= t  # type: ignore[misc]
    ways["the same text"] = lambda p: articles[p[0]]["text"] == articles[p[1]]["text"]
    print(f"{len(articles)} articles, {len(labelled)} labelled pairs of {len(shared)} that share a run of four words")
    for name, is_found in ways.items():
        found = {pair for pair in shared if is_found(pair)}
        by_label = len(found & labelled)
        half = sum(1 for p in found if shared[p] / min(len(runs[n]) for n in p) >= 0.5)
        print(
            f"{name:20} {len(found):4} found, recall {by_label / len(labelled):.3f}, precision by labels"
            f" {by_label / len(found):.3f}, with half of the shorter text in the longer {half / len(found):.3f}"
        )


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[start : start + 4]) for start in range(len(words) - 3))


def _pairs(runs: dict[int, frozenset[tuple[str, ...]]]) -> Counter[Pair]:
    having: dict[tuple[str, ...], list[int]] = defaultdict(list)
    shared = Counter[Pair]()
    for number, own in runs.items():
        for run in own:
            shared.update((other, number) for other in having[run] if number - other <= _NEAR)
            having[run].append(number)
    return shared


if __name__ == "__main__":
    main()
