"""The tables, as SQL scripts that are run in order, each once.

A released migration stays as it is; a new one goes below.
"""

# Long columns stand last: SQLite walks through all pages of a text to reach what comes after it.
# content="articles" stands in double quotes because sqlite-utils and Datasette find
# the index of a table by exactly this spelling.
_FIRST = """
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

# What polling needs to know between two runs.
_POLLING = """
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

# What failed, for programs: a code beside the sentence for a person. Until then only the sentence told
# that a site's robots.txt said no.
_CODES = """
ALTER TABLE sources ADD COLUMN trouble_code TEXT;
ALTER TABLE failures ADD COLUMN code TEXT;
UPDATE sources SET trouble_code = 'robots_denied' WHERE instr(trouble, 'robots.txt');
UPDATE sources SET trouble_code = 'repaired' WHERE trouble NOT NULL AND failures = 0 AND status IN (200, 304);
UPDATE sources SET trouble_code = 'gone' WHERE instr(disabled_why, 'it answered 410 Gone') = 1;
"""

# The outlet's own calendar and its editors. An index of days, because the column stands behind the texts.
# What an earlier version stored is read again from its captures, by the next run that writes: this package cannot.
_DAYS = """
ALTER TABLE articles ADD COLUMN editors TEXT CHECK (editors IS NULL OR json_valid(editors));
ALTER TABLE articles ADD COLUMN published_offset INTEGER;
ALTER TABLE articles ADD COLUMN day TEXT;
CREATE INDEX articles_day ON articles(day);
CREATE TABLE pending_dates (article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE);
INSERT INTO pending_dates (article_id) SELECT DISTINCT article_id FROM captures WHERE article_id IS NOT NULL;
"""

# What a person calls a source: the tags that they gave it, and the address that they named.
_TAGS = """
ALTER TABLE sources ADD COLUMN tags TEXT CHECK (tags IS NULL OR json_valid(tags));
ALTER TABLE sources ADD COLUMN given TEXT;
"""

# Since when an item fails; of what failed before nothing is known but the last time.
_SINCE = """
ALTER TABLE failures ADD COLUMN since TEXT;
UPDATE failures SET since = seen;
"""

MIGRATIONS = (
    ("m001_first", _FIRST),
    ("m002_polling", _POLLING),
    ("m003_codes", _CODES),
    ("m004_days", _DAYS),
    ("m005_tags", _TAGS),
    ("m006_since", _SINCE),
)
VERSION = len(MIGRATIONS)  # kept in the file as PRAGMA user_version
