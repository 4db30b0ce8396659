"""The steps that run in worker processes: a page into the rows of its article, or into what it lists or leads to.

The rooms that read other people's bytes are imported late: the process that fetches and stores
never needs them, and every worker begins with them loaded (see ``warm``).
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ingest.core import charset, urls
from ingest.core.errors import IngestError, NoArticle, NothingFound, NotStored, SectionPage
from ingest.core.model import Draft, Kind, Listing, Page
from ingest.core.readers import Readers
from store import FROM_FEED, Alternate, Article, Deposit, Prepared, Unstorable, prepare

if TYPE_CHECKING:
    from ingest.extract.notices import Notice
    from ingest.formats.links import Links
    from ingest.formats.opml import Outline

EXTRACTING = "extracting the article from"
_MOST_NAMED = 8  # fields of a record
_ADVICE = "text that needs a login or JavaScript is not in the page; save it from a browser and import the file"


def article(page: Page, readers: Readers | None = None) -> Prepared:
    """Extraction, language, who wins where they differ, and the rows of it.

    Raises NoArticle, which says why there is none, and NotStored when no row can hold it.
    """
    return extracted(page, readers)[0]


def extracted(page: Page, readers: Readers | None = None) -> tuple[Prepared, int | None]:
    """The same, and at how many addresses of its site its text may stand; None when nothing about it is doubtful.

    Raises as ``article``.
    """
    from ingest import extract, language
    from ingest.extract import article, languages, notices
    from ingest.extract.notices import Notice

    readers = readers or Readers()
    if out_of_archive := _restored(page, readers):
        return out_of_archive, None
    with _explained(EXTRACTING, page, NoArticle):
        _check_that_it_stays(page)
        draft = extract.draft(page)
        if draft is None:
            raise _no_text(page)
        if isinstance(draft, Notice):
            raise _no_article(page, draft)
        if draft.is_section and page.feed_url is None:  # what a feed lists is no front page
            raise SectionPage(EXTRACTING, page.name, "it leads to articles and is none itself", "it is left out")
        hints, address = languages.hints(page, draft), article.canonical_url(page, draft)
        told = language.detect(
            f"{draft.title or ''}\n{draft.text}", readers.languages, hints,
            is_malaysian=languages.is_malaysian(page, draft, address),
        )  # fmt: skip
        found = article.assemble(page, draft, told, readers)
        if draft.is_doubtful and "language_conflict" in found.notes:
            raise _no_article(page, notices.OTHER_PAGE)
        deposit = _deposit(page, found, draft)
    is_sure = page.status is None or found.method == FROM_FEED
    return _prepared(page, deposit, readers), None if is_sure else draft.most_addresses


def extracted_together(pages: Sequence[Page], readers: Readers) -> list[tuple[Prepared, int | None] | IngestError]:
    """The same of several, or why there is no article. Raises nothing of ``article``."""
    return [_extracted_or_reason(page, readers) for page in pages]


def _extracted_or_reason(page: Page, readers: Readers) -> tuple[Prepared, int | None] | IngestError:
    try:
        return extracted(page, readers)
    except IngestError as error:
        return error


def _restored(page: Page, readers: Readers) -> Prepared | None:
    """The rows of a record that warta's own export wrote; None for any other page."""
    from ingest.extract import restored

    try:
        deposit = restored.deposit(page)
        return None if deposit is None else _prepared(page, deposit, readers)
    except ValueError as error:
        raise NoArticle("reading", page.name, str(error), "export it again") from error


def _prepared(page: Page, deposit: Deposit, readers: Readers) -> Prepared:
    try:
        return prepare(deposit, page.fetched, links=readers.links)
    except Unstorable as error:
        raise NotStored("storing", deposit.article.url, error.reason) from error


def _check_that_it_stays(page: Page) -> None:
    """Raise NoArticle for a page that only leads on to another, unless its feed has the text."""
    from ingest.formats import refresh

    if page.kind is not Kind.PAGE or (page.entry and page.entry.content):
        return
    if url := refresh.target(page):
        raise NoArticle(EXTRACTING, page.name, f"the page only leads on to {url}", "import that address")
    if refresh.waits_for_script(page):
        raise NoArticle(EXTRACTING, page.name, "the page only leads on by a script, which is not run", _ADVICE)


def _deposit(page: Page, article: Article, draft: Draft) -> Deposit:
    from ingest.extract import addresses, in_feed

    capture = in_feed.capture(page) if article.method == FROM_FEED else page.capture
    address = urls.canonical(page.url) if urls.is_web(page.url) else None
    aliases = addresses.aliases(address) if address else ()
    if address and not address.isascii():
        aliases = tuple(map(charset.whole, aliases))
    return Deposit(
        article=article, capture=capture, sightings=page.sightings,
        found=address and charset.whole(address), aliases=aliases,
        alternates=tuple(Alternate(language=code, url=charset.whole(url)) for code, url in draft.alternates),
    )  # fmt: skip


def _no_text(page: Page) -> NoArticle:
    """Why a page, or a record whose fields may have other names, gives no text."""
    if page.kind is not Kind.RECORD:
        return NoArticle(EXTRACTING, page.name, "no article text was found in it", _ADVICE)
    fields = [*json.loads(page.body)]
    named = ", ".join(fields[:_MOST_NAMED]) + (", …" if len(fields) > _MOST_NAMED else "")
    return NoArticle(EXTRACTING, page.name, f"none of its fields is a text: {named}", "--map text=NAME says which is")


def _no_article(page: Page, notice: "Notice") -> NoArticle:
    return NoArticle(EXTRACTING, page.name, f"it is {notice.reason}", notice.advice, code=notice.code)


def listing(page: Page) -> Listing:
    """What a feed or sitemap lists; raises NothingFound when it is none."""
    from ingest.formats import feeds, sitemap, sniff

    with _explained("reading", page, NothingFound):
        told = sniff.kind(page.body)  # some name a feed as their sitemap
        kind = told if told in (Kind.SITEMAP, Kind.FEED) else page.kind
        return sitemap.parse(page) if kind is Kind.SITEMAP else feeds.parse(page)


def posts(page: Page) -> Listing:
    """The posts that WordPress hands out; raises NothingFound when there are none."""
    from ingest.formats import feeds

    with _explained("reading the posts of", page, NothingFound):
        return feeds.posts(page)


def outlines(page: Page) -> "tuple[Outline, ...]":
    """The feeds of an OPML list; raises NothingFound when there is none."""
    from ingest.formats import opml

    with _explained("reading the list of feeds", page, NothingFound):
        return opml.parse(page)


def links(page: Page) -> "Links":
    """Whether a page leads to articles more than it is one, and the feeds that it declares."""
    from ingest.formats import links

    with _explained("reading", page, NoArticle):
        return links.parse(page)


def leads_to(page: Page) -> str | None:
    """Where a page leads on to by itself; None for one that is worth reading."""
    from ingest.formats import refresh

    with _explained("reading", page, NoArticle):
        return refresh.target(page)


@contextmanager
def _explained(doing: str, page: Page, outcome: type[IngestError]) -> Iterator[None]:
    """Other people's parsers, on what anyone may have written: whatever they raise is an outcome."""
    try:
        yield
    except (IngestError, MemoryError):
        raise
    except Exception as error:
        reason = f"it broke a parser ({type(error).__name__}: {error})"
        raise outcome(doing, page.name, reason) from error
