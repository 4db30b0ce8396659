"""Numbers in a text, written so that both languages agree: ``Rp20,3 triliun`` and ``Rp20.3 trillion``."""

import re
from functools import lru_cache

_FIGURE = re.compile(r"(\d[\d.,]*\d|\d)[\s-]?([^\W\d_]+)?")
_SCALES = {
    "ribu": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12, "trilyun": 1e12,
    "thousand": 1e3, "million": 1e6, "mln": 1e6, "billion": 1e9, "bln": 1e9, "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_COMMA_LANGUAGES = frozenset({"id", "de", "nl", "fr", "es", "it", "pt", "tr", "da", "sv", "no", "fi"})
_TELLING = 10  # smaller whole numbers stand in every text
_DIGITS_OF_GROUP = 3


def figures(text: str, language: str) -> set[str]:
    """Return the numbers that say something, each as ``#`` and six digits at most: ``#2.03e+13``."""
    decimal = "," if language in _COMMA_LANGUAGES else "."
    found = (_value(written, unit.lower(), decimal) for written, unit in _FIGURE.findall(text))
    return {f"#{value:.6g}" for value in found if value is not None and (value >= _TELLING or value % 1)}


@lru_cache(maxsize=4096)  # years, days and round numbers come again and again
def _value(written: str, unit: str, decimal: str) -> float | None:
    plain = _plain(written, decimal)
    try:
        return None if plain is None else float(plain) * _SCALES.get(unit, 1)
    except ValueError:
        return None


def _plain(written: str, decimal: str) -> str | None:
    """The number as Python writes it; None for what is none, such as an address or a date."""
    whole, *groups = re.split(r"[.,]", written)
    if not groups:
        return whole
    last_sign = written[-len(groups[-1]) - 1]
    if len(groups) == 1 and (last_sign == decimal or len(groups[0]) != _DIGITS_OF_GROUP):
        return f"{whole}.{groups[0]}"
    if any(len(group) != _DIGITS_OF_GROUP for group in groups[:-1]):
        return None
    if len(groups[-1]) == _DIGITS_OF_GROUP:
        return whole + "".join(groups)
    return f"{whole}{''.join(groups[:-1])}.{groups[-1]}" if last_sign == decimal else None
