"""HTML pages written by hand, one for each oddity; the file's name says which."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.core.model import Draft, Kind, Page
from ingest.extract import draft

HERE = Path(__file__).parents[1]
PAGES = HERE / "pages"
EXAMPLES = HERE.parent / "examples" / "articles"
ADDRESS = "https://www.kabarteluk.example/2026/seratus-rumpon"
TITLE = "Seratus Rumpon untuk Teluk Sembilan"
MOMENT = datetime(2026, 4, 4, 0, 15, tzinfo=UTC)


def draft_of(path: Path, url: str = ADDRESS) -> Draft | None:
    page = Page(url=url, body=path.read_bytes(), kind=Kind.PAGE, fetched=datetime(2026, 5, 1, tzinfo=UTC))
    found = draft(page)
    return found if isinstance(found, Draft) else None


@pytest.mark.parametrize(
    ("name", "published_from"),
    [
        ("json-ld-in-a-comment", "json-ld"),
        ("json-ld-in-cdata-with-trailing-comma", "json-ld"),
        ("json-ld-broken", "meta"),
        ("author-behind-an-id", "json-ld"),
        ("date-in-meta-with-wib", "meta"),
        ("control-reference-in-text", "meta"),
        ("title-with-site-name", "meta"),
        ("author-is-an-address", "meta"),
    ],
)
def test_title_author_time_and_text_are_found_although_the_page_is_odd(name: str, published_from: str) -> None:
    found = draft_of(PAGES / f"{name}.html")
    assert found is not None
    assert (found.title, found.authors, found.published) == (TITLE, ("Sitti Rahma",), MOMENT)
    assert found.published_from == published_from
    assert found.text.startswith("Nelayan di Teluk Sembilan")
    assert found.text.endswith("menempelkan angkanya di pelelangan.")
    assert len(found.text.splitlines()) == 3


def test_a_page_without_a_charset_is_windows_1252_when_it_is_not_utf_8() -> None:
    found = draft_of(PAGES / "windows-1252-undeclared.html")
    assert found is not None
    assert found.authors == ("Rahma Café",)
    assert "“Stay out,” he said." in found.text


def test_a_page_without_text_is_no_article() -> None:
    assert draft_of(PAGES / "without-text.html") is None


@pytest.mark.parametrize("body", [b"", b"<", b"<html>", b"\x00\xff\xfe", b"<p></p>" * 1000, b"<a" * 500])
def test_what_is_hardly_html_is_no_article(body: bytes) -> None:
    page = Page(url=ADDRESS, body=body, kind=Kind.PAGE, fetched=datetime(2026, 5, 1, tzinfo=UTC))
    assert draft(page) is None


def test_all_that_json_ld_declares_is_taken_over() -> None:
    found = draft_of(EXAMPLES / "jembatan-gantung.html", "https://www.kabarlembah.example/x?utm_source=feed")
    assert found is not None
    assert found.url == "https://www.kabarlembah.example/daerah/2026/02/11/jembatan-gantung-kali-rengas-dibuka-lagi"
    assert found.title == "Jembatan Gantung Kali Rengas Dibuka Lagi Setelah Setahun Putus"
    assert found.authors == ("Ratri Wulandari",)
    assert found.published == datetime(2026, 2, 11, 0, 30, tzinfo=UTC)
    assert found.modified == datetime(2026, 2, 11, 2, 5, tzinfo=UTC)
    assert found.section == "Daerah"
    assert found.tags == ("jembatan", "Kali Rengas", "infrastruktur desa")
    assert found.image == "https://www.kabarlembah.example/foto/jembatan.jpg"
    assert found.description is not None
    assert "Berita Terkait" not in found.text


def test_a_page_that_declares_nothing_has_title_text_and_a_guessed_date() -> None:
    found = draft_of(EXAMPLES / "night-market.html", "https://uplandcourier.example/market")
    assert found is not None
    assert found.title == "Night market moves indoors after traders vote"
    assert "Traders at the Saturday night market" in found.text
    assert "Business" not in found.text
    assert (found.published, found.published_from) == (datetime(2026, 1, 14, tzinfo=UTC), "guess")


def test_white_space_around_json_ld_costs_no_time(no_hang: None) -> None:
    original = (PAGES / "json-ld-in-a-comment.html").read_text()
    padded = original.replace("<!--", "<!--" + " " * 200_000).replace("-->", " " * 200_000 + "-->")
    page = Page(url=ADDRESS, body=padded.encode(), kind=Kind.PAGE, fetched=datetime(2026, 5, 1, tzinfo=UTC))
    found = draft(page)
    assert found is not None
    assert (found.published, found.published_from) == (MOMENT, "json-ld")


def test_many_meta_elements_cost_no_time(no_hang: None) -> None:
    original = (PAGES / "date-in-meta-with-wib.html").read_text()
    many = original.replace("</head>", '<meta name="x" content="y">' * 50_000 + "</head>")
    page = Page(url=ADDRESS, body=many.encode(), kind=Kind.PAGE, fetched=datetime(2026, 5, 1, tzinfo=UTC))
    found = draft(page)
    assert found is not None
    assert found.published == MOMENT


@pytest.mark.parametrize("headline", ["Korban Banjir Bertambah Jadi 404 Orang", "Presiden Tidak Ada di Istana"])
def test_news_with_words_of_a_missing_page_is_news(headline: str) -> None:
    text = "Warga mengungsi ke balai desa sejak malam, kata kepala desa, dan air baru surut menjelang siang hari."
    body = f"<html><head><title>{headline}</title></head><body><h1>{headline}</h1><p>{text}</p><p>{text} Lagi.</p>"
    found = draft(Page(url=ADDRESS, body=body.encode(), kind=Kind.PAGE, fetched=datetime(2026, 5, 1, tzinfo=UTC)))
    assert found is not None
    assert found.title == headline


@pytest.mark.parametrize("escape", ["\\u0001", "\\u0000", "\\ud83d", "\\uffff"])
def test_a_declared_headline_that_xml_cannot_hold_costs_no_article(escape: str) -> None:
    original = (PAGES / "json-ld-in-a-comment.html").read_text()
    body = original.replace('"headline": "Seratus', f'"headline": "{escape}Seratus').replace("<h1>", "<h1>Kabar: ")
    found = draft(Page(url=ADDRESS, body=body.encode(), kind=Kind.PAGE, fetched=datetime(2026, 5, 1, tzinfo=UTC)))
    assert found is not None
    assert found.text.startswith("Nelayan di Teluk Sembilan")
