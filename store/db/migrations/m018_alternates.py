"""Where pages say that they are in other languages, and how many names two counterparts have in common."""

SCRIPT = """
ALTER TABLE counterparts ADD COLUMN names INTEGER;
CREATE TABLE alternates (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  language TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (article_id, language, url)
) WITHOUT ROWID;
CREATE INDEX alternates_url ON alternates(url);
"""
