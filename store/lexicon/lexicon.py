"""A lexicon of two languages, read when it is first asked for.

The file is gzip: a head of lines that begin with ``#``, then for each language, after an empty line, the lines
``stem TAB texts in 100,000 that hold it TAB translation share translation share …`` in the order of their bytes, shares
in thousandths. They are searched as they are, as to make 60,000 objects of them costs a tenth of a second; who asks
thousands of times gets those.
"""

import re
import zlib
from collections.abc import Mapping
from copy import copy
from functools import cache
from pathlib import Path
from typing import Self

from store.db.errors import DamagedLexicon

PER_TEXTS = 100_000
VERSION = 1
_MANY = 3_000  # words, of some ten articles
_OF_OWN_WORDS = 10  # texts, at least: whoever adds a word has met it, and it tells its language
_HEAD = re.compile(r"# (?P<name>warta lexicon|pair|made|from):? (?P<value>.*)")
_FILES = {frozenset({"id", "en"}): "id-en.tsv.gz"}  # one pair so far


class Lexicon:
    """Translations and frequencies of stems; ``pair`` its languages, ``made`` its day, ``sources`` with licences."""

    def __init__(self, packed: bytes, own_words: Mapping[tuple[str, str], tuple[str, ...]] | None = None) -> None:
        """``own_words``: by language and stem what a person wants it translated by, before all else.

        Raises DamagedLexicon.
        """
        head, tables = _unpacked(packed)
        self.pair = _pair(head)
        self.made = head.get("made", [""])[0]
        self.sources = tuple(head.get("from", []))
        self._tables = dict(zip(self.pair, tables, strict=True))
        self._own_words = own_words or {}
        self._lookups = 0

    def extended(self, own_words: Mapping[tuple[str, str], tuple[str, ...]], name: str) -> Self:
        """Return the same lexicon with words of a person's own, and their name in ``made``."""
        other = copy(self)
        other.made = f"{self.made} with {name}"
        other._own_words = own_words
        return other

    @property
    def has_own_words(self) -> bool:
        """Whether a person's own words are in it."""
        return bool(self._own_words)

    def other(self, language: str) -> str | None:
        """Return the other language of the pair; None when this one is not of it."""
        if language not in self.pair:
            return None
        return self.pair[1 - self.pair.index(language)]

    def translations(self, stem: str, language: str) -> tuple[tuple[str, int], ...]:
        """Return the stems of the other language with shares in thousandths, the largest first; () without one."""
        own = self._own_words.get((language, stem))
        if own:
            return tuple((to, 1000 // len(own)) for to in own)
        found = self._entry(stem, language)
        if found is None:
            return ()
        words = found[2].split()
        return tuple((words[at], int(words[at + 1])) for at in range(0, len(words), 2))

    def frequency(self, stem: str, language: str) -> int:
        """Return in how many of 100,000 texts of news the stem stands; 0 of one that is not here."""
        found = self._entry(stem, language)
        least = _OF_OWN_WORDS if (language, stem) in self._own_words else 0
        return max(least, int(found[1]) if found else 0)

    def _entry(self, stem: str, language: str) -> list[str] | None:
        table = self._tables.get(language)
        if not table or not stem:
            return None
        self._lookups += 1
        word = stem.encode()
        line = _index(table).get(word) if self._lookups > _MANY else _line(table, word)
        return line.decode().split("\t") if line else None


@cache
def _index(table: bytes) -> dict[bytes, bytes]:
    """All lines by their word."""
    return {line.partition(b"\t")[0]: line for line in table.split(b"\n") if b"\t" in line}


def _line(table: bytes, word: bytes) -> bytes | None:
    """The line of a word, by halving."""
    low, high = 0, len(table)
    while low < high:
        middle = (low + high) // 2
        start = table.rfind(b"\n", low, middle) + 1 or low
        end = table.find(b"\n", start)
        found, tab, _ = table[start:end].partition(b"\t")
        if found == word and tab:
            return table[start:end]
        low, high = (end + 1, high) if found < word else (low, start)
    return None


def _unpacked(packed: bytes) -> tuple[dict[str, list[str]], list[bytes]]:
    import gzip  # of those who search, few ask for it

    try:
        head, *tables = gzip.decompress(packed).split(b"\n\n")
        found: dict[str, list[str]] = {}
        for line in head.decode().splitlines():
            if named := _HEAD.fullmatch(line):
                found.setdefault(named["name"], []).append(named["value"])
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise DamagedLexicon("reading", "the lexicon", f"it is damaged ({error})", "install warta again") from error
    if found.get("warta lexicon") != [str(VERSION)] or len(tables) != 2:
        reason = f"it is not of version {VERSION}"
        raise DamagedLexicon("reading", "the lexicon", reason, "install warta again, or make it again")
    return found, [table + b"\n" if not table.endswith(b"\n") else table for table in tables]


def _pair(head: dict[str, list[str]]) -> tuple[str, str]:
    named = head.get("pair", [""])[0].split()
    if len(named) != 2:
        raise DamagedLexicon("reading", "the lexicon", "it names no pair of languages", "make it again")
    return named[0], named[1]


@cache
def load(pair: frozenset[str] = frozenset({"id", "en"})) -> Lexicon | None:
    """Return the lexicon of a pair of languages that comes with the package; None when there is none.

    Raises DamagedLexicon.
    """
    name = _FILES.get(pair)
    if name is None:
        return None
    path = Path(__file__).with_name(name)
    try:
        packed = path.read_bytes()
    except OSError as error:
        raise DamagedLexicon("reading", path, (error.strerror or str(error)).lower(), "install warta again") from error
    return Lexicon(packed)
