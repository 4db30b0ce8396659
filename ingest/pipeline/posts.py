"""All posts of a site that runs WordPress, page by page through its REST interface, as politely as all else.

What fails of a page costs that page: smaller parts of it are asked for, so that most of its posts are had.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

from ingest.core.errors import BadBody, BadStatus, FetchError, IngestError, NothingFound, TimedOut, names_nothing
from ingest.core.model import Failed, Kind, Listing, Noted, Page
from ingest.core.report import DateWindow
from ingest.formats.feeds import wordpress

from . import process, steps
from .run import Run

_PER_PAGE = 100  # as many as WordPress gives
_PER_PART = 10  # of a page that cannot be had
_MOST_PAGES = 10_000
_PATIENCE = 3  # pages of which nothing came, one after another
_LIMIT_BYTES = 20 << 20
_SECONDS = 60.0
_CLOSED = "its posts are not given to everyone; import its feed or its sitemap"
_NONE = "it has no REST interface of WordPress there; give the address of its front page, its feed or its sitemap"
_NO_PAGE = (400, 404)  # what a site answers for a page after the last
_ADVICE = {400: _NONE, 401: _CLOSED, 403: _CLOSED, 404: _NONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """Some posts of a list."""

    base: str  # the address of the list
    listing: Listing


Found = Some | Failed | Noted


@dataclass(slots=True, kw_only=True)
class _Walk:
    """A way through the pages of a list."""

    run: Run
    base: str
    window: DateWindow
    per_page: int
    is_open: bool = False  # the site does not say how many pages there are
    is_over: bool = False
    failed: int = 0  # pages of which nothing came, one after another
    lost: int = 0  # parts of a page that brought nothing new, one after another
    last: frozenset[str] = frozenset()  # addresses on the page before

    @property
    def has_parts(self) -> bool:
        """Whether a page that fails can be had in smaller parts."""
        return self.per_page > _PER_PART

    def is_new(self, some: Some) -> bool:
        """Whether there are posts, and others than on the page or part before, as whose successor this one is noted."""
        before, self.last = self.last, frozenset(entry.url for entry in some.listing.entries)
        return bool(self.last) and self.last != before

    async def read(self, number: int, per_page: int) -> tuple[Page, Some]:
        """Return a page of the list; raises an IngestError."""
        url = wordpress.page_address(self.base, number, per_page, self.window.since, self.window.until)
        name = self.base if number == 1 else f"{self.base}, page {number} ({per_page} a page)"
        fetched = await self.run.client.fetch(
            url, name=name, limit_bytes=_LIMIT_BYTES, seconds=_SECONDS, unconditional=True
        )
        if fetched.page is None:
            raise BadStatus("fetching", name, "it sends no page", "try again later")
        page = replace(fetched.page, url=self.base, kind=Kind.FEED, place=name)
        return page, Some(base=self.base, listing=await self._listing(page))

    async def _listing(self, page: Page) -> Listing:
        if page.body.strip() == b"[]":
            return Listing()
        try:
            return await process.parse(self.run.workers, steps.posts, page)
        except NothingFound as error:
            raise NothingFound(error.doing, page.name, error.reason, error.advice, code=error.code) from error


async def listings(run: Run, url: str, window: DateWindow, limit: int | None) -> AsyncGenerator[Found, None]:
    """Yield the posts of the list at an address, or of the site there, the latest first; and what failed of them.

    About ``limit`` of them at most; only pages with posts of the window are asked for. Ended early, it begins at the
    first page the next time, where what is stored is known.
    """
    try:
        walk, page, first = await _begun(
            run, url, window, min(-(-(limit or _PER_PAGE) // _PER_PART) * _PER_PART, _PER_PAGE)
        )
    except IngestError as error:
        yield Failed(error=error, is_kept=not names_nothing(error))
        return
    count = wordpress.total(page)
    yield Noted(f"{walk.base}: {'posts' if count is None else f'{count:,} posts'}, read page by page")
    left = limit
    async with aclosing(_pages(walk, page, first)) as pages:
        async for found in pages:
            if isinstance(found, Some) and left is not None:
                found = replace(found, listing=replace(found.listing, entries=found.listing.entries[:left]))
                left -= len(found.listing.entries)
            yield found
            if left == 0:
                return


async def _begun(run: Run, url: str, window: DateWindow, per_page: int) -> tuple[_Walk, Page, Some]:
    """The first page of the first list of posts that there is; raises an IngestError that says what to do instead."""
    places = wordpress.interfaces(url)
    for base in places:
        walk = _Walk(run=run, base=base, window=window, per_page=per_page)
        try:
            page, some = await _first(walk)
        except FetchError as error:
            if error.status == 404 and base != places[-1]:
                continue
            raise _explained(error) from error
        if not some.listing.entries:
            raise NothingFound("reading the posts of", base, "there are none at present", "try again later")
        return walk, page, some
    raise AssertionError("there is at least one place")


async def _first(walk: _Walk) -> tuple[Page, Some]:
    """The first page; a smaller one, and so all others, where it is too large or too slow for its site."""
    try:
        return await walk.read(1, walk.per_page)
    except FetchError as error:
        if not (walk.has_parts and _may_be_the_posts(error)):
            raise
        walk.per_page = _PER_PART
        return await walk.read(1, walk.per_page)


def _explained(error: FetchError) -> FetchError:
    advice = _ADVICE.get(error.status or 0)
    if advice is None:
        return error
    return BadStatus("reading the posts of", error.target, error.reason, advice, status=error.status, code=error.code)


async def _pages(walk: _Walk, page: Page, some: Some) -> AsyncGenerator[Found, None]:
    """The first page, and those after it."""
    last = wordpress.total_pages(page)
    walk.is_open = last is None
    async with aclosing(_whole(walk, 1, page, some)) as first:
        async for found in first:
            yield found
    for number in range(2, min(last or _MOST_PAGES, _MOST_PAGES) + 1):
        if walk.is_over:
            return
        failed = had = 0
        async with aclosing(_page(walk, number)) as parts:
            async for found in parts:
                failed += isinstance(found, Failed)
                had += isinstance(found, Some)
                yield found
        walk.failed = walk.failed + 1 if failed and (not had or walk.lost >= _PATIENCE) else 0
        if walk.failed >= _PATIENCE:
            yield Noted(f"{walk.base}: left after {_PATIENCE} pages that failed; the next import tries again")
            return


async def _page(walk: _Walk, number: int) -> AsyncGenerator[Found, None]:
    """A page of the list, or what can be had of it."""
    try:
        page, some = await walk.read(number, walk.per_page)
    except IngestError as error:
        walk.is_over = _is_past_end(walk, error)
        if walk.is_over:
            return
        has_parts = walk.has_parts and _may_be_the_posts(error)
        found = _in_parts(walk, number, walk.per_page, _PER_PART) if has_parts else _only(Failed(error=error))
    else:
        found = _whole(walk, number, page, some)
    async with aclosing(found):
        async for each in found:
            yield each


async def _only(found: Found) -> AsyncGenerator[Found, None]:
    yield found


async def _whole(walk: _Walk, number: int, page: Page, some: Some) -> AsyncGenerator[Found, None]:
    """A page that came; of one with broken posts its parts, in which fewer are lost."""
    walk.is_over = not walk.is_new(some) and not some.listing.broken  # whatever the site says to have
    walk.lost = 0
    if walk.is_over:
        return
    if some.listing.broken and walk.has_parts:
        async with aclosing(_in_parts(walk, number, walk.per_page, _PER_PART)) as parts:
            async for found in parts:
                yield found
        return
    yield some
    if some.listing.broken:
        yield Failed(error=_broken(page, some))


def _broken(page: Page, some: Some) -> BadBody:
    reason = f"its JSON is broken, posts of it are lost: {some.listing.broken}"
    return BadBody("reading the posts of", page.name, reason, "the others are read; it is tried again the next time")


async def _in_parts(walk: _Walk, number: int, whole: int, each: int) -> AsyncGenerator[Found, None]:
    """What can be had of a page of ``whole`` posts that failed, some at a time; where one is broken, one at a time."""
    parts = whole // each
    for part in range((number - 1) * parts + 1, number * parts + 1):
        try:
            page, some = await walk.read(part, each)
        except IngestError as error:
            if isinstance(error, FetchError) and error.status in _NO_PAGE:
                return  # the page was the last, and not full
            yield Failed(error=error)
            if not _may_be_the_posts(error):
                return
            continue
        if some.listing.broken and each > 1:
            async with aclosing(_in_parts(walk, part, each, 1)) as ones:
                async for found in ones:
                    yield found
        else:
            walk.lost = 0 if walk.is_new(some) else walk.lost + 1
            yield some
            if some.listing.broken:
                yield Failed(error=_broken(page, some))
        if walk.lost >= _PATIENCE:
            return


def _is_past_end(walk: _Walk, error: IngestError) -> bool:
    """Whether a page is not there because an earlier one was the last."""
    return walk.is_open and isinstance(error, FetchError) and error.status in _NO_PAGE


def _may_be_the_posts(error: IngestError) -> bool:
    """Whether a smaller page may be had where a large one failed: it is too large, too slow or broken."""
    is_broken = isinstance(error, BadStatus) and (error.status or 0) >= 500
    return is_broken or isinstance(error, BadBody | TimedOut | NothingFound)
