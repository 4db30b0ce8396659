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

from ingest.core.model import Fetched, Kind, Page, Polled
from ingest.pipeline.run import Network, Run, opened
from ingest.pipeline.syncing import fill_gap, read_source
from ingest.sync import entries, poll
from store import Archive, Source, Validators
from tests.corpus.test_import import newsnet
from tests.subscribing import Desk, Warta
from tests.web import Web

HISTORY = {"free-cekfakta": (650, 2), "free-ekonomi": (3064, 329), "free-hukum": (3070, 330)}  # links, gaps


async def replay(run: Run, url: str, captures: list[Path]) -> None:
    """Read captures of a feed, one after the other as a sync reads its polls; no article is fetched."""
    subscriptions = run.archive.subscriptions
    [(source, _)] = subscriptions.add([Source(url=url)])
    for capture in captures:
        came = subscriptions.arrivals(source, run.now() - entries.HABIT)
        polled = await read_source(run, poll.begin(source, came, run.now()), answer(url, capture.read_bytes()))
        assert isinstance(polled, Polled)
        if polled.listing and polled.has_gap:
            await fill_gap(run, source, polled.listing)
        if polled.result:
            subscriptions.record([polled.result], run.now(), run_id=run.id)
        [source] = [each for each in subscriptions.every() if each.url == url]


def answer(url: str, body: bytes) -> Fetched:
    now = datetime.now(UTC)
    validators = Validators(url=url, fetched=now, status=200, sha256=hashlib.sha256(body).hexdigest())
    return Fetched(
        page=Page(url=url, body=body, kind=Kind.FEED, fetched=now, status=200, validators=validators),
        validators=validators,
    )


def test_a_year_of_three_feeds_gives_every_link_once_and_every_gap(
    shared: Path, path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy"):  # where no site is, and so no sitemap
        monkeypatch.setenv(name, web.url)
    folders = {name: shared / "corpus" / "real" / "feeds" / "tempo-history" / name for name in HISTORY}

    async def replay_all(archive: Archive) -> None:
        async with opened(archive, "sync", jobs=2, network=Network()) as run:
            feeds = (replay(run, address(name), sorted(folders[name].glob("*.xml"))) for name in HISTORY)
            await asyncio.gather(*feeds)

    with Archive(path) as archive:
        asyncio.run(replay_all(archive))
        listed = [*archive.query("SELECT sources.url, entries.url FROM entries JOIN sources ON source_id = id").rows]
        gaps = [*archive.query("SELECT url FROM gaps JOIN sources ON source_id = sources.id").rows]
    for name, (count, lost) in HISTORY.items():
        found = [url for source, url in listed if source == address(name)]
        assert len(found) == count
        assert set(found) == {link for capture in folders[name].glob("*.xml") for link in links(capture)}
        assert gaps.count((address(name),)) == lost


def address(name: str) -> str:
    return f"https://{name}.test/rss"


def links(capture: Path) -> list[str]:
    return re.findall(r"<item>.*?<link>(.*?)</link>", capture.read_text("utf-8"), re.S)


# -- the pretend internet

SITES = ["rusak", "pindah", "ketat", "ganda", "berubah", "umpan"]
HAD = [
    "rusak/500-500-200", "rusak/503-ra", "rusak/429-ra", "rusak/reset-once", "pindah/lama", "pindah/r301",
    "pindah/rantai1", "pindah/lain", "ganda/asli", "ketat/a0", "ketat/a1", "ketat/a2", "ketat/a3", "ketat/a4",
    "ketat/a5", "ketat/tag/boleh", "berubah/artikel", "berubah/etag-goyang", "berubah/abaikan",
]  # fmt: skip
NOT_HAD = {
    "rusak/502-always": "it answers 502 Bad Gateway",
    "rusak/403": "it answers 403 Forbidden",
    "pindah/putar1": "it redirects in a circle",
    "pindah/ssrf": "169.254.169.254 is not on the public internet",
    "pindah/file": "it answers 302 Found that leads to what is no web address (file:///etc/passwd)",
    "ketat/cari?q=kim": "its robots.txt asks programs not to fetch it",
    "ketat/tag/nuklir": "its robots.txt asks programs not to fetch it",
    "umpan/hilang": "it answers 410 Gone",
    "umpan/jadi-html": "it answers with a web page in place of a feed",
    "umpan/kosong": "it is no RSS, Atom or RDF",
    "umpan/potong": "the answer broke off in the middle",
}


@pytest.fixture
def desk(warta: Warta, path: Path) -> Desk:
    with Web("127.0.0.1") as nothing:
        return Desk(warta, nothing, path)


def sync_every_hour(desk: Desk, shared: Path, hours: int, folder: Path) -> list[dict[str, Any]]:
    """Subscribe to the sites that misbehave, and sync while they go through their hours; gives the rules broken."""
    with newsnet(shared) as (proxy, scenario), pytest.MonkeyPatch.context() as patch:
        patch.setenv("http_proxy", proxy)
        feeds = [feed.replace("{{base:", "http://").replace("}}", "") for feed in map(str, scenario["expect"]["feeds"])]
        outlines = [f'<outline xmlUrl="{feed}"/>' for feed in feeds if feed.split("/")[2].split(".")[0] in SITES]
        (folder / "feeds.opml").write_text(f"<opml><body>{''.join(outlines)}</body></opml>")
        assert desk.warta("subscribe", folder / "feeds.opml").exit_code == 0
        for hour in range(hours):
            control(proxy, f"mark?run={hour}")
            assert desk.warta("sync", "--all").exit_code == 3
            desk.wait(hours=1)
            control(proxy, "tick?add=1")
        (folder / "log.jsonl").write_text("".join(json.dumps(row) + "\n" for row in control(proxy, "log")))
    return broken_rules(shared, folder / "log.jsonl")


def control(proxy: str, what: str) -> Any:
    """Ask the pretend internet itself."""
    request = urllib.request.Request(f"{proxy}/__newsnet__/{what}", method="GET" if what == "log" else "POST")
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as reply:
        return json.load(reply)


def broken_rules(shared: Path, log: Path) -> list[dict[str, Any]]:
    scenario = shared / "corpus" / "real" / "newsnet" / "scenario.json"
    judge = [sys.executable, str(shared / "newsnet" / "newsnet.py"), "check", str(scenario), str(log)]
    judged = subprocess.run([*judge, "--min-gap", "1", "--json"], capture_output=True, text=True)
    return [rule for rule in json.loads(judged.stdout)["rules"] if not rule["ok"]]


def there(name: str) -> str:
    site, _, path = name.partition("/")
    return f"http://{site}.berita.test/{path}"


def assert_all_that_can_be_had_is_there(desk: Desk) -> None:
    """The articles with the addresses that lead to them, one version more where one was corrected."""
    seen = dict(desk.rows("SELECT locator, article_id FROM sightings WHERE kind = 'page'"))
    assert {there(name) for name in HAD} <= set(seen)
    assert len({seen[there(f"pindah/{path}")] for path in ("lama", "r301", "rantai1")}) == 1
    assert seen[there("pindah/lain")] == seen[there("ganda/asli")]
    versions = "SELECT url FROM articles JOIN revisions ON article_id = id"
    assert desk.rows(versions) == [there("berubah/artikel")]
    reasons = dict(desk.rows("SELECT locator, reason FROM failures WHERE resolved IS NULL"))
    assert set(reasons) == set(map(there, NOT_HAD))
    assert all(reasons[there(name)].startswith(reason) for name, reason in NOT_HAD.items())
    assert desk.rows("SELECT count(*) FROM sources WHERE NOT enabled") == [0]
    assert desk.one("SELECT moved_to FROM sources WHERE url = ?", there("umpan/pindah")) == there("umpan/baru")


def test_three_hours_of_sites_that_misbehave_break_no_rule_and_lose_nothing(
    desk: Desk, shared: Path, tmp_path: Path
) -> None:
    assert sync_every_hour(desk, shared, 3, tmp_path) == []
    assert_all_that_can_be_had_is_there(desk)
