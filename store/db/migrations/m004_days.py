"""The outlet's own calendar and its editors.

An index of days, because the column stands behind the texts. What an earlier version stored is read again
from its captures, by the next run that writes: this package cannot.
"""

SCRIPT = """
ALTER TABLE articles ADD COLUMN editors TEXT CHECK (editors IS NULL OR json_valid(editors));
ALTER TABLE articles ADD COLUMN published_offset INTEGER;
ALTER TABLE articles ADD COLUMN day TEXT;
CREATE INDEX articles_day ON articles(day);
CREATE TABLE pending_dates (article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE);
INSERT INTO pending_dates (article_id) SELECT DISTINCT article_id FROM captures WHERE article_id IS NOT NULL;
"""
