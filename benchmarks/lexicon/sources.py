"""Where the words of the lexicon come from: sentence pairs to count in, and word pairs of dictionaries.

Only pairs of words and counts are taken out of them. Each source is named with its licence in ``SOURCES``, which goes
into the head of the lexicon. A source that is not in the folder is left out, and named as missing.
"""

import csv
import gzip
import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

Pair = tuple[str, str]

SOURCES = {
    "panl": "PANL-BPPT news, 2,000 articles by 12 sentences (no licence stated)",
    "ntrex": "NTREX-128 news, the open documents (CC BY-SA 4.0)",
    "guntara": "Guntara 2020, news sentences of its validation part (no licence stated)",
    "smeru": "SMERU research reports (no licence stated)",
    "ausaid": "AusAID reports (no licence stated)",
    "odb": "Our Daily Bread (no licence stated)",
    "nusax": "NusaX, Indonesian and English (CC BY-SA 4.0)",
    "tico": "TICO-19 (CC0 1.0)",
    "wordnet": "WordNet Bahasa (MIT) by Princeton WordNet 3.0 (WordNet licence)",
    "cldr": "CLDR 41, names of countries, regions, languages and currencies (Unicode licence)",
}
DICTIONARIES = ("wordnet", "cldr")


def sentences(name: str, texts: Path, corpus: Path) -> Iterator[Pair]:
    """Return the sentence pairs (Indonesian, English) of a source; nothing where its files are not there."""
    lined = {
        "smeru": "SMERU-26870", "ausaid": "ausaid-3083", "odb": "odb-9826", "guntara": "gunnxx-news-valid",
    }  # fmt: skip
    if name in lined:
        yield from _two_files(texts / f"{lined[name]}.id", texts / f"{lined[name]}.en")
    elif name == "nusax":
        yield from _nusax(texts)
    elif name == "tico":
        yield from _tmx(texts / "tico.tmx")
    elif name == "panl":
        yield from _panl(corpus / "search")
    elif name == "ntrex":
        for row in records(corpus / "real/pairs/ntrex-docs.jsonl.gz"):
            yield from _line_by_line(row["id"], row["en"])


def records(path: Path) -> list[dict[str, str]]:
    """Return the objects of a JSONL file; none where it is not there."""
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _two_files(one: Path, other: Path) -> Iterator[Pair]:
    if one.exists() and other.exists():
        left, right = (path.read_text("utf-8", errors="replace").split("\n") for path in (one, other))
        yield from zip(left, right, strict=False)


def _nusax(texts: Path) -> Iterator[Pair]:
    for path in sorted(texts.glob("nusax-*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield row["indonesian"], row["english"]


def _tmx(path: Path) -> Iterator[Pair]:
    if path.exists():
        for unit in ElementTree.parse(path).getroot().iter("tu"):
            texts = ["".join(segment.itertext()) for segment in unit.iter("seg")]
            if len(texts) == 2:
                yield texts[1], texts[0]


def _panl(folder: Path) -> Iterator[Pair]:
    english = {row["key"]: row["text"] for row in records(folder / "xling_en.jsonl.gz")}
    for row in records(folder / "xling_id.jsonl.gz"):
        yield from _line_by_line(row["text"], english.get(row["key"], ""))


def _line_by_line(one: str, other: str) -> Iterable[Pair]:
    """Pairs of lines; none of texts with a different number of them."""
    left, right = one.split("\n"), other.split("\n")
    return zip(left, right, strict=True) if len(left) == len(right) else ()


def words(name: str, texts: Path) -> Counter[Pair]:
    """Return the word pairs (Indonesian, English) of a dictionary with their weights, phrases among them."""
    if name == "wordnet":
        return _wordnet(texts)
    return _cldr(texts / "deb/usr/share/unicode/cldr/common")


def _wordnet(texts: Path) -> Counter[Pair]:
    """Lemmas of one synset; those that were met more often in its sense count more."""
    frequencies = Counter[Pair]()
    for line in _lines(texts / "wn-freq-ind.tab"):
        synset, lemma, times = line.split("\t")[:3]
        frequencies[synset, lemma] = int(times)
    english = _princeton(texts / "deb/usr/share/wordnet")
    pairs = Counter[Pair]()
    for line in _lines(texts / "wn-data-ind.tab"):
        synset, kind, lemma = line.split("\t")[:3]
        if kind == "ind:lemma":
            plain = lemma.replace("_", " ").replace("+", "").strip().lower()
            for other in english.get(synset.replace("-s", "-a"), ()):
                pairs[plain, other] += 1 + 2 * frequencies[synset, lemma]
    return pairs


def _princeton(folder: Path) -> dict[str, list[str]]:
    """English lemmas by synset, ``02084071-n``."""
    found = defaultdict[str, list[str]](list)
    for kind, letter in (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")):
        for line in _lines(folder / f"data.{kind}"):
            if not line.startswith(" "):
                fields = line.split(" | ")[0].split()
                for lemma in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
                    found[f"{fields[0]}-{letter}"].append(re.sub(r"\(.*\)$", "", lemma).replace("_", " ").lower())
    return found


def _lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def _cldr(folder: Path) -> Counter[Pair]:
    """Names that differ between the languages."""
    pairs = Counter[Pair]()
    for part in ("main", "subdivisions"):
        own, other = _names(folder / part / "id.xml"), _names(folder / part / "en.xml")
        pairs.update((own[key].lower(), other[key].lower()) for key in own if key in other and own[key] != other[key])
    return pairs


def _names(path: Path) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    if path.exists():
        root = ElementTree.parse(path).getroot()
        for kind in ("territory", "language", "subdivision", "currency"):
            for element in root.iter(kind):
                named = element.find("displayName") if kind == "currency" else element
                if named is not None and named.text:
                    names.setdefault((kind, element.get("type", "")), named.text)
    return names
