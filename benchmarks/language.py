"""How often a language is told right, how true the confidence is, and what it costs, beside langdetect as shipped.

    python benchmarks/language.py accuracy CORPUS   (a folder of JSONL files of text, lang, kind, source)
    python benchmarks/language.py malaysian CORPUS  (Indonesian and Malay on a site of Malaysia, by how much it weighs)
    python benchmarks/language.py cost FILE [COUNT] (JSONL with a "text" a line; each text is read once, in turn)

The words of ingest/language were tuned on one half of CORPUS; "held out" is the other half.
"""

import gzip
import json
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import langdetect

from ingest import language
from ingest.language import odds

SHOWN = ("id", "en", "ms", "jv", "su", "nl", "tl")
UNKNOWN = ("ace", "ban", "bjn", "mad", "min")  # in the corpora, but no detector has them
FEWEST = 100  # texts in a tenth
FACTORS = (1.0, 2.0, 3.0, 6.0, 7.0, 20.0)  # how many times likelier Malay is taken to be; warta's own is 6


@dataclass(frozen=True, slots=True)
class Told:
    """A text of the corpora and what was said of it."""

    source: str
    kind: str
    code: str
    found: str | None
    shipped: str | None
    confidence: float
    is_held_out: bool

    @property
    def is_right(self) -> bool:
        return self.found == self.code


def main() -> None:
    langdetect.DetectorFactory.seed = 0
    if sys.argv[1] == "accuracy":
        accuracy(Path(sys.argv[2]))
    elif sys.argv[1] == "malaysian":
        malaysian(Path(sys.argv[2]))
    else:
        cost(Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 2000)


def accuracy(corpus: Path) -> None:
    told = [text for path in sorted(corpus.glob("*.jsonl*")) for text in _tell(read_rows(path))]
    groups: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for text in told:
        if text.code in SHOWN and text.kind not in ("word", "wordpair"):
            groups[text.source, text.code, text.kind].append(text)
    print("| texts | n | langdetect | warta | held out | taken for |\n| --- | ---: | ---: | ---: | ---: | --- |")
    for (source, code, kind), texts in sorted(groups.items()):
        held_out = [text for text in texts if text.is_held_out]
        wrong = Counter(text.found or "none" for text in texts if not text.is_right)
        print(
            f"| {source} {code} {kind} | {len(texts)} | {_share(t.shipped == code for t in texts):.3f} "
            f"| {_share(t.is_right for t in texts):.3f} | {_share(t.is_right for t in held_out):.3f} "
            f"| {', '.join(f'{other} {count}' for other, count in wrong.most_common(4))} |"
        )
    _tenths([text for text in told if text.code not in UNKNOWN and text.kind != "CAPITALS"])


def malaysian(corpus: Path) -> None:
    """What a factor costs Indonesian that declares no language, and what it gives Malay."""
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in (row for path in sorted(corpus.glob("*.jsonl*")) for row in read_rows(path)):
        if row["lang"] in ("id", "ms") and row["kind"] in ("headline", "lead", "sentence", "social"):
            groups[row["source"], row["lang"], row["kind"]].append(row["text"])
    print("| texts | n | elsewhere |", *(f"{factor:g} |" for factor in FACTORS))
    for (source, code, kind), texts in sorted(groups.items()):
        shares = [_share(language.detect(text).code == code for text in texts)]
        for odds._AT_HOME in FACTORS:  # one number of its table is another each time
            shares.append(_share(language.detect(text, is_malaysian=True).code == code for text in texts))
        print(f"| {source} {code} {kind} | {len(texts)} |", *(f"{share:.3f} |" for share in shares))


def _tenths(told: list[Told]) -> None:
    print("\n| confidence | texts | mean | right | difference |\n| --- | ---: | ---: | ---: | ---: |")
    for tenth in range(10):
        texts = [text for text in told if tenth <= text.confidence * 10 < tenth + 1]
        if texts:
            mean, right = sum(text.confidence for text in texts) / len(texts), _share(text.is_right for text in texts)
            few = " (few)" if len(texts) < FEWEST else ""
            print(f"| from .{tenth} | {len(texts)}{few} | {mean:.3f} | {right:.3f} | {mean - right:+.3f} |")


def _tell(rows: list[dict[str, Any]]) -> Iterator[Told]:
    """Headlines also in capitals."""
    for row, held_out in halves(rows):
        yield _one(row, row["kind"], row["text"], held_out)
        if row["kind"] == "headline" and row["lang"] in ("id", "en"):
            yield _one(row, "CAPITALS", row["text"].upper(), held_out)


def halves(rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Each text, and whether it is held out: the second half of what is in the order of documents."""
    counts, seen = Counter((row["lang"], row["kind"]) for row in rows), Counter[tuple[str, str]]()
    for row in rows:
        key = row["lang"], row["kind"]
        place, seen[key] = seen[key], seen[key] + 1
        yield row, bool(place % 2) if row["source"] in ("lingua", "bernama") else 2 * place >= counts[key]


def _one(row: dict[str, Any], kind: str, text: str, held_out: bool) -> Told:
    found = language.detect(text)
    shipped = _shipped(text) if row["lang"] in SHOWN else None
    return Told(row["source"], kind, row["lang"], found.code, shipped, found.confidence or 0, held_out)


def _shipped(text: str) -> str | None:
    try:
        return str(langdetect.detect(text))
    except langdetect.LangDetectException:
        return None


def cost(path: Path, count: int) -> None:
    texts = [row["text"] for row in islice(read_rows(path), count)]
    readers: dict[str, Callable[[str], object]] = {"warta": language.detect, "langdetect": langdetect.detect}
    print(f"{len(texts)} texts, {sum(map(len, texts)) / len(texts):.0f} characters each")
    for name, reader in readers.items():
        reader("Kabar pagi dari muara")  # the profiles are read once
        start = time.process_time()
        for text in texts:
            reader(text)
        milliseconds = (time.process_time() - start) / len(texts) * 1000
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name:12} {milliseconds:6.2f} ms of processor time a text, {peak:.0f} MB at most so far")


def read_rows(path: Path) -> list[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _share(values: Iterator[bool]) -> float:
    every = list(values)
    return sum(every) / len(every)


if __name__ == "__main__":
    main()
