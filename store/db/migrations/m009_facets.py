"""Indexes for looking around: what facets count, without a look at the long rows, and the copies of an article.

That of copies may be there already: an archive that found them made it.
"""

SCRIPT = """
CREATE INDEX articles_facets ON articles(id, language, site, published);
CREATE INDEX IF NOT EXISTS articles_duplicate ON articles(duplicate_of) WHERE duplicate_of IS NOT NULL;
"""
