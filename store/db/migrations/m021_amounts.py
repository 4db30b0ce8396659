"""How much was changed from a version to the next is kept beside it, so that nobody has to compare all texts anew.

It is written with a version, not here: NULL is what is not worked out yet, or is no more right.
"""

SCRIPT = """
ALTER TABLE revisions ADD COLUMN change TEXT;
ALTER TABLE revisions ADD COLUMN words_out INTEGER;
ALTER TABLE revisions ADD COLUMN words_in INTEGER;
CREATE INDEX revisions_change ON revisions(change);
CREATE INDEX revisions_amounts ON revisions(revision_id, article_id, change, words_out, words_in);
CREATE TRIGGER amounts_article AFTER UPDATE OF title, text ON articles BEGIN
  UPDATE revisions SET change = NULL, words_out = NULL, words_in = NULL
  WHERE revision_id = (SELECT max(revision_id) FROM revisions WHERE article_id = new.id);
END;
CREATE TRIGGER amounts_insert AFTER INSERT ON revisions
WHEN new.content_hash <> (SELECT content_hash FROM articles WHERE id = new.article_id) BEGIN
  UPDATE revisions SET change = NULL, words_out = NULL, words_in = NULL WHERE revision_id =
    (SELECT max(revision_id) FROM revisions WHERE article_id = new.article_id AND revision_id < new.revision_id);
END;
CREATE TRIGGER amounts_delete AFTER DELETE ON revisions BEGIN
  UPDATE revisions SET change = NULL, words_out = NULL, words_in = NULL WHERE revision_id =
    (SELECT max(revision_id) FROM revisions WHERE article_id = old.article_id AND revision_id < old.revision_id);
END;
CREATE TRIGGER amounts_update AFTER UPDATE OF title, text ON revisions BEGIN
  UPDATE revisions SET change = NULL, words_out = NULL, words_in = NULL WHERE revision_id IN (new.revision_id,
    (SELECT max(revision_id) FROM revisions WHERE article_id = new.article_id AND revision_id < new.revision_id));
END;
"""
