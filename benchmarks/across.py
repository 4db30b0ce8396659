"""How well a search in one language finds articles of the other, on sets of the corpus folder.

    python benchmarks/across.py SETS DB

SETS is the folder with the programs that read the sets; DB is an archive of the records that its ``make_across_set.py``
writes, in which no title is. Asked are the headlines of translated documents, three of their words as a person types
them (known, and telling), and the three rarest. What is looked for is the article of the other language, in the whole
list, from which the one in the language of the question is left out; and then, for questions of one language alone,
its own article with and without ``across``.
"""

import argparse
import os
import random
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from store import Archive, lexicon
from store.words.stems import fold, stem

LIMIT = 20
PAIRS = (("id", "en"), ("en", "id"))
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    return list(dict.fromkeys(fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))))


def chosen(title: str, language: str, least: int, most: int) -> str:
    """The three rarest words that stand in so many of 100,000 texts, in their order."""
    known = lexicon.load()
    assert known
    counts = {
        word: max(known.frequency(stem(word, language), language), known.frequency(word, language))
        for word in words(title)
    }
    telling = [word for word, count in counts.items() if len(word) > 2 and least <= count < most]
    kept = sorted(telling, key=lambda word: counts[word])[:3]
    return " ".join(word for word in counts if word in kept)


QUESTIONS: dict[str, Callable[[str, str], str]] = {
    "headline": lambda title, _: title,
    "three telling words": lambda title, language: chosen(title, language, 30, 12_000),
    "three rarest words": lambda title, language: chosen(title, language, 0, 20_000),
}


def rank(urls: Sequence[str], wanted: str) -> int:
    return urls.index(wanted) + 1 if wanted in urls else 0


def told(ranks: Sequence[int]) -> str:
    many = len(ranks)
    first, tenth = sum(at == 1 for at in ranks) / many, sum(0 < at <= 10 for at in ranks) / many
    return f"R@1 {first:.3f} R@10 {tenth:.3f} of {many}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("db", type=Path)
    parser.add_argument("--each", type=int, default=150, help="questions of each kind in one language")
    arguments = parser.parse_args()
    db = arguments.db.resolve()
    sys.path.insert(0, str(arguments.sets.resolve()))
    os.chdir(arguments.sets)
    import sets

    with Archive(db, readonly=True) as archive:
        documents = sets.jl(f"{sets.OPEN}real/pairs/ntrex-docs.jsonl.gz")
        across(archive, documents)
        same(archive, sets.jl(f"{sets.OPEN}search/queries.jsonl.gz"), arguments.each)


def across(archive: Archive, documents: Sequence[dict[str, Any]]) -> None:
    for one, other in PAIRS:
        for name, question in QUESTIONS.items():
            apart, together, spent = [], [], []
            for document in documents:
                text = question(document[f"{one}_title"] or document[one].split("\n")[0], one)
                if not text.strip():
                    continue
                began = time.process_time()
                hits = archive.search(text, across=True, limit=LIMIT)
                spent.append(time.process_time() - began)
                mine, wanted = (f"https://{language}.t.test/{document['doc']}" for language in (one, other))
                apart.append(rank([hit.url for hit in hits if hit.language == other], wanted))
                together.append(rank([hit.url for hit in hits if hit.url != mine], wanted))
            high = sorted(spent)[int(len(spent) * 0.95)] * 1000
            print(f"{one} to {other}, {name}: {told(together)} | among its language {told(apart)} | p95 {high:.0f} ms")


def same(archive: Archive, queries: Sequence[dict[str, Any]], each: int) -> None:
    """Questions in one language: where their own article is, without and with the other language."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for query in random.Random(3).sample(list(queries), len(queries)):
        kinds.setdefault(query["type"], []).append(query)
    for kind, asked in kinds.items():
        ranks: dict[bool, list[int]] = {False: [], True: []}
        for query in asked[:each]:
            for is_across, found in ranks.items():
                hits = archive.search(query["query"], across=is_across, limit=LIMIT)
                found.append(rank([hit.url for hit in hits], f"https://{query['lang']}.t.test/{query['doc_id']}"))
        print(f"one language, {kind}: {told(ranks[False])} | with the other {told(ranks[True])}")


if __name__ == "__main__":
    main()
