"""A page as it was received, to be downloaded; it is never shown, for it is other people's HTML."""

from store.web import responses

from .visit import NotThere, Visit

_ENDINGS = {"text/html": "html", "application/json": "json", "application/xml": "xml", "text/xml": "xml"}


def download(visit: Visit, capture_id: str) -> responses.Response:
    """Return the bytes as a file. Raises NotThere when there is no such capture."""
    found = visit.archive.browse.capture(int(capture_id))
    if found is None:
        raise NotThere("no_capture")
    kind = (found.content_type or "").partition(";")[0].strip().lower()
    return responses.download(found.body, f"capture-{int(capture_id)}.{_ENDINGS.get(kind, 'txt')}")
