"""How many articles there are of each language, outlet and month, where no words are looked for.

The indexes that are in the order of what is counted are walked, which takes a fifth of the time that sorting takes.
"""

import sqlite3
from collections import Counter
from dataclasses import dataclass

_DAYS = "SELECT day, language, count(*) FROM articles INDEXED BY articles_day GROUP BY day, language"
_DATED_IN_UTC = (
    "SELECT substr(published, 1, 7), language, count(*) FROM articles INDEXED BY articles_facets"
    " WHERE day IS NULL AND published NOT NULL GROUP BY 1, 2"
)
_OUTLETS = "SELECT domain, count(*) FROM articles INDEXED BY articles_domain GROUP BY domain"
_OF_NO_HOST = "SELECT site, count(*) FROM articles INDEXED BY articles_facets WHERE domain IS NULL GROUP BY 1"
_OUTLETS_IN = (
    "SELECT coalesce(domain, site), count(*) FROM articles INDEXED BY articles_facets WHERE language = :language"
    " GROUP BY 1"
)


@dataclass(frozen=True, slots=True)
class Whole:
    """Counts of all articles; those of outlets and months are of one language, where one was chosen."""

    languages: Counter[str | None]
    sites: Counter[str]
    months: Counter[str]


def count(connection: sqlite3.Connection, language: str | None) -> Whole:
    """Return the counts. Raises sqlite3.Error."""
    days = connection.execute(_DAYS).fetchall()
    languages, months = Counter[str | None](), Counter[str]()
    for _, of, number in days:
        languages[of] += number
    undated = connection.execute(_DATED_IN_UTC).fetchall() if any(row[0] is None for row in days) else []
    for day, of, number in [*days, *undated]:
        if day and language in (None, of):
            months[day[:7]] += number
    return Whole(languages, _sites(connection, language), months)


def _sites(connection: sqlite3.Connection, language: str | None) -> Counter[str]:
    if language is not None:
        found = connection.execute(_OUTLETS_IN, {"language": language}).fetchall()
    else:
        found = connection.execute(_OUTLETS).fetchall()
        if any(row[0] is None for row in found):
            found += connection.execute(_OF_NO_HOST).fetchall()
    sites = Counter[str]()
    for name, number in found:
        if name:
            sites[name] += number
    return sites
