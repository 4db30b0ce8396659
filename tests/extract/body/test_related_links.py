"""Links to other articles, as newsrooms put them between and after paragraphs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract import dom
from ingest.extract.body import related_links

FIRST = "Nelayan di Teluk Sembilan menurunkan seratus rumpon baru pada Sabtu pagi untuk memulihkan terumbu yang rusak."
SECOND = "Dinas kelautan akan mencatat hasil tangkapan setiap pekan dan menempelkan angkanya di dinding pelelangan."
OTHER = "Harga Ikan Naik di Pelelangan"
LINKS = frozenset({dom.fold(OTHER)})


@pytest.mark.parametrize(
    "line",
    [
        f"Baca juga: {OTHER}", f"BACA JUGA {OTHER}", f"- Baca pula: {OTHER}", f">> Simak juga {OTHER}",
        f"[Simak juga: {OTHER}]", f"(Baca: {OTHER})", f"Lihat juga: {OTHER}", f"Tonton juga: {OTHER}",
        f"Dengarkan juga {OTHER}", "Baca selengkapnya di sini", f"Cek berita lain: {OTHER}", "Simak selanjutnya:",
        f"Lihat lainnya: {OTHER}", f"Baca: {OTHER}", f"Simak: {OTHER}", f"Tonton: {OTHER}", f"Pilihan Editor: {OTHER}",
        f"Artikel terkait: {OTHER}", f"Berita lainnya | {OTHER}", f"Video rekomendasi: {OTHER}",
        "Saksikan video pilihan berikut ini:", "Simak Video Pilihan di Bawah Ini", "Tonton Video Berikut:",
        "Cek video pilihan", "Lihat video ini:", f"Read more: {OTHER}", f"Read more | {OTHER}", f"Also read: {OTHER}",
        f"Read also: {OTHER}", f"READ NEXT: {OTHER}", f"See also: {OTHER}", f"See more: {OTHER}",
        f"Watch also: {OTHER}", f"Recommended: {OTHER}", f"Related: {OTHER}", f"Related story: {OTHER}",
        f"Related stories: {OTHER}", f"Related article: {OTHER}", f"Related posts: {OTHER}", f"Related news: {OTHER}",
        f"Related reading: {OTHER}", f"Related coverage: {OTHER}", f"Les også {OTHER}", f"Læs også {OTHER}",
        f"Läs också {OTHER}", f"Lees ook {OTHER}", f"Lesen Sie auch {OTHER}", f"À lire aussi {OTHER}",
        f"Lire aussi {OTHER}", f"Lea también {OTHER}", f"Lee también: {OTHER}",
        f"Artikel berkaitan: {OTHER}", f"Leia também {OTHER}", f"Leggi anche {OTHER}",
    ],
)  # fmt: skip
def test_a_label_leads_to_another_article(line: str) -> None:
    assert related_links.without([FIRST, line, SECOND], frozenset()) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "line",
    [
        "Baca buku itu membuat anak betah di rumah", "Simak terus perkembangannya di sini.",
        "Recommended doses were not given", "Saksikan video berikut ini sampai nelayan itu marah",
        "Ia berkata: baca juga buku itu", "Read more books, she said", "See also the reef", "Bacajuga: kata yang aneh",
        "Related work is under way", "Jangan baca: pesan rahasia", "Tonton video itu kemarin",
    ],
)  # fmt: skip
def test_the_same_words_in_a_sentence_are_no_label(line: str) -> None:
    assert related_links.without([FIRST, line, SECOND], frozenset()) == [FIRST, line, SECOND]


def test_a_label_with_a_title_has_200_characters_at_most() -> None:
    line = "Baca juga: " + "n" * 189
    assert related_links.without([FIRST, line], frozenset()) == [FIRST]
    assert related_links.without([FIRST, f"{line}n"], frozenset()) == [FIRST, f"{line}n"]


@pytest.mark.parametrize("label", ["Baca juga:", "Lihat Juga", "Artikel Lainnya:", "Read next:"])
def test_a_label_alone_takes_the_links_after_it_with_it(label: str) -> None:
    found = related_links.without([FIRST, label, OTHER, OTHER.upper(), SECOND, OTHER], LINKS)
    assert found == [FIRST, SECOND, OTHER]


def test_a_label_with_a_title_takes_nothing_else() -> None:
    assert related_links.without([FIRST, "Baca juga: Sewa Kapal", OTHER, SECOND], LINKS) == [FIRST, OTHER, SECOND]
    assert related_links.without([FIRST, "Baca juga:", "Rumpon dari bambu", OTHER], LINKS) == [
        FIRST,
        "Rumpon dari bambu",
        OTHER,
    ]


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        (f"• {OTHER}", False),
        (OTHER.upper(), False),
        (OTHER, True),
        ("• Sewa Kapal Naik", True),
        ("SEWA KAPAL NAIK LAGI", True),
        ("HARGA IKAN NAIK", True),
        ("HARGA IKAN NAIK LAGI", False),
    ],
)
def test_a_link_after_a_bullet_or_in_capitals_is_another_article(line: str, stays: bool) -> None:
    links = {*LINKS, "harga ikan naik", "harga ikan naik lagi"}
    assert (line in related_links.without([FIRST, line, SECOND], links)) is stays


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Rumpon itu [Baca juga: Harga Ikan Naik] tenggelam.", "Rumpon itu tenggelam."),
        ("Rumpon itu (Baca: Harga Ikan Naik) tenggelam.", "Rumpon itu tenggelam."),
        ("Rumpon itu tenggelam.(Simak pula : Harga Ikan Naik)", "Rumpon itu tenggelam."),
        ("Rumpon itu [ Lihat: Harga Ikan] (Tonton juga: Harga Ikan) tenggelam.", "Rumpon itu tenggelam."),
        ("The reef (read more: Fish Prices Rise) sank.", "The reef sank."),
        ("The reef [See also: Fish Prices Rise] sank.", "The reef sank."),
        ("Rumpon itu (baca juga di sini) tenggelam.", None),
        ("Rumpon itu (baca: apa) tenggelam.", None),
        ("Rumpon itu (disimak: Harga Ikan Naik) tenggelam.", None),
        (f"Rumpon itu (baca: {'n' * 201}) tenggelam.", None),
    ],
)
def test_a_link_in_brackets_is_cut_out_of_its_paragraph(line: str, rest: str | None) -> None:
    assert related_links.without([FIRST, line], frozenset()) == [FIRST, rest or line]


HEADINGS = (
    "Jangan Lewatkan", "Jangan Ketinggalan!", "Berita Terkait", "Artikel Lainnya", "Kabar Terpopuler", "Video Terbaru",
    "Foto Pilihan:", "Berita Rekomendasi", "Terpopuler", "Simak Kabar Teluk Lainnya", "Pilihan Editor",
    "— Don’t miss —", "Don't Miss", "Related", "Related Stories", "More from Kabar Teluk", "More on reefs",
    "More in Bay", "More must-reads from us", "Most Read", "Most popular this week", "You may also like",
    "You might also be interested in", "Recommended", "Recommended for you", "Read next", "Further reading",
    "Keep Reading", "More Photos", "More stories", "Galeri Lainnya", "Ähnliche Artikel",
    "Trending", "Trending now", "Popular",
)  # fmt: skip


@pytest.mark.parametrize("heading", [*HEADINGS, "Lihat juga"])
def test_some_headings_lead_away(heading: str) -> None:
    assert related_links.leads_away(heading)


@pytest.mark.parametrize("heading", HEADINGS)
def test_after_such_a_heading_nothing_is_of_the_article(heading: str) -> None:
    text = [FIRST, SECOND, FIRST, SECOND]
    assert related_links.without([*text, heading, OTHER, "Sewa Kapal Naik"], frozenset()) == text
    assert related_links.without([*text, heading, "Trending", OTHER, "Popular"], frozenset()) == text


def test_a_heading_with_more_than_three_tenths_of_the_text_after_it_stays() -> None:
    assert related_links.without([FIRST, "Popular"], frozenset()) == [FIRST]
    assert related_links.without(["n" * 70, "Popular", "n" * 23], frozenset()) == ["n" * 70]
    assert len(related_links.without(["n" * 69, "Popular", "n" * 24], frozenset())) == 3


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "Berita Teluk",
        "Popular music",
        "More photos surface",
        "Trending reefs",
        "Recommended doses",
        "Jangan Lewatkan Rumpon Itu",
    ],
)
def test_other_headings_lead_nowhere(heading: str) -> None:
    assert not related_links.leads_away(heading)


def test_a_heading_that_leads_away_has_70_characters_at_most() -> None:
    assert related_links.leads_away("Related".ljust(70, "."))
    assert not related_links.leads_away("Related".ljust(71, "."))


LINES = st.sampled_from([FIRST, OTHER, f"• {OTHER}", "Baca juga:", "Popular", "a [baca: b c d e f] g (see: x y z)"])
NOISE = st.text("Baca jug:[]()•\n|", max_size=30)


@settings(deadline=None)
@given(st.lists(LINES | NOISE, max_size=12))
def test_lines_or_parts_of_them_only_go_and_the_others_stay_in_order(lines: list[str]) -> None:
    rest = iter(lines)
    for found in related_links.without(lines, LINKS):
        assert any(_is_part(found, line) for line in rest)


def _is_part(found: str, line: str) -> bool:
    characters = iter(line)
    return all(character in characters for character in found)


def test_many_headings_of_others_are_no_trouble() -> None:
    assert related_links.without(["Isi berita yang panjang. " * 2_000, *["Popular"] * 1_500], ())[1:] == []


def test_a_title_behind_a_date_and_its_hour_begins_a_list_of_others() -> None:
    prose = "Petambak garam menutup kolam terakhir sebelum hujan pertama turun di pesisir utara itu. " * 3
    lines = [prose.strip(), "Rabu, 04/11/2015 23:45 WIB Garam murah masuk pasar kota", "Garam dari mana?"]
    assert related_links.without(lines, ()) == lines[:1]
