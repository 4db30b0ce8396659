"""An index for looking around: what facets count, without a look at the long rows."""

SCRIPT = "CREATE INDEX articles_facets ON articles(id, language, domain, site, published);"
