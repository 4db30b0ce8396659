"""Sections and tags, and what sites write in their place; all outlets are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.metadata import subjects

OUTLETS = ("Kabar Teluk", "kabarteluk.test", "kabarteluk")
TITLE, DESCRIPTION = "Rumpon Baru untuk Teluk", "Nelayan Sembilan Dusun menurunkan seratus rumpon baru di teluk, Sabtu"


def tags(*declared: tuple[str, ...]) -> tuple[str, ...]:
    return subjects.tags(declared, (TITLE, DESCRIPTION, None), OUTLETS)


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        (("Daerah",), "Daerah"), (("News", "Laut"), "Laut"), (("Article",), None), (("Berita Terkini", "Home"), None),
        (("Kabar Teluk", "KABARTELUK", "kabarteluk.test", "muara.test", "Laut"), "Laut"), (("2633", "Laut"), "Laut"),
        (("Top News, Daerah, Laut",), "Daerah"), (("Laut, Ikan",), "Laut, Ikan"), (("World News",), "World News"),
        (("", " - ", "News - News", "Uncategorized"), None), ((), None), (("berita daerah",), "berita daerah"),
    ],
)  # fmt: skip
def test_a_section_tells_articles_apart(candidates: tuple[str, ...], expected: str | None) -> None:
    assert subjects.section(candidates, OUTLETS) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("rumpon, laut",), ("rumpon", "laut")), (("rumpon; laut",), ("rumpon", "laut")), (("a|b",), ("a", "b")),
        (("rumpon, laut | ikan",), ("rumpon", "laut | ikan")), (("rumpon、laut，ikan",), ("rumpon", "laut", "ikan")),
        (("Rumpon", "rumpon ", "RUMPON", "", " , "), ("Rumpon",)),
        (("#rumpon", "tag:laut", "Topic: ikan"), ("rumpon", "laut", "ikan")),
        (("Riset &amp; Teknologi",), ("Riset & Teknologi",)), (("kabarteluk.test", "Kabar Teluk", "ikan"), ("ikan",)),
        (('["rumpon","pelelangan ikan"]',), ("rumpon", "pelelangan ikan")),
        (("['rumpon', 'laut']",), ("rumpon", "laut")),
        (("['nelayan jum'at']",), ("nelayan jum'at",)),
        ((TITLE, "laut"), ("laut",)), ((DESCRIPTION, "laut"), ("laut",)), (("https://kabarteluk.test/tag/laut",), ()),
        (("satu dua tiga empat lima enam tujuh delapan sembilan",), ()), (("i" * 81, "i" * 80), ("i" * 80,)),
        (tuple(DESCRIPTION.replace(",", "").split()), ()), ((*DESCRIPTION.split(), "ikan"), ("ikan",)),
        (("ikan", *TITLE.split(), "laut"), ("ikan", *TITLE.split(), "laut")),
        (("Nelayan", "Dusun", "rumpon", "teluk", "Sabtu"), ("Nelayan", "Dusun", "rumpon", "teluk", "Sabtu")),
        (("Sabtu", "teluk", "di", "baru", "rumpon", "seratus"), ("Sabtu", "teluk", "di", "baru", "rumpon", "seratus")),
    ],
)  # fmt: skip
def test_tags_are_told_from_what_is_put_among_them(values: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert tags(values) == expected


def test_the_first_source_with_tags_counts() -> None:
    assert tags((), ("kabarteluk",), ("laut",), ("ikan",)) == ("laut",)


def test_no_page_has_more_than_five_hundred() -> None:
    assert len(tags(tuple(f"ikan {number}" for number in range(600)))) == 500


SITE = tuple(f"berita kota {number}" for number in range(14))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((*SITE, "rumpon"), ("rumpon",)), ((*SITE, "Rumponnya baru"), ("Rumponnya baru",)), (SITE, SITE),
        ((*SITE, "kota"), ()),
        ((*SITE[:7], *("laut",) * 9), (*SITE[:7], *("laut",) * 9)), ((*SITE, "市場"), ("市場",)), ((*SITE, "aut"), ()),
    ],
)  # fmt: skip
def test_the_keywords_of_the_whole_site_are_dropped(found: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert subjects.of_article(found, "Warga menurunkan rumpon baru ke laut. 新市場開設") == expected


@settings(deadline=None)
@given(
    st.lists(st.text(st.sampled_from("ab ,;|#:.-"), max_size=12), max_size=20),
    st.text(st.sampled_from("ab ,."), max_size=40),
)
def test_no_text_makes_it_fail(values: list[str], text: str) -> None:
    found = subjects.tags([values], (text,), ("ab",))
    assert all(tag.strip() == tag and subjects.of_article(found, text) for tag in found)
