"""The index for looking around has the day of the outlets too: months begin where their readers' months do."""

SCRIPT = """
DROP INDEX articles_facets;
CREATE INDEX articles_facets ON articles(id, language, domain, site, published, day);
"""
