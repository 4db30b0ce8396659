"""Views for those who ask by SQL; no step of the tables, but made anew after the steps.

A step that makes a table anew would else fail at a view of it, and here a view may be changed freely.
"""

DROP = "DROP VIEW IF EXISTS articles_view; DROP VIEW IF EXISTS pairs;"
CREATE = """
CREATE VIEW articles_view AS
SELECT a.id, a.url, a.site, a.domain, a.title, a.authors, a.section, a.language, a.words,
  a.published,
  CASE WHEN a.published_offset IS NULL THEN NULL
    ELSE strftime('%Y-%m-%d %H:%M', a.published, a.published_offset || ' minutes') END AS published_local,
  coalesce(a.day, date(a.published)) AS day,
  a.published_from, a.modified, a.first_seen, a.last_seen,
  1 + (SELECT count(*) FROM revisions r WHERE r.article_id = a.id) AS versions,
  a.duplicate_of,
  (SELECT count(*) FROM articles c WHERE c.duplicate_of = a.id) AS copies,
  (SELECT count(*) FROM sightings s WHERE s.article_id = a.id) AS places,
  a.description, a.text
FROM articles a;

CREATE VIEW pairs AS
  SELECT c.score, c.kind, a.id AS article_id, a.language, a.title, a.url, a.published,
    b.id AS counterpart_id, b.language AS counterpart_language, b.title AS counterpart_title,
    b.url AS counterpart_url, b.published AS counterpart_published
  FROM counterparts c JOIN articles a ON a.id = c.article_id JOIN articles b ON b.id = c.counterpart_id;
"""
