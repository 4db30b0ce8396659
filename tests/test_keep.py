from datetime import UTC, datetime
from pathlib import Path

from ingest import understand
from ingest.errors import IngestError, NotStored
from ingest.keep import Keeper
from ingest.model import Kind, Page
from ingest.report import Listener, Order
from store import Archive, Outcome

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def page(url: str, text: str = "Perahu merapat di dermaga pada pagi hari.") -> Page:
    return Page(url=url, body=text.encode(), kind=Kind.TEXT, fetched=NOW)


def take(keeper: Keeper, received: Page) -> None:
    try:
        assert not keeper.passes_over(received)
        keeper.keep(received, understand.article(received))
    except NotStored as error:
        keeper.fail(error)


def test_an_article_that_no_row_can_hold_fails_alone(archive: Archive) -> None:
    said: list[IngestError] = []
    keeper = Keeper(archive, Order(sources=()), Listener(failed=said.append))
    for url in ("file:///a.txt", "file:///half-\ud800.txt", "file:///b.txt"):
        take(keeper, page(url))
    keeper.finish([], [], is_complete=True)
    assert keeper.report.tally.outcomes[Outcome.ADDED] == 2
    assert [error.stage for error in said] == ["store"]
    assert archive.summary().failures == [("store", said[0].reason, 1)]
    assert archive.get("file:///a.txt")
    assert archive.get("file:///b.txt")


def test_articles_are_written_in_batches_and_not_one_by_one(archive: Archive) -> None:
    keeper = Keeper(archive, Order(sources=()), Listener())
    counts = []
    for number in range(45):
        take(keeper, page(f"file:///{number}.txt"))
        counts.append(archive.summary().articles)
    keeper.finish([], [], is_complete=True)
    assert sorted(set(counts)) == [0, 20, 40]
    assert archive.summary().articles == 45


def test_a_date_in_the_future_is_not_believed() -> None:
    body = (Path(__file__).parent / "pages" / "date-in-2099.html").read_bytes()
    article = understand.article(Page(url="https://a.example/1", body=body, kind=Kind.PAGE, fetched=NOW))
    assert (article.published, article.published_from) == (None, None)
