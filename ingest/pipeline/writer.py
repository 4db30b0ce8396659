"""What comes down the road, into the archive in batches; and the count of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from ingest.core import charset
from ingest.core.errors import FetchError, IngestError, NotStored, TimedOut, Unreachable
from ingest.core.model import AlsoAt, Buried, Failed, Known, KnownRecords, Noted, Page, Skipped, SourceRead, Stopped
from ingest.core.report import Became, DateWindow, News, Report
from ingest.sync import recheck
from ingest.sync.poll import Conclusion
from store import Earlier, Failure, FeedEntry, Recheck, Retention, Unstorable
from store import Outcome as Stored

from .batch import Batch
from .process import Outcome, Processed
from .run import Run
from .telling import Telling


class Writer:
    """Writes down what became of items; a context manager that closes the run also when it ends with an error.

    Every method returns what a person may want to hear of, and raises a StoreError when the
    database refuses; what was not written stays in the batch, and writing it again changes nothing.
    """

    def __init__(self, run: Run, window: DateWindow | None = None) -> None:
        self.report = Report(run_id=run.id or 0)
        self._run = run
        self._window = window or DateWindow()
        self._batch = Batch()
        self._late: list[Known] = []  # articles that may be here when the run is over
        self._failed: dict[str, IngestError] = {}  # by address, of entries of subscriptions
        self._unreached: list[Failed] = []  # entries, until it is known whether it is we who are offline
        self._telling = Telling(run.archive)
        self._read: list[str] = []  # sources whose earlier failures are resolved, unless the run was stopped
        self._is_finished = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._is_finished:
            self.report.is_stopped = True
            self.finish()

    def add(self, outcome: Outcome) -> list[News]:
        """Take what became of an item."""
        self._run.progress.finished += len(outcome.seen) if isinstance(outcome, KnownRecords) else 1
        news = [*self._take(outcome)]
        if self._batch.is_full:
            news += self.flush()
        return [*news, self.report]

    def earlier(self, processed: Processed) -> Earlier | None:
        """Return the article of another text that an article meets, written already or waiting to be; None without."""
        url, content_hash = processed.prepared.url, processed.prepared.article["content_hash"]
        waiting = next((each for each in reversed(self._batch.articles) if each.prepared.url == url), None)
        if waiting is None:
            return self._run.archive.earlier(processed.prepared)
        row = waiting.prepared.article
        if row["content_hash"] == content_hash:
            return None
        return Earlier(
            id=None, title=row["title"], text=row["text"], method=row["method"], content_hash=row["content_hash"],
            capture=waiting.page.capture, has_hidden='"hidden"' in (row["notes"] or ""),
        )  # fmt: skip

    def conclude(self, conclusion: Conclusion) -> list[News]:
        """Take what follows from the polls that failed; their results are written down already."""
        news: list[News] = []
        if conclusion.offline:
            self.report.polls["unreachable"] += conclusion.unreachable
            self.report.count_failure(conclusion.offline, conclusion.unreachable)
            self._unreached.clear()  # they stay due, and nothing is counted against them
            news += [Failed(error=conclusion.offline)] if conclusion.is_news else []
        elif conclusion.results:
            self.report.polls["failed"] += len(conclusion.results)
        news += self._take_unreached()
        for error, is_news in conclusion.told:
            news += self._fail(Failed(error=error, is_news=is_news))
        return [*news, self.report]

    def forget_captures(self, days: int | None) -> None:
        """Drop pages as they were received that are older than so many days, None: as is set; not after a stop."""
        if days is None:
            days = Retention.of(self._run.archive.settings()).days
        if days is not None and not self.report.is_stopped:
            self._run.archive.forget_captures(self._run.now() - timedelta(days=days))

    def finish(self) -> list[News]:
        """Write the rest and close the run."""
        archive, run_id = self._run.archive, self.report.run_id
        news = [*self._take_unreached(), *self.flush()]
        self._take_late()
        news += self.flush()
        if not self.report.is_stopped:
            archive.resolve(self._read, run_id=run_id)
        archive.end_run(run_id, self.report.tally, None if self.report.is_stopped else self.report.exit_code)
        self._is_finished = True
        return [*news, self.report]

    def flush(self) -> list[News]:
        """Write what is waiting; articles first, so that no entry is done with whose article is not there."""
        batch, archive = self._batch, self._run.archive
        news = self._write_articles(batch)
        self._write_failures(batch)
        archive.see(batch.sightings, run_id=self.report.run_id, same=batch.same)
        batch.sightings.clear()
        batch.same = 0
        archive.revisit(batch.revisits)
        batch.revisits.clear()
        archive.subscriptions.record_rechecks(batch.rechecks, batch.validators, self._run.now())
        batch.rechecks.clear()
        batch.validators.clear()
        return news

    # -- taking

    def _take(self, outcome: Outcome) -> Iterator[News]:
        match outcome:
            case Processed():
                yield from self._take_article(outcome)
                if outcome.failed:  # after the article, which would resolve it
                    yield from self._take(replace(outcome.failed, is_in_short=True))
            case Failed(error=Unreachable() | TimedOut(), feed_entry=FeedEntry()):
                self._unreached.append(outcome)
            case Failed():
                yield from self._take_failure(outcome)
            case Known():
                self._take_known(outcome)
            case KnownRecords():
                self._take_known_records(outcome)
            case AlsoAt():
                self._batch.sightings += [(outcome.key, sighting) for sighting in outcome.sightings]
            case Buried():
                yield from self._take_buried(outcome)
            case _:
                yield from self._take_remark(outcome)

    def _take_remark(self, outcome: Outcome) -> Iterator[News]:
        """What tells of the run, and not of an article."""
        match outcome:
            case Skipped():
                self.report.outside += 1
            case SourceRead():
                self._read += outcome.locators
            case Noted():
                yield outcome
            case Stopped():
                self.report.is_stopped = True
                yield Noted("stopped; what was received is stored")

    def _take_unreached(self) -> list[News]:
        """Count entries that could not be reached as failures of their own."""
        news = [each for failed in self._unreached for each in self._take_failure(failed)]
        self._unreached.clear()
        return news

    def _take_article(self, processed: Processed) -> Iterator[News]:
        prepared = processed.prepared
        if not prepared.history and (reason := prepared.no_language_why):
            yield Noted(f"{prepared.url}: stored without a language: {reason}")
        if not prepared.history and (said := prepared.unread_date):
            self.report.unread_dates += 1
            yield Noted(f"{prepared.url}: stored without a date: {said!r} is none")
        if self._window.includes(prepared.published, prepared.day):
            self._batch.articles.append(processed)
        else:
            self.report.outside += 1

    def _take_known(self, known: Known) -> None:
        if not known.is_here:
            self._late.append(known)
            return
        self._batch.sightings += [(known.key, sighting) for sighting in known.sightings]
        self.report.tally.outcomes[Stored.SAME] += 1
        self._batch.same += 1
        self._batch.validators += [known.validators] if known.validators else []
        self._batch.revisits += [known.revisit] if known.revisit else []
        if known.feed_entry:
            self._batch.rechecks.append(recheck.known(known.feed_entry, known.validators, self._run.now()))

    def _take_known_records(self, known: KnownRecords) -> None:
        self._batch.sightings += [(key, sighting) for key, sightings in known.seen for sighting in sightings]
        self.report.tally.outcomes[Stored.SAME] += len(known.seen)
        self._batch.same += len(known.seen)

    def _take_buried(self, buried: Buried) -> Iterator[News]:
        here = self._run.archive.bury(buried.tombstones)
        if here:
            some = ", ".join(map(str, here[:3])) + (", …" if len(here) > 3 else "")
            what = (
                "1 article that was deleted there is" if len(here) == 1 else f"{len(here)} that were deleted there are"
            )
            yield Noted(f"{buried.origin}: {what} still here ({some}); `warta delete` takes an article out")

    def _take_failure(self, failed: Failed) -> Iterator[News]:
        """Write down why there is no article, and keep the page, which may be read better one day."""
        entry, error, now = failed.feed_entry, failed.error, self._run.now()
        if entry:
            self._failed[entry.url] = error
        if entry and entry.stored and isinstance(error, FetchError):  # it is here, so nothing is missing
            self._batch.rechecks.append(recheck.failed(entry, error, now))
            if error.status in recheck.GONE:
                self._run.archive.note(entry.url, "gone", f"{error.reason} since {now:%Y-%m-%d}")
            return
        yield from self._fail(failed)
        self._batch.captures += [failed.page.capture] if failed.page else []
        self._batch.validators += [failed.validators] if failed.validators else []

    def _fail(self, failed: Failed) -> Iterator[News]:
        error = failed.error
        self.report.count_failure(error)
        self.report.in_short += failed.is_in_short
        if failed.is_kept:
            self._batch.failures.append(
                Failure(
                    locator=charset.readable(error.target), stage=error.stage, code=error.code,
                    reason=charset.readable(error.reason),
                )
            )  # fmt: skip
        if failed.feed_entry:
            self._batch.rechecks.append(recheck.failed(failed.feed_entry, error, self._run.now()))
        if failed.is_news and self._telling.is_news(failed.feed_entry, error):
            yield failed

    # -- writing

    def _write_articles(self, batch: Batch) -> list[News]:
        news: list[News] = []
        try:
            news += self._put(batch, batch.articles)
        except Unstorable:  # find out which one, the others are good
            while batch.articles:
                news += self._put_alone(batch, batch.articles[0])
                del batch.articles[0]
        batch.articles.clear()
        return news

    def _put(self, batch: Batch, articles: list[Processed]) -> list[News]:
        placed = self._run.archive.put_all([processed.prepared for processed in articles], run_id=self.report.run_id)
        for processed, where in zip(articles, placed, strict=True):
            page = processed.page
            if where.outcome is Stored.DELETED:
                self.report.deleted += 1
            else:
                self.report.tally.outcomes[where.outcome] += 1
            if where.outcome in (Stored.ADDED, Stored.CHANGED):
                self.report.languages[processed.prepared.language] += 1
            if processed.failed:
                continue
            batch.validators += [page.validators] if page.validators else []
            if page.feed_entry:
                batch.rechecks.append(_recheck(page, page.feed_entry, where.outcome, self._run.now()))
        return [
            Became(processed.prepared.url, where.outcome) for processed, where in zip(articles, placed, strict=True)
        ]

    def _put_alone(self, batch: Batch, processed: Processed) -> list[News]:
        try:
            with naming(processed.prepared.url):
                return self._put(batch, [processed])
        except NotStored as error:
            return [*self._fail(Failed(error=error, feed_entry=processed.page.feed_entry))]

    def _write_failures(self, batch: Batch) -> None:
        if not batch.failures:
            return
        run_id = self.report.run_id
        try:
            self._run.archive.fail(batch.failures, run_id=run_id, captures=batch.captures)
        except Unstorable:  # the reasons matter more than the bytes
            self._run.archive.fail(batch.failures, run_id=run_id)
        batch.failures.clear()
        batch.captures.clear()

    def _take_late(self) -> None:
        """Now it can be told which of the articles that somebody else fetched are here."""
        known = self._run.archive.known_pages(late.key for late in self._late if isinstance(late.key, str))
        for late in self._late:
            if late.key in known:
                self._batch.sightings += [(late.key, sighting) for sighting in late.sightings]
            if late.feed_entry:
                self._batch.rechecks += _late_recheck(late, late.feed_entry, known, self._failed, self._run.now())
        self._late.clear()


def _recheck(page: Page, entry: FeedEntry, outcome: Stored, now: datetime) -> Recheck:
    """When to ask again for the page of an entry that is stored."""
    if page.refused:
        return recheck.in_feed(entry, page.refused, now)
    return recheck.stored(entry, outcome, page.validators, now)


def _late_recheck(
    late: Known, entry: FeedEntry, known: dict[str, datetime], failed: dict[str, IngestError], now: datetime
) -> Iterator[Recheck]:
    """When to ask again for the article of an entry that was left to somebody else: as they will."""
    if late.key in known:
        yield recheck.known(entry, None, now)
    elif error := failed.get(str(late.key)):
        yield recheck.failed(entry, error, now)


@contextmanager
def naming(url: str) -> Iterator[None]:
    """Name the article that the database does not take; raises NotStored in place of Unstorable."""
    try:
        yield
    except Unstorable as error:
        raise NotStored("storing", url, error.reason) from error
