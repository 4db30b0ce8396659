"""Feeds (RSS, Atom, RDF, JSON Feed) into the entries that they list."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.errors import NothingFound
from ingest.core.model import Entry, Kind, Listing, Page
from ingest.formats import feeds
from ingest.formats.feeds import fields

FEEDS = Path(__file__).parents[2] / "feeds"
MUARA = "https://muara.test/umpan/feed.xml"
FETCHED = datetime(2026, 1, 6, tzinfo=UTC)


def listing(body: bytes, content_type: str | None = None) -> Listing:
    return feeds.parse(Page(url=MUARA, body=body, kind=Kind.FEED, fetched=FETCHED, content_type=content_type))


def read(body: bytes, content_type: str | None = None) -> tuple[Entry, ...]:
    return listing(body, content_type).entries


def saved(name: str) -> tuple[Entry, ...]:
    return read((FEEDS / name).read_bytes())


def item(inside: str, head: str = "") -> Entry:
    """The one entry of an RSS feed."""
    body = f"""<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
      <channel><title>Kabar</title>{head}<item><link>https://muara.test/a</link>{inside}</item></channel></rss>"""
    (entry,) = read(body.encode())
    return entry


@pytest.mark.parametrize(
    ("date", "language", "moment", "offset"),
    [
        ("Mon, 05 Jan 2026 10:00:00 +0700", "en", "05T03:00", 420),
        ("Mon, 05 Jan 2026 03:00:00 GMT", "id", "05T03:00", None),
        ("Mon, 05 Jan 2026 8:57:00 PM GMT", "en", "05T20:57", None),
        ("Mon, 05 Jan 2026 10:00:00 CET", "en", "05T09:00", 60),
        ("2026-01-05 10:00:00", "id", "05T03:00", 420),
        ("2026-01-05 10:00:00", "en", "05T10:00", None),
        ("2026-01-05", "id", "05T00:00", None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", "en", None, None),
    ],
)
def test_a_date_is_read_by_the_clock_that_it_names_or_the_outlets(
    date: str, language: str, moment: str | None, offset: int | None
) -> None:
    entry = item(f"<pubDate>{date}</pubDate>", f"<language>{language}</language>")
    assert (entry.published and f"{entry.published:%dT%H:%M}", entry.published_offset) == (moment, offset)


def test_rss_is_read() -> None:
    assert saved("rss.xml") == (
        Entry(
            url="https://muara.test/2026/01/dermaga-baru",
            key="muara-101",
            title="Dermaga baru dibuka untuk perahu nelayan",
            published=datetime(2026, 1, 5, 3, tzinfo=UTC),
            published_offset=420,
            summary="Nelayan tidak lagi menunggu air pasang.",
            authors=("Sari Wulandari",),
            tags=("Ekonomi", "Pesisir"),
            language="id",
        ),
        Entry(
            url="https://muara.test/2026/01/hujan-pertama",
            key="https://muara.test/2026/01/hujan-pertama",
            title="Hujan pertama setelah tujuh minggu",
            published=datetime(2026, 1, 4, 11, 30, tzinfo=UTC),
            published_offset=420,
            language="id",
        ),
    )


FERRY = Entry(
    url="https://harbour.test/ferry",
    key="tag:harbour.test,2026:1",
    title="Ferry timetable moves to the tide",
    published=datetime(2026, 1, 5, 8, 15, tzinfo=UTC),
    modified=datetime(2026, 1, 5, 12, tzinfo=UTC),
    summary="Departures shift by forty minutes a day.",
    authors=("Mara Quill", "Ben Ostrow"),
    tags=("transport",),
    language="en",
)


def test_atom_is_read() -> None:
    assert saved("atom.xml") == (FERRY,)


def test_rdf_is_read() -> None:
    (entry,) = saved("rdf.xml")
    assert (entry.url, entry.title) == ("https://bukit.test/teh", "Panen teh dimulai lebih awal")
    assert (entry.authors, entry.tags, entry.language) == (("Joko Laksana",), ("Pertanian",), "id")


def test_the_one_date_of_rdf_is_when_it_was_published() -> None:
    (entry,) = saved("rdf.xml")
    assert entry.published == datetime(2026, 1, 4, 23, tzinfo=UTC)


def test_markup_and_entities_become_plain_text() -> None:
    found = saved("titles-with-markup.xml")
    assert [entry.title for entry in found] == [
        "Banjir & longsor",
        'Toko "Maju" & Rekan',
        "R&B di dermaga",
        "Kapal lama berlayar lagi",
        None,
    ]
    assert found[0].summary == "Dua desa terendam. Jalan dibuka lagi sore hari."


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Suhu 3 &lt; 5 dan 7 &gt; 2", "Suhu 3 < 5 dan 7 > 2"),
        ("Kereta &lt;i&gt;Argo&lt;/i&gt;, tiba", "Kereta Argo, tiba"),
        ("Satu&lt;br/&gt;dua", "Satu dua"),
        ("Caf&amp;eacute; &amp;#8220;baru&amp;#8221;", "Café “baru”"),
    ],
)
def test_a_title_reads_as_a_person_would_read_it(written: str, title: str) -> None:
    assert item(f"<title>{written}</title>").title == title


def test_relative_links_start_from_the_feed() -> None:
    assert [entry.url for entry in saved("relative-links.xml")] == [
        "https://muara.test/a",
        "https://muara.test/umpan/b.html",
        "https://archive.test/2026/c",
    ]


def test_dates_in_indonesian_time_are_read() -> None:
    ten = datetime(2026, 1, 5, 3, tzinfo=UTC)
    assert [entry.published for entry in saved("dates-in-wib.xml")] == [ten, ten, ten, None, None]


@pytest.mark.parametrize("language", ["id", "en-US", "in"])
def test_a_wrong_language_tag_hides_no_date(language: str) -> None:
    entry = item("<pubDate>Rabu, 5 Agustus 2026 10:00 WIB</pubDate>", f"<language>{language}</language>")
    assert entry.published == datetime(2026, 8, 5, 3, tzinfo=UTC)


def test_a_date_beyond_all_calendars_is_unknown() -> None:
    assert item("<pubDate>Mon, 05 Jan 99999999999 10:00:00 +0700</pubDate>").published is None


def test_an_entry_without_a_link_is_left_out() -> None:
    assert [entry.url for entry in saved("no-link.xml")] == ["https://muara.test/guid", "https://muara.test/link"]


def test_a_repeated_link_is_listed_once_as_it_came_first() -> None:
    found = [(entry.url, entry.title) for entry in saved("repeated-link.xml")]
    assert found == [("https://muara.test/a", "first"), ("https://muara.test/b", "between")]


@pytest.mark.parametrize("name", ["windows-1252.xml", "says-latin-1-is-utf-8.xml"])
def test_the_charset_is_told_from_the_bytes(name: str) -> None:
    assert [entry.title for entry in saved(name)] == ["“Café Señor” reopens — at last"]


def test_one_bad_byte_spoils_only_its_own_place() -> None:
    assert [entry.title for entry in saved("one-bad-byte.xml")] == ["“Café Señor” reopens", "A stray \ufffd byte"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_obstacle(encoding: str) -> None:
    text = (FEEDS / "atom.xml").read_text("utf-8")
    assert read(text.replace('"utf-8"', f'"{encoding}"').encode(encoding)) == (FERRY,)


def test_the_charset_may_stand_in_the_header_alone() -> None:
    body = "<rss version='2.0'><channel><item><title>Порт</title><link>/a</link></item></channel></rss>".encode(
        "koi8-r"
    )
    assert [entry.title for entry in read(body, "text/xml; charset=koi8-r")] == ["Порт"]


def test_a_feed_that_is_not_well_formed_is_read() -> None:
    found = [(entry.url, entry.title) for entry in saved("not-well-formed.xml")]
    assert found == [
        ("https://muara.test/pasar?a=1&b=2", "Pasar & pelabuhan ramai"),
        ("https://muara.test/kapal", "Kapal tiba"),
    ]


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("breaks-off.xml", "https://muara.test/utuh"),
        ("words-before-the-root.xml", "https://muara.test/tetap"),
    ],
)
def test_a_damaged_feed_lists_what_is_whole(name: str, url: str) -> None:
    assert [entry.url for entry in saved(name)] == [url]


def test_a_feed_without_entries_lists_nothing() -> None:
    assert saved("empty.xml") == ()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n",
        b"\xef\xbb\xbf",
        b"Perahu merapat di dermaga.",
        b"<!DOCTYPE html><html><body><p>Tidak ada di sini</p></body></html>",
        b"<?xml version='1.0'?><urlset><url><loc>https://muara.test/a</loc></url></urlset>",
        b"<html><body><p>Kode: <rss version='2.0'></rss></p></body></html>",
        b"[]",
        bytes(range(256)),
    ],
)
def test_what_is_no_feed_is_told_so(body: bytes) -> None:
    with pytest.raises(NothingFound) as error:
        read(body)
    assert error.value.target == MUARA


def test_the_author_is_named_without_a_mail_address() -> None:
    assert item("<author>redaksi@muara.test (Sari Wulandari)</author>").authors == ("Sari Wulandari",)
    assert item("<author>redaksi@muara.test</author>").authors == ()
    assert item("<dc:creator>Sari</dc:creator><dc:creator>Joko</dc:creator>").authors == ("Sari", "Joko")


def test_the_link_of_an_entry_is_not_that_of_its_source_or_comments() -> None:
    entry = item(
        "<title>Kabar</title><source url='/s'>Lain</source><comments>/a#komentar</comments>"
        "<enclosure url='/a.jpg' type='image/jpeg'/>"
        "<media:content url='/b.jpg'><media:title>Foto</media:title></media:content>"
    )
    assert (entry.url, entry.title) == ("https://muara.test/a", "Kabar")


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400))
def test_a_feed_damaged_anywhere_has_entries_or_a_reason(junk: bytes, at: int) -> None:
    whole = (FEEDS / "atom.xml").read_bytes()
    try:
        found = read(whole[:at] + junk + whole[at + len(junk) :])
    except NothingFound:
        return
    assert len(found) <= 2


def test_an_emoji_written_as_a_surrogate_pair_is_one_character() -> None:
    titles = [entry.title for entry in saved("emoji-as-surrogate-pair.xml")]
    assert titles == ["Pasar ramai \U0001f600 sejak subuh", "Perahu merapat"]


def test_a_tracking_parameter_is_asked_for_and_not_compared() -> None:
    listed = item("<link>https://muara.test/kabar?utm_source=rss&amp;id=7#atas</link>")
    assert (listed.url, listed.link) == (
        "https://muara.test/kabar?id=7",
        "https://muara.test/kabar?utm_source=rss&id=7",
    )


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("aman<script>alert(1)</script> saja", "aman saja"), ("aman<STYLE>p{}</STYLE\n>", "aman"),
        ("a<!-- b <i> c > d -->e", "ae"), ("<!DOCTYPE html>a", "a"), ("a<!-- <script> -->b</script>c", "abc"),
        ("tag <script> dan <style>", "tag dan"), ("5 < 6 dan 7 > 6", "5 < 6 dan 7 > 6"), ("a<!--", "a<!--"),
    ],
)  # fmt: skip
def test_a_script_and_a_comment_are_no_text(markup: str, shown: str) -> None:
    assert fields.plain(markup) == shown
