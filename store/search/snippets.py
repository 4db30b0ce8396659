"""The piece of a text that shows why it matched."""

import re
from collections import Counter

from .forms import Forms

WIDTH = 200  # characters, without the signs of a cut
_SPACE = re.compile(r"\s+")


def excerpt(texts: list[str], forms: Forms) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return about WIDTH characters around the densest hits, in one line, and where in it the hits begin and end.

    From the first of ``texts``, of which there is at least one, that has a hit; without one, the beginning
    of the first. ``…`` stands where it is cut, between words where there is a space or a sign to cut at.
    """
    for text in texts:
        spans = forms.spans(text)
        if spans:
            return _in_one_line(text, *_window(text, spans), spans)
    return _in_one_line(texts[0], *_window(texts[0], []), [])


def _window(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Where to cut: the stretch with the most different words among the hits, some lead before it."""
    best = _densest([(start, end, text[start:end].lower()) for start, end in spans])
    start = _space_before(text, max(0, best - WIDTH // 4), best)
    end = _space_before(text, start + WIDTH, len(text)) if start + WIDTH < len(text) else len(text)
    return start, end


def _densest(hits: list[tuple[int, int, str]]) -> int:
    """Where the stretch begins that has the most different words; of several the first."""
    best, most, last = 0, 0, 0
    words, different = Counter[str](), len({word for _, _, word in hits})
    for number, (start, _, word) in enumerate(hits):
        while last < min(len(hits), number + WIDTH) and hits[last][1] <= start + WIDTH * 3 // 4:
            words[hits[last][2]] += 1
            last += 1
        if len(words) > most:
            best, most = start, len(words)
        if most == different:
            break
        if last > number:
            words[word] -= 1
            if not words[word]:
                del words[word]
        else:
            last = number + 1
    return best


def _space_before(text: str, at: int, otherwise_before: int) -> int:
    """The end of the last white space up to ``at``, not more than a quarter of WIDTH earlier; else of a sign."""
    earlier = range(at, max(0, at - WIDTH // 4), -1)
    if at <= WIDTH // 4 and not any(text[place - 1].isspace() for place in earlier):
        return 0
    for place in earlier:
        if text[place - 1].isspace():
            return place
    return next((place for place in earlier if not text[place - 1].isalnum()), min(at, otherwise_before))


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
