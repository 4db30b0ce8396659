"""What a feed says of itself, what makes an entry the same one tomorrow, and the whole texts that it carries."""

import html
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.core.model import Entry, Kind, Listing, Page
from ingest.formats import feeds

FEEDS = Path(__file__).parents[2] / "feeds"
MUARA = "https://muara.test/umpan/feed.xml"
HEAD = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
  xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Kabar</title>"""
LONG = "<p>" + "Perahu merapat di dermaga pagi ini. " * 10 + "</p>"
SCRIPT = "<script>" + "pasar(1); " * 100 + "</script>"


def read(body: str) -> Listing:
    page = Page(url=MUARA, body=body.encode(), kind=Kind.FEED, fetched=datetime(2026, 1, 6, tzinfo=UTC))
    return feeds.parse(page)


def rss(items: str, head: str = "") -> Listing:
    return read(f"{HEAD}{head}{items}</channel></rss>")


def item(link: str, guid: str = "", permanent: str = "false") -> str:
    written = f"<guid isPermaLink='{permanent}'>{guid}</guid>" if guid else ""
    return f"<item><title>Kabar</title><link>{link}</link>{written}</item>"


def keys(*items: str) -> list[tuple[str, str]]:
    return [(entry.url.removeprefix("https://muara.test"), entry.key) for entry in rss("".join(items)).entries]


def with_text(inside: str) -> Entry:
    (entry,) = rss(f"<item><title>Kabar</title><link>https://muara.test/a</link>{inside}</item>").entries
    return entry


def encoded(markup: str) -> str:
    return f"<content:encoded><![CDATA[{markup}]]></content:encoded>"


@pytest.mark.parametrize(
    ("name", "title", "site"),
    [
        ("rss.xml", "Kabar Muara", "https://muara.test/"),
        ("atom.xml", "The Harbour Letter", "https://harbour.test/"),
        ("rdf.xml", "Warta Bukit", "https://bukit.test/"),
    ],
)
def test_a_feed_names_itself_and_its_site(name: str, title: str, site: str) -> None:
    said = read((FEEDS / name).read_text("utf-8"))
    assert (said.title, said.site_url, said.interval_seconds, said.repaired) == (title, site, 0, None)


def test_the_title_of_a_feed_is_plain_text() -> None:
    said = read("<rss version='2.0'><channel><title>Pasar &amp;amp; &lt;b&gt;Dermaga&lt;/b&gt;</title></channel></rss>")
    assert said.title == "Pasar & Dermaga"


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("", None),
        ("<atom:link rel='self' href='https://muara.test/umpan/feed.xml'/>", None),
        ("<image><link>https://muara.test/gambar</link></image>", None),
        ("<link>mailto:redaksi@muara.test</link>", None),
        ("<link>/</link>", "https://muara.test/"),
        ("<link>HTTPS://Muara.test</link>", "https://muara.test/"),
    ],
)
def test_the_site_is_a_web_address_or_unknown(head: str, site: str | None) -> None:
    assert rss("", head).site_url == site


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("<ttl>30</ttl>", 1800),
        ("<ttl> 60 </ttl>", 3600),
        ("<ttl>100000</ttl>", 86400),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        ("<sy:updatePeriod>\n\thourly\n</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>", 3600),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 21600),
        ("<sy:updatePeriod>Weekly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 86400),
        ("<ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        ("<ttl>120</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 7200),
        ("<sy:updateFrequency>4</sy:updateFrequency>", 0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 0),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>often</sy:updateFrequency>", 0),
        ("<sy:updatePeriod>now and then</sy:updatePeriod>", 0),
        ("<ttl>-5</ttl>", 0),
        ("<ttl>0</ttl>", 0),
        ("<ttl>1e3</ttl>", 0),
        ("<ttl></ttl>", 0),
        ("<ttl>" + "9" * 5000 + "</ttl>", 0),
        ("<ttl>²</ttl>", 0),
    ],
)
def test_a_feed_says_how_often_it_wants_to_be_read(head: str, seconds: int) -> None:
    assert rss("", head).interval_seconds == seconds


def test_the_guid_is_the_key() -> None:
    assert keys(item("/a", "muara-1"), item("/b", "muara-2")) == [("/a", "muara-1"), ("/b", "muara-2")]


def test_without_a_guid_the_link_is_the_key() -> None:
    assert keys(item("/a?utm_source=rss")) == [("/a", "https://muara.test/a")]


def test_a_guid_that_stands_on_several_links_needs_the_link_beside_it() -> None:
    assert keys(item("/a", "1"), item("/b", "1"), item("/c", "2")) == [
        ("/a", "1 https://muara.test/a"),
        ("/b", "1 https://muara.test/b"),
        ("/c", "2"),
    ]


def test_a_guid_that_is_the_link_of_another_entry_is_told_apart() -> None:
    found = keys(item("/a"), item("/b", "https://muara.test/a"))
    assert len({key for _, key in found}) == len(found) == 2


def test_an_address_is_listed_once_under_its_first_key() -> None:
    assert keys(item("/a", "1"), item("/b", "2"), item("/a", "3"), item("/a#x", "2")) == [("/a", "1"), ("/b", "2")]


def test_a_repeated_entry_changes_no_key() -> None:
    assert keys(item("/a", "1"), item("/a", "1")) == [("/a", "1")]


def test_a_guid_may_be_the_link() -> None:
    assert keys("<item><title>Kabar</title><guid>https://muara.test/g</guid></item>") == [
        ("/g", "https://muara.test/g")
    ]
    assert keys("<item><title>Kabar</title><guid isPermaLink='false'>https://muara.test/g</guid></item>") == []


@pytest.mark.parametrize("year", [1748, 1970, 2099])
def test_no_entry_is_left_out_for_its_date(year: int) -> None:
    entry = with_text(f"<pubDate>05 Jan {year} 10:00:00 +0000</pubDate>")
    assert entry.published == datetime(year, 1, 5, 10, tzinfo=UTC)


def test_a_date_before_all_calendars_is_unknown_and_the_entry_stays() -> None:
    assert with_text("<pubDate>Wed, 30 Nov -0001 00:00:00 +0000</pubDate>").published is None


@pytest.mark.parametrize("before", [True, False])
def test_the_whole_text_stands_beside_the_summary(before: bool) -> None:
    parts = ["<description>Singkat.</description>", encoded(LONG)]
    entry = with_text("".join(reversed(parts) if before else parts))
    assert (entry.summary, entry.content) == ("Singkat.", LONG)


def test_a_whole_text_alone_is_no_summary() -> None:
    entry = with_text(encoded(LONG))
    assert (entry.summary, entry.content) == (None, LONG)


@pytest.mark.parametrize(
    "inside",
    [
        encoded("<p>Hanya sebaris.</p>"),
        encoded("<p>Hanya sebaris.</p>" + SCRIPT),
        encoded("<p>Hanya sebaris.</p><style>" + "p{} " * 200),
        encoded("<img src='https://muara.test/" + "x" * 400 + ".jpg'>Foto"),
        encoded(""),
        encoded(LONG[:-4] + " […]</p>"),
        encoded(LONG + "<p><a href='/a'>Baca selengkapnya</a></p>"),
        "<description>" + html.escape("<p>" + "Hanya pembuka. " * 24 + "</p>") + "</description>",
        "<content:encoded/>",
    ],
)
def test_a_teaser_is_no_whole_text(inside: str) -> None:
    assert with_text(inside).content is None


def test_a_teaser_that_is_called_content_serves_as_the_summary() -> None:
    assert with_text(encoded("<p>Hanya sebaris.</p>")).summary == "Hanya sebaris."


@pytest.mark.parametrize(
    ("kind", "written", "content"),
    [
        ("html", html.escape(LONG), LONG),
        ("xhtml", f'<div xmlns="http://www.w3.org/1999/xhtml">{LONG}</div>', LONG),
        ("text", "Suhu 3 &lt; 5. " * 30, "<p>" + ("Suhu 3 &lt; 5. " * 30).strip() + "</p>"),
        ("image/png", "aGFs" * 200, None),
    ],
)
def test_the_content_of_atom_is_html_whatever_it_was_written_in(kind: str, written: str, content: str | None) -> None:
    body = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Kabar</title><link href="/a"/>
      <summary>Singkat.</summary><content type="{kind}">{written}</content></entry></feed>"""
    (entry,) = read(body).entries
    assert (entry.summary, entry.content) == ("Singkat.", content)


def test_a_whole_text_has_a_longest_form() -> None:
    entry = with_text(encoded("<p>" + "kata " * 300_000 + "</p>"))
    assert entry.content is not None
    assert len(entry.content) == 1_000_000
