"""The first page: what is looked for, and what was found; without words the newest."""

from store.search.ranking import Window
from store.web.responses import Response

from .visit import Visit

PAGE_SIZE = 20
_LAST_PAGE = 50  # deeper ones are reached by a narrower search
_LONGEST_QUERY = 1_000  # characters: some hundred words, of which each costs


def page(visit: Visit) -> Response:
    """Return a page of hits. Raises BadParameter, BadQuery, or a StoreError."""
    text = visit.query.text("q", _LONGEST_QUERY)
    number = visit.query.number("page", 1, lowest=1, highest=_LAST_PAGE)
    order = visit.query.choice("sort", "best", "newest")
    window = read_window(visit)
    offset, wanted = (number - 1) * PAGE_SIZE, PAGE_SIZE + 1  # one more tells whether there is a next page
    browse = visit.archive.browse
    if text:
        hits = browse.search(text, window, is_newest=order == "newest", offset=offset, limit=wanted)
    else:
        hits = browse.newest(window, offset=offset, limit=wanted)
    has_next = len(hits) > PAGE_SIZE and number < _LAST_PAGE
    return visit.view.page(
        "search.html", text=text, window=window, order=order, hits=hits[:PAGE_SIZE], page=number, has_next=has_next
    )


def read_window(visit: Visit) -> Window:
    """Return which articles are looked at. Raises BadParameter."""
    query = visit.query
    return Window(
        language=query.language("language"), since=query.day("since"), until=query.day("until"), site=query.name("site")
    )
