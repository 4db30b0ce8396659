"""An import that is run again: what is stored is passed over, what failed for a passing reason is tried again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from ingest.core.progress import Progress
from tests.subscribing import FEED, LOOPBACK, rss, story
from tests.web import Web

Warta = Callable[..., Result]


@pytest.mark.parametrize("status", [404, 500])
def test_only_the_articles_that_are_missing_are_asked_for_again(warta: Warta, web: Web, status: int) -> None:
    for path in ("/a.html", "/b.html"):
        web.page(path, story(path))
    url = web.page(FEED, rss("/a.html", "/b.html"))
    web.page("/b.html", status=status)
    assert warta("import", url, *LOOPBACK).stdout.startswith("1 added, 0 changed, 0 same, 1 failed")
    web.page("/b.html", story("/b.html"))
    web.asked.clear()
    assert warta("import", url, *LOOPBACK).stdout.startswith("1 added, 0 changed, 1 same, 0 failed")
    assert web.paths == [FEED, "/b.html"]
    assert "gave no article" not in warta("status").stdout


def test_the_figures_are_those_of_all_items_and_the_progress_ends_where_it_should(
    path: Path, tmp_path: Path, web: Web
) -> None:
    import asyncio

    import ingest
    from ingest.fetch.policy import Policy
    from ingest.pipeline.run import Network
    from tests.fetch.fetching import at_once

    records = [{"url": f"https://muara.test/{n}", "title": f"Kabar {n}", "text": f"Kapal {n} tiba."} for n in range(5)]
    lines = [*map(json.dumps, records), "{broken", json.dumps(records[0])]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    url = web.page(FEED, rss("/a.html", "/none.html"))
    web.page("/a.html", story("/a.html"))
    progress = Progress(is_wanted=True)
    network = Network(policy=Policy.allowing(["127.0.0.0/8"]), pace=at_once)
    work = ingest.import_async(path, [str(tmp_path / "a.jsonl"), url], jobs=1, network=network, progress=progress)
    report = asyncio.run(work)
    assert (report.added, report.same, report.failed) == (6, 1, 2)
    assert progress.finished == progress.taken
    assert progress.done == pytest.approx(3 + (tmp_path / "a.jsonl").stat().st_size / 50_000)
    assert progress.expected == pytest.approx(progress.done)
    assert progress.share == 1.0
