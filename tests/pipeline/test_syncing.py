"""The cron job and its sources: what each answer does to a subscription, what is told, how a run is cut."""

import json
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from store import Archive, Source
from store.db import lock
from tests.subscribing import FEED, LOOPBACK, Desk, Item, Warta, rss, story
from tests.web import Web

OTHER = "/lain.xml"
EARLIER = "Thu, 05 Mar 2026 08:00:00 GMT"
POLLS = "SELECT status, listed, fresh FROM fetches ORDER BY id"
TO_GO = "SELECT url FROM entries WHERE stored IS NULL"


@pytest.fixture
def desk(warta: Warta, web: Web, path: Path) -> Desk:
    return Desk(warta, web, path)


def well(desk: Desk) -> str:
    """A second source that has nothing to say, so that not all of them fail."""
    return desk.follow("/baik.html", at=OTHER)


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
        "gaps": 0, "languages": {"id": 1}, "exit_code": 3,
    }  # fmt: skip
    assert result.exit_code == 3


# -- what an answer does to its source


def test_the_same_body_sent_again_is_not_read(desk: Desk) -> None:
    desk.follow("/a.html", is_tagged=False)
    desk.wait(hours=2)
    assert desk.sync().exit_code == 0
    assert desk.rows(POLLS) == [(200, 1, 1), (200, None, None)]
    assert desk.rows("SELECT failures, trouble, listed FROM sources") == [(0, None, 1)]


def test_validators_are_replaced_also_with_nothing(desk: Desk) -> None:
    headers = {"ETag": '"satu"', "Last-Modified": "Fri, 06 Mar 2026 13:15:00 GMT"}
    desk.follow("/a.html", is_tagged=False, headers=headers)
    desk.publish("/a.html", is_tagged=False)
    desk.wait(hours=2)
    desk.sync()
    sent = desk.headers(FEED)
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"satu"', headers["Last-Modified"])
    assert desk.rows("SELECT etag, last_modified FROM sources") == [(None, None)]
    desk.wait(hours=2)
    desk.sync()
    assert not {"If-None-Match", "If-Modified-Since"} & set(desk.headers(FEED))


def test_a_server_that_says_not_modified_although_it_was_is_found_out_and_always_asked_whole(desk: Desk) -> None:
    desk.follow("/a.html", is_tagged=False, headers={"ETag": '"tetap"'})
    desk.web.page(FEED, status=304)
    desk.wait(hours=2)
    assert desk.sync().exit_code == 0
    desk.wait(days=3)
    desk.publish("/b.html", "/a.html", is_tagged=False, headers={"ETag": '"tetap"'})
    assert desk.sync().exit_code == 0
    assert "If-None-Match" not in desk.headers(FEED)
    assert desk.articles == ["/a.html", "/b.html"]
    shown = desk.warta("sources").stdout
    assert shown.splitlines()[1].startswith("degraded ")
    assert 'said "not modified" when it was; asked for whole now' in shown
    desk.hurry()
    desk.sync()
    assert "If-None-Match" not in desk.headers(FEED)


def test_a_feed_that_becomes_a_web_page_is_told_once_kept_and_resolved_when_it_is_well(desk: Desk) -> None:
    well(desk)
    address = desk.follow("/a.html")
    offered = '<link rel="alternate" type="application/rss+xml" href="/baru.xml">'
    desk.web.page(FEED, story("/x").replace("</head>", f"{offered}</head>"), is_tagged=True)
    desk.wait(hours=2)
    first = desk.sync()
    assert (first.exit_code, first.stdout, first.stderr.count("\n")) == (3, "", 1)
    assert f"polling {address}: it answers with a web page in place of a feed" in first.stderr
    assert f"the page offers {desk.web.url}/baru.xml" in first.stderr
    assert "/baru.xml" not in desk.web.paths
    assert desk.failures == [(FEED, "it answers with a web page in place of a feed")]
    desk.wait(hours=2)
    again = desk.sync()
    assert (again.exit_code, again.output, FEED in desk.web.paths) == (3, "", True)
    assert desk.rows("SELECT enabled, failures FROM sources WHERE url = ?", address) == [(1, 2)]
    assert "degraded" in desk.warta("sources").stdout
    desk.publish("/b.html", "/a.html")
    desk.wait(hours=2)
    last = desk.sync()
    assert (last.exit_code, last.output, desk.failures) == (0, "", [])
    assert desk.articles == ["/a.html", "/b.html", "/baik.html"]


def test_a_feed_that_is_the_same_again_after_a_failure_is_well(desk: Desk) -> None:
    desk.follow("/a.html")
    feed = desk.web.pages[FEED]
    desk.web.page(FEED, status=500)
    desk.hurry()
    assert desk.sync().exit_code == 4
    desk.web.pages[FEED] = feed
    desk.hurry()
    assert (desk.sync().exit_code, desk.failures) == (0, [])
    assert desk.rows("SELECT failures, failing_since, trouble FROM sources") == [(0, None, None)]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, "it answers 404 Not Found"),
        (403, "it answers 403 Forbidden"),
        (500, "it answers 500 Internal Server Error"),
        (503, "it answers 503 Service Unavailable"),
    ],
)
def test_a_source_that_fails_is_told_once_asked_ever_later_and_never_switched_off(
    desk: Desk, status: int, reason: str
) -> None:
    well(desk)
    address = desk.follow("/a.html")
    desk.web.page(FEED, status=status)
    waits = []
    for turn in range(4):
        desk.hurry()
        result = desk.sync()
        assert (result.exit_code, f"fetching {address}: {reason}" in result.stderr) == (3, turn == 0)
        waits.append(
            desk.one("SELECT strftime('%s', next_due) - strftime('%s', 'now') FROM sources WHERE url = ?", address)
        )
    assert all(1.5 < later / sooner < 2.5 for sooner, later in pairwise(waits))
    assert desk.rows("SELECT failures, enabled, trouble FROM sources WHERE url = ?", address) == [(4, 1, reason)]
    assert desk.one("SELECT times FROM failures WHERE locator = ?", address) == 4
    shown = desk.warta("status").stdout
    assert f"{address}  Kabar Muara" in shown
    assert f"{reason} since " in shown


def test_a_permanent_redirect_is_adopted_after_three_polls_over_a_week(desk: Desk) -> None:
    address = desk.follow("/a.html")
    moved = desk.publish("/a.html", at="/pindah.xml")
    desk.web.page(FEED, status=301, headers={"Location": "/pindah.xml"})
    for moved_polls in (1, 2):
        desk.wait(days=4)
        assert desk.sync().exit_code == 0
        assert desk.rows("SELECT url, moved_to, moved_polls FROM sources") == [(address, moved, moved_polls)]
    assert f"redirects for good to {moved}" in desk.warta("sources").stdout
    desk.wait(days=4)
    assert desk.sync().exit_code == 0
    assert desk.rows("SELECT url, moved_to, moved_polls FROM sources") == [(moved, None, 0)]
    desk.wait(days=1)
    desk.sync()
    assert FEED not in desk.web.paths
    assert desk.articles == ["/a.html"]


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_passing_redirect_is_followed_and_never_adopted(desk: Desk, status: int) -> None:
    address = desk.follow("/a.html")
    desk.publish("/b.html", "/a.html", at="/pindah.xml")
    desk.web.page(FEED, status=status, headers={"Location": "/pindah.xml"})
    for _ in range(4):
        desk.wait(days=4)
        assert desk.sync().exit_code == 0
    assert desk.rows("SELECT url, moved_to FROM sources") == [(address, None)]
    assert desk.articles == ["/a.html", "/b.html"]


def test_a_permanent_redirect_to_what_lists_nothing_known_is_never_adopted(desk: Desk) -> None:
    address = desk.follow("/a.html")
    desk.publish("/parkir.html", at="/parkir.xml")
    desk.web.page(FEED, status=308, headers={"Location": "/parkir.xml"})
    desk.wait(days=4)
    desk.sync()
    assert desk.rows("SELECT url, moved_polls FROM sources") == [(address, 0)]


def test_where_permanent_redirects_led_is_adopted_when_the_old_address_is_missing(desk: Desk) -> None:
    desk.follow("/a.html")
    moved = desk.publish("/b.html", "/a.html", at="/pindah.xml")
    desk.web.page(FEED, status=301, headers={"Location": "/pindah.xml"})
    desk.hurry()
    desk.sync()
    desk.web.page(FEED, status=404)
    desk.hurry()
    desk.sync()
    assert desk.rows("SELECT url, failures FROM sources") == [(moved, 0)]
    assert desk.sync().exit_code == 0
    assert desk.rows("SELECT url, status FROM sources") == [(moved, 304)]


def test_a_feed_that_is_gone_is_asked_again_a_day_later_and_then_switched_off(desk: Desk) -> None:
    well(desk)
    address = desk.follow("/a.html")
    desk.web.page(FEED, status=410)
    desk.wait(hours=2)
    first = desk.sync()
    assert (first.exit_code, first.stderr) == (
        3,
        f"warta: fetching {address}: it answers 410 Gone; check the address in a browser\n",
    )
    assert desk.failures == [(FEED, "it answers 410 Gone")]
    desk.wait(hours=20)
    assert (desk.sync("--all").output, FEED in desk.web.paths) == ("", False)
    desk.wait(hours=5)
    second = desk.sync()
    assert (second.exit_code, second.stderr.count("\n"), FEED in desk.web.paths) == (3, 1, True)
    [(enabled, why)] = desk.rows("SELECT enabled, disabled_why FROM sources WHERE url = ?", address)
    assert (enabled, why.startswith("it answered 410 Gone on ")) == (0, True)
    shown = desk.warta("sources").stdout
    assert f"switched off: {why}" in shown
    assert "gone      never" in shown
    desk.wait(days=30)
    assert (desk.sync("--all").output, FEED in desk.web.paths) == ("", False)
    assert desk.articles == ["/a.html", "/baik.html"]


def test_a_feed_that_was_not_gone_after_all_goes_on(desk: Desk) -> None:
    address = desk.follow("/a.html")
    desk.web.page(FEED, status=410)
    desk.wait(hours=2)
    desk.sync()
    desk.publish("/b.html", "/a.html")
    desk.wait(hours=25)
    assert desk.sync().exit_code == 0
    assert desk.rows("SELECT url, enabled, gone_since, trouble FROM sources") == [(address, 1, None, None)]
    assert desk.failures == []


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_to_be_left_alone_is_and_all_does_not_hurry_it(desk: Desk, status: int) -> None:
    address = desk.follow("/a.html")
    desk.publish("/b.html", at=OTHER)
    desk.subscribe(f"{desk.web.url}{OTHER}")
    desk.web.page(FEED, status=status, headers={"Retry-After": "7200"})
    desk.change("UPDATE sources SET next_due = NULL WHERE url = ?", address)
    assert desk.sync("--json").stderr.count("\n") == 1
    assert desk.rows("SELECT failures, status FROM sources WHERE url = ?", address) == [(0, status)]
    assert (
        7100
        < desk.one("SELECT strftime('%s', next_due) - strftime('%s', 'now') FROM sources WHERE url = ?", address)
        <= 7200
    )
    assert "throttled" in desk.warta("sources").stdout
    desk.wait(minutes=100)
    for words in ((), ("--all",)):
        result = desk.sync(*words)
        assert (result.exit_code, result.output, desk.web.asked) == (0, "", [])  # nor what else is of the site
    desk.publish("/a.html")
    desk.wait(minutes=30)
    assert (desk.sync().exit_code, desk.failures) == (0, [])
    assert desk.articles == ["/a.html", "/b.html"]


def test_a_pause_that_is_asked_for_again_is_not_told_again(desk: Desk) -> None:
    well(desk)
    desk.follow("/a.html")
    desk.web.page(FEED, status=429, headers={"Retry-After": "3600"})
    told = []
    for _ in range(3):
        desk.wait(hours=3)
        told.append(desk.sync().stderr.count("\n"))
    assert told == [1, 0, 0]


def test_a_feed_that_robots_txt_forbids_is_not_asked_and_told_once(desk: Desk) -> None:
    address = desk.follow("/a.html")
    desk.web.page("/robots.txt", "User-agent: *\nDisallow: /\n")
    desk.wait(hours=30)
    result = desk.sync()
    assert (result.exit_code, desk.web.paths) == (4, [])
    assert f"fetching {address}: its robots.txt asks programs not to fetch it" in result.stderr
    assert "blocked" in desk.warta("sources").stdout
    desk.wait(hours=30)
    assert (desk.sync().stderr, desk.web.paths) == ("", [])


def test_a_machine_that_is_offline_counts_nothing_against_its_sources(desk: Desk) -> None:
    desk.follow("/a.html")
    with Web("127.0.0.3") as gone:
        for number in range(3):
            desk.subscribe(gone.page(f"/{number}.xml", rss("/x.html")))
    desk.change("UPDATE entries SET due = NULL")
    desk.wait(hours=2)
    before = desk.rows("SELECT url, failures, next_due, trouble FROM sources WHERE url LIKE '%127.0.0.3%'")
    result = desk.sync()
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
    assert "3 of 4 sources could not be reached, so it is this machine that is offline" in result.stderr
    assert desk.rows("SELECT url, failures, next_due, trouble FROM sources WHERE url LIKE '%127.0.0.3%'") == before
    assert desk.failures == []
    assert len(desk.rows("SELECT 1 FROM fetches WHERE reason LIKE 'offline: no connection%'")) == 3


def test_three_dead_sources_of_three_are_not_enough_to_be_offline(desk: Desk) -> None:
    with Web("127.0.0.3") as gone:
        for number in range(3):
            desk.subscribe(gone.page(f"/{number}.xml", rss("/x.html")))
    desk.change("UPDATE entries SET due = NULL")
    desk.wait(hours=2)
    assert desk.sync().exit_code == 4
    assert desk.rows("SELECT failures FROM sources") == [1, 1, 1]


def test_a_sync_of_a_private_network_needs_to_be_allowed(desk: Desk) -> None:
    desk.follow("/a.html")
    desk.web.asked.clear()
    desk.wait(hours=2)
    result = desk.warta("sync")
    assert (result.exit_code, desk.web.asked) == (4, [])
    assert f"allow its network with {LOOPBACK[0]}" in result.stderr


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
