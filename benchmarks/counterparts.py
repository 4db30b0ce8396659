"""How well articles find their counterparts: precision and recall by score, on sets of the corpus folder.

    python benchmarks/counterparts.py SETS [--lexicon FILE] [--cut lead]

SETS is the folder with the programs that read and label the sets (``sets.py``, ``events.py``). With ``--lexicon`` one
that was made without the sets is measured (``benchmarks/lexicon/make.py --without panl --without ntrex``).
``--cut lead`` leaves of both sides the first lines in common.
"""

import argparse
import os
import random
import sqlite3
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from store import lexicon
from store.articles import keys
from store.articles.moments import to_text
from store.db import migrations
from store.stories import linking
from store.stories.index import Index

LANGUAGES = ("id", "en")
BATCH = 100
Meta = dict[int, tuple[str, str, str]]  # by id: language, set, key in it


def records(sets: Any, cut: str | None) -> list[tuple[str, str, str, str, str, int]]:
    """Language, set, key, title, text and second; laid on one calendar of 30 days, so that each has noise around it."""
    pool, chance, found = sets.pools("open"), random.Random(5), []
    many = sum(row[0] == "panl" for row in pool["id"])
    for language in LANGUAGES:
        number = 0
        for source, key, text, _ in pool[language]:
            day = 15 if source == "ntrex" else number * 30 // many if source == "panl" else chance.randrange(30)
            number += source == "panl"
            if source == "ntrex" and cut:
                text = getattr(sets, cut)(text, language == "id")
            title, _, body = text.partition("\n")
            found.append((language, source, key, title, body or title, day * 86_400 + chance.randrange(24) * 3600))
    chance.shuffle(found)
    return found


def linked(rows: list[tuple[str, str, str, str, str, int]]) -> tuple[Meta, dict[tuple[int, int], float]]:
    """What each id is, and the score of each link, the Indonesian side first."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    for step in migrations.STEPS:
        connection.executescript(step.script)
    meta: Meta = {}
    arrivals = []
    began = time.process_time()
    for number, (language, source, key, title, text, second) in enumerate(rows):
        article_id = (1_767_225_600 + second << 20) + number
        meta[article_id] = (language, source, key)
        arrivals.append(linking.Arrival(
            id=article_id, language=language, text=text, content_hash=str(number),
            keys=keys.weigh(title, text, language), known="no",
            published=to_text(datetime.fromtimestamp(article_id >> 20, UTC)),
        ))  # fmt: skip
    middle = time.process_time()
    connection.executemany(
        "INSERT INTO articles (id, url, title, text, language, published, words, content_hash, first_seen, last_seen)"
        " VALUES (?, ?, ?, ?, ?, ?, 100, ?, '', '')",
        [(one.id, f"https://a.test/{one.id}", row[3], one.text, one.language, one.published, one.content_hash)
         for one, row in zip(arrivals, rows, strict=True)],
    )  # fmt: skip
    index = Index(connection)
    linking_began = time.process_time()
    for at in range(0, len(arrivals), BATCH):
        linking.link_all(index, arrivals[at : at + BATCH], LANGUAGES)
    each = 1000 / len(rows)
    print(f"{(middle - began) * each:.2f} ms to weigh, {(time.process_time() - linking_began) * each:.2f} ms to link")
    found = connection.execute("SELECT article_id, counterpart_id, score FROM counterparts")
    return meta, {(one, other): score for one, other, score in found if meta[one][0] == LANGUAGES[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--lexicon", type=Path)
    parser.add_argument("--cut")
    arguments = parser.parse_args()
    if arguments.lexicon:
        measured = lexicon.Lexicon(arguments.lexicon.read_bytes())
        lexicon.load = lambda *_: measured
    sys.path.insert(0, str(arguments.sets.resolve()))
    os.chdir(arguments.sets)
    import events
    import sets

    meta, found = linked(records(sets, arguments.cut))

    def verdict(one: int, other: int) -> int | None:
        """1 right, 0 wrong, None neither."""
        (_, left, here), (_, right, there) = meta[one], meta[other]
        if left == right == "ntrex":
            return events.verdict(here, there)
        if left == right == "panl":
            return 1 if here == there else None
        return 0

    own = {
        name: [key for language, of, key in meta.values() if (language, of) == ("id", name)]
        for name in ("ntrex", "panl")
    }
    event_of = {key: events.event(key) for key in own["ntrex"] if events.event(key)}
    told = [key for key, event in event_of.items() if list(event_of.values()).count(event) > 1]
    for least in (0.22, 0.24, 0.26, 0.28, 0.30, 0.35, 0.45):
        links = [(one, other, verdict(one, other)) for (one, other), score in found.items() if score >= least]
        right, wrong = (sum(each == wanted for *_, each in links) for wanted in (1, 0))
        twins = {meta[one][1:] for one, other, _ in links if meta[one][1:] == meta[other][1:]}
        others = {meta[one][2] for one, other, each in links if each == 1 and meta[one][2] != meta[other][2]}
        shares = {name: sum((name, key) in twins for key in all_) / len(all_) for name, all_ in own.items()}
        print(
            f">= {least:.2f}  precision {right / max(1, right + wrong):.4f} ({wrong} wrong)  "
            f"translations {shares['ntrex']:.3f}  agency pairs {shares['panl']:.3f}  "
            f"same event by others {sum(key in others for key in told) / len(told):.3f} of {len(told)}"
        )


if __name__ == "__main__":
    main()
