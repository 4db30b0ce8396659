"""What the steps of a run work with: the archive, the client, the workers, and the road to hand things on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from ingest.core import urls
from ingest.core.errors import FetchError, IngestError, OverLimit, RobotsDenied
from ingest.core.model import Failed, Fetched, Item, Kind, Page
from ingest.core.report import Listener, Order
from ingest.formats import parts, sniff
from store import Archive, Pause, Validators

from .workers import Workers

if TYPE_CHECKING:
    from ingest.fetch.client import Client, Memory

ARTICLE_LIMIT_BYTES = 5 << 20
_PATIENCE = 3  # times that the parts of an article are waited for
_SHORTENED = 0.5  # all parts may lack some of what stands around the first, and are no shorter than this share of it
_TOGETHER = 50  # visits to robots.txt that are written in one transaction

Made = TypeVar("Made")


@dataclass(slots=True)
class Kit:
    """One for each run."""

    archive: Archive
    order: Order
    workers: Workers
    listener: Listener
    hand: Callable[[Item], Awaitable[None]]
    open_client: "Callable[[Memory], Client]"
    _client: "Client | None" = None
    _visits: list[Validators] = field(default_factory=list)
    _pauses: list[Pause] = field(default_factory=list)

    @property
    def client(self) -> "Client":
        """The client, made when the first address has to be fetched."""
        if self._client is None:
            self._client = self.open_client(self._memory())
        return self._client

    async def close(self) -> None:
        """Close the client's connections, if there are any, and write down what it noted."""
        if self._client is not None:
            await self._client.close()
        self._flush()

    def _memory(self) -> "Memory":
        from ingest.fetch.client import Memory

        subscriptions = self.archive.subscriptions
        return Memory(
            validators=subscriptions.validators,
            note=self._note,
            pause=self._pause,
            pauses=subscriptions.pauses(datetime.now(UTC)),
        )

    def _note(self, validators: Validators) -> None:
        self._visits.append(validators)
        if len(self._visits) >= _TOGETHER:
            self._flush()

    def _flush(self) -> None:
        self.archive.subscriptions.note_validators(self._visits)
        self._visits.clear()
        self.archive.subscriptions.pause(self._pauses, datetime.now(UTC))
        self._pauses.clear()

    def _pause(self, pause: Pause) -> None:
        self._pauses.append(pause)

    async def fetch(self, url: str) -> Fetched | None:
        """What an address answers; None when it failed, which is handed on."""
        try:
            return await self.client.fetch(url)
        except FetchError as error:
            await self.hand(Failed(error=error))
            return None

    async def in_one(self, page: Page) -> Page:
        """A page with all parts of its article; the first part when the site does not give the others.

        Raises a FetchError that may pass when the page is of an entry, which is then asked for again.
        """
        url = parts.whole(page)
        if url is None:
            return page
        try:
            whole = (await self.client.fetch(url, limit_bytes=ARTICLE_LIMIT_BYTES, unconditional=True)).page
        except FetchError as error:
            if page.listed is not None and page.listed.tries < _PATIENCE and not _is_final(error):
                raise
            self.listener.noted(f"{page.url}: only its first part is stored ({error.reason})")
            return page
        if whole is None or not _is_whole(whole, page):
            self.listener.noted(f"{page.url}: only its first part is stored ({url} leads to something else)")
            return page
        return replace(
            page, url=whole.url, body=whole.body, fetched=whole.fetched, content_type=whole.content_type
        )  # what the next answer is compared with stays that of the address that is listed

    async def read(self, step: Callable[[Page], Made], page: Page, doing: str, outcome: type[IngestError]) -> Made:
        """What a worker makes of a page; raises what the step raises, and ``outcome`` when it met a limit."""
        try:
            return await self.workers.do(step, page)
        except OverLimit as error:
            raise outcome(doing, page.url, str(error)) from error

    async def understood(
        self, step: Callable[[Page], Made], page: Page, doing: str, outcome: type[IngestError]
    ) -> Made | None:
        """As ``read``; None when it failed, which is handed on."""
        try:
            return await self.read(step, page, doing, outcome)
        except IngestError as error:
            await self.hand(Failed(error=error))
            return None


def _is_final(error: FetchError) -> bool:
    """Whether the site refuses, and will refuse again."""
    status = error.status or 0
    return isinstance(error, RobotsDenied) or (400 <= status < 500 and status != HTTPStatus.TOO_MANY_REQUESTS)


def _is_whole(whole: Page, first: Page) -> bool:
    """Whether what was sent may be all of an article: of the same address, a page, and no notice in its place."""
    is_there = urls.canonical(whole.url) == urls.canonical(first.url)
    return is_there and sniff.tell(whole.body) is Kind.PAGE and len(whole.body) > len(first.body) * _SHORTENED
