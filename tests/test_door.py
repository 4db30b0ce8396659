"""What the commands do, from Python: `from ingest import import_, sync`."""

import asyncio
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import ingest
from ingest.core.model import Failed, Noted
from ingest.core.report import News, Report
from ingest.fetch.policy import Policy
from ingest.pipeline.run import Network
from store import Archive, ArchiveBusy, ArchiveMissing, Source
from store.db import lock
from tests.fetch.fetching import at_once
from tests.subscribing import FEED, rss, story
from tests.web import Web

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "articles"
LOOPBACK = Network(policy=Policy.allowing(["127.0.0.0/8"]), pace=at_once)


def test_an_import_gives_the_report_of_the_command(path: Path) -> None:
    heard: list[News] = []
    report = ingest.import_(path, [str(EXAMPLES), "nowhere.html"], jobs=1, listener=heard.append)
    assert (report.added, report.changed, report.same, report.failed, report.exit_code) == (7, 0, 0, 1, 3)
    assert report.languages == {"id": 3, "en": 4}
    [failed] = [news for news in heard if isinstance(news, Failed)]
    assert "there is no such file" in str(failed.error)
    assert any(isinstance(news, Report) for news in heard)


def test_days_bound_an_import_and_both_are_included(path: Path, web: Web) -> None:
    web.page("/a.html", story("/a.html"))
    feed = web.page(FEED, rss("/a.html"))  # of 6 March 2026
    for since, until, added in [
        (date(2026, 3, 7), None, 0), (None, date(2026, 3, 5), 0), (date(2026, 3, 6), date(2026, 3, 6), 1),
    ]:  # fmt: skip
        assert ingest.import_(path, [feed], since=since, until=until, network=LOOPBACK).added == added


def test_a_sync_polls_and_stores_and_tells_what_failed(path: Path, web: Web) -> None:
    web.page("/a.html", story("/a.html"))
    feed = web.page(FEED, rss("/a.html", "/gone.html"))
    with Archive(path) as archive:
        archive.subscriptions.add([Source(url=feed)])
    heard: list[News] = []
    report = ingest.sync(path, network=LOOPBACK, listener=heard.append)
    assert (report.added, report.failed, report.exit_code, report.polls) == (1, 1, 3, {"read": 1})
    assert [news.error.target for news in heard if isinstance(news, Failed)] == [f"{web.url}/gone.html"]


def test_in_an_event_loop_the_same_is_awaited(path: Path, web: Web) -> None:
    web.page("/a.html", story("/a.html"))
    feed = web.page(FEED, rss("/a.html"))

    async def both() -> tuple[Report, Report]:
        imported = await ingest.import_async(path, [feed], network=LOOPBACK)
        with Archive(path) as archive:
            archive.subscriptions.add([Source(url=feed)])
        return imported, await ingest.sync_async(path, network=LOOPBACK)

    imported, synced = asyncio.run(both())
    assert (imported.added, synced.added, synced.exit_code) == (1, 0, 0)


def test_a_cancelled_import_stores_what_it_has_and_returns(path: Path, web: Web) -> None:
    web.page("/a.html", story("/a.html"))
    web.page("/slow.html", silent=True)
    feed = web.page(FEED, rss("/a.html", "/slow.html"))
    heard: list[News] = []

    async def cancelled() -> Report:
        loop, asked = asyncio.get_running_loop(), asyncio.Event()
        web.when_asked = lambda path: loop.call_soon_threadsafe(asked.set) if path == "/slow.html" else None
        task = asyncio.ensure_future(ingest.import_async(path, [feed], network=LOOPBACK, listener=heard.append))
        await asked.wait()
        task.cancel()
        return await task

    assert asyncio.run(cancelled()).added == 1
    assert [news.text for news in heard if isinstance(news, Noted)] == ["stopped; what was received is stored"]


def test_a_second_sync_beside_a_running_one_is_refused(path: Path) -> None:
    Archive(path).close()
    with lock.held(path), pytest.raises(ArchiveBusy):
        ingest.sync(path)


def test_without_an_archive_or_subscriptions_nothing_is_done(path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        ingest.sync(path)
    assert not path.exists()
    Archive(path).close()
    assert ingest.sync(path).run_id == 0
    with Archive(path, readonly=True) as archive:
        assert archive.runs() == []


def test_importing_the_door_loads_nothing_heavy_and_its_room_takes_no_ones_place() -> None:
    program = """
import sys
from ingest import import_, sync
heavy = {"aiohttp", "asyncio", "feedparser", "langdetect", "lxml", "sqlite3", "trafilatura"} & {*sys.modules}
assert not heavy, heavy
import ingest.sync.poll
from ingest.sync import gaps
from ingest import sync as again
assert again is sync and callable(sync)
"""
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0


def test_a_network_can_be_said_in_one_place() -> None:
    assert replace(Network(), contact="https://me.example").contact == "https://me.example"


def test_a_script_needs_no_guard_and_runs_once(path: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "print('begins')\n"
        "from ingest import import_\n"
        f"print(import_({str(path)!r}, [{str(EXAMPLES)!r}], jobs=2).added)\n"
    )
    done = subprocess.run(
        [sys.executable, script], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "begins\n7\n", "")


def test_ctrl_c_is_a_keyboard_interrupt_after_what_was_received_is_stored(path: Path, web: Web) -> None:
    web.page("/a.html", story("/a.html"))
    web.page("/slow.html", silent=True)
    feed = web.page(FEED, rss("/a.html", "/slow.html"))
    web.when_asked = lambda asked: os.kill(os.getpid(), signal.SIGINT) if asked == "/slow.html" else None
    with pytest.raises(KeyboardInterrupt):
        ingest.import_(path, [feed], network=LOOPBACK)
    with Archive(path, readonly=True) as archive:
        assert archive.summary().articles == 1
