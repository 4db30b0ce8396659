"""How many of the articles that match are of which language, outlet and month, and by whom.

All that match are looked at once, grouped, and the groups are added up: the choice of a language narrows the counts
of outlets and months, but not those of the other languages, which can be chosen instead.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from store.search import query as queries
from store.search import ranking
from store.search.query import NO_QUERY, Query
from store.search.window import Window

from . import whole

MOST_NAMED = 10_000  # matching articles of which sections and authors are still counted: they stand in the long rows
_VALUES = 12  # of a facet
# Language, outlet, month, is it inside the time, is it of the site that was chosen, articles.
_Group = tuple[str | None, str | None, str | None, int, int, int]
Counts = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Counts of the articles that match, most first."""

    total: int  # with everything that was chosen
    languages: Counts  # whatever language was chosen
    sites: Counts  # whatever site was chosen
    months: Mapping[str, int]  # "2026-01", of the outlets; whatever time was chosen; articles without a date in none
    sections: Counts | None  # with everything that was chosen; None where too many match
    authors: Counts | None  # likewise


def count(connection: sqlite3.Connection, text: str, window: Window) -> Facets:
    """Return the counts. Raises BadQuery when ``text`` is not empty and names no word, and sqlite3.Error."""
    query = queries.parse(text) if text else NO_QUERY
    if not text and window == Window(language=window.language):
        return _of_all(connection, window)
    return _added_up(connection, query, window)


def _added_up(connection: sqlite3.Connection, query: Query, window: Window) -> Facets:
    groups = _groups(connection, query, window)
    inside = [group for group in groups if group[3]]
    chosen = [group for group in groups if _is_of_language(group, window) and group[4]]
    total = sum(group[5] for group in chosen if group[3])
    is_named = total <= MOST_NAMED
    return Facets(
        total=total,
        languages=_added((group[0], group[5]) for group in inside if group[4]).most_common(_VALUES),
        sites=_added((group[1], group[5]) for group in inside if _is_of_language(group, window)).most_common(_VALUES),
        months=_added((group[2], group[5]) for group in chosen),
        sections=_names(connection, query, window, "a.section") if is_named else None,
        authors=_names(connection, query, window, "by.value") if is_named else None,
    )


def _of_all(connection: sqlite3.Connection, window: Window) -> Facets:
    found = whole.count(connection, window.language)
    languages = found.languages
    total = languages.total() if window.language is None else languages[window.language]
    is_named = total <= MOST_NAMED
    return Facets(
        total=total,
        languages=_added(languages.items()).most_common(_VALUES),
        sites=found.sites.most_common(_VALUES),
        months=found.months,
        sections=_names(connection, NO_QUERY, window, "a.section") if is_named else None,
        authors=_names(connection, NO_QUERY, window, "by.value") if is_named else None,
    )


def _groups(connection: sqlite3.Connection, query: Query, window: Window) -> list[_Group]:
    of_time = Window(since=window.since, until=window.until)
    wanted, values = ranking.conditions(
        query.filters, replace(window, language=None, site=None, since=None, until=None)
    )
    inside, days = ranking.conditions((), of_time)
    of_site, sites = ranking.conditions((), Window(site=window.site))
    sql = (
        f"SELECT a.language, coalesce(a.domain, a.site), substr(coalesce(a.day, a.published), 1, 7),"
        f" {' AND '.join(inside) or '1'}, {' AND '.join(of_site) or '1'}, count(*)"
        f" FROM {_counted(query, window)} WHERE {_matching(query, wanted)} GROUP BY 1, 2, 3, 4, 5"
    )
    values |= days | sites | {"query": query.expression, "first": window.first, "end": window.end}
    return [tuple(row) for row in connection.execute(sql, values)]


def _names(connection: sqlite3.Connection, query: Query, window: Window, name: str) -> list[tuple[str, int]]:
    """Sections or authors, with everything that was chosen."""
    wanted, values = ranking.conditions(query.filters, window)
    people = ", json_each(a.authors) AS by" if name == "by.value" else ""
    sql = (
        f"SELECT {name}, count(DISTINCT a.id) FROM {_source(query)}{people}"
        f" WHERE {_matching(query, [*wanted, f'{name} > :empty'])} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_VALUES}"
    )
    values |= {"query": query.expression, "first": window.first, "end": window.end, "empty": ""}
    return [tuple(row) for row in connection.execute(sql, values)]


def _source(query: Query) -> str:
    # CROSS keeps the order, from the index of words to the articles: begun with that of languages it takes a hundred
    # times as long.
    return "articles_fts f CROSS JOIN articles a ON a.id = f.rowid" if query.expression else "articles a"


def _counted(query: Query, window: Window) -> str:
    """The same by way of the index that has all that is counted, where nothing else is asked for."""
    is_narrow = query.filters or window.section is not None or window.author is not None
    return (
        _source(query) if is_narrow else _source(query).replace("articles a", "articles a INDEXED BY articles_facets")
    )


def _matching(query: Query, wanted: list[str]) -> str:
    return " AND ".join([*(["articles_fts MATCH :query"] if query.expression else []), *wanted]) or "TRUE"


def _added(counts: Iterable[tuple[str | None, int]]) -> Counter[str]:
    added = Counter[str]()
    for name, number in counts:
        if name:
            added[name] += number
    return added


def _is_of_language(group: _Group, window: Window) -> bool:
    return window.language is None or group[0] == window.language
