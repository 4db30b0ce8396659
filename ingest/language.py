"""In which language? langdetect, made to give the same answer every time."""

import threading
from functools import cache

from langdetect.detector import Detector
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from ingest.model import Language

PAIR = ("id", "en")
_PAIR_WEIGHT = 0.8  # how likely a text is in a language of the pair before it is read
_LONGEST = 10_000  # characters that are looked at; more change nothing
_SEED = 0  # langdetect draws random samples
_lock = threading.Lock()


def detect(text: str, pair: tuple[str, ...] = PAIR) -> Language:
    """Tell the language of ``text``; ``code`` is None when it holds no letters.

    The same text gives the same answer in any process. ``pair`` are the languages
    that the archive expects; the others remain possible.
    """
    if not any(character.isalpha() for character in text):
        return Language(code=None, reason="the text holds no letters")
    factory = _factory()
    detector: Detector = factory.create()
    detector.seed = _SEED
    detector.set_prior_map(_prior(tuple(factory.langlist), pair))
    detector.append(text[:_LONGEST])
    try:
        best = detector.get_probabilities()
    except LangDetectException:  # letters, but of no script that it knows
        return Language(code=None, reason="no language is known for this script")
    if not best:
        return Language(code=None, reason="no language is likely enough")
    code = best[0].lang.split("-")[0]  # zh-cn
    return Language(code=code, confidence=round(best[0].prob, 4))


@cache
def _prior(codes: tuple[str, ...], pair: tuple[str, ...]) -> dict[str, float]:
    others = len([code for code in codes if code not in pair])
    return {code: _PAIR_WEIGHT / len(pair) if code in pair else (1 - _PAIR_WEIGHT) / others for code in codes}


@cache
def _loaded() -> DetectorFactory:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


def _factory() -> DetectorFactory:
    """One factory for the process; its 55 profiles take half a second to read."""
    with _lock:
        return _loaded()
