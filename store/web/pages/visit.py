"""What a page is given: the archive, what was asked, and how to say it."""

from dataclasses import dataclass

from store.archive import Archive
from store.web.request import Parameters
from store.web.view import View


class NotThere(LookupError):
    """What is asked for is not in the archive; ``key`` is of the words that say so."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request on its way to a page."""

    archive: Archive
    query: Parameters
    view: View
