"""Make the lexicon of Indonesian and English again: ``store/lexicon/id-en.tsv.gz``.

    python benchmarks/lexicon/make.py TEXTS CORPUS [--without SOURCE]… [--out FILE]

TEXTS is a folder with what ``README.md`` names, CORPUS the corpus folder (search, real). Word alignment is eflomal's,
which is not among the dependencies: install it into the environment that runs this.
"""

import argparse
import gzip
import html
import re
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import sources

from store.words.stems import fold, stem

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")  # U.N.
PER = 100_000  # frequencies are texts in so many
BOTH, ONE = 1.0, 0.25  # what a link counts that both directions of the alignment have, or one
PRIOR = 2.0  # what a dictionary weighs beside the counts
LEAST_COUNT, LEAST_SHARE, MOST = 1.5, 0.03, 6
SURE = 0.3  # a share from which a pair need not hold both ways
DICTIONARY_WEIGHTS = {"wordnet": 1, "cldr": 4}

Counts = Counter[tuple[str, str]]
Shares = dict[str, dict[str, float]]


def tokens(text: str, language: str) -> list[str]:
    whole = unicodedata.normalize("NFC", html.unescape(text))
    words = _WORD.findall(_DOTTED.sub(lambda found: found[0].replace(".", ""), whole))
    return [stemmed(fold(word), language) for word in words]


stemmed = cache(stem)


def aligned(pairs: list[tuple[list[str], list[str]]]) -> tuple[Counts, Counter[str], Counter[str]]:
    """Return how often stems stand for each other, and how often each stands at all."""
    import eflomal

    linked, left, right = Counts(), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder, name)) for name in ("left", "right", "forward", "reverse")]
        for name, side in zip(names[:2], zip(*pairs, strict=True), strict=True):
            Path(name).write_text("".join(" ".join(words) + "\n" for words in side), "utf-8")
        with open(names[0], encoding="utf-8") as one, open(names[1], encoding="utf-8") as other:
            eflomal.Aligner().align(one, other, links_filename_fwd=names[2], links_filename_rev=names[3], quiet=True)
        with open(names[2], encoding="utf-8") as forward, open(names[3], encoding="utf-8") as reverse:
            for (one_words, other_words), *links in zip(pairs, forward, reverse, strict=True):
                left.update(one_words)
                right.update(other_words)
                there, back = (set(line.split()) for line in links)
                for link in there | back:
                    here, far = map(int, link.split("-"))
                    linked[one_words[here], other_words[far]] += BOTH if link in there & back else ONE
    return linked, left, right


def dictionary(texts: Path, without: set[str]) -> Counts:
    """Return single words of the dictionaries as pairs of stems with weights."""
    found = Counts()
    for name in set(sources.DICTIONARIES) - without:
        for (own, other), times in sources.words(name, texts).items():
            one = tokens(own, "id")
            far = tokens(other.removeprefix("to "), "en")
            if len(one) == len(far) == 1:
                found[one[0], far[0]] += DICTIONARY_WEIGHTS[name] * times**0.5
    return found


def shares(linked: Counts, left: Counter[str], right: Counter[str], known: Counts) -> tuple[Shares, Shares]:
    """Return for each stem of both sides what it is translated by, with shares, the largest first."""
    weight_left, weight_right = Counter[str](), Counter[str]()
    for (one, other), weight in known.items():
        weight_left[one] += weight
        weight_right[other] += weight
    there, back = defaultdict[str, dict[str, float]](dict), defaultdict[str, dict[str, float]](dict)
    for one, other in linked.keys() | known.keys():
        count, prior = linked.get((one, other), 0), known.get((one, other), 0)
        if one.isdigit() or other.isdigit() or (count < LEAST_COUNT and not prior):
            continue
        for table, word, to, total, weights in (
            (there, one, other, left[one], weight_left[one]),
            (back, other, one, right[other], weight_right[other]),
        ):
            share = (count + (PRIOR * prior / weights if prior else 0)) / (total + (PRIOR if weights else 0))
            table[word][to] = min(share, 1.0)
    return pruned(there, back), pruned(back, there)


def pruned(table: Shares, back: Shares) -> Shares:
    """Return the largest shares; what holds one way only must be sure."""
    kept = {}
    for word, found in table.items():
        best = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST]
        kept[word] = {
            to: share
            for to, share in best
            if share >= LEAST_SHARE and (share >= SURE or back[to].get(word, 0) >= LEAST_SHARE)
        }
    return {word: found for word, found in kept.items() if found and word.isalpha() and len(word) > 1}


def news(corpus: Path) -> Iterator[tuple[str, str]]:
    """Language and text of the news in which it is counted how many hold a word."""
    reuters = sources.records(corpus / "real/text-en/reuters21578.jsonl.gz")[5000:12000]
    yield from (("en", row["text"]) for row in reuters)
    for path, language in (("search/xling_en", "en"), ("search/xling_id", "id"), ("real/text-id/indosum", "id")):
        yield from ((language, row["text"]) for row in sources.records(corpus / f"{path}.jsonl.gz"))
    yield from (("id", row["articleBody"]) for row in sources.records(corpus / "search/docs.jsonl.gz"))


def frequencies(corpus: Path) -> dict[str, dict[str, int]]:
    """Return for each language in how many of PER texts of news a stem stands."""
    holding, texts = {"id": Counter[str](), "en": Counter[str]()}, Counter[str]()
    for language, text in news(corpus):
        holding[language].update(set(tokens(text, language)))
        texts[language] += 1
    return {
        language: {word: round(PER * times / texts[language]) for word, times in counts.items()}
        for language, counts in holding.items()
    }


def table(found: Shares, frequent: dict[str, int], least: int) -> list[str]:
    """Return the lines of one direction; a frequent stem without a translation has a line for its frequency."""
    lines = []
    for word in sorted({*found, *(word for word, times in frequent.items() if times >= least and word.isalpha())}):
        pairs = "".join(f" {to} {max(1, round(1000 * share))}" for to, share in found.get(word, {}).items())
        lines.append(f"{word}\t{frequent.get(word, 0)}\t{pairs.strip()}\n")
    return sorted(lines, key=lambda line: line.split("\t")[0].encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--without", action="append", default=[], choices=sources.SOURCES)
    parser.add_argument("--out", type=Path, default=Path("store/lexicon/id-en.tsv.gz"))
    arguments = parser.parse_args()
    without = set(arguments.without)
    pairs, used = [], []
    for name in sources.SOURCES.keys() - set(sources.DICTIONARIES) - without:
        found = [(tokens(one, "id"), tokens(other, "en")) for one, other in fitting(name, arguments)]
        print(f"{name}: {len(found)} sentence pairs", file=sys.stderr)
        pairs += found
        used += [name] if found else []
    known = dictionary(arguments.texts, without)
    there, back = shares(*aligned(sorted(pairs)), known)
    frequent = frequencies(arguments.corpus)
    used += [name for name in sources.DICTIONARIES if name not in without]
    head = ["# warta lexicon 1\n", "# pair: id en\n", f"# made: {datetime.now(UTC).date()}\n"]
    head += [f"# from: {sources.SOURCES[name]}\n" for name in sources.SOURCES if name in used]
    body = [*table(there, frequent["id"], 20), "\n", *table(back, frequent["en"], 20)]
    arguments.out.write_bytes(gzip.compress("".join([*head, "\n", *body]).encode(), 9, mtime=0))
    print(f"{len(there)} and {len(back)} stems, {arguments.out.stat().st_size} bytes", file=sys.stderr)


def fitting(name: str, arguments: argparse.Namespace) -> list[tuple[str, str]]:
    """The sentence pairs of a source that are of like length and not endless, each once."""
    found = dict.fromkeys(
        (one.strip(), other.strip()) for one, other in sources.sentences(name, arguments.texts, arguments.corpus)
    )
    return [
        (one, other)
        for one, other in found
        if one and other and 0.3 < len(one) / len(other) < 3.5 and len(one.split()) <= 80 and len(other.split()) <= 80
    ]


if __name__ == "__main__":
    main()
