"""From a text to what is looked at of it: a sample of its paragraphs, and the plain words in them."""

import re
import unicodedata
from collections.abc import Iterator

from langdetect.utils.ngram import NGram

_LONGEST = 6_000  # characters that are looked at; three times the length of an article
_PIECES = 12  # that a longer text is sampled in, evenly
_LONGEST_WORD = 40  # longer ones are noise, or a script without spaces
_LETTER = re.compile(r"[^\W\d_]")
_PLAIN = re.compile(r"[A-Za-z]+")
_ADDRESS = re.compile(r"\w+://|www\.|\S+@\S")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")  # inside words
_MARKS = ".,;:!?\"'()[]“”‘’…-–—"
_BEYOND_LATIN = "\u0370"


class _Folded(dict[int, str]):
    """langdetect's folding of look-alike letters, worked out once for each character."""

    def __missing__(self, code_point: int) -> str:
        folded = self[code_point] = str(NGram.normalize(chr(code_point)))
        return folded


_FOLDED = _Folded()


def has_letters(text: str) -> bool:
    """Whether there is anything that a language could be told from."""
    return _LETTER.search(text) is not None


def paragraphs(text: str) -> list[tuple[int, list[str]]]:
    """The lines that are not blank; of a long text pieces from beginning to end, always the same."""
    return [(len(line), tokens) for line in _sample(text).splitlines() if (tokens := _tokens(line))]


def folded(token: str) -> Iterator[str]:
    """The words of a token, letters only, as langdetect's profiles were made; none of a web address."""
    if _PLAIN.fullmatch(token) and len(token) <= _LONGEST_WORD:
        yield token
        return
    if _ADDRESS.match(token):
        return
    if not token.isascii():
        token = unicodedata.normalize("NFC", NGram.normalize_vi(_INVISIBLE.sub("", token)))
    for word in token.translate(_FOLDED).split():
        yield from (word[start : start + _LONGEST_WORD] for start in range(0, len(word), _LONGEST_WORD))


def _sample(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    length = _LONGEST // _PIECES
    last = len(text) - length
    return "\n".join(text[start : start + length] for start in range(0, last + 1, last // (_PIECES - 1)))


def _tokens(line: str) -> list[str]:
    """What stands between spaces, without marks around it; in small letters when most is in capitals."""
    tokens = [token for marked in line.split() if (token := marked.strip(_MARKS))]
    if 2 * sum(map(str.isupper, tokens)) > len(tokens):  # a headline; alone, a word in capitals is an abbreviation
        tokens = [token.lower() for token in tokens]
    if line.isascii():
        return tokens
    beyond = [token for token in tokens if token >= _BEYOND_LATIN]
    latin = sum(1 for token in tokens if token < _BEYOND_LATIN and token[0].isalpha())
    return beyond if len(beyond) > 2 * latin else tokens  # names in Latin letters inside another script
