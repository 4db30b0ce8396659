"""The words that a person typed, as an expression of FTS5."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from store.articles.stems import fold, stem
from store.db.errors import BadQuery

from .snippets import Terms

STEM_LANGUAGES = ("id", "en")  # whose word forms a query word stands for

# [-]"a phrase" or [-]word or [-]word*; a quote that is never closed runs to the end
_TOKEN = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Query:
    """What a person asked for: an FTS5 expression, and the terms to mark in the texts."""

    expression: str
    terms: Terms


def parse(text: str) -> Query:
    """Return the query that ``words "a phrase" -without prefix*`` stands for.

    Every token ends up inside quotes, so no input is a syntax error of FTS5. Raises BadQuery when
    no word is asked for.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    words: set[str] = set()
    prefixes: set[str] = set()
    for token in _TOKEN.finditer(unicodedata.normalize("NFC", text)):
        raw = token["word"] if token["phrase"] is None else token["phrase"]
        parts = _WORD.findall(raw)
        if not parts:
            continue
        is_prefix = token["phrase"] is None and raw.endswith("*")
        expression = _expression(parts, is_prefix=is_prefix, is_exact=token["phrase"] is not None)
        (unwanted if token["minus"] else wanted).append(expression)
        if not token["minus"]:
            folded = [fold(part) for part in parts]
            words.update(folded[:-1] if is_prefix else folded)
            prefixes.update(folded[-1:] if is_prefix else ())
    if not wanted:
        raise BadQuery(
            "searching for", repr(text), "it names no word to look for", "give at least one word without a minus"
        )
    expression = " AND ".join(wanted)
    if unwanted:
        expression = f"({expression}) NOT ({' OR '.join(unwanted)})"
    return Query(expression, Terms(frozenset(words), frozenset(prefixes), frozenset(_stems(words))))


def _expression(parts: list[str], *, is_prefix: bool, is_exact: bool) -> str:
    quoted = f'"{" ".join(parts)}"'
    if is_prefix:
        return f"{quoted}*"
    if is_exact or len(parts) > 1:
        return quoted
    word = fold(parts[0])
    forms = [quoted, *(f'"{form}"' for form in sorted(_stems([word])) if form != word)]
    return forms[0] if len(forms) == 1 else f"({' OR '.join(forms)})"


def _stems(words: Iterable[str]) -> set[str]:
    return {stem(word, language) for word in words for language in STEM_LANGUAGES}
