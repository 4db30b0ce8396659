"""The quicker stemmer says what Sastrawi's own says."""

from itertools import product

import pytest
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from store.words import indonesian

ROOTS = (
    "ajar",
    "belah",
    "ganti",
    "ikat",
    "kerja",
    "lambat",
    "nyanyi",
    "pukul",
    "rambat",
    "sapu",
    "tanam",
    "undang",
    "yakin",
)
PREFIXES = (
    "", "be", "bel", "ber", "di", "diper", "kau", "ke", "keber", "ku", "me", "mem", "member", "memper", "mempe", "men",
    "meng", "menge", "meny", "pe", "pel", "pem", "pember", "pen", "peng", "penge", "peny", "per", "se", "ter",
)  # fmt: skip
SUFFIXES = ("", "an", "i", "kan", "nya", "kannya", "lah", "kanlah", "isasi", "annyapun")
OTHERS = ["pelajar", "belajar", "gerigi", "gemetar", "kinerja", "telunjuk", "xyz", "ku", "er", "kau", "berer", "a" * 40]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_each_form_of_a_word_has_the_same_stem(prefix: str) -> None:
    plain, quick = StemmerFactory().create_stemmer().delegatedStemmer.stem_singular_word, indonesian.stemmer()
    dropped = [root[1:] for root in ROOTS if root[0] in "kpst"]  # menyapu, memukul
    words = [f"{prefix}{root}{suffix}" for root in (*ROOTS, *dropped) for suffix in SUFFIXES] + OTHERS
    assert [quick(word) for word in words] == [plain(word) for word in words]


def test_short_words_and_infixes_have_the_same_stem() -> None:
    plain, quick = StemmerFactory().create_stemmer().delegatedStemmer.stem_singular_word, indonesian.stemmer()
    words = ["".join(letters) for count in (1, 2, 3) for letters in product("adeiklnpu", repeat=count)]
    words += [f"{root[0]}{infix}{root[1:]}" for root in ROOTS for infix in ("er", "el", "em", "in")]
    assert [quick(word) for word in words] == [plain(word) for word in words]
