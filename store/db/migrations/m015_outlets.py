"""Whose an article is, its day also where no capture will tell it, and when a version gave way to the next.

Versions get a number of their own, for an index of their words: a rowid alone may change when the file is packed.
The index of days takes the language along, so that articles a day are counted without a look at the articles.
"""

from sqlite3 import Connection

from store import outlets

SCRIPT = """
ALTER TABLE articles ADD COLUMN domain TEXT;
UPDATE articles SET day = date(published) WHERE day IS NULL AND published NOT NULL
  AND id NOT IN (SELECT article_id FROM pending_dates);
DROP INDEX articles_day;
CREATE INDEX articles_day ON articles(day, language);
CREATE TABLE versions (
  revision_id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  seen TEXT NOT NULL,
  replaced TEXT,
  title TEXT,
  content_hash TEXT NOT NULL,
  text TEXT NOT NULL
);
INSERT INTO versions (revision_id, article_id, seen, replaced, title, content_hash, text)
SELECT rowid, article_id, seen, coalesce(
  (SELECT min(seen) FROM revisions later WHERE later.article_id = r.article_id AND later.rowid > r.rowid),
  (SELECT last_seen FROM articles WHERE id = r.article_id)), title, content_hash, text FROM revisions r;
DROP TABLE revisions;
ALTER TABLE versions RENAME TO revisions;
CREATE INDEX revisions_article ON revisions(article_id, seen);
CREATE INDEX revisions_replaced ON revisions(replaced);
CREATE VIRTUAL TABLE revisions_fts USING fts5(
  title, text, content="revisions", content_rowid="revision_id", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO revisions_fts(revisions_fts) VALUES ('rebuild');
CREATE TRIGGER revisions_insert AFTER INSERT ON revisions BEGIN
  INSERT INTO revisions_fts(rowid, title, text) VALUES (new.revision_id, new.title, new.text);
END;
CREATE TRIGGER revisions_delete AFTER DELETE ON revisions BEGIN
  INSERT INTO revisions_fts(revisions_fts, rowid, title, text) VALUES ('delete', old.revision_id, old.title, old.text);
END;
CREATE TRIGGER revisions_update AFTER UPDATE OF title, text ON revisions BEGIN
  INSERT INTO revisions_fts(revisions_fts, rowid, title, text) VALUES ('delete', old.revision_id, old.title, old.text);
  INSERT INTO revisions_fts(rowid, title, text) VALUES (new.revision_id, new.title, new.text);
END;
"""


def fill(connection: Connection) -> None:
    """Write the domains of all articles, then their index. Returns None, raises sqlite3.Error."""
    connection.create_function("warta_domain", 2, outlets.of, deterministic=True)
    connection.execute("UPDATE articles SET domain = warta_domain(url, site)")
    connection.create_function("warta_domain", 2, None)
    connection.execute("CREATE INDEX articles_domain ON articles(domain, day)")
