"""What stands around articles of Indonesian and English newsrooms, and what of it goes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import dom
from ingest.extract.body import boilerplate
from ingest.extract.body.boilerplate import Surroundings
from ingest.extract.metadata.credits import Credit

PROSE = [
    "Nelayan di Teluk Sembilan menurunkan seratus rumpon baru pada Sabtu pagi untuk memulihkan terumbu yang rusak.",
    "Ketua rukun nelayan, Baharudin, mengatakan ikan kecil mulai kembali dua minggu setelah rumpon pertama dipasang.",
    "The fisheries office will write down every week's catch and pin the figures to the wall of the auction hall.",
]
LONG = [
    f"{number} perahu lain menyusul pada pekan berikutnya untuk mengikat rumpon di luar teluk." for number in range(9)
]
OTHER = "Harga Ikan Naik di Pelelangan"


def cleared(*lines: str, **around: Any) -> list[str]:
    return boilerplate.clear("\n".join(lines), Surroundings(**around))[0].split("\n")


AT_BOTH_ENDS = (
    "Copyright Kabar Teluk 2026", "© 2026 Kabar Teluk", "© 2026 Bay Courier. All rights reserved.",
    "Bay Courier. All Rights Reserved", "Hak Cipta Kabar Teluk 2026", "Dilarang mengutip isi tanpa izin.",
    "Dilarang menyalin isi", "Dilarang memperbanyak isi", "Redaksi berhak menyunting kiriman",
    "Komentar menjadi tanggung jawab pengirim.", "Semua komentar menurut pedoman kami",
    "Our Standards: Trust Principles.", "Pemasangan iklan: 0000", "SHARE", "Bagikan:", "Bagikan artikel ini",
    "Sebarkan", "Copy link", "Salin tautan", "Salin link", "Print", "Cetak", "Follow us", "Ikuti kami",
    "Filed under: Bay", "Posted in Bay", "Tags: reef, fish", "Tag nelayan", "Share on", "Topik", "Topic: fish",
    "Topik: rumpon", "Topics reef", "Share", "Shares", "Comment", "Comments (3)", "Komentar", "Headline", "Infografis",
    "| Loading", "Source: Fisheries Office", "Sabtu, 4 April 2026 07:15 WIB", "Sabtu, 04 Apr 2026 | 07.15 WITA",
    "Sabtu (4/4/2026)", "04/04/2026 07:15", "Sabtu, 4 April 2026 pukul 07.15 WIT", "4 April 2026",
    "Muara, 4 April 2026", "Saturday, April 4th, 2026", "April 4, 2026 07:15:30", "Published: 4 April 1998 7:15 am",
)  # fmt: skip
AT_THE_END = (
    "Reporting by Jane Arden", "Additional reporting by Jane Arden", "Report by Jane Arden", "Reports by Jane Arden",
    "(Editing by Tom Vale)", "Reporting by Jane Arden; editing by Tom Vale", "Writing by Tom Vale",
    "Jane Arden contributed reporting.", "Jane Arden contributed to this report.",
    "Jane Arden contributed to this story.", "Jane Arden contributed to the article.", "With files from Tom Vale",
    "With reporting by Tom Vale", "With reports from Tom Vale", "First published in the Bay Courier",
    "Tom Vale reported from Muara; Ida Loft contributed.", "Sign up for our bay letter",
    "Sign up to the morning letter.", "By signing up for it you agree.", "Subscribe now", "Subscribe to our pages",
    "Subscribe to the Bay Courier", "Subscribe today", "Get it in our free bay newsletter",
    "Get the latest of the bay in your inbox", "Click here to read on", "Click here for the map",
    "Download the Bay Courier app", "Download our bay app", "Tom Vale may be reached at home",
    "Reach the reporter in Muara", "Have a tip?", "Log in or create one", "Create an account", "Join our bay forum",
    "Join the Muara community", "Follow her on Instagram", "Follow Bay Courier and follow us on X",
    "Follow him on Twitter", "Follow them on X", "Follow Tom and follow him on Facebook",
    "Ikuti saluran WhatsApp Kabar Teluk", "Gabung di kanal Telegram kami", "Ikuti Kabar Teluk di Instagram",
    "Dapatkan kabar teluk di Google News", "Ikuti kabar teluk lewat aplikasi kami.", "kabarteluk.test/whatsapp-kanal",
    "Yuk, gabung sekarang!", "Ayo daftarkan diri", "Yuk daftar", "Yuk ikuti kami", "Dapatkan newsletter kami",
    "Yuk kita berlangganan", "Ayo segera unduh", "#nelayan #teluk", "#rumpon", "jane@kabarteluk.test",
    "E-mail: jane@kabarteluk.test", "Email jane@kabarteluk.test.",
)  # fmt: skip
ANYWHERE = (
    "Advertisement", "SKIP ADVERTISEMENT", "Advertising", "— Iklan —", "Scroll to continue with content",
    "Scroll untuk melanjutkan membaca", "Image: Bay Courier", "Photo credit: Jane Arden", "Foto: Kabar Teluk",
    "Photos © Bay Courier", "Picture | Bay Courier", "Credit: Jane Arden", "Baca juga: Harga Ikan Naik",
)  # fmt: skip


@pytest.mark.parametrize("line", [*AT_BOTH_ENDS, *ANYWHERE])
def test_furniture_before_the_text_goes(line: str) -> None:
    assert cleared(line, "Rumpon", line, *PROSE) == ["Rumpon", *PROSE]


@pytest.mark.parametrize("line", [*AT_BOTH_ENDS, *AT_THE_END, *ANYWHERE])
def test_furniture_behind_the_text_goes(line: str) -> None:
    assert cleared(*PROSE, line, "Subscribe now") == PROSE


@pytest.mark.parametrize("line", ANYWHERE)
def test_advertisements_credits_of_pictures_and_pointers_go_anywhere(line: str) -> None:
    assert cleared(*PROSE, line, *LONG) == [*PROSE, *LONG]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices of the auction hall fell.", "Printer murah", "Tagline baru", "Bagian kedua", "Shared memory",
        "Iklan lama", "Foto: https://kabarteluk.test/a", "Photo by the bay", "4 April 2026 adalah hari yang cerah.",
        "Pada 4 April", "Ikuti lomba perahu", "# Rumpon", "Surat untuk jane@kabarteluk.test di Muara", "Rumpon #dua",
        "Image: " + "n" * 81, "Share " + "n" * 95, "Sabtu, 4 April 2026" + " " * 51 + "|", "© " + "n" * 249,
        "Subscribe now " + "n" * 287,
    ],
)  # fmt: skip
def test_what_only_looks_like_furniture_stays(line: str) -> None:
    assert cleared(line, *PROSE)[0] == line.strip()
    assert cleared(*PROSE, line)[-1] == line.strip()


@pytest.mark.parametrize(
    "line", ["Image: " + "n" * 79, "Share " + "n" * 94, "Sabtu, 4 April 2026" + " " * 50 + "|", "© " + "n" * 248]
)
def test_furniture_is_short(line: str) -> None:
    assert cleared(*PROSE, line) == PROSE


def test_an_appeal_has_300_characters_at_most() -> None:
    assert cleared(*PROSE, "Subscribe now " + "n" * 286) == PROSE
    assert cleared("Subscribe now", *PROSE) == ["Subscribe now", *PROSE]


def test_furniture_between_paragraphs_stays_while_it_is_far_from_the_ends() -> None:
    assert cleared(*PROSE, "Komentar", *LONG) == [*PROSE, "Komentar", *LONG]


def test_eight_lines_at_either_end_are_looked_at() -> None:
    labels, short = ["Share"] * 9, [f"Rumpon {number}" for number in range(8)]
    assert cleared(*labels, *PROSE, *LONG) == ["Share", *PROSE, *LONG]
    assert cleared(*PROSE, *LONG, "Tags: a", *labels[1:]) == [*PROSE, *LONG, "Tags: a"]
    assert cleared(*short[1:], "Share", *PROSE, *LONG) == [*short[1:], *PROSE, *LONG]
    assert cleared(*short, "Share", *PROSE, *LONG) == [*short, "Share", *PROSE, *LONG]


@pytest.mark.parametrize(
    "first", ["Enam kata sudah cukup untuk kalimat.", "“Enam kata itu sudah cukup, bukan?”", "n" * 80]
)
def test_behind_the_first_prose_nothing_is_before_the_text(first: str) -> None:
    assert cleared(first, "Share", *LONG)[:2] == [first, "Share"]


@pytest.mark.parametrize("first", ["Lima kata belum cukup panjang.", "Enam kata tanpa titik di belakang", "n" * 79])
def test_a_short_line_is_no_prose_yet(first: str) -> None:
    assert cleared(first, "Share", *LONG)[:2] == [first, LONG[0]]


def test_the_headline_goes_in_all_its_forms_before_the_text_only() -> None:
    headline = "Rumpon Baru untuk Teluk"
    found = cleared(headline, "RUMPON BARU - UNTUK TELUK!", *PROSE, headline, headlines={dom.compact(headline)})
    assert found == [*PROSE, headline]


def test_crumbs_and_an_address_before_the_text_go() -> None:
    crumbs = ["https://kabarteluk.test/rumpon", "- Daerah", "- Muara"]
    assert cleared(*crumbs, *PROSE, links={"daerah"}) == ["- Muara", *PROSE]
    assert cleared("Daerah", *PROSE, links={"daerah"}) == ["Daerah", *PROSE]


def test_links_behind_the_text_go_unless_they_are_sentences() -> None:
    links = {dom.fold(OTHER), dom.fold(PROSE[-1]), "sewa kapal"}
    assert cleared(*PROSE, OTHER, "Sewa Kapal", "#ikan", links=links) == PROSE
    assert cleared(*PROSE, OTHER, "Sewa Perahu", links=links) == [*PROSE, OTHER, "Sewa Perahu"]


def test_texts_of_other_articles_go_unless_they_are_most_of_it() -> None:
    others = {dom.fold(OTHER), dom.fold(PROSE[0])}
    assert cleared(OTHER, *PROSE, *LONG, others=others) == [*PROSE[1:], *LONG]
    assert cleared(OTHER, *PROSE, others=others) == [OTHER, *PROSE]
    assert cleared("n" * 67, "m" * 33, others={"m" * 33}) == ["n" * 67]
    assert cleared("n" * 66, "m" * 33, others={"m" * 33}) == ["n" * 66, "m" * 33]


def test_a_paragraph_stands_once_and_a_short_line_as_often_as_it_is_said() -> None:
    assert cleared(*PROSE, "“Ya,” kata dia.", PROSE[0], "“Ya,” kata dia.") == [*PROSE, *["“Ya,” kata dia."] * 2]
    assert cleared("n" * 80, "m" * 79, "m" * 79, "n" * 80) == ["n" * 80, "m" * 79, "m" * 79]


def test_white_space_is_no_line() -> None:
    assert cleared("  ", f"\t{PROSE[0]} ", "", PROSE[1]) == PROSE[:2]


CREDITED = ("Penulis: Sitti Rahma", "Rep: Ida Ayu, Sitti Rahma / Red: Danang Loka", "Editor: Danang Loka")


def test_credits_at_both_ends_are_noted_each_once() -> None:
    text = "\n".join([CREDITED[0], *PROSE, *CREDITED[1:]])
    assert boilerplate.clear(text, Surroundings()) == (
        "\n".join(PROSE),
        Credit(writers=("Sitti Rahma", "Ida Ayu"), editors=("Danang Loka",)),
    )


@pytest.mark.parametrize(
    ("behind", "writers"),
    [(["SITTI RAHMA", "#nelayan"], ("Sitti Rahma",)), (["SITTI RAHMA", "Penulis: Ida Ayu"], ("Ida Ayu",)), ([], ())],
)
def test_who_signs_in_capitals_wrote_it_where_no_line_says_so(behind: list[str], writers: tuple[str, ...]) -> None:
    assert boilerplate.clear("\n".join([*PROSE, *behind]), Surroundings())[1].writers == writers


@pytest.mark.parametrize("text", ["", "\n \n", "Share\nCopyright Kabar Teluk", "Baca juga: Harga Ikan"])
def test_nothing_may_be_left(text: str) -> None:
    assert boilerplate.clear(text, Surroundings()) == ("", Credit())


SENTENCES = st.builds(
    "{} {} {} {}.".format,
    st.sampled_from(["Nelayan", "The fishermen", "Ketua rukun", "Baharudin", "Her brother"]),
    st.sampled_from(["menurunkan", "lowered", "mengikat", "had seen"]),
    st.sampled_from(["rumpon bambu", "a hundred reefs", "tali sabut", "the old tyres"]),
    st.sampled_from(["di luar teluk pada Sabtu pagi", "before the rains came to the bay", "bersama warga kampung itu"]),
)


@settings(deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=12, unique=True))
def test_plain_prose_comes_through_unchanged(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    assert boilerplate.clear(text, Surroundings()) == (text, Credit())


LINES = st.sampled_from([*PROSE, *AT_BOTH_ENDS[:4], *AT_THE_END, *ANYWHERE, *CREDITED, OTHER, "SITTI RAHMA"]) | st.text(
    max_size=40
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=20))
def test_lines_only_go_and_the_others_stay_in_order(lines: list[str]) -> None:
    kept = [line.strip() for line in "\n".join(lines).split("\n")]
    rest = iter(kept)
    found, _ = boilerplate.clear("\n".join(lines), Surroundings(links={dom.fold(OTHER)}, others={dom.fold(PROSE[2])}))
    assert not found or all(line in rest for line in found.split("\n"))


@pytest.mark.parametrize(
    "line",
    [
        "Musisi itu mengatakan bahwa hak cipta lagu daerah harus dihormati oleh semua penyanyi di kabupaten itu.",
        "Reporter: Mengapa Anda pergi dari kampung itu?",
        "Penulis: Saya lelah dan ingin pulang.",
        "Ia menerima amplop (baca: suap besar) kemarin sore di dermaga, kata jaksa di pengadilan.",
    ],
)
def test_prose_about_rights_interviews_and_idioms_stay(line: str) -> None:
    text = f"{line}\n{line} Lagi."
    assert boilerplate.clear(text, Surroundings())[0] == text
