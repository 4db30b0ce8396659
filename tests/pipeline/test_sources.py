"""Subscriptions that there are: shown, tagged, recognised in another form of their address, and ended."""

import json
from pathlib import Path

import pytest

from tests.subscribing import FEED, LOOPBACK, Desk, Item, Warta, front, rss
from tests.web import Web

# -- unsubscribe, sources


def test_unsubscribing_keeps_the_articles(desk: Desk) -> None:
    address = desk.follow("/a.html")
    result = desk.warta("unsubscribe", address)
    assert (result.exit_code, result.stdout) == (0, f"{address}: unsubscribed\n")
    assert (desk.articles, desk.rows("SELECT * FROM sources")) == (["/a.html"], [])
    assert desk.warta("sources").stdout == "nothing is subscribed; `warta subscribe URL` adds a source\n"


def test_unsubscribing_what_is_not_subscribed_says_so(desk: Desk) -> None:
    address = desk.follow("/a.html")
    result = desk.warta("unsubscribe", f"{desk.web.url}/lain.xml")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "not subscribed; `warta sources` shows what is" in result.stderr
    assert desk.warta("unsubscribe", f"{desk.web.url}/lain.xml", f"{address}#atas").exit_code == 3
    assert desk.rows("SELECT * FROM sources") == []


def test_a_source_that_is_paused_is_left_alone_until_it_is_polled_again(desk: Desk) -> None:
    address = desk.publish("/a.html")
    desk.subscribe(address)
    assert desk.warta("sources", "--pause", address, "--pause", "https://x.test/").exit_code == 3
    desk.wait(days=1)
    desk.web.asked.clear()
    assert (desk.sync("--all").exit_code, desk.web.paths, desk.articles) == (0, [], [])
    shown = desk.warta("sources").stdout
    assert "paused    never" in shown
    assert f"`warta sources --resume {address}` polls it again" in shown
    assert desk.warta("sources", "--resume", address).stdout == f"{address}: polled again\n"
    desk.sync()
    assert desk.articles == ["/a.html"]


def test_a_source_is_polled_as_often_as_a_person_says(desk: Desk) -> None:
    address = desk.publish("/a.html")
    desk.warta("subscribe", address, "--every", 90, *LOOPBACK)
    desk.web.asked.clear()
    desk.wait(minutes=89)
    desk.sync()
    assert FEED not in desk.web.paths
    desk.wait(minutes=2)
    desk.sync()
    assert desk.web.paths.count(FEED) == 1
    assert "polled every 90 minutes" in desk.warta("sources").stdout
    desk.warta("subscribe", address, "--every", 0, *LOOPBACK)
    assert desk.rows("SELECT every_minutes, next_due FROM sources") == [(None, None)]
    assert desk.warta("subscribe", address, "--every", 4).exit_code == 2


def test_a_bare_host_gets_the_same_advice_everywhere(desk: Desk) -> None:
    desk.follow("/a.html")
    words = (("import",), ("subscribe",), ("unsubscribe",), ("show",), ("delete", "--why", "x"), ("sources", "--pause"))
    for command in words:
        told = desk.warta(*command, "muara.test/kabar").stderr
        assert told.endswith("; if it is a site, give https://muara.test/kabar\n"), command


def test_a_source_that_comes_back_fetches_none_of_its_articles_twice(desk: Desk) -> None:
    address = desk.follow("/a.html", "/b.html")
    desk.warta("unsubscribe", address)
    desk.subscribe(address)
    assert desk.sync("--all").exit_code == 0
    assert desk.web.paths == [FEED]


def test_sources_are_shown_with_health_next_poll_and_title(desk: Desk) -> None:
    address = desk.follow("/a.html")
    head, line = desk.warta("sources").stdout.splitlines()
    assert head.split() == ["health", "next", "poll", "(UTC)", "entries", "source"]
    assert line.split()[0] == "ok"
    assert line.endswith(f"/day  {address}  Kabar Muara")
    desk.wait(days=1)
    assert " now " in desk.warta("sources").stdout


def test_sources_as_json_are_their_rows_and_what_follows_from_them(desk: Desk) -> None:
    address = desk.publish("/a.html", "/b.html")
    desk.subscribe(address)
    [shown] = [json.loads(line) for line in desk.warta("sources", "--json").stdout.splitlines()]
    kept = {name: shown[name] for name in ("url", "kind", "title", "health", "waiting", "gaps", "gap_found", "enabled")}
    assert kept == {
        "url": address, "kind": "feed", "title": "Kabar Muara", "health": "ok",
        "waiting": 2, "gaps": 0, "gap_found": 0, "enabled": True,
    }  # fmt: skip


def test_sources_as_opml_can_be_subscribed_to_elsewhere(desk: Desk, tmp_path: Path) -> None:
    urls = [desk.publish("/a.html", at="/satu.xml?x=1&y=2"), desk.publish("/b.html", at="/dua.xml")]
    desk.subscribe(*urls)
    desk.change("UPDATE sources SET title = 'Kabar \"<Dua>\" & Tiga' WHERE url = ?", urls[1])
    (tmp_path / "out.opml").write_text(desk.warta("sources", "--opml").stdout)
    other = Desk(lambda *words: desk.warta("--db", tmp_path / "other.db", *words), desk.web, tmp_path / "other.db")
    assert other.subscribe(tmp_path / "out.opml").exit_code == 0
    columns = "SELECT url, title, site_url FROM sources ORDER BY url"
    assert other.rows(columns) == desk.rows(columns)
    assert desk.warta("sources", "--opml", "--json").exit_code == 2


def test_a_titles_control_characters_do_not_reach_the_terminal(desk: Desk) -> None:
    desk.web.page(FEED, rss(Item("/a.html"), name="&#x9b;2JKabar\x7f"))
    result = desk.subscribe(f"{desk.web.url}{FEED}")
    assert result.exit_code == 0
    for shown in (result.stdout, desk.warta("sources").stdout):
        assert not {"\x9b", "\x7f"} & set(shown)


def test_reading_the_sources_creates_no_database(warta: Warta, path: Path) -> None:
    for words in (["sources"], ["unsubscribe", "https://a.example/feed"]):
        assert warta(*words).exit_code == 65
    assert not path.exists()


def test_a_private_address_is_only_subscribed_to_when_it_is_allowed(warta: Warta, web: Web) -> None:
    address = web.page(FEED, rss("/a.html"))
    assert warta("subscribe", address).exit_code == 4
    assert web.asked == []
    assert warta("subscribe", address, *LOOPBACK).exit_code == 0


# -- tags, and the address that was named


def tags(desk: Desk) -> dict[str, list[str]]:
    found = desk.rows("SELECT url, tags FROM sources")
    return {url.removeprefix(desk.web.url): json.loads(given or "[]") for url, given in found}


def test_tags_are_kept_added_to_and_asked_for(desk: Desk, tmp_path: Path) -> None:
    first, other = desk.publish("/a.html"), desk.publish("/b.html", at="/dua.xml")
    desk.subscribe("--tag", "lokal", "--tag", "laut, ikan", first)
    assert desk.subscribe("--tag", "lokal", "--tag", "pagi", first).stdout.startswith("already subscribed: ")
    desk.subscribe(other)
    assert tags(desk) == {FEED: ["lokal", "laut ikan", "pagi"], "/dua.xml": []}
    desk.hurry()
    desk.sync()
    assert tags(desk)[FEED] == ["lokal", "laut ikan", "pagi"]
    assert other not in desk.warta("sources", "--tag", "pagi").stdout
    assert "[lokal, laut ikan, pagi]" in desk.warta("sources").stdout
    assert [
        json.loads(line)["tags"] for line in desk.warta("sources", "--json", "--tag", "lokal").stdout.splitlines()
    ] == [["lokal", "laut ikan", "pagi"]]
    (tmp_path / "keluar.opml").write_text(desk.warta("sources", "--opml").stdout)
    desk.warta("unsubscribe", first, other)
    desk.subscribe(tmp_path / "keluar.opml")
    assert tags(desk) == {FEED: ["lokal", "laut ikan", "pagi"], "/dua.xml": []}


def test_the_address_that_was_named_ends_what_it_led_to(desk: Desk) -> None:
    desk.publish("/a.html", at="/satu.xml")
    desk.publish("/b.html", at="/dua.xml")
    other = desk.publish("/c.html", at="/tiga.xml")
    home = desk.web.page("/", front("/satu.xml", "/dua.xml"))
    desk.subscribe(home, other)
    result = desk.warta("unsubscribe", home)
    assert (result.exit_code, result.stdout.count("unsubscribed")) == (0, 2)
    assert desk.rows("SELECT url FROM sources") == [other]


@pytest.mark.parametrize("form", ["{}/", "{}#atas", "{}?utm_source=x", "HTTP{}"])
def test_one_that_is_subscribed_in_another_form_of_its_address_is_said_to_be(desk: Desk, form: str) -> None:
    address = desk.publish("/a.html")
    desk.subscribe(address)
    written = form.format(address.removeprefix("http") if form.startswith("HTTP") else address)
    assert desk.subscribe(written).stdout == f"already subscribed: {address}  Kabar Muara\n"
    assert desk.rows("SELECT url FROM sources") == [address]
    assert desk.warta("unsubscribe", written).exit_code == 0


@pytest.mark.parametrize("first", [FEED, "/rss"])
def test_what_redirects_to_one_another_is_one_source(desk: Desk, first: str) -> None:
    desk.publish("/a.html")
    desk.web.page("/rss", status=302, headers={"Location": FEED})
    desk.subscribe(desk.web.url + first)
    for path in (FEED, "/rss"):
        assert desk.subscribe(desk.web.url + path).stdout.startswith("already subscribed: ")
    assert len(desk.rows("SELECT url FROM sources")) == 1


@pytest.mark.parametrize("command", ["subscribe", "import"])
@pytest.mark.parametrize("dead", ["", "<html><body>Tidak ada di sini</body></html>"])
def test_after_a_dead_declared_feed_the_next_one_is_found(desk: Desk, command: str, dead: str) -> None:
    url = desk.publish("/a.html", at="/rss/kabar")
    if dead:
        desk.web.page("/mati.xml", dead)
    home = desk.web.page("/", front("/mati.xml").replace("</body>", "<a href='/rss/kabar'>Umpan</a></body>"))
    result = desk.run(command, home)
    assert (result.exit_code, "/mati.xml" in result.stderr) == (3, True)
    if command == "subscribe":
        assert desk.rows("SELECT url FROM sources") == [url]
    else:
        assert desk.articles == ["/a.html"]
