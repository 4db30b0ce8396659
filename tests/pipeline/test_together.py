"""Records that share a process: each gets its own answer, and what a limit costs is one of them."""

import asyncio
import os
import signal
from datetime import UTC, datetime

import pytest

from ingest.core.errors import NoArticle, OverLimit
from ingest.core.model import Kind, Page
from ingest.pipeline.together import BATCH, Together
from ingest.pipeline.workers import Limits, Workers

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def record(body: str, kind: Kind = Kind.RECORD) -> Page:
    return Page(url="https://muara.test/1", body=body.encode(), kind=kind, fetched=NOW)


def read(page: Page) -> str:
    match page.body:
        case b"empty":
            raise NoArticle("reading", page.url, "it is empty", "look again")
        case b"crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case b"loop":
            while True:
                pass
        case b"eat":
            bytearray(8 << 30)
    return f"{page.body.decode()} {os.getpid()}"


def results(*bodies: str, limits: Limits | None = None) -> list[str | BaseException]:
    async def run() -> list[str | BaseException]:
        with Workers(1, preload=(), limits=limits) as workers:
            pool = Together(workers)
            return await asyncio.gather(*(pool.do(read, record(body)) for body in bodies), return_exceptions=True)

    return asyncio.run(run())


def test_each_record_has_its_own_answer() -> None:
    bodies = [f"kabar{number}" for number in range(2 * BATCH + 3)]
    assert [str(answer).split()[0] for answer in results(*bodies)] == bodies


def test_what_is_raised_is_raised_for_that_record_alone() -> None:
    first, second, third = results("satu", "empty", "tiga")
    assert isinstance(second, NoArticle)
    assert str(first).startswith("satu ")
    assert str(third).startswith("tiga ")


@pytest.mark.parametrize(("bad", "reason"), [("crash", "crashed"), ("loop", "longer than 0.5 s"), ("eat", "memory")])
def test_a_limit_costs_the_record_that_meets_it(bad: str, reason: str) -> None:
    first, second, third = results("satu", bad, "tiga", limits=Limits(seconds=0.5, memory_bytes=1 << 30))
    assert isinstance(second, OverLimit)
    assert reason in str(second)
    assert str(first).startswith("satu ")
    assert str(third).startswith("tiga ")


def test_who_waits_no_more_holds_up_nobody() -> None:
    async def run() -> str:
        with Workers(1, preload=()) as workers:
            pool = Together(workers)
            given_up = asyncio.ensure_future(pool.do(read, record("satu")))
            kept = asyncio.ensure_future(pool.do(read, record("dua")))
            await asyncio.sleep(0)
            given_up.cancel()
            return await kept

    assert asyncio.run(run()).startswith("dua ")
