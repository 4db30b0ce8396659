"""What was understood, into the archive in batches; and the count of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from store import Archive, Article, Capture, Deposit, Failure, Outcome, Sighting, Unstorable

from . import charset
from .errors import IngestError, NotStored
from .model import Page
from .report import Listener, Order, Report

BATCH = 20  # articles a transaction; with synchronous = FULL a single one costs as much as ten
_SEEN_BATCH = 1000  # sightings; they are small


class Keeper:
    """Takes articles and failures, keeps the count, and writes them down."""

    def __init__(self, archive: Archive, order: Order, listener: Listener) -> None:
        self.report = Report()
        self._archive = archive
        self._order = order
        self._listener = listener
        self._run_id = archive.begin_run("import")
        self._deposits: list[Deposit] = []
        self._failures: list[Failure] = []
        self._captures: list[Capture] = []  # of pages that gave no article
        self._seen: list[tuple[int | str, Sighting]] = []  # of articles that are here already

    def passes_over(self, page: Page) -> bool:
        """Whether exactly these bytes were read before; then only where they were seen is noted."""
        if page.status is not None:
            return False
        with _naming(page.url):
            article_id = self._archive.holds(_capture(page))
        if article_id is None:
            return False
        self._seen += [(article_id, sighting) for sighting in page.sightings]
        self.report.tally.outcomes[Outcome.SAME] += 1
        self._moved()
        return True

    def keep(self, page: Page, article: Article) -> None:
        """Keep what was read from a page."""
        if article.language is None:
            self._listener.noted(f"{article.url}: stored without a language: {article.notes['language']}")
        if self._order.includes(article.published):
            self._deposits.append(Deposit(article=article, capture=_capture(page), sightings=page.sightings))
        else:
            self.report.outside += 1
        self._moved()

    def fail(self, error: IngestError, page: Page | None = None) -> None:
        """Write down why there is no article, and keep the page, which may be read better one day."""
        self._fail(error)
        if page is not None:
            self._captures.append(_capture(page))
        self._moved()

    def flush(self) -> None:
        """Write what is waiting."""
        try:
            self._store(self._deposits)
        except Unstorable:  # find out which one, the others are good
            for deposit in self._deposits:
                try:
                    with _naming(deposit.article.url):
                        self._store([deposit])
                except NotStored as error:
                    self._fail(error)
        self._deposits.clear()
        try:
            self._archive.fail(self._failures, run_id=self._run_id, captures=self._captures)
        except Unstorable:  # the reasons matter more than the bytes
            self._archive.fail(self._failures, run_id=self._run_id)
        self._failures.clear()
        self._captures.clear()
        self._archive.see(self._seen)
        self._seen.clear()

    def finish(self, seen: list[tuple[int | str, Sighting]], read: list[str], *, is_complete: bool) -> None:
        """Write what is waiting, the articles that were only seen, and what is mended; close the run.

        ``read`` are the sources that could be read: what failed of them before and not
        this time is resolved.
        """
        self._seen += seen
        self.flush()
        if is_complete:
            self._archive.resolve(read, run_id=self._run_id)
        self._archive.end_run(self._run_id, self.report.tally, self.report.exit_code if is_complete else None)

    def _moved(self) -> None:
        if len(self._deposits) + len(self._failures) >= BATCH or len(self._seen) >= _SEEN_BATCH:
            self.flush()
        self._listener.moved(self.report)

    def _store(self, deposits: list[Deposit]) -> None:
        for deposit, placed in zip(deposits, self._archive.put_all(deposits), strict=True):
            self.report.tally.outcomes[placed.outcome] += 1
            if placed.outcome is not Outcome.SAME:
                self.report.languages[deposit.article.language] += 1

    def _fail(self, error: IngestError) -> None:
        self.report.tally.failed += 1
        self.report.exit_codes.add(error.exit_code)
        self._failures.append(
            Failure(locator=charset.readable(error.target), stage=error.stage, reason=charset.readable(error.reason))
        )
        self._listener.failed(error)


def _capture(page: Page) -> Capture:
    return Capture(
        url=page.url, fetched=page.fetched, status=page.status, content_type=page.content_type, body=page.body
    )


@contextmanager
def _naming(url: str) -> Iterator[None]:
    """Name the article that the database does not take."""
    try:
        yield
    except Unstorable as error:
        raise NotStored("storing", url, error.reason) from error
