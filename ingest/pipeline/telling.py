"""Which failures of a run a person hears of: the trouble of a host once, and not again while it lasts."""

from ingest.core import urls
from ingest.core.errors import FetchError, IngestError, RobotsDenied, TimedOut, Unreachable
from store import Archive, FeedEntry


class Telling:
    """What was told of hosts in this run, and in those before by what the archive has of their failures."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._told: set[tuple[str, str]] = set()  # hosts with the code of their trouble

    def is_news(self, entry: FeedEntry | None, error: IngestError) -> bool:
        """Return whether a failure is to be told, and take it for told; can raise a StoreError.

        False when it was told before, as the trouble of its entry or of its host.
        """
        if entry is None:  # a person asked for it
            return True
        if entry.tries:
            return False
        trouble = _host_trouble(error)
        if trouble is None:
            return True
        was_told = trouble in self._told
        self._told.add(trouble)
        return not (was_told or self._archive.fails_already(*trouble))


def _host_trouble(error: IngestError) -> tuple[str, str] | None:
    """The host and the code of a failure that all pages of the host share; None when it is the page's own."""
    is_pause = isinstance(error, FetchError) and error.retry_after is not None
    if is_pause or isinstance(error, Unreachable | TimedOut | RobotsDenied):
        return urls.root(error.target) or error.target, error.code
    return None
