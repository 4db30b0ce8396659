"""Sightings with one index of locators in place of two, in the same order."""

SCRIPT = """
CREATE TABLE sightings_anew (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  locator TEXT NOT NULL,
  seen TEXT NOT NULL
);
INSERT INTO sightings_anew (rowid, article_id, kind, locator, seen)
  SELECT rowid, article_id, kind, locator, seen FROM sightings;
DROP TABLE sightings;
ALTER TABLE sightings_anew RENAME TO sightings;
CREATE UNIQUE INDEX sightings_locator ON sightings(locator, article_id, kind);
CREATE INDEX sightings_article ON sightings(article_id);
"""
