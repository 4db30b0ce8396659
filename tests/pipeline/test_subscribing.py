"""What a person names becomes subscriptions: feeds, front pages, sitemaps, lists; and what is none of them."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.subscribing import FEED, LOOPBACK, PROGRAM, Desk, Item, Warta, rss, story
from tests.web import Web

SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{site}/a.html</loc><news:news>'
    "<news:publication_date>2026-03-06T13:15:00Z</news:publication_date><news:title>Kabar a</news:title>"
    "</news:news></url></urlset>"
)
BROKEN_SINCE_TODAY = "it is subscribed all the same"


@pytest.fixture
def desk(warta: Warta, web: Web, path: Path) -> Desk:
    return Desk(warta, web, path)


def front(*links: str) -> str:
    declared = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    return (
        f"<!doctype html><html><head><title>Muara</title>{declared}</head><body><a href='/a.html'>a</a></body></html>"
    )


def opml(*urls: str) -> str:
    outlines = "".join(f'<outline type="rss" text="Kabar {n}" xmlUrl="{url}"/>' for n, url in enumerate(urls))
    folder = f'<outline text="Dekat">{outlines}</outline>'
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{folder}</body></opml>'


def test_a_signal_ends_subscribing_with_its_code_and_keeps_what_was_found(desk: Desk) -> None:
    good, slow = desk.publish("/a.html"), desk.web.page("/lambat.xml", silent=True)
    desk.web.when_asked = lambda path: process.send_signal(signal.SIGTERM) if path == "/lambat.xml" else None
    command = [sys.executable, "-c", PROGRAM, "--db", str(desk.path), "subscribe", good, slow, *LOOPBACK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        said, errors = process.communicate(timeout=60)
    assert (process.returncode, said) == (143, f"subscribed: {good}  Kabar Muara\n")
    assert errors == "warta: stopped; what was found is subscribed\n"


# -- what can be subscribed to


def test_the_entries_of_a_feed_are_noted_at_once_and_the_next_sync_fetches_their_articles(desk: Desk) -> None:
    address = desk.publish("/a.html", "/b.html")
    result = desk.subscribe(address)
    assert (result.exit_code, result.output) == (0, f"subscribed: {address}  Kabar Muara\n")
    assert desk.web.paths == [FEED]
    assert desk.rows("SELECT key FROM entries WHERE due IS NOT NULL AND stored IS NULL") == [
        f"{desk.web.url}/a.html",
        f"{desk.web.url}/b.html",
    ]
    assert desk.articles == []
    assert (desk.sync().output, sorted(desk.web.paths)) == ("", ["/a.html", "/b.html"])
    assert desk.articles == ["/a.html", "/b.html"]


def test_what_subscribing_received_is_not_received_again(desk: Desk) -> None:
    desk.subscribe(desk.publish("/a.html"))
    desk.wait(hours=2)
    desk.sync()
    assert desk.headers(FEED)["If-None-Match"] == desk.web.pages[FEED].tag
    assert desk.rows("SELECT status, listed FROM fetches ORDER BY id") == [(200, 1), (304, None)]


def test_a_front_page_leads_to_the_feeds_that_it_declares(desk: Desk) -> None:
    urls = [desk.publish("/a.html", at="/satu.xml"), desk.publish("/b.html", at="/dua.xml")]
    home = desk.web.page("/", front("/satu.xml", "/dua.xml"))
    assert desk.subscribe(home).exit_code == 0
    assert desk.rows("SELECT url, kind, site_url FROM sources ORDER BY id") == [
        (url, "feed", f"{desk.web.url}/") for url in urls
    ]
    assert "/feed" not in desk.web.paths


def test_of_the_feeds_that_a_front_page_declares_the_dead_one_is_told_and_the_other_subscribed(desk: Desk) -> None:
    url = desk.publish("/a.html", at="/hidup.xml")
    result = desk.subscribe(desk.web.page("/", front("/mati.xml", "/hidup.xml")))
    assert (result.exit_code, result.stdout) == (3, f"subscribed: {url}  Kabar Muara\n")
    assert result.stderr.startswith(f"warta: fetching {desk.web.url}/mati.xml: it answers 404 Not Found")
    assert result.stderr.count("\n") == 1


def test_a_front_page_that_declares_no_feed_leads_to_the_first_in_a_usual_place(desk: Desk) -> None:
    home, address = desk.web.page("/", front()), desk.publish("/a.html", at="/rss.xml")
    assert desk.subscribe(home).stdout == f"subscribed: {address}  Kabar Muara\n"
    assert desk.web.paths == ["/", "/feed", "/rss", "/rss.xml"]


@pytest.mark.parametrize("named", [True, False], ids=["named in robots.txt", "in a usual place"])
def test_a_front_page_without_feeds_leads_to_its_news_sitemap(desk: Desk, named: bool) -> None:
    home, place = desk.web.page("/", front()), "/kabar/berita.xml" if named else "/sitemap-news.xml"
    address = desk.web.page(place, SITEMAP.format(site=desk.web.url))
    desk.web.page("/a.html", story("/a.html"))
    desk.web.page("/robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}\n" if named else "")
    assert desk.subscribe(home).stdout == f"subscribed: {address}, sitemap\n"
    assert desk.sync().exit_code == 0
    assert desk.articles == ["/a.html"]
    assert desk.one("SELECT kind FROM sightings WHERE locator = ?", address) == "sitemap"


def test_a_sitemap_is_subscribed_as_one(desk: Desk) -> None:
    address = desk.web.page("/peta.xml", SITEMAP.format(site=desk.web.url))
    assert desk.subscribe(address).stdout == f"subscribed: {address}, sitemap\n"
    assert desk.rows("SELECT kind FROM sources") == ["sitemap"]
    assert desk.rows("SELECT url FROM entries") == [f"{desk.web.url}/a.html"]


def test_the_feeds_of_a_list_are_subscribed_unasked_and_read_by_the_next_sync(desk: Desk, tmp_path: Path) -> None:
    urls = [desk.publish("/a.html", at="/satu.xml"), desk.publish("/b.html", at="/dua.xml")]
    (tmp_path / "feeds.opml").write_text(opml(*urls))
    result = desk.subscribe(tmp_path / "feeds.opml")
    assert result.stdout == f"subscribed: {urls[0]}  Kabar 0\nsubscribed: {urls[1]}  Kabar 1\n"
    assert desk.web.asked == []
    assert desk.sync().exit_code == 0
    assert desk.articles == ["/a.html", "/b.html"]


def test_a_list_on_the_web_is_as_good_as_a_file(desk: Desk) -> None:
    url = desk.publish("/a.html")
    assert desk.subscribe(desk.web.page("/langganan", opml(url))).exit_code == 0
    assert desk.rows("SELECT url FROM sources") == [url]


def test_subscribing_twice_asks_and_changes_nothing(desk: Desk) -> None:
    address = desk.publish("/a.html")
    desk.subscribe(address)
    before = desk.rows("SELECT * FROM sources")
    result = desk.subscribe(address, address)
    assert (result.exit_code, result.stdout) == (0, f"already subscribed: {address}  Kabar Muara\n")
    assert desk.web.asked == []
    assert desk.rows("SELECT * FROM sources") == before


def test_one_that_was_switched_off_is_on_again(desk: Desk) -> None:
    address = desk.follow("/a.html")
    desk.change("UPDATE sources SET enabled = 0, disabled_why = 'it answered 410 Gone', gone_since = '2026-03-01'")
    assert desk.subscribe(address).exit_code == 0
    assert desk.rows("SELECT enabled, disabled_why, gone_since FROM sources") == [(1, None, None)]


def test_what_redirects_is_subscribed_under_the_address_that_was_named(desk: Desk) -> None:
    desk.publish("/a.html")
    short = desk.web.page("/rss", status=302, headers={"Location": FEED})
    desk.subscribe(short)
    assert desk.rows("SELECT url FROM sources") == [short]
    assert desk.sync().exit_code == 0
    assert desk.articles == ["/a.html"]


# -- what is a source all the same


def test_an_empty_answer_is_subscribed_with_a_note_and_read_when_it_is_well(desk: Desk) -> None:
    address = desk.web.page(FEED, b"")
    result = desk.subscribe(address)
    assert (result.exit_code, result.stdout) == (0, f"subscribed: {address}\n")
    assert result.stderr.count("\n") == 1
    assert BROKEN_SINCE_TODAY in result.stderr
    desk.publish("/a.html")
    desk.wait(hours=1)
    assert desk.sync().exit_code == 0
    assert desk.articles == ["/a.html"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_that_fails_for_the_moment_is_subscribed_with_a_note(desk: Desk, status: int) -> None:
    address = desk.web.page(FEED, status=status)
    result = desk.subscribe(address)
    assert (result.exit_code, result.stdout) == (0, f"subscribed: {address}\n")
    assert result.stderr.startswith(f"warta: fetching {address}: it answers {status}")
    assert result.stderr.endswith(f"{BROKEN_SINCE_TODAY}\n")
    desk.publish("/a.html")
    desk.wait(hours=1)
    assert desk.sync().exit_code == 0
    assert desk.articles == ["/a.html"]


@pytest.mark.parametrize("status", [404, 200], ids=["not there yet", "a page"])
def test_whoever_says_what_it_is_is_believed(desk: Desk, status: int) -> None:
    address = desk.web.page(FEED, story("/x"), status=status)
    assert desk.subscribe(address, "--as", "feed").exit_code == 0
    assert desk.rows("SELECT url, kind FROM sources") == [(address, "feed")]
    desk.publish("/a.html")
    desk.wait(hours=1)
    assert desk.sync().exit_code == 0
    assert desk.articles == ["/a.html"]


# -- what is none


@pytest.mark.parametrize(
    ("given", "exit_code", "reason"),
    [
        ("{site}/tidak-ada", 4, "it answers 404 Not Found"),
        ("{site}/artikel", 4, "the page offers no feed, and there is no news sitemap in the usual places"),
        ("{site}/brosur.pdf", 4, "it is a PDF file; give a feed, a front page, a sitemap"),
        ("{site}/catatan", 4, "it is text; give a feed, a front page, a sitemap"),
        ("http://10.0.0.1/feed", 4, "10.0.0.1 is not on the public internet"),
        ("http://user:secret@a.example/feed", 2, "it carries a user name or password"),
        ("ftp://a.example/feed", 2, "it is no web address; give an http(s) address or an OPML file"),
        ("missing.opml", 65, "there is no such file"),
    ],
)
def test_what_is_no_source_gets_a_line_and_nothing_is_subscribed(
    desk: Desk, given: str, exit_code: int, reason: str
) -> None:
    desk.web.page("/artikel", story("/artikel"))
    desk.web.page("/brosur.pdf", b"%PDF-1.4 kabar")
    desk.web.page("/catatan", "Catatan rapat nelayan muara, tidak untuk disiarkan kepada siapa pun.")
    result = desk.subscribe(given.format(site=desk.web.url))
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1
    assert desk.rows("SELECT * FROM sources") == []


def test_a_host_that_nobody_knows_gets_a_line_and_is_not_subscribed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)  # the resolver is not on loopback
    result = desk.subscribe("http://kabar.invalid/feed")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "fetching http://kabar.invalid/feed: there is no host of this name; check the spelling" in result.stderr
    assert result.stderr.count("\n") == 1
    assert desk.rows("SELECT * FROM sources") == []


def test_a_saved_page_is_to_be_imported(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(story("/a.html"))
    result = desk.subscribe(tmp_path / "a.html")
    assert (result.exit_code, desk.rows("SELECT * FROM sources")) == (2, [])
    assert "it is page, not a list of feeds in OPML; a saved page can be imported" in result.stderr


def test_the_good_among_the_bad_are_subscribed(desk: Desk) -> None:
    address = desk.publish("/a.html")
    result = desk.subscribe(f"{desk.web.url}/tidak-ada", address, "missing.opml")
    assert (result.exit_code, result.stdout) == (3, f"subscribed: {address}  Kabar Muara\n")
    assert result.stderr.count("\n") == 2


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
    assert "not subscribed, `warta sources` shows what is" in result.stderr
    assert desk.warta("unsubscribe", f"{desk.web.url}/lain.xml", f"{address}#atas").exit_code == 3
    assert desk.rows("SELECT * FROM sources") == []


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
