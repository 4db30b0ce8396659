"""In which language? langdetect's profiles, read so that the same text gives the same answer.

langdetect draws random samples of a text's n-grams until one language leads; here every
n-gram counts, which is the expectation of those draws: deterministic, and a quarter cheaper
[benchmarks/language.py], because the sums of a word are remembered (n-grams never cross words).
"""

import json
import math
import re
import threading
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache, reduce
from operator import add
from pathlib import Path

from langdetect.detector import Detector
from langdetect.detector_factory import PROFILES_DIRECTORY
from langdetect.utils.ngram import NGram

from ingest.model import Language

PAIR = ("id", "en")
_PAIR_WEIGHT = 0.8  # how likely a text is in a language of the pair before it is read
_SMOOTHING = 0.5 / 10_000  # langdetect's own: what an n-gram that a profile lacks counts
_TEMPERATURE = 0.2  # n-grams of a word are not independent; sums taken at face value are all but certain
_LONGEST = 4_000  # characters that are looked at; the rest changed the answer for none of 41 longer articles
_LONGEST_WORD = 40  # longer ones are noise that would fill the memory of words
_LATIN = re.compile(r"[A-Za-z]")
_lock = threading.Lock()


class _Folded(dict[int, str]):
    """langdetect's folding of look-alike letters, worked out once for each character."""

    def __missing__(self, code_point: int) -> str:
        folded = self[code_point] = str(NGram.normalize(chr(code_point)))
        return folded


_FOLDED = _Folded()
Scores = list[float]  # one a language, in the order of _Profiles.codes


def detect(text: str, pair: tuple[str, ...] = PAIR) -> Language:
    """Tell the language of ``text``; ``code`` is None when it holds no letters.

    The same text gives the same answer in any process and thread. ``pair`` are the
    languages that the archive expects; the others remain possible.
    """
    if not any(character.isalpha() for character in text):
        return Language(code=None, reason="the text holds no letters")
    profiles = _profiles()
    scores = _sum(profiles, _words(text[:_LONGEST]))
    if scores is None:
        return Language(code=None, reason="no language is known for this script")
    scores = _added(scores, _prior(profiles.codes, pair))
    best = max(range(len(scores)), key=scores.__getitem__)
    total = sum(math.exp((score - scores[best]) * _TEMPERATURE) for score in scores)
    return Language(code=profiles.codes[best].split("-")[0], confidence=round(1 / total, 4))  # zh-cn is zh


class _Profiles:
    """How likely each n-gram is in each language, as logarithms above the floor for unknown ones."""

    def __init__(self) -> None:
        files = [json.loads(path.read_text("utf-8")) for path in sorted(Path(PROFILES_DIRECTORY).iterdir())]
        self.codes: tuple[str, ...] = tuple(profile["name"] for profile in files)
        self._grams: dict[str, Scores] = {}
        floor = math.log(_SMOOTHING)
        for number, profile in enumerate(files):
            for gram, count in profile["freq"].items():
                scores = self._grams.setdefault(gram, [0.0] * len(files))
                scores[number] = math.log(_SMOOTHING + count / profile["n_words"][len(gram) - 1]) - floor
        self.word = lru_cache(maxsize=20_000)(self._word)  # 55 floats a word: at most 30 MB

    def _word(self, word: str) -> Scores | None:
        """The sums over the n-grams of one word; None when no profile has any of them."""
        known = [scores for gram in _grams(word) if (scores := self._grams.get(gram))]
        return reduce(_added, known) if known else None


def _sum(profiles: _Profiles, words: list[str]) -> Scores | None:
    total = None
    for word, times in sorted(Counter(words).items()):  # sorted: sums of floats depend on their order
        scores = profiles.word(word)
        if scores is not None:
            weighted = [times * score for score in scores] if times > 1 else scores
            total = weighted if total is None else _added(total, weighted)
    return total


def _added(one: Scores, other: Scores) -> Scores:
    return list(map(add, one, other))


def _words(text: str) -> list[str]:
    """The words as langdetect reads them: no addresses, look-alike letters folded, one alphabet."""
    text = Detector.MAIL_RE.sub(" ", Detector.URL_RE.sub(" ", text))
    text = NGram.normalize_vi(text).translate(_FOLDED)
    words = [word[:_LONGEST_WORD] for word in text.split(" ") if word]
    latin = sum(1 for word in words if _LATIN.match(word))
    if 3 * latin < len(words):  # names in Latin letters inside another script
        words = [word for word in words if not _LATIN.match(word)]
    capitals = sum(1 for word in words if len(word) > 1 and word.isupper())
    if 2 * capitals > len(words):  # a headline in capitals; alone, one is an abbreviation
        words = [word.lower() for word in words]
    return words


def _grams(word: str) -> Iterator[str]:
    """The n-grams of one to three characters that langdetect takes from a word, spaces around it."""
    padded = f" {word} "
    for end in range(2, len(padded) + 1):
        if padded[end - 2 : end].isupper():  # two capitals in a row: an abbreviation
            continue
        if end < len(padded):
            yield padded[end - 1]
        yield padded[end - 2 : end]
        if end > 2:
            yield padded[end - 3 : end]


@cache
def _prior(codes: tuple[str, ...], pair: tuple[str, ...]) -> Scores:
    others = len([code for code in codes if code not in pair])
    return [math.log(_PAIR_WEIGHT / len(pair) if code in pair else (1 - _PAIR_WEIGHT) / others) for code in codes]


@cache
def _loaded() -> _Profiles:
    return _Profiles()


def _profiles() -> _Profiles:
    """One for the process; its 55 profiles take half a second to read."""
    with _lock:
        return _loaded()
