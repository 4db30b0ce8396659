"""What is done with other people's bytes, each step alone in a worker process.

The rooms behind are imported late: the process that fetches and stores never needs
them, and every worker begins with them loaded (PRELOAD).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ingest.core.errors import IngestError, NoArticle, NothingFound, NotStored
from ingest.core.model import Kind, Listing, Page
from store import Deposit, Prepared, Unstorable, prepare

if TYPE_CHECKING:
    from ingest.formats.opml import Outline

PRELOAD = ("ingest.pipeline.warm",)
EXTRACTING = "extracting the article from"
_ADVICE = "text that needs a login or JavaScript is not in the page; save it from a browser and import the file"


def article(page: Page) -> Prepared:
    """Extraction, language, who wins where they differ, and the rows of it; NoArticle says why there is none."""
    from ingest import extract, language
    from ingest.extract.article import assemble, declared_languages

    with _broken(EXTRACTING, page, NoArticle):
        draft = extract.draft(page)
        if draft is None:
            raise NoArticle(EXTRACTING, page.name, "no article text was found in it", _ADVICE)
        declared = declared_languages(page, draft)
        found = assemble(page, draft, language.detect(f"{draft.title or ''}\n{draft.text}", hints=declared))
    try:
        return prepare(Deposit(article=found, capture=page.capture, sightings=page.sightings), datetime.now(UTC))
    except Unstorable as error:
        raise NotStored("storing", found.url, error.reason) from error


def listing(page: Page) -> Listing:
    """What a feed or sitemap lists; NothingFound when it is none."""
    from ingest.formats import sitemap
    from ingest.formats.feeds import xml

    with _broken("reading", page, NothingFound):
        return sitemap.read(page) if page.kind is Kind.SITEMAP else xml.read(page)


def outlines(page: Page) -> "tuple[Outline, ...]":
    """The feeds of an OPML list; NothingFound when there is none."""
    from ingest.formats import opml

    with _broken("reading the list of feeds", page, NothingFound):
        return opml.feeds(page)


def front(page: Page) -> tuple[bool, tuple[str, ...]]:
    """Whether a page leads to articles more than it is one, and the feeds that it declares."""
    from ingest.formats import links

    with _broken("reading", page, NoArticle):
        return links.is_front(page), links.feeds(page)


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
