"""The keys of articles are kept together by key, in half the room: a row has up to 48 articles of four days.

``postings`` are numbers of eight bytes, the lowest first: the id of an article ``<< 8``, plus the weight of the key.
What a row has of a deleted article cannot be taken out by a trigger: ``story_gone`` names it until the next batch does.
"""

from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection
from struct import pack

SCRIPT = """
DROP TRIGGER articles_unlink;
ALTER TABLE story_keys RENAME TO story_keys_before;
CREATE TABLE story_keys (
  key INTEGER NOT NULL,
  part INTEGER NOT NULL,
  postings BLOB NOT NULL,
  PRIMARY KEY (key, part)
) WITHOUT ROWID;
CREATE TABLE story_gone (article_id INTEGER PRIMARY KEY);
CREATE TRIGGER articles_unlink AFTER DELETE ON articles BEGIN
  INSERT OR IGNORE INTO story_gone (article_id) VALUES (old.id);
END;
"""
_PART = 48
_KEY = itemgetter(0)


def fill(connection: Connection) -> None:
    """Pack the keys together. Returns None, raises sqlite3.Error."""
    found = connection.execute("SELECT key, article_id << 8 | weight FROM story_keys_before ORDER BY key, article_id")
    connection.executemany(
        "INSERT INTO story_keys (key, part, postings) VALUES (?, ?, ?)",
        (
            (key, start // _PART, pack(f"<{len(part)}q", *part))
            for key, rows in groupby(map(tuple, found), _KEY)
            for postings in [[posting for _, posting in rows]]
            for start in range(0, len(postings), _PART)
            for part in [postings[start : start + _PART]]
        ),
    )
    connection.execute("DROP TABLE story_keys_before")
