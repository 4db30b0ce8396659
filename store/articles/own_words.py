"""Words that a person adds to the lexicon of an archive: lines ``word TAB translation`` in a file beside it.

The word is of the first language of the archive's pair, the translation of the second; each counts in both directions.
The file may be written by hand: empty lines, and those that begin with ``#``, say nothing.
"""

import os
import re
import stat
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from store import lexicon
from store.db.errors import DamagedLexicon, StoreError
from store.lexicon import Lexicon
from store.words.stems import fold, stem

Pair = tuple[str, str]  # a word and its translation
_WORD = re.compile(r"[^\W\d_]{2,40}")  # as those of a text that are looked up
_MOST_BYTES = 10 << 20


def beside(archive: Path) -> Path:
    """Return where the words of an archive are, by whatever link it is named; there need be no file."""
    whole = archive.resolve()
    return whole.with_name(f"{whole.name}.lexicon.tsv")


def read(path: Path) -> list[Pair]:
    """Return the words of a file in its order, each pair once. Raises DamagedLexicon, with the line."""
    found = [_pair(line, f"{path}, line {number}") for number, line in enumerate(_lines(path), 1) if _says(line)]
    return list(dict.fromkeys(found))


def _lines(path: Path) -> list[str]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise DamagedLexicon("reading", path, "it is no regular file", "give a list of words")
        if path.stat().st_size > _MOST_BYTES:
            raise DamagedLexicon("reading", path, "it has more than 10 MB", "give a list of words")
        return path.read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        raise DamagedLexicon("reading", path, (error.strerror or str(error)).lower(), "check the path") from error
    except UnicodeDecodeError as error:
        raise DamagedLexicon("reading", path, f"it is not in UTF-8 ({error.reason})", "save it as UTF-8") from error


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _pair(line: str, where: str) -> Pair:
    word, tab, translation = line.partition("\t")
    if not tab:
        raise DamagedLexicon("reading", where, "there is no tab in it", "write a word, a tab and its translation")
    return checked(word, translation, where)


def checked(word: str, translation: str, where: str) -> Pair:
    """Return a pair, folded. Raises DamagedLexicon when one of the two is not one word of letters."""
    for each in (word, translation):
        if not _WORD.fullmatch(each.strip()):
            reason = f"{each.strip()!r} is not one word of letters"
            raise DamagedLexicon(
                "reading", where, reason, "give one word for one word, of a phrase the word that says most"
            )
    return fold(word.strip()), fold(translation.strip())


def check(archive: Path) -> None:
    """Return None where the words beside an archive can be read, or there are none. Raises DamagedLexicon."""
    path = beside(archive)
    if path.exists():
        read(path)


def add(path: Path, words: Iterable[Pair]) -> None:
    """Write words after what is there, all or none. Returns None, raises DamagedLexicon, or another StoreError."""
    there = _lines(path) if path.exists() else []
    _write(path, [*there, *(f"{word}\t{translation}" for word, translation in words)])


def remove(path: Path, words: Collection[Pair]) -> None:
    """Take out the lines of some words, and no others. Returns None, raises DamagedLexicon, or another StoreError."""
    lines = enumerate(_lines(path), 1)
    kept = [line for number, line in lines if not _says(line) or _pair(line, f"{path}, line {number}") not in words]
    _write(path, kept)


def _write(path: Path, lines: Iterable[str]) -> None:
    fresh = path.with_name(f"{path.name}.partial")
    try:
        fresh.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        os.replace(fresh, path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError("writing", path, reason, "the folder of the archive has to be yours to write") from error


def lexicon_of(archive: Path, languages: Sequence[str]) -> Lexicon | None:
    """Return the lexicon of two languages with the words that are beside an archive; None when there is none.

    Raises DamagedLexicon.
    """
    known = lexicon.load(frozenset(languages))
    if known is None:
        return None
    path = beside(archive)
    try:
        state = path.stat()
    except OSError:
        return known
    return _extended(known, path, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=4)
def _extended(known: Lexicon, path: Path, state: tuple[int, int]) -> Lexicon:
    words = read(path)
    if not words:
        return known
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    one, other = known.pair
    for word, translation in words:
        found[one, stem(word, one)][stem(translation, other)] = None
        found[other, stem(translation, other)][stem(word, one)] = None
    digest = crc32(repr(words).encode())
    return known.extended({at: tuple(to) for at, to in found.items()}, f"own words {digest:08x}")
