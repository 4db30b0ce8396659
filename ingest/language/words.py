"""The words of a text that its language is told by: a sample of its paragraphs, and the plain words in them."""

import re
import unicodedata
from collections.abc import Iterator

from langdetect.utils.ngram import NGram

_LONGEST = 6_000  # characters that are looked at; three times the length of an article
_PIECES = 12  # that a longer text is sampled in, evenly
_LONGEST_WORD = 40  # letters; in scripts with spaces between words, longer ones are noise
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"\w+://|www\.|\S+@\S")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")  # inside words
_MARKS = ".,;:!?\"'()[]“”‘’…-–—"
_LATIN = re.compile(r"[A-Za-z]+")
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufdff\U00020000-\U0003ffff]")
_WITHOUT_SPACES = "\u0e00"  # Thai and what follows: Lao, Burmese, Khmer, Chinese, Japanese


class _Folded(dict[int, str]):
    """langdetect's folding of look-alike letters, worked out once for each character."""

    def __missing__(self, code_point: int) -> str:
        folded = self[code_point] = str(NGram.normalize(chr(code_point)))
        return folded


_FOLDED = _Folded()
_OF_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")  # control characters, and what replaces bytes


def has_letters(text: str) -> bool:
    """Whether a text has letters, from which a language could be told. Raises nothing."""
    return _LETTER.search(text) is not None


def is_binary(text: str) -> bool:
    """Whether more than one of twenty characters is of no text: bytes of another kind. Raises nothing."""
    beginning = text[:_LONGEST]
    return len(_OF_NO_TEXT.findall(beginning)) * 20 > len(beginning)


def paragraphs(text: str) -> list[tuple[int, list[str]]]:
    """The length in characters and the tokens of each line that is not blank. Raises nothing.

    Of a text of more than 6,000 characters twelve pieces from beginning to end, always the same.
    """
    return [(len(line), tokens) for line in _sample(text).splitlines() if (tokens := _tokens(line))]


def folded(token: str) -> Iterator[str]:
    """The words of a token, letters only, as langdetect's profiles were made; none of a web address. Raises nothing."""
    if len(token) <= _LONGEST_WORD and _LATIN.fullmatch(token):
        yield token
        return
    if _ADDRESS.match(token):
        return
    if not token.isascii():
        token = unicodedata.normalize("NFC", NGram.normalize_vi(_INVISIBLE.sub("", token)))
    for word in token.translate(_FOLDED).split():
        if len(word) <= _LONGEST_WORD or max(word) >= _WITHOUT_SPACES:
            yield word


def _sample(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    length = _LONGEST // _PIECES
    last = len(text) - length
    return "\n".join(text[start : start + length] for start in range(0, last + 1, last // (_PIECES - 1)))


def _tokens(line: str) -> list[str]:
    """What stands between spaces, without marks around it; in small letters when most is in capitals."""
    if not line.isascii():
        line = _without_latin_names(line)
    tokens = [token for marked in line.split() if (token := marked.strip(_MARKS))]
    if 2 * sum(map(str.isupper, tokens)) > len(tokens):  # a headline; alone, a word in capitals is an abbreviation
        tokens = [token.lower() for token in tokens]
    if max(map(len, tokens), default=0) > _LONGEST_WORD:
        return [piece for token in tokens for piece in _pieces(token)]
    return tokens


def _without_latin_names(line: str) -> str:
    """As it is, unless there is more in another script; in UTF-8 what says more has more bytes."""
    if not _BEYOND_LATIN.search(line):
        return line
    beyond = "".join(_BEYOND_LATIN.findall(line))
    latin = sum(map(len, _LATIN.findall(line)))
    return _LATIN.sub(" ", line) if latin < len(beyond.encode()) - len(beyond) else line


def _pieces(token: str) -> list[str]:
    """Of a clause in a script without spaces: as a whole it is never met again, and not worth remembering."""
    if max(token) < _WITHOUT_SPACES:
        return [token]
    return [token[start : start + _LONGEST_WORD] for start in range(0, len(token), _LONGEST_WORD)]
