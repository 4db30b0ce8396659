"""What is done with other people's bytes, each step alone in a worker process.

The rooms behind are imported late: the process that fetches and stores never needs
them, and every worker begins with them loaded (PRELOAD).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from store import Article

from .errors import IngestError, NoArticle, NothingFound
from .model import Entry, Page

PRELOAD = ("ingest.warm",)
EXTRACTING = "extracting the article from"
_ADVICE = "text that needs a login or JavaScript is not in the page; save it from a browser and import the file"


def article(page: Page) -> Article:
    """Extraction, language, and who wins where they differ; NoArticle says why there is none."""
    from . import assemble, extract, language

    with _broken(EXTRACTING, page, NoArticle):
        draft = extract.draft(page)
        if draft is None:
            raise NoArticle(EXTRACTING, page.name, "no article text was found in it", _ADVICE)
        return assemble.article(page, draft, language.detect(f"{draft.title or ''}\n{draft.text}"))


def entries(page: Page) -> tuple[Entry, ...]:
    """What a feed lists; NothingFound when it is none."""
    from .sources import feed

    with _broken("reading the feed", page, NothingFound):
        return feed.entries(page)


def front(page: Page) -> tuple[bool, tuple[str, ...]]:
    """Whether a page leads to articles more than it is one, and the feeds that it declares."""
    from .sources import discovery

    with _broken("reading", page, NoArticle):
        return discovery.is_front(page), discovery.feeds(page)


@contextmanager
def _broken(doing: str, page: Page, outcome: type[IngestError]) -> Iterator[None]:
    """Other people's parsers, on what anyone may have written: whatever they raise is an outcome."""
    try:
        yield
    except (IngestError, MemoryError):
        raise
    except Exception as error:
        reason = f"it broke a parser ({type(error).__name__}: {error})"
        raise outcome(doing, page.name, reason) from error
