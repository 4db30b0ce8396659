"""How well articles find their counterparts: precision and recall by score, on sets of the corpus folder.

    python benchmarks/counterparts.py SETS [--lexicon FILE] [--cut lead]

SETS is the folder with the programs that read and label the sets (``sets.py``, ``events.py``). With ``--lexicon`` one
that was made without the sets is measured (``benchmarks/lexicon/make.py --without panl --without ntrex``). Only the
keys and their tables are used, no texts are stored. ``--cut lead`` leaves of both sides the first lines in common.
"""

import argparse
import os
import random
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

from store import lexicon
from store.articles import keys
from store.db import migrations
from store.stories import linking, matching, pairs

LANGUAGES = ("id", "en")
LEAST = 0.2
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
    """What each id is, and the score of each pair, the Indonesian side first."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for step in migrations.STEPS:
        connection.executescript(step.script)
    connection.execute("PRAGMA foreign_keys = OFF")
    meta: Meta = {}
    began = time.process_time()
    weighed = [keys.weigh(title, text, language) for language, _, _, title, text, _ in rows]
    known = {}
    middle = time.process_time()
    counts: dict[int, int] = {}
    for number, (row, weights) in enumerate(zip(rows, weighed, strict=True)):
        article_id = (1_767_225_600 + row[5] << 20) + number
        meta[article_id] = row[:3]
        chosen = matching.chosen(weights, counts, number)
        for key, _ in chosen:
            counts[key] = counts.get(key, 0) + 1
        side = LANGUAGES.index(row[0])
        found = matching.find(connection, article_id, chosen, LEAST)
        others = [match for match in found if match.side != side and linking._is_pair(match)][: pairs.AT_MOST]
        known |= {(article_id, match.id) if side == 0 else (match.id, article_id): match.score for match in others}
        matching.write(connection, article_id, side, chosen)
    each = 1000 / len(rows)
    print(
        f"{(middle - began) * each:.2f} ms to weigh, {(time.process_time() - middle) * each:.2f} ms to find and write"
    )
    return meta, known


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--lexicon", type=Path)
    parser.add_argument("--cut")
    arguments = parser.parse_args()
    if arguments.lexicon:
        measured = lexicon.Lexicon(arguments.lexicon.read_bytes())
        lexicon.load = lambda *_: measured
    os.chdir(arguments.sets)
    sys.path.insert(0, str(arguments.sets))
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
    for least in (0.22, 0.24, 0.26, 0.28, 0.30, 0.35):
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
