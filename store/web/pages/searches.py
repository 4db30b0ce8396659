"""The searches that were saved: each with its latest arrivals and its feed."""

from store.web.responses import Response

from .visit import Visit

_MOST = 100  # searches on the page
_LATEST = 3  # articles of each


def page(visit: Visit) -> Response:
    """Return the page of saved searches. Raises a StoreError."""
    every = visit.archive.searches.every()
    latest = [(search, visit.archive.searches.latest(search.name, _LATEST)) for search in every[:_MOST]]
    return visit.view.page("searches.html", searches=latest)
