"""Stems as people read them: the whole word of an archive that has the stem most often.

The functions raise sqlite3.Error as it is.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence

from store.words.stems import fold, stem

_MATCHES, _READ = 200, 8  # the newest that have a stem: how many are looked at for the language, how many are read
_CHARACTERS = 2_000  # of each
_MOST = 16  # stems
_TEXTS = """
SELECT title, substr(text, 1, :characters) AS text FROM articles WHERE language = :language AND id IN (
  SELECT rowid FROM articles_fts WHERE articles_fts MATCH :stem ORDER BY rowid DESC LIMIT :matches)
ORDER BY id DESC LIMIT :read
"""
_WORD = re.compile(r"[^\W\d_]+")


def whole_words(connection: sqlite3.Connection, stems: Sequence[str], language: str) -> dict[str, str]:
    """Return for stems of a language the word with it that is most frequent in some texts; not of those without."""
    found = {each: _word(connection, each, language) for each in stems[:_MOST]}
    return {each: word for each, word in found.items() if word}


def _word(connection: sqlite3.Connection, wanted: str, language: str) -> str | None:
    texts = connection.execute(_TEXTS, {
        "stem": json.dumps(wanted, ensure_ascii=False), "language": language, "characters": _CHARACTERS,
        "matches": _MATCHES, "read": _READ,
    })  # fmt: skip
    counts = Counter(fold(word) for row in texts for word in _WORD.findall(f"{row[0] or ''}\n{row[1]}"))
    inner = wanted[1:-1] if len(wanted) > len("abc") else wanted  # what prefixes and suffixes leave: pukul, memukul
    having = (word for word in counts if inner in word and stem(word, language) == wanted)
    return max(having, key=lambda word: (counts[word], word), default=None)
