"""Sitemaps, and indexes of sitemaps, into the addresses that they list."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.errors import NothingFound
from ingest.core.model import Entry, Kind, Listing, Page
from ingest.formats import sitemap

MAP = "https://muara.test/peta/sitemap.xml"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
        xmlns:xhtml="http://www.w3.org/1999/xhtml">"""
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
FERRY = """<url>
  <loc>https://muara.test/2026/01/dermaga?a=1&amp;b=2</loc>
  <lastmod>2026-01-05T12:00:00+07:00</lastmod>
  <image:image><image:loc>https://muara.test/a.jpg</image:loc><image:title>Foto</image:title></image:image>
  <news:news>
    <news:publication><news:name>Kabar Muara</news:name><news:language>id</news:language></news:publication>
    <news:publication_date>2026-01-05T10:00:00+07:00</news:publication_date>
    <news:title><![CDATA[Dermaga & <b>pasar</b> dibuka]]></news:title>
    <news:keywords>Ekonomi, Pesisir , ,Ekonomi</news:keywords>
  </news:news>
  <xhtml:link rel="alternate" hreflang="en" href="https://muara.test/en/quay"/>
</url>"""


def read(body: bytes | str, content_type: str | None = None) -> Listing:
    raw = body.encode() if isinstance(body, str) else body
    fetched = datetime(2026, 1, 6, tzinfo=UTC)
    return sitemap.parse(Page(url=MAP, body=raw, kind=Kind.SITEMAP, fetched=fetched, content_type=content_type))


def paths(listing: Listing) -> list[str]:
    return [entry.url.removeprefix("https://muara.test") for entry in listing.entries]


def urls(*inside: str) -> str:
    return HEAD + "".join(f"<url>{part}</url>" for part in inside) + "</urlset>"


def loc(path: str, more: str = "") -> str:
    return f"<loc>https://muara.test{path}</loc>{more}"


def part(path: str, lastmod: str = "") -> str:
    return f"<sitemap>{loc(path)}{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</sitemap>"


def test_a_news_sitemap_is_read() -> None:
    assert read(f"{HEAD}{FERRY}</urlset>") == Listing(
        entries=(
            Entry(
                url="https://muara.test/2026/01/dermaga?a=1&b=2",
                key="https://muara.test/2026/01/dermaga?a=1&b=2",
                title="Dermaga & pasar dibuka",
                published=datetime(2026, 1, 5, 3, tzinfo=UTC),
                published_offset=420,
                modified=datetime(2026, 1, 5, 5, tzinfo=UTC),
                tags=("Ekonomi", "Pesisir"),
                language="id",
            ),
        )
    )


def test_a_plain_sitemap_lists_addresses_and_when_they_changed() -> None:
    found = read(urls(loc("/a", "<lastmod> 2026-01-05 </lastmod><priority>0.5</priority>"), loc("/b"))).entries
    assert [(entry.key, entry.title, entry.published) for entry in found] == [
        ("https://muara.test/a", None, None),
        ("https://muara.test/b", None, None),
    ]
    assert [entry.modified for entry in found] == [datetime(2026, 1, 5, tzinfo=UTC), None]


@pytest.mark.parametrize(
    "lastmod",
    ["", "kemarin", "2026", "2026-01", "Senin, 5 Januari 2026", "2026-13-45", "2026-01-05T99:00Z", "0000-00-00"],
)
def test_a_change_at_no_moment_is_unknown(lastmod: str) -> None:
    (entry,) = read(urls(loc("/a", f"<lastmod>{lastmod}</lastmod>"))).entries
    assert entry.modified is None


def test_each_address_is_listed_once_as_it_came_first() -> None:
    found = read(urls(loc("/a", "<lastmod>2026-01-05</lastmod>"), loc("/b"), loc("/a?utm_source=x"), loc("/b#c")))
    assert paths(found) == ["/a", "/b"]
    assert found.entries[0].modified


@pytest.mark.parametrize(
    "written",
    [
        "",
        "<loc/>",
        "<loc>/b</loc>",
        "<loc>//muara.test/b</loc>",
        "<loc>ftp://muara.test/b</loc>",
        "<loc>https://</loc>",
        "<loc>http://[muara</loc>",
        "<loc>javascript:alert(1)</loc>",
        "<image:image><image:loc>https://muara.test/b</image:loc></image:image>",
    ],
)
def test_what_is_no_web_address_is_left_out(written: str) -> None:
    assert paths(read(urls(written, loc("/a")))) == ["/a"]


@pytest.mark.parametrize(
    "text",
    [
        "<urlset><url><loc>https://muara.test/a</loc></url></urlset>",
        "<urlset xmlns='http://www.google.com/schemas/sitemap/0.84'><url><loc>https://muara.test/a</loc></url></urlset>",
        "<s:urlset xmlns:s='x'><s:url><s:loc>\n https://muara.test/a\n</s:loc></s:url></s:urlset>",
        "<urlset><url><loc><![CDATA[https://muara.test/a]]></loc></url></urlset>",
        "<?xml-stylesheet href='a.xsl'?><!-- a --><urlset><url><!-- b --><loc>https://muara.test/a</loc></url></urlset>",
        "\ufeff\ufeff<urlset><url><loc>https://muara.test/a</loc></url></urlset>",
    ],
)
def test_it_matters_not_how_a_sitemap_is_written(text: str) -> None:
    assert paths(read(text)) == ["/a"]


@pytest.mark.parametrize(
    "namespace", ["}", "{", "x}y", "{a}b", "https://muara.test/}url", "a b", "a\u00a0b", "http://["]
)
def test_a_namespace_of_impossible_characters_hides_no_address(namespace: str) -> None:
    assert paths(read(f"<urlset xmlns='{namespace}'><url>{loc('/a')}</url></urlset>")) == ["/a"]
    assert read(
        f"<s:sitemapindex xmlns:s='{namespace}'><s:sitemap><s:loc>https://muara.test/b</s:loc></s:sitemap>"
    ).parts


@pytest.mark.parametrize("written", ["&#&#1;xD83D;", "&&num;xD83D;", "&#xD83D;", "&#xD83D", "&&num;55357;"])
def test_a_lone_surrogate_hides_no_address(written: str) -> None:
    title = f"<n:news xmlns:n='n'><n:title>Kabar {written}</n:title></n:news>"
    assert paths(read(urls(loc("/a", title), loc("/b")))) == ["/a", "/b"]


@pytest.mark.parametrize("body", ["<urlset/>", "<urlset></urlset>", HEAD + "</urlset>", "<sitemapindex/>", INDEX])
def test_a_sitemap_without_addresses_lists_nothing(body: str) -> None:
    found = read(body)
    assert (found.entries, found.parts) == ((), ())


def test_an_index_names_its_parts_news_first_and_then_the_newest() -> None:
    found = read(
        INDEX
        + part("/tag.xml")
        + part("/2024.xml", "2024-12-31")
        + part("/2026.xml", "2026-01-05T10:00:00+07:00")
        + part("/NEWS/lama.xml", "2020-01-01")
        + part("/berita.xml", "2026-01-01")
        + part("/2024.xml")
        + part("/halaman.xml")
        + "</sitemapindex>"
    )
    assert found.entries == ()
    assert [url.removeprefix("https://muara.test") for url in found.parts] == [
        "/berita.xml", "/NEWS/lama.xml", "/2026.xml", "/2024.xml", "/tag.xml", "/halaman.xml",
    ]  # fmt: skip


def test_a_host_named_after_news_makes_no_part_a_news_part() -> None:
    found = read("<sitemapindex><sitemap><loc>https://news.test/a.xml</loc></sitemap>" + part("/news.xml"))
    assert found.parts == ("https://muara.test/news.xml", "https://news.test/a.xml")


def test_an_index_names_fifty_parts_at_most() -> None:
    body = INDEX + "".join(part(f"/{n}.xml", f"2026-01-01T00:{n:02d}Z") for n in range(60)) + part("/news.xml")
    found = read(body).parts
    assert len(found) == 50
    assert found[:2] == ("https://muara.test/news.xml", "https://muara.test/59.xml")


def test_a_sitemap_lists_fifty_thousand_addresses_at_most() -> None:
    body = "<urlset>" + "".join(f"<url><loc>https://muara.test/{n}</loc></url>" for n in range(50_010)) + "</urlset>"
    assert len(read(body).entries) == 50_000


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_plain_list_has_an_address_a_line(end: str) -> None:
    text = end.join(["https://muara.test/a", "", "  https://muara.test/b ", "/c", "https://muara.test/a"])
    assert paths(read(text, "text/plain")) == ["/a", "/b"]
    assert read(text).entries[0].key == "https://muara.test/a"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n",
        b"Perahu merapat di dermaga.",
        b"https://muara.test/a Perahu merapat.",
        b"Kabar\nPerahu merapat.\nhttps://muara.test/a\n",
        b"/a\n/b\n",
        b"<!DOCTYPE html><html><body>https://muara.test/a</body></html>",
        b"<rss version='2.0'><channel><item><link>https://muara.test/a</link></item></channel></rss>",
        b'{"items": []}',
        bytes(range(256)),
    ],
)
def test_what_is_no_sitemap_is_told_so(body: bytes) -> None:
    with pytest.raises(NothingFound) as error:
        read(body)
    assert (error.value.doing, error.value.target) == ("reading the sitemap", MAP)


def test_a_gzip_file_is_unpacked() -> None:
    assert paths(read(gzip.compress(urls(loc("/a")).encode()), "application/gzip")) == ["/a"]


@pytest.mark.parametrize("spoil", [lambda body: body[:-9], lambda body: body[:20] + b"xxxx" + body[24:]])
def test_a_broken_gzip_file_is_told_so(spoil: "type[bytes]") -> None:
    with pytest.raises(NothingFound):
        read(spoil(gzip.compress(urls(loc("/a")).encode())))


def test_a_gzip_file_that_unpacks_to_too_much_is_stopped(no_hang: None) -> None:
    with pytest.raises(NothingFound, match="it unpacks to more than"):
        read(gzip.compress(b"<urlset>" + b" " * (51 << 20)))


@pytest.mark.parametrize(
    ("body", "found", "repaired"),
    [
        (urls(loc("/a?x=1&y=2"), loc("/b")), ["/a?x=1&y=2", "/b"], "bare ampersands"),
        (urls(loc("/a?x=1&copy=2&nbsp;"), loc("/b")), ["/a?x=1&copy=2", "/b"], "HTML entities, bare ampersands"),
        (urls(loc("/a\x0b"), loc("/b")), ["/a", "/b"], "control characters"),
        ("\n" + urls(loc("/a")), ["/a"], None),
        ("Warning: x\n" + urls(loc("/a")) + "<p>x</p>", ["/a"], "junk before the root, junk after the root"),
        (urls(loc("/a")) + "<!-- cached -->", ["/a"], None),
    ],
)
def test_a_broken_sitemap_is_repaired_and_says_how(body: str, found: list[str], repaired: str | None) -> None:
    listing = read(body)
    assert (paths(listing), listing.repaired) == (found, repaired)


def test_a_sitemap_cut_anywhere_invents_no_address() -> None:
    body = urls(loc("/satu"), "<loc><![CDATA[https://muara.test/dua]]></loc>") + FERRY
    for at in range(len(HEAD), len(body)):
        listing = read(body[:at])
        assert {*paths(listing)} <= {"/satu", "/dua", "/2026/01/dermaga?a=1&b=2"}


@pytest.mark.parametrize(
    "where", ["<loc>https://muara.test/&a9;</loc>", "<loc>https://muara.test/a</loc><x y='&a9;'/>"]
)
def test_entities_are_never_multiplied(no_hang: None, where: str) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    found = read(f'<!DOCTYPE urlset [<!ENTITY a0 "ha">{laughs}]><urlset><url>{where}</url></urlset>')
    assert all(len(entry.url) < 100 for entry in found.entries)


def test_an_entity_that_names_a_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("rahasia")
    body = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "{path.as_uri()}">]><urlset><url>{loc("/&x;")}</url></urlset>'
    assert "rahasia" not in str(read(body))


@pytest.mark.parametrize(
    "body", ["<urlset>" + "<url>" * 200_000, "<urlset>" + "<url><loc>" * 100_000, "<urlset " * 50_000]
)
def test_repetition_costs_no_time(no_hang: None, body: str) -> None:
    assert read(body).entries == ()


@settings(deadline=None)
@given(st.binary(max_size=40), st.integers(0, 1200))
def test_a_sitemap_damaged_anywhere_has_addresses_or_a_reason(junk: bytes, at: int) -> None:
    whole = (HEAD + FERRY + "</urlset>").encode()
    try:
        found = read(whole[:at] + junk + whole[at + len(junk) :])
    except NothingFound:
        return
    assert len(found.entries) <= 2


@pytest.mark.parametrize(
    ("name", "count", "titles"),
    [("hebdenbridgetimes-articles-sitemap.xml", 74, 0), ("sitemap-news.xml", 2, 2), ("xmlSitemap.gz", 4, 0)],
)
def test_real_sitemaps_list_every_address(shared: Path, name: str, count: int, titles: int) -> None:
    found = read((shared / "corpus" / "real" / "sitemaps" / name).read_bytes())
    assert len(found.entries) == count
    assert sum(1 for entry in found.entries if entry.title) == titles
    assert found.repaired is None


def test_fronts_and_tags_are_no_articles_and_are_counted() -> None:
    paths = ("/", "/id/", "/tag/panen-raya", "/topik/laut/", "/kategori/ekonomi/page/3", "/author/sari", "/index.html",
             "/tag/2026/01/05/panen-garam-di-muara-mulai", "/topik/12345", "/panen-garam", "/?p=3")  # fmt: skip
    listed = "".join(f"<url><loc>https://muara.test{path}</loc></url>" for path in paths)
    news = "<url><loc>https://muara.test/tag/x</loc><news:news><news:title>Kabar</news:title></news:news></url>"
    found = read(f"<urlset>{listed}{news}</urlset>".encode())
    assert [entry.url.removeprefix("https://muara.test") for entry in found.entries] == [*paths[7:], "/tag/x"]
    assert found.left_out == "fronts, sections and tags left out: 7"


def test_prefixes_that_are_not_declared_are_read() -> None:
    found = read(
        b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://muara.test/a</loc><news:news>"
        b"<news:publication><news:language>id</news:language></news:publication><news:publication_date>2026-01-05"
        b"</news:publication_date><news:title>Kabar</news:title></news:news><image:image><image:loc>https://muara.test/"
        b"x.jpg</image:loc></image:image></url></urlset>"
    )
    (entry,) = found.entries
    assert (entry.title, entry.language, str(entry.published)[:10]) == ("Kabar", "id", "2026-01-05")
