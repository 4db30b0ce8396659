import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest.core.model import Draft, Entry, Kind, Page
from ingest.extract import languages
from ingest.pipeline.steps import article

NOW = datetime(2026, 5, 1, tzinfo=UTC)
PAGE = Page(url="https://a.example/1", body=b"", kind=Kind.PAGE, fetched=NOW)
DRAFT = Draft(text="Isi.", method="trafilatura")
MALAYSIAN = "https://www.harianselat.com.my/1"
# Nothing in them tells Malay from Indonesian.
EITHER = ("Harga beras naik", "Sungai itu naik lagi malam ini", "Petani takut banjir")
# A word or two that are rather Malay, or what such a country has: too little elsewhere.
RATHER_MALAY = ("Dua jambatan ditutup", "Harga beras di Kedah naik", "Banjir jejas tiga sekolah", "Petani terima RM300")
CLEAR = {
    "id": "Gubernur mengatakan polisi menutup jalan karena banjir.",
    "en": "Police closed the road after the river rose.",
    "ms": "Kerajaan akan membaiki jalan raya yang rosak, kata Menteri Besar pada Isnin.",
}


def hints(tag: str | None, feed: str | None = None) -> tuple[str, ...]:
    return languages.hints(listed(feed), replace(DRAFT, language=tag))


def is_malaysian(tag: str | None, address: str = PAGE.url, feed: str | None = None) -> bool:
    return languages.is_malaysian(listed(feed), replace(DRAFT, language=tag), address)


def listed(feed: str | None) -> Page:
    return replace(PAGE, entry=Entry(url=PAGE.url, language=feed)) if feed else PAGE


def language_of(text: str, address: str, language: str | None = None) -> str | None:
    """As it is stored."""
    record = {"url": address, "text": text, "language": language}
    return article(replace(PAGE, url=address, body=json.dumps(record).encode(), kind=Kind.RECORD)).language


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("id", "id"), ("id-ID", "id"), ("in_ID", "id"), ("IND", "id"), (" en_US", "en"), ("zh-Hans-CN", "zh"),
        ("ms_MY", "ms"), ("jw", "jv"), ("nb-NO", "no"), ("fil", "tl"), ("id, en", "id"), ("en, my", "en"),
        ("en, bn", "en"), ("my", "my"), ("bn-BD", "bn"),
    ],
)  # fmt: skip
def test_tags_are_read_as_codes(tag: str, code: str) -> None:
    assert hints(tag) == (code,)


@pytest.mark.parametrize("tag", [None, "", "  ", "x", "default", "Bahasa Indonesia", "1", "-"])
def test_what_is_no_tag_declares_nothing(tag: str | None) -> None:
    assert hints(tag) == ()


def test_page_and_feed_are_two_hints() -> None:
    assert hints("id-ID", feed="id") == ("id", "id")


@pytest.mark.parametrize("tag", ["en_MY", "en-my", "zh-Hans-MY", "en-BN", "ms_MY"])
def test_a_locale_of_a_country_where_malay_is_written_tells_of_the_site(tag: str) -> None:
    assert is_malaysian(tag)
    assert is_malaysian(None, feed=tag)
    assert hints(tag) == (tag[:2],)


def test_any_locale_of_malay_hints_at_it_once() -> None:
    draft = replace(DRAFT, language="en-US", locales=("en-US", "ms_MY", "ms"))
    assert languages.hints(PAGE, draft) == ("en", "ms")
    assert languages.hints(PAGE, replace(draft, locales=("en-US", "id_ID"))) == ("en",)


@pytest.mark.parametrize("address", [MALAYSIAN, "http://kabar.my/", "https://berita.bn:8080/1"])
def test_so_does_an_address_of_such_a_country(address: str) -> None:
    assert is_malaysian(None, address)
    assert is_malaysian("id", address)


@pytest.mark.parametrize("address", ["https://my.example/1", "https://a.example/x.my", "https://mykabar.id/", "x.my"])
def test_other_addresses_tell_nothing(address: str) -> None:
    assert not is_malaysian(None, address)
    assert not is_malaysian("ms", address)


@pytest.mark.parametrize("text", RATHER_MALAY)
def test_what_is_rather_malay_is_malay_on_a_malaysian_site_only(text: str) -> None:
    assert language_of(text, MALAYSIAN) == "ms"
    assert language_of(text, PAGE.url, "en_MY") == "ms"
    assert language_of(text, "https://kabarselat.co.id/1") == "id"
    assert language_of(text, MALAYSIAN, "id") == "id"


@pytest.mark.parametrize("text", EITHER)
def test_what_could_be_either_is_malay_where_it_is_declared_only(text: str) -> None:
    assert language_of(text, PAGE.url, "ms_MY") == "ms"
    assert language_of(text, MALAYSIAN, "ms") == "ms"
    assert language_of(text, MALAYSIAN) == "id"
    assert language_of(text, PAGE.url) == "id"


@pytest.mark.parametrize(
    ("lang", "locale", "structured"), [("en-US", "ms_MY", "en-US"), ("ms", "en_US", ""), ("ms-MY", "en_US", "en-US")]
)
def test_a_page_is_malay_where_one_of_its_declarations_says_so(lang: str, locale: str, structured: str) -> None:
    page = (
        f'<html lang="{lang}"><head><meta property="og:locale" content="{locale}"><title>{EITHER[0]}</title>'
        f'<script type="application/ld+json">{{"@type":"NewsArticle","inLanguage":"{structured}"}}</script></head>'
        f"<body><article><h1>{EITHER[0]}</h1><p>{EITHER[1]}. {EITHER[2]}.</p></article></body></html>"
    )
    assert article(replace(PAGE, body=page.encode(), status=200)).language == "ms"
    assert article(replace(PAGE, body=page.replace("ms", "id").replace("MY", "ID").encode())).language == "id"


@pytest.mark.parametrize("code", CLEAR)
def test_a_clear_text_is_what_it_is_wherever_it_stands(code: str) -> None:
    assert language_of(CLEAR[code], MALAYSIAN) == code
    assert language_of(CLEAR[code], PAGE.url) == code
