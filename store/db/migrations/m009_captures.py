"""Answers with their status line and headers, that one was received again, and dictionaries to pack bodies with."""

SCRIPT = """
ALTER TABLE captures ADD COLUMN headers TEXT;
CREATE TABLE revisits (
  capture_id INTEGER NOT NULL REFERENCES captures(id) ON DELETE CASCADE,
  fetched TEXT NOT NULL,
  status INTEGER NOT NULL,
  PRIMARY KEY (capture_id, fetched)
) WITHOUT ROWID;
CREATE TABLE dictionaries (
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL UNIQUE,
  made TEXT NOT NULL,
  captures INTEGER NOT NULL,
  content BLOB NOT NULL
);
"""
