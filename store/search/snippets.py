"""The piece of a text that shows why it matched.

FTS5's own snippet() marks only what stands in the column itself; a word found through
its stem would stay unmarked, so the words of the text are compared here.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from store.articles.stems import fold, stem

WIDTH = 200  # characters, without the signs of a cut
_WORD = re.compile(r"\w[\w\u0300-\u036f]*")  # with accents that stand as characters of their own
_SHORT_ROOT = 3  # letters
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Terms:
    """Folded words, prefixes and stems that count as a hit."""

    words: frozenset[str]
    prefixes: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()


def excerpt(texts: list[str], terms: Terms, language: str | None) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return about WIDTH characters around the densest hits, in one line, and where in it the hits begin and end.

    From the first of ``texts``, of which there is at least one, that has a hit; without one, the beginning
    of the first. ``…`` stands where it is cut.
    """
    for text in texts:
        spans = _hits(text, terms, language)
        if spans:
            return _in_one_line(text, *_window(text, spans), spans)
    return _in_one_line(texts[0], *_window(texts[0], []), [])


def is_form(word: str, words: frozenset[str], stems: frozenset[str], language: str | None) -> bool:
    """Return whether a folded word of a text in a language is one of ``words``, or has one of ``stems``.

    Raises nothing.
    """
    if word in words or word in stems:
        return True
    return language is not None and _worth_stemming(stems).search(word) is not None and stem(word, language) in stems


@lru_cache
def _worth_stemming(stems: frozenset[str]) -> re.Pattern[str]:
    """What stands in every word with one of the stems; of most words a look tells that they have none.

    Affixes change a root's first letter at most (tembak, menembak), those of three letters not at all (mengecat);
    and to stem costs 0.1 ms a word in Indonesian.
    """
    middles = {root[1:-1] if len(root) > _SHORT_ROOT else root for root in stems}
    return re.compile("|".join(map(re.escape, sorted(middles))) if middles else r"(?!)")


def _hits(text: str, terms: Terms, language: str | None) -> list[tuple[int, int]]:
    return [word.span() for word in _WORD.finditer(text) if _is_hit(word[0], terms, language)]


@lru_cache(maxsize=100_000)  # the texts of one answer share most of their words
def _is_hit(written: str, terms: Terms, language: str | None) -> bool:
    word = fold(written)
    if is_form(word, terms.words, terms.stems, language):
        return True
    return any(word.startswith(prefix) for prefix in terms.prefixes)


def _window(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Where to cut: the stretch with the most different words among the hits, some lead before it."""
    best, most = 0, 0
    for number, (start, _) in enumerate(spans):
        different = len({text[a:b].lower() for a, b in spans[number : number + WIDTH] if b <= start + WIDTH * 3 // 4})
        if different > most:
            best, most = start, different
    start = _space_before(text, max(0, best - WIDTH // 4), best)
    end = _space_before(text, start + WIDTH, len(text)) if start + WIDTH < len(text) else len(text)
    return start, end


def _space_before(text: str, at: int, otherwise_before: int) -> int:
    """The end of the last white space up to ``at``, not more than a quarter of WIDTH earlier."""
    for place in range(at, max(0, at - WIDTH // 4), -1):
        if text[place - 1].isspace():
            return place
    return min(at, otherwise_before)


def _in_one_line(
    text: str, start: int, end: int, spans: list[tuple[int, int]]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    line, marks = "… " if start else "", []
    at = start
    for a, b in [*((a, b) for a, b in spans if start <= a and b <= end), (end, end)]:
        line = _append(line, text[at:a])
        if a < b:
            begin = len(line)
            line = _append(line, text[a:b])
            marks.append((begin, len(line)))
        at = b
    return f"{line.rstrip()}{' …' if end < len(text) else ''}", tuple(marks)


def _append(line: str, piece: str) -> str:
    """The line with a piece of text after it, every white space as one blank."""
    plain = _SPACE.sub(" ", piece)
    return line + (plain[1:] if plain.startswith(" ") and (not line or line.endswith(" ")) else plain)
