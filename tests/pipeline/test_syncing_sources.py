"""What each answer does to a subscription: the same again, broken, throttled, forbidden, offline."""

from itertools import pairwise

import pytest

from tests.subscribing import FEED, LOOPBACK, OTHER, Desk, rss, story, well
from tests.web import Web

POLLS = "SELECT status, listed, fresh FROM fetches ORDER BY id"


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
            desk.subscribe(gone.page(f"/{number}.xml", rss(f"/{number}.html")))
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
            desk.subscribe(gone.page(f"/{number}.xml", rss(f"/{number}.html")))
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
