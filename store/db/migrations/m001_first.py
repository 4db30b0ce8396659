"""The first tables: articles with their index, where they came from, and the ledger."""

# Long columns stand last: SQLite walks through all pages of a text to reach what comes after it.
# content="articles" stands in double quotes because sqlite-utils and Datasette find
# the index of a table by exactly this spelling.
SCRIPT = """
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  title TEXT,
  authors TEXT CHECK (authors IS NULL OR json_valid(authors)),
  published TEXT,
  published_from TEXT,
  modified TEXT,
  site TEXT,
  section TEXT,
  tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  description TEXT,
  image TEXT,
  language TEXT,
  language_confidence REAL,
  languages TEXT CHECK (languages IS NULL OR json_valid(languages)),
  words INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  method TEXT,
  notes TEXT CHECK (notes IS NULL OR json_valid(notes)),
  duplicate_of INTEGER REFERENCES articles(id),
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  text TEXT NOT NULL,
  stems TEXT NOT NULL DEFAULT ''
);
CREATE INDEX articles_published ON articles(published);
CREATE INDEX articles_language ON articles(language, published);
CREATE INDEX articles_site ON articles(site, published);
CREATE INDEX articles_content_hash ON articles(content_hash);
CREATE INDEX articles_redated ON articles(published)
  WHERE id >> 20 <> CAST(strftime('%s', published) AS INTEGER);

CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, description, text, stems,
  content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO articles_fts(articles_fts, rank) VALUES ('rank', 'bm25(4.0, 2.0, 1.0, 0.5)');
CREATE TRIGGER articles_insert AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts(rowid, title, description, text, stems)
  VALUES (new.id, new.title, new.description, new.text, new.stems);
END;
CREATE TRIGGER articles_delete AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, description, text, stems)
  VALUES ('delete', old.id, old.title, old.description, old.text, old.stems);
END;
CREATE TRIGGER articles_update AFTER UPDATE OF id, title, description, text, stems ON articles BEGIN
  INSERT INTO articles_fts(articles_fts, rowid, title, description, text, stems)
  VALUES ('delete', old.id, old.title, old.description, old.text, old.stems);
  INSERT INTO articles_fts(rowid, title, description, text, stems)
  VALUES (new.id, new.title, new.description, new.text, new.stems);
END;

CREATE TABLE revisions (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  seen TEXT NOT NULL,
  title TEXT,
  text TEXT NOT NULL,
  content_hash TEXT NOT NULL
);
CREATE INDEX revisions_article ON revisions(article_id, seen);

CREATE TABLE captures (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  fetched TEXT NOT NULL,
  status INTEGER,
  content_type TEXT,
  body BLOB NOT NULL,
  sha256 TEXT NOT NULL,
  article_id INTEGER REFERENCES articles(id) ON DELETE CASCADE,
  UNIQUE (url, sha256)
);
CREATE INDEX captures_article ON captures(article_id);

CREATE TABLE sightings (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  locator TEXT NOT NULL,
  seen TEXT NOT NULL,
  PRIMARY KEY (article_id, kind, locator)
);
CREATE INDEX sightings_locator ON sightings(locator);

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  title TEXT,
  site_url TEXT,
  enabled INTEGER NOT NULL DEFAULT 1,
  disabled_why TEXT,
  etag TEXT,
  last_modified TEXT,
  next_due TEXT,
  failures INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT,
  added INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  same INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  exit_code INTEGER
);

CREATE TABLE fetches (
  id INTEGER PRIMARY KEY,
  run_id INTEGER REFERENCES runs(id),
  source_id INTEGER REFERENCES sources(id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  fetched TEXT NOT NULL,
  status INTEGER,
  size_bytes INTEGER,
  seconds REAL,
  reason TEXT
);
CREATE INDEX fetches_source ON fetches(source_id, fetched);

CREATE TABLE failures (
  id INTEGER PRIMARY KEY,
  run_id INTEGER REFERENCES runs(id),
  locator TEXT NOT NULL,
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,
  seen TEXT NOT NULL,
  times INTEGER NOT NULL DEFAULT 1,
  resolved TEXT,
  UNIQUE (locator, stage)
);

CREATE TABLE counterparts (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  counterpart_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('hreflang', 'story')),
  score REAL NOT NULL,
  PRIMARY KEY (article_id, counterpart_id, kind)
) WITHOUT ROWID;
"""
