"""What newsrooms changed after publication, the latest first."""

from store.browse.changes import Wanted
from store.web import compare
from store.web.responses import Response

from .visit import Visit

_PAGE_SIZE = 20


def page(visit: Visit) -> Response:
    """Return a page of changes. Raises BadParameter, or a StoreError."""
    query = visit.query
    kind: Wanted = query.choice("kind", "all", "headlines", "large")
    site = query.name("site")
    found = visit.archive.browse.changes(
        before=query.number("before", (1 << 62)), wanted=kind, site=site, limit=_PAGE_SIZE
    )
    changes = [(change, compare.runs(change.new_title)) for change in found.found]
    return visit.view.page("changes.html", changes=changes, kind=kind, site=site, following=found.before)
