"""Pages into rows: the steps that run in worker processes, and the road on which they are waited for in order.

The rooms that read other people's bytes are imported late: the process that fetches and stores
never needs them, and every worker begins with them loaded (see ``warm``).
"""

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ingest.core import charset, urls
from ingest.core.errors import OVER_LIMIT, IngestError, NoArticle, NothingFound, NotStored, OverLimit, SectionPage
from ingest.core.model import Draft, Failed, Item, Kind, KnownRecords, Listing, Noted, Page, Records, Stopped
from ingest.core.progress import Progress
from ingest.core.readers import Readers
from ingest.formats import sniff
from store import FROM_FEED, Alternate, Article, Deposit, Prepared, Unstorable, Validators, prepare

from .pool import Pool
from .streams import Bounds, Stream, Work, in_order

if TYPE_CHECKING:
    from ingest.extract.notices import Notice
    from ingest.formats.links import Links
    from ingest.formats.opml import Outline

_IN_FLIGHT = 20  # pages for each worker, so that none is idle while a batch is written
_IN_FLIGHT_BYTES = 32 << 20  # of pages; one that is larger goes alone
EXTRACTING = "extracting the article from"
_MOST_NAMED = 8  # fields of a record
_ADVICE = "text that needs a login or JavaScript is not in the page; save it from a browser and import the file"

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """A page in which an article was found, with the rows of it."""

    page: Page
    prepared: Prepared
    most_addresses: int | None = None  # of its site that an article may have its text at; None when nothing is doubtful
    failed: Failed | None = None  # why there is only what its feed says in short; the page is asked for again


Outcome = Processed | Item  # Page and Records are no outcomes: they were processed, or failed
Outcomes = list[Outcome]


# -- the road


async def processed(
    items: Stream[Item],
    workers: Pool,
    *,
    jobs: int,
    max_seconds: float | None,
    readers: Readers | None = None,
    progress: Progress | None = None,
) -> Stream[Outcome]:
    """Yield what becomes of items, in their order, while their pages are read side by side, for these readers.

    A few pages a job and 32 MiB of them are under way at most. After ``max_seconds`` nothing
    more is taken, and what was taken is finished. After a cancellation what was taken has
    three seconds to be finished; then the last item is Stopped.
    """

    def begin(item: Item) -> "asyncio.Future[Outcomes]":
        if progress:
            progress.taken += _count(item)
        return _begin(workers, item, readers or Readers())

    bounds = Bounds(items=jobs * _IN_FLIGHT, size_bytes=_IN_FLIGHT_BYTES, seconds=max_seconds)
    work: Work[Item, Outcomes] = Work(
        begin=begin,
        size_bytes=lambda item: item.size_bytes if isinstance(item, Page | Records) else 0,
        when_over=[Noted(f"{max_seconds or 0:g} s are over; what is left waits for the next run")],
        when_stopped=[Stopped()],
    )
    async with aclosing(in_order(items, work, bounds)) as results:
        async for outcomes in results:
            for outcome in outcomes:
                yield outcome


def _count(item: Item) -> int:
    match item:
        case KnownRecords():
            return len(item.seen)
        case Records():
            return len(item.pages)
        case _:
            return 1


def _begin(workers: Pool, item: Item, readers: Readers) -> "asyncio.Future[Outcomes]":
    """Have a page read, or some; of anything else it is known already what became of it."""
    if isinstance(item, Page):
        return asyncio.ensure_future(_read(workers, item, readers))
    if isinstance(item, Records):
        return asyncio.ensure_future(_read_together(workers, item.pages, readers))
    done: asyncio.Future[Outcomes] = asyncio.get_running_loop().create_future()
    done.set_result([item])
    return done


async def _read_together(workers: Pool, pages: Sequence[Page], readers: Readers) -> Outcomes:
    """The rows of some records, which a process reads as one piece of work; after a limit each is read alone."""
    try:
        read = await workers.do(partial(_articles, readers=readers), pages)
    except OverLimit:
        alone = await asyncio.gather(*[_read(workers, page, readers) for page in pages])
        return [outcome for outcomes in alone for outcome in outcomes]
    return [
        _failed(page, found, None)
        if isinstance(found, IngestError)
        else Processed(page=page, prepared=found[0], most_addresses=found[1])
        for page, found in zip(pages, read, strict=True)
    ]


async def _read(workers: Pool, page: Page, readers: Readers) -> Outcomes:
    """The rows of a page, or why there are none."""
    try:
        prepared, most_addresses = await workers.do(partial(_article, readers=readers), page)
        failed = _failed(page, page.refused, page.validators) if page.refused and page.is_teaser else None
        return [Processed(page=page, prepared=prepared, most_addresses=most_addresses, failed=failed)]
    except OverLimit as error:
        reason = NoArticle(EXTRACTING, page.name, str(error), code=OVER_LIMIT)
        failed = _failed(page, reason, None)
    except IngestError as error:
        failed = _failed(page, error, page.validators)
    return [await _read_in_short(workers, page, failed, readers)]


async def _read_in_short(workers: Pool, page: Page, failed: Failed, readers: Readers) -> Outcome:
    """What the feed says in short of an article in whose page none was found; the failure, when it says nothing."""
    is_new = page.feed_entry is None or page.feed_entry.stored is None
    is_said = page.feed_url and page.entry and page.entry.teaser and page.refused is None and is_new
    if not is_said:
        return failed
    short = replace(page, body=b"", kind=Kind.PAGE, refused=failed.error)
    try:
        prepared, _ = await workers.do(partial(_article, readers=readers), short)
    except (IngestError, OverLimit):
        return failed
    return Processed(page=short, prepared=prepared, failed=failed)


def _failed(page: Page, error: IngestError, validators: Validators | None) -> Failed:
    """A page without an article; where its feed alone had to do, what failed is the page."""
    if page.refused:
        return Failed(error=page.refused, feed_entry=page.feed_entry, validators=validators)
    return Failed(error=error, page=page, feed_entry=page.feed_entry, validators=validators)


# -- steps, each alone in a worker process


def article(page: Page, readers: Readers | None = None) -> Prepared:
    """Extraction, language, who wins where they differ, and the rows of it.

    Raises NoArticle, which says why there is none, and NotStored when no row can hold it.
    """
    return _article(page, readers)[0]


def _articles(pages: Sequence[Page], readers: Readers) -> list[tuple[Prepared, int | None] | IngestError]:
    """The rows of each record, or why there are none."""
    return [_article_or_reason(page, readers) for page in pages]


def _article_or_reason(page: Page, readers: Readers) -> tuple[Prepared, int | None] | IngestError:
    try:
        return _article(page, readers)
    except IngestError as error:
        return error


def _article(page: Page, readers: Readers | None = None) -> tuple[Prepared, int | None]:
    """The same, and at how many addresses of its site its text may stand; None when nothing about it is doubtful."""
    from ingest import extract, language
    from ingest.extract import article, languages, notices
    from ingest.extract.notices import Notice

    if out_of_archive := _restored(page):
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
        readers = readers or Readers()
        told = language.detect(
            f"{draft.title or ''}\n{draft.text}", readers.languages, hints,
            is_malaysian=languages.is_malaysian(page, draft, address),
        )  # fmt: skip
        found = article.assemble(page, draft, told, readers)
        if draft.is_doubtful and "language_conflict" in found.notes:
            raise _no_article(page, notices.OTHER_PAGE)
        deposit = _deposit(page, found, draft)
    is_sure = page.status is None or found.method == FROM_FEED
    return _prepared(page, deposit), None if is_sure else draft.most_addresses


def _restored(page: Page) -> Prepared | None:
    """The rows of a record that warta's own export wrote; None for any other page."""
    from ingest.extract import restored

    try:
        deposit = restored.deposit(page)
        return None if deposit is None else _prepared(page, deposit)
    except ValueError as error:
        raise NoArticle("reading", page.name, str(error), "export it again") from error


def _prepared(page: Page, deposit: Deposit) -> Prepared:
    try:
        return prepare(deposit, page.fetched)
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
    return Deposit(
        article=article, capture=capture, sightings=page.sightings,
        found=address and charset.whole(address), aliases=tuple(map(charset.whole, aliases)),
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


async def onward(workers: Pool, page: Page) -> str | None:
    """Where a page leads on to by itself; None for one that is worth reading, or could not be looked at."""
    if not (page.refresh or sniff.may_lead_on(page.body)) or sniff.kind(page.body) is not Kind.PAGE:
        return None
    try:
        return await parse(workers, leads_to, page)
    except IngestError:
        return None


_WHEN_OVER_LIMIT: dict[Callable[[Page], Any], type[IngestError]] = {
    listing: NothingFound,
    outlines: NothingFound,
    posts: NothingFound,
    links: NoArticle,
    leads_to: NoArticle,
}


async def parse(workers: Pool, step: Callable[[Page], Made], page: Page) -> Made:
    """Return what a step makes of a page in a worker; raises what the step raises, also when it met a limit."""
    try:
        return await workers.do(step, page)
    except OverLimit as error:
        raise _WHEN_OVER_LIMIT[step]("reading", page.url, str(error), code=OVER_LIMIT) from error


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
