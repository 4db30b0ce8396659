"""Polling over real feeds and the pretend internet beside the checkout; skipped where that folder is not."""

import asyncio
import hashlib
import json
import re
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest import gaps, understand
from ingest.fetch.client import Client
from ingest.kit import Kit
from ingest.model import Answer, Item, Kind, Page
from ingest.poll import Poller
from ingest.report import Listener, Order
from ingest.workers import Workers
from store import Archive, Source, Visit

from .subscribing import Desk, Warta, only_in_full
from .test_shared import newsnet
from .web import Web

HISTORY = {"free-cekfakta": (650, 2), "free-ekonomi": (3064, 329), "free-hukum": (3070, 330)}  # links, gaps


async def _ignore(item: Item) -> None:
    """What becomes of articles is of no interest here."""


class Replay:
    """Captures of feeds, one after the other through the poller; no article is fetched."""

    def __init__(self, archive: Archive, workers: Workers) -> None:
        order = Order(command="sync", jobs=2)
        self._archive = archive
        self._kit = Kit(archive, order, workers, Listener(), _ignore, lambda memory: Client(memory=memory))
        self._poller = Poller(self._kit, archive.begin_run("sync"))

    async def close(self) -> None:
        self._poller.flush()
        await self._kit.close()

    async def read(self, url: str, captures: list[Path]) -> None:
        [(source, _)] = self._archive.subscriptions.add([Source(url=url)])
        for capture in captures:
            polled = await self._poller.take(source, answer(url, capture.read_bytes()), is_whole=False)
            if polled.listing and polled.is_lossy:
                await gaps.note(self._kit, source, polled.listing)
            [source] = [each for each in self._archive.subscriptions.every() if each.url == url]


def answer(url: str, body: bytes) -> Answer:
    now = datetime.now(UTC)
    visit = Visit(url=url, fetched=now, status=200, sha256=hashlib.sha256(body).hexdigest())
    return Answer(page=Page(url=url, body=body, kind=Kind.FEED, fetched=now, status=200, visit=visit), visit=visit)


def test_a_year_of_three_feeds_gives_every_link_once_and_every_gap(
    shared: Path, path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy"):  # where no site is, and so no sitemap
        monkeypatch.setenv(name, web.url)
    folders = {name: shared / "corpus" / "real" / "feeds" / "tempo-history" / name for name in HISTORY}

    async def replay(archive: Archive) -> None:
        with Workers(2, preload=understand.PRELOAD) as workers:
            it = Replay(archive, workers)
            feeds = [it.read(f"https://{name}.test/rss", sorted(folder.glob("*.xml"))) for name, folder in folders.items()]
            await asyncio.gather(*feeds)
            await it.close()

    with Archive(path) as archive:
        asyncio.run(replay(archive))
        for name, folder in folders.items():
            there = [url.decode() for capture in folder.glob("*.xml") for url in links(capture)]
            here = archive.query(f"SELECT entries.url FROM entries JOIN sources ON id = source_id AND sources.url LIKE '%{name}%'")
            assert sorted(url for (url,) in here.rows) == sorted(set(there))
        counted = archive.query(
            "SELECT substr(url, 9, length(url) - 17), (SELECT count(*) FROM entries WHERE source_id = id),"
            " (SELECT count(*) FROM gaps WHERE source_id = sources.id) FROM sources"
        )
        assert {name: (found, lost) for name, found, lost in counted.rows} == HISTORY


def links(capture: Path) -> list[bytes]:
    return re.findall(rb"<item>.*?<link>(.*?)</link>", capture.read_bytes(), re.S)


# -- the pretend internet

SHORT = ["pindah", "ganda", "berubah", "umpan"]
FULL = ["rusak", "pindah", "ketat", "ganda", "berubah", "umpan"]


@pytest.fixture
def desk(warta: Warta, path: Path) -> Desk:
    with Web("127.0.0.1") as nothing:
        return Desk(warta, nothing, path)


def over_three_ticks(desk: Desk, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str]) -> set[str]:
    """Sync now and an hour and two hours later; gives the addresses asked for, after judging how it was done."""
    with newsnet(shared) as (proxy, scenario):
        monkeypatch.setenv("http_proxy", proxy)
        hosts = {f"{name}.berita.test" for name in names}
        feeds = [feed.replace("{{base:", "http://").replace("}}", "") for feed in scenario["expect"]["feeds"]]
        subscribed = desk.warta("subscribe", "--as", "feed", *(feed for feed in feeds if feed.split("/")[2] in hosts))
        assert subscribed.exit_code == 0, subscribed.output
        for tick in range(3):
            control(proxy, f"mark?run={tick}")
            assert desk.warta("sync", "--all").exit_code in (0, 3)
            desk.wait(hours=1)
            control(proxy, "tick?add=1")
        rows = control(proxy, "log")
    log = tmp_path / "log.jsonl"
    log.write_text("".join(json.dumps(row) + "\n" for row in rows))
    scenario_file = shared / "corpus" / "real" / "newsnet" / "scenario.json"
    judge = [sys.executable, str(shared / "newsnet" / "newsnet.py"), "check", str(scenario_file), str(log)]
    judged = subprocess.run([*judge, "--min-gap", "1", "--json"], capture_output=True, text=True)
    assert [rule for rule in json.loads(judged.stdout)["rules"] if not rule["ok"]] == []
    return {f"{row['host']}{row['path']}" for row in rows if row["kind"] == "req"}


def control(proxy: str, what: str) -> Any:
    """Ask the pretend internet itself."""
    method = "GET" if what == "log" else "POST"
    request = urllib.request.Request(f"{proxy}/__newsnet__/{what}", method=method)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as reply:
        return json.load(reply)


def assert_changes_are_kept(desk: Desk) -> None:
    """A correction is a version of its own; another advert, another tag and another address are none."""
    versions = "SELECT (SELECT count(*) FROM revisions WHERE article_id = id) FROM articles WHERE url LIKE ?"
    assert desk.rows(versions, "%//berubah.berita.test/%") == [1, 0, 0] or 0
    assert desk.one("SELECT count(*) FROM articles WHERE url LIKE '%//ganda.berita.test/%'") == 1


def test_three_hours_of_sites_that_misbehave_break_no_rule(
    desk: Desk, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = over_three_ticks(desk, shared, tmp_path, monkeypatch, SHORT)
    print(sorted(asked)); print(desk.rows("select url, (SELECT count(*) FROM revisions WHERE article_id = id) from articles")); print(desk.rows("select url,kind,enabled,trouble,failures,moved_to from sources")); print(desk.rows("select locator,reason,times from failures"))
    assert 0


@pytest.mark.full
def test_three_hours_of_sites_that_want_patience_break_no_rule(
    desk: Desk, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    only_in_full(request)
    asked = over_three_ticks(desk, shared, tmp_path, monkeypatch, FULL)
    print(sorted(asked)); print(desk.rows("select url, (SELECT count(*) FROM revisions WHERE article_id = id) from articles")); print(desk.rows("select url,kind,enabled,trouble,failures,moved_to from sources")); print(desk.rows("select locator,reason,times from failures"))
    assert 0
