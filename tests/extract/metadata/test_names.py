"""Names out of bylines as newsrooms write them; all people and outlets are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.metadata import names

SURROUNDED = (
    "By Jane Arden", "BY: Jane Arden", "- by Jane Arden", "Posted by Jane Arden", "Written by: Jane Arden",
    "Words by Jane Arden", "Reported by Jane Arden", "Story by Jane Arden", "Text by Jane Arden",
    "Published by Jane Arden", "Post author By Jane Arden", "Author: Jane Arden", "Authors Jane Arden",
    "Oleh Jane Arden", "Oleh : Jane Arden", "Ditulis oleh Jane Arden", "Laporan oleh Jane Arden", "Penulis：Jane Arden",
    "Reporter Jane Arden", "Pewarta: Jane Arden", "Wartawan: Jane Arden", "Kontributor Jane Arden",
    "Koresponden: Jane Arden", "Laporan Wartawan: Jane Arden", "Editor: Jane Arden", "Penyunting : Jane Arden",
    "Redaktur: Jane Arden", "Von Jane Arden", "Autorin: Jane Arden", "Autoren: Jane Arden", "Par Jane Arden",
    "Por Jane Arden", "Text: Jane Arden", "Quelle: Jane Arden", "Jane Arden Senior Writer", "Jane Arden Editor",
    "Jane Arden - Staff Reporter in Muara", "Jane Arden • Jurnalis", "Jane Arden Staff Reporter in Muara",
    "Jane Arden Jurnalis", "Jane Arden Chief Correspondent", "Jane Arden—Writer", "Jane Arden Contributing Author",
    "Jane Arden Associate Director", "Jane Arden Deputy Editor", "Jane Arden Managing Editor",
    "Jane Arden Content Coordinator", "Jane Arden Marketing Officer", "Jane Arden Social Media Manager",
    "Jane Arden Contributor", "Jane Arden Journalist", "Jane Arden Founder", "Jane Arden Chefredakteurin",
    "Jane Arden Redakteurin", "Jane Arden Sponsored", "Jane Arden (Kabar Teluk)", "Jane Arden [Muara]",
    "Jane Arden · Kabar Teluk", "Jane Arden – Kabar Teluk", "Jane Arden for kabarteluk.test",
    "Jane Arden posted on a Monday", "Jane Arden published yesterday", "Jane Arden Follow",
    "Jane Arden on behalf of the Bay Circle", "Jane Arden, Reviewed by Tom Vale",
    "Jane Arden Medically reviewed by Tom Vale", "Jane Arden | Edited by Tom Vale", "Jane Arden Updated in May",
    "Jane Arden edited by Tom Vale", "Jane Arden Fact-checked by Tom Vale", "4 April 2026 • Jane Arden",
    "Sabtu, 4 April 2026 | Jane Arden", " Jane\n Arden. ", "— Jane Arden", "Jane&nbsp;Arden", "Jane Arden; Jane Arden",
    "Admin, Jane Arden", "Jane Arden / jane@kabarteluk.test", "Laporan Jane Arden", "Submitted by Jane Arden",
    "Diposting oleh Jane Arden", "By Jane Arden jane@kabarteluk.test", "By Jane Arden, Political Correspondent",
    "Jane Arden, Chief Health Editor", "By Jane Arden, for The Bay Courier", "By Jane Arden, Associated Press",
    "Jane Arden, Reuters", "By Jane Arden April 4, 2026", "By Jane Arden 4 April 2026 1.204 views",
    "By Jane Arden • April 4, 2026", "By Jane Arden Photos by Tom Vale", "Jane Arden (Penulis), Tom Vale (Editor)",
    '<a href="/penulis/jane">Jane Arden</a>', "&lt;b&gt;Jane Arden&lt;/b&gt;",
)  # fmt: skip
NOBODYS = (
    "", " \n", "J", "?!", "...", "By", "Penulis", "Author", "Editor", "Red", "Rahma" * 12, "Jane 22", "3 Nelayan",
    "Satu Dua Tiga Empat Lima Enam Tujuh Delapan", "Jane: a life", "Jane writes by night", "Reefs on Sale",
    "Fish in Crates", "Boats at Sea", "Bay Circle Cyber Media", "Redaksi Kabar Teluk", "Admin", "admin redaksi",
    "Site Administrator", "Super User", "Undefined Username", "Unknown", "Anonymous", "Anonim", "None", "NaN",
    "Is Null", "Login", "WP WordPress WordPressAdmin", "Staff Writer", "News Desk", "Newsroom Team", "The Editors",
    "Guest Contributor", "Staf Tim Berita", "Dewan Redaktur", "Publisher", "Editorial Member", "Web Correspondent",
    "Agenturen", "Nachrichten Redaktion", "Redaction", "Media Online", "Photo Video Text", "About The Authors",
    "Bio Biography", "View All Posts From Autor", "Profile Name Names", "Archive Of A Post", "More Story Print",
    "Follow On Facebook", "Share To Twitter", "Email WhatsApp Google Instagram", "Updated By Admin",
    "Posted Minutes Minute", "Published At", "Min Menit", "AM PM", "WIB", "WITA WIT", "Wartawan Pewarta De",
    "Kontributor Koresponden Reporter", "Author By Penulis", "https://www.kabarteluk.test/penulis/jane",
    " HTTP://www.kabarteluk.test/penulis/jane", "WWW.KABARTELUK.EXAMPLE", "kabarteluk.test", "@janearden",
    "jane@kabarteluk.test", "4 April 2026", "Kamis, 4 April", "October 9", "Mei 2",
)  # fmt: skip


@pytest.mark.parametrize("byline", SURROUNDED)
def test_what_stands_around_a_name_is_no_part_of_it(byline: str) -> None:
    assert names.people([byline]) == ("Jane Arden",)


@pytest.mark.parametrize("value", NOBODYS)
def test_posts_desks_days_and_addresses_are_nobody(value: str) -> None:
    assert names.people([value]) == ()


@pytest.mark.parametrize(
    "name",
    [
        "Byron Loft", "Rahma", "Paramita Sari", "Vonny Sari", "Reporterson Vale", "Danang Undagi", "R2D2", "Ayu Mei",
        "Community Editor", "Maria Post", "O'Brien Vale", "A. M. Sekar", "Vincent van der Loo", "Anne-Lise Lønning",
        "王芳", "Ida Ortega y Loft", "May June Vale", "Satu Dua Tiga Empat Lima Enam Tujuh", "J" + "a" * 58,
    ],
)  # fmt: skip
def test_a_name_stays_as_it_is_written(name: str) -> None:
    assert names.people([name]) == (name,)


@pytest.mark.parametrize(
    "between",
    [" and ", " & ", " &amp; ", ",", "; ", " / ", "|", " dan ", ", dan ", " und ", " og ", " serta ", " y ", " with "],
)
def test_one_byline_may_name_several_people(between: str) -> None:
    assert names.people([f"By Sitti Rahma{between}Danang Loka"]) == ("Sitti Rahma", "Danang Loka")


@pytest.mark.parametrize("between", [", and ", ", dan ", ", und ", "; und ", " og "])
def test_a_word_after_a_comma_is_no_part_of_a_name(between: str) -> None:
    assert names.people([f"Sitti Rahma{between}Danang Loka"]) == ("Sitti Rahma", "Danang Loka")


@pytest.mark.parametrize(
    "words",
    [
        "January February March April May June July August September October November December",
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
        "Jan Feb Mar Apr Jun Jul Aug Agu Sep Sept Oct Okt Nov Dec Des",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
    ],
)
def test_days_and_months_are_nobody(words: str) -> None:
    assert names.people(words.split()) == ()


def test_each_person_is_named_once_in_the_order_of_the_bylines() -> None:
    found = names.people(["Penulis: Sitti Rahma; Editor: Danang Loka", "https://a.test", "Danang Loka, Jane Arden"])
    assert found == ("Sitti Rahma", "Danang Loka", "Jane Arden")


PERSONS = st.builds(
    "{} {}".format,
    st.sampled_from(["Sitti", "Jane", "M.", "Ida Ayu", "Anne-Lise", "Byron", "Paramita"]),
    st.sampled_from(["Rahma", "Arden", "O'Vale", "van der Loo", "Sekarwangi", "Lønning", "Vonnegard"]),
)
ROLES = st.sampled_from(["", "By ", "Oleh: ", "Penulis : ", "Post author By ", "Laporan Wartawan "])
POSTS = st.sampled_from(["", " Senior Writer", " (Kabar Teluk)", " - Kabar Teluk", " Reviewed by Tom Vale"])


@settings(deadline=None)
@given(ROLES, st.lists(PERSONS, min_size=1, max_size=3, unique=True), st.sampled_from([" and ", ", ", " / "]), POSTS)
def test_names_are_found_in_any_byline_and_again_in_themselves(
    role: str, persons: list[str], between: str, post: str
) -> None:
    found = names.people([f"{role}{between.join(persons)}{post}"])
    assert found == tuple(persons)
    assert names.people(found) == found


@settings(deadline=None)
@given(st.lists(st.text(max_size=80) | st.text("By |,;/&-–.'([@:2a\n", max_size=30), max_size=4))
def test_whatever_is_no_byline_has_clean_names_or_none(values: list[str]) -> None:
    found = names.people(values)
    assert len({*found}) == len(found)
    assert all(name == " ".join(name.split()) and 2 <= len(name) < 60 for name in found)


@pytest.mark.parametrize(
    ("name", "is_personal"),
    [
        ("Sitti Rahma", True), ("Vincent van der Loo", True), ("SITTI RAHMA", True), ("Rahma", False),
        ("janearden", False), ("jane arden", False), ("Kabar teluk", False), ("Jane Arden writes", False),
        ("Vincent van", False), ("Vincent from Loo Vale", False), ("王芳", True), ("王小芳芳", True),
        ("王小芳芳芳", False), ("Юлия Северная", True), ("Юлия Северная из Бухты", True),
        ("Юлия Северная из Бухты моря", False), ("Aminah binti Hassan", True), ("Khalid al-Rashid", True),
    ],
)  # fmt: skip
def test_a_name_of_a_person_has_two_words_in_capitals(name: str, is_personal: bool) -> None:
    assert names.looks_personal(name) is is_personal


def test_organizations_may_be_named_by_their_domain_but_not_by_an_address_or_a_post() -> None:
    given_names = ["kabarteluk.test", "Bay News Agency", "BAY NEWS AGENCY", " Bay&nbsp;Circle ", "Redaksi", "X"]
    found = names.organizations([*given_names, "https://kabarteluk.test/"])
    assert found == ("kabarteluk.test", "BAY NEWS AGENCY", "Bay Circle")


@pytest.mark.parametrize(
    ("name", "is_domain"),
    [("kabarteluk.test", True), (" www.Kabar-Teluk.TEST ", True), ("Kabar Teluk", False), ("kabarteluk.test/a", False)],
)
def test_a_domain_is_a_host_and_nothing_more(name: str, is_domain: bool) -> None:
    assert names.is_domain(name) is is_domain


def test_quotation_marks_and_dashes_around_a_name_are_none_of_it() -> None:
    assert names.people(["'Rahma'", "“Ida”: no name", "- Jane Arden -"]) == ("Rahma", "Jane Arden")


def test_an_outlet_is_left_out_however_it_is_spaced() -> None:
    found = ["Kabar Teluk", "KABARTELUK", "Kabar-Teluk", "Sitti Rahma"]
    assert names.without(found, ["kabar teluk", ""]) == ("Sitti Rahma",)


def test_a_text_too_long_for_a_byline_names_nobody(no_hang: None) -> None:
    assert names.people(["-" * 100_000, "Sitti Rahma"]) == ("Sitti Rahma",)


def test_a_post_after_a_comma_is_nobody() -> None:
    assert names.people(["Jane Arden, Senior Writer"]) == ("Jane Arden",)


@pytest.mark.parametrize(
    "byline",
    [
        "Jane Arden for the Bay Courier", "Jane Arden in Muara", "Jane Arden di Muara Baru", "Jane Arden dari Muara",
        "Jane Arden at April 4", "Posted by Jane Arden on 4 April", "Jane Arden, PhD", "Jane Arden, M.D., M.P.H.",
        "Jane Arden, dosen Universitas Muara", "Jane Arden, Projektleiterin", "Jane Arden, Special to the Courier",
        "Kontributor Muara, Jane Arden", "Koresponden Muara: Jane Arden",
        "Jane Arden @jane", "Jane Arden Email", "Jane Arden, Bay Institute", "Texte par Jane Arden",
    ],
)  # fmt: skip
def test_places_degrees_and_posts_after_a_name_are_no_part_of_it(byline: str) -> None:
    assert names.people([byline]) == ("Jane Arden",)


@pytest.mark.parametrize(
    "byline",
    ["Bay Press GmbH, Muara", "Yayasan Ombak", "Ministry of Boats and Nets", "Tabloid Teluk", "Liputan", "Terjemahan"],
)
def test_institutions_are_no_people(byline: str) -> None:
    assert names.people([byline]) == ()


@pytest.mark.parametrize("name", ["Maria di lorenzo", "Tim Vale"])
def test_particles_stay_in_a_name(name: str) -> None:
    assert names.people([name]) == (name,)


def test_a_desk_is_named_after_its_outlet() -> None:
    assert names.without(("RKT MUARA", "Rkt Muara", "RK MUARA", "RKT"), ("rkt", "rk")) == ("Rkt Muara", "RK MUARA")
