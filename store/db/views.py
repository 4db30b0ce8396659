"""Views for those who ask by SQL; no step of the tables, but made anew after the steps.

A step that makes a table anew would else fail at a view of it, and here a view may be changed freely.
"""

DROP = "DROP VIEW IF EXISTS articles_view;"
CREATE = """
CREATE VIEW articles_view AS
SELECT a.id, a.url, a.site, a.title, a.authors, a.section, a.language, a.words,
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
"""
