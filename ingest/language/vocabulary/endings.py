"""What the form of a word says, where the word itself is in no list."""

import re
from collections.abc import Mapping
from typing import Final

# The first that fits a whole word counts, with these weights by field.
ENDINGS: Final[tuple[tuple[re.Pattern[str], Mapping[str, float]], ...]] = (
    (re.compile(r"\w{3,}eun|\w+ieu\w*"), {"su": 3}),
    (re.compile(r"\w{3,}ake|\w{3,}kne|\w{3,}ipun(?<![sl]kipun)(?<!alipun)"), {"jv": 3}),
    (re.compile(r"\w{4,}iti|\w{4,}ikal"), {"ms": 2}),
    (re.compile(r"\w{3,}itas|\w{4,}isme"), {"not ms": 2.5}),
    (re.compile(r"\w{4,}asi"), {"not ms": 0.7}),
    (re.compile(r"\w{3,}[aiu]ne|ng[bcdgjlrw]\w+|n[dj]\w+"), {"jv": 2}),
    (re.compile(r"(?!keu|seu)\w+eu\w+"), {"su": 2}),
    (re.compile(r"nga\w{3,}"), {"su": 1.5, "jv": 1}),
    (re.compile(r"n[gy]\w{3,}"), {"su": 1, "jv": 1}),
    (re.compile(r"mb[aeiou]\w+|\w+dh\w+"), {"jv": 1.5}),
    (re.compile(r"\w{3,}na"), {"su": 1}),
    (re.compile(r"\w{2,}[^aeiouy]e"), {"jv": 0.7}),
)
ANY: Final = re.compile("|".join(ending.pattern for ending, _ in ENDINGS))

# What stands at the end, at the beginning or within of each word that one of them fits.
LAST: Final = ("ake", "kne", "ipun", "iti", "ikal", "itas", "isme", "asi", "ane", "ine", "une", "na", "e")
FIRST: Final = ("n", "mb")
WITHIN: Final = ("eu", "dh")

# Words in Indonesian texts whose endings say nothing.
PLAIN: Final = """
    agama antena apple arena bagaimana bandana barcelona bencana berencana berguna berwarna bijaksana bina busana
    china cina corona dana delegasi di dimana diteliti drone dunia eufemisme euforia euro fana file game google guna
    handphone hina home istana jurusan karuna kemana kencana kesana kimia kirana kode komoditi korona laguna laksana
    live madrasah makna mana meneliti mengikuti meniti menyakiti metode mode museum ngotot nyala nyaman nyamuk nyaris
    nyata nyawa nyeri nyonya offline oke online palestina panggung pelaksana pengguna perdana periode pesona pidananya
    purna reuni reuters sana sarana sarjana sebagaimana sederhana selebriti sempurna smartphone store suasana sultana
    teliti terencana terkesima terlaksana terpana tipe wacana wahana warna wisuda
    """

# How Indonesian verbs and nouns are formed, and Malay ones.
INDONESIAN: Final = re.compile(
    r"me(?:n[cdj]|ng|ny|mp)\w{3,}|mem\w{3,}[kn]an?|ber\w{3,}an|di\w{4,}i|[kp]e\w{5,}an|\w{3,}[^k]kan|\w{3,}nya"
)
INDONESIAN_FIRST: Final = ("me", "ber", "di", "ke", "pe")  # what each of them begins or ends with
INDONESIAN_LAST: Final = ("kan", "nya")
