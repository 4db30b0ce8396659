import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest.core.model import Draft, Entry, Kind, Page
from ingest.extract import languages
from ingest.pipeline.process import article

NOW = datetime(2026, 5, 1, tzinfo=UTC)
PAGE = Page(url="https://a.example/1", body=b"", kind=Kind.PAGE, fetched=NOW)
DRAFT = Draft(text="Isi.", method="trafilatura")
MALAYSIAN = "https://www.harianselat.com.my/1"
# Nothing in them tells Malay from Indonesian.
EITHER = ("Harga beras naik", "Dua jambatan ditutup", "Sungai itu naik lagi malam ini", "Penduduk kampung takut banjir")
CLEAR = {
    "id": "Gubernur mengatakan polisi menutup jalan karena banjir.",
    "en": "Police closed the road after the river rose.",
    "ms": "Kerajaan akan membaiki jalan raya yang rosak, kata Menteri Besar pada Isnin.",
}


def hints(tag: str | None, address: str = PAGE.url, feed: str | None = None) -> tuple[str, ...]:
    page = replace(PAGE, entry=Entry(url=PAGE.url, language=feed)) if feed else PAGE
    return languages.hints(page, replace(DRAFT, language=tag), address)


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


@pytest.mark.parametrize("tag", ["en_MY", "en-my", "zh-Hans-MY", "en-BN"])
def test_the_locale_of_a_country_where_malay_is_written_hints_at_malay(tag: str) -> None:
    assert hints(tag)[1:] == ("ms",)
    assert hints(None, feed=tag)[1:] == ("ms",)


def test_any_locale_of_a_page_hints_at_malay_once() -> None:
    draft = replace(DRAFT, language="en-US", locales=("en-US", "ms_MY", "ms"))
    assert languages.hints(PAGE, draft, PAGE.url) == ("en", "ms")
    assert languages.hints(PAGE, replace(draft, locales=("en-US", "id_ID")), PAGE.url) == ("en",)


@pytest.mark.parametrize("address", [MALAYSIAN, "http://kabar.my/", "https://berita.bn:8080/1"])
def test_the_address_of_such_a_country_hints_at_malay(address: str) -> None:
    assert hints(None, address) == ("ms",)
    assert hints("ms_MY", address) == ("ms", "ms")
    assert hints("id", address) == ("id", "ms")


@pytest.mark.parametrize("address", ["https://my.example/1", "https://a.example/x.my", "https://mykabar.id/", "x.my"])
def test_other_addresses_hint_at_nothing(address: str) -> None:
    assert hints(None, address) == ()


@pytest.mark.parametrize("text", EITHER)
def test_a_headline_that_could_be_either_is_malay_on_a_malaysian_site_only(text: str) -> None:
    assert language_of(text, MALAYSIAN) == "ms"
    assert language_of(text, PAGE.url, "ms_MY") == "ms"
    assert language_of(text, MALAYSIAN, "en_MY") == "ms"
    assert language_of(text, "https://kabarselat.co.id/1") == "id"
    assert language_of(text, PAGE.url) == "id"


@pytest.mark.parametrize(
    ("lang", "locale", "structured"), [("en-US", "ms_MY", "en-US"), ("ms", "en_US", ""), ("ms-MY", "en_US", "en-US")]
)
def test_a_page_is_malay_where_one_of_its_declarations_says_so(lang: str, locale: str, structured: str) -> None:
    page = (
        f'<html lang="{lang}"><head><meta property="og:locale" content="{locale}"><title>{EITHER[1]}</title>'
        f'<script type="application/ld+json">{{"@type":"NewsArticle","inLanguage":"{structured}"}}</script></head>'
        f"<body><article><h1>{EITHER[1]}</h1><p>{EITHER[2]}. {EITHER[3]}.</p></article></body></html>"
    )
    assert article(replace(PAGE, body=page.encode(), status=200)).language == "ms"
    assert article(replace(PAGE, body=page.replace("ms", "id").replace("MY", "ID").encode())).language == "id"


@pytest.mark.parametrize("code", CLEAR)
def test_a_clear_text_is_what_it_is_wherever_it_stands(code: str) -> None:
    assert language_of(CLEAR[code], MALAYSIAN) == code
    assert language_of(CLEAR[code], PAGE.url) == code


@pytest.mark.parametrize("text", EITHER)
def test_indonesian_that_is_declared_stays_so_on_a_malaysian_site(text: str) -> None:
    assert language_of(text, MALAYSIAN, "id") == "id"
