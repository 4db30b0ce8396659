"""Broken feeds list what whole ones would, and say what was broken."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.model import Kind, Listing, Page
from ingest.formats import feeds
from ingest.formats.feeds import repair

FEEDS = Path(__file__).parents[2] / "feeds"
WHOLE = ["rss.xml", "atom.xml", "rdf.xml"]
RSS = re.compile(r"<rss(?=[\s/>])", re.I)
BEFORE, AFTER = "junk before the root", "junk after the root"
BROKEN_OFF = "it breaks off in the middle"
UNTOLD = "XML that is not well-formed"
WARNING = b"<br />\n<b>Warning</b>: cache() in <b>/srv/umpan.php</b> on line 3<br />\n"


def read(body: bytes) -> Listing:
    page = Page(url="https://muara.test/feed", body=body, kind=Kind.FEED, fetched=datetime(2026, 1, 6, tzinfo=UTC))
    return feeds.parse(page)


def before(junk: bytes) -> Callable[[bytes], bytes]:
    return lambda body: junk + body


def inside(junk: bytes) -> Callable[[bytes], bytes]:
    """Puts an element with junk in it after the first link of an entry."""

    def broken(body: bytes) -> bytes:
        at = re.compile(rb"</link>|<link [^>]*/>").search(body, re.search(rb"<(?:item|entry)\b", body).start()).end()  # type: ignore[union-attr]
        return body[:at] + b"<x>" + junk + b"</x>" + body[at:]

    return broken


FAULTS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "leading blank lines": (before(b"\n\n "), None),
    "leading PHP warning": (before(WARNING), BEFORE),
    "byte order mark twice": (before(b"\xef\xbb\xbf\xef\xbb\xbf"), None),
    "control character": (inside(b"a\x0bb"), "control characters"),
    "bare ampersand": (inside(b"A & B"), "bare ampersands"),
    "bare ampersand in an address": (inside(b"x?a=1&b=2"), "bare ampersands"),
    "entities of HTML": (inside(b"x&nbsp;y&rsquo;s"), "HTML entities"),
    "tag that is not closed": (inside(b"a<br>b"), UNTOLD),
    "bare bracket": (inside(b"3 < 5"), UNTOLD),
    "undeclared prefix": (inside(b"<foo:bar>x</foo:bar>"), UNTOLD),
    "bad byte": (inside(b"caf\xe9 ok"), "bytes that are no UTF-8"),
    "truncated": (lambda body: body[: len(body) * 7 // 10], BROKEN_OFF),
    "trailing HTML": (lambda body: body + b"\n<!-- cached --><script>x</script>\n", AFTER),
    "attribute without quotes": (inside(b"<enclosure url=http://muara.test/a.mp3 length=1/>"), UNTOLD),
}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_feed_has_every_title_and_says_what_was_broken(name: str, fault: str) -> None:
    body = (FEEDS / name).read_bytes()
    spoil, reason = FAULTS[fault]
    spoiled = spoil(body)
    whole = read(body).entries
    left = len(re.findall(rb"</(?:item|entry)>", spoiled))  # after a break there is nothing to come back
    found = read(spoiled)
    assert found.entries[:left] == whole[:left]
    assert found.repaired == reason


@pytest.mark.parametrize("name", WHOLE)
def test_a_feed_cut_anywhere_invents_nothing(name: str) -> None:
    body = (FEEDS / name).read_bytes()
    whole = {entry.url: entry for entry in read(body).entries}
    first = re.search(rb"<(?:item|entry)\b", body)
    assert first
    for at in range(first.start(), len(body)):
        for entry in read(body[:at]).entries:
            assert entry.url in whole
            assert entry.title in (None, whole[entry.url].title)


def test_several_faults_are_all_named() -> None:
    body = (FEEDS / "rss.xml").read_bytes().replace(b"perahu nelayan", b"perahu\x01 & nelayan&hellip;")
    found = read(b"Warning: x\n" + body + b"<p>caf\xe9</p>")
    assert [entry.title for entry in found.entries] == [
        "Dermaga baru dibuka untuk perahu & nelayan…",
        "Hujan pertama setelah tujuh minggu",
    ]
    assert found.repaired == (
        "bytes that are no UTF-8, junk before the root, control characters, "
        "HTML entities, bare ampersands, junk after the root"
    )


@pytest.mark.parametrize(
    ("name", "repaired"),
    [
        ("breaks-off.xml", BROKEN_OFF),
        ("not-well-formed.xml", f"control characters, HTML entities, bare ampersands, {BROKEN_OFF}"),
        ("words-before-the-root.xml", BEFORE),
        ("one-bad-byte.xml", "bytes that are no UTF-8"),
        ("emoji-as-surrogate-pair.xml", "surrogate pairs"),
        ("windows-1252.xml", None),
        ("says-latin-1-is-utf-8.xml", None),
        ("titles-with-markup.xml", None),
        ("no-link.xml", None),
        ("empty.xml", None),
    ],
)
def test_what_had_to_be_repaired_is_named(name: str, repaired: str | None) -> None:
    assert read((FEEDS / name).read_bytes()).repaired == repaired


def test_an_old_charset_that_is_not_declared_is_a_fault() -> None:
    body = "<rss version='2.0'><channel><item><title>“Café”</title><link>/a</link></item></channel></rss>"
    found = read(body.encode("cp1252"))
    assert (found.entries[0].title, found.repaired) == ("“Café”", "bytes that are no UTF-8")


@pytest.mark.parametrize(
    "text",
    [
        "<rss></rss>",
        "<rss/>",
        '<?xml version="1.0"?><rss/>',
        " <!-- a --> <?xml-stylesheet href='a.xsl'?> <rss/>",
        "<?xml version='1.0'?>\n<!DOCTYPE rss [<!ENTITY a '>]'>\n]>\n<rss/>",
        "<!DOCTYPE rss PUBLIC '-//Muara//EN' 'https://muara.test/rss.dtd'><RSS/>",
    ],
)
def test_what_may_stand_before_a_root_is_no_junk(text: str) -> None:
    begun = repair.begin(text, RSS)
    assert begun is not None
    assert begun.text[:4].lower() == "<rss"
    assert begun.reasons == ()


@pytest.mark.parametrize("text", ["", "<rssx/>", "Kabar", "<feed/>", "<!DOCTYPE html><html><rss/></html>", "<!-- <rss"])
def test_what_has_no_root_of_the_kind_is_none(text: str) -> None:
    assert repair.begin(text, RSS) is None


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("a & b", "a &amp; b"),
        ("a&b;c", "a&amp;b;c"),
        ("?a=1&copy=2", "?a=1&amp;copy=2"),
        ("&amp;&lt;&#38;&#x26;&quot;", "&amp;&lt;&#38;&#x26;&quot;"),
        ("&#x;&#;", "&amp;#x;&amp;#;"),
        ("&eacute;&Eacute;&hellip;", "éÉ…"),
        ("&AMP;&LT;&nvlt;", "&amp;&lt;&lt;\u20d2"),
        ("<![CDATA[a & b &eacute;]]>", "<![CDATA[a & b &eacute;]]>"),
        ("<!-- a & b -->&", "<!-- a & b -->&amp;"),
        ("a\x00\x08\x0b\x1f\ufffeb", "ab"),
        ("&#0;&#x1F;&#xD800;&#1114112;&#99999999999;x", "x"),
        ("&#9;&#10;&#x10FFFF;", "&#9;&#10;&#x10FFFF;"),
        ("&#55357;&#56832;&#xD83D;&#xDE00;", "\U0001f600\U0001f600"),
        ("&#12354;&#12356;", "&#12354;&#12356;"),
        ("&#&#1;xD83D;&&num;xD83D;", "&amp;#xD83D;&amp;#xD83D;"),
        ("<x xmlns='a\u00a0b' xmlns:o = 'c d\u2003'>a\u00a0b</x>", "<x xmlns='ab' xmlns:o = 'c d'>a\u00a0b</x>"),
        ("<![CDATA[<x xmlns='a\u00a0b'>]]>", "<![CDATA[<x xmlns='a\u00a0b'>]]>"),
    ],
)
def test_text_is_repaired_and_nothing_else_is_touched(broken: str, whole: str) -> None:
    assert repair.repair(f"<rss>{broken}</rss>").text == f"<rss>{whole}</rss>"


@pytest.mark.parametrize("rest", ["", "\n", "<!-- cached -->\n", "\n<?cache hit?>"])
def test_what_may_stand_after_a_root_stays(rest: str) -> None:
    assert repair.repair(f"<rss></rss>{rest}") == repair.Repaired(f"<rss></rss>{rest}")


def test_the_end_of_a_root_inside_cdata_is_no_end() -> None:
    text = "<rss><![CDATA[</rss>]]><!-- </rss> --></rss >"
    assert repair.repair(text + "x") == repair.Repaired(text, (AFTER,))


@given(st.text(st.sampled_from("<>&;#x10!-[]CDAT/rs \x00"), max_size=60))
def test_repairing_twice_changes_nothing_more(inside: str) -> None:
    once = repair.repair(f"<rss>{inside}</rss>").text
    assert repair.repair(once).text == once
