"""What some bytes are, told from the bytes themselves."""

import json
import sys
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.model import Kind
from ingest.formats import sniff

FEEDS = Path(__file__).parents[1] / "feeds"
HTML = "<!DOCTYPE html><html><head><title>Kabar</title></head><body><p>Perahu merapat.</p></body></html>"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar</title></channel></rss>'
RECORD = '{"url": "https://muara.test/a", "title": "Kabar", "text": "Perahu merapat."}'
WHOLE = [(HTML, Kind.PAGE), (RSS, Kind.FEED), (RECORD, Kind.RECORD), ("Perahu merapat di dermaga.", Kind.TEXT)]
XML = '<?xml version="1.0" encoding="utf-8"?>\n'


@pytest.mark.parametrize(
    "body",
    [
        HTML,
        "<html>",
        "<BODY>",
        "<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\n<HTML>",
        XML + '<html xmlns="http://www.w3.org/1999/xhtml"></html>',
        "<!-- cached --><!-- twice -->\n<html>",
        "<title>Kabar</title>",
        "<div class=a>Perahu</div>",
        "Perahu<br>merapat<br>pagi ini",
        "<article><h1>Kabar</h1></article>",
        "<html><script>var feed = 1</script>",
    ],
)
def test_html_is_a_page(body: str) -> None:
    assert sniff.kind(body.encode()) is Kind.PAGE


@pytest.mark.parametrize(
    "body",
    [
        RSS,
        "<rss>",
        "<RSS version='0.91'>",
        "<!-- by hand -->\n<!DOCTYPE rss><rss version='0.91'>",
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        '<RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        "Warning: cache is not writable\n" + RSS,
        '{"version": "https://jsonfeed.org/version/1", "items": []}',
        '\n{"items": [], "version": "https://jsonfeed.org/version/1.1"}',
    ],
)
def test_every_feed_format_is_a_feed(body: str) -> None:
    assert sniff.kind(body.encode()) is Kind.FEED


@pytest.mark.parametrize(
    "body",
    [
        XML + '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        "<?xml-stylesheet href='a.xsl'?><!-- x --><urlset>",
        "<sitemapindex>",
        "<s:sitemapindex xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'>",
        "<urlset><url><loc>https://muara.test/<rss></loc></url></urlset>",
        "Warning: cache is not writable\n" + XML + "<urlset>",
    ],
)
def test_sitemaps_and_indexes_of_them_are_sitemaps(body: str) -> None:
    assert sniff.kind(body.encode()) is Kind.SITEMAP


@pytest.mark.parametrize(
    "body",
    [
        XML + '<opml version="1.0">',
        "<OPML>",
        "<opml version='2.0'><body><outline title='<rss>'/>",
        "<br />\n<b>Warning</b>: x\n<opml version='2.0'>",
    ],
)
def test_a_list_of_feeds_is_opml(body: str) -> None:
    assert sniff.kind(body.encode()) is Kind.OPML


@pytest.mark.parametrize("path", sorted(FEEDS.iterdir()), ids=lambda path: path.name)
def test_an_odd_feed_is_still_a_feed(path: Path) -> None:
    assert sniff.kind(path.read_bytes()) is Kind.FEED


@pytest.mark.parametrize("body", [RECORD, "{}", '{\n  "text": "Kabar"\n}\n', '{"version": 2}', '{"version": ["1"]}'])
def test_one_object_is_a_record(body: str) -> None:
    assert sniff.kind(body.encode()) is Kind.RECORD


@pytest.mark.parametrize(
    "body", [f"{RECORD}\n{RECORD}\n", f"{RECORD}\n\n{{broken", "{}\r\n{}", f"[{RECORD}]", "{broken"]
)
def test_json_that_is_no_single_object_is_lines(body: str) -> None:
    assert sniff.kind(body.encode()) is Kind.JSONL


@pytest.mark.parametrize(
    "body",
    [
        "Perahu merapat di dermaga.",
        "Harga < Rp 5.000 dan > Rp 3.000",
        "/etc/passwd",
        "[Diperbarui] Perahu merapat di dermaga.",
        "<3 dermaga baru",
        "Kabar <rsswarta> tiba",
        "1. Perahu\n2. Dermaga\x0c\n",
        "Judul\x1b[1m tebal\x1b[0m",
    ],
)
def test_words_are_text(body: str) -> None:
    assert sniff.kind(body.encode()) is Kind.TEXT


def test_words_in_an_old_charset_are_text() -> None:
    assert sniff.kind("“Café” di dermaga".encode("cp1252")) is Kind.TEXT


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\xff\xfe", "empty"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "a binary file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00\x01\x02", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a binary file"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "a binary file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a ZIP or office file"),
        (bytes(range(256)) * 20, "a binary file"),
    ],
)
def test_what_cannot_be_imported_is_named(body: bytes, words: str) -> None:
    assert sniff.kind(body) == words


@pytest.mark.parametrize(("body", "kind"), WHOLE)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_hides_nothing(body: str, kind: Kind, encoding: str) -> None:
    mark = "\ufeff" if encoding.startswith("utf-16-") else ""
    assert sniff.kind((mark + body).encode(encoding)) is kind


@pytest.mark.parametrize(("body", "kind"), WHOLE)
def test_white_space_before_the_start_hides_nothing(body: str, kind: Kind) -> None:
    assert sniff.kind(b"\r\n\t  \n" + body.encode()) is kind
    assert sniff.kind(b"\xef\xbb\xbf \n" + body.encode()) is kind


@pytest.mark.parametrize("piece", ["<!-- -->", "<?a?>"])
def test_many_comments_before_plain_words_cost_no_time(no_hang: None, piece: str) -> None:
    assert sniff.kind((piece * 60 + "Perahu merapat.").encode()) is Kind.TEXT


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"a":['])
def test_json_nested_beyond_reason_is_still_told(opening: str) -> None:
    assert sniff.kind(opening.encode() * 100_000) is Kind.JSONL


MIB = 1 << 20
LONG = RECORD.replace("Perahu", "Perahu " * 20_000)  # one line, longer than what is parsed of it
PRETTY = '{\n  "url": "https://muara.test/a",\n  "text": "Kabar"'
JSON_FEED = '{"items": [%s], "version": "https://jsonfeed.org/version/1.1"}'


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (RECORD + "\n" + RECORD[:-1] + "x" * 10 * MIB, Kind.JSONL),
        (LONG + "\n" + LONG * 80 + "{broken", Kind.JSONL),
        (PRETTY + ',\n  "html": "' + "x" * 10 * MIB, Kind.RECORD),
        (LONG[:-1] + ',\n  "html": "' + "x" * 10 * MIB, Kind.RECORD),
        ('{"html": ' + "x" * 10 * MIB + "}", Kind.RECORD),
        ('{"html": ' + "x" * 10 * MIB, Kind.JSONL),
        (JSON_FEED % ("x" * 10 * MIB), Kind.FEED),
        (JSON_FEED.replace("/", "\\/") % ("x" * 10 * MIB), Kind.FEED),
        ('{\n  "version": "https://jsonfeed.org/version/1",\n  "items": [' + "x" * 10 * MIB, Kind.FEED),
        ("[" + RECORD + "," + "x" * 10 * MIB, Kind.JSONL),
    ],
    ids=[
        "lines", "long lines", "record over lines", "record with a long first line", "record in a line", "no end",
        "feed in a line", "feed with escapes", "feed over lines", "list",
    ],
)  # fmt: skip
def test_of_ten_mebibytes_no_more_is_parsed_than_a_short_line(body: str, kind: Kind) -> None:
    parsed: list[int] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is json.loads.__code__:
            parsed.append(len(frame.f_locals["s"]))

    sys.setprofile(note)
    try:
        told = sniff.kind(body.encode())
    finally:
        sys.setprofile(None)
    assert told is kind
    assert sum(parsed) <= 64 << 10


def test_a_first_line_is_parsed_up_to_its_bound() -> None:
    line = RECORD.replace("Perahu", "x" * ((64 << 10) - len(RECORD) + len("Perahu")))
    for more in ("", "x"):  # at the bound, and beyond: the same answers in two ways
        longer = line.replace("xx", "xx" + more, 1)
        assert sniff.kind(longer.encode()) is Kind.RECORD
        assert sniff.kind(f"{longer} \r\n{longer}".encode()) is Kind.JSONL
        assert sniff.kind(f"{longer[:-1]}\r\n}}".encode()) is Kind.RECORD


def test_one_object_that_breaks_off_is_one_record() -> None:
    assert sniff.kind(PRETTY.encode()) is Kind.RECORD
    assert sniff.kind(b'{"url": "https://muara.test/a", "text": \n') is Kind.JSONL


@pytest.mark.parametrize("said", ["1", '"2"', '"https://muara.test/version/1"', '["https://jsonfeed.org/version/1"]'])
def test_another_version_is_of_no_feed(said: str) -> None:
    text = json.dumps('"version": "https://jsonfeed.org/version/1"')
    assert sniff.kind(f'{{"text": {text},\n "version": {said}}}'.encode()) is Kind.RECORD


@settings(deadline=None)
@given(st.sampled_from([b"", b"\xff\xfe", b"\xfe\xff", b"<", b"{", b"<!--", b"<?"]), st.binary())
def test_no_bytes_make_it_fail(start: bytes, body: bytes) -> None:
    assert sniff.kind(start + body)


@pytest.mark.parametrize(
    ("body", "declared", "told"),
    [
        (b'["a","b"]', None, Kind.JSONL),
        (b"[1,2]", None, Kind.JSONL),
        (b'["a", "b"', None, Kind.JSONL),
        (b"[true, null]", None, Kind.JSONL),
        (b'\x1e{"text": "Satu"}\n\x1e{"text": "Dua"}\n', None, Kind.JSONL),
        (b"[1] Harga garam naik.", None, Kind.TEXT),
        (b'["Kami pulang," kata warga.', None, Kind.TEXT),
        (b"'a': 1}", "application/json; charset=utf-8", "broken JSON"),
        (b"ok", "application/json", "broken JSON"),
        (b'callback({"a": 1})', None, "JavaScript"),
        (b'var berita = {"a": 1};', None, "JavaScript"),
        (b"url,title,text,date\nhttps://a.example/1,Satu,Isi,2026", None, Kind.TABLE),
        (b"Date, place, and time of publication are unknown.\n", None, Kind.TEXT),
        ('<rss version="2.0"><channel/></rss>'.encode("utf-16-le"), None, Kind.FEED),
        ('{"text": "Kabar dari muara"}'.encode("utf-16-be"), None, Kind.RECORD),
    ],
)
def test_what_looks_like_text_and_is_none(body: bytes, declared: str | None, told: Kind | str) -> None:
    assert sniff.kind(body, declared) == told


@pytest.mark.parametrize(
    "head", [b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", b"WARC/1.1\r\n", b"filedesc://a.arc 0.0.0.0 2014"]
)
def test_a_web_archive_is_told_from_its_first_line(head: bytes) -> None:
    assert sniff.kind(head) is Kind.WARC


def test_a_database_may_be_another_archive() -> None:
    body = b"SQLite format 3\x00\x10\x00\x01\x01"
    assert sniff.kind(body) is Kind.ARCHIVE
    assert sniff.file_kind(body) is Kind.ARCHIVE
    assert sniff.file_kind(body[1:]) is None
