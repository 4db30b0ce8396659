"""Words of a search that no article has, and the words of the archive that are written nearly so."""

import json
import sqlite3
from itertools import islice

from store.words.stems import stem

from .leaves import STEM_LANGUAGES
from .plain_words import plain_words

_SHORTEST = 4  # letters of a word that is looked at: shorter ones are like too many others
_MOST = 3  # words that are looked at: in a million articles each can take most of a second
_LONG = 7  # letters of one that may have two slips of the hand
_SAME = (3, 2)  # letters at the beginning that are taken to be right; the fewer, the more words are compared
_WORDS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_words USING fts5vocab('main', 'articles_fts', 'col')"
_KNOWN = "SELECT 1 FROM temp.index_words WHERE term IN (SELECT value FROM json_each(?)) LIMIT 1"
_BEGIN_SO = """
SELECT term, max(doc) AS articles FROM temp.index_words
WHERE term >= ? AND term < ? AND col IN ('title', 'text') GROUP BY term
"""


def nearly(connection: sqlite3.Connection, text: str) -> dict[str, str]:
    """Return for words that a query wants, and of which no article has any form, the likeliest that is meant.

    Only words that count in any form are looked at, the first of many. Raises sqlite3.Error.
    """
    words = dict.fromkeys(word for word in plain_words(text)[0] if len(word) >= _SHORTEST and word.isalpha())
    if not words:
        return {}
    _open(connection)
    unknown = islice((word for word in words if not _is_known(connection, word)), _MOST)
    found = {word: _nearest(connection, word) for word in unknown}
    return {word: near for word, near in found.items() if near}


def _open(connection: sqlite3.Connection) -> None:
    """Show the words of the index as a table, which is this connection's own and nothing in the file."""
    (is_reader,) = connection.execute("PRAGMA query_only").fetchone()
    connection.execute("PRAGMA query_only = OFF")  # it forbids such tables too; the file is open for reading alone
    try:
        connection.execute(_WORDS)
    finally:
        connection.execute(f"PRAGMA query_only = {is_reader}")


def _is_known(connection: sqlite3.Connection, word: str) -> bool:
    forms = [word, *(stem(word, language) for language in STEM_LANGUAGES)]
    return connection.execute(_KNOWN, (json.dumps(forms),)).fetchone() is not None


def _nearest(connection: sqlite3.Connection, word: str) -> str | None:
    from rapidfuzz.distance import OSA

    most = 1 if len(word) < _LONG else 2
    for same in _SAME:
        beginning = word[:same]
        rows = connection.execute(_BEGIN_SO, (beginning, f"{beginning}\U0010ffff"))
        words = [(term, articles) for term, articles in rows if term.isalpha()]
        far = [(OSA.distance(word, term, score_cutoff=most), -articles, term) for term, articles in words]
        if best := min((each for each in far if each[0] <= most), default=None):
            return str(best[2])
    return None
