"""Lines of credits as Indonesian, English and German newsrooms print them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.metadata import credits
from ingest.extract.metadata.credits import Credit

SITTI, DANANG = ("Sitti Rahma",), ("Danang Loka",)
BOTH = Credit(writers=SITTI, editors=DANANG)


@pytest.mark.parametrize(
    "line",
    [
        "Penulis: Sitti Rahma; Editor: Danang Loka",
        "Pewarta : Sitti Rahma Editor: Danang Loka",
        "Rep: Sitti Rahma / Red: Danang Loka",
        "Rep : Sitti Rahma/Red: Danang Loka",
        "Reporter：Sitti Rahma, Redaktur：Danang Loka",
        "| Penulis | : Sitti Rahma | Editor | : Danang Loka |",
        "|\tPenulis : Sitti Rahma |\t| Editor : Danang Loka |",
        "| Penulis : | Kontributor Muara, Sitti Rahma | Editor : | Danang Loka |",
        "(Reporter: Sitti Rahma | Redaktur Pelaksana: Danang Loka)",
        "Wartawan: Sitti Rahma (mg1). Penyunting: Danang Loka",
        "PENULIS: Sitti Rahma | UPLOADER: Danang Loka",
        "Penulis: Kontributor Tanjung Biru, Sitti Rahma | Editor: Danang Loka",
        "Penulis: Koresponden Muara, Sitti Rahma, Editor: Danang Loka",
        "Editor: Danang Loka Penulis: Sitti Rahma",
    ],
)
def test_a_line_credits_writers_and_editors(line: str) -> None:
    assert credits.parse(line) == BOTH


@pytest.mark.parametrize(
    "role",
    [
        "Penulis", "Words", "Teks", "Rep", "Reporter", "Pewarta", "Wartawan", "Kontributor", "Koresponden", "Laporan",
        "Oleh", "Autor", "Autorin", "Autoren", "Autorinnen", "Author", "authors", "Written by",
        "WORDS BY", "Story by", "Reporting by",
    ],
)  # fmt: skip
def test_who_writes_has_many_names(role: str) -> None:
    assert credits.parse(f"{role}: Sitti Rahma") == Credit(writers=SITTI)


@pytest.mark.parametrize("role", ["Editor", "Penyunting", "Red", "Redaktur", "redaktur pelaksana", "Uploader"])
def test_who_edits_is_no_writer(role: str) -> None:
    assert credits.parse(f"{role}: Danang Loka") == Credit(editors=DANANG)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Penulis: Sitti Rahma, Danang Loka", Credit(writers=(*SITTI, *DANANG))),
        ("Authors: Sitti Rahma and Danang Loka", Credit(writers=(*SITTI, *DANANG))),
        ("Editor: Danang Loka dan Sitti Rahma", Credit(editors=(*DANANG, *SITTI))),
        ("Penulis: Sitti Rahma Pewarta: Danang Loka", Credit(writers=(*SITTI, *DANANG))),
        ("Editor: Danang Loka Uploader: Danang Loka", Credit(editors=DANANG)),
        ("Penulis: Admin", Credit()),
        ("Editor:", Credit()),
    ],
)
def test_a_role_may_be_of_several_people_or_of_nobody(line: str, credit: Credit) -> None:
    assert credits.parse(line) == credit


@pytest.mark.parametrize(
    "line",
    [
        "", "Sitti Rahma", "Penulis Sitti Rahma", "Penulis itu pulang: ia lelah.", "Report: Sitti Rahma",
        "Coeditor: Danang Loka", "Direktur: Danang Loka", "Penulis: Sitti Rahma" + ", Danang Loka" * 11,
    ],
)  # fmt: skip
def test_another_line_is_no_credit(line: str) -> None:
    assert credits.parse(line) is None
    assert credits.find(line) is None


@pytest.mark.parametrize("line", ["Muara - Penulis: Sitti Rahma", "Sabtu, 4 April 2026 | Penulis: Sitti Rahma"])
def test_a_credit_after_something_else_is_found_but_is_no_line_of_credits(line: str) -> None:
    assert credits.parse(line) is None
    assert credits.find(line) == Credit(writers=SITTI)


def test_a_line_of_credits_has_160_characters_at_most() -> None:
    line = "Penulis: Sitti Rahma |"
    assert credits.find(line.ljust(160, ".")) == Credit(writers=SITTI)
    assert credits.find(line.ljust(161, ".")) is None


NAMES = st.lists(
    st.builds("{} {}".format, st.sampled_from(["Sitti", "Ida", "M."]), st.sampled_from(["Rahma", "Loka", "Ayu"])),
    min_size=1,
    max_size=2,
    unique=True,
)


@settings(deadline=None)
@given(
    NAMES,
    NAMES,
    st.sampled_from(["Penulis", "Pewarta ", "Rep", "Written by"]),
    st.sampled_from([" ", "; ", " / ", " | ", ", "]),
    st.sampled_from(["Editor", "Red ", "Penyunting"]),
)
def test_no_name_of_a_line_of_credits_is_lost(
    writers: list[str], editors: list[str], writing: str, between: str, editing: str
) -> None:
    line = f"{writing}: {', '.join(writers)}{between}{editing}: {' dan '.join(editors)}"
    assert credits.parse(line) == Credit(writers=tuple(writers), editors=tuple(editors))


@settings(deadline=None)
@given(st.text(max_size=60), st.text("Penulis:Editor: |/;,(.", max_size=60))
def test_no_line_makes_it_fail(words: str, roles: str) -> None:
    for line in (words, roles, f"Penulis: {words}", f"{words} Editor: {roles}"):
        credit = credits.find(line)
        assert credits.parse(line) in (None, credits.find(line.strip(" |(\t")))
        assert credit is None or (":" in line or "：" in line)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("SITTI RAHMA", ("Sitti Rahma",)),
        ("M. SITTI RAHMA-LOKA", ("M. Sitti Rahma-Loka",)),
        ("SITTI RAHMA|DANANG LOKA", (*SITTI, *DANANG)),
        ("MAS M. SITTI RAHMA", ("Mas M. Sitti Rahma",)),
        ("SITTI", ()),
        ("SITTI RAHMA BINTI ALI LOKA", ()),
        ("Sitti Rahma", ()),
        ("SITTI RAHMA 2", ()),
        ("A. B", ()),
        ("SITTI RAHMA" + "A" * 30, ()),
        ("TIM REDAKSI", ()),
        ("", ()),
    ],
)
def test_a_line_of_names_in_capitals_names_their_people(line: str, names: tuple[str, ...]) -> None:
    assert credits.in_capitals(line) == names


@pytest.mark.parametrize("role", ["Sumber", "Foto", "Fotografer", "Penerjemah", "Source"])
def test_other_roles_end_a_name_and_are_no_credit(role: str) -> None:
    assert credits.parse(f"Penulis: Sitti Rahma {role}: Danang Loka") == Credit(writers=SITTI)
    assert credits.parse(f"{role}: Danang Loka") is None


@pytest.mark.parametrize(
    ("role", "credit"),
    [("Penulis", Credit(writers=SITTI)), ("editor", Credit(editors=SITTI)), ("Sumber", None), ("Kapten", None)],
)
def test_a_name_beside_a_role_is_credited(role: str, credit: Credit | None) -> None:
    assert credits.of(role, "| Sitti Rahma") == credit
    assert credits.of(role, "Redaksi") is None


def test_credits_are_merged_each_name_once() -> None:
    assert credits.merged([BOTH, Credit(writers=DANANG), BOTH]) == Credit(writers=(*SITTI, *DANANG), editors=DANANG)
    assert credits.merged([]) == Credit()


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("BAY STAR | EXPRESS | SITTI RAHMA", SITTI), ("SITTI RAHMA | KABARTELUK.COM", SITTI), ("EXPRESS", ()),
        ("REUTERS | BAY NEWS", ()), ("DAILY MIRROR|SITTI RAHMA | DANANG LOKA", (*SITTI, *DANANG)),
        ("SITTI RAHMA | Danang", ()),
        ("SITTI | RAHMA", ()), (" | ".join(["SITTI RAHMA"] * 20), ()),
    ],
)  # fmt: skip
def test_outlets_before_a_signature_in_capitals_are_nobody(line: str, people: tuple[str, ...]) -> None:
    assert credits.in_capitals(line) == people
