"""Lines that an outlet has under many of its articles: appeals, sign-offs, lists of links. To change them is no news.

The functions here take an open connection and raise sqlite3.Error as it is.
"""

import re
import sqlite3

_OTHERS = 3  # articles of the same outlet, none of them a copy of this one, that have the very same line
_MATCHING, _LOOKED_AT = 2_000, 60  # articles with the same words, and those of the outlet whose lines are looked at
_LONGEST = 250  # characters: a longer one is prose, which follow-ups tell again
_MOST = 40  # lines of a change that are looked for
_WORD = re.compile(r"\w+")
_LABEL = re.compile(
    r"\W*(?:baca (?:juga|selengkapnya|lainnya)|lihat juga|simak juga|artikel terkait|berita terkait|read also|also read"
    r"|read more|see also|related(?: articles| stories)?)\s*:",
    re.IGNORECASE,
)
_FOUND = """
SELECT count(*) FROM (
  SELECT 1 FROM (
    SELECT a.id, a.text FROM (
      SELECT rowid FROM articles_fts WHERE articles_fts MATCH :phrase ORDER BY rowid DESC LIMIT :matching
    ) f CROSS JOIN articles a ON a.id = f.rowid
    WHERE a.domain IS :domain AND a.id <> :id
      AND coalesce(a.duplicate_of, a.id) <> (SELECT coalesce(duplicate_of, id) FROM articles WHERE id = :id)
    LIMIT :looked_at
  ) WHERE instr(char(10) || text || char(10), char(10) || :line || char(10)) LIMIT :others
)
"""


def without(
    connection: sqlite3.Connection, article_id: int, domain: str | None, before: str, after: str
) -> tuple[str, str]:
    """Return two versions of a text without those lines, of what only one of them has, that are the outlet's own."""
    old, new = before.split("\n"), after.split("\n")
    changed = [*dict.fromkeys(line for line in (*_only(old, new), *_only(new, old)) if len(line) <= _LONGEST)]
    dropped = {line for line in changed[:_MOST] if _is_repeated(connection, article_id, domain, line)}
    if not dropped:
        return before, after
    return tuple("\n".join(line for line in lines if line not in dropped) for lines in (old, new))  # type: ignore[return-value]


def _only(lines: list[str], others: list[str]) -> list[str]:
    there = set(others)
    return [line for line in lines if line.strip() and line not in there]


def _is_repeated(connection: sqlite3.Connection, article_id: int, domain: str | None, line: str) -> bool:
    words = _WORD.findall(line)
    if _LABEL.match(line) or not words:
        return True
    values = {
        "phrase": f'text : "{" ".join(words)}"', "domain": domain, "id": article_id, "line": line,
        "matching": _MATCHING, "looked_at": _LOOKED_AT, "others": _OTHERS,
    }  # fmt: skip
    (count,) = connection.execute(_FOUND, values).fetchone()
    return bool(count >= _OTHERS)
