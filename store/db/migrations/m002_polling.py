"""What polling needs to know between two runs."""

SCRIPT = """
ALTER TABLE sources ADD COLUMN failing_since TEXT;
ALTER TABLE sources ADD COLUMN trouble TEXT;
ALTER TABLE sources ADD COLUMN status INTEGER;
ALTER TABLE sources ADD COLUMN body_hash TEXT;
ALTER TABLE sources ADD COLUMN changed TEXT;
ALTER TABLE sources ADD COLUMN first_read TEXT;
ALTER TABLE sources ADD COLUMN asked_whole TEXT;
ALTER TABLE sources ADD COLUMN distrusted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN moved_to TEXT;
ALTER TABLE sources ADD COLUMN moved_since TEXT;
ALTER TABLE sources ADD COLUMN moved_polls INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN gone_since TEXT;
ALTER TABLE sources ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN newest TEXT;
ALTER TABLE sources ADD COLUMN interval_seconds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fetches ADD COLUMN listed INTEGER;
ALTER TABLE fetches ADD COLUMN fresh INTEGER;
CREATE INDEX fetches_fetched ON fetches(fetched);

CREATE TABLE entries (
  source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  url TEXT NOT NULL,
  said TEXT NOT NULL,
  said_hash TEXT NOT NULL,
  arrived TEXT NOT NULL,
  listed TEXT NOT NULL,
  due TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  checks INTEGER NOT NULL DEFAULT 0,
  stored TEXT,
  PRIMARY KEY (source_id, key)
) WITHOUT ROWID;
CREATE INDEX entries_due ON entries(source_id, due) WHERE due IS NOT NULL;
CREATE INDEX entries_arrived ON entries(source_id, arrived);

CREATE TABLE visits (
  url TEXT PRIMARY KEY,
  fetched TEXT NOT NULL,
  status INTEGER NOT NULL,
  etag TEXT,
  last_modified TEXT,
  sha256 TEXT,
  body BLOB
) WITHOUT ROWID;

CREATE TABLE gaps (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES sources(id) ON DELETE CASCADE,
  since TEXT NOT NULL,
  seen TEXT NOT NULL,
  filled TEXT,
  found INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX gaps_source ON gaps(source_id, seen);

CREATE TABLE pauses (
  domain TEXT PRIMARY KEY,
  until TEXT NOT NULL,
  reason TEXT NOT NULL
) WITHOUT ROWID;
"""
