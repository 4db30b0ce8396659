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


# What newsrooms print above and below a text, and what of it stays.
AT_EITHER_END: list[tuple[list[str], list[str]]] = [
    (["DAERAH", "Sabtu, 4 April 2026 07:15 WIB", "Bagikan artikel ini", "Salin tautan", "Cetak"], ["DAERAH"]),
    (["Muara, 4 April 2026", "Foto: Kabar Teluk/Danang Loka", "Bagikan:", "Salin link"], []),
    (["Sabtu, 04 Apr 2026 | 07.15 WITA", "Sebarkan", "Komentar (3)", "Infografis"], []),
    (["Sabtu (4/4/2026)", "Headline", "Nelayan Kembali ke Laut", "— Iklan —"], ["Nelayan Kembali ke Laut"]),
    (["Sabtu, 4 April 2026 pukul 07.15 WIT", "Ikuti kami", "Scroll untuk melanjutkan membaca"], []),
    (["04/04/2026 07:15", "Topik: rumpon, nelayan", "Tag nelayan", "Topik"], []),
    (["4 April 2026", "| Loading", "Iklan", "Baca juga: Harga Ikan Naik"], []),
    (["Bay News", "Published: 4 April 1998 7:15 am", "SHARE", "Copy link", "Print this page"], ["Bay News"]),
    (["Saturday, April 4th, 2026", "Share on Facebook", "Comments (12)", "Photo credit: Jane Arden"], []),
    (["April 4, 2026 07:15:30", "Comment", "Follow us on the bay", "Image: Bay Courier/Tom Vale"], []),
    (["BAY", "Filed under: Fish", "Posted in Muara", "Topics reef", "Topic: fish", "Tags: reef, fish"], ["BAY"]),
    (["Shares 214", "Advertisement", "SKIP ADVERTISEMENT", "Scroll to continue with content"], []),
    (["Source: Fisheries Office of Muara", "Advertising", "Picture | Bay Courier", "Photos © Bay Courier"], []),
    (["Credit: Jane Arden for the Bay Courier", "Copyright Bay Courier 2026"], []),
    (["Copyright © 2026 Kabar Teluk", "Pemasangan iklan: 0000 1234", "Hak Cipta Kabar Teluk 2026"], []),
    (["© 2026 Bay Courier. All rights reserved.", "Our Standards: The Bay Courier Trust Principles."], []),
    (["Bay Courier. All Rights Reserved", "© 2026 Kabar Teluk", "Muara Press"], ["Muara Press"]),
    (["Copyright 2026 Bay Courier. Ask before you print it.", "Copyright: the Bay Courier and its readers."], []),
    (["Copyright (c) Kabar Teluk, Muara.", "Hak cipta © Kabar Teluk, Muara."], []),
    (["Hak cipta 1998 Kabar Teluk.", "© Bay Courier and its readers.", "The Courier. All rights reserved."], []),
    (["Dilarang mengutip isi berita ini tanpa izin tertulis dari redaksi."], []),
    (["Dilarang menyalin isi tanpa izin.", "Dilarang memperbanyak isi tanpa izin."], []),
    (["Redaksi berhak menyunting kiriman pembaca.", "Komentar sepenuhnya menjadi tanggung jawab pengirim."], []),
    (["Isi komentar adalah tanggung jawab pembaca.", "Setiap komentar tanggung jawab komentator."], []),
    (["Komentar adalah tanggung jawab masing-masing.", "Semua komentar disaring menurut pedoman kami."], []),
    (["Ada komentar? Kirim ke redaksi, tanggung jawab pengirim", "Komentar menurut pedoman media siber"], []),
]
AT_THE_END = [
    ["Reporting by Jane Arden in Muara; editing by Tom Vale"],
    ["Additional reporting by Jane Arden", "(Editing by Tom Vale)"],
    ["Report by Jane Arden in Muara", "Reports by Jane Arden and Ida Loft", "Writing by Tom Vale in Muara"],
    ["Jane Arden contributed reporting.", "First published in the Bay Courier of 4 April."],
    ["Jane Arden contributed to this report.", "With files from Tom Vale"],
    ["Jane Arden contributed to this story.", "With reporting by Tom Vale in Muara"],
    ["Ida Loft contributed to the article.", "With reports from the Bay News Agency"],
    ["With report by Tom Vale", "Tom Vale reported from Muara; Ida Loft contributed."],
    ["Sign up for our letter from the bay", "Subscribe to the Bay Courier", "Have a tip?"],
    ["Sign up to the morning letter.", "By signing up for it you agree to our terms.", "Subscribe now"],
    ["Subscribe today and pay for a month only", "Get the latest from the bay in your inbox every morning"],
    ["Read it first in our free bay newsletter", "Tell us what you think of our newsletters", "Subscribe to our pages"],
    ["Click here to read on", "Click here for the map of the reefs", "Download the Bay Courier app"],
    ["Download our bay app for your telephone", "Tom Vale may be reached at the auction hall"],
    ["Reach the reporter in Muara", "Reach the reporters on the quay", "Log in or create one to comment"],
    ["Create an account to save this article", "Join our bay forum", "Join the Muara community on the quay"],
    ["Follow her on Instagram", "Follow Bay Courier and follow us on X", "Follow him on Twitter"],
    ["Follow them on X", "Follow Tom Vale on the quay and follow him on Facebook", "Join our reef community"],
    ["Ikuti saluran WhatsApp Kabar Teluk", "Gabung di kanal Telegram kami", "#nelayan #teluk"],
    ["Dapatkan kabar teluk di Google News", "Ikuti Kabar Teluk di Instagram", "#rumpon"],
    ["Ikuti kabar teluk lewat aplikasi kami.", "Dapatkan newsletter kami setiap pagi", "jane@kabarteluk.test"],
    ["Zum kabarteluk.test/whatsapp-kanal", "Yuk, gabung sekarang juga!", "E-mail: jane@kabarteluk.test"],
    ["Ayo daftarkan diri di pelelangan", "Yuk daftar", "Yuk ikuti kami", "Email jane@kabarteluk.test."],
    ["Berlangganan untuk terus membaca kabar teluk", "Dukung kami dengan iuran lima ribu rupiah"],
    ["Yuk kita berlangganan Kabar Teluk", "Ayo segera unduh peta rumpon", "email: jane@kabarteluk.test"],
]
BETWEEN_PARAGRAPHS = [
    ["Advertisement", "SKIP ADVERTISEMENT"],
    ["Scroll to continue with content", "Advertising"],
    ["— Iklan —", "Scroll untuk melanjutkan membaca"],
    ["Foto: Kabar Teluk/Danang Loka", "Baca juga: Harga Ikan Naik"],
    ["Image: Bay Courier/Tom Vale", "Image credit: Tom Vale"],
    ["Photo credit: Jane Arden", "Photo | Bay Courier", "Photos © Bay Courier"],
    ["Picture | Bay Courier", "Credit: Jane Arden for the Bay Courier"],
    ["Anzeige", "PUBLICIDAD", "Pariwara", "Sponsored", "SCROLL TO RESUME CONTENT"],
    ["Story continues below advertisement", "Artikel dilanjutkan setelah iklan", "Iklan. Gulir untuk melanjutkan"],
    ["Gulir ke bawah untuk melanjutkan membaca", "Dengar artikel ini (3 menit)", "Listen to this story 02:15"],
    ["Dibaca 1.204 kali", "1,693 views", "(27 views)", "Apa reaksi Anda?", "Beitrag anhören"],
]


@pytest.mark.parametrize(("block", "left"), AT_EITHER_END)
def test_boilerplate_before_the_text_goes(block: list[str], left: list[str]) -> None:
    assert cleared(*block, *PROSE) == [*left, *PROSE]


@pytest.mark.parametrize(("block", "left"), AT_EITHER_END)
def test_boilerplate_after_the_text_goes(block: list[str], left: list[str]) -> None:
    assert cleared(*PROSE, *block) == [*PROSE, *left]


@pytest.mark.parametrize("block", AT_THE_END)
def test_helpers_and_appeals_at_the_end_go(block: list[str]) -> None:
    assert cleared(*PROSE, *block) == PROSE
    assert cleared(*PROSE, "© 2026 Bay Courier", *block, "Share") == PROSE


@pytest.mark.parametrize("block", BETWEEN_PARAGRAPHS)
def test_advertisements_credits_of_pictures_and_related_links_go_anywhere(block: list[str]) -> None:
    assert cleared(*PROSE, *block, *LONG) == [*PROSE, *LONG]
    assert cleared(*block, *PROSE, *LONG, *block) == [*PROSE, *LONG]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices of the auction hall fell.", "Printer murah", "Tagline baru", "Bagian kedua", "Shared memory",
        "Iklan lama", "Foto: https://kabarteluk.test/a", "Photo by the bay", "4 April 2026 adalah hari yang cerah.",
        "Pada 4 April", "Ikuti lomba perahu", "# Rumpon", "Surat untuk jane@kabarteluk.test di Muara", "Rumpon #dua",
        "Image: " + "n" * 81, "Share " + "n" * 95, "Sabtu, 4 April 2026" + " " * 51 + "|", "© " + "n" * 249,
        "Subscribe now " + "n" * 287, "Werbung im Hafen", "Dengarkan mereka", "Dibaca 1.204 kali oleh nelayan",
        "Story continues in spring",
    ],
)  # fmt: skip
def test_what_only_looks_like_boilerplate_stays(line: str) -> None:
    assert cleared(line, *PROSE)[0] == line.strip()
    assert cleared(*PROSE, line)[-1] == line.strip()


@pytest.mark.parametrize(
    "line", ["Image: " + "n" * 79, "Share " + "n" * 94, "Sabtu, 4 April 2026" + " " * 50 + "|", "© " + "n" * 248]
)
def test_boilerplate_is_short(line: str) -> None:
    assert cleared(*PROSE, line) == PROSE


def test_an_appeal_has_300_characters_at_most() -> None:
    assert cleared(*PROSE, "Subscribe now " + "n" * 286) == PROSE
    assert cleared("Subscribe now", *PROSE) == ["Subscribe now", *PROSE]


def test_boilerplate_between_paragraphs_stays_while_it_is_far_from_the_ends() -> None:
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
def test_after_the_first_prose_nothing_is_before_the_text(first: str) -> None:
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


def test_links_after_the_text_go_unless_they_are_sentences() -> None:
    links = {dom.fold(OTHER), dom.fold(PROSE[-1]), "sewa kapal"}
    assert cleared(*PROSE, OTHER, "Sewa Kapal", "#ikan", links=links) == PROSE
    assert cleared(*PROSE, OTHER, "Sewa Perahu", links=links) == [*PROSE, OTHER, "Sewa Perahu"]
    assert cleared(*PROSE, "More Photos", *["Sewa Kapal"] * 3, links=links) == PROSE


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
    ("below", "writers"),
    [(["SITTI RAHMA", "#nelayan"], ("Sitti Rahma",)), (["SITTI RAHMA", "Penulis: Ida Ayu"], ("Ida Ayu",)), ([], ())],
)
def test_a_name_in_capitals_below_the_text_wrote_it_where_no_line_says_so(
    below: list[str], writers: tuple[str, ...]
) -> None:
    assert boilerplate.clear("\n".join([*PROSE, *below]), Surroundings())[1].writers == writers


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


BOILERPLATE = [line for block, _ in AT_EITHER_END for line in block]
BOILERPLATE += [line for block in (*AT_THE_END, *BETWEEN_PARAGRAPHS) for line in block]
LINES = st.sampled_from([*PROSE, *BOILERPLATE, *CREDITED, OTHER, "SITTI RAHMA"]) | st.text(max_size=40)


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
