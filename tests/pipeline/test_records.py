"""Records of a file that go on together: each has its own outcome, in its place."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ingest.core.errors import OverLimit
from ingest.core.model import Failed, Item, Kind, Noted, Page, Records
from ingest.pipeline import process, records
from ingest.pipeline.process import Outcome, Processed
from ingest.pipeline.streams import Stream

NOW = datetime(2026, 2, 1, tzinfo=UTC)
STORY = "Perahu penyeberangan yang baru tiba di muara pada pagi hari, dan warga menyambutnya di dermaga."


def record(number: int, text: str = STORY) -> Page:
    fields = {"url": f"https://muara.test/{number}", "title": "Perahu tiba", "text": text}
    return Page(url=fields["url"], body=json.dumps(fields).encode(), kind=Kind.RECORD, fetched=NOW)


class Here:
    """A pool that works at once, and has no room for several items that hold a certain word."""

    count = 1

    async def do(self, work: Callable[[Any], Any], item: Any) -> Any:
        pages = item if isinstance(item, tuple) else (item,)
        if any(b"raksasa" in page.body for page in pages):
            raise OverLimit("it needed more than there is")
        return work(item)


def outcomes(*pages: Page) -> list[Outcome]:
    async def items() -> Stream[Item]:
        yield Records(pages)

    async def run() -> list[Outcome]:
        return [each async for each in process.processed(items(), Here(), jobs=1, max_seconds=None)]

    return asyncio.run(run())


def told(found: list[Outcome]) -> list[str]:
    return [each.error.code if isinstance(each, Failed) else type(each).__name__ for each in found]


def test_each_record_has_its_outcome_in_its_place() -> None:
    found = outcomes(record(1), record(2, text=""), record(3))
    assert told(found) == ["Processed", "no_article", "Processed"]
    assert [each.page.url[-1] for each in found if isinstance(each, Processed)] == ["1", "3"]


def test_a_limit_costs_the_record_that_meets_it() -> None:
    found = outcomes(record(1), record(2, text="Ikan raksasa."), record(3))
    assert told(found) == ["Processed", "over_limit", "Processed"]


def test_not_too_many_go_together_and_a_large_one_goes_alone() -> None:
    large = record(99, text=STORY * 4_000)
    found = records.together([*map(record, range(45)), large, record(46)])
    assert [len(some.pages) for some in found if isinstance(some, Records)] == [20, 20, 5, 1, 1]


def test_what_is_no_record_of_a_file_stays_in_its_place() -> None:
    answered = replace(record(2), status=200)
    found = [*records.together([record(1), "a note", answered, record(3)])]
    assert found == [Records((record(1),)), "a note", answered, Records((record(3),))]


def test_what_is_only_told_does_not_count_as_one_of_so_many() -> None:
    found = [Noted("a column"), 1, Noted("another"), 2, 3]
    assert [*records.first(found, 2)] == found[:4]
    assert [*records.first(found, None)] == found
    assert [*records.first(found, 0)] == []
    assert [*records.first(iter(found), 9)] == found
