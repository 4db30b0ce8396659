"""What a person types: words, phrases, prefixes, and what is not wanted."""

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Archive, Article, BadQuery
from store.search.query import parse
from store.words import unspaced
from tests.store.search.searching import found

# -- words


@pytest.mark.parametrize(
    ("query", "urls"),
    [
        ("ditembak", {"tembak", "panen"}),
        ("menembak", {"tembak", "panen"}),
        ("tembakan", {"tembak", "panen"}),
        ("story", {"harbour", "salt"}),
        ("stories", {"harbour", "salt"}),
        ("connection", {"harbour"}),
        ("GARAM", {"panen", "undated"}),
        ("Café", {"harbour"}),
        ("cafe", {"harbour"}),
        ("CAFÉ", {"harbour"}),
        (unicodedata.normalize("NFD", "café"), {"harbour"}),
        ("untung", {"panen"}),
        ("garam salt", {"undated"}),
        ("tiada", set()),
        ('"harga turun"', {"panen"}),
        ('"turun harga"', set()),
        ('"harga turun', {"panen"}),
        ('"HARGA, turun!"', {"panen"}),
        ('"ditembak"', set()),
        ('garam "harga turun"', {"panen"}),
        ("pasar-malam", {"tembak"}),
        ("malam-pasar", set()),
        ("pena*", set()),
        ("penem*", {"tembak", "panen"}),
        ("fisher*", {"harbour"}),
        ("HAR*", {"panen", "harbour"}),
        ("garam -harga", {"undated"}),
        ("-harga garam", {"undated"}),
        ('garam -"harga turun"', {"undated"}),
        ("salt -pri*", {"harbour", "undated"}),
        ("penembakan -garam -jalan", set()),
        ("garam - harga", {"panen"}),
        ("garam OR salt", {"panen", "undated", "harbour", "salt"}),
        ("garam | salt", {"panen", "undated", "harbour", "salt"}),
        ("(garam OR salt) -(harga OR price)", {"undated", "harbour"}),
        ("salt (rain | boats)", {"harbour", "salt"}),
        ("story (salt rain OR café)", {"harbour", "salt"}),
        ("garam OR -harga", {"panen", "undated"}),
        ("title:garam", {"panen"}),
        ("TITLE:panen polisi", set()),
        ('title:"pasar malam"', {"tembak"}),
        ("-title:garam garam", {"undated"}),
        ("title:(garam melimpah)", {"panen"}),
        ("title:(salt OR garam)", {"panen", "salt"}),
        ("salt -title:(salt OR harbour)", {"undated"}),
        ("penembakan site:https://www.kompas.com/tag/x", {"tembak", "panen"}),
        ("penembakan site:kompas.com", {"tembak", "panen"}),
        ("penembakan site:nasional.kompas.com", {"panen"}),
        ("penembakan -site:nasional.kompas.com", {"tembak"}),
        ("salt site:tide.example site:kompas", {"harbour", "undated"}),
        ("penembakan author:rina", {"tembak"}),
        ('penembakan author:"RINA SURYANI"', {"tembak"}),
        ("penembakan -author:rina", {"panen"}),
        ("garam NOT harga", {"undated"}),
        ("“harga turun”", {"panen"}),
        ("„harga turun“", {"panen"}),
        ("(garam)", {"panen", "undated"}),
        ("((((garam", {"panen", "undated"}),
        ("garam))))", {"panen", "undated"}),
        ("OR garam OR", {"panen", "undated"}),
        ("AND garam", {"panen", "undated"}),
        ("NEAR(garam)", set()),
        ("garam; DROP TABLE articles", set()),
    ],
)
def test_words_phrases_prefixes_and_what_is_not_wanted(kiosk: Archive, query: str, urls: set[str]) -> None:
    assert {hit.url for hit in kiosk.search(query) if hit.matched == "all"} == urls


@pytest.mark.parametrize(
    ("query", "first", "then"),
    [
        ("garam harga penjaga", [], {"panen", "undated", "tembak"}),
        ("garam salt", ["undated"], {"panen", "harbour", "salt"}),
        ("salt rain boats -café", [], {"salt", "undated"}),
        ("salt rain boats site:tide.example", [], {"harbour"}),
        ("salt OR garam", ["undated", "salt", "panen", "harbour"], set()),
    ],
)
def test_those_with_most_words_follow_where_few_have_all(
    kiosk: Archive, query: str, first: list[str], then: set[str]
) -> None:
    hits = kiosk.search(query)
    assert sorted(hit.url for hit in hits if hit.matched == "all") == sorted(first)
    assert {hit.url for hit in hits[len(first) :]} == then
    assert all(hit.matched == "some" for hit in hits[len(first) :])


def test_an_article_with_more_of_the_words_comes_first(kiosk: Archive) -> None:
    assert found(kiosk, "garam harga petambak sungai")[0] == "panen"


def test_newest_first_wants_all_words(kiosk: Archive) -> None:
    assert found(kiosk, "garam salt", newest=True) == ["undated"]


def test_groups_inside_groups_have_an_end(kiosk: Archive) -> None:
    assert set(found(kiosk, "(" * 5000 + "garam" + ")" * 5000)) == {"panen", "undated"}
    assert found(kiosk, "-(" * 5000 + "garam" + ")" * 5000 + " penjaga")[0] == "tembak"


@pytest.mark.parametrize(
    "word",
    [
        "российский",
        "ёлка",
        "ΕΛΛΑΣ",
        "東京",
        "がっこう",
        "한국",
        "أحمد",
        "İstanbul",
        "straße",
        "Łódź",
        "người",
        "covid19",
        "2026",
    ],
)
def test_a_word_in_any_script_is_found_by_itself(archive: Archive, word: str) -> None:
    archive.put(Article(url="1", text=f"Satu {word} dua.", language="id"))
    archive.put(Article(url="2", text="Satu lain dua.", language="id"))
    for form in ("NFC", "NFD"):
        assert found(archive, unicodedata.normalize(form, word)) == ["1"]


def check_answered(archive: Archive, text: str, *, newest: bool) -> None:
    """Raises unless it finds articles, each once, or is refused for want of a word."""
    try:
        urls = found(archive, text, newest=newest)
    except BadQuery as refusal:
        urls, reason = [], refusal.reason
    else:
        reason = None
        assert unspaced.words(text) or (newest and not text.strip())  # then it lists what is newest
    assert reason in (None, "it names no word to look for")
    assert len(urls) == len(set(urls))


@settings(deadline=None)
@given(st.text(), st.booleans())
def test_any_text_gives_hits_or_a_bad_query(kiosk: Archive, text: str, newest: bool) -> None:
    check_answered(kiosk, text, newest=newest)


SYNTAX = st.sampled_from(
    [
        '"',
        "*",
        "-",
        "^",
        "(",
        ")",
        "{",
        "}",
        ":",
        "+",
        ",",
        "'",
        "\0",
        " ",
        "OR",
        "NEAR",
        "garam",
        "_",
        "|",
        "NOT ",
        "title:",
        "site:",
        "author:",
        "“",
    ]
)


@settings(deadline=None)
@given(st.lists(SYNTAX, max_size=12).map("".join))
def test_signs_that_mean_something_to_fts5_give_hits_or_a_bad_query(kiosk: Archive, text: str) -> None:
    check_answered(kiosk, text, newest=False)


@pytest.mark.parametrize("query", ["", " ", "-", '"', '""', "*", "!?…", "-garam", '-"harga turun"', "-garam -salt"])
def test_a_query_without_a_word_to_look_for_is_told(kiosk: Archive, query: str) -> None:
    with pytest.raises(BadQuery, match="no word to look for") as caught:
        kiosk.search(query)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "query", ["kata " * 3000, '"' + "kata " * 3000 + '"', "garam " + "-kata " * 3000, "a" * 100_000]
)
def test_a_very_long_query_finds_nothing_and_breaks_nothing(kiosk: Archive, query: str) -> None:
    assert set(found(kiosk, query)) <= {"panen", "undated"}


def test_what_is_not_wanted_is_not_marked() -> None:
    terms = parse('garam -harga pa* "dua kata"').terms
    assert [{"garam", "dua", "kata"} & forms for forms in terms.wanted] == [{"garam"}, {"dua"}, {"kata"}]
    assert terms.prefixes == ("pa",)


# -- what is typed without spaces

TYPED = {
    "pos": "Surat ke redaksi-baru@muara-pagi.test, telepon (021) 555-0134.",
    "rp": "Harga Rp1.000,50 per kilo, naik 12,5%.",
    "sp": "Harga Rp 1.000,50 per kilo di tahun 2024/2025.",
    "apart": "Tahun 1.000 dan 50 orang ke muara pagi; redaksi lama.",
    "co": "Gelombang COVID-19 melanda anak-anak Jl. R.A. Kartini No.5.",
    "five": "Jaringan 5G dan U.S.-China, don’t stop, AT&T, warga_kota.",
}


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("search") / "typed.db") as archive:
        for url, text in TYPED.items():
            archive.put(Article(url=url, text=text, language="id"))
        yield archive


@pytest.mark.parametrize(
    ("query", "urls", "marked"),
    [
        ("redaksi-baru@muara-pagi.test", {"pos"}, "redaksi-baru@muara-pagi.test"),
        ("muara-pagi", {"pos", "apart"}, None),
        ("555-0134", {"pos"}, "555-0134"),
        ("1.000,50", {"rp", "sp"}, "1.000,50"),
        ("1,000.50", {"rp", "sp"}, "1.000,50"),
        ("Rp1.000,50", {"rp", "sp"}, None),
        ("Rp 1.000,50", {"rp", "sp"}, None),
        ("1.000", {"rp", "sp", "apart"}, "1.000"),
        ("12,5%", {"rp"}, "12,5"),
        ("2024/2025", {"sp"}, "2024/2025"),
        ("COVID-19", {"co"}, "COVID-19"),
        ("covid19", {"co"}, "COVID-19"),
        ("anak-anak", {"co"}, "anak-anak"),
        ("R.A. Kartini", {"co"}, None),
        ("No.5", {"co"}, "No.5"),
        ("5G", {"five"}, "5G"),
        ("U.S.-China", {"five"}, "U.S.-China"),
        ("don't", {"five"}, "don’t"),
        ("AT&T", {"five"}, "AT&T"),
        ("warga_kota", {"five"}, "warga_kota"),
        ("harga -1.000,50", set(), None),
        ("title:1.000,50", set(), None),
    ],
)
def test_what_is_typed_without_a_space_stands_so(
    typed: Archive, query: str, urls: set[str], marked: str | None
) -> None:
    hits = [hit for hit in typed.search(query) if hit.matched == "all"]
    assert {hit.url for hit in hits} == urls
    if marked:
        assert {hit.snippet[begin:end] for hit in hits for begin, end in hit.marks} == {marked}
