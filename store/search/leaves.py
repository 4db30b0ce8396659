"""One thing that a query names, as an expression of FTS5: a word in its forms, a phrase, a prefix."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from store.words import unspaced
from store.words.stems import fold, stem

STEM_LANGUAGES = ("id", "en")  # whose word forms a query word stands for
_PIECE = re.compile(r"\d+|[^\W\d]+")
_LETTERS_AND_DIGITS = re.compile(r"[^\W\d]\d|\d[^\W\d]")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word in its forms, a phrase or a prefix."""

    expression: str
    words: tuple[str, ...]  # folded
    prefix: str | None = None
    column: str = ""  # of FTS5, with its sign: ``title : ``
    inside: tuple[str, ...] = ()  # words of scripts without spaces, which may stand inside a longer run
    run: tuple[str, ...] = ()  # words that were typed without a space between, folded: 1.000,50
    is_plain: bool = False  # one word that counts in any form
    forms: frozenset[str] | None = None  # in which alone it counts; None: the word and its stems


def leaf(token: re.Match[str], *, is_title: bool) -> Leaf | None:
    """Return what the token of a query names; None when it has no word."""
    raw = token["word"] if token["phrase"] is None else token["phrase"]
    parts = unspaced.words(raw or "")
    if not parts:
        return None
    is_prefix = token["phrase"] is None and raw.endswith("*")
    is_exact = token["phrase"] is not None
    column = "title : " if is_title else ""
    if any(map(unspaced.has_any, parts)):
        return _mixed_leaf(parts, column, is_prefix=is_prefix, is_title=is_title)
    expression = _quoted(parts, is_prefix=is_prefix, is_exact=is_exact)
    folded = tuple(fold(part) for part in parts)
    if not is_exact and not is_prefix and (len(parts) > 1 or _LETTERS_AND_DIGITS.search(parts[0])):
        return Leaf(f"{column}{_run(parts, expression)}", (), column=column, run=folded)
    return Leaf(
        f"{column}{expression}",
        folded[:-1] if is_prefix else folded,
        folded[-1] if is_prefix else None,
        column,
        is_plain=len(parts) == 1 and not is_prefix and not is_exact,
    )


def _run(parts: list[str], expression: str) -> str:
    """Words typed without a space between; where letters meet digits also as if there were one: covid19, Rp1.000."""
    apart = [piece for part in parts for piece in _PIECE.findall(part)]
    return f'({expression} OR "{" ".join(apart)}")' if apart != parts else expression


def _mixed_leaf(parts: list[str], column: str, *, is_prefix: bool, is_title: bool) -> Leaf:
    """Words of which some are of a script without spaces: a phrase of each stretch of one kind."""
    expressions, words, inside = [], list[str](), list[str]()
    for is_unspaced, stretch in groupby(parts, unspaced.has_any):
        run = [*stretch]
        if is_unspaced:
            expressions.append(_inside(" ".join(run), is_title=is_title))
            inside += run
        else:
            is_last = is_prefix and run[-1] is parts[-1]
            expressions.append(f"{column}{_quoted(run, is_prefix=is_last, is_exact=True)}")
            words += map(fold, run)
    whole = expressions[0] if len(expressions) == 1 else f"({' AND '.join(expressions)})"
    return Leaf(whole, tuple(words), column=column, inside=tuple(inside))


def _inside(words: str, *, is_title: bool) -> str:
    """Where an article has words inside a run; those of its title are there twice, so that it counts more."""
    expressions = []
    for in_title in (True,) if is_title else (False, True):
        asked, is_beginning = unspaced.phrase(words, in_title=in_title)
        expressions.append(f'"{" ".join(asked)}"{"*" if is_beginning else ""}')
    return expressions[0] if is_title else f"({' OR '.join(expressions)})"


def _quoted(parts: list[str], *, is_prefix: bool, is_exact: bool) -> str:
    quoted = f'"{" ".join(parts)}"'
    if is_prefix:
        return f"{quoted}*"
    if is_exact or len(parts) > 1:
        return quoted
    word = fold(parts[0])
    return either_of([parts[0], *(form for form in sorted(stems_of([word])) if form != word)])


def either_of(words: Sequence[str]) -> str:
    """Return the expression that any of the words match, of which there is at least one."""
    quoted = [f'"{word}"' for word in words]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def stems_of(words: Iterable[str]) -> set[str]:
    """Return the stems of folded words in each language."""
    return {stem(word, language) for word in words for language in STEM_LANGUAGES}
