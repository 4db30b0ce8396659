"""Answers with their status line and headers, and when one was received again."""

SCRIPT = """
ALTER TABLE captures ADD COLUMN headers TEXT;
CREATE TABLE revisits (
  capture_id INTEGER NOT NULL REFERENCES captures(id) ON DELETE CASCADE,
  fetched TEXT NOT NULL,
  status INTEGER NOT NULL,
  PRIMARY KEY (capture_id, fetched)
) WITHOUT ROWID;
"""
