"""What a person names becomes subscriptions: feeds, front pages, sitemaps, lists; and what is none of them."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.subscribing import FEED, LOOPBACK, PROGRAM, Desk, front, story

SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{site}/a.html</loc><news:news>'
    "<news:publication_date>2026-03-06T13:15:00Z</news:publication_date><news:title>Kabar a</news:title>"
    "</news:news></url></urlset>"
)
BROKEN_SINCE_TODAY = "it is subscribed all the same"


def opml(*urls: str) -> str:
    outlines = "".join(f'<outline type="rss" text="Kabar {n}" xmlUrl="{url}"/>' for n, url in enumerate(urls))
    folder = f'<outline text="Dekat">{outlines}</outline>'
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{folder}</body></opml>'


def test_a_signal_ends_subscribing_with_its_code_and_keeps_what_was_found(desk: Desk) -> None:
    good, slow = desk.publish("/a.html"), desk.web.page("/lambat.xml", silent=True)
    desk.subscribe(good)  # so that it is told of before anything is asked for
    desk.web.when_asked = lambda path: process.send_signal(signal.SIGTERM) if path == "/lambat.xml" else None
    command = [sys.executable, "-c", PROGRAM, "--db", str(desk.path), "subscribe", good, slow, *LOOPBACK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        said, errors = process.communicate(timeout=60)
    assert (process.returncode, said) == (143, f"already subscribed: {good}  Kabar Muara\n")
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


def test_a_file_of_addresses_is_a_list_of_sources(desk: Desk, tmp_path: Path) -> None:
    urls = [desk.publish("/a.html", at="/satu.xml"), desk.publish("/b.html", at="/dua.xml")]
    (tmp_path / "feeds.txt").write_text(f"# yang diikuti\n{urls[0]}\n\n{urls[1]} # harian\n")
    assert desk.subscribe(tmp_path / "feeds.txt").exit_code == 0
    assert desk.rows("SELECT url FROM sources ORDER BY id") == urls


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
        (
            "ftp://a.example/feed",
            2,
            "it is no web address; give an http(s) address, an OPML file or a list of addresses",
        ),
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
