import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.search.forms import Forms, Terms
from store.search.query import parse
from store.search.snippets import WIDTH
from store.search.snippets import excerpt as excerpt_and_marks

FILLER = "Pasar buka sejak subuh dan penjual menata sayur. " * 20
NONE = Terms()
SETS = st.frozensets(st.text(max_size=5), max_size=3)
LANGUAGES = st.sampled_from([None, "id", "en", "tlh"])


def excerpt(texts: list[str], terms: Terms, language: str | None) -> str:
    """The excerpt with what is marked in [brackets]."""
    snippet, marks = excerpt_and_marks(texts, Forms(terms, language))
    for begin, end in reversed(marks):
        snippet = f"{snippet[:begin]}[{snippet[begin:end]}]{snippet[end:]}"
    return snippet


def terms(query: str) -> Terms:
    return parse(query).terms


@pytest.mark.parametrize(
    ("query", "language", "text", "snippet"),
    [
        ("rudal", None, "Sebuah rudal jatuh.", "Sebuah [rudal] jatuh."),
        ("RUDAL", None, "Rudal itu, rudal lama.", "[Rudal] itu, [rudal] lama."),
        ("ditembak", "id", "Penembakan terjadi; ia menembak.", "[Penembakan] terjadi; ia [menembak]."),
        ("story", "en", "Two stories about one story.", "Two [stories] about one [story]."),
        ("ditembak", None, "Penembakan terjadi.", "Penembakan terjadi."),
        ("nela*", None, "Para nelayan pulang.", "Para [nelayan] pulang."),
        ("cafe", None, "Le café est ouvert.", "Le [café] est ouvert."),
        ('"harga beras"', None, "Harga beras naik.", "[Harga] [beras] naik."),
        ("beras -jagung", None, "Beras dan jagung.", "[Beras] dan jagung."),
        ("laut", None, "Di\n\nlaut \t itu", "Di [laut] itu"),
        ("laut", None, "Melautkan kapal.", "Melautkan kapal."),
        ("россия", "id", "Koran Россия dan Москва.", "Koran [Россия] dan Москва."),
    ],
)
def test_every_form_of_what_was_asked_is_marked(query: str, language: str | None, text: str, snippet: str) -> None:
    assert excerpt([text], terms(query), language) == snippet


def test_words_written_with_combining_marks_are_marked() -> None:
    snippet = excerpt([unicodedata.normalize("NFD", "Un résumé court.")], terms("résumé"), None)
    assert unicodedata.normalize("NFC", snippet) == "Un [résumé] court."


def test_the_cut_is_around_the_densest_hits() -> None:
    text = f"{FILLER}Kapal lewat. {FILLER}Kapal feri menabrak dermaga. {FILLER}"
    snippet = excerpt([text], terms("kapal feri dermaga"), None)
    assert "[Kapal] [feri] menabrak [dermaga]." in snippet
    assert snippet.startswith("… ")
    assert snippet.endswith(" …")


def test_of_equally_dense_places_the_first_is_shown() -> None:
    text = f"{FILLER}Kapal lama. {FILLER}Kapal baru. {FILLER}"
    assert "[Kapal] lama." in excerpt([text], terms("kapal"), None)


@pytest.mark.parametrize("text", [FILLER, "", "Pendek saja.", "x" * 1000])
def test_without_a_hit_it_is_the_beginning(text: str) -> None:
    snippet = excerpt([text], NONE, "id")
    assert text.startswith(snippet.removesuffix(" …"))
    assert snippet.endswith(" …") is (len(text) > WIDTH)


def test_the_first_text_with_a_hit_is_shown() -> None:
    assert excerpt(["Tidak ada.", "Ada gempa.", "Gempa lagi."], terms("gempa"), None) == "Ada [gempa]."


@pytest.mark.parametrize(
    "before",
    [
        FILLER,
        "kata\n" * 100,  # one word a line, as cells of a table come
        "x" * 500 + " ",
        "https://berita.example/" + "a-" * 200 + " ",
    ],
)
def test_a_hit_far_inside_is_always_in_sight(before: str) -> None:
    assert "[gempa]" in excerpt([f"{before}gempa {FILLER}"], terms("gempa"), None)


@settings(deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=3), st.lists(SETS), SETS, LANGUAGES)
def test_no_text_and_no_terms_make_it_raise(
    texts: list[str], words: list[frozenset[str]], prefixes: frozenset[str], language: str | None
) -> None:
    assert isinstance(excerpt(texts, Terms(tuple(words), tuple(prefixes)), language), str)


PIECES = st.sampled_from([" ", "\n", "  ", ". ", "gempa", "Gempa", "di", "laut", "melaut", "é", "kata " * 12, "x" * 70])


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["gempa", "laut", "di x*", "tiada"]), LANGUAGES)
def test_without_its_marks_it_stands_in_the_text(text: str, query: str, language: str | None) -> None:
    snippet = excerpt([text], terms(query), language)
    assert re.sub(r"^… | …$|[][]", "", snippet) in " ".join(text.split())


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_a_text_with_a_hit_shows_one(text: str) -> None:
    has_hit = re.search(r"\blaut\b", text) is not None
    assert ("[laut]" in excerpt([text], terms("laut"), None)) is has_hit


@settings(deadline=None)
@given(st.text())
def test_it_is_never_much_longer_than_its_width(text: str) -> None:
    assert len(excerpt([text * 50], NONE, None)) <= WIDTH + len(" …")


def test_a_snippet_near_the_beginning_begins_with_the_first_word() -> None:
    text = "Seseorang(terlihat)" + "panjang" * 3 + " membeli garam di pasar. " + "Lalu ia pulang. " * 30
    assert excerpt([text], terms("garam"), None).startswith("Seseorang")
