"""Links of a page: whether it is a front page, which feeds it declares, and where all parts of its article are."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.model import Kind, Page
from ingest.formats import links, parts

ARTICLE = "https://www.a.example/daerah/rumpon"
SECTION = "https://muara.test/ekonomi/"
FEED = '<link rel="alternate" type="application/rss+xml" title="Kabar" href="/feed">'
LINKS = "".join(f'<li><a href="/{number}">Kabar nomor {number} dari dermaga lama</a></li>' for number in range(30))
PROSE = "<p>Perahu merapat di dermaga lama, dan warga berkumpul sejak pagi.</p>" * 30


def page(html: str | bytes, url: str = SECTION) -> Page:
    body = html.encode() if isinstance(html, str) else html
    return Page(url=url, body=body, kind=Kind.PAGE, fetched=datetime(2026, 1, 5, tzinfo=UTC))


def feeds(html: str | bytes, url: str = SECTION) -> tuple[str, ...]:
    return links.parse(page(html, url)).feeds


def is_front(of: Page) -> bool:
    return links.parse(of).is_front


def link(href: str, title: str = "Kabar") -> str:
    return f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'


@pytest.mark.parametrize("kind", ["rss+xml", "atom+xml", "rdf+xml", "feed+json", "x-rss+xml", "rss"])
def test_a_declared_feed_is_found(kind: str) -> None:
    assert feeds(f'<link rel="alternate" type="application/{kind}" href="https://muara.test/f">') == (
        "https://muara.test/f",
    )


@pytest.mark.parametrize(
    "declared",
    [
        '<link rel="alternate" type="text/xml" href="/index.xml">',
        '<link rel="alternate" type="application/xml" title="Umpan berita" href="/kabar">',
        '<link rel="alternate" type="text/rss" href="/kabar">',
        '<link rel="alternate" title="RSS" href="/kabar">',
    ],
)
def test_a_vague_type_is_a_feed_by_the_name_or_title_beside_it(declared: str) -> None:
    assert len(feeds(declared)) == 1


def test_a_declaration_may_be_written_in_any_way() -> None:
    html = "<LINK HREF=f TYPE='Application/RSS+XML; charset=utf-8' REL='home Alternate'>"
    assert feeds(html) == ("https://muara.test/ekonomi/f",)


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" type="application/rss+xml" href="/f">',
        '<link rel="alternate" type="text/html" href="/en">',
        '<link rel="alternate" type="application/json" href="/wp-json/posts/1">',
        '<link rel="alternate" type="application/json" title="RSS" href="/wp-json/posts/1">',
        '<link rel="alternate" type="text/xml" href="/sitemap.xml">',
        '<link rel="alternate" type="application/xml" href="/kabar">',
        '<link rel="alternate" hreflang="en" href="/en">',
        '<link rel="alternate" type="application/rss+xml">',
        '<link rel="alternate" type="application/rss+xml" href="">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:feed()">',
        '<link rel="alternate" type="application/rss+xml" href="http://[muara">',
        f"<!-- {FEED} -->",
        '<a href="/feed">RSS</a>',
        "Perahu merapat.",
        "",
        "<!-- -->",
        "\x00",
    ],
)
def test_what_declares_no_feed_has_none(html: str) -> None:
    assert feeds(html) == ()


def test_feeds_come_in_the_order_of_the_page_and_once() -> None:
    html = link("/b") + link("/a") + link("/b?utm_source=head") + link("https://bukit.test/c")
    assert feeds(html) == ("https://muara.test/b", "https://muara.test/a", "https://bukit.test/c")


@pytest.mark.parametrize(
    "declared",
    [
        link("/comments/feed/"),
        link("/?feed=comments-rss2"),
        link("/feed/2", "Kabar Muara » Komentar"),
        link("/feed/2", "Dermaga baru Comments Feed"),
        link("/feed/2", "Comment feed"),
    ],
)
def test_feeds_of_comments_are_left_out(declared: str) -> None:
    assert feeds(declared + FEED) == ("https://muara.test/feed",)


def test_a_name_that_begins_like_comments_is_left_in() -> None:
    assert feeds(link("https://commentary.test/feed", "Commentary")) == ("https://commentary.test/feed",)


@pytest.mark.parametrize(
    ("base", "found"),
    [
        ('<base href="https://bukit.test/x/">', "https://bukit.test/x/f"),
        ('<base href="/y/">', "https://muara.test/y/f"),
        ('<base target="_blank"><base href="z/">', "https://muara.test/ekonomi/z/f"),
        ('<base href="">', "https://muara.test/ekonomi/f"),
        ('<base href="http://[bukit">', "https://muara.test/ekonomi/f"),
    ],
)
def test_a_relative_feed_starts_from_the_base(base: str, found: str) -> None:
    assert feeds(base + link("f")) == (found,)


def test_a_page_from_a_file_has_only_whole_addresses() -> None:
    assert feeds(link("/a") + link("https://muara.test/b"), "file:///tmp/a.html") == ("https://muara.test/b",)


def test_an_xml_declaration_with_a_charset_is_no_obstacle() -> None:
    html = "<?xml version='1.0' encoding='iso-8859-1'?><html><head>" + link("/caf\u00e9") + "</head></html>"
    assert feeds(html.encode("iso-8859-1")) == ("https://muara.test/caf%C3%A9",)


@pytest.mark.parametrize(
    "path", ["", "/", "/id", "/en/", "/en-us", "/id_ID/", "/index.html", "/index.php", "/home", "/Home/"]
)
def test_the_root_of_a_host_is_a_front_page(path: str) -> None:
    assert is_front(page(PROSE, f"https://muara.test{path}"))


@pytest.mark.parametrize(
    "path", ["/ekonomi", "/2026/01/dermaga-baru", "/index.php/2026/dermaga", "/?p=512", "/homestay", "/berita"]
)
def test_a_page_of_prose_further_down_is_none(path: str) -> None:
    assert not is_front(page(FEED + PROSE, f"https://muara.test{path}"))


def test_a_section_of_many_links_that_offers_a_feed_is_a_front_page() -> None:
    assert is_front(page(f"{FEED}<ul>{LINKS}</ul>"))
    assert is_front(page(f"{FEED}<ul>{LINKS}</ul><script>var long = '{'x' * 9000}'</script>"))


def test_a_page_is_a_front_page_when_most_of_its_words_stand_in_links() -> None:
    words = LINKS.count("K") * "Kabar nomor 10 dari dermaga lama "
    assert is_front(page(f"{FEED}<ul>{LINKS}</ul><p>{words[: len(words) * 3 // 4]}"))
    assert not is_front(page(f"{FEED}<ul>{LINKS}</ul><p>{words}Kabar."))


@pytest.mark.parametrize("html", [f"<ul>{LINKS}</ul>", f"{FEED}<ul>{LINKS}</ul>{PROSE * 3}", FEED, "", "<!-- -->"])
def test_links_without_a_feed_or_amid_prose_make_no_front_page(html: str) -> None:
    assert not is_front(page(html))


@pytest.mark.parametrize(
    "mark",
    [
        '<meta property="og:type" content="article">',
        "<meta property=og:type content=article>",
        "<META PROPERTY='og:type'\n CONTENT='Article'>",
        '<meta content="article" property="og:type">',
        '<meta property="article:published_time" content="2026-01-05">',
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
        '<script type="application/ld+json">{"@type" : [ "ReportageNewsArticle" ]}</script>',
        '<script type="application/ld+json">{"@type":"BlogPosting"}</script>',
    ],
)
def test_a_page_that_declares_itself_an_article_is_no_front_page(mark: str) -> None:
    assert not is_front(page(f"{mark}{FEED}<ul>{LINKS}</ul>"))


def test_a_long_gap_in_a_declaration_costs_no_time(no_hang: None) -> None:
    assert is_front(page(f'{FEED}<ul>{LINKS}</ul>"@type":{" " * 200_000}'))


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ('<a href="?page=all">Tampilkan semua</a>', f"{ARTICLE}?page=all"),
        ("<a class=x href='/daerah/rumpon?page=all#isi'>1</a>", f"{ARTICLE}?page=all"),
        (f'<a href="{ARTICLE}?page=all">semua</a>', f"{ARTICLE}?page=all"),
        ('<a href="/daerah/lain?page=all">lain</a>', None),
        ('<a href="https://b.example/daerah/rumpon?page=all">b</a>', None),
        ('<a href="?page=2">2</a>', None),
        ("", None),
    ],
)
def test_a_page_links_to_all_of_its_article(link: str, url: str | None) -> None:
    assert parts.all_parts(page(link, ARTICLE)) == url


def test_the_page_of_all_parts_leads_nowhere_else() -> None:
    assert parts.all_parts(page('<a href="?page=all">semua</a>', f"{ARTICLE}?page=all")) is None


@settings(deadline=None)
@given(
    st.binary(),
    st.sampled_from([b"", b"<base href='", b"<link rel=alternate type=application/rss+xml href='", b"<ul><a>"]),
)
def test_no_bytes_make_it_fail(body: bytes, start: bytes) -> None:
    found = page(start + body + FEED.encode())
    assert all(url.startswith("http") for url in links.parse(found).feeds)


@pytest.mark.parametrize(
    ("declared", "url"),
    [
        ('<link rel="alternate" type="text/xml" href="/rss">', "/rss"),
        ('<link rel="alternate" type="application/xml" href="/kabar/feed.xml">', "/kabar/feed.xml"),
        ('<link rel="alternate" href="/atom.xml">', "/atom.xml"),
        ('<link rel="alternate" type="application/json" href="/feed.json">', "/feed.json"),
        ('<link rel="feed" href="/kabar-terbaru">', "/kabar-terbaru"),
        ('<link rel="alternate" type="application/rss+xml" href="feed:https://muara.test/f">', "/f"),
        ('<link rel="alternate" type="text/xml" href="/peta-situs">', ""),
        ('<link rel="alternate" hreflang="en" href="/feed/en">', ""),
        ('<link rel="alternate" media="handheld" href="/rss/m">', ""),
        ('<link rel="alternate" type="text/xml+oembed" href="/feed/oembed">', ""),
    ],
)
def test_a_feed_may_be_declared_by_its_name_or_scheme(declared: str, url: str) -> None:
    assert feeds(declared) == ((f"https://muara.test{url}",) if url else ())


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ('</feed>; rel="alternate"; type="application/rss+xml"', ("/feed",)),
        ('<https://muara.test/s.css>; rel=preload, </f>; rel="feed"; title="Kabar, semua"', ("/f",)),
        ('</wp-json/>; rel="https://api.w.org/"', ()),
        ('</komentar/feed>; rel="alternate"; type="application/rss+xml"', ()),
        ("<" * 5000, ()),
    ],
)
def test_a_feed_may_be_declared_in_the_link_header(header: str, found: tuple[str, ...]) -> None:
    said = links.parse(replace(page("<p>Kabar</p>"), link_header=header)).feeds
    assert said == tuple(f"https://muara.test{path}" for path in found)


def test_links_in_the_text_that_are_called_feeds_are_likely_ones() -> None:
    html = (
        '<a href="/rss/nasional">Nasional</a><a href="/langganan">RSS</a><a href="https://lain.test/feed">Lain</a>'
        '<a href="/komentar/feed">Komentar</a><a href="/restoran">Makan</a><a href="feed:https://muara.test/x">x</a>'
        f"{FEED}<a href='/feed'>Umpan</a>"
    )
    found = links.parse(page(html))
    assert found.feeds == ("https://muara.test/feed",)
    assert found.likely == tuple(f"https://muara.test{path}" for path in ("/rss/nasional", "/langganan", "/x"))


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=80))
def test_no_header_and_no_link_make_it_fail(header: str, href: str, rel: str) -> None:
    html = f'<link rel="alternate {rel}" href="{href}"><a href="{href}">RSS</a>'
    for url in links.parse(replace(page(html), link_header=f"<{href}>; rel=feed, {header}")).feeds:
        assert url.startswith(("http://", "https://"))
