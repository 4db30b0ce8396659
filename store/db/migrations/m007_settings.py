"""What a person has set for an archive, and what therefore goes with the file."""

SCRIPT = """
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
"""
