"""What comes down the road is written, counted, planned again, and told to a person where it is news."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ingest.core.dates import utc_now
from ingest.core.errors import BadStatus, IngestError, NoArticle, NotStored, RobotsDenied, TimedOut, Unreachable
from ingest.core.model import Failed, Item, Kind, Known, Page, Skipped, SourceRead, Stopped
from ingest.core.report import DateWindow, News
from ingest.pipeline import steps
from ingest.pipeline.process import Processed
from ingest.pipeline.run import Run
from ingest.pipeline.writer import Writer
from store import Archive, FailureCount, FeedEntry, Outcome, PollResult, Sighting, Source, Validators

NOW = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
MUARA = "https://muara.test"
SOURCE = Source(url=f"{MUARA}/feed", id=1)
FEED = Sighting(kind="feed", locator=SOURCE.url)


class Desk:
    """A writer, and what it told."""

    def __init__(self, archive: Archive, window: DateWindow | None = None) -> None:
        self.archive = archive
        self.told: list[IngestError] = []
        doors: Any = None  # a writer asks neither the network nor the workers
        run = Run(id=archive.begin_run("sync"), archive=archive, client=doors, workers=doors, now=utc_now)
        self.writer = Writer(run, window)

    def add(self, item: Item | Processed) -> None:
        """Hand an item to the writer, and hear what it says."""
        self.hear(self.writer.add(item))

    def hear(self, news: list[News]) -> None:
        self.told += [each.error for each in news if isinstance(each, Failed)]

    def read(self, page: Page) -> None:
        """Read a page here, and hand on what becomes of it."""
        try:
            self.add(Processed(page=page, prepared=steps.article(page)))
        except IngestError as error:
            self.add(Failed(error=error, page=page, feed_entry=page.feed_entry))

    def finish(self, *read: str) -> None:
        self.add(SourceRead(read))
        self.hear(self.writer.finish())

    def column(self, sql: str) -> list[object]:
        return [row[0] for row in self.archive._connection.execute(sql)]

    def due(self) -> list[str]:
        """The keys of the entries that are asked for in the next run."""
        found = self.archive.subscriptions.due(SOURCE, datetime.now(UTC), force=False, limit=99)
        return sorted(each.key for each in found)

    def planned(self, key: str) -> FeedEntry:
        """An entry that is planned for later or for now."""
        found = self.archive.subscriptions.due(SOURCE, datetime(2999, 1, 1, tzinfo=UTC), force=False, limit=99)
        return next(each for each in found if each.key == key)


@pytest.fixture
def desk(archive: Archive) -> Desk:
    return Desk(archive)


FILLER = " Buruh menurunkan karung beras ke gudang dan pedagang menunggu di tepi jalan." * 4  # no notice is that long


def page(url: str, text: str = "Perahu merapat di dermaga pada pagi hari.", **more: object) -> Page:
    return Page(url=url, body=text.encode(), kind=Kind.TEXT, fetched=NOW, **more)


def article_page(
    key: str, entry: FeedEntry, text: str = "Perahu merapat di dermaga.", etag: str | None = '"a"'
) -> Page:
    """A page that was fetched for an entry."""
    url = f"{MUARA}/{key}"
    validators = Validators(url=url, fetched=NOW, status=200, etag=etag)
    here = Sighting(kind="page", locator=url)
    return page(url, text + FILLER, status=200, feed_entry=entry, validators=validators, sightings=(FEED, here))


def listed(archive: Archive, *keys: str) -> list[FeedEntry]:
    """Entries that a subscription lists."""
    archive.subscriptions.add([Source(url=SOURCE.url)])
    entries = tuple(
        FeedEntry(source_id=1, key=key, url=f"{MUARA}/{key}", said="{}", said_hash="1", arrived=NOW) for key in keys
    )
    archive.subscriptions.record([PollResult(source=SOURCE, listed=entries)], NOW, run_id=None)
    return list(entries)


def answered(url: str, status: int) -> BadStatus:
    return BadStatus("fetching", url, f"it answers {status}", status=status)


# -- articles


def test_an_article_that_no_row_can_hold_fails_alone(desk: Desk) -> None:
    for url in ("file:///a.txt", "file:///half-\ud800.txt", "file:///b.txt"):
        desk.read(page(url))
    desk.finish()
    assert desk.writer.report.tally.outcomes[Outcome.ADDED] == 2
    assert [error.stage for error in desk.told] == ["store"]
    assert desk.archive.summary().failures == [FailureCount(stage="store", reason=desk.told[0].reason, items=1)]
    assert desk.archive.get("file:///a.txt")
    assert desk.archive.get("file:///b.txt")


def test_articles_are_written_in_batches_and_not_one_by_one(desk: Desk) -> None:
    counts = []
    for number in range(45):
        desk.read(page(f"file:///{number}.txt"))
        counts.append(desk.archive.summary().articles)
    desk.finish()
    assert sorted(set(counts)) == [0, 20, 40]
    assert desk.archive.summary().articles == 45


def test_a_date_in_the_future_is_not_believed() -> None:
    body = (Path(__file__).parents[1] / "pages" / "date-in-2099.html").read_bytes()
    prepared = steps.article(Page(url="https://a.example/1", body=body, kind=Kind.PAGE, fetched=NOW))
    assert (prepared.published, prepared.article["published_from"]) == (None, None)


def test_an_article_outside_the_dates_is_counted_and_not_stored(archive: Archive) -> None:
    desk = Desk(archive, DateWindow(since=datetime(2026, 2, 1, tzinfo=UTC)))
    body = (
        b'<meta property="article:published_time" content="2026-01-05T00:00:00Z"><h1>Perahu</h1>' + b"<p>Merapat. " * 50
    )
    desk.read(Page(url=f"{MUARA}/1", body=body, kind=Kind.PAGE, fetched=NOW))
    desk.add(Skipped(url=f"{MUARA}/2"))
    desk.finish()
    assert desk.writer.report.outside == 2
    assert archive.summary().articles == 0


@pytest.mark.parametrize(("is_complete", "exit_code", "still_open"), [(True, 0, 0), (False, None, 1)])
def test_a_run_that_was_stopped_mends_nothing_and_has_no_exit_code(
    archive: Archive, is_complete: bool, exit_code: int | None, still_open: int
) -> None:
    before = Desk(archive)
    before.add(Failed(error=answered(SOURCE.url, 500)))
    before.finish()
    desk = Desk(archive)
    if not is_complete:
        desk.add(Stopped())
    desk.finish(SOURCE.url)
    assert (archive.runs()[0].exit_code, len(archive.summary().failures)) == (exit_code, still_open)


# -- entries of subscriptions


def test_an_entry_is_done_with_only_after_its_article_and_not_before(desk: Desk) -> None:
    tagged, bare = listed(desk.archive, "tagged", "bare")
    desk.read(article_page("tagged", tagged))
    desk.read(article_page("bare", bare, etag=None))
    assert desk.due() == ["bare", "tagged"]
    assert desk.archive.subscriptions.validators(tagged.url) is None
    desk.finish()
    assert desk.due() == []
    assert desk.planned("tagged").stored is not None
    assert desk.archive.subscriptions.waiting() == {}
    assert desk.archive.subscriptions.validators(tagged.url) == article_page("tagged", tagged).validators


def test_an_entry_whose_article_no_row_can_hold_is_tried_again_later(desk: Desk) -> None:
    good, bad = listed(desk.archive, "good", "bad")
    half = replace(article_page("bad", bad), sightings=(Sighting(kind="page", locator="\ud800"),))
    for each in (article_page("good", good), half):
        desk.read(each)
    desk.finish()
    assert [type(error) for error in desk.told] == [NotStored]
    assert (desk.planned("bad").tries, desk.planned("bad").stored) == (1, None)
    assert desk.planned("good").stored is not None


def test_an_article_that_is_here_is_seen_counted_and_planned(desk: Desk) -> None:
    (first, again) = listed(desk.archive, "first", "again")
    desk.read(article_page("first", first))
    desk.finish()
    desk = Desk(desk.archive)
    other = Sighting(kind="feed", locator="https://bukit.test/feed")
    validators = Validators(url=first.url, fetched=NOW + HOUR, status=304)
    desk.add(Known(key=first.url, sightings=(other,), feed_entry=again, validators=validators))
    desk.finish()
    article = desk.archive.get(first.url)
    assert article is not None
    assert other in [one.sighting for one in desk.archive.sightings(article.id)]
    assert desk.writer.report.tally.outcomes[Outcome.SAME] == 1
    assert desk.due() == []
    assert desk.archive.subscriptions.validators(first.url) == validators


def test_an_article_that_somebody_else_fetches_is_planned_when_the_run_is_over(desk: Desk) -> None:
    first, late, unknown = listed(desk.archive, "first", "late", "unknown")
    other = Sighting(kind="feed", locator="https://bukit.test/feed")
    desk.add(Known(key=first.url, sightings=(other,), is_here=False, feed_entry=late))
    desk.add(Known(key=f"{MUARA}/none", sightings=(other,), is_here=False, feed_entry=unknown))
    desk.read(article_page("first", first))
    desk.writer.flush()
    assert desk.due() == ["late", "unknown"]
    desk.finish()
    assert desk.due() == ["unknown"]  # whoever should have got it did not
    assert desk.archive.subscriptions.waiting() == {1: 1}
    article = desk.archive.get(first.url)
    assert article is not None
    assert other in [one.sighting for one in desk.archive.sightings(article.id)]
    assert desk.column("SELECT count(*) FROM sightings WHERE locator = 'https://bukit.test/feed'") == [1]
    assert desk.writer.report.tally.stored == 1
    assert desk.told == []


def test_an_article_that_somebody_else_did_not_get_is_tried_again_as_late_as_by_them(desk: Desk) -> None:
    first, late = listed(desk.archive, "first", "late")
    desk.add(Known(key=first.url, sightings=(), is_here=False, feed_entry=replace(late, tries=1)))
    desk.add(Failed(error=answered(first.url, 404), feed_entry=first))
    desk.finish()
    assert desk.due() == []
    assert (desk.planned("first").tries, desk.planned("late").tries) == (1, 2)
    assert desk.writer.report.tally.failed == 1


# -- what was missed


def test_what_failed_is_written_down_with_what_was_received(desk: Desk) -> None:
    (entry,) = listed(desk.archive, "a")
    received = article_page("a", entry)
    error = NoArticle("reading", entry.url, "no article text was found in it")
    desk.add(Failed(error=error, page=received, feed_entry=entry, validators=received.validators))
    desk.finish()
    assert desk.archive.summary().failures == [
        FailureCount(stage="extract", reason="no article text was found in it", items=1)
    ]
    assert desk.column("SELECT url FROM captures WHERE article_id IS NULL") == [entry.url]
    assert desk.archive.subscriptions.validators(entry.url) == received.validators
    assert (desk.planned("a").tries, desk.due()) == (1, [])
    assert desk.told == [error]


@pytest.mark.parametrize(
    ("tries", "is_news", "is_told"), [(0, True, True), (1, True, False), (9, True, False), (0, False, False)]
)
def test_a_failure_is_told_when_it_is_new_and_counted_always(
    desk: Desk, tries: int, is_news: bool, is_told: bool
) -> None:
    (entry,) = listed(desk.archive, "a")
    error = answered(entry.url, 404)
    desk.add(Failed(error=error, feed_entry=replace(entry, tries=tries), is_news=is_news))
    desk.finish()
    assert desk.told == ([error] if is_told else [])
    assert desk.writer.report.tally.failed == 1
    assert desk.writer.report.exit_code == 4
    assert desk.archive.summary().failures == [FailureCount(stage="fetch", reason="it answers 404", items=1)]


@pytest.mark.parametrize(("status", "is_noted"), [(404, True), (410, True), (500, False), (403, False)])
def test_a_stored_article_that_cannot_be_had_again_is_no_failure(desk: Desk, status: int, is_noted: bool) -> None:
    (entry,) = listed(desk.archive, "a")
    desk.read(article_page("a", entry))
    desk.finish()
    desk = Desk(desk.archive)
    desk.add(Failed(error=answered(entry.url, status), feed_entry=desk.planned("a")))
    desk.finish()
    assert (desk.told, desk.writer.report.exit_code, desk.archive.summary().failures) == ([], 0, [])
    article = desk.archive.get(entry.url)
    assert article is not None
    assert article.notes.get("gone", "").startswith(f"it answers {status} since 20") is is_noted
    assert desk.column("SELECT due IS NULL FROM entries") == [is_noted]


@pytest.mark.parametrize("kind", [Unreachable, TimedOut, RobotsDenied])
def test_the_trouble_of_a_host_is_told_once(desk: Desk, kind: type[IngestError]) -> None:
    entries = listed(desk.archive, "a", "b", "c")
    for entry in entries:
        desk.add(Failed(error=kind("fetching", entry.url, "no"), feed_entry=entry))
    desk.finish()
    assert [error.target for error in desk.told] == [f"{MUARA}/a"]
    assert desk.writer.report.tally.failed == 3
    again = Desk(desk.archive)
    again.add(Failed(error=kind("fetching", f"{MUARA}/d", "no"), feed_entry=replace(entries[0], key="d")))
    assert again.told == []


@pytest.mark.parametrize(
    ("url", "kind", "is_listed"),
    [
        (f"{MUARA}/b", TimedOut, True),
        ("https://muara.test.example/b", Unreachable, True),
        (f"{MUARA}/b", Unreachable, False),
    ],
)
def test_another_trouble_or_host_is_told_too_and_so_is_all_that_a_person_asked_for(
    desk: Desk, url: str, kind: type[IngestError], is_listed: bool
) -> None:
    (entry,) = listed(desk.archive, "a")
    desk.add(Failed(error=Unreachable("fetching", entry.url, "no"), feed_entry=entry))
    error = kind("fetching", url, "no")
    desk.add(Failed(error=error, feed_entry=entry if is_listed else None))
    desk.finish()
    assert sorted(each.target for each in desk.told) == sorted([entry.url, url])
    assert error in desk.told


def test_a_run_that_ends_with_an_error_writes_the_rest_and_is_closed_as_stopped(desk: Desk) -> None:
    def breaks() -> None:
        with desk.writer:
            desk.read(page("file:///a.txt"))
            raise KeyError("what nobody expected")

    with pytest.raises(KeyError):
        breaks()
    assert desk.archive.get("file:///a.txt")
    [run] = desk.archive.runs()
    assert (run.added, run.finished is not None, run.exit_code) == (1, True, None)
