"""What was deleted for good, so that it does not come back: each of its addresses, and a hash of each of its texts."""

SCRIPT = """
CREATE TABLE tombstones (
  key TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('address', 'text')),
  article_id INTEGER NOT NULL,
  deleted TEXT NOT NULL,
  why TEXT NOT NULL
) WITHOUT ROWID;
"""
