"""Which articles match, ranked by bm25 or newest first."""

import sqlite3
from dataclasses import dataclass

from .finder import Finder, Ranked, either, every
from .query import Query
from .window import Window

_FEW = 4  # words, of which the rarest tell whether any article has all
_MOST_RANKED = 1_000  # of those with some of the words, at 1.3 µs each
_MOST_COUNTED = 6_000  # to tell which word is the rarer, and whether not all of a search are ranked
_MOST_TELLING = 20_000  # articles together that have one of the words by which others are ranked
_MOST_SEEN = 30_000  # articles that match, the latest, of which the headlines are looked at
_MOST_TITLED = 3_000  # of these with a word in the headline, the latest
_MOST_WALKED = 10_000  # of the others, the latest
_MOST_BESIDE = 30_000  # articles that have a word which tells of the rank of those that have a rarer one


def best(
    connection: sqlite3.Connection,
    query: Query,
    window: Window,
    *,
    limit: int,
    enough: int = 0,
    is_relaxed: bool = False,
    counts: dict[str, int] | None = None,
) -> list[tuple[int, float]]:
    """Return ids and bm25 ranks (lower for a better match) of the first ``limit`` that match, best first.

    Of very many those with a word in the headline come first, and of the others the latest are ranked. ``is_relaxed``
    looks for articles with any of what is wanted; of very many only those with the rarer words are ranked, where these
    are ``enough``. ``counts`` is filled with how many articles have which part of the query, for the next one.

    FTS5 walks rowids, so a window of time is a walk over a range of ids; those whose date is not in their id are
    looked for apart, to stay exact. Where very many match, the ranks of these few are by how frequent the words are
    among them alone, half of the others' or nearly twice: to go through all would take ten times as long.
    Raises ValueError when the window has a naive datetime, and sqlite3.Error.
    """
    expression = query.relaxed if is_relaxed and query.relaxed else query.expression
    find = Finder(connection, expression, query, window, counts)
    if not is_relaxed and _has_many(find, query):
        return _titled_first(find, query, limit)
    found = _some(find, query, limit, enough) if is_relaxed else _having_all(find, query, limit)
    return _by_rank(found + find.outside_range())[:limit]


def newest(connection: sqlite3.Connection, query: Query, window: Window, *, limit: int) -> list[int]:
    """Return the ids of the first ``limit`` that match, newest first.

    The range of ids is walked from its end until there are enough; then of those whose date is not in
    their id only the ones that are newer than the last of these. Raises as ``best``.
    """
    find = Finder(connection, query.expression, query, window)
    found = find.latest(limit)
    last = str(found[-1][1]) if found and len(found) == limit else None
    found += find.redated(last)
    return [article_id for article_id, _ in sorted(found, key=lambda hit: (hit[1], hit[0]), reverse=True)[:limit]]


def arrived(connection: sqlite3.Connection, query: Query, window: Window, *, since: str, limit: int = -1) -> list[int]:
    """Return the ids of what matches and arrived at ``since``, text of the database, or later; earliest first.

    With a ``limit`` the latest so many. Raises as ``best``.
    """
    find = Finder(connection, query.expression, query, window)
    return [article_id for article_id, _ in find.arrived(since, limit)][::-1]


# -- all words


def _has_many(find: Finder, query: Query) -> bool:
    """Whether so many match that not all of them are ranked."""
    if any(find.about(part) < _MOST_COUNTED for part in query.parts):
        return False
    return find.has(query.expression, _MOST_COUNTED)


def _titled_first(find: Finder, query: Query, limit: int) -> list[tuple[int, float]]:
    """Of very many: those with a word of the query in the headline, the best of the latest others, then the rest."""
    titled = _by_rank(_titled(find, query, limit))
    if len(titled) == limit:
        return titled
    since = find.since(query.expression, _MOST_WALKED)
    others = _by_rank(find.ranked(limit, since=since) + find.outside_range())
    if since and len(others) < limit:
        others += [(article_id, float(rank)) for article_id, rank in find.earlier(limit, since)]
    known = {article_id for article_id, _ in titled}
    return [*titled, *(hit for hit in others if hit[0] not in known)][:limit]


def _titled(find: Finder, query: Query, limit: int) -> list[Ranked]:
    """The first of the latest with a word of the query in the headline."""
    titled = f"title : ({either(query.parts or (query.expression,))})"
    since = find.since(query.expression, _MOST_SEEN)
    telling = [each for each in query.alternatives if find.about(each) < _MOST_BESIDE]
    by = either(telling) if telling else query.expression
    return find.among(titled, by, limit, since=since, most=_MOST_TITLED)


def _having_all(find: Finder, query: Query, limit: int) -> list[Ranked]:
    """The first with all words; the ranks of a long query are by its less common words."""
    if len(query.parts) <= _FEW:
        return find.ranked(limit)
    rarest = sorted(query.parts, key=find.about)
    if not find.has(every(rarest[:_FEW])):
        return []
    return find.among(query.expression, every(_telling(find, rarest) or rarest[:1]), limit)


def _telling(find: Finder, rarest: list[str]) -> list[str]:
    """The words by which articles are ranked that are chosen by more of them."""
    telling, together = list[str](), 0
    for part in rarest:
        together += find.about(part)
        if find.about(part) >= _MOST_COUNTED or together > _MOST_TELLING:
            break
        telling.append(part)
    return telling


def _by_rank(found: list[Ranked]) -> list[tuple[int, float]]:
    return sorted(((article_id, float(rank)) for article_id, rank in found), key=lambda hit: hit[1])


# -- some words


@dataclass(frozen=True, slots=True)
class _Rarer:
    """The parts of a query, the rarest first, where too many articles have any of them to rank all."""

    few: list[str]  # all articles that have one of these are ranked
    many: list[str]  # of the articles that have one of these and none of the few, the latest are
    others: list[str]


def _some(find: Finder, query: Query, limit: int, enough: int) -> list[Ranked]:
    """The first with some of the words; of very many those with the rarer ones and the latest others, if ``enough``."""
    rarer = _rarer(find, query, limit)
    if rarer is None:
        return find.ranked(limit)
    found: list[Ranked] = []
    if rarer.few:
        by = either([*rarer.few, *_telling(find, [*rarer.many, *rarer.others])])
        found = find.among(either(rarer.few), f"({by}){query.refusal}", limit)
    for expression in _latest(find, query, rarer):
        if len(found) < limit:
            known = {article_id for article_id, _ in found}
            since = find.since(expression, _MOST_RANKED)
            more = find.ranked(limit, since=since, expression=f"({expression}){query.refusal}")
            found += [hit for hit in more if hit[0] not in known]
    return found if len(found) >= enough else find.ranked(limit)


def _rarer(find: Finder, query: Query, limit: int) -> _Rarer | None:
    """Return which parts are looked for; None where not too many articles have any of them.

    A third of the words is enough: an article without any of these is nobody's answer. And very common ones tell
    nothing of its rank.
    """
    counts = sorted((find.about(part), -len(part), part) for part in query.parts)  # of very common ones the longer
    few, together = 0, 0
    for number, (count, _, _) in enumerate(counts):
        is_few = together + count <= _MOST_RANKED
        if not is_few and number * 3 >= len(counts) and together >= 2 * limit:
            parts = [part for _, _, part in counts]
            return _Rarer(parts[:few], parts[few:number], parts[number:])
        together += count
        few += is_few
    parts = [part for _, _, part in counts]
    return None if few == len(counts) else _Rarer(parts[:few], parts[few:], [])


def _latest(find: Finder, query: Query, rarer: _Rarer) -> list[str]:
    """What the latest articles with a word that many have are looked for by: with another one first."""
    if not rarer.many:
        return []
    many = either(rarer.many)
    beside = [part for part in query.parts if part not in rarer.many and find.about(part) < _MOST_BESIDE]
    return [*([every([many, either(beside)])] if beside and len(query.parts) > 2 else []), many]
