"""Triggers that keep the indexes, made again where another program lost them.

`sqlite-utils transform` makes a table anew and forgets its triggers; what is written then is found by no search.
"""

import sqlite3
from struct import iter_unpack

NAMES = frozenset(
    {
        "articles_insert", "articles_delete", "articles_update", "articles_unlink",
        "redated_insert", "redated_delete", "redated_update",
        "revisions_insert", "revisions_delete", "revisions_update",
        "amounts_article", "amounts_insert", "amounts_delete", "amounts_update",
        "written_insert", "written_delete", "written_update",
    }
)  # fmt: skip
_WEIGHT_BITS = 8  # of a posting; the others are the id of its article
_PRESENT = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
# What was written meanwhile is not known, so all is indexed again.
_REBUILD = """
INSERT INTO articles_fts(articles_fts) VALUES ('rebuild');
INSERT INTO revisions_fts(revisions_fts) VALUES ('rebuild');
INSERT INTO redated_fts(redated_fts) VALUES ('delete-all');
DELETE FROM redated;
UPDATE revisions SET change = NULL, words_out = NULL, words_in = NULL;
INSERT INTO written (part, times) VALUES (0, 1) ON CONFLICT (part) DO UPDATE SET times = times + 1;
INSERT INTO redated (article_id, published) SELECT id, coalesce(published, day) FROM articles
  WHERE id >> 20 <> CAST(strftime('%s', coalesce(published, day)) AS INTEGER);
INSERT INTO redated_fts (rowid, title, description, text, stems)
  SELECT id, title, description, text, stems FROM articles WHERE id IN (SELECT article_id FROM redated)
"""


def missing(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the names of those that are not there. Raises sqlite3.Error."""
    return NAMES - {row[0] for row in connection.execute(_PRESENT)}


def restore(connection: sqlite3.Connection, fresh: sqlite3.Connection) -> bool:
    """Make those again that a new archive has and this one lacks, and index anew; return whether that could be done.

    Nothing is done where a table lacks a column, which ``check`` tells. Runs inside a transaction; raises
    sqlite3.Error.
    """
    for table in ("articles", "revisions"):
        if not _columns(fresh, table) <= _columns(connection, table):
            return False
    lost = missing(connection)
    for name, sql in fresh.execute(_PRESENT).fetchall():
        if name in lost:
            connection.execute(sql)
    for statement in _REBUILD.split(";"):
        connection.execute(statement)
    _forget_deleted(connection)
    return True


def _forget_deleted(connection: sqlite3.Connection) -> None:
    """Name the articles that have keys of links and are here no more, for the next batch to take them out."""
    linked = set[int]()
    for (packed,) in connection.execute("SELECT postings FROM story_keys"):
        if isinstance(packed, bytes) and len(packed) % 8 == 0:  # `check` tells of others
            linked.update(posting >> _WEIGHT_BITS for (posting,) in iter_unpack("<q", packed))
    here = {row[0] for row in connection.execute("SELECT id FROM articles")}
    gone = [(article_id,) for article_id in linked - here]
    connection.executemany("INSERT OR IGNORE INTO story_gone (article_id) VALUES (?)", gone)


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
