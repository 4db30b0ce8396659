"""Which text is the article's, where several are to be had."""

import pytest
import trafilatura

from ingest.extract import dom
from ingest.extract.body import extractors
from ingest.extract.body.boilerplate import Surroundings
from ingest.extract.body.extractors import Body
from ingest.extract.metadata.credits import Credit
from ingest.extract.survey import Survey

HEADLINE = "Rumpon Baru untuk Teluk"
PROSE = [
    "Nelayan di Teluk Sembilan menurunkan seratus rumpon baru pada Ahad pagi untuk memulihkan terumbu yang rusak.",
    "Ketua rukun nelayan, Baharudin, mengatakan ikan kecil mulai kembali dua minggu setelah rumpon pertama dipasang.",
    "Dinas kelautan akan mencatat hasil tangkapan setiap pekan dan menempelkan angkanya di dinding pelelangan.",
]
TEXT = "\n".join(PROSE)
AROUND = Surroundings(headline=dom.fold(HEADLINE), headlines={dom.compact(HEADLINE)})


def extract(markup: str, declared: str | None = None) -> Body:
    page = f"<html><head><title>{HEADLINE}</title></head><body>{markup}</body></html>"
    return extractors.extract(Survey(trafilatura.load_html(page)), page, declared, AROUND)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


ARTICLE = f"<article><h1>{HEADLINE}</h1>{paragraphs(*PROSE)}</article>"


@pytest.mark.parametrize("declared", [None, "", TEXT, "n" * (len(TEXT) * 3 // 2), "Rumpon.\nBaru.", PROSE[0]])
def test_the_text_on_the_page_is_the_articles(declared: str | None) -> None:
    assert extract(ARTICLE, declared) == Body(text=TEXT, method="trafilatura", credit=Credit())


def test_lines_beside_the_text_go_and_their_credits_are_noted() -> None:
    found = extract(
        ARTICLE.replace("</article>", "<p>Penulis: Sitti Rahma</p><p>Ikuti saluran WhatsApp kami</p></article>")
    )
    assert (found.text, found.credit) == (TEXT, Credit(writers=("Sitti Rahma",)))


def test_json_lds_text_is_taken_where_it_is_half_as_long_again() -> None:
    declared = "n" * (len(TEXT) * 3 // 2 + 1)
    assert extract(ARTICLE, declared) == Body(text=declared, method="json-ld", credit=Credit())
    assert extract(ARTICLE, f"Editor: Danang Loka\n{declared}") == Body(
        text=declared, method="json-ld", credit=Credit(editors=("Danang Loka",))
    )


@pytest.mark.parametrize(("length", "method"), [(200, "json-ld"), (199, "trafilatura")])
def test_json_lds_text_has_200_characters_at_least(length: int, method: str) -> None:
    found = extract("<p></p>", "n" * length)
    assert (found.method, found.text) == (method, "n" * length if method == "json-ld" else "")


@pytest.mark.parametrize(
    ("declared", "method"),
    [
        (TEXT, "json-ld"),
        (TEXT.upper(), "json-ld"),
        (TEXT.replace("\n", " "), "trafilatura"),
        (f"{TEXT} Lagi.", "trafilatura"),
        (TEXT.replace("rumpon", "rumpun"), "trafilatura"),
    ],
)
def test_json_lds_text_has_the_paragraphs_that_a_page_lost(declared: str, method: str) -> None:
    assert extract(f"<article><p>{' '.join(PROSE)}</p></article>", declared).method == method
    assert extract(ARTICLE, declared).method == "trafilatura"


@pytest.mark.parametrize(
    "declared",
    [
        f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p> <P>{PROSE[2]}</P>",
        f"<h2>{PROSE[0]}</h2><ul><li>{PROSE[1]}</li></ul><div>{PROSE[2]}</div>",
        f"<div>{PROSE[0]}</div>{PROSE[1]}</p>{PROSE[2]}",
        f"{PROSE[0]}<br>{PROSE[1]}<BR />{PROSE[2]}",
        f"&lt;p&gt;{PROSE[0]}&lt;/p&gt;<p><a href='/a'>{PROSE[1]}</a></p><img src='a.jpg'><strong>{PROSE[2]}</strong>",
        f"  {PROSE[0]}\n\n \t{PROSE[1].replace(' ', '  ')}\r\n{PROSE[2]} ",
    ],
)
def test_json_lds_text_may_be_html(declared: str) -> None:
    assert extract("<p></p>", declared).text == TEXT


@pytest.mark.parametrize("tag", ["p", "br", "div", "a href='/a'", "strong", "EM", "h3", "img", "span", "ul", "li"])
def test_any_of_the_usual_tags_tells_that_it_is(tag: str) -> None:
    assert extract("<p></p>", f"{TEXT} <{tag}> <i>Lagi.</i>").text.split() == f"{TEXT} Lagi.".split()


def test_signs_that_are_no_markup_stay() -> None:
    declared = f"{PROSE[0]} Harga < 3 & ikan > 4. {PROSE[1]}"
    assert extract("<p></p>", declared.replace("&", "&amp;")).text == declared


MENU = "".join(
    f"<li>{word} {number}</li>" for number in range(8) for word in ("Politik hukum", "Ekonomi", "Gaya hidup")
)

QUOTED = "Perahu kami tidak lagi pulang dengan palka kosong seperti tahun lalu."
SAID = f"Kata Ida lagi:\n{QUOTED}"


@pytest.mark.parametrize(
    ("box", "text"),
    [
        (paragraphs(*PROSE), TEXT),
        (f"<h2>Muara</h2>{paragraphs(*PROSE)}", f"Muara\n{TEXT}"),
        (f"<h3>Muara</h3>{paragraphs(*PROSE)}", f"Muara\n{TEXT}"),
        (f"<h4>Muara</h4>{paragraphs(*PROSE)}", f"Muara\n{TEXT}"),
        (f"<p>MUARA</p><p>–</p>{paragraphs(*PROSE)}", f"MUARA – {TEXT}"),
        (f"<div>{PROSE[0]}<p>{PROSE[1]}</p></div><p>{PROSE[2]}</p>", TEXT),
        (f"{paragraphs(*PROSE)}<blockquote>Kata <b>Ida</b> lagi:<p>{QUOTED}</p> itu</blockquote>", f"{TEXT}\n{SAID}"),
        (f"{paragraphs(*PROSE)}<table><td>Kata <b>Ida</b> lagi:<p>{QUOTED}</p></table>", f"{TEXT}\n{SAID}"),
        (f"{paragraphs(*PROSE)}<pre>Kata Ida lagi:</pre><p>{QUOTED}</p>", f"{TEXT}\n{SAID}"),
        (f"{paragraphs(*PROSE)}<ol><li>{QUOTED}</li></ol><div>Kata Ida.</div>", f"{TEXT}\n{QUOTED}\nKata Ida."),
        (f"{paragraphs(*PROSE)}<p>Penulis: Sitti Rahma</p>", TEXT),
    ],
)
def test_where_a_page_seems_to_be_a_list_its_prose_is_looked_for(box: str, text: str) -> None:
    found = extract(f"<h1>{HEADLINE}</h1><div class='post-content'><ul>{MENU}</ul></div><div class='baca'>{box}</div>")
    assert (found.method, found.text) == ("readability", text)


def test_a_list_without_prose_beside_it_stays() -> None:
    found = extract(f"<h1>{HEADLINE}</h1><div class='post-content'><ul>{MENU}</ul></div>")
    assert found.method == "trafilatura"
    assert len(found.text.split("\n")) == 24


LONG, END, SHORT = "n" * 80, "m" * 39 + ".", "m" * 40


@pytest.mark.parametrize(
    ("first", "second", "is_clearer"),
    [
        ([SHORT] * 4, [LONG, END], True),
        ([SHORT] * 4, [LONG, SHORT, SHORT], True),
        ([SHORT] * 4, [LONG, SHORT, SHORT, LONG + "n" * 80, SHORT * 1, SHORT[:39]], True),
        ([SHORT] * 4, ["n" * 99 + "."], True),
        ([SHORT] * 4, ["n" * 98 + "."], False),
        ([SHORT] * 4, [SHORT] * 4, False),
        ([SHORT] * 4, [END, SHORT, SHORT, SHORT], False),
        ([SHORT] * 4, ["m" * 40 + ".", SHORT, SHORT, "m" * 39], True),
        ([END, SHORT, SHORT, SHORT], [LONG, SHORT, SHORT], False),
        ([END, SHORT, SHORT, SHORT], [LONG + "n", SHORT, SHORT], True),
        ([LONG * 6, *[SHORT] * 12], [LONG * 2], False),
        ([LONG * 6, *[SHORT] * 12], [LONG * 2 + "n"], True),
    ],
)
def test_prose_is_clearer_than_a_list_of_short_lines(first: list[str], second: list[str], is_clearer: bool) -> None:
    one, other = (Body(text="\n".join(lines), method="", credit=Credit()) for lines in (first, second))
    assert (extractors._clearer(one, other) is other) is is_clearer


@pytest.mark.parametrize(("line", "prose"), [("n" * 80, 80), ("n" * 79, 0), ("", 0)])
def test_a_line_of_80_characters_is_prose(line: str, prose: int) -> None:
    assert extractors._prose(line)[1] == prose


@pytest.mark.parametrize("end", [".", "!", "?", "…", '."', "”", "’", "»", ")"])
def test_a_short_line_is_prose_when_it_ends_as_sentences_do(end: str) -> None:
    assert extractors._prose(f"Ya{end} \n\n{SHORT[:10]}") == (
        len(f"Ya{end}") / len(f"Ya{end}mmmmmmmmmm"),
        len(f"Ya{end}"),
    )


CAPTIONS = [
    "Nelayan menurunkan rumpon dari bambu di Teluk Sembilan, Sabtu (4/4)",
    "Baharudin menunjukkan simpul tali sabut di atas perahu",
    "Anak melihat perahu pulang",
]
ALL = "\n".join(CAPTIONS)
FIGURES = "".join(
    f"<figure><img src='a.jpg'><figcaption>{text}</figcaption></figure>" for text in [*CAPTIONS, "n" * 25]
)


@pytest.mark.parametrize(
    "markup",
    [
        f"<div><h1>{HEADLINE}</h1>{paragraphs(*CAPTIONS)}{FIGURES}<p>Foto lain hari ini</p></div>",
        f"<div><h1>{HEADLINE}</h1>{paragraphs('Kabar foto', CAPTIONS[1].upper())}{FIGURES * 2}<p>Foto lain</p></div>",
        f"<article><h1>{HEADLINE}</h1>{FIGURES}<p>Foto lain</p></article>",
        f"<div>Beranda Daerah Foto</div><h1>{HEADLINE}</h1>{FIGURES}<div>Tentang kami</div>",
    ],
)
def test_a_page_of_pictures_is_their_captions_each_once(markup: str) -> None:
    assert extract(markup) == Body(text=ALL, method="captions", credit=Credit())


@pytest.mark.parametrize(
    "more",
    [
        paragraphs(PROSE[0]),
        paragraphs("Foto-foto ini dibuat hari Sabtu."),
        "",
    ],
)
def test_a_page_with_pictures_and_prose_is_no_gallery(more: str) -> None:
    markup = f"<div class='article-content'><h1>{HEADLINE}</h1>{paragraphs(*CAPTIONS)}{FIGURES}{more}</div>"
    assert extract(markup).method == "trafilatura"


@pytest.mark.parametrize(
    ("text", "is_gallery"),
    [
        (f"Satu\n{CAPTIONS[0]}", True),
        (f"Satu\n{CAPTIONS[0].upper()}!", True),
        (CAPTIONS[0], False),
        (f"Satu.\n{CAPTIONS[0]}", False),
        (f"{CAPTIONS[0]}\n{'n' * 80}", False),
        (f"{CAPTIONS[0]}\n{'n' * 70}\n{'n' * (len(ALL) - 70)}", False),
        (f"{CAPTIONS[0]}\n{'n' * 70}\n{'n' * (len(ALL) - 71)}", True),
        ("", False),
    ],
)
def test_a_gallery_has_fewer_words_around_its_captions_and_no_prose(text: str, is_gallery: bool) -> None:
    assert extractors._is_gallery(text, ALL) is is_gallery
    assert not extractors._is_gallery(text, "")


@pytest.mark.parametrize(
    ("text", "headline", "is_dump"),
    [
        (f"Kabar RUMPON baru, untuk teluk! {'n' * 60}", HEADLINE, True),
        (f"Kabar Rumpon Baru untuk Teluk\n{'n' * 60}", HEADLINE, False),
        (f"Kabar Rumpon Tua untuk Teluk {'n' * 60}", HEADLINE, False),
        (HEADLINE.ljust(69, "n"), HEADLINE, False),
        (f"{HEADLINE} ".ljust(70, "n"), HEADLINE, True),
        (f"Rumpon Satu {'n' * 60}", "Rumpon Satu", True),
        (f"Rumpon Dua {'n' * 60}", "Rumpon Dua", False),
    ],
)
def test_a_line_with_the_headline_and_much_else_is_the_whole_page(text: str, headline: str, is_dump: bool) -> None:
    assert extractors._is_dump(text, dom.fold(headline)) is is_dump


def test_the_whole_page_on_one_line_stays_where_its_pictures_have_no_captions() -> None:
    found = extract(f"<article><h1>{HEADLINE}</h1>{FIGURES.replace('figcaption', 'span')}<p>Foto lain</p></article>")
    assert found.method == "trafilatura"
    assert all(caption in found.text for caption in CAPTIONS)


def test_a_text_in_several_containers_is_whole_and_without_the_articles_after_it() -> None:
    first = [f"{PROSE[0]} {PROSE[2]} {PROSE[1]}", f"{PROSE[1]} Ia berkata begitu di dermaga. {PROSE[0]}"]
    second = [f"{PROSE[2]} {PROSE[0]} Lalu ia pulang."]
    boxes = (
        f"<div class='cut'><div class='article-body'>{paragraphs(*texts)}</div></div>" for texts in (first, second)
    )
    other = f"<article><h1>Harga Ikan Naik</h1>{paragraphs(*(text.upper() for text in PROSE))}</article>"
    found = extract(f"<main><article><h1>{HEADLINE}</h1>{'<div>Iklan</div>'.join(boxes)}</article></main>{other}")
    assert found.text.split("\n") == first + second


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class='isi'>{PROSE[0]}{paragraphs(*PROSE[1:])}</div>",
        f"<article><h1>Harga Ikan Naik</h1>{paragraphs(*map(str.upper, PROSE))}</article>{ARTICLE}",
        f"{ARTICLE}<div id='comments'>{paragraphs('Bagus sekali rumpon itu, semoga ikan kembali.')}</div>",
    ],
)
def test_text_in_no_paragraph_is_the_articles_and_other_articles_and_comments_are_not(markup: str) -> None:
    assert extract(markup).text == TEXT


def test_headings_inside_the_text_are_put_back() -> None:
    inside = f"<div class='unknown'>{paragraphs(PROSE[0])}<h2>Ikan Kembali</h2>{paragraphs(*PROSE[1:])}</div>"
    assert extract(f"<h1>{HEADLINE}</h1>{inside}").text.split("\n") == [PROSE[0], "Ikan Kembali", *PROSE[1:]]


def test_a_quick_reading_is_doubted_when_it_has_little_prose_or_lacks_some() -> None:
    tree = trafilatura.load_html(f"<html><body>{paragraphs(*PROSE * 4)}</body></html>")
    whole = "\n".join(PROSE * 4)
    assert not extractors._is_doubtful(whole, tree)
    assert extractors._is_doubtful(TEXT, tree)  # short
    assert extractors._is_doubtful(whole.replace("\n", " "), tree)
    assert extractors._is_doubtful("Beranda\nNasional\n" * 60, tree)
    assert extractors._is_doubtful(whole, trafilatura.load_html(f"<html><body>{paragraphs(*PROSE * 8)}</body></html>"))
    boxes = "".join(f"<div>{text}</div>" for text in PROSE * 8)
    assert extractors._is_doubtful(whole, trafilatura.load_html(f"<html><body>{boxes}</body></html>"))
