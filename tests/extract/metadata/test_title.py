"""Headlines without the outlets around them; all outlets are invented."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from ingest.extract.metadata import head, title
from ingest.extract.survey import Survey
from tests.extract.metadata.heads import NOTHING

HEADLINE = "Seratus Rumpon untuk Teluk Sembilan"
LONGER = "Seratus Rumpon untuk Teluk Sembilan Setelah Pukat Pergi"


def choose(
    titled: str | None = None,
    *,
    h1: tuple[str, ...] = (),
    h2: tuple[str, ...] = (),
    declared: str | None = None,
    meta: dict[str, str] | None = None,
    above: str = "",
    host: str = "www.kabarteluk.example",
) -> str | None:
    declarations = "".join(f'<meta property="{name}" content="{value}">' for name, value in (meta or {}).items())
    name = "" if titled is None else f"<title>{titled}</title>"
    headings = "".join(f"<h1>{text}</h1>" for text in h1) + "".join(f"<h2>{text}</h2>" for text in h2)
    page = f"<html><head>{declarations}{name}</head><body>{above}{headings}<p>Isi.</p></body></html>"
    return title.choose(declared, head.parse(Survey(fromstring(page))), host)


@pytest.mark.parametrize(
    "separator",
    [
        " - ",
        " | ",
        " – ",
        " — ",
        " : ",
        " » ",
        " « ",
        " · ",
        " • ",
        " ~ ",
        "|",
        " |",
        " > ",
        " // ",
        " * ",
        "｜",
        " ―  ",
        " -- ",
    ],
)
@pytest.mark.parametrize("outlet", ["Kabar Teluk", "KABARTELUK", "kabarteluk.test", "Kabar-Teluk", "Teluk"])
def test_the_outlet_before_or_after_a_title_is_no_part_of_it(separator: str, outlet: str) -> None:
    assert choose(f"{HEADLINE}{separator}{outlet}") == HEADLINE
    assert choose(f"{outlet}{separator}{HEADLINE}") == HEADLINE
    assert choose(f"{outlet}{separator}{HEADLINE}{separator}{outlet}") == HEADLINE


@pytest.mark.parametrize("name", ["og:site_name", "application-name"])
@pytest.mark.parametrize("outlet", ["Bay Courier", "BAY COURIER!", "The Bay Courier"])
def test_an_outlet_is_also_what_the_page_calls_itself(name: str, outlet: str) -> None:
    assert choose(f"{HEADLINE} | {outlet}", meta={name: "The Bay Courier"}) == HEADLINE
    assert choose(f"{HEADLINE} | {outlet} Online", meta={name: outlet}) == HEADLINE
    assert choose(f"{HEADLINE} | Daerah", meta={name: outlet}) == f"{HEADLINE} | Daerah"
    assert choose(f"{HEADLINE} | {outlet}") == f"{HEADLINE} | {outlet}"


@pytest.mark.parametrize(
    ("outlet", "host", "is_outlet"),
    [
        ("MUARA.TEST", "a.example", True),
        ("Teluk Kabar", "www.kabarteluk.example", True),
        ("Luka Bara", "www.baraluka.example", True),
        ("Bay Sun", "bay-sun.example", True),
        ("Bar Luk", "www.kabarteluk.example", False),
        ("Kabar Muara", "www.kabarteluk.example", False),
        ("Kabar", "", False),
    ],
)
def test_an_outlet_is_also_a_domain_or_the_words_of_the_own_host(outlet: str, host: str, is_outlet: bool) -> None:
    titled = f"{HEADLINE} - {outlet}"
    assert choose(titled, host=host) == (HEADLINE if is_outlet else titled)


@pytest.mark.parametrize(
    ("titled", "chosen"),
    [
        (f"{HEADLINE} - Daerah - Kabar Teluk", f"{HEADLINE} - Daerah"),
        (f"{HEADLINE} | Kabar Teluk | kabarteluk.test", HEADLINE),
        (f"{HEADLINE}: Kabar dari Muara", f"{HEADLINE}: Kabar dari Muara"),
        ("Rumpon - Ikan - Kapal", "Rumpon - Ikan - Kapal"),
        ("Kabar Teluk", "Kabar Teluk"),
        (f" - {HEADLINE} | ", HEADLINE),
        ("| Kabar Teluk", "Kabar Teluk"),
        ("- | Kabar Teluk", "Kabar Teluk"),
        ("", None),
        (" | ", None),
        (None, None),
    ],
)
def test_the_rest_of_a_title_stays(titled: str | None, chosen: str | None) -> None:
    assert choose(titled) == chosen


def test_a_page_that_calls_itself_nothing_has_parts_in_its_titles() -> None:
    assert choose(f"{HEADLINE} - Daerah", meta={"og:site_name": "—"}) == f"{HEADLINE} - Daerah"


@pytest.mark.parametrize(
    "titled",
    [
        HEADLINE, f"{HEADLINE} - Kabar Teluk", f"{HEADLINE} - Daerah", f"Kabar Teluk | {HEADLINE}",
        f"{HEADLINE} di Muara", "SERATUS rumpon, untuk teluk sembilan",
        f"Berita Hari Ini dari Muara Lamanya - {HEADLINE} - Ikan dan Kapal Nelayan di Sana", f"Berita - {HEADLINE}",
        f"{HEADLINE} - Berita Hari Ini - Daerah - Ikan dan Kapal Nelayan",
    ],
)  # fmt: skip
def test_a_heading_that_the_title_agrees_with_is_the_headline(titled: str) -> None:
    assert choose(titled, h1=("Kabar Teluk", "Daerah", HEADLINE, "Harga Ikan Naik Lagi")) == HEADLINE


@pytest.mark.parametrize(
    ("titled", "h1", "chosen"),
    [
        (HEADLINE, LONGER, LONGER),
        ("Tali Bambu", "Tali Bambu di Lauta", "Tali Bambu di Lauta"),
        ("Tali Bambu", "Tali Bambu di Lautan", "Tali Bambu"),
        ("Tali Kaya", "Tali Kaya Raya", "Tali Kaya Raya"),
        ("Tali Kay", "Tali Kay Raya", "Tali Kay"),
        ("TALI", "Tali", "Tali"),
        ("TALI KAYA RAYA", "Tali Kay", "TALI KAYA RAYA"),
        ("TALI KAYA RAYA", "Tali Kaya", "Tali Kaya"),
        ("TALI KAYA DI LAUTAN INI", "Tali Kaya di", "Tali Kaya di"),
        ("TALI KAYA DI LAUTAN INIA", "Tali Kaya di", "TALI KAYA DI LAUTAN INIA"),
        ("RUMPON - IKAN - KAPAL", "Rumpon – Ikan – Kapal", "Rumpon – Ikan – Kapal"),
        ("RUMPON TURUN - Berita Hari Ini dari Muara", "Rumpon Turun", "Rumpon Turun"),
        ("Seratus Rumpon", HEADLINE, "Seratus Rumpon"),
        (HEADLINE, f"{HEADLINE} (2)", HEADLINE),
        (HEADLINE, f"{HEADLINE} 4 April", HEADLINE),
        (HEADLINE, f"{HEADLINE} | Muara", HEADLINE),
        (HEADLINE, f"{HEADLINE}nya", HEADLINE),
        (HEADLINE, f"Foto: {HEADLINE}", HEADLINE),
        (HEADLINE, "Rumpon untuk Teluk", "Rumpon untuk Teluk"),
        (HEADLINE, "Rumpon", HEADLINE),
        (HEADLINE, "Teluk Sembilan", HEADLINE),
        ("Rumpon Baru", "Baru Rumpon", "Rumpon Baru"),
    ],
)
def test_a_heading_may_be_more_or_most_of_the_title(titled: str, h1: str, chosen: str) -> None:
    assert choose(titled, h1=(h1, "Harga Ikan Naik Lagi"), declared=titled) == chosen


def test_a_section_in_the_title_is_no_headline() -> None:
    assert choose(f"{HEADLINE} - Daerah Muara", h1=("Daerah Muara",)) == f"{HEADLINE} - Daerah Muara"


@pytest.mark.parametrize("name", ["og:title", "twitter:title"])
def test_what_is_declared_comes_before_meta_elements_and_those_before_the_title(name: str) -> None:
    assert choose("Satu Dua Tiga", meta={name: HEADLINE}) == HEADLINE
    assert choose("Satu Dua Tiga", meta={name: "Empat Lima Enam"}, declared=f"{HEADLINE} - Kabar Teluk") == HEADLINE
    assert choose("Satu Dua Tiga", meta={name: "Kabar Teluk |"}) == "Satu Dua Tiga"


@pytest.mark.parametrize("other", ["Harga Ikan Naik Lagi", "Rumpon"])
def test_a_second_heading_may_show_the_title(other: str) -> None:
    assert choose("SERATUS RUMPON UNTUK TELUK SEMBILAN", h1=("Daerah",), h2=(other, HEADLINE)) == HEADLINE
    assert choose(f"{HEADLINE} di Muara", h2=(other, HEADLINE), declared=HEADLINE.upper()) == HEADLINE
    assert choose("Rumpon", h2=("rumpon",)) == "Rumpon"
    assert choose("Tali Kay", h2=("tali kay",)) == "Tali Kay"
    assert choose("Tali Kaya", h2=("tali kaya",)) == "tali kaya"


SHOWN = "Nelayan Menurunkan Rumpon Baru"


@pytest.mark.parametrize(
    ("changed", "chosen"),
    [
        ({}, SHOWN),
        ({"titled": None}, SHOWN),
        ({"declared": HEADLINE}, HEADLINE),
        ({"h1": (SHOWN, "Harga Ikan Naik Lagi")}, HEADLINE),
        ({"h1": (SHOWN, "Kabar Teluk")}, SHOWN),
        ({"h1": ("Laut Nai",)}, HEADLINE),
        ({"h1": ("Laut Naik",)}, "Laut Naik"),
        ({"h1": ("Penangkapan",)}, HEADLINE),
        ({"h1": (f"Foto: {HEADLINE}",)}, HEADLINE),
        ({"above": f"<p>{'n' * 500}</p>"}, HEADLINE),
        ({"above": f"<p>{'n' * 499}</p>"}, SHOWN),
    ],
)
def test_the_only_heading_above_the_text_is_the_headline_where_none_is_declared(
    changed: dict[str, Any], chosen: str
) -> None:
    assert choose(**({"titled": HEADLINE, "h1": (SHOWN,)} | changed)) == chosen


def test_without_titles_the_first_heading_is_the_headline() -> None:
    assert choose(h1=("Rumpon", "Harga Ikan")) == "Rumpon"
    assert choose("Kabar Teluk | Kabar Teluk", h1=("Kabar Teluk",)) == "Kabar Teluk"


TEXTS = st.text("ab R-|:–. 2(", max_size=20) | st.sampled_from([HEADLINE, "Kabar Teluk", f"{HEADLINE} | Kabar Teluk"])


@settings(deadline=None)
@given(st.none() | TEXTS, TEXTS, st.lists(TEXTS, max_size=3).map(tuple), st.lists(TEXTS, max_size=2).map(tuple))
def test_a_title_is_never_empty_and_is_part_of_what_the_page_says(
    declared: str | None, titled: str, h1: tuple[str, ...], h2: tuple[str, ...]
) -> None:
    written = [" ".join((text or "").split()) for text in (declared, titled, *h1, *h2)]
    chosen = choose(titled, declared=written[0] or None, h1=h1, h2=h2)
    assert chosen is None or (chosen.strip() and any(chosen in text for text in written))


def test_a_short_name_of_an_outlet_is_no_part_of_a_word() -> None:
    said = replace(NOTHING, meta={"og:site_name": ("Era",)}, title="Generasi Baru - Nelayan Turun ke Laut")
    assert title.choose(None, said, "era.example") == "Generasi Baru - Nelayan Turun ke Laut"


def test_a_text_too_long_for_a_title_is_none(no_hang: None) -> None:
    said = head.Head(
        meta={},
        canonicals=(),
        pictures=(),
        base=None,
        title="- " * 50_000,
        headings=("Rumpon Baru untuk Teluk",),
        kickers=(),
        subheadings=(),
        is_headed=True,
        times=(),
        language=None,
    )
    assert title.choose(None, said, "era.example") == "Rumpon Baru untuk Teluk"


@pytest.mark.parametrize(
    ("titled", "host", "chosen"),
    [
        (f"Kabar Teluk: {HEADLINE}", "www.kabarteluk.test", HEADLINE),
        (f"VIDEO : {HEADLINE}", "video.muara.test", f"VIDEO : {HEADLINE}"),
        (f"VIDEO: {HEADLINE}", "video.muara.test", f"VIDEO: {HEADLINE}"),
        (f"Kabar Teluk » Daerah » {HEADLINE}", "kabarteluk.test", HEADLINE),
        (f"{HEADLINE} « Daerah « Kabar Teluk", "kabarteluk.test", HEADLINE),
        (f"{HEADLINE} :: Kabar Teluk", "kabarteluk.test", HEADLINE),
        (f"{HEADLINE} › Kabar Teluk", "kabarteluk.test", HEADLINE),
        ("Muara - Teluk imbang dua dua - Kabar", "kabar.test", "Muara - Teluk imbang dua dua"),
        (f"04.04.2026 - {HEADLINE}", "kabar.test", HEADLINE),
        ("Ikan &amp;amp; Rumpon Baru", "kabar.test", "Ikan & Rumpon Baru"),
    ],
)
def test_outlets_trails_and_dates_before_a_title_are_no_part_of_it(titled: str, host: str, chosen: str) -> None:
    assert choose(titled, host=host) == chosen


@pytest.mark.parametrize(
    ("h1", "titled", "chosen"),
    [
        ("<span class='kicker'>Daerah</span> Rumpon Baru Turun", "Rumpon Baru Turun", "Rumpon Baru Turun"),
        ("<span class='kicker'>Daerah:</span> Rumpon Baru Turun", "Laut: Rumpon Baru Turun", "Rumpon Baru Turun"),
        (
            "<span class='kicker'>Daerah</span>: Rumpon Baru Turun",
            "Daerah: Rumpon Baru Turun",
            "Daerah: Rumpon Baru Turun",
        ),
        ("<span class='kicker'>Rumpon Baru Turun</span>", "Rumpon Baru Turun", "Rumpon Baru Turun"),
        (
            "<span>Daerah Muara</span>Rumpon Baru Turun",
            "Daerah Muara Rumpon Baru Turun",
            "Daerah Muara Rumpon Baru Turun",
        ),
        ("<span>R</span>umpon Baru Turun", "Rumpon Baru Turun", "Rumpon Baru Turun"),
    ],
)
def test_a_line_above_the_headline_is_dropped_where_the_titles_have_another_or_none(
    h1: str, titled: str, chosen: str
) -> None:
    assert choose(titled, h1=(h1,)) == chosen


def test_what_json_ld_and_both_titles_put_before_the_headline_is_of_it() -> None:
    whole = f"Usai Badai: {HEADLINE}"
    assert choose(f"{whole} - Kabar Teluk", h1=(HEADLINE,), declared=whole, meta={"og:title": whole}) == whole
    assert choose(whole, h1=(HEADLINE,), meta={"og:title": whole}) == HEADLINE
    assert choose(whole, h1=(HEADLINE,), declared=HEADLINE, meta={"og:title": whole}) == HEADLINE


@pytest.mark.parametrize(
    "titled", [f"{HEADLINE} (Kabar Teluk)", f"[Kabar Teluk] {HEADLINE}", f"(KABARTELUK) {HEADLINE}"]
)
def test_an_outlet_may_stand_in_brackets(titled: str) -> None:
    assert choose(titled) == HEADLINE
    assert choose(titled, host="muara.test") == titled


def test_a_domain_that_is_a_heading_begins_no_headline() -> None:
    assert choose("muara.test Rumpon Baru", h1=("muara.test",)) == "Rumpon Baru"


@pytest.mark.parametrize(
    ("titled", "beside"),
    [
        (f"{HEADLINE} - Kabar Laut", ("Kabar Laut", "Kabar Laut")),
        (f"Laut | Daerah | {HEADLINE}", ("Laut | Daerah", "Laut", "Daerah")),
        (HEADLINE, ()),
        ("Rumpon - Kabar Laut", ()),
        (None, ()),
    ],
)
def test_outlets_stand_beside_the_headline(titled: str | None, beside: tuple[str, ...]) -> None:
    name = "" if titled is None else f"<title>{titled}</title>"
    page = fromstring(f"<html><head>{name}</head><body><h2>{HEADLINE}</h2></body></html>")
    assert title.outlets(head.parse(Survey(page))) == beside


@pytest.mark.parametrize("mark", ["…", "...", " …"])
@pytest.mark.parametrize("length", [18, 21, 28])  # inside a word, behind one
def test_a_title_that_was_cut_gives_way_to_the_heading_that_goes_on(mark: str, length: int) -> None:
    cut = HEADLINE[:length].strip() + mark
    assert choose(f"{cut} - Kabar Teluk", h1=(HEADLINE,)) == HEADLINE
    assert choose(cut, meta={"og:title": cut}, h1=(HEADLINE,)) == HEADLINE
    assert choose(cut, h1=("Pukat Pergi dari Teluk",), above="<p>" + "Isi panjang. " * 50 + "</p>") == cut


def test_what_a_publisher_calls_itself_is_no_part_of_a_title_nor_its_slogan() -> None:
    page = f"<html><head><title>{HEADLINE} | Surat Pesisir - Dari Laut</title></head><body><p>Isi.</p></body></html>"
    said = head.parse(Survey(fromstring(page)))
    assert title.choose(None, said, "a.example", ("Surat Pesisir",)) == HEADLINE
    assert title.choose(None, said, "a.example") == f"{HEADLINE} | Surat Pesisir - Dari Laut"


def test_markup_is_no_part_of_a_title_and_a_sign_is() -> None:
    assert choose(meta={"og:title": f"&lt;b&gt;{HEADLINE}&lt;/b&gt;"}) == HEADLINE
    assert choose("Ombak &lt; 2 meter") == "Ombak < 2 meter"


def test_without_any_title_other_names_and_headings_tell_it() -> None:
    assert choose(meta={"dc.title": HEADLINE}) == HEADLINE
    assert choose(h2=(HEADLINE,), above='<h1><a href="/">Surat Pesisir</a></h1>') == HEADLINE
    assert choose(h2=("Laut",), above='<h1><a href="/laut">Surat Pesisir</a></h1>') == "Surat Pesisir"
