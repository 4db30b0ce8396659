"""What an article is about, to find its counterparts, copies and stories.

``key`` begins with four days of the article's id: what is compared lies close together, and at a million articles only
the days that are being written are in the cache. ``article_id`` has no foreign key, which would be checked for each of
fifty rows. What is here already has no keys yet: ``warta relink`` works them out.
"""

SCRIPT = """
CREATE TABLE story_keys (
  key INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  side INTEGER NOT NULL,
  weight INTEGER NOT NULL,
  PRIMARY KEY (key, article_id)
) WITHOUT ROWID;
CREATE TABLE story_terms (key INTEGER PRIMARY KEY, articles INTEGER NOT NULL);
CREATE TRIGGER articles_unlink AFTER DELETE ON articles BEGIN
  DELETE FROM story_keys WHERE key >= ((old.id >> 20) / 345600) << 32 AND key < ((old.id >> 20) / 345600 + 1) << 32
    AND article_id = old.id;
END;
CREATE INDEX counterparts_counterpart ON counterparts(counterpart_id);
CREATE TABLE stories (id INTEGER PRIMARY KEY, founded TEXT NOT NULL);
ALTER TABLE articles ADD COLUMN story_id INTEGER REFERENCES stories(id);
CREATE INDEX articles_story ON articles(story_id);
CREATE TABLE link_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO link_state (name, value) SELECT 'until', '0' WHERE EXISTS (SELECT 1 FROM articles);
"""
