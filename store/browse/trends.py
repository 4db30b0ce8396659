"""How many articles a day: of each language, of each site, or with words in them."""

import sqlite3
from collections import Counter
from datetime import UTC, date, datetime, timedelta

from store.search import query as queries
from store.search import ranking
from store.search.query import Query
from store.search.window import Window

_EPOCH = date(1970, 1, 1)
_MATCHING = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH :query"
Days = dict[date, int]
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


def by_column(connection: sqlite3.Connection, column: str, since: date, until: date, most: int) -> dict[str, Days]:
    """Return articles a day of the outlets by ``language`` or ``domain``, those with most of them first.

    Raises sqlite3.Error.
    """
    found = connection.execute(_COUNTED[column], {"since": since.isoformat(), "until": until.isoformat()}).fetchall()
    totals = Counter[str]()
    for name, _, number in found:
        totals[name] += number
    series: dict[str, Days] = {name: {} for name, _ in totals.most_common(most)}
    for name, day, number in found:
        if name in series:
            at = date.fromisoformat(day)
            series[name][at] = series[name].get(at, 0) + number
    return series


def of_words(connection: sqlite3.Connection, text: str) -> Days:
    """Return articles a day in UTC that match; those without a date are in none. Raises BadQuery, sqlite3.Error.

    An id begins with the time of its article, so that the index of words alone tells the days; the few articles
    whose date is not in their id are put right afterwards.
    """
    query = queries.parse(text)
    if query.filters:
        return _joined(connection, query)
    days = Counter[date]()
    asked = {"query": query.expression}
    for day, number in connection.execute(
        "SELECT (rowid >> 20) / 86400, count(*) FROM articles_fts WHERE articles_fts MATCH :query GROUP BY 1", asked
    ):
        days[_EPOCH + timedelta(days=day)] += number
    matching = f"a.id IN ({_MATCHING})"
    is_redated = "a.id IN (SELECT article_id FROM redated)"
    for article_id, published in connection.execute(
        f"SELECT a.id, a.published FROM articles a WHERE ({is_redated} OR a.published IS NULL) AND {matching}", asked
    ):
        days[datetime.fromtimestamp(article_id >> 20, UTC).date()] -= 1
        if published:
            days[date.fromisoformat(published[:10])] += 1
    return {day: number for day, number in days.items() if number}


def _joined(connection: sqlite3.Connection, query: Query) -> Days:
    wanted, values = ranking.conditions(query.filters, Window())
    matching = f"a.id IN ({_MATCHING})" if query.expression else "TRUE"
    found = connection.execute(
        "SELECT substr(a.published, 1, 10), count(*) FROM articles a"
        f" WHERE {' AND '.join([matching, 'a.published IS NOT NULL', *wanted])} GROUP BY 1",
        {**values, "query": query.expression},
    )
    return {date.fromisoformat(day): number for day, number in found}


def last_day(connection: sqlite3.Connection, today: date) -> date | None:
    """Return the latest day, up to today, on which an article was published; None without one. Raises sqlite3.Error."""
    found = connection.execute(
        "SELECT max(published) FROM articles WHERE published < :end", {"end": (today + timedelta(days=1)).isoformat()}
    ).fetchone()[0]
    return date.fromisoformat(found[:10]) if found else None
