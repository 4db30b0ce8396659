"""From a source to an answer: whole journeys over files, standard input and a web on loopback."""

import gzip
import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from store import Archive
from tests.subscribing import PROGRAM
from tests.web import Web

Warta = Callable[..., Result]
EXAMPLES = Path(__file__).parents[2] / "examples"
LOOPBACK = ("--allow-private", "127.0.0.0/8")


@pytest.fixture
def news(web: Web) -> Web:
    """A site with a front page, a feed and two articles."""
    for file in (EXAMPLES / "site").iterdir():
        web.page(f"/{file.name}", file.read_bytes())
    web.page(
        "/",
        '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>x</body></html>',
    )
    return web


def dump(path: Path) -> list[tuple[object, ...]]:
    """Every row of what importing again must not change: all tables but the ledger of runs."""
    tables = ("articles", "revisions", "captures", "sightings", "counterparts", "sources")
    with sqlite3.connect(path) as connection:
        return [row for table in tables for row in connection.execute(f"SELECT '{table}', * FROM {table}")]


def test_a_feed_brings_all_its_articles_with_the_feeds_dates(warta: Warta, news: Web, path: Path) -> None:
    result = warta("import", f"{news.url}/feed.xml", *LOOPBACK)
    assert (result.exit_code, result.stdout) == (0, "2 added, 0 changed, 0 same, 0 failed (en 1, id 1)\n")
    with Archive(path, readonly=True) as archive:
        train = archive.get(f"{news.url}/night-train.html")
        assert train is not None
        assert (train.title, train.published_from) == ("Night train to the harbour runs again", "feed")
        assert train.published is not None
        assert train.published.isoformat() == "2026-03-06T13:15:00+00:00"
        seen = {(one.sighting.kind, one.sighting.locator) for one in archive.sightings(train.id)}
        assert seen == {("feed", f"{news.url}/feed.xml"), ("page", f"{news.url}/night-train.html")}
        assert archive.captures(train.id)[0].body == (EXAMPLES / "site" / "night-train.html").read_bytes()


def test_a_front_page_leads_to_its_feed(warta: Warta, news: Web) -> None:
    assert warta("import", f"{news.url}/", *LOOPBACK).stdout.startswith("2 added")


def test_a_front_page_without_a_declared_feed_is_tried_at_the_usual_places(warta: Warta, news: Web) -> None:
    news.page("/", "<html><body><a href='/kereta-malam.html'>Kereta</a></body></html>")
    assert warta("import", f"{news.url}/", *LOOPBACK).stdout.startswith("2 added")
    assert news.paths[:4] == ["/", "/feed", "/rss", "/rss.xml"]


def test_a_front_page_without_any_feed_says_what_to_give(warta: Warta, web: Web) -> None:
    web.page("/", "<html><body>Selamat datang</body></html>")
    result = warta("import", f"{web.url}/", *LOOPBACK)
    assert result.exit_code == 4
    assert "the page offers none; give the address of a feed or of an article" in result.stderr


def test_importing_twice_fetches_no_article_again_and_changes_no_row(warta: Warta, news: Web, path: Path) -> None:
    sources = (f"{news.url}/feed.xml", f"{news.url}/night-train.html", EXAMPLES / "articles")
    warta("import", *sources, *LOOPBACK)
    before, asked = dump(path), len(news.asked)
    result = warta("import", *sources, *LOOPBACK)
    assert (result.exit_code, result.stdout) == (0, "0 added, 0 changed, 10 same, 0 failed\n")
    assert dump(path) == before
    again = [path for path, _ in news.asked[asked:]]
    assert sorted(again) == ["/feed.xml", "/night-train.html"]  # robots.txt is remembered for a day


def test_an_article_of_two_feeds_is_fetched_once_and_seen_twice(warta: Warta, news: Web, path: Path) -> None:
    news.page("/other.xml", (EXAMPLES / "site" / "feed.xml").read_bytes())
    warta("import", f"{news.url}/feed.xml", f"{news.url}/other.xml", *LOOPBACK)
    assert news.paths.count("/night-train.html") == 1
    with Archive(path, readonly=True) as archive:
        train = archive.get(f"{news.url}/night-train.html")
        assert train is not None
        kinds = sorted(one.sighting.kind for one in archive.sightings(train.id))
    assert kinds == ["feed", "feed", "page"]


def test_a_page_that_was_changed_becomes_a_new_version_and_an_advert_does_not(
    warta: Warta, news: Web, path: Path
) -> None:
    address, original = f"{news.url}/night-train.html", (EXAMPLES / "site" / "night-train.html").read_text()
    warta("import", address, *LOOPBACK)
    news.page("/night-train.html", original.replace("</body>", "<div class='ad'>Buy a boat</div></body>"))
    assert warta("import", address, *LOOPBACK).stdout.startswith("0 added, 0 changed, 1 same")
    news.page("/night-train.html", original.replace("four years", "five years"))
    assert warta("import", address, *LOOPBACK).stdout.startswith("0 added, 1 changed")
    shown = warta("show", address, "--diff").stdout
    assert "runs again from Friday, [-four-] {+five+} years" in " ".join(shown.split())


def test_what_fails_in_a_feed_is_written_down_and_the_rest_is_stored(warta: Warta, news: Web, path: Path) -> None:
    del news.pages["/night-train.html"]
    news.page("/robots.txt", "User-agent: *\nDisallow: /nothing\n")
    result = warta("import", f"{news.url}/feed.xml", *LOOPBACK)
    # Of the one whose page is gone there is what its feed says in short.
    assert (result.exit_code, result.stdout) == (
        3,
        "2 added, 0 changed, 0 same, 1 failed, 1 of them kept in short (en 1, id 1)\n",
    )
    assert f"fetching {news.url}/night-train.html: it answers 404 Not Found" in result.stderr
    with sqlite3.connect(path) as connection:
        methods = connection.execute("SELECT method FROM articles WHERE url LIKE '%/night-train.html'").fetchall()
        assert methods == [("feed",)]
        rows = connection.execute("SELECT locator, stage, reason, times FROM failures").fetchall()
    assert rows == [(f"{news.url}/night-train.html", "fetch", "it answers 404 Not Found", 1)]


def test_a_page_that_robots_forbids_is_not_asked_for(warta: Warta, news: Web) -> None:
    news.page("/robots.txt", "User-agent: *\nDisallow: /night\n")
    result = warta("import", f"{news.url}/feed.xml", *LOOPBACK)
    assert "its robots.txt asks programs not to fetch it" in result.stderr
    assert "/night-train.html" not in news.paths


def test_a_feed_file_on_disk_is_followed_to_its_articles(warta: Warta, news: Web, tmp_path: Path) -> None:
    saved = (EXAMPLES / "site" / "feed.xml").read_text().replace("<link>/", f"<link>{news.url}/")
    (tmp_path / "saved.xml").write_text(saved)
    assert warta("import", tmp_path / "saved.xml", *LOOPBACK).stdout.startswith("2 added")


def test_a_private_address_is_refused_unless_it_is_allowed(warta: Warta, news: Web) -> None:
    result = warta("import", f"{news.url}/feed.xml")
    assert result.exit_code == 4
    assert (
        "127.0.0.1 is not on the public internet; if it is yours, allow its network with --allow-private"
        in result.stderr
    )
    assert news.asked == []


def test_files_of_all_kinds_packed_or_not_come_in_by_one_folder(warta: Warta, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.html.gz").write_bytes(gzip.compress((EXAMPLES / "articles" / "tide-gauges.html").read_bytes()))
    (folder / "b.txt").write_bytes((EXAMPLES / "articles" / "panen-garam.txt").read_bytes())
    lines = [
        {"url": f"https://a.example/{n}", "title": f"Judul {n}", "text": f"Berita nomor {n} hari ini."}
        for n in range(3)
    ]
    (folder / "c.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    (folder / "d.json").write_text(json.dumps(lines[0] | {"url": "https://a.example/d"}, indent=2))
    (folder / "notes.md").write_text("# not an article")
    assert warta("import", folder).stdout.startswith("6 added, 0 changed, 0 same, 0 failed")


def test_standard_input_takes_text_html_and_jsonl(warta: Warta) -> None:
    for name in ("panen-garam.txt", "tide-gauges.html"):
        assert warta("import", "-", stdin=(EXAMPLES / "articles" / name).read_bytes()).stdout.startswith("1 added")
    lines = (
        b'{"url": "https://a.example/1", "text": "satu dua"}\n{"url": "https://a.example/2", "text": "tiga empat"}\n'
    )
    assert warta("import", "-", stdin=lines).stdout.startswith("2 added")


def test_versions_of_a_page_in_one_folder_are_kept_and_importing_them_again_flips_nothing(
    warta: Warta, tmp_path: Path, path: Path
) -> None:
    original = (EXAMPLES / "articles" / "tide-gauges.html").read_text()
    versions = [original, original.replace("</footer>", "!</footer>"), original.replace("four tide", "five tide")]
    for number, text in enumerate(versions):
        (tmp_path / f"v{number}.html").write_text(text)
    assert warta("import", tmp_path).stdout.startswith("1 added, 1 changed, 1 same")
    before = dump(path)
    assert warta("import", tmp_path).stdout.startswith("0 added, 0 changed, 3 same")
    assert dump(path) == before


def test_dates_and_limits_leave_articles_out(warta: Warta, news: Web) -> None:
    articles = EXAMPLES / "articles"
    result = warta("import", articles, "--since", "2026-02-12", "--until", "2026-02-28")
    assert result.stdout == "3 added, 0 changed, 0 same, 0 failed, 4 outside the dates (en 2, id 1)\n"
    assert warta("import", f"{news.url}/feed.xml", "--limit", 1, *LOOPBACK).stdout.startswith("1 added")
    assert warta("import", f"{news.url}/feed.xml", "--until", "2026-03-01", *LOOPBACK).stdout.endswith(
        "2 outside the dates\n"
    )


@pytest.mark.parametrize(
    ("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["interrupted", "terminated"]
)
def test_a_signal_ends_an_import_cleanly_and_what_was_read_is_stored(
    web: Web, path: Path, number: signal.Signals, exit_code: int
) -> None:
    address = web.page("/slow", silent=True)
    web.page("/robots.txt", silent=True)
    words = ["--db", str(path), "import", str(EXAMPLES / "articles" / "panen-garam.txt"), address, *LOOPBACK]
    with subprocess.Popen([sys.executable, "-c", PROGRAM, *words], stdout=subprocess.PIPE, text=True) as process:
        web.wait_until_asked()
        process.send_signal(number)
        output, _ = process.communicate(timeout=60)
    assert (process.returncode, output) == (exit_code, "1 added, 0 changed, 0 same, 0 failed (id 1)\n")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT finished IS NOT NULL, exit_code FROM runs").fetchall() == [(1, None)]
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)


def test_the_demo_goes_from_import_to_export(tmp_path: Path) -> None:
    result = subprocess.run([sys.executable, EXAMPLES / "demo.py"], cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert "9 added, 0 changed, 0 same, 0 failed (en 5, id 4)" in result.stdout
    assert "Rengas villages get their suspension bridge back" in result.stdout
    assert "The new [bridge] [hangs]" in result.stdout
    assert "[memanen]" in result.stdout
    assert "The night [train] to the harbour" in result.stdout
    assert "[-four-] {+three+}" in result.stdout
    assert "The reading room of .demo/news.db: http://127.0.0.1:" in result.stdout
    exported = (tmp_path / ".demo" / "news.jsonl").read_text().splitlines()
    assert len(exported) == 9


def test_the_same_records_in_another_file_are_the_same_articles_seen_in_both(
    warta: Warta, tmp_path: Path, path: Path
) -> None:
    line = json.dumps({"url": "https://a.example/1", "title": "Garam", "text": "Harga garam naik."})
    for name in ("one.jsonl", "other.jsonl"):
        (tmp_path / name).write_text(line)
        warta("import", tmp_path / name)
    with Archive(path, readonly=True) as archive:
        article = archive.get("https://a.example/1")
        assert article is not None
        places = {one.sighting.locator for one in archive.sightings(article.id)}
    assert places == {str(tmp_path / "one.jsonl"), str(tmp_path / "other.jsonl"), "https://a.example/1"}


def test_failures_of_a_source_that_is_well_again_are_resolved(warta: Warta, news: Web, tmp_path: Path) -> None:
    feed, address = news.pages["/feed.xml"], f"{news.url}/feed.xml"
    records = tmp_path / "records.jsonl"
    good = json.dumps({"url": "https://a.example/1", "text": "Harga garam naik."})
    warta("import", address, *LOOPBACK)
    news.page("/feed.xml", status=500)
    records.write_text(f"{good}\nbroken\n")
    warta("import", address, records, *LOOPBACK)
    assert "2 items gave no article" in warta("status").stdout
    news.pages["/feed.xml"] = feed
    records.write_text(good)
    warta("import", address, records, *LOOPBACK)
    assert "gave no article" not in warta("status").stdout


def test_an_entry_that_leads_to_the_front_page_is_no_article(warta: Warta, news: Web) -> None:
    news.page("/night-train.html", status=302, headers={"Location": "/"})
    result = warta("import", f"{news.url}/feed.xml", *LOOPBACK)
    assert result.stdout.startswith("2 added, 0 changed, 0 same, 1 failed")
    assert "it leads to the site's front page" in result.stderr
    assert '"method": "feed"' in warta("show", f"{news.url}/night-train.html", "--json").stdout


def test_a_page_without_text_that_changes_with_every_advert_is_kept_once(warta: Warta, web: Web, path: Path) -> None:
    for number in range(3):
        address = web.page("/galeri", f"<html><body><img src='{number}.jpg'></body></html>")
        warta("import", address, *LOOPBACK)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM captures").fetchone() == (1,)


def test_a_header_that_is_no_utf_8_loses_nothing(warta: Warta, web: Web) -> None:
    text = (EXAMPLES / "site" / "night-train.html").read_bytes()
    address = web.page("/a", text, headers={"Content-Type": "text/html; x=\xff"})
    empty = web.page("/b", "<html></html>", headers={"Content-Type": "text/html; x=\xff"})
    result = warta("import", address, empty, *LOOPBACK)
    assert (result.exit_code, result.stdout[:7]) == (3, "1 added")


def test_a_feed_that_breaks_the_parser_ends_no_run(warta: Warta, tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_text("<rss version='2.0'><channel><title>&#99999999999;</title></channel></rss>")
    result = warta("import", tmp_path / "broken.xml", EXAMPLES / "articles" / "panen-garam.txt")
    assert result.stdout.startswith("1 added")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["interrupted", "terminated"])
def test_a_signal_ends_an_import_that_waits_for_standard_input(path: Path, number: signal.Signals) -> None:
    program = "import sys; from ingest.cli import main; print('ready', file=sys.stderr, flush=True); main()"
    words = [
        sys.executable,
        "-c",
        program,
        "--db",
        str(path),
        "import",
        "-",
        str(EXAMPLES / "articles" / "panen-garam.txt"),
    ]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        process.stderr.readline()
        while not path.exists() or not _has_run(path):
            assert process.poll() is None
        process.send_signal(number)
        assert process.wait(60) == 128 + number


def _has_run(path: Path) -> bool:
    try:
        with sqlite3.connect(path) as connection:
            return connection.execute("SELECT count(*) FROM runs").fetchone() == (1,)
    except sqlite3.OperationalError:
        return False


def test_the_feed_in_a_usual_place_is_read_again_when_it_was_not_modified(warta: Warta, news: Web) -> None:
    news.page("/", "<html><body><a href='/kereta-malam.html'>Kereta</a></body></html>")
    news.page("/rss.xml", (EXAMPLES / "site" / "feed.xml").read_bytes(), is_tagged=True)
    for name in ("/feed", "/rss", "/feed.xml"):
        news.page(name, status=404)
    assert warta("import", f"{news.url}/", *LOOPBACK).stdout.startswith("2 added")
    again = warta("import", f"{news.url}/", *LOOPBACK)
    assert (again.exit_code, again.stdout) == (0, "0 added, 0 changed, 2 same, 0 failed\n")
