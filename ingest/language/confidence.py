"""The confidence of an answer: how often one like it is right.

The steps are hit rates on the 23,800 texts of corpus/langid that are in a language that can be told, a fifth of
them only a word or two, and Malay among them as often as Indonesian [benchmarks/quality.md]. They say how sure
one can be of the text alone: in an archive of Indonesian news the answer "id" is right more often.
"""

from bisect import bisect_right
from collections.abc import Mapping

from .profiles import KIN

_FEW_NGRAMS = 60  # a word or two
_Steps = tuple[tuple[float, float], ...]  # from which lead on an answer is right how often

# Few and wide: a step that few texts reach says more of those texts than of others.
_WORDS: _Steps = ((-99, 0.302), (1.15, 0.7), (3.4, 0.84), (4.8, 0.943), (9, 0.995))
_KIN: _Steps = ((-99, 0.974), (1, 0.984), (3, 0.999))  # they need words of their own before they lead
_OTHERS: _Steps = ((-99, 0.73), (1.36, 0.928), (3.4, 0.979), (5, 0.993), (16, 0.9999))
_BY_CODE: Mapping[str, _Steps] = {
    "id": ((-99, 0.318), (1.85, 0.84), (3.4, 0.96), (3.9, 0.9995)),  # may be Malay
    "en": ((-99, 0.32), (5, 0.92), (11, 0.982), (16, 0.9985)),  # may be names
    **dict.fromkeys(KIN, _KIN),
}


def calibrated(lead: float, code: str, ngrams: int) -> float:
    """How often an answer like this one is right, 0 to 1. Raises nothing.

    ``lead`` is the logarithm of how many times likelier ``code`` is than all others, ``ngrams`` how many
    n-grams of the text are in a profile.
    """
    steps = _WORDS if ngrams < _FEW_NGRAMS else _BY_CODE.get(code, _OTHERS)
    return steps[bisect_right(steps, lead, key=lambda step: step[0]) - 1][1]
