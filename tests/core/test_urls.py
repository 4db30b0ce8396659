"""Addresses: when two are the same, and which site they belong to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core import urls

WORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=6)
URLS = st.builds(
    "{}://{}.{}{}/{}{}{}".format,
    st.sampled_from(["http", "https", "HTTP", "Https"]),
    WORD.map(str.title),
    st.sampled_from(["test", "CO.ID", "example"]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.lists(WORD, max_size=3).map("/".join),
    st.lists(st.builds("{}={}".format, WORD, WORD), max_size=3).map(lambda pairs: "?" + "&".join(pairs)),
    st.sampled_from(["", "#komentar"]),
)


@pytest.mark.parametrize(
    "written",
    [
        "https://muara.test/2026/Dermaga-Baru",
        "HTTPS://Muara.Test/2026/Dermaga-Baru",
        "https://muara.test:443/2026/Dermaga-Baru",
        "https://muara.test/2026/Dermaga-Baru#komentar",
        "https://muara.test/2026/Dermaga-Baru?page=all",
        "https://muara.test/2026/Dermaga-Baru?Page=ALL#baca",
        "https://muara.test/2026/Dermaga-Baru?utm_source=rss&utm_medium=feed&utm_campaign=x",
        "https://muara.test/2026/Dermaga-Baru?fbclid=Iw1&gclid=2",
        "https://muara.test/2026/Dermaga-Baru?gad_source=1&srsltid=2&WT.mc_id=3&ns_mchannel=rss",
        "https://muara.test/2026/Dermaga-Baru?ref=rss&source=feed&from=wa",
        "https://muara.test/2026/Dermaga-Baru?amp=1",
        "https://muara.test/2026/Dermaga-Baru?outputType=amp&single=1",
        "https://muara.test/2026/%44ermaga%2DBaru",
    ],
)
def test_ways_to_write_one_address_have_one_form(written: str) -> None:
    assert urls.canonical(written) == "https://muara.test/2026/Dermaga-Baru"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://muara.test/a", "https://muara.test/A"),
        ("https://muara.test/baca?id=1", "https://muara.test/baca?id=2"),
        ("https://muara.test/baca?page=2", "https://muara.test/baca"),
        ("https://muara.test/baca?mypage=all", "https://muara.test/baca"),
        ("https://muara.test/a", "https://muara.test:8443/a"),
        ("https://muara.test/a", "http://muara.test/a"),
        ("https://muara.test/baca?1001", "https://muara.test/baca?1002"),
        ("https://muara.test/baca?ref=1207", "https://muara.test/baca"),
        ("https://muara.test/baca?source=kantor-berita", "https://muara.test/baca"),
        ("https://muara.test/a%2Fb", "https://muara.test/a/b"),
        ("https://muara.test/cari?q=%e4", "https://muara.test/cari?q=%f6"),
    ],
)
def test_different_addresses_stay_different(one: str, other: str) -> None:
    assert urls.canonical(one) != urls.canonical(other)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("https://muara.test/baca?page=all&id=7", "https://muara.test/baca?id=7"),
        ("https://muara.test/baca?id=7&utm_source=x&page=2", "https://muara.test/baca?id=7&page=2"),
        ("http://muara.test:80/", "http://muara.test/"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
    ],
)
def test_only_what_does_not_matter_is_left_out(written: str, form: str) -> None:
    assert urls.canonical(written) == form


@pytest.mark.parametrize(
    "other", ["file:///tmp/Berita%20A.html", "urn:sha256:00ff", "-", "", "http://[muara", "ftp://a/"]
)
def test_what_is_no_web_address_stays_as_it_is(other: str) -> None:
    assert urls.canonical(other) == other


@settings(deadline=None)
@given(URLS)
def test_a_canonical_address_is_its_own_canonical_form(url: str) -> None:
    form = urls.canonical(url)
    assert urls.canonical(form) == form
    assert "#" not in form
    assert urls.host(form) == urls.host(url)


@settings(deadline=None)
@given(
    st.sampled_from(["http://", "https://muara.test/", "HTTP://[", "https://muara.test/?"]),
    st.text(st.characters() | st.characters(categories=["Cs"])),
)
def test_no_text_makes_it_fail(start: str, rest: str) -> None:
    form = urls.canonical(start + rest)
    assert urls.canonical(form) == form
    link = urls.absolute("https://muara.test/a", start + rest)
    assert link is None or urls.canonical(link) == link


def test_a_lone_surrogate_is_no_obstacle() -> None:
    assert urls.canonical("https://muara.test/a\ud83d").encode()
    assert urls.absolute("https://muara.test/", "/a\ud83d") != urls.absolute("https://muara.test/", "/b\ud83d")


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("/a", "https://muara.test/a"),
        ("a.html", "https://muara.test/2026/a.html"),
        ("../b", "https://muara.test/b"),
        ("?id=2", "https://muara.test/2026/kabar?id=2"),
        ("  /a\n", "https://muara.test/a"),
        ("//harbour.test/x", "https://harbour.test/x"),
        ("HTTP://Harbour.test/X#top", "http://harbour.test/X"),
        ("#top", "https://muara.test/2026/kabar"),
    ],
)
def test_a_link_becomes_a_web_address(link: str, url: str) -> None:
    assert urls.absolute("https://muara.test/2026/kabar", link) == url


@pytest.mark.parametrize(
    "link",
    [
        None,
        "",
        " \n",
        "mailto:a@muara.test",
        "javascript:void(0)",
        "tel:+62",
        "http://[muara",
        "http://a b/",
        "data:,x",
    ],
)
def test_a_link_that_leads_to_no_web_page_is_none(link: str | None) -> None:
    assert urls.absolute("https://muara.test/2026/kabar", link) is None


def test_a_link_in_a_local_file_is_none() -> None:
    assert urls.absolute("file:///tmp/kabar.html", "lain.html") is None


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.Muara.test/a", "muara.test"),
        ("https://amp.muara.test:8080/a", "amp.muara.test"),
        ("https://muara.test./a", "muara.test"),
        ("https://wwwmuara.test/", "wwwmuara.test"),
        ("file:///tmp/a.html", None),
        ("urn:sha256:00ff", None),
        ("http://[muara", None),
    ],
)
def test_the_site_is_the_host_without_www(url: str, site: str | None) -> None:
    assert urls.site(url) == site


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.kompas.com/a", "https://amp.kompas.com/b", True),
        ("http://kompas.com", "https://KOMPAS.com:8443/", True),
        ("https://news.muara.co.id/", "https://muara.co.id/", True),
        ("https://muara.co.id/", "https://bukit.co.id/", False),
        ("https://muara.go.id/", "https://bukit.go.id/", False),
        ("https://kompas.com/", "https://kompas.id/", False),
        ("https://kompas.com/", "https://kompas.com.harbour.test/", False),
        ("http://localhost/", "http://localhost:8000/", True),
        ("http://127.0.0.1/", "http://10.0.0.1/", False),
        ("http://[::1]/", "http://[::2]/", False),
        ("urn:sha256:00ff", "urn:sha256:00ff", False),
    ],
)
def test_a_site_is_one_registrable_domain(one: str, other: str, same: bool) -> None:
    assert urls.same_site(one, other) is same
    assert urls.same_site(other, one) is same


@pytest.mark.parametrize(
    ("text", "is_web"),
    [
        ("http://a", True),
        ("HTTPS://a", True),
        ("https:a", False),
        ("feed://a", False),
        ("berita.html", False),
        ("", False),
    ],
)
def test_a_web_address_is_told_by_its_scheme(text: str, is_web: bool) -> None:
    assert urls.is_web(text) is is_web


@pytest.mark.parametrize(
    ("text", "kept", "asked"),
    [
        ("https://muara.test/art/\udcff", "https://muara.test/art/%FF", "https://muara.test/art/%FF"),
        ("https://muara.test/\ud800x", "https://muara.test/\ufffdx", "https://muara.test/%EF%BF%BDx"),
        ("https://muara.test/kapal-é", "https://muara.test/kapal-é", "https://muara.test/kapal-%C3%A9"),
    ],
)
def test_an_address_can_be_kept_whatever_bytes_are_in_it(text: str, kept: str, asked: str) -> None:
    assert urls.escaped(text) == kept
    assert urls.joined("https://muara.test/", text) == asked
    assert kept.encode()


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("/kabar/hujan deras", "https://muara.test/kabar/hujan%20deras"),
        ("\\\\harbour.test\\kapal\\a?x=c\\d", "https://harbour.test/kapal/a?x=c\\d"),
        ("http://hulu.test\\.hilir.test/x", "http://hulu.test/.hilir.test/x"),
        ("http://hulu.test@hilir.test/x", "http://hilir.test/x"),
        ("http://nama:sandi@hulu.test/x", "http://hulu.test/x"),
        ("http://süd.test/ä?ü=1#x", "http://xn--sd-xka.test/%C3%A4?%C3%BC=1"),
        ("/kapal\n-api\t", "https://muara.test/kapal-api"),
        ("http:/satu/garis", "http://satu/garis"),
        ("https:satu-garis", "https://muara.test/2026/satu-garis"),
        ("../a/./b/../c", "https://muara.test/a/c"),
        ("http://hulu.test:80?kabar=1", "http://hulu.test/?kabar=1"),
        ("http://127%2e0%2e0%2e1/", "http://127.0.0.1/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
    ],
)
def test_a_link_is_read_as_browsers_read_it(written: str, url: str) -> None:
    assert urls.joined("https://muara.test/2026/kabar", written) == url


@pytest.mark.parametrize(
    "written", ["http://127.0.0.1%00/", "http://a:b/", "http://xn--a/", "https://a%20b/", "//[::1"]
)
def test_what_browsers_do_not_take_for_an_address_is_none(written: str) -> None:
    assert urls.joined("https://muara.test/", written) is None


@given(st.text(st.characters(exclude_categories=())))  # lone surrogates too
def test_every_address_can_be_kept(text: str) -> None:
    assert urls.escaped(text).encode().decode() == urls.escaped(text)


@pytest.mark.parametrize(
    ("url", "is_front"),
    [
        ("https://a.example", True),
        ("https://a.example/id-ID/", True),
        ("https://a.example/index.php", True),
        ("https://a.example/home", True),
        ("https://a.example/?p=7", False),
        ("https://a.example/panen", False),
        ("http://[x", False),
    ],
)
def test_the_address_of_a_front_page_is_told(url: str, is_front: bool) -> None:
    assert urls.is_front(url) is is_front


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("https://a.example/x", ("https://a.example/x", 1)),
        ("https://a.example/x/", ("https://a.example/x", 1)),
        ("https://a.example/x?page=2", ("https://a.example/x", 2)),
        ("https://a.example/x/halaman-12/", ("https://a.example/x", 12)),
        ("https://a.example/2/2", ("https://a.example/2", 2)),
        ("https://a.example/x?id=7&page=3", ("https://a.example/x?id=7", 3)),
        ("https://a.example/2026", ("https://a.example/2026", 1)),
    ],
)
def test_the_last_number_tells_which_part_of_an_article_it_is(url: str, part: tuple[str, int]) -> None:
    assert urls.part(url) == part


SEGMENT = st.text(st.sampled_from("abZ09.-_~"), max_size=5)
LABEL = st.sampled_from(["muara", "a-b", "-", "xn--a", "1", "0x1", "com", "id", "x--y"])


@settings(max_examples=300)
@given(st.sampled_from(["http", "https"]), st.lists(LABEL, min_size=1, max_size=3), st.lists(SEGMENT, max_size=4))
def test_a_plain_address_is_asked_for_as_browsers_do(scheme: str, labels: list[str], segments: list[str]) -> None:
    for url in (f"{scheme}://{'.'.join(labels)}/{'/'.join(segments)}", f"{scheme}://{'.'.join(labels)}"):
        parsed = urls._parsed(url, "")
        assert urls.asked(url) == (parsed and parsed.href)
