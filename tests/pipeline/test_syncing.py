"""The cron job: what is asked and told, and how a run is cut; sitemaps are polled as feeds are."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from store import Archive, Source
from store.db import lock
from tests.subscribing import FEED, Desk, Item, Warta, story, well
from tests.web import Web

EARLIER = "Thu, 05 Mar 2026 08:00:00 GMT"
POLLS = "SELECT status, listed, fresh FROM fetches ORDER BY id"


# -- a run


def test_a_sync_of_nothing_that_is_due_asks_nothing_and_says_nothing(desk: Desk) -> None:
    desk.follow("/a.html")
    result = desk.sync()
    assert (result.exit_code, result.output, desk.web.asked) == (0, "", [])


def test_a_new_entry_is_fetched_once_and_then_only_its_feed_is_asked(desk: Desk) -> None:
    desk.follow("/a.html")
    desk.publish("/b.html", "/a.html")
    desk.hurry()
    assert (desk.sync().output, desk.web.paths) == ("", [FEED, "/b.html"])
    desk.hurry()
    assert (desk.sync().output, desk.web.paths) == ("", [FEED])
    assert desk.headers(FEED)["If-None-Match"] == desk.web.pages[FEED].tag
    assert desk.rows(POLLS) == [(200, 1, 1), (200, 2, 1), (304, None, None)]
    assert desk.articles == ["/a.html", "/b.html"]


def test_robots_txt_is_asked_once_a_day(desk: Desk) -> None:
    desk.follow("/a.html")
    assert [path for path, _ in desk.web.asked].count("/robots.txt") == 0  # subscribing asked for it
    desk.wait(hours=20)
    desk.sync()
    assert desk.web.asked[0][0] == FEED
    desk.wait(hours=20)
    desk.sync()
    assert desk.web.asked[0][0] == "/robots.txt"


def test_a_run_whose_time_is_over_leaves_the_rest_to_the_next(desk: Desk) -> None:
    address = desk.publish("/a.html", Item("/b.html", date=EARLIER), Item("/c.html", date=EARLIER))
    desk.web.page("/b.html", silent=True)
    desk.subscribe(address)
    result = desk.sync("--max-seconds", 1)
    assert (result.exit_code, result.output) == (0, "")
    assert desk.web.paths == ["/a.html", "/b.html"]
    assert desk.articles == ["/a.html"]
    desk.web.page("/b.html", story("/b.html"))
    assert (desk.sync().exit_code, sorted(desk.web.paths)) == (0, ["/b.html", "/c.html"])
    assert desk.articles == ["/a.html", "/b.html", "/c.html"]


def test_what_was_asked_is_written_down_also_when_the_run_is_cut(desk: Desk) -> None:
    slow, dead = desk.publish("/a.html"), f"{desk.web.url}/mati.xml"
    desk.subscribe(slow)
    desk.web.page("/mati.xml", "<rss/>", status=404)
    desk.change("INSERT INTO sources (url, kind) VALUES (?, 'feed')", dead)
    desk.rest()
    desk.change("UPDATE sources SET next_due = NULL WHERE url = ?", dead)
    desk.web.page("/a.html", silent=True)
    assert desk.sync("--max-seconds", 2).exit_code == 4
    assert sorted(desk.web.paths) == ["/a.html", "/mati.xml"]
    assert desk.rows("SELECT failures, trouble_code FROM sources WHERE url = ?", dead) == [(1, "bad_status")]
    assert desk.failures == [("/mati.xml", "it answers 404 Not Found")]


def test_a_signal_ends_a_sync_and_the_rest_comes_although_the_feed_has_nothing_new(desk: Desk) -> None:
    address = desk.publish("/a.html", Item("/b.html", date=EARLIER), Item("/c.html", date=EARLIER))
    desk.web.page("/b.html", silent=True)
    desk.subscribe(address)
    desk.web.when_asked = lambda path: process.send_signal(signal.SIGTERM) if path == "/b.html" else None
    with desk.process() as process:
        output = "".join(process.communicate(timeout=60))
    assert (process.returncode, output) == (143, "")
    assert desk.articles == ["/a.html"]
    assert desk.rows("SELECT finished IS NOT NULL, exit_code FROM runs") == [(1, None)]
    desk.web.page("/b.html", story("/b.html"))
    assert (desk.sync("--all").output, sorted(desk.web.paths)) == ("", ["/b.html", "/c.html", FEED])
    assert desk.rows(POLLS)[-1] == (304, None, None)
    assert desk.articles == ["/a.html", "/b.html", "/c.html"]


def test_a_second_sync_beside_a_running_one_ends_at_once(desk: Desk) -> None:
    desk.follow("/a.html")
    program = "import sys; from pathlib import Path; from store.db import lock\n"
    program += "with lock.held(Path(sys.argv[1])): print('held', flush=True); input()"
    command = [sys.executable, "-c", program, str(desk.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        result = desk.sync("--all")
        assert (result.exit_code, result.stdout, desk.web.asked) == (75, "", [])
        assert result.stderr == f"warta: locking {desk.path}: another run holds it; let it end, or end it\n"
        other.kill()
        other.wait()
        desk.wait(minutes=2)
        assert desk.sync("--all").exit_code == 0


def test_a_disk_that_is_nearly_full_ends_a_sync_before_it_asks_anything(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.follow("/a.html")
    monkeypatch.setattr(lock.check_room, "__defaults__", (1 << 62,))
    result = desk.sync("--all")
    assert (result.exit_code, desk.web.asked) == (73, [])
    assert "MiB are free on its disk" in result.stderr


def test_a_sync_without_a_database_is_65_and_makes_none(desk: Desk) -> None:
    desk.path.unlink()
    result = desk.sync()
    assert result.exit_code == 65
    assert "there is no such file; subscribe to something first, or check --db" in result.stderr
    assert list(desk.path.parent.iterdir()) == []


def test_a_sync_without_subscriptions_says_what_to_do(desk: Desk) -> None:
    desk.warta("unsubscribe", desk.follow("/a.html"))
    result = desk.sync()
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing is subscribed; `warta subscribe URL` adds a source" in result.stderr


def test_what_came_of_a_run_is_one_json_object(desk: Desk) -> None:
    well(desk)
    desk.subscribe(desk.publish("/a.html", "/b.html"))
    desk.web.page("/b.html", status=404)
    desk.wait(hours=2)
    result = desk.sync("--json")
    assert json.loads(result.stdout) == {
        "run": 2, "sources": {"unchanged": 2}, "added": 1, "changed": 0, "same": 1, "failed": 1,
        "deleted": 0, "unread_dates": 0, "in_short": 0, "sections": 0, "gaps": 0, "languages": {"id": 1},
        "exit_code": 3,
    }  # fmt: skip
    assert result.exit_code == 3


# -- sitemaps


def sitemap(desk: Desk, *paths: str, at: str = "/peta.xml") -> str:
    urls = "".join(f"<url><loc>{desk.web.url}{path}</loc></url>" for path in paths)
    for path in paths:
        desk.web.page(path, story(path), is_tagged=True)
    return desk.web.page(at, f"<urlset>{urls}</urlset>", is_tagged=True)


def test_a_sitemap_is_polled_as_a_feed_is(desk: Desk) -> None:
    desk.subscribe(sitemap(desk, "/a.html"))
    desk.sync()
    sitemap(desk, "/a.html", "/b.html")
    desk.wait(days=1)
    assert (desk.sync().output, desk.web.paths[:2]) == ("", ["/peta.xml", "/b.html"])
    assert desk.articles == ["/a.html", "/b.html"]


def test_the_parts_of_an_index_are_asked_also_when_the_index_is_the_same(desk: Desk) -> None:
    part = sitemap(desk, "/a.html", at="/berita.xml")
    index = f"<sitemapindex><sitemap><loc>{part}</loc></sitemap></sitemapindex>"
    desk.subscribe(desk.web.page("/indeks.xml", index, is_tagged=True))
    desk.sync()
    sitemap(desk, "/a.html", "/b.html", at="/berita.xml")
    desk.wait(days=1)
    desk.sync()
    assert desk.articles == ["/a.html", "/b.html"]
    desk.hurry()
    desk.sync()
    assert {desk.headers(path).get("If-None-Match") for path in ("/indeks.xml", "/berita.xml")} == {
        desk.web.pages[path].tag for path in ("/indeks.xml", "/berita.xml")
    }


def test_offline_is_said_once_and_shown_since_when(
    warta: Warta, web: Web, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive(path) as archive:
        archive.subscriptions.add([Source(url="http://muara.test/feed"), Source(url="http://teluk.test/feed")])
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # nobody listens there
    first, second = warta("sync"), warta("sync")
    assert "it is this machine that is offline" in first.output
    assert (second.output, first.exit_code, second.exit_code) == ("", 4, 4)
    told = warta("status").stdout
    assert "offline since 20" in told
    assert "no connection" in told
    assert "could not be stored" not in told
    with Archive(path) as archive:
        assert [source.failures for source in archive.subscriptions.every()] == [0, 0]
