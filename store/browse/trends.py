"""How many articles a day: of each language, of each site, or with words in them."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial

from store.search import query as queries
from store.search.conditions import conditions
from store.search.query import Query
from store.search.window import Window

from . import counted
from .counted import Counted

_EPOCH = date(1970, 1, 1)
_SECONDS = 86_400
_MATCHING = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH :query AND rowid >= :from"
# Those whose date is not in their id: few, and in an index of their own; and those without a date.
_OTHERWISE_DATED = f"""
SELECT a.id, a.published FROM redated_fts f CROSS JOIN articles a INDEXED BY articles_facets ON a.id = f.rowid
WHERE redated_fts MATCH :query AND f.rowid >= :from
UNION ALL
SELECT id, NULL FROM articles INDEXED BY articles_published
WHERE published IS NULL AND id >= :from AND id NOT IN (SELECT article_id FROM redated) AND id IN ({_MATCHING})
"""
Days = Mapping[date, int]
# First by the indexes that have all that is counted, then what has no day of an outlet: it has that of UTC.
_WITHOUT_DAY = " FROM articles INDEXED BY articles_day WHERE day IS NULL AND date(published) BETWEEN :since AND :until"
_COUNTED = {
    "language": "SELECT language, day, count(*) FROM articles INDEXED BY articles_day"
    " WHERE day BETWEEN :since AND :until AND language > '' GROUP BY 1, 2"
    f" UNION ALL SELECT language, date(published), count(*){_WITHOUT_DAY} AND language > '' GROUP BY 1, 2",
    # What is of no host, a plain text, is of the outlet that it names.
    "domain": "SELECT domain, day, count(*) FROM articles INDEXED BY articles_domain"
    " WHERE day BETWEEN :since AND :until AND domain > '' GROUP BY 1, 2"
    " UNION ALL SELECT site, day, count(*) FROM articles INDEXED BY articles_domain"
    " WHERE day BETWEEN :since AND :until AND domain IS NULL AND site > '' GROUP BY 1, 2"
    f" UNION ALL SELECT coalesce(domain, site) AS name, date(published), count(*){_WITHOUT_DAY} AND name > ''"
    " GROUP BY 1, 2",
}
# The same of the articles from an id on.
_LATEST = (
    "SELECT {name} AS name, coalesce(day, date(published)) AS at, count(*) FROM articles INDEXED BY articles_facets"
    " WHERE id >= :from AND at BETWEEN :since AND :until AND name > '' GROUP BY 1, 2"
)
_NAMES = {"language": "language", "domain": "coalesce(domain, site)"}


def by_column(
    connection: sqlite3.Connection, column: str, since: date, until: date, known: Counted | None = None
) -> Counted:
    """Return articles a day of the outlets by (``language`` or ``domain``, day); ``known`` is what was before.

    Raises sqlite3.Error.
    """
    values = {"since": since.isoformat(), "until": until.isoformat()}

    def count(first: int) -> Counter[tuple[str, date]]:
        sql = _LATEST.format(name=_NAMES[column]) if first else _COUNTED[column]
        found = Counter[tuple[str, date]]()
        for name, day, number in connection.execute(sql, values | {"from": first}):
            found[name, date.fromisoformat(day)] += number
        return found

    return counted.counted(connection, known, count)


def largest(found: Counted, most: int) -> dict[str, Days]:
    """Return articles a day of those names that have most of them, most first."""
    totals = Counter[str]()
    for (name, _), number in found.counts.items():
        totals[name] += number
    chosen = sorted(totals, key=lambda name: (-totals[name], name))[:most]
    series: dict[str, dict[date, int]] = {name: {} for name in chosen}
    for (name, day), number in found.counts.items():
        if name in series:
            series[name][day] = number
    return dict(series)


def of_words(connection: sqlite3.Connection, text: str, known: Counted | None = None) -> Counted:
    """Return articles a day in UTC that match; those without a date are in none. ``known`` is what was before.

    An id begins with the time of its article, so that the index of words alone tells the days; the few articles
    whose date is not in their id are put right afterwards. Raises BadQuery, sqlite3.Error.
    """
    query = queries.parse(text)
    return counted.counted(connection, known, partial(_joined if query.filters else _by_ids, connection, query))


def _by_ids(connection: sqlite3.Connection, query: Query, first: int) -> Counter[date]:
    days = Counter[date]()
    asked = {"query": query.expression, "from": first}
    for day, number in connection.execute(
        f"SELECT (rowid >> 20) / {_SECONDS}, count(*) FROM articles_fts WHERE articles_fts MATCH :query"
        " AND rowid >= :from GROUP BY 1",
        asked,
    ):
        days[_EPOCH + timedelta(days=day)] += number
    for article_id, published in connection.execute(_OTHERWISE_DATED, asked):
        days[datetime.fromtimestamp(article_id >> 20, UTC).date()] -= 1
        if published:
            days[date.fromisoformat(published[:10])] += 1
    return +days


def _joined(connection: sqlite3.Connection, query: Query, first: int) -> Counter[date]:
    wanted, values = conditions(query.filters, Window())
    matching = f"a.id IN ({_MATCHING})" if query.expression else "a.id >= :from"
    found = connection.execute(
        "SELECT substr(a.published, 1, 10), count(*) FROM articles a"
        f" WHERE {' AND '.join([matching, 'a.published IS NOT NULL', *wanted])} GROUP BY 1",
        {**values, "query": query.expression, "from": first},
    )
    return Counter({date.fromisoformat(day): number for day, number in found})


def last_day(connection: sqlite3.Connection, today: date) -> date | None:
    """Return the latest day, up to today, on which an article was published; None without one. Raises sqlite3.Error."""
    found = connection.execute(
        "SELECT max(published) FROM articles WHERE published < :end", {"end": (today + timedelta(days=1)).isoformat()}
    ).fetchone()[0]
    return date.fromisoformat(found[:10]) if found else None
