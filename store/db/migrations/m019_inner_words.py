"""Words inside runs of letters, and word forms in earlier versions: both by the column ``stems``."""

from sqlite3 import Connection

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


def fill(connection: Connection) -> None:
    """Write the words, then the triggers that index those of versions. Returns None, raises sqlite3.Error."""
    from store import words

    connection.create_function("warta_inner", 3, words.inner, deterministic=True)
    connection.execute(
        "UPDATE articles SET stems = trim(articles.stems || ' ' || found.inner)"
        " FROM (SELECT id, warta_inner(title, description, text) AS inner FROM articles) found"
        " WHERE found.id = articles.id AND found.inner <> ''"
    )
    connection.create_function("warta_inner", 3, None)
    connection.create_function("warta_beyond", 4, words.beyond, deterministic=True)
    connection.execute(
        "UPDATE revisions SET stems = warta_beyond(title, NULL, text,"
        " (SELECT language FROM articles WHERE articles.id = revisions.article_id))"
    )
    connection.create_function("warta_beyond", 4, None)
    for statement in _INDEX:
        connection.execute(statement)
