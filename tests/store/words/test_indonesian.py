"""The quicker stemmer says what Sastrawi's own says."""

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
