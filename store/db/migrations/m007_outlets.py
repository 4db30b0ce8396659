"""Whose an article is, and its day also where no capture will tell it.

The index of days takes the language along, so that articles a day are counted without a look at the articles.
"""

from sqlite3 import Connection

from store import outlets

SCRIPT = """
ALTER TABLE articles ADD COLUMN domain TEXT;
UPDATE articles SET day = date(published) WHERE day IS NULL AND published NOT NULL
  AND id NOT IN (SELECT article_id FROM pending_dates);
DROP INDEX articles_day;
CREATE INDEX articles_day ON articles(day, language);
"""


def fill(connection: Connection) -> None:
    """Write the domains of all articles, then their index. Returns None, raises sqlite3.Error."""
    connection.create_function("warta_domain", 2, outlets.of, deterministic=True)
    connection.execute("UPDATE articles SET domain = warta_domain(url, site)")
    connection.create_function("warta_domain", 2, None)
    connection.execute("CREATE INDEX articles_domain ON articles(domain, day)")
