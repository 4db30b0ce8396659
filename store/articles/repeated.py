"""Lines that an outlet has under many of its articles: appeals, sign-offs, lists of links. To change them is no news.

The functions here take an open connection and raise sqlite3.Error as it is.
"""

import re
import sqlite3
from dataclasses import dataclass

_OTHERS = 3  # articles of the same outlet and time, none of them a copy of this one, that have the very same line
_MATCHING, _LOOKED_AT = 2_000, 60  # articles with the same words, and those of the outlet whose lines are looked at
_LONGEST = 250  # characters: a longer one is prose, which follow-ups tell again
_MOST = 40  # lines of a change that are looked for
_AROUND = (30 * 86_400) << 20  # of ids, which begin with the second of publication: 30 days before and after
_LOOKED_FOR = 4  # words beside each other, the longest of the line: all words of it take eight times as long
_WORD = re.compile(r"\w+")
_LABEL = re.compile(
    r"\W*(?:baca (?:juga|selengkapnya|lainnya)|lihat juga|simak juga|artikel terkait|berita terkait|read also|also read"
    r"|read more|see also|related(?: articles| stories)?)\s*:",
    re.IGNORECASE,
)
_FOUND = """
SELECT id FROM (
  SELECT a.id, a.text FROM (
    SELECT rowid FROM articles_fts WHERE articles_fts MATCH :phrase AND rowid BETWEEN :first AND :last
    ORDER BY rowid DESC LIMIT :matching
  ) f CROSS JOIN articles a ON a.id = f.rowid
  WHERE a.domain IS :domain AND a.id <> :id
    AND coalesce(a.duplicate_of, a.id) <> (SELECT coalesce(duplicate_of, id) FROM articles WHERE id = :id)
  LIMIT :looked_at
) WHERE instr(char(10) || text || char(10), char(10) || :line || char(10)) LIMIT :others
"""


@dataclass(frozen=True, slots=True)
class Own:
    """Two versions of a text without the lines, of what only one of them has, that are the outlet's own."""

    before: str
    after: str
    elsewhere: frozenset[int]  # articles by which that was told


def without(connection: sqlite3.Connection, article_id: int, domain: str | None, before: str, after: str) -> Own:
    """Return both versions without such lines. Raises sqlite3.Error."""
    old, new = before.split("\n"), after.split("\n")
    changed = [*dict.fromkeys(line for line in (*_only(old, new), *_only(new, old)) if len(line) <= _LONGEST)]
    dropped, elsewhere = set[str](), set[int]()
    for line in changed[:_MOST]:
        found = [] if (is_label := _is_label(line)) else _found(connection, article_id, domain, line)
        if is_label or len(found) == _OTHERS:
            dropped.add(line)
            elsewhere.update(found)
    if not dropped:
        return Own(before, after, frozenset())
    left, right = ("\n".join(line for line in lines if line not in dropped) for lines in (old, new))
    return Own(left, right, frozenset(elsewhere))


def _only(lines: list[str], others: list[str]) -> list[str]:
    there = set(others)
    return [line for line in lines if line.strip() and line not in there]


def _is_label(line: str) -> bool:
    return bool(_LABEL.match(line)) or not _WORD.search(line)


def _found(connection: sqlite3.Connection, article_id: int, domain: str | None, line: str) -> list[int]:
    """The outlet's other articles with the line, as many as tell that it is the outlet's own."""
    values = {
        "phrase": f'text : "{" ".join(_longest(_WORD.findall(line)))}"', "domain": domain, "id": article_id,
        "line": line, "matching": _MATCHING, "looked_at": _LOOKED_AT, "others": _OTHERS,
        "first": article_id - _AROUND, "last": article_id + _AROUND,
    }  # fmt: skip
    return [row[0] for row in connection.execute(_FOUND, values)]


def _longest(words: list[str]) -> list[str]:
    """Of words in a row those beside each other that are longest, as the rarest ones mostly are."""
    starts = range(max(1, len(words) - _LOOKED_FOR + 1))
    begin = max(starts, key=lambda at: sum(map(len, words[at : at + _LOOKED_FOR])))
    return words[begin : begin + _LOOKED_FOR]
