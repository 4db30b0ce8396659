"""What was understood, into the archive in batches; what was missed or seen again, into its ledger; and the count."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urljoin

from ingest.core import charset
from ingest.core.errors import FetchError, IngestError, NotStored, RobotsDenied, TimedOut, Unreachable
from ingest.core.model import Failed, Known, Page, Skipped
from ingest.core.report import Listener, Order, Report
from ingest.sync import recheck
from store import Archive, Capture, Failure, FeedEntry, Outcome, Prepared, Recheck, Sighting, Unstorable, Validators

BATCH = 20  # articles a transaction; with synchronous = FULL a single one costs as much as ten
_SEEN_BATCH = 1000  # sightings; they are small


class Keeper:
    """Takes what comes off the road, keeps the count, and writes it down."""

    def __init__(self, archive: Archive, order: Order, listener: Listener) -> None:
        self._archive = archive
        self._order = order
        self._listener = listener
        self.report = Report(run_id=archive.begin_run(order.command))
        self._deposits: list[tuple[Page, Prepared]] = []
        self._failures: list[Failure] = []
        self._captures: list[Capture] = []  # of pages that gave no article
        self._seen: list[tuple[int | str, Sighting]] = []  # of articles that are here already
        self._late: list[Known] = []  # of articles that may be here when the run is over
        self._settled: list[Recheck] = []
        self._told: set[tuple[str, str]] = set()  # troubles of hosts
        self._missed: dict[str, IngestError] = {}  # by address, of entries of subscriptions
        self._visits: list[Validators] = []

    def passes_over(self, page: Page) -> bool:
        """Whether exactly these bytes were read before; then only where they were seen is noted."""
        if page.status is not None:
            return False
        with _naming(page.url):
            article_id = self._archive.holds(page.capture)
        if article_id is None:
            return False
        self.take(Known(key=article_id, sightings=page.sightings))
        return True

    def keep(self, page: Page, prepared: Prepared) -> None:
        """Keep what was read from a page."""
        if reason := prepared.no_language_why:
            self._listener.noted(f"{prepared.url}: stored without a language: {reason}")
        if self._order.includes(prepared.published):
            self._deposits.append((page, prepared))
        else:
            self.report.outside += 1
        self._moved()

    def take(self, item: Failed | Known | Skipped) -> None:
        """Take what needs no reading."""
        if isinstance(item, Failed):
            self._miss(item)
        elif isinstance(item, Known):
            self._see(item)
        else:
            self.report.outside += 1
        self._moved()

    def flush(self) -> None:
        """Write what is waiting; articles first, so that nothing is settled that is not there."""
        try:
            self._store(self._deposits)
        except Unstorable:  # find out which one, the others are good
            for deposit in self._deposits:
                self._store_alone(*deposit)
        self._deposits.clear()
        try:
            self._archive.fail(self._failures, run_id=self.report.run_id, captures=self._captures)
        except Unstorable:  # the reasons matter more than the bytes
            self._archive.fail(self._failures, run_id=self.report.run_id)
        self._failures.clear()
        self._captures.clear()
        self._archive.see(self._seen)
        self._seen.clear()
        self._archive.subscriptions.record_rechecks(self._settled, self._visits, datetime.now(UTC))
        self._settled.clear()
        self._visits.clear()

    def finish(self, read: list[str], *, is_complete: bool) -> None:
        """Write the rest and close the run; ``read`` are the sources whose earlier failures are mended."""
        self.flush()
        self._see_late()
        self.flush()
        if is_complete:
            self._archive.resolve(read, run_id=self.report.run_id)
        self._archive.end_run(self.report.run_id, self.report.tally, self.report.exit_code if is_complete else None)

    def _moved(self) -> None:
        if len(self._deposits) + len(self._failures) >= BATCH or len(self._seen) + len(self._settled) >= _SEEN_BATCH:
            self.flush()
        self._listener.moved(self.report)

    def _store(self, deposits: list[tuple[Page, Prepared]]) -> None:
        now = datetime.now(UTC)
        placed = self._archive.put_all([prepared for _, prepared in deposits])
        for (page, prepared), where in zip(deposits, placed, strict=True):
            self.report.tally.outcomes[where.outcome] += 1
            if where.outcome is not Outcome.SAME:
                self.report.languages[prepared.language] += 1
            if page.validators:
                self._visits.append(page.validators)
            if page.listed:
                self._settled.append(recheck.stored(page.listed, where.outcome, page.validators, now))

    def _store_alone(self, page: Page, prepared: Prepared) -> None:
        try:
            with _naming(prepared.url):
                self._store([(page, prepared)])
        except NotStored as error:
            self._fail(error, page.listed)

    def _see(self, seen: Known) -> None:
        if not seen.is_here:
            self._late.append(seen)
            return
        self._seen += [(seen.key, sighting) for sighting in seen.sightings]
        self.report.tally.outcomes[Outcome.SAME] += 1
        if seen.validators:
            self._visits.append(seen.validators)
        if seen.listed:
            self._settled.append(recheck.seen(seen.listed, seen.validators, datetime.now(UTC)))

    def _see_late(self) -> None:
        """Now it can be told which of the articles that somebody else got are here."""
        known = self._archive.known_pages(seen.key for seen in self._late if isinstance(seen.key, str))
        for seen in self._late:
            if seen.key in known:
                self._seen += [(seen.key, sighting) for sighting in seen.sightings]
                if seen.listed:
                    self._settled.append(recheck.seen(seen.listed, None, datetime.now(UTC)))
            elif seen.listed and (error := self._missed.get(str(seen.key))):
                self._settled.append(recheck.missed(seen.listed, error, datetime.now(UTC)))
        self._late.clear()

    def _miss(self, missed: Failed) -> None:
        """Write down why there is no article, and keep the page, which may be read better one day."""
        listed = missed.listed
        if listed:
            self._missed[listed.url] = missed.error
        if listed and listed.stored and isinstance(missed.error, FetchError):
            self._settled.append(recheck.missed(listed, missed.error, datetime.now(UTC)))
            if missed.error.status in recheck.GONE:
                self._archive.note(listed.url, "gone", f"{missed.error.reason} since {datetime.now(UTC):%Y-%m-%d}")
            return
        self._fail(missed.error, listed, is_news=missed.is_news)
        if missed.page is not None:
            self._captures.append(missed.page.capture)
        if missed.validators is not None:
            self._visits.append(missed.validators)

    def _fail(self, error: IngestError, listed: FeedEntry | None, *, is_news: bool = True) -> None:
        self.report.tally.failed += 1
        self.report.exit_codes.add(error.exit_code)
        self._failures.append(
            Failure(
                locator=charset.readable(error.target),
                stage=error.stage,
                reason=charset.readable(error.reason),
                code=error.code,
            )
        )
        if listed:
            self._settled.append(recheck.missed(listed, error, datetime.now(UTC)))
        if is_news and not (listed and (listed.tries or self._is_known(error))):
            self._listener.failed(error)

    def _is_known(self, error: IngestError) -> bool:
        """Whether it is the trouble of a host that was told before, in this run or an earlier one."""
        is_pause = isinstance(error, FetchError) and error.retry_after is not None
        if not (is_pause or isinstance(error, Unreachable | TimedOut | RobotsDenied)):
            return False
        origin = urljoin(error.target, "/")
        if (origin, error.reason) in self._told:
            return True
        self._told.add((origin, error.reason))
        return self._archive.fails_already(origin, error.code)


@contextmanager
def _naming(url: str) -> Iterator[None]:
    """Name the article that the database does not take."""
    try:
        yield
    except Unstorable as error:
        raise NotStored("storing", url, error.reason) from error
