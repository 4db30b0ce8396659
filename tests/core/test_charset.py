"""Bytes into text: what they are outweighs what they are declared to be."""

import codecs
import encodings.aliases

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core import charset

QUOTED = "“Café Señor” – dibuka"


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_left_out(mark: bytes, name: str) -> None:
    assert charset.decode(mark + QUOTED.encode(name), "text/html; charset=iso-8859-1") == QUOTED


@pytest.mark.parametrize(
    ("declared", "name", "text"),
    [
        ("windows-1252", "cp1252", QUOTED),
        ("ISO-8859-1", "cp1252", QUOTED),  # means windows-1252 wherever it is written
        ('"iso-8859-1"', "cp1252", QUOTED),
        ("us-ascii", "cp1252", QUOTED),
        ("koi8-r", "koi8-r", "Новости порта"),
        ("Shift_JIS", "cp932", "港のニュース①"),
        ("gb2312", "gb18030", "港口新闻鎔"),
        ("euc-kr", "cp949", "항구 소식"),
        ("tis-620", "cp874", "ข่าวท่าเรือ"),
    ],
)
def test_a_declared_charset_is_used(declared: str, name: str, text: str) -> None:
    body = text.encode(name)
    assert charset.decode(body, f"text/html; charset={declared}") == text
    assert charset.decode(b"<meta charset=" + declared.encode() + b">" + body).endswith(">" + text)


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="koi8-r">',
        "<meta charset=koi8-r />",
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=KOI8-R'>",
        '<?xml version="1.0" encoding="koi8-r"?>',
        "<?xml version='1.0' encoding = 'koi8-r' ?>",
    ],
)
def test_the_charset_is_read_from_the_page(head: str) -> None:
    assert charset.decode((head + "Порт").encode("koi8-r"), "text/html") == head + "Порт"


def test_the_header_outweighs_the_page() -> None:
    body = "<meta charset=windows-1252>Порт".encode("koi8-r")
    assert charset.decode(body, "text/html; charset=koi8-r").endswith("Порт")


@pytest.mark.parametrize("declared", ["ISO-8859-1", "windows-1252", "koi8-r", "utf-16", "no-such-charset"])
def test_valid_utf_8_is_utf_8_whatever_it_is_declared_to_be(declared: str) -> None:
    assert charset.decode(QUOTED.encode(), f"text/html; charset={declared}") == QUOTED
    assert charset.decode(f"<meta charset={declared}>{QUOTED}".encode()).endswith(QUOTED)


def test_a_few_broken_bytes_do_not_garble_the_rest() -> None:
    body = QUOTED.encode() + b" pasar \xe2\x80 ikan \xff"
    assert charset.decode(body) == QUOTED + " pasar \ufffd ikan \ufffd"
    assert charset.decode(body, "text/html; charset=utf-8") == QUOTED + " pasar \ufffd ikan \ufffd"


def test_a_declaration_that_the_bytes_contradict_is_left() -> None:
    assert charset.decode(QUOTED.encode("cp1252") * 3, "text/html; charset=utf-8") == QUOTED * 3


@pytest.mark.parametrize("times", [1, 40])
def test_undeclared_windows_1252_is_found(times: int) -> None:
    text = "“Kami siap,” kata nelayan itu. " * times
    assert charset.decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("label", sorted({*encodings.aliases.aliases.values(), "undefined", "idna", "punycode"}))
def test_no_declared_name_makes_it_fail(label: str) -> None:
    assert charset.decode(b"kabar \xff pagi", f"text/html; charset={label}")


def test_no_bytes_are_no_text() -> None:
    assert charset.decode(b"", "text/html; charset=koi8-r") == ""


def test_a_long_gap_in_a_declaration_costs_no_time(no_hang: None) -> None:
    assert charset.decode(b"kabar\xff", "text/html; charset=" + " " * 60_000 + "!").startswith("kabar")


@settings(deadline=None)
@given(st.binary(), st.text(), st.binary())
def test_decoding_never_fails(label: bytes, header: str, body: bytes) -> None:
    text = charset.decode(b"<meta charset=" + label + b">" + body, f"text/html; charset={header}")
    assert text == charset.whole(text) == charset.readable(text)


@settings(deadline=None)
@given(st.text(), st.sampled_from([None, "text/html; charset=iso-8859-1", "text/html; charset=shift_jis"]))
def test_all_that_utf_8_can_say_is_understood(text: str, content_type: str | None) -> None:
    assert charset.decode(text.encode(), content_type) == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("text", "whole", "readable"),
    [
        ("Kabar 😀", "Kabar 😀", "Kabar 😀"),
        ("Kabar \ud83d", "Kabar ?", "Kabar \\ud83d"),
        ("\ude00\ud83d", "??", "\\ude00\\ud83d"),
        ("caf\udce9.txt", "caf?.txt", "caf\\udce9.txt"),
        ("", "", ""),
    ],
)
def test_text_with_lone_surrogates_can_be_stored(text: str, whole: str, readable: str) -> None:
    assert (charset.whole(text), charset.readable(text)) == (whole, readable)


@pytest.mark.parametrize("label", ["punycode", "idna", "unicode_escape", "rot13", "zip", "undefined", "x\0y", ""])
def test_what_is_no_charset_of_a_page_is_unknown(label: str) -> None:
    assert charset.known(label) is None
    assert charset.known("latin1") == "cp1252"
