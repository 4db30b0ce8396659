"""The first page: what is looked for, and what was found; without words the newest."""

from dataclasses import dataclass

from store.browse.facets import Facets
from store.db.errors import BadQuery
from store.search.earlier_versions import VersionHit
from store.search.hits import Hit
from store.search.plain_words import put_in
from store.search.window import Window
from store.web import charts
from store.web.marks import Marks
from store.web.memory import remembered
from store.web.request import LONGEST_QUERY
from store.web.responses import Response

from .visit import Visit

PAGE_SIZE = 20
LAST_PAGE = 50  # deeper ones are reached by a narrower search
_YEARS = 12
_MOST_EARLIER = 5  # of the versions that are shown below the hits


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a visitor looks for, and in which order."""

    text: str
    window: Window
    is_newest: bool
    is_across: bool  # in the other language too


def page(visit: Visit) -> Response:
    """Return a page of hits. Raises BadParameter, BadQuery, or a StoreError."""
    asked = read(visit)
    number = visit.query.number("page", 1, lowest=1, highest=LAST_PAGE)
    hits = found(visit, asked, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE + 1)  # one more: is there a next page?
    counts = count(visit, asked)
    return visit.view.page(
        "search.html",
        text=asked.text,
        window=asked.window,
        is_newest=asked.is_newest,
        is_across=asked.is_across,
        also=_also(visit, asked, hits),
        hits=hits[:PAGE_SIZE],
        earlier=_earlier(visit, asked) if number == 1 else [],
        beside=visit.archive.browse.beside([hit.id for hit in hits]),
        page=number,
        meant=_meant(visit, asked, hits),
        has_next=len(hits) > PAGE_SIZE and number < LAST_PAGE,
        counts=counts,
        facets=_facets(asked.window, counts),
        years=_years(counts),
        timeline=charts.timeline(counts.months),
        marks=Marks(asked.text),
    )


def read(visit: Visit) -> Asked:
    """Return what is asked for. Raises BadParameter."""
    query = visit.query
    window = Window(
        language=query.language("language"), since=query.day("since"), until=query.day("until"),
        site=query.name("site"), section=query.name("section"), author=query.name("author"),
    )  # fmt: skip
    order = query.choice("sort", "best", "newest")
    return Asked(
        text=query.text("q", LONGEST_QUERY),
        window=window,
        is_newest=order == "newest",
        is_across=query.choice("across", "no", "yes") == "yes",
    )


def found(visit: Visit, asked: Asked, *, offset: int, limit: int) -> list[Hit]:
    """Return a stretch of the hits. Raises BadQuery, or a StoreError."""
    browse = visit.archive.browse
    if not asked.text:
        return browse.newest(asked.window, offset=offset, limit=limit)
    return browse.search(
        asked.text, asked.window, is_newest=asked.is_newest, is_across=asked.is_across, offset=offset, limit=limit
    )


def _earlier(visit: Visit, asked: Asked) -> list[VersionHit]:
    """The latest versions with all the words, of articles that may have none of them any more."""
    try:
        return visit.archive.browse.earlier(asked.text, asked.window, limit=_MOST_EARLIER) if asked.text else []
    except BadQuery:  # filters alone name no word
        return []


def _meant(visit: Visit, asked: Asked, hits: list[Hit]) -> str | None:
    """The query with words of the archive in the place of those that it has nearly; None where articles have all."""
    if not asked.text or any(hit.matched == "all" for hit in hits):
        return None
    nearly = visit.archive.nearly(asked.text)
    return put_in(asked.text, nearly) if nearly else None


def _also(visit: Visit, asked: Asked, hits: list[Hit]) -> list[str]:
    """What is looked for in the other language, where that was asked for."""
    translated = visit.archive.translation(asked.text) if asked.text and asked.is_across else None
    return visit.archive.also(translated, hits) if translated else []


def count(visit: Visit, asked: Asked) -> Facets:
    """Return how many articles match. Raises BadQuery, or a StoreError."""
    key = ("facets", asked.text, asked.window)
    browse = visit.archive.browse
    return remembered(visit.archive.path, key, lambda known: browse.facets(asked.text, asked.window, known))


def _facets(window: Window, counts: Facets) -> list[tuple[str, str | None, list[tuple[str, int]]]]:
    """Name of the parameter, what is chosen, and values with counts; the chosen one is always among them."""
    given = (
        ("language", window.language, counts.languages),
        ("site", window.site, counts.sites),
        ("section", window.section, counts.sections or ()),
        ("author", window.author, counts.authors or ()),
    )
    return [
        (name, chosen, [*values, *([(chosen, counts.total)] if chosen and chosen not in dict(values) else [])])
        for name, chosen, values in given
    ]


def _years(counts: Facets) -> list[tuple[str, int]]:
    """The latest years that have articles."""
    years: dict[str, int] = {}
    for month, number in counts.months.items():
        years[month[:4]] = years.get(month[:4], 0) + number
    return sorted(years.items(), reverse=True)[:_YEARS]
