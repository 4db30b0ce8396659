"""Feeds and pages that are broken or written to do harm: a line each, and the run goes on."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.subscribing import FEED, Desk, Item, Warta, rss, story
from tests.web import Web

OTHER = "/baik.xml"
GOOD = Path(__file__).parents[2] / "examples" / "articles" / "panen-garam.txt"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{LAUGHS}]>'


@pytest.fixture
def desk(warta: Warta, web: Web, path: Path) -> Desk:
    """A desk with two sources, of which the second is always well and has something new."""
    it = Desk(warta, web, path)
    assert it.subscribe(it.publish("/a.html"), it.publish("/b.html", at=OTHER)).exit_code == 0
    assert it.sync().output == ""
    it.publish("/baru.html", "/b.html", at=OTHER)
    it.hurry()
    return it


# -- feeds


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"body": b"/etc/passwd"}, "it is no RSS, Atom or RDF"),
        ({"body": b"http://127.0.0.1:9/feed"}, "it is no RSS, Atom or RDF"),
        ({"body": b"\x89PNG\r\n\x1a\n" + bytes(500)}, "it is no RSS, Atom or RDF"),
        ({"body": b"<rss version='2.0'><channel>" + b"<" * 300_000}, None),
        ({"body": b"<rss " + b"a='b' " * 20_000 + b">"}, None),
        ({"body": b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000}, "its JSON is broken"),
        ({"body": b"<rss>" + b"x" * (11 << 20)}, "it is larger than the 10 MiB allowed"),
        ({"status": 302, "headers": {"Location": FEED}}, "it redirects in a circle"),
        ({"status": 302, "headers": {"Location": "http://10.0.0.1/feed"}}, "10.0.0.1 is not on the public internet"),
        ({"status": 302, "headers": {"Location": "http://169.254.169.254/"}}, "169.254.169.254 is not on the public"),
        ({"status": 301, "headers": {"Location": "http://user:secret@127.0.0.1/"}}, "it carries a user name"),
        ({"status": 204}, "it answers 204 No Content"),
        ({"status": 999}, "it answers 999"),
        ({"body": rss("/a.html").encode(), "length": 10_000}, "the answer broke off in the middle"),
    ],
    ids=[
        "path", "address", "image", "brackets", "attributes", "deep json", "large", "circle", "private", "metadata",
        "password", "204", "999", "cut off",
    ],
)  # fmt: skip
def test_a_feed_that_is_none_ends_in_a_line_and_the_other_source_is_read(
    desk: Desk, answer: dict[str, object], reason: str | None
) -> None:
    desk.web.page(FEED, **answer)  # type: ignore[arg-type]
    result = desk.sync()
    assert desk.articles == ["/a.html", "/b.html", "/baru.html"]
    if reason is None:  # it may as well be a feed without entries
        assert result.stderr.count("\n") <= 1
        return
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (3, "", 1)
    assert reason in result.stderr
    [(path, why)] = desk.failures
    assert (path, reason in why) == (FEED, True)
    assert desk.rows("SELECT failures, enabled FROM sources WHERE url LIKE ?", f"%{FEED}") == [(1, 1)]
    assert desk.one("SELECT next_due > strftime('%Y-%m-%dT%H:%M:%SZ', 'now') FROM sources WHERE url LIKE ?", f"%{FEED}")


def test_entities_of_a_feed_are_not_multiplied(desk: Desk) -> None:
    bomb = Item("/bom.html", title="@")
    desk.publish(bomb)
    desk.web.page(FEED, rss(bomb).replace("@", "&a9;" * 100).replace('<?xml version="1.0" encoding="utf-8"?>', BOMB))
    assert desk.sync().exit_code == 0
    assert "/bom.html" in desk.articles
    assert desk.one("SELECT max(length(said)) FROM entries") < 2000


def test_a_feed_without_entries_is_well(desk: Desk) -> None:
    desk.web.page(FEED, rss())
    assert (desk.sync().output, desk.failures) == ("", [])


def test_a_feed_that_is_repaired_is_read_and_its_trouble_shown(desk: Desk) -> None:
    desk.publish("/c.html", "/a.html")
    broken = desk.web.pages[FEED].body.replace(b"</channel></rss>", b"")
    desk.web.page(FEED, broken, is_tagged=True)
    for _ in range(2):  # a 304 repairs nothing
        assert desk.sync().output == ""
        assert "/c.html" in desk.articles
        assert "degraded" in desk.warta("sources").stdout
        assert desk.failures == []
        desk.hurry()


def test_of_five_thousand_entries_the_newest_are_fetched_first_and_none_is_lost(desk: Desk) -> None:
    now = datetime.now(UTC)
    paths = [f"/arsip/{number}" for number in range(5000)]
    dates = [format_datetime(now - timedelta(minutes=number + 1), usegmt=True) for number in range(5000)]
    for path in paths:
        desk.web.page(path, status=410)
    items = [Item(path, date=date) for path, date in zip(paths, dates, strict=True)]
    desk.subscribe(desk.web.page("/besar.xml", rss(*items)))
    for done in (200, 400):
        desk.sync()
        asked = [path for path in desk.web.paths if path.startswith("/arsip/")]
        assert sorted(asked) == sorted(paths[done - 200 : done])
        waiting = desk.one("SELECT count(*) FROM entries WHERE due IS NOT NULL AND url LIKE '%/arsip/%'")
        assert waiting == 5000 - done
    assert "4600 articles still to be fetched" in desk.warta("sources").stdout


def test_no_entry_is_dropped_for_its_date_and_no_article_is_dated_in_the_future(desk: Desk) -> None:
    dates = {"/1748.html": "Mon, 01 Jan 1748 00:00:00 GMT", "/2099.html": "Thu, 01 Jan 2099 00:00:00 GMT"}
    desk.publish(*(Item(path, date=date) for path, date in dates.items()), Item("/tanpa.html", date=""))
    assert desk.sync().output == ""
    assert {"/1748.html", "/2099.html", "/tanpa.html"} <= set(desk.articles)
    published = dict(desk.rows("SELECT url, substr(published, 1, 4) FROM articles"))
    assert published[f"{desk.web.url}/2099.html"] != "2099"
    assert desk.one("SELECT max(arrived) <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now') FROM entries")


def test_entries_with_one_guid_or_none_are_told_apart_and_stay_the_same_entries(desk: Desk) -> None:
    items = [Item(f"/sama/{number}.html", guid="1") for number in range(3)]
    items += [Item(f"/tanpa/{number}.html") for number in range(3)]
    desk.publish(*items)
    for _ in range(2):
        assert desk.sync().output == ""
        assert desk.one("SELECT count(*) FROM entries WHERE url LIKE '%/sama/%' OR url LIKE '%/tanpa/%'") == 6
        assert {item.path for item in items} <= set(desk.articles)
        desk.web.page(FEED, rss(*reversed(items)))
        desk.hurry()
    assert set(desk.web.paths) == {FEED, OTHER}


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "mailto:a@b.example", "http://[::1", "tag:a.example,2026"])
def test_an_entry_without_a_web_address_is_passed_over(desk: Desk, link: str) -> None:
    desk.publish(Item(link, title="Tanpa alamat"), "/c.html")
    assert desk.sync().output == ""
    assert "/c.html" in desk.articles


def test_characters_that_no_database_takes_lose_no_entry(desk: Desk) -> None:
    desk.publish("/c.html")
    body = desk.web.pages[FEED].body.replace(b"Kabar c", b"Kabar &#xD800; c \x00 \xed\xa0\x80 \x1b[2J")
    desk.web.page(FEED, body)
    result = desk.sync()
    assert (result.exit_code, "/c.html" in desk.articles) == (0, True)
    assert "\x1b" not in desk.warta("sources").stdout + desk.warta("status").stdout


def test_a_page_of_any_kind_of_markup_is_stored_or_told_and_never_ends_a_run(desk: Desk) -> None:
    pages = {
        "/potong.html": story("/potong.html")[:400],
        "/nul.html": story("/nul.html").replace("dermaga", "der\x00maga"),
        "/rujukan.html": story("/rujukan.html").replace("dermaga", "&#1;dermaga&#xD800;"),
        "/bingkai.html": "<html><frameset><frame src='a'></frameset></html>",
        "/skrip.html": "<html><body><script>document.write('kabar')</script></body></html>",
        "/terbalik.html": "</html></body><p>Kabar dari muara dibacakan di dermaga pada pagi hari.</p><body><html>",
    }
    for path, body in pages.items():
        desk.web.page(path, body)
    desk.publish(*pages)
    result = desk.sync()
    told = {path for path, _ in desk.failures}
    assert told | set(desk.articles) >= set(pages)
    assert not told & set(desk.articles)
    assert (result.exit_code, result.stderr.count("\n")) == (3 if told else 0, len(told))
    assert {"/nul.html", "/rujukan.html", "/baru.html"} <= set(desk.articles)


@pytest.mark.parametrize("link", ["#atas", "http://"])
def test_an_entry_that_leads_to_its_own_feed_is_told_once_and_not_stored(desk: Desk, link: str) -> None:
    desk.publish(Item(link, title="Umpan ini"), "/c.html")
    result = desk.sync()
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
    assert desk.articles == ["/a.html", "/b.html", "/baru.html", "/c.html"]
    desk.wait(minutes=65)
    desk.rest()
    assert desk.sync().stderr == ""


def test_runs_that_are_over_before_all_workers_have_begun_say_nothing(desk: Desk) -> None:
    program = "import asyncio; from ingest.pipeline.workers import Workers\n"
    program += "async def run():\n with Workers(4, preload=()) as workers: await workers.do(len, 'kabar')\n"
    program += "for _ in range(8): asyncio.run(run())"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


# -- pages that cost much

SENTENCE = "<p>Kepala desa membuka pelabuhan di muara pada pagi hari, kata nelayan yang menunggu ikan dan garam.</p>"
LIMITS = re.compile(r"it took longer than \d+ s|it needed more than \d+ MiB|it crashed|it is larger than \d+ MiB")
MOST_KIB = 250 << 10  # of the process that reads and stores; measured 83 MiB
MEASURED = """
import atexit, sys
peak = lambda: next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
atexit.register(lambda: print(peak(), file=sys.stderr))
from ingest.cli import main
main()
"""


def costly() -> Iterator[tuple[str, str, str]]:
    """Names of pages, and what stands in their head and body."""
    yield "attributes", "", "<div " + " ".join(f'a{n}="{n}"' for n in range(40_000)) + ">x</div>"
    yield "one text", "", "<p>" + "kabar muara " * (10_000_000 // 12) + "</p>"
    yield "depth", "", "<div>" * 100_000 + SENTENCE + "</div>" * 100_000
    yield "large", "", SENTENCE * (28_000_000 // len(SENTENCE))
    body = "kabar muara " * (5_000_000 // 12)
    yield (
        "json-ld",
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>',
        "",
    )


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc, to know what a process held")
def test_pages_that_cost_much_are_stored_or_meet_a_limit_and_the_good_one_is_stored(desk: Desk, tmp_path: Path) -> None:
    files = []
    for name, head, body in costly():
        files.append(tmp_path / f"{name}.html")
        page = f"<html><head><title>{name}</title>{head}</head><body><h1>{name}</h1>{SENTENCE * 3}{body}</body></html>"
        files[-1].write_text(page)
    command = [sys.executable, "-c", MEASURED, "--db", str(desk.path), "import", *map(str, files), str(GOOD)]
    result = subprocess.run(command, capture_output=True, text=True)
    *told, peak = result.stderr.splitlines()
    failures = desk.rows("SELECT locator, reason FROM failures")
    failed = {locator.removeprefix("file://"): reason for locator, reason in failures}  # by path or address
    stored = set(desk.rows("SELECT locator FROM sightings WHERE kind = 'file'"))
    assert str(GOOD) in stored
    assert {str(file) for file in files} == (stored | set(failed)) - {str(GOOD)}
    assert not stored & set(failed)
    assert all(LIMITS.match(reason) for reason in failed.values()), failed
    assert len(told) == len(failed)
    assert (result.returncode, result.stdout[:7]) == (3, f"{6 - len(failed)} added")
    assert int(peak) < MOST_KIB


# -- addresses with bytes that are no text


def test_a_redirect_to_bytes_that_are_no_utf_8_costs_its_own_article(desk: Desk) -> None:
    desk.publish("/maju.html", "/mundur.html", "/a.html")
    desk.web.page("/maju.html", status=302, headers={"Location": "/art/\xff"})  # sent as Latin-1
    result = desk.sync()
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
    assert desk.articles == ["/a.html", "/b.html", "/baru.html", "/mundur.html"]
    assert [path for path, _ in desk.failures] == ["/maju.html"]
    assert desk.one("SELECT exit_code FROM runs ORDER BY id DESC LIMIT 1") == 3
    assert "/art/%FF" in desk.web.paths
