"""Words of scripts that are written without spaces: Chinese, Japanese, Korean (whose particles are attached), Thai.

The index's tokenizer makes one word of all between two signs, so a word inside would not be found. Therefore every two
neighbouring characters are a token as well: 北京市长 becomes ``北京 京市 市长 长``, in which any run of characters is a
phrase. Two suffice where the words of a trigram index would need three, and most words in Chinese have two.

Vowel signs of Thai, Lao, Khmer and Burmese are signs to the tokenizer too: tokens have a private character for each.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

_THAI_AND_LAO = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd"
_BURMESE, _KHMER = "\u1000-\u1049\u1050-\u109d", "\u1780-\u17d3"
_CHINESE = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff"
_RARE_CHINESE = "\uf900-\ufaff\U00020000-\U0003ffff"
_JAPANESE = "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f"
_KOREAN = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
CHARACTER = f"[{_THAI_AND_LAO}{_BURMESE}{_KHMER}{_CHINESE}{_RARE_CHINESE}{_JAPANESE}{_KOREAN}]"

# All but what is before these characters, and the signs between them. Only for a text that has one of it the others
# are compiled, which takes some milliseconds each.
_NEAR = re.compile("[^\x00-\u0e00\u2000-\u2e7f]")
_ANY, _PART = CHARACTER, rf"(?P<unspaced>{CHARACTER}+)|(?:(?!{CHARACTER})\w)+"
_PLAIN_WORD, _WORD = re.compile(r"\w+"), rf"(?:\w|{CHARACTER})+"  # the latter with vowel signs, which are no letters
_IN_TITLE = "\uf8ff"  # before a token of the title
_SIGNS = {
    code: 0xE000 + code  # of the private use area
    for first, last in ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)).startswith("M")
}


def has_any(text: str) -> bool:
    """Return whether a text has a character of such a script."""
    return _is_near(text) and _compiled(_ANY).search(text) is not None


def words(text: str) -> list[str]:
    """Return the runs of letters, digits and vowel signs of a text, in order. Raises nothing."""
    return (_compiled(_WORD) if _is_near(text) else _PLAIN_WORD).findall(text)


def tokens(title: str | None, *texts: str | None) -> str:
    """Return the tokens of an article's words in such scripts, with spaces between; "" where it has none.

    Those of the title come first, and once more with a sign by which ``title:`` finds them.
    """
    of_title = [*_of(title or "")]
    others = [token for text in texts if text for token in _of(text)]
    return " ".join([*of_title, *(f"{_IN_TITLE}{token}" for token in of_title), *others])


def phrase(words: str, *, in_title: bool = False) -> tuple[list[str], bool]:
    """Return the tokens that stand where an article has these words, and whether the last is a beginning of one."""
    asked = [*_of(words)]
    is_beginning = len(asked[-1]) == 1 and _compiled(_ANY).match(words[-1]) is not None
    if is_beginning and [each[-1] for each in asked[-2:-1] if len(each) > 1] == asked[-1:]:
        del asked[-1]  # it is the end of the token before
        is_beginning = False
    return [f"{_IN_TITLE}{token}" for token in asked] if in_title else asked, is_beginning


def _of(text: str) -> Iterator[str]:
    """The tokens of each run of letters in which there is such a character: of others in it the run between."""
    if not has_any(text):
        return
    for run in _compiled(_WORD).finditer(unicodedata.normalize("NFC", text)):
        if not has_any(run[0]):
            continue
        for part in _compiled(_PART).finditer(run[0]):
            letters = part[0].translate(_SIGNS)
            if part["unspaced"]:
                yield from map("".join, pairwise(letters))
                yield letters[-1]
            else:
                yield letters


def _is_near(text: str) -> bool:
    return not text.isascii() and _NEAR.search(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
