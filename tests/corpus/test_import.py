"""Real news from the folder beside the checkout; skipped with a reason where that folder is not."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from ingest.core.model import Kind, Page
from ingest.formats import feeds, files
from ingest.pipeline import steps

Warta = Callable[..., Result]


def test_the_seed_becomes_one_indonesian_article_of_finnews(warta: Warta, shared: Path, path: Path) -> None:
    assert warta("import", *(shared / "seed").glob("*.txt")).exit_code == 0
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT site, title, language, published, text FROM articles").fetchall()
    [(site, title, language, published, text)] = rows
    assert (site, language, published) == ("Finnews.id", "id", None)
    assert title.startswith("Pemimpin Korea Utara Kim Jong Un mengeluarkan perintah langsung")
    assert title.endswith("mulai tahun depan")
    assert text.endswith("memiliki fondasi teknis yang hampir sama.")
    assert "[produksi]" in warta("search", "ditembakkan OR memproduksi", "--language", "id").stdout
    assert "[produksi]" in warta("search", "memproduksi rudal").stdout


@pytest.mark.parametrize(("folder", "pages"), [("html-id", 42), ("html-en", 139)])
def test_every_real_article_is_stored_and_the_second_time_nothing_changes(
    warta: Warta, shared: Path, folder: str, pages: int
) -> None:
    real = shared / "corpus" / "real"
    described = [json.loads(line) for line in (real / "pages.jsonl").read_text().splitlines()]
    fronts = {page["file"] for page in described if page.get("kind") == "front"}
    first = warta("import", real / folder)
    left_out = re.findall(r"/real/(\S+): it leads to articles", first.stderr)
    assert len({*left_out} - fronts) <= 1  # a page of tables with links to all months
    walls = first.stderr.count("it is the log-in page of a network")  # one was saved behind a Wi-Fi's, in two versions
    assert first.exit_code == (3 if walls else 0), first.stderr  # nothing else was left out
    stored = pages - len(left_out) - walls
    assert sum(int(count) for count in re.findall(r"(\d+) (?:added|changed|same)", first.stdout)) == stored
    again = warta("import", real / folder)
    assert (
        again.stdout
        == f"0 added, 0 changed, {stored} same, {walls} failed, {len(left_out)} front or section pages left out\n"
    )


def test_titles_and_dates_of_pages_with_checked_values_are_right(shared: Path) -> None:
    """A floor that only rises; the figures by data set are in benchmarks/quality.md."""
    real = shared / "corpus" / "real"
    gold = [page for line in (real / "pages.jsonl").read_text().splitlines() if (page := json.loads(line)).get("gold")]
    titles = dates = dated = 0
    for page in gold:
        received = next(iter(files.pages(real / page["file"], now=lambda: datetime.now(UTC))))
        assert isinstance(received, Page)
        prepared = steps.article(received)
        titles += _fold(prepared.article["title"]) == _fold(page["gold"]["title"])
        dated += bool(page["gold"].get("date"))
        dates += bool(prepared.published and page["gold"].get("date", "")[:10] == prepared.published.isoformat()[:10])
    assert titles / len(gold) >= 0.9
    assert dates / dated >= 0.9


def test_captures_of_the_tempo_feeds_list_every_link_that_is_in_them(shared: Path) -> None:
    captures = sorted((shared / "corpus" / "real" / "feeds" / "tempo-history").glob("*/*.xml"))
    for capture in captures[::40]:
        [page] = files.pages(capture, now=lambda: datetime.now(UTC))
        assert isinstance(page, Page)
        assert page.kind is Kind.FEED
        links = set(re.findall(rb"<item>.*?<link>(.*?)</link>", page.body, re.S))
        assert len(feeds.parse(page).entries) == len(links) > 0


def test_five_feeds_of_the_pretend_internet_come_in_through_the_proxy(
    warta: Warta, shared: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = ["lifestyle.okezone.com", "www.antaranews.com", "www.aljazeera.com", "thenextweb.com", "www.abc.net.au"]
    feeds = ["/index.rdf", "/feed.json", "/atom.xml", "/rss.xml", "/rss.xml"]
    with newsnet(shared) as (proxy, scenario):
        monkeypatch.setenv("http_proxy", proxy)
        result = warta("import", *(f"http://{host}{path}" for host, path in zip(hosts, feeds, strict=True)))
    assert result.exit_code == 0, result.stderr
    expected = {
        _bare(article["url"])
        for article in scenario["expect"]["articles"]
        if article["tick"] == 0 and any(f"//{host}/" in article.get("url", "") for host in hosts)
    }
    with sqlite3.connect(path) as connection:
        stored = {_bare(url) for (url,) in connection.execute("SELECT url FROM articles")}
    assert expected
    assert stored == expected


@contextmanager
def newsnet(shared: Path) -> Iterator[tuple[str, dict[str, dict[str, list[dict[str, str]]]]]]:
    """The pretend internet as a process; its proxy address and its scenario."""
    scenario = shared / "corpus" / "real" / "newsnet" / "scenario.json"
    command = [sys.executable, str(shared / "newsnet" / "newsnet.py"), "serve", str(scenario), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())["proxy"], json.loads(scenario.read_text())
        finally:
            process.terminate()


def _bare(url: str) -> str:
    """An address without its scheme, query and last slash."""
    return re.sub(r"^https?://|[?#].*$|/$", "", url)


def _fold(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", (text or "").casefold()))
