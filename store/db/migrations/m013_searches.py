"""Searches that a person saved, and up to which arrival each was answered."""

SCRIPT = """
CREATE TABLE searches (
  name TEXT PRIMARY KEY,
  query TEXT NOT NULL,
  language TEXT,
  site TEXT,
  added TEXT NOT NULL,
  answered TEXT NOT NULL,
  answered_ids TEXT NOT NULL CHECK (json_valid(answered_ids))
) WITHOUT ROWID;
"""
