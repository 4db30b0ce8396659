"""Pages written by hand, one for each habit of newsrooms; the file's name says which.

All of them hold the same article, in Indonesian or English, so that whatever else is in a text shows.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.core.model import Draft, Kind, Page
from ingest.extract import draft

PAGES = Path(__file__).parents[1] / "pages"
MOMENT = datetime(2026, 4, 4, 0, 15, tzinfo=UTC)
INDONESIAN = (
    "Nelayan di Teluk Sembilan menurunkan seratus rumpon baru pada Sabtu pagi untuk memulihkan terumbu yang rusak. "
    "Rumpon itu dibuat dari bambu dan ban bekas yang diikat tali sabut.",
    "Ketua rukun nelayan, Baharudin, mengatakan ikan kecil mulai kembali dua minggu setelah rumpon pertama dipasang. "
    "Ia meminta kapal pukat menjauh dari teluk selama tiga bulan.",
    "Dinas kelautan akan mencatat hasil tangkapan setiap pekan dan menempelkan angkanya di pelelangan.",
)
ENGLISH = (
    "Fishermen in Ninth Bay lowered a hundred bamboo reefs on Saturday morning to bring back the coral that trawlers "
    "had broken. Each was tied with rope made of coconut husk and weighed down with old tyres.",
    "The head of the fishermen's circle, Baharudin, said that small fish had begun to return two weeks after the first "
    "reef was laid. He asked trawlers to stay out of the bay for three months.",
    "The fisheries office will write down every week's catch and pin the figures to the wall of the auction hall.",
)
IN_INDONESIAN = {"title": "Seratus Rumpon untuk Teluk Sembilan", "authors": ("Sitti Rahma",), "text": INDONESIAN}
IN_ENGLISH = {"title": "A Hundred Reefs for Ninth Bay", "authors": ("Jane Arden",), "text": ENGLISH}
DATED: dict[str, Any] = {"published": MOMENT, "published_from": "meta"}
GUESSED: dict[str, Any] = {"published": MOMENT, "published_from": "guess"}
DECLARED: dict[str, Any] = {"published": MOMENT, "published_from": "json-ld"}
UNDATED: dict[str, Any] = {"published": None, "published_from": None}

HABITS_OF_INDONESIA: dict[str, dict[str, Any]] = {
    "agency-and-pewarta-at-the-end": DATED,
    "another-article-appended": DATED,
    "appeals-at-the-end": DATED,
    "baca-juga-inside-the-text": DATED,
    "comments-below-the-text": DATED,
    "dateline-of-an-outlet": DATED | {"text": (f"MUARA, KABARTELUK.com – {INDONESIAN[0]}", *INDONESIAN[1:])},
    "first-paragraph-loose-in-its-container": DATED,
    "json-ld-calls-jakarta-time-utc": DECLARED,
    "list-before-the-text": DATED | {"method": "readability"},
    "only-a-date-of-change": UNDATED | {"modified": MOMENT},
    "parts-in-numbers": DATED,
    "phone-number-is-no-date": UNDATED,
    "published-and-changed-in-one-line": GUESSED | {"modified": datetime(2026, 4, 5, 2, tzinfo=UTC)},
    "related-news-behind-the-text": DATED,
    "rep-and-red-under-the-headline": GUESSED,
    "says-latin-1-is-utf-8": DATED
    | {"text": (*INDONESIAN, "“Ini untuk anak cucu,” kata Baharudin di kafé pelelangan.")},
    "signed-in-capitals": DATED,
    "text-between-line-breaks": DATED | {"text": (f"Muara - {INDONESIAN[0]}", *INDONESIAN[1:])},
    "time-in-wit-with-weekday": GUESSED,
    "time-in-wita-printed-only": GUESSED,
    "titles-of-others-behind-a-heading": DATED,
    "top-story-above-the-headline": DATED,
    "utf-16-with-a-mark": DATED,
    "writer-and-editor-in-a-table": DATED,
}
HABITS_IN_ENGLISH: dict[str, dict[str, Any]] = {
    "author-box-at-the-end": DATED,
    "by-in-an-element-of-its-own": GUESSED,
    "copyright-and-credits-around": DATED,
    "date-in-the-address-only": {"published": datetime(2026, 4, 4, tzinfo=UTC), "published_from": "guess"},
    "date-of-the-web-page-object": DECLARED,
    "headings-inside-an-unknown-container": DATED
    | {"text": (ENGLISH[0], "Fish come back", ENGLISH[1], "What is counted", ENGLISH[2])},
    "headline-in-a-second-heading": DATED,
    "json-ld-text-is-hardly-longer": DECLARED | {"method": "trafilatura"},
    "live-blog-in-json-ld": DECLARED | {"method": "json-ld"},
    "organization-is-the-author": DECLARED | {"authors": (), "organizations": ("Bay News Agency",)},
    "outlet-in-the-name-of-the-author": DATED | {"authors": (), "organizations": ("98 Degrees East",)},
    "read-more-and-share-lines": DATED,
    "text-in-json-ld-only": DECLARED | {"method": "json-ld"},
    "title-shortened-for-search-engines": DATED | {"title": "A Hundred Reefs for Ninth Bay After Trawlers Leave"},
}
HABITS = {
    **{name: IN_INDONESIAN | expected for name, expected in HABITS_OF_INDONESIA.items()},
    **{name: IN_ENGLISH | expected for name, expected in HABITS_IN_ENGLISH.items()},
}


def draft_of(name: str, url: str = "https://www.kabarteluk.example/2026/seratus-rumpon") -> Draft | None:
    body = (PAGES / f"{name}.html").read_bytes()
    found = draft(Page(url=url, body=body, kind=Kind.PAGE, fetched=datetime(2026, 5, 1, tzinfo=UTC)))
    return found if isinstance(found, Draft) else None


@pytest.mark.parametrize(("name", "expected"), HABITS.items(), ids=HABITS)
def test_the_article_is_found_and_nothing_else(name: str, expected: dict[str, Any]) -> None:
    found = draft_of(name)
    assert found is not None
    for field, value in expected.items():
        own = tuple(found.text.split("\n")) if field == "text" else getattr(found, field)
        assert own == value, field


def test_the_folder_of_a_saved_page_is_no_date() -> None:
    found = draft_of("phone-number-is-no-date", "file:///home/x/2026/11/20/rumpon.html")
    assert found is not None
    assert (found.published, found.published_from) == (None, None)


def test_a_page_of_pictures_is_its_captions() -> None:
    found = draft_of("photos-with-captions-only")
    assert found is not None
    assert found.method == "captions"
    assert found.text.split("\n") == [
        "Nelayan menurunkan rumpon dari bambu di Teluk Sembilan, Sabtu (4/4). (Foto: Kabar Teluk)",
        "Baharudin menunjukkan simpul tali sabut di atas perahunya. (Foto: Kabar Teluk)",
    ]


def test_a_text_between_advertisements_is_whole() -> None:
    found = draft_of("text-cut-by-advertisements")
    assert found is not None
    assert [line.partition(". ")[0] for line in found.text.split("\n")] == [
        sentence.partition(". ")[0].removesuffix(".") for sentence in ENGLISH
    ]


def test_a_page_that_says_it_is_missing_is_no_article() -> None:
    assert draft_of("page-not-found-sent-as-found") is None
