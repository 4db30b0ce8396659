"""The lexicon of the package, and files that are none."""

import gzip

import pytest

from store.lexicon import DamagedLexicon, Lexicon, load

HEAD = "# warta lexicon 1\n# pair: id en\n# made: 2026-01-05\n# from: a hand (CC0)\n"
WHOLE = f"{HEAD}\nkucing\t20\tcat 900 kitten 80\nudang\t5\tshrimp 1000\n\ncat\t31\tkucing 1000\nshrimp\t4\t\n"


def packed(text: str) -> bytes:
    return gzip.compress(text.encode())


@pytest.mark.parametrize(
    ("stem", "language", "translations", "frequency"),
    [
        ("kucing", "id", (("cat", 900), ("kitten", 80)), 20),
        ("udang", "id", (("shrimp", 1000),), 5),
        ("cat", "en", (("kucing", 1000),), 31),
        ("shrimp", "en", (), 4),
        ("anjing", "id", (), 0),
        ("aaa", "id", (), 0),
        ("zzz", "id", (), 0),
        ("kucing", "en", (), 0),
        ("", "id", (), 0),
        ("kucing", "nl", (), 0),
        ("kucing\t20", "id", (), 0),
    ],
)
def test_entries(stem: str, language: str, translations: tuple[tuple[str, int], ...], frequency: int) -> None:
    lexicon = Lexicon(packed(WHOLE))
    assert lexicon.translations(stem, language) == translations
    assert lexicon.frequency(stem, language) == frequency


def test_the_head_says_what_it_is() -> None:
    lexicon = Lexicon(packed(WHOLE))
    assert (lexicon.pair, lexicon.made, lexicon.sources) == (("id", "en"), "2026-01-05", ("a hand (CC0)",))
    assert [lexicon.other(code) for code in ("id", "en", "nl")] == ["en", "id", None]


def test_own_words_come_first() -> None:
    lexicon = Lexicon(packed(WHOLE), {("id", "kucing"): ("tomcat",)})
    assert lexicon.translations("kucing", "id") == (("tomcat", 1000),)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"no gzip",
        packed(WHOLE)[:-9],
        packed(WHOLE.replace("lexicon 1", "lexicon 2")),
        packed(WHOLE.replace("# pair: id en", "# pair: id")),
        packed(HEAD),
        gzip.compress(b"\xff\xfe" + WHOLE.encode(), mtime=0),
    ],
    ids=["empty", "no gzip", "cut", "of a later version", "of one language", "without words", "no UTF-8"],
)
def test_a_file_that_is_damaged_or_of_another_version_is_said_to_be(broken: bytes) -> None:
    with pytest.raises(DamagedLexicon, match="lexicon"):
        Lexicon(broken)


def test_every_line_of_the_packages_own_is_found() -> None:
    lexicon = load()
    assert lexicon is not None
    for language, table in lexicon._tables.items():
        lines = table.decode().splitlines()
        for line in [*lines[:50], *lines[:: len(lines) // 500], *lines[-50:]]:
            word, frequency, translations = line.split("\t")
            assert lexicon.frequency(word, language) == int(frequency)
            assert " ".join(f"{to} {share}" for to, share in lexicon.translations(word, language)) == translations


@pytest.mark.parametrize(
    ("stem", "language", "one"),
    [("banjir", "id", "flood"), ("gempa", "id", "earthquak"), ("pbb", "id", "un"), ("flood", "en", "banjir")],
)
def test_the_packages_own_knows_words_of_news(stem: str, language: str, one: str) -> None:
    lexicon = load()
    assert lexicon is not None
    assert one in dict(lexicon.translations(stem, language))
    assert len(lexicon.sources) > 5


def test_another_pair_has_none() -> None:
    assert load(frozenset({"id", "nl"})) is None


def test_who_asks_often_gets_the_same() -> None:
    seldom, often = Lexicon(packed(WHOLE)), Lexicon(packed(WHOLE))
    asked = [
        (word, language)
        for word in ("kucing", "udang", "cat", "shrimp", "aaa", "", "kucing\t20", "u")
        for language in ("id", "en")
    ]
    for _ in range(400):
        for word, language in asked:
            often.frequency(word, language)
    for word, language in asked:
        assert often.translations(word, language) == seldom.translations(word, language)
        assert often.frequency(word, language) == seldom.frequency(word, language)
