"""Words inside runs of scripts without spaces, and word forms in earlier versions: both by the column ``stems``."""

from sqlite3 import Connection

from store import words
from store.words import unspaced

SCRIPT = """
ALTER TABLE revisions ADD COLUMN stems TEXT NOT NULL DEFAULT '';
DROP TRIGGER revisions_insert;
DROP TRIGGER revisions_delete;
DROP TRIGGER revisions_update;
DROP TABLE revisions_fts;
CREATE VIRTUAL TABLE revisions_fts USING fts5(
  title, text, stems, content="revisions", content_rowid="revision_id", tokenize="unicode61 remove_diacritics 2"
);
"""
_INDEX = (
    "INSERT INTO revisions_fts(revisions_fts) VALUES ('rebuild')",
    """CREATE TRIGGER revisions_insert AFTER INSERT ON revisions BEGIN
  INSERT INTO revisions_fts(rowid, title, text, stems) VALUES (new.revision_id, new.title, new.text, new.stems);
END""",
    """CREATE TRIGGER revisions_delete AFTER DELETE ON revisions BEGIN
  INSERT INTO revisions_fts(revisions_fts, rowid, title, text, stems)
  VALUES ('delete', old.revision_id, old.title, old.text, old.stems);
END""",
    """CREATE TRIGGER revisions_update AFTER UPDATE OF title, text, stems ON revisions BEGIN
  INSERT INTO revisions_fts(revisions_fts, rowid, title, text, stems)
  VALUES ('delete', old.revision_id, old.title, old.text, old.stems);
  INSERT INTO revisions_fts(rowid, title, text, stems) VALUES (new.revision_id, new.title, new.text, new.stems);
END""",
)
_ARTICLES = """
SELECT id AS number, title, description, text, language FROM articles
WHERE warta_unspaced(title) OR warta_unspaced(description) OR warta_unspaced(text)
"""
_REVISIONS = """
SELECT r.revision_id AS number, r.title, NULL AS description, r.text, a.language
FROM revisions r JOIN articles a ON a.id = r.article_id
"""


def fill(connection: Connection) -> None:
    """Write the stems, then the triggers that index them. Returns None, raises sqlite3.Error."""
    connection.create_function("warta_unspaced", 1, lambda text: unspaced.has_any(text or ""), deterministic=True)
    _write(connection, "articles", "id", _ARTICLES)
    connection.create_function("warta_unspaced", 1, None)
    _write(connection, "revisions", "revision_id", _REVISIONS)
    for statement in _INDEX:
        connection.execute(statement)


def _write(connection: Connection, table: str, key: str, sql: str) -> None:
    numbers = [row[0] for row in connection.execute(f"SELECT number FROM ({sql})")]
    for number in numbers:
        _, *parts = connection.execute(f"SELECT * FROM ({sql}) WHERE number = ?", (number,)).fetchone()
        connection.execute(f"UPDATE {table} SET stems = ? WHERE {key} = ?", (words.beyond(*parts), number))
