"""The piece of a text that shows why it matched.

FTS5's own snippet() marks only what stands in the column itself; a word found through
its stem would stay unmarked, so the words of the text are compared here.
"""

import re
from dataclasses import dataclass

from store.articles.stems import fold, stem

WIDTH = 200  # characters, before the marks
_WORD = re.compile(r"\w[\w\u0300-\u036f]*")  # with accents that stand as characters of their own


@dataclass(frozen=True, slots=True)
class Terms:
    """Folded words, prefixes and stems that count as a hit."""

    words: frozenset[str]
    prefixes: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()


def excerpt(texts: list[str], terms: Terms, language: str | None) -> str:
    """Return about WIDTH characters around the densest hits, each hit in [brackets], in one line.

    From the first of ``texts``, of which there is at least one, that has a hit; without one, the beginning
    of the first. ``…`` stands where it is cut.
    """
    for text in texts:
        spans = _hits(text, terms, language)
        if spans:
            return _marked(text, *_window(text, spans), spans)
    return _marked(texts[0], *_window(texts[0], []), [])


def _hits(text: str, terms: Terms, language: str | None) -> list[tuple[int, int]]:
    return [word.span() for word in _WORD.finditer(text) if _is_hit(fold(word[0]), terms, language)]


def _is_hit(word: str, terms: Terms, language: str | None) -> bool:
    if word in terms.words or word in terms.stems or any(word.startswith(prefix) for prefix in terms.prefixes):
        return True
    if language is None:
        return False
    # Affixes change a root's first letter at most (tembak, menembak), so most words
    # need not be stemmed, which costs 0.1 ms each in Indonesian.
    return any(root[1:-1] in word for root in terms.stems) and stem(word, language) in terms.stems


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


def _marked(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    pieces, at = [], start
    for a, b in spans:
        if start <= a and b <= end:
            pieces += [text[at:a], "[", text[a:b], "]"]
            at = b
    line = " ".join("".join([*pieces, text[at:end]]).split())
    return f"{'… ' if start else ''}{line}{' …' if end < len(text) else ''}"
