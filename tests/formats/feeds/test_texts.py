"""Which text of an item is the whole story, where an item is when it has no page of its own, and who wrote it."""

import html
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.model import Entry, Kind, Listing, Page
from ingest.formats import feeds

HEAD = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel>"""


def rss(items: str) -> Listing:
    body = f"{HEAD}{items}</channel></rss>".encode()
    return feeds.parse(
        Page(
            url="https://muara.test/umpan/feed.xml", body=body, kind=Kind.FEED, fetched=datetime(2026, 1, 6, tzinfo=UTC)
        )
    )


def with_text(inside: str) -> Entry:
    (entry,) = rss(f"<item><title>Kabar</title><link>https://muara.test/a</link>{inside}</item>").entries
    return entry


def encoded(markup: str) -> str:
    return f"<content:encoded><![CDATA[{markup}]]></content:encoded>"


STORY = "<p>" + "Nelayan Teluk Ambu melaut lagi setelah dua pekan. " * 10 + "</p>"


@pytest.mark.parametrize(
    "inside",
    [
        f"<description>{html.escape(STORY)}</description>",
        f"<description><![CDATA[{STORY}]]></description>",
        f"<content:encoded></content:encoded><description>{html.escape(STORY)}</description>",
        f"<description>Singkat.</description>{encoded(STORY)}",
        f"{encoded('<p>Singkat.</p>')}<description>{html.escape(STORY)}</description>",
        f"<media:group><media:description>{html.escape(STORY)}</media:description></media:group>",
    ],
)
def test_the_longest_text_is_the_whole_one_wherever_it_stands(inside: str) -> None:
    entry = with_text(inside)
    assert (entry.content, entry.summary) == (STORY, "Singkat." if ">Singkat.</desc" in inside else None)


def test_a_plain_description_has_paragraphs() -> None:
    lines = ["Air naik lagi di Teluk Ambu. " * 9, "Warga pindah ke bukit. " * 9]
    assert with_text(f"<description>{lines[0]}\n\n{lines[1]}</description>").content == "".join(
        f"<p>{line.strip()}</p>" for line in lines
    )


def test_what_a_blog_program_appends_is_left_out() -> None:
    appended = "<p>The post <a href='/a'>Kabar</a> appeared first on <a href='/'>Muara</a>.</p>"
    assert with_text(encoded(STORY + appended)).content == STORY


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        ("<link>https://muara.test/</link><guid>https://muara.test/?p=4</guid>", "/?p=4"),
        ("<enclosure url='https://muara.test/7.mp3' type='audio/mpeg'/>", "/7.mp3"),
        ("<link>https://muara.test</link><enclosure url='/7.mp3'/><guid isPermaLink='false'>7</guid>", "/7.mp3"),
    ],
)
def test_an_item_without_a_page_has_another_address_of_its_own(inside: str, url: str) -> None:
    (entry,) = rss(f"<item><title>Kabar</title>{inside}</item>").entries
    assert (entry.url, entry.has_page) == (f"https://muara.test{url}", True)


def test_an_item_that_only_the_feed_has_is_kept_apart_in_it() -> None:
    bare = f"<item><title>Satu</title><guid isPermaLink='false'>tag 1</guid>{encoded(STORY)}</item>"
    front = f"<item><title>Dua</title><link>https://muara.test/</link>{encoded(STORY)}</item>"
    found = rss(bare + front)
    assert [(entry.url.partition("#")[2], entry.has_page) for entry in found.entries] == [
        ("tag%201", False),
        ("Dua", False),
    ]
    assert found.left_out is None


def test_items_behind_one_link_are_kept_apart_or_counted() -> None:
    link = "<link>https://muara.test/langsung</link>"
    items = (
        f"<item><title>Satu</title>{link}<guid isPermaLink='false'>u1</guid></item>"
        f"<item><title>Dua</title>{link}<guid isPermaLink='false'>u2</guid>{encoded(STORY)}</item>"
        f"<item><title>Tiga</title>{link}<guid isPermaLink='false'>u3</guid></item>"
        f"<item><title>satu</title>{link}<guid isPermaLink='false'>u4</guid></item>"
        "<item><title>Empat</title></item>"
    )
    found = rss(items)
    assert [entry.url for entry in found.entries] == [
        "https://muara.test/langsung",
        "https://muara.test/langsung#u2",
    ]
    assert found.left_out == "items without an address or a text of their own left out: 2"


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("<author>kontak@kabar.example (Sari Melati)</author>", ("Sari Melati",)),
        ("<author>Sari Melati &lt;kontak@kabar.example&gt;</author>", ("Sari Melati",)),
        ("<author>kontak@kabar.example</author>", ()),
        ("<dc:creator><![CDATA[kontak@kabar.online (Sari Melati)]]></dc:creator>", ("Sari Melati",)),
        ("<dc:creator>Sari Melati</dc:creator><dc:creator>Tom Ashby</dc:creator>", ("Sari Melati", "Tom Ashby")),
    ],
)
def test_authors_are_names_without_addresses_of_mail(written: str, authors: tuple[str, ...]) -> None:
    assert with_text(written).authors == authors


WRITTEN = st.text(max_size=60) | st.sampled_from(
    [
        "http://[x",
        "//",
        "https://muara.test",
        "feed:x",
        "http://a\\b@c/",
        "\udcff",
        "javascript:1",
        "/#",
        "http://\u202e/",
    ]
)


@settings(deadline=None)
@given(link=WRITTEN, guid=WRITTEN, author=WRITTEN, text=WRITTEN, recording=WRITTEN)
def test_whatever_stands_in_an_item_its_entry_can_be_stored(
    link: str, guid: str, author: str, text: str, recording: str
) -> None:
    said = [html.escape(each.encode("utf-8", "replace").decode()) for each in (link, guid, author, text, recording)]
    inside = (
        f"<link>{said[0]}</link><guid>{said[1]}</guid><author>{said[2]}</author>"
        f"<description>{said[3] * 20}</description>"
        f'<enclosure url="{said[4]}"/>'
    )
    for entry in rss(
        f"<item><title>Kabar</title>{inside}</item>" * 2 + f"<item>{inside}{encoded(STORY)}</item>"
    ).entries:
        assert entry.url.startswith(("http://", "https://"))
        assert entry.key
        assert entry.url.encode()
