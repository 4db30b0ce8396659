"""How many of the articles that match are of which language, outlet and month, and by whom.

All that match are looked at once, grouped, and the groups are added up: the choice of a language narrows the counts
of outlets and months, but not those of the other languages, which can be chosen instead.
"""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from store.search import query as queries
from store.search.conditions import conditions
from store.search.query import NO_QUERY, Query
from store.search.window import Window

from . import counted, whole
from .counted import Counted

MOST_NAMED = 10_000  # matching articles of which sections and authors are still counted: they stand in the long rows
_MOST_KEPT = 500  # names whose counts are kept for the next count; where there are more they are counted anew
_VALUES = 12  # of a facet
# Language, outlet, month, is it inside the time, is it of the site that was chosen, articles.
_Group = tuple[str | None, str | None, str | None, int, int, int]
_TOTAL = ("total", "")  # what is counted: of what, and which
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
    counted: Counted  # from which the next count goes on
    named: Counted | None  # likewise; None where too many are named


def count(connection: sqlite3.Connection, text: str, window: Window, known: Facets | None = None) -> Facets:
    """Return the counts; ``known`` is what was returned for the same earlier.

    Raises BadQuery when ``text`` is not empty and names no word, and sqlite3.Error.
    """
    query = queries.parse(text) if text else NO_QUERY
    if window.arrived_since is not None:  # what another archive knew of an article may move that, which is not noted
        known = None
    groups = partial(_of_groups, connection, query, window)
    found = counted.counted(connection, known.counted if known else None, groups)
    named = None
    if found.counts[_TOTAL] <= MOST_NAMED:
        names = partial(_of_names, connection, query, window)
        named = counted.counted(connection, known.named if known else None, names)
    return Facets(
        total=found.counts[_TOTAL],
        languages=_most(found, "language"),
        sites=_most(found, "site"),
        months={month: number for (of, month), number in found.counts.items() if of == "month"},
        sections=_most(named, "section") if named else None,
        authors=_most(named, "author") if named else None,
        counted=found,
        named=named if named and len(named.counts) <= _MOST_KEPT else None,
    )


def _most(found: Counted, wanted: str) -> Counts:
    """The values with most articles; of as many the first by name."""
    counts = [(name, number) for (of, name), number in found.counts.items() if of == wanted]
    return sorted(counts, key=lambda value: (-value[1], value[0]))[:_VALUES]


def _of_groups(connection: sqlite3.Connection, query: Query, window: Window, first: int) -> Counter[tuple[str, str]]:
    """What matches, from an id on, by language, outlet and month."""
    if query is NO_QUERY and first == 0 and window == Window(language=window.language):
        return _of_all(connection, window.language)
    counts = Counter[tuple[str, str]]()
    for language, site, month, is_inside, is_of_site, number in _groups(connection, query, window, first):
        is_of_language = window.language in (None, language)
        counted_by = {
            _TOTAL: is_inside and is_of_site and is_of_language,
            ("language", language or ""): is_inside and is_of_site,
            ("site", site or ""): is_inside and is_of_language,
            ("month", month or ""): is_of_site and is_of_language,
        }
        counts.update({kind: number for kind, is_counted in counted_by.items() if is_counted})
    return _of_known(counts)


def _of_all(connection: sqlite3.Connection, language: str | None) -> Counter[tuple[str, str]]:
    found = whole.count(connection, language)
    counts = Counter({_TOTAL: found.languages.total() if language is None else found.languages[language]})
    for of, values in (("language", found.languages), ("site", found.sites), ("month", found.months)):
        counts.update({(of, name or ""): number for name, number in values.items()})
    return _of_known(counts)


def _of_known(counts: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """The same without articles of which that is not known."""
    return Counter({kind: number for kind, number in counts.items() if number and (kind[1] or kind == _TOTAL)})


def _groups(connection: sqlite3.Connection, query: Query, window: Window, first: int) -> list[_Group]:
    of_time = Window(since=window.since, until=window.until)
    wanted, values = conditions(query.filters, replace(window, language=None, site=None, since=None, until=None))
    inside, days = conditions((), of_time)
    of_site, sites = conditions((), Window(site=window.site))
    sql = (
        f"SELECT a.language, coalesce(a.domain, a.site), substr(coalesce(a.day, a.published), 1, 7),"
        f" {' AND '.join(inside) or '1'}, {' AND '.join(of_site) or '1'}, count(*)"
        f" FROM {_counted(query, window)} WHERE {_matching(query, wanted)} GROUP BY 1, 2, 3, 4, 5"
    )
    values |= days | sites | {"query": query.expression, "first": window.first, "end": window.end, "from": first}
    return [tuple(row) for row in connection.execute(sql, values)]


def _of_names(connection: sqlite3.Connection, query: Query, window: Window, first: int) -> Counter[tuple[str, str]]:
    """Sections and authors of what matches, from an id on, with everything that was chosen."""
    wanted, values = conditions(query.filters, window)
    values |= {"query": query.expression, "first": window.first, "end": window.end, "from": first, "empty": ""}
    counts = Counter[tuple[str, str]]()
    for of, name, people in (("section", "a.section", ""), ("author", "by.value", ", json_each(a.authors) AS by")):
        sql = (
            f"SELECT {name}, count(DISTINCT a.id) FROM {_source(query)}{people}"
            f" WHERE {_matching(query, [*wanted, f'{name} > :empty'])} GROUP BY 1"
        )
        counts.update({(of, str(row[0])): row[1] for row in connection.execute(sql, values)})
    return counts


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
    matches = ["articles_fts MATCH :query", "f.rowid >= :from"] if query.expression else ["a.id >= :from"]
    return " AND ".join([*matches, *wanted])
