"""What was changed from one version of an article to the next, word by word: the one answer, and the one count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from store.words.unspaced import CHARACTER

# White space is no token: it does not count. Of scripts without spaces each character is one; a number is one, with
# its points and commas: who reads what was changed wants to see 2.300 and 2.450.
_TOKEN = re.compile(rf"{CHARACTER}|\d+(?:[.,:]\d+)+|(?:(?!{CHARACTER})\w)+|[^\w\s]")
_MOST_TOKENS = 10_000  # of a changed stretch that is compared word by word: the work and the room grow with the square
_MOST_LINES = 20_000
_Kind = Literal["kept", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text that both versions have, or only one of them."""

    kind: _Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What became of a version; what is kept and added is the new text, the rest gives the old up to white space."""

    title: tuple[Span, ...]
    text: tuple[Span, ...]

    @property
    def removed(self) -> int:
        """How many words are in the text no more."""
        return sum(_words(span) for span in self.text if span.kind == "removed")

    @property
    def added(self) -> int:
        """How many words are new in the text."""
        return sum(_words(span) for span in self.text if span.kind == "added")

    @property
    def has_new_title(self) -> bool:
        """Whether the headline is another one."""
        return any(span.kind != "kept" for span in self.title)

    @property
    def is_empty(self) -> bool:
        """Whether nothing but white space was changed."""
        return all(span.kind == "kept" for span in (*self.title, *self.text))


def compare(title: str | None, text: str, new_title: str | None, new_text: str) -> Diff:
    """Return what was changed from one title and text to others. Raises nothing."""
    return Diff(title=tuple(spans(title or "", new_title or "")), text=tuple(spans(text, new_text)))


def spans(before: str, after: str) -> list[Span]:
    """Return what two texts share, what only the first has, and what only the second, in order; each with its space.

    Lines are compared first, then the words of those that changed; changes with only a sign between them are one.
    Raises nothing.
    """
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Span] = []
    for is_same, one, other in _steps([*map(_bare, old)], [*map(_bare, new)], _MOST_LINES):
        left, right = "".join(old[one]), "".join(new[other])
        _append(found, [Span("kept", right)] if is_same else [*_by_words(left, right)])
    return found


def _bare(line: str) -> str:
    return " ".join(line.split())


def _by_words(before: str, after: str) -> Iterator[Span]:
    old, new = [*_TOKEN.finditer(before)], [*_TOKEN.finditer(after)]
    steps = _over_signs(_steps([found[0] for found in old], [found[0] for found in new], _MOST_TOKENS), new)
    end = 0  # of what has been told of the new text, so that no white space of it is left out
    for is_same, one, other in steps:
        if not is_same and one.start < one.stop:
            yield Span("removed", _removed(before, old, one, is_after_space=after[end - 1 : end].isspace()))
        place = _place(after, new, other.stop)
        if other.start < other.stop:
            yield Span("kept" if is_same else "added", after[end:place])
            end = place
    if end < len(after):
        yield Span("kept", after[end:])


def _removed(text: str, tokens: list[re.Match[str]], part: slice, *, is_after_space: bool) -> str:
    """What was removed with the space after it, and with that before it where the new text has none there."""
    begin = _place(text, tokens, part.start)
    if part.start and not is_after_space:
        begin = tokens[part.start - 1].end()
    return text[begin : _place(text, tokens, part.stop)]


def _place(text: str, tokens: list[re.Match[str]], number: int) -> int:
    """Where a token begins; the end of the text after the last one."""
    return tokens[number].start() if number < len(tokens) else len(text)


def _steps(old: Sequence[str], new: Sequence[str], most: int) -> list[tuple[bool, slice, slice]]:
    """Stretches of both, and whether they are the same; all in one where there is more than can be compared."""
    from rapidfuzz.distance import Indel  # 0.1 s on 8,000 words, of which difflib takes minutes

    numbers: dict[str, int] = {}
    one, other = ([numbers.setdefault(part, len(numbers)) for part in parts] for parts in (old, new))
    if max(len(old), len(new)) > most and old != new:
        return [(False, slice(0, len(old)), slice(0, len(new)))]
    found: list[tuple[bool, slice, slice]] = []
    for step in Indel.opcodes(one, other):
        is_same = step.tag == "equal"
        left, right = slice(step.src_start, step.src_end), slice(step.dest_start, step.dest_end)
        if found and not is_same and not found[-1][0]:
            _, first, second = found.pop()
            left, right = slice(first.start, left.stop), slice(second.start, right.stop)
        found.append((is_same, left, right))
    return found


def _over_signs(steps: list[tuple[bool, slice, slice]], new: list[re.Match[str]]) -> list[tuple[bool, slice, slice]]:
    """The same with changes joined that have nothing but a sign between them."""
    joined: list[tuple[bool, slice, slice]] = []
    for number, (is_same, one, other) in enumerate(steps):
        is_sign = is_same and other.stop - other.start == 1 and not new[other.start][0].isalnum()
        if joined and not joined[-1][0] and (not is_same or (is_sign and number < len(steps) - 1)):
            _, first, second = joined.pop()
            joined.append((False, slice(first.start, one.stop), slice(second.start, other.stop)))
        else:
            joined.append((is_same, one, other))
    return joined


def _append(found: list[Span], more: list[Span]) -> None:
    for span in more:
        if found and found[-1].kind == span.kind == "kept":
            found[-1] = Span("kept", found[-1].text + span.text)
        elif span.text:
            found.append(span)


def _words(span: Span) -> int:
    return sum(1 for found in _TOKEN.finditer(span.text) if found[0][0].isalnum() or found[0][0] == "_")
